"""Where stories lie: one file for every browser and study, in the cache."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from filelock import FileLock

from compute.errors import UserError
from compute.files import whole_file
from sign_dash.pages.story.slides import LARGEST_STORY, Story, from_json, to_json

if TYPE_CHECKING:
    from compute.study import Study

Act = Literal["deleted", "moved", "opened"]
"""What can be taken back: a slide deleted, a slide moved, another story opened in place of this one."""
MOST_STEPS: Final = 30
"""Of these that are kept for each browser."""


class Shelf:
    """The stories told from one study.

    Each browser has its own, named by the random ``owner`` it keeps: nobody changes another's by chance. A change is
    read, made and written under one lock, so two windows of one browser lose nothing of each other, whichever process
    of the server answers them. What was before is kept beside the story, one file for each step.
    """

    def __init__(self, study: Study, cache: Path) -> None:
        self._title, self._simulated = study.title, study.simulated
        self._folder = cache / "stories" / _study_key(study)

    def story(self, owner: str) -> Story:
        """The owner's story; an empty one where none was begun. :class:`UserError` where its file is damaged."""
        path = self._path(owner)
        if not path.is_file():
            return Story(self._title, self._simulated)
        return from_json(path.read_text(encoding="utf-8"), str(path))

    def change(self, owner: str, change: Callable[[Story], Story], undoable: Act | None = None) -> Story:
        """Make a change and keep it; returns the story as it is then. undoable: as what :meth:`undo` takes it back."""
        with self._alone(owner):
            before = self.story(owner)
            story = change(before)
            self._keep(owner, story)
            if undoable and story != before:
                with suppress(OSError, UserError):  # a full disk: the change stays, and cannot be taken back
                    self._remember(owner, undoable, before)
        return story

    def delete(self, owner: str, identifier: str) -> Story:
        """Without one slide."""
        return self.change(owner, lambda story: story.without(identifier), "deleted")

    def move(self, owner: str, identifier: str, steps: int) -> Story:
        """With one slide moved by so many places."""
        return self.change(owner, lambda story: story.moved(identifier, steps), "moved")

    def undo(self, owner: str) -> Story:
        """Without the last act that can be taken back; what was written and added since stays."""
        with self._alone(owner):
            story = self.story(owner)
            for step in reversed(self._steps(owner)):
                try:
                    before = from_json(step.read_text(encoding="utf-8"), step.name)
                except (OSError, ValueError, UserError):
                    step.unlink(missing_ok=True)  # it is damaged; the one before it is the last
                    continue
                story = before if _act(step) == "opened" else story.put_back(before)
                self._keep(owner, story)
                step.unlink()
                break
        return story

    def undoable(self, owner: str) -> Act | None:
        """What :meth:`undo` would take back."""
        steps = self._steps(owner)
        return _act(steps[-1]) if steps else None

    def replace(self, owner: str, text: str, name: str) -> Story:
        """In place of the owner's story the one in a file; :class:`UserError` where it was told from another study."""
        read = from_json(text, name)
        if read.study != self._title or read.simulated != self._simulated:
            raise UserError(
                "{name} is a story of the study “{study}”; this is “{title}”: open that study first.",
                name=name,
                study=read.study,
                title=self._title,
            )
        return self.change(owner, lambda _: read, "opened")

    def _alone(self, owner: str) -> FileLock:
        self._path(owner).parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._path(owner).with_suffix(".lock"))

    def _steps(self, owner: str) -> list[Path]:
        """What can be taken back, a file each, the oldest first: named by its number and the act."""
        return sorted(self._path(owner).with_suffix(".steps").glob("[0-9]*.json"))

    def _remember(self, owner: str, act: Act, before: Story) -> None:
        steps = self._steps(owner)
        number = int(steps[-1].name.partition("-")[0]) + 1 if steps else 1
        path = self._path(owner).with_suffix(".steps") / f"{number:09d}-{act}.json"
        path.parent.mkdir(exist_ok=True)
        with whole_file(path, lasting=False) as draft:
            draft.write_text(to_json(before), encoding="utf-8")
        for step in steps[: 1 - MOST_STEPS]:
            step.unlink(missing_ok=True)

    def _keep(self, owner: str, story: Story) -> None:
        path = self._path(owner)
        content = to_json(story).encode()
        if len(content) > LARGEST_STORY:  # as a file it could not be opened again
            raise UserError(
                "The story would have {size:,} bytes, and at most {largest:,} can be kept; delete a slide, or save "
                "this story and start a new one.",
                size=len(content),
                largest=LARGEST_STORY,
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as draft:
            draft.write_bytes(content)

    def _path(self, owner: str) -> Path:
        if not re.fullmatch(r"[0-9a-f-]{36}", owner):
            raise UserError("This browser does not store data for this page; allow it, then reload the page.")
        return self._folder / f"{owner}.json"


def _act(step: Path) -> Act:
    act = step.stem.partition("-")[2]
    return act if act in get_args(Act) else "moved"  # type: ignore[return-value]


def _study_key(study: Study) -> str:
    """The same wherever the study lies and whatever models it has got meanwhile."""
    networks = {name: entry for name, entry in study.info.files.items() if not name.startswith("models/")}
    made_from = [study.title, networks]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:16]
