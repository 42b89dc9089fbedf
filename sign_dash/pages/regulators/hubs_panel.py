"""The view “Hubs”: who has many targets, and how their number changes along the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash.language import say
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.hubs import DEFAULT_BINS, most_bins
from sign_dash.pages.regulators.tables import hubs_grid
from sign_dash.pages.regulators.target_panel import save_button
from sign_dash.scene.select import SURE, default_confidence
from sign_dash.shell.cohort import ends_of
from sign_dash.tables import send_button

if TYPE_CHECKING:
    from compute.study import Study


def hubs_panel(study: Study) -> html.Div:
    """The controls in one line, the table left, small pictures right; empty until the view is opened."""
    return html.Div(
        className="regulators-view",
        children=[
            html.Div(
                className="card sentence regulators-sentence",
                children=[
                    html.Span(say("Hubs by")),
                    dmc.SegmentedControl(
                        id=names.HUBS_BY,
                        data=[
                            {"value": "mean", "label": say("number of targets")},
                            {"value": "change", "label": say("change between the ends")},
                        ],
                        value="mean",
                        size="xs",
                        **{"aria-label": say("Rank hubs by")},
                    ),
                    html.Span(
                        say("counting"), title=say("Edges of high confidence: likely to be found in a similar cohort")
                    ),
                    _counts(study),
                    html.Label(say("in"), htmlFor=names.BINS),
                    dmc.NumberInput(
                        id=names.BINS,
                        value=min(DEFAULT_BINS, most_bins(study)),
                        min=1,
                        max=most_bins(study),
                        step=1,
                        allowDecimal=False,
                        debounce=250,
                        size="xs",
                        className="strength",
                        **{"aria-label": say("Bins along the score")},
                    ),
                    html.Span(say("bins"), title=say("Groups of neighbouring samples, as equal in size as possible")),
                    html.Span(id=names.HUB_FACTS, className="regulators-facts", role="status"),
                ],
            ),
            html.Div([_table(study), _pictures(study)], className="regulators-pair"),
        ],
    )


def _counts(study: Study) -> dmc.SegmentedControl:
    """Which edges count: the sure ones where the study knows them, or all."""
    sure = default_confidence(study)
    return dmc.SegmentedControl(
        id=names.HUBS_SURE,
        data=[
            {"value": f"{SURE:g}", "label": say("confidence ≥ {least}", least=f"{SURE:.0%}"), "disabled": not sure},
            {"value": "0", "label": say("all edges")},
        ],
        value=f"{sure:g}",
        size="xs",
        **{"aria-label": say("Edges that are counted")},
    )


def _table(study: Study) -> html.Section:
    low, high = ends_of(study)
    return html.Section(
        className="card regulators-card",
        **{"aria-label": say("Hubs")},
        children=[
            html.Div(hubs_grid(names.HUBS, study), className="regulators-grid"),
            html.Footer(
                [
                    html.P(
                        say(
                            "Ends: the tenth of the samples with the lowest ({low}) and the highest ({high}) score.",
                            low=low,
                            high=high,
                        ),
                        className="hint",
                    ),
                    send_button(names.HUBS, say("Hubs")),
                    save_button(names.SAVE_HUBS, say("CSV"), say("Save the table of hubs as CSV")),
                ],
                className="regulators-foot",
            ),
        ],
    )


def _pictures(study: Study) -> html.Section:
    low, high = ends_of(study)
    return html.Section(
        className="card regulators-card",
        **{"aria-label": say("Targets along the score")},
        children=[
            html.Header(
                [
                    html.H2(say("Targets along the score")),
                    save_button(names.SAVE_BINS, say("CSV"), say("Save the bins as CSV")),
                ],
                className="regulators-head",
            ),
            dcc.Store(id=names.HUB_BINS),
            dcc.Store(id=names.HUBS_COUNTED),
            dcc.Interval(id=names.HUBS_CLOCK, interval=names.POLL, disabled=True),
            html.Div(
                [
                    html.P(say("Counting targets in every network …"), id=names.HUBS_STATE, role="status"),
                    html.Progress(
                        id=names.HUBS_BAR, value="0", max="1", hidden=True, **{"aria-label": say("Networks counted")}
                    ),
                ],
                id=names.HUBS_WAIT,
                className="empty hubs-wait",
            ),
            html.Div(id=names.HUB_PANELS, className="hub-panels", hidden=True),  # the browser's own
            html.Div(
                [
                    html.Span([html.I(className="hub-key hub-up"), say("activated targets (above the line)")]),
                    html.Span([html.I(className="hub-key hub-down"), say("repressed targets (below, hatched)")]),
                    html.Span(say("left: {low} samples · right: {high} samples", low=low, high=high)),
                    html.Span(id=names.HUB_SCALE),
                ],
                className="heat-legend",
                role="note",
                **{"aria-label": say("Legend of the hubs")},
            ),
        ],
    )
