"""A story: slides in order, each a view with its pictures, a title and a note; and its form as JSON."""

from __future__ import annotations

import base64
import binascii
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from compute.errors import UserError
from compute.records import parse_json
from sign_dash.scene.paper.foreign import MOST_PIXELS, pixels, require_drawing

LARGEST_STORY: Final = 40_000_000
"""Bytes of a story as a file, which is read whole, in the server. As many arrive in one request
(:data:`sign_dash.server.listening.LARGEST_BODY`)."""
MOST_FORM: Final = 100_000
"""Characters beside its texts, and quotes: JSON of nothing but brackets takes thirty times its size in memory."""
MOST_SLIDES: Final = 60
MOST_PICTURES: Final = 4
LONGEST_TITLE: Final = 300
LONGEST_NOTE: Final = 5000
LONGEST_ADDRESS: Final = 100_000


@dataclass(frozen=True)
class SlidePicture:
    """One figure as it was on screen. svg: its drawing; png: the same, painted by the browser, in base64.

    png serves programs that draw no SVG. caption: what the figure says about itself.
    """

    title: str
    svg: str
    png: str
    caption: str


@dataclass(frozen=True)
class Slide:
    """One saved view. address: page and query that restore it, e.g. ``explore?sample=A&genes=ZEB1``."""

    title: str
    note: str
    address: str
    pictures: tuple[SlidePicture, ...]
    identifier: str = field(default_factory=lambda: uuid.uuid4().hex[:12])


@dataclass(frozen=True)
class Story:
    """Slides in the order they are shown. study: title of the study; simulated: whether its data are."""

    study: str
    simulated: bool
    slides: tuple[Slide, ...] = ()

    def added(self, slide: Slide) -> Story:
        """With a slide at the end; :class:`UserError` where the story is full."""
        if len(self.slides) >= MOST_SLIDES:
            raise UserError(
                "A story holds at most {most_slides} slides; delete one, or save this story and start a new one.",
                most_slides=MOST_SLIDES,
            )
        return replace(self, slides=(*self.slides, slide))

    def moved(self, identifier: str, steps: int) -> Story:
        """With one slide moved by so many places, as far as there are places."""
        at = self._position(identifier)
        rest = [*self.slides[:at], *self.slides[at + 1 :]]
        rest.insert(min(max(at + steps, 0), len(rest)), self.slides[at])
        return replace(self, slides=tuple(rest))

    def without(self, identifier: str) -> Story:
        at = self._position(identifier)
        return replace(self, slides=(*self.slides[:at], *self.slides[at + 1 :]))

    def put_back(self, before: Story) -> Story:
        """The slides and their order as they were before: with the words they have now, and what was added since at the
        end; :class:`UserError` where the story is too full for that."""
        now, were = ({slide.identifier: slide for slide in story.slides} for story in (self, before))
        slides = tuple(now.get(slide.identifier, slide) for slide in before.slides)
        back = replace(before, slides=slides)
        for slide in self.slides:
            back = back if slide.identifier in were else back.added(slide)
        return back

    def worded(self, identifier: str, title: str | None = None, note: str | None = None) -> Story:
        """With another title or note of one slide."""
        at = self._position(identifier)
        old = self.slides[at]
        new = replace(
            old,
            title=old.title if title is None else title[:LONGEST_TITLE],
            note=old.note if note is None else note[:LONGEST_NOTE],
        )
        return replace(self, slides=(*self.slides[:at], new, *self.slides[at + 1 :]))

    def _position(self, identifier: str) -> int:
        for at, slide in enumerate(self.slides):
            if slide.identifier == identifier:
                return at
        raise UserError("This slide is no longer in the story; reload the page.")


@contextmanager
def written_slide(number: int) -> Iterator[None]:
    """Whatever a library raises at what is on a slide, while a talk is written, becomes one sentence."""
    try:
        yield
    except Exception as error:
        raise UserError(
            "Slide {n} cannot be written ({error}); delete it from the story, then try again.", n=number, error=error
        ) from error


def to_json(story: Story) -> str:
    """The story as a file that :func:`from_json` reads."""
    return json.dumps({"format": "sign-dash story", "version": 1, **asdict(story)}, ensure_ascii=False)


def from_json(text: str | bytes, name: str) -> Story:
    """The story in a file; :class:`UserError` naming the file where it is none, larger than a story may be, or holds
    what no story holds."""
    content = text if isinstance(text, bytes) else text.encode(errors="replace")
    if len(content) > LARGEST_STORY:
        raise UserError(
            "{name} has {size:,} bytes; at most {largest:,} are accepted.",
            name=name,
            size=len(content),
            largest=LARGEST_STORY,
        )
    try:
        _require_texts(content)
        read = parse_json(content.decode("utf-8-sig"))
        if not isinstance(read, dict) or read.get("format") != "sign-dash story":
            raise ValueError("it does not begin as one")
        if len(read["slides"]) > MOST_SLIDES:
            raise ValueError(f"it has more than {MOST_SLIDES} slides")
        slides = tuple(read_slide(slide) for slide in read["slides"])
        story = Story(str(read["study"]), bool(read["simulated"]), slides)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            "{name} is not a story saved by SiGN-Dash ({error}); choose another file.", name=name, error=error
        ) from None
    if len({slide.identifier for slide in slides}) < len(slides):
        raise UserError("{name} holds a slide twice; choose another file.", name=name)
    return story


def _require_texts(content: bytes) -> None:
    """ValueError for JSON that is not, nearly all of it, the texts of a story."""
    plain = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    if plain.count(b'"') > MOST_FORM or sum(map(len, plain.split(b'"')[::2])) > MOST_FORM:
        raise ValueError("it is no list of slides")


def read_slide(reported: Mapping[str, Any]) -> Slide:
    """A slide as a browser or a file gives it; ValueError, KeyError or TypeError for what is none."""
    address = str(reported["address"])
    if len(address) > LONGEST_ADDRESS or not re.fullmatch(r"[a-z-]+(\?.*)?", address):
        raise ValueError("a slide has an address that is none")
    if len(reported["pictures"]) > MOST_PICTURES:
        raise ValueError(f"a slide has more than {MOST_PICTURES} pictures")
    pictures = tuple(_picture(picture) for picture in reported["pictures"])
    told = {"identifier": str(reported["identifier"])} if reported.get("identifier") else {}
    if told and not re.fullmatch(r"[0-9a-f]{12}", told["identifier"]):
        raise ValueError("a slide has a name that is none")
    title, note = _text(reported["title"], LONGEST_TITLE), _text(reported["note"], LONGEST_NOTE)
    return Slide(title, note, _text(address, LONGEST_ADDRESS), pictures, **told)


def _picture(reported: Mapping[str, Any]) -> SlidePicture:
    svg, png = str(reported["svg"]), str(reported["png"])
    require_drawing(svg)
    try:
        if pixels(base64.b64decode(png, validate=True)) > MOST_PIXELS:
            raise ValueError(f"a picture has more than {MOST_PIXELS:,} pixels")
    except binascii.Error as error:
        raise ValueError(f"a picture is damaged: {error}") from None
    return SlidePicture(_text(reported["title"], LONGEST_TITLE), svg, png, _text(reported["caption"], LONGEST_NOTE))


def _text(given: Any, longest: int) -> str:
    """As a text of a story: no longer, and without the halves of letters that JSON can hold and no file."""
    return str(given)[:longest].encode(errors="replace").decode()
