"""The page of a study that cannot be opened: what is wrong, what to do, and the way to the others.

It stands alone, for there is no application behind it: its styles lie in it, on the same tokens.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from werkzeug.wrappers import Response

from compute.messages import Message
from sign_dash.language import language_now, say, spoken
from sign_dash.places import ASSETS
from sign_dash.server.shelved import Shelved, shelved, state_word

if TYPE_CHECKING:
    from sign_dash.server.library import Library, Place

PAGE: Final = Path(__file__).with_name("trouble.html")
TOKENS: Final = ASSETS / "css" / "10-tokens.css"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_ASKED: Final = Flask(__name__)  # its request context says the reader's language


def trouble_page(message: Message, library: Library, environ: dict[str, Any], place: Place | None = None) -> Response:
    """The page. message: what is wrong, in the words of whoever found out. place: the study, where there is one."""
    with _ASKED.request_context(environ):
        title = say("This study cannot be opened") if place is not None else say("There is no such study here")
        return _page(library, place, title, spoken(message), _way_out(place), 404)


def failure_page(library: Library, environ: dict[str, Any], number: str) -> Response:
    """What is answered where something unforeseen went wrong: the page for a person, else the sentence alone.

    number: of the request, under which the log has the cause.
    """
    with _ASKED.request_context(environ):
        sentence = say("The server failed at request {number}; its log shows the cause.", number=number)
        if "text/html" not in str(environ.get("HTTP_ACCEPT", "")):
            return Response(f"{sentence}\n", 500, headers={"Cache-Control": "no-store"})
        way_out = say("Reload the page. If it happens again, send this number to whoever runs the server.")
        return _page(library, None, say("Something went wrong"), sentence, way_out, 500)


def _page(library: Library, place: Place | None, title: str, sentence: str, way_out: str, status: int) -> Response:
    """The page, within a request."""
    runs = library.queue.runs()
    others = [shelved(other, runs) for other in library.places() if place is None or other.slug != place.slug]
    body = Template(PAGE.read_text(encoding="utf-8")).substitute(
        language=language_now(),
        tokens=TOKENS.read_text(encoding="utf-8"),
        title=escape(title),
        which="" if place is None else escape(say("{title}, in the folder {folder}", **_names(place, library))),
        sentence=escape(sentence),
        way_out=escape(way_out),
        actions=_actions(place, others),
        others=_listed(others),
    )
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    return Response(body, status, headers=headers, mimetype="text/html")


def _names(place: Place, library: Library) -> dict[str, str]:
    return {"title": f"“{shelved(place, library.queue.runs()).title}”", "folder": place.path.name}


def _way_out(place: Place | None) -> str:
    if place is None:
        return say("It may have been deleted or renamed. The available studies are listed below.")
    told = say("It was not changed. Restore its folder from a copy, then reload this page.")
    if not place.owned:
        return told
    otherwise = say("If there is none, delete it under Data & runs and make it anew.")
    return f"{told} {otherwise}"


def _actions(place: Place | None, others: list[Shelved]) -> str:
    """Links: once more, and to the page where studies are kept, which belongs to a study that opens."""
    links = []
    if place is not None:
        words = say("Try again")
        links.append(f'<a href="{escape(place.address)}">{escape(words)}</a>')
    sound = next((other for other in others if other.state == "complete"), None)
    if sound is not None:
        asked = f"?study={place.slug}" if place is not None else ""
        words = say("Data & runs")
        links.append(f'<a class="quiet" href="{escape(f"{sound.place.address}runs{asked}")}">{escape(words)}</a>')
    return "".join(links)


def _listed(others: list[Shelved]) -> str:
    """A card with a link to every other study; nothing where there is none."""
    if not others:
        return ""
    links = "".join(f"<li>{_link(other)}</li>" for other in others)
    title = say("Studies here")
    return f'<section class="card"><h2>{escape(title)}</h2><ul>{links}</ul></section>'


def _link(study: Shelved) -> str:
    record = study.record
    marks = ""
    if record is not None:
        size = say(
            "{samples} samples × {targets} targets", samples=f"{record.samples:,}", targets=f"{record.targets:,}"
        )
        marks = f"<span>{escape(size)}</span>"
        if record.simulated:
            simulated = say("Simulated")
            marks += f'<span class="mark simulated">{escape(simulated)}</span>'
    if study.state != "complete":
        marks += f'<span class="mark">{escape(state_word(study.state))}</span>'
    return f'<a href="{escape(study.place.address)}"><strong>{escape(study.title)}</strong>{marks}</a>'
