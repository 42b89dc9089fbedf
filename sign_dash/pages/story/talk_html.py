"""The story as one web page that needs nothing else: opened from a disk, it shows slides and turns them by keys."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sign_dash.pages.story.slides import Slide, SlidePicture, Story

# Nothing may be fetched, whatever the pictures hold.
POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

STYLE: Final = """
:root { color-scheme: light; --ink: #1b2430; --quiet: #5d6b7e; --line: #dfe4ea; }
* { box-sizing: border-box; }
body { margin: 0; font: 18px/1.45 system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
  color: var(--ink); background: #fff; }
section { display: none; height: 100vh; padding: 2.5vh 3vw 1.5vh; flex-direction: column; gap: 1.5vh; }
section.shown { display: flex; }
h1 { margin: 0; font-size: clamp(22px, 3.4vw, 48px); line-height: 1.15; }
.pictures { flex: 1; min-height: 0; display: grid; gap: 1.5vw; }
.pictures.two, .pictures.four { grid-template-columns: 1fr 1fr; }
.pictures img { width: 100%; height: 100%; object-fit: contain; min-height: 0; }
.note { max-height: 26vh; overflow: auto; padding: 1vh 1.2vw; border-left: 4px solid var(--line); }
.note { white-space: pre-wrap; }
body:not(.notes) .note { display: none; }
footer { display: flex; justify-content: space-between; gap: 2vw; font-size: 13px; color: var(--quiet); }
.warning { padding: 0 .6em; border-radius: 1em; background: #fff3df; color: #8a4b00; font-weight: 700; }
@media print { section { display: flex; page-break-after: always; } @page { size: A4 landscape; margin: 0; } }
@media (max-width: 700px) {
  section { height: auto; min-height: 100vh; }
  .pictures.two, .pictures.four { grid-template-columns: 1fr; }
}
"""

SCRIPT: Final = """
const slides = [...document.querySelectorAll("section")];
let at = Math.min(Math.max(Number(location.hash.slice(1)) - 1 || 0, 0), slides.length - 1);
function show(next) {
  at = Math.min(Math.max(next, 0), slides.length - 1);
  slides.forEach((slide, i) => slide.classList.toggle("shown", i === at));
  history.replaceState(null, "", "#" + (at + 1));
}
addEventListener("keydown", (event) => {
  const to = { ArrowRight: at + 1, PageDown: at + 1, " ": at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0,
    End: slides.length - 1 }[event.key];
  if (to !== undefined) { event.preventDefault(); show(to); }
  if (event.key === "n" || event.key === "N") document.body.classList.toggle("notes");
});
addEventListener("click", (event) => show(at + (event.clientX < innerWidth / 3 ? -1 : 1)));
show(at);
"""


def to_html(story: Story, foot: str) -> str:
    """The story as one file. foot: the line at the foot of every slide."""
    slides = "\n".join(
        _slide(slide, number, len(story.slides), foot, story.simulated)
        for number, slide in enumerate(story.slides, start=1)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(story.study)} · SiGN-Dash</title><style>{STYLE}</style></head>\n"
        f"<body>\n{slides}\n<script>{SCRIPT}</script></body></html>\n"
    )


def _slide(slide: Slide, number: int, total: int, foot: str, simulated: bool) -> str:
    label = {1: "one", 2: "two"}.get(len(slide.pictures), "four")
    pictures = "".join(map(_picture, slide.pictures))
    note = f'<p class="note">{escape(slide.note)}</p>' if slide.note else ""
    warning = '<span class="warning">Simulated data</span> ' if simulated else ""
    return (
        f'<section aria-label="Slide {number} of {total}"><h1>{escape(slide.title)}</h1>'
        f'<div class="pictures {label}">{pictures}</div>{note}'
        f"<footer><span>{warning}{escape(foot)}</span>"
        f"<span>{number} / {total} · arrow keys turn the slides, N shows the notes</span></footer></section>"
    )


def _picture(picture: SlidePicture) -> str:
    data = base64.b64encode(picture.svg.encode()).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(f"{picture.title}. {picture.caption}")}">'
