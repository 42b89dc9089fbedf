"""What the Story page does: keep views as slides, change them, take them along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, no_update
from dash.exceptions import PreventUpdate

import compute
from compute.errors import UserError
from sign_dash import ids
from sign_dash.export.words import file_name
from sign_dash.gene_sets.kept import uploaded
from sign_dash.language import say
from sign_dash.pages.story import names
from sign_dash.pages.story.cards import cards
from sign_dash.pages.story.shelf import Act, Shelf
from sign_dash.pages.story.slides import MOST_PICTURES, Story, read_slide, to_json
from sign_dash.pages.story.talk_html import to_html
from sign_dash.verification import require_intact

if TYPE_CHECKING:
    from compute.study import Study

Writer = Callable[[Story, "dict[str, Any] | None"], bytes]
"""Of a story and of the known pairs on the page."""


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page, and the header's button that adds to it. cache: where stories are kept."""
    shelf = Shelf(study, cache)
    _browser_side(app)
    _choose_figures(app)
    _add(app, shelf)
    _show(app, shelf)
    _edit(app, shelf)
    _open(app, shelf)
    _save(app, study, shelf)


def _browser_side(app: Dash) -> None:
    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("story", function), *arguments, **options)

    wire("owner", Output(names.OWNER, "data"), Input(ids.COHORT, "data"), State(names.OWNER, "data"))
    wire(
        "look",
        Output(names.ADD_DIALOG, "opened"),
        Output(names.ADD_TITLE, "value"),
        Output(names.ADD_NOTE, "value"),
        Output(names.ADD_PROBLEM, "children"),
        Output(names.FIGURE_CHOICE, "children"),
        Output(names.FIGURE_CHOICE, "value"),
        Input(names.ADD_BUTTON, "n_clicks"),
        prevent_initial_call=True,
    )
    wire(
        "capture",
        Output(names.ADD_PROBLEM, "children", allow_duplicate=True),
        Input(names.ADD_CONFIRM, "n_clicks"),
        State(names.ADD_TITLE, "value"),
        State(names.ADD_NOTE, "value"),
        State(names.FIGURE_CHOICE, "value"),
        prevent_initial_call=True,
    )
    wire("present", Input(names.PRESENT, "n_clicks"), prevent_initial_call=True)


def _choose_figures(app: Dash) -> None:
    @app.callback(
        Output(names.FIGURE_CHOICE, "children", allow_duplicate=True),
        Output(names.FIGURE_CHOICE, "value", allow_duplicate=True),
        Input(names.FIGURES, "data"),
        prevent_initial_call=True,
    )
    def figures(offered: dict[str, Any] | None) -> tuple[Any, list[str]]:
        found = (offered or {}).get("figures", [])
        if not found:
            return say("There is no figure on this page; go to a page that shows a network or a chart."), []
        boxes = [dmc.Checkbox(label=figure["title"], value=figure["id"], my=4) for figure in found]
        return boxes, [found[0]["id"]]


def _add(app: Dash, shelf: Shelf) -> None:
    @app.callback(
        Output(names.ADDED, "data"),
        Output(ids.NOTICE_TEXT, "data", allow_duplicate=True),
        Input(names.CAPTURED, "data"),
        State(names.OWNER, "data"),
        State(names.ADDED, "data"),
        prevent_initial_call=True,
    )
    def add(captured: dict[str, Any] | None, owner: str | None, slides: int) -> tuple[int, dict[str, str]]:
        if not captured:
            raise PreventUpdate
        story = added(shelf, owner or "", captured)
        return slides + 1, {"sentence": say("Kept as slide {n} of the story.", n=len(story.slides))}


def added(shelf: Shelf, owner: str, captured: dict[str, Any]) -> Story:
    """The story with what the browser captured; :class:`UserError` for what is no slide."""
    try:
        slide = read_slide(captured)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(
            "This view could not be saved: {error}; try again, with at most {most_pictures} figures.",
            error=error,
            most_pictures=MOST_PICTURES,
        ) from None
    return shelf.change(owner, lambda story: story.added(slide))


def _show(app: Dash, shelf: Shelf) -> None:
    @app.callback(
        Output(names.CARDS, "children"),
        Output(names.EMPTY, "hidden"),
        Output(names.COUNT, "children"),
        Output(names.UNDO, "children"),
        Output(names.UNDO, "hidden"),
        *(Output(f"{names.SAVE}-{ending}", "disabled") for ending in ("pptx", "pdf", "html", "slider", "json")),
        Output(names.PRESENT, "disabled"),
        Input(names.CHANGED, "data"),
        Input(names.ADDED, "data"),
        Input(names.OWNER, "data"),
    )
    def show(_changed: int, _added: int, owner: str | None) -> tuple[Any, ...]:
        if not owner:
            raise PreventUpdate
        story = shelf.story(owner)
        count = len(story.slides)
        words = say("Story · 1 slide") if count == 1 else say("Story · {n} slides", n=count)
        act = shelf.undoable(owner)
        return cards(story), count > 0, words, undo_words(act), act is None, *[count == 0] * 6


def undo_words(act: Act | None) -> str:
    """What the button says that takes an act back."""
    return {
        "deleted": say("Undo: slide deleted"),
        "moved": say("Undo: slide moved"),
        "opened": say("Undo: another story opened"),
    }.get(act or "", "")


def _edit(app: Dash, shelf: Shelf) -> None:
    changes: dict[str, Callable[[str, str], Story]] = {
        names.EARLIER: lambda owner, slide: shelf.move(owner, slide, -1),
        names.LATER: lambda owner, slide: shelf.move(owner, slide, 1),
        names.DELETE: shelf.delete,
    }

    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        *(Input({"type": kind, "slide": ALL}, "n_clicks") for kind in changes),
        State(names.OWNER, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def change(*given: Any) -> int:
        owner, changed = given[-2:]
        asked = ctx.triggered_id
        if not asked or not ctx.triggered[0]["value"]:  # buttons that have just been drawn
            raise PreventUpdate
        changes[asked["type"]](owner, asked["slide"])
        return int(changed) + 1

    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input(names.UNDO, "n_clicks"),
        State(names.OWNER, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def undo(_clicks: int | None, owner: str, changed: int) -> int:
        shelf.undo(owner)
        return changed + 1

    @app.callback(
        Output(names.STATUS, "children"),
        Input({"type": names.TITLE, "slide": ALL}, "value"),
        Input({"type": names.NOTE, "slide": ALL}, "value"),
        State(names.OWNER, "data"),
        prevent_initial_call=True,
    )
    def word(_titles: list[str], _notes: list[str], owner: str | None) -> Any:
        asked = ctx.triggered_id
        if not asked or not owner or len(ctx.triggered) > 1:  # cards that have just been drawn
            raise PreventUpdate
        given = ctx.triggered[0]["value"] or ""
        words = {"title": " ".join(given.split())} if asked["type"] == names.TITLE else {"note": given}
        shelf.change(owner, lambda story: story.worded(asked["slide"], **words))
        return say("Saved")


def _open(app: Dash, shelf: Shelf) -> None:
    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input(names.OPEN, "contents"),
        State(names.OPEN, "filename"),
        State(names.OWNER, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def opened(contents: str | None, name: str | None, owner: str, changed: int) -> int:
        if not contents:
            raise PreventUpdate
        try:
            text = uploaded(contents).decode("utf-8")
        except UnicodeDecodeError:
            raise UserError("{name} is not a story saved by SiGN-Dash; choose another file.", name=name) from None
        shelf.replace(owner, text, str(name))
        return changed + 1


def _save(app: Dash, study: Study, shelf: Shelf) -> None:
    foot = foot_line(study)
    writers: dict[str, Writer] = {
        "pptx": lambda story, _: _pptx(story, foot),
        "pdf": lambda story, _: _pdf(story, foot),
        "html": lambda story, _: to_html(story, foot).encode(),
        "slider": lambda story, known: _with_slider(study, story, known),
        "json": lambda story, _: to_json(story).encode(),
    }

    def save(ending: str, write: Writer) -> None:
        @app.callback(
            Output(names.DOWNLOAD, "data", allow_duplicate=True),
            Input(f"{names.SAVE}-{ending}", "n_clicks"),
            State(names.OWNER, "data"),
            State(ids.KNOWN_PAIRS, "data"),
            prevent_initial_call=True,
        )
        def download(clicks: int | None, owner: str, known: dict[str, Any] | None) -> Any:
            story = shelf.story(owner)
            if not clicks or not story.slides:
                return no_update
            require_intact(study)
            parts, suffix = (["story", "with-slider"], "html") if ending == "slider" else (["story"], ending)
            return dcc.send_bytes(lambda file: file.write(write(story, known)), file_name(study, parts, suffix))

    for ending, write in writers.items():
        save(ending, write)


def foot_line(study: Study) -> str:
    """What stands at the foot of every slide that leaves the dashboard."""
    simulated = "Simulated data · " if study.simulated else ""
    return f"{simulated}{study.title} · {len(study.samples):,} samples · SiGN-Dash {compute.__version__}"


def _pptx(story: Story, foot: str) -> bytes:
    from sign_dash.pages.story.talk_pptx import to_pptx  # python-pptx and lxml are needed for this alone

    return to_pptx(story, foot)


def _pdf(story: Story, foot: str) -> bytes:
    from sign_dash.pages.story.talk_pdf import to_pdf  # reportlab is needed for this alone

    return to_pdf(story, foot)


def _with_slider(study: Study, story: Story, known: dict[str, Any] | None) -> bytes:
    from sign_dash.share import shared_page, views_of  # reads all of the study; wanted rarely

    return shared_page(study, views_of(study, story), known=known).encode()
