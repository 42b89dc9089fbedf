"""The whole-cohort report at one click: a page, slides as PDF, slides for PowerPoint."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html, set_props
from dash.exceptions import PreventUpdate

from sign_dash import ids
from sign_dash.export.words import file_name
from sign_dash.gene_sets import EvidenceChoice, chosen_evidence
from sign_dash.language import say
from sign_dash.pages.answers import names
from sign_dash.pages.story import names as story
from sign_dash.pages.story.shelf import Shelf
from sign_dash.pages.story.slides import Slide, Story
from sign_dash.report.content import study_report
from sign_dash.report.files import FORMS
from sign_dash.report.slides import to_story

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.report.document import Report


def report_panel() -> html.Section:
    """What the report holds, and its three forms."""
    labels = {"html": say("Page (HTML)"), "pdf": say("Slides (PDF)"), "pptx": say("Slides (PowerPoint)")}
    buttons = [
        html.Button(labels[ending], id=f"{names.REPORT}-{ending}", type="button", className="quiet-button")
        for ending in FORMS
    ]
    about = say(
        "All of the above, plus regulator components 1 to 3 with their planes, subnetworks around the EMT factors, "
        "the marker table with evidence, methods and limitations. In English, like all files. With thousands of "
        "targets it takes a minute or two."
    )
    return html.Section(
        className="card answer",
        **{"aria-label": say("Report on the whole cohort")},
        children=[
            html.H2(say("Report on the whole cohort")),
            html.P(about),
            html.Div([*buttons, _keep(), _writing()], className="answer-actions"),
            dcc.Download(id=names.DOWNLOAD),
        ],
    )


def _keep() -> html.Button:
    return html.Button(
        say("+ Story"),
        id=names.REPORT_KEEP,
        type="button",
        className="quiet-button",
        title=say("Put every section of the report into the story as a slide"),
    )


def _writing() -> html.Span:
    return html.Span(say("Writing the report …"), id=names.REPORT_STATE, hidden=True, role="status")


def register_report(app: Dash, study: Study, cache: Path) -> None:
    """Wire the buttons. cache: folder of files that were given."""

    def wire(ending: str, write: Callable[[Report], bytes]) -> None:
        button = f"{names.REPORT}-{ending}"

        @app.callback(
            Output(names.DOWNLOAD, "data", allow_duplicate=True),
            Input(button, "n_clicks"),
            State(names.DATA_YEAR, "value"),
            State(ids.EVIDENCE, "data"),
            running=[
                (Output(button, "disabled"), True, False),
                (Output(names.REPORT_STATE, "hidden"), False, True),
            ],
            prevent_initial_call=True,
        )
        def save(clicks: int | None, year: int | str | None, chosen: EvidenceChoice | None) -> Any:
            if not clicks:
                raise PreventUpdate
            evidence = chosen_evidence(study, cache, chosen)
            report = study_report(study, evidence, year if isinstance(year, int) else None)
            return dcc.send_bytes(lambda stream: stream.write(write(report)), file_name(study, ["report"], ending))

    for ending, write in FORMS.items():
        wire(ending, write)
    _register_keep(app, study, cache)


def _register_keep(app: Dash, study: Study, cache: Path) -> None:
    shelf = Shelf(study, cache)

    @app.callback(
        Input(names.REPORT_KEEP, "n_clicks"),
        State(names.DATA_YEAR, "value"),
        State(ids.EVIDENCE, "data"),
        State(story.OWNER, "data"),
        State(story.ADDED, "data"),
        running=[
            (Output(names.REPORT_KEEP, "disabled"), True, False),
            (Output(names.REPORT_STATE, "hidden"), False, True),
        ],
        prevent_initial_call=True,
    )
    def keep(
        clicks: int | None, year: int | str | None, chosen: EvidenceChoice | None, owner: str | None, slides: int
    ) -> None:
        if not clicks:
            raise PreventUpdate
        evidence = chosen_evidence(study, cache, chosen)
        report = to_story(study_report(study, evidence, year if isinstance(year, int) else None))
        slides_now = [Slide(one.title, one.note, one.address, one.pictures) for one in report.slides]  # named anew
        kept = shelf.change(owner or "", lambda there: reduce(Story.added, slides_now, there))
        # No outputs: the story's own stores are on every page.
        set_props(story.ADDED, {"data": slides + len(report.slides)})
        said = say("The report is in the story, slides {first} to {last}.",
                   first=len(kept.slides) - len(report.slides) + 1, last=len(kept.slides))  # fmt: skip
        set_props(ids.NOTICE_TEXT, {"data": {"sentence": said}})
