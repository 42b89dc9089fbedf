"""What the view “Studies” does: list, choose, rename, use the settings again, delete."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate
from flask import request

from compute.errors import UserError
from compute.methods import METHODS
from compute.study import remove_study, rename_study
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.again import chosen_before, roles_of
from sign_dash.pages.data.settings import settings_of_study, settings_shown
from sign_dash.pages.data.shelf import provenance, row, size_words
from sign_dash.server.read_only import read_only
from sign_dash.server.shelved import Shelved, shelved, state_word
from sign_dash.server.visits import browser_of

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.server.library import Library

NEW_VIEW = "new"


def register(app: Dash, study: Study, library: Library) -> None:
    """Wire the view."""
    _list(app, study, library)
    _show(app, study, library)
    _change(app, library)
    _delete(app, study, library)
    _again(app, library)


def _list(app: Dash, study: Study, library: Library) -> None:
    @app.callback(
        Output(names.STUDIES, "rowData"),
        Output(names.MAKE_DEMO, "hidden"),
        Input(names.OPENED, "data"),
        Input(names.CHANGED, "data"),
        Input(names.CLOCK, "n_intervals"),
        State(names.STUDIES, "rowData"),
        prevent_initial_call=True,
    )
    def listed(opened: bool | None, _changed: int, ticks: int | None, before: list[dict[str, Any]]) -> tuple[Any, Any]:
        beat = (ticks or 0) % 4 != 1  # at the first look, then at every fourth
        if not opened or (ctx.triggered_id == names.CLOCK and beat):
            raise PreventUpdate
        library.queue.advance()
        runs, here = library.queue.runs(), study.path.resolve()
        rows = [row(shelved(place, runs), place.path.resolve() == here) for place in library.places()]
        return (no_update if rows == before else rows), library.demo is None or library.has_demo() or read_only()

    @app.callback(
        Output(names.CHOSEN, "data"),
        Input(names.STUDIES, "selectedRows"),
        prevent_initial_call=True,
    )
    def choose(rows: list[dict[str, Any]] | None) -> Any:
        return rows[0]["slug"] if rows else no_update

    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input(names.MAKE_DEMO, "n_clicks"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
        running=[(Output(names.MAKE_DEMO, "disabled"), True, False)],
    )
    def make_demo(clicks: int | None, changed: int) -> int:
        if not clicks:
            raise PreventUpdate
        library.make_demo()
        return changed + 1


def _show(app: Dash, study: Study, library: Library) -> None:
    @app.callback(
        Output(names.CARD_EMPTY, "hidden"),
        Output(names.CARD_BODY, "hidden"),
        Output(names.FACTS, "children"),
        Output(names.OPEN, "href"),
        Output(names.OPEN, "hidden"),
        Output(names.TITLE, "value"),
        Output(names.RENAME_ROW, "hidden"),
        Output(names.DELETE, "hidden"),
        Output(names.DUPLICATE, "hidden"),
        Output(names.CONFIRM, "hidden", allow_duplicate=True),
        Input(names.CHOSEN, "data"),
        Input(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def show(slug: str | None, _changed: int) -> tuple[Any, ...]:
        chosen = _chosen(library, slug)
        if chosen is None:
            return False, True, [], "", True, "", True, True, True, True
        owned = chosen.place.owned
        can_open = chosen.state in ("complete", "running", "unfinished") and not library.single
        return (
            True,
            False,
            facts(chosen, chosen.place.path.resolve() == study.path.resolve()),
            chosen.place.address,
            not can_open,
            chosen.title,
            not (owned and chosen.record is not None) or read_only(),
            not owned or read_only(),
            chosen.record is None or read_only(),
            True,
        )


def facts(study: Shelved, here: bool) -> list[Any]:
    """The card's words: what it is, what is wrong with it, how it was made."""
    record = study.record
    told = [html.H2(study.title), html.P(state_word(study.state), className=f"study-state study-{study.state}")]
    if study.problem:
        told.append(html.P(spoken(study.problem), className="study-problem", role="alert"))
    if here:
        told.append(html.P(say("This is the study you are looking at."), className="hint"))
    if not study.place.owned and not read_only():
        told.append(
            html.P(
                say("It was given when the server was started, so it cannot be renamed or deleted here."),
                className="hint",
            )
        )
    if record is None:
        return told
    figures = {
        say("Samples"): f"{record.samples:,}",
        say("Regulators × targets"): f"{record.regulators:,} × {record.targets:,}",
        say("Score"): record.modulator_name,
        say("Data"): say("Simulated: no real samples") if record.simulated else say("Real"),
        say("Models"): ", ".join(study.models) or say("none yet"),
        say("Size on disk"): size_words(study.bytes),
    }
    told.append(html.Dl([html.Div([html.Dt(k), html.Dd(v)]) for k, v in figures.items()], className="about-facts"))
    listed = html.Dl([html.Div([html.Dt(k), html.Dd(v)]) for k, v in provenance(study)], className="about-facts")
    told.append(html.Details([html.Summary(say("How it was made")), listed], className="new-advanced"))
    return told


def _change(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input(names.RENAME, "n_clicks"),
        State(names.CHOSEN, "data"),
        State(names.TITLE, "value"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def rename(clicks: int | None, slug: str | None, title: str | None, changed: int) -> int:
        if not clicks:
            raise PreventUpdate
        place = library.place(slug or "")
        _require_owned(place.owned)
        rename_study(place.path, title or "")
        return changed + 1


def _delete(app: Dash, study: Study, library: Library) -> None:
    @app.callback(
        Output(names.CONFIRM, "hidden", allow_duplicate=True),
        Output(names.CONFIRM_WORDS, "children"),
        Output(names.CONFIRM_WORD, "value"),
        Output(names.CONFIRM_OTHERS, "style"),
        Output(names.CONFIRM_OTHERS, "checked"),
        Input(names.DELETE, "n_clicks"),
        Input(names.CONFIRM_KEEP, "n_clicks"),
        State(names.CHOSEN, "data"),
        prevent_initial_call=True,
    )
    def ask(_clicks: int | None, _kept: int | None, slug: str | None) -> tuple[Any, ...]:
        chosen = _chosen(library, slug)
        if ctx.triggered_id == names.CONFIRM_KEEP or chosen is None:
            return True, no_update, "", no_update, False
        words = [
            say(
                "“{title}” and its networks and models ({size}) will be removed from the disk; this cannot be undone.",
                title=chosen.title,
                size=size_words(chosen.bytes),
            )
        ]
        if chosen.place.path.resolve() == study.path.resolve():
            words.append(say("This study is open now."))
        others = others_at(library, chosen.place.slug)
        if others:
            words.append(
                say(
                    "Other browsers that looked at it in the last half hour: {n}, the last one {minutes} min ago.",
                    n=len(others),
                    minutes=others[0],
                )
            )
        if library.is_demo(chosen.place):
            words.append(say("The demo can be made again here."))
        return False, " ".join(words), "", {} if others else {"display": "none"}, False

    @app.callback(
        Output(names.CONFIRM_DELETE, "disabled"),
        Input(names.CONFIRM_WORD, "value"),
        Input(names.CONFIRM_OTHERS, "checked"),
        State(names.CHOSEN, "data"),
        prevent_initial_call=True,
    )
    def not_yet(word: str | None, asked: bool | None, slug: str | None) -> bool:
        """Its title is not typed, or others look at it and nobody has said that they were asked."""
        chosen = _chosen(library, slug)
        if chosen is None or " ".join((word or "").split()) != " ".join(chosen.title.split()):
            return True
        return not asked and bool(others_at(library, chosen.place.slug))

    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Output(names.CHOSEN, "data", allow_duplicate=True),
        Input(names.CONFIRM_DELETE, "n_clicks"),
        State(names.CONFIRM_WORD, "value"),
        State(names.CONFIRM_OTHERS, "checked"),
        State(names.CHOSEN, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def delete(
        clicks: int | None, word: str | None, asked: bool | None, slug: str | None, changed: int
    ) -> tuple[int, None]:
        if not clicks or not_yet(word, asked, slug):
            raise PreventUpdate
        place = library.place(slug or "")
        _require_owned(place.owned)
        runs = [run for run in library.queue.runs() if run.study.resolve() == place.path.resolve()]
        if any(run.active for run in runs):
            raise UserError("A run is making this study; cancel it under Runs first.")
        remove_study(place.path)
        for run in runs:
            shutil.rmtree(run.folder, ignore_errors=True)
        return changed + 1, None


def _again(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.PREFILL, "data"),
        Output(names.DRAFT, "data", allow_duplicate=True),
        Output(names.UPLOADED, "data", allow_duplicate=True),
        Output(names.VIEW, "value", allow_duplicate=True),
        Input(names.DUPLICATE, "n_clicks"),
        State(names.CHOSEN, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def again(clicks: int | None, slug: str | None, _changed: int) -> tuple[Any, ...]:
        """Its settings into the form; its files and all that was chosen where its run was begun here and is kept."""
        chosen = _chosen(library, slug)
        if not clicks or chosen is None or chosen.record is None:
            raise PreventUpdate
        made = chosen.record.method
        filled = {
            "title": say("{title}, again", title=chosen.title),
            "simulated": chosen.record.simulated,
            "method": made.name if made.name in METHODS else "",
            "settings": settings_of_study(made),
            "workers": None,
            "clicks": clicks,
        }
        if not chosen.run:
            return filled, no_update, no_update, NEW_VIEW
        run = library.queue.run(chosen.run)
        token, roles = library.drafts.new(), roles_of(run.asked)
        for path in sorted((run.folder / "inputs").iterdir()):
            library.drafts.take(token, path, path.name)
            if path.name in roles:
                library.drafts.set_role(token, path.name, roles[path.name])
        asked = run.asked
        filled |= {"method": asked.method, "settings": settings_shown(asked.method, asked.settings)}
        filled |= {"workers": asked.workers}
        filled |= {"chosen": chosen_before(run.asked)}
        return filled, token, {"draft": token, "at": clicks}, NEW_VIEW


def _chosen(library: Library, slug: str | None) -> Shelved | None:
    if not slug:
        return None
    try:
        place = library.place(slug)
    except UserError:
        return None
    return shelved(place, library.queue.runs())


def others_at(library: Library, slug: str) -> list[int]:
    """Minutes since each other browser asked for something of a study, of the last half hour."""
    return library.visits.of_others(slug, browser_of(request.environ))


def _require_owned(owned: bool) -> None:
    if not owned:
        raise UserError("This study is outside the studies folder, so it cannot be changed here.")
