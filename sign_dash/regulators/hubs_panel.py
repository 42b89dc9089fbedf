"""The view “Hubs”: who has many targets, and how their number changes along the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash.regulators import names
from sign_dash.regulators.hubs import DEFAULT_BINS, most_bins
from sign_dash.regulators.tables import hubs_grid
from sign_dash.regulators.target_panel import save_button
from sign_dash.shell.cohort import ends_of, score_name

if TYPE_CHECKING:
    from compute import Study


def hubs_panel(study: Study) -> html.Div:
    """The controls in one line, the table left, small pictures right; empty until the view is opened."""
    return html.Div(
        className="regulators-view",
        children=[
            html.Div(
                className="card sentence regulators-sentence",
                children=[
                    html.Span("Hubs by"),
                    dmc.SegmentedControl(
                        id=names.HUBS_BY,
                        data=[
                            {"value": "mean", "label": "number of targets"},
                            {"value": "change", "label": "change between the ends"},
                        ],
                        value="mean",
                        size="xs",
                        **{"aria-label": "Rank hubs by"},
                    ),
                    html.Label("in", htmlFor=names.BINS),
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
                        **{"aria-label": "Bins along the score"},
                    ),
                    html.Span("bins", title="Runs of neighbouring samples, as equal in number as can be"),
                    html.Span(id=names.HUB_FACTS, className="regulators-facts", role="status"),
                ],
            ),
            html.Div([_table(study), _pictures(study)], className="regulators-pair"),
        ],
    )


def _table(study: Study) -> html.Section:
    low, high = ends_of(score_name(study))
    return html.Section(
        className="card regulators-card",
        **{"aria-label": "Hubs"},
        children=[
            html.Div(hubs_grid(names.HUBS, (low, high)), className="regulators-grid"),
            html.Footer(
                [
                    html.P(
                        f"Ends: the tenth of the samples with the lowest ({low}) and the highest ({high}) score.",
                        className="hint",
                    ),
                    save_button(names.SAVE_HUBS, "CSV", "Save the table of hubs as CSV"),
                ],
                className="regulators-foot",
            ),
        ],
    )


def _pictures(study: Study) -> html.Section:
    low, high = ends_of(score_name(study))
    return html.Section(
        className="card regulators-card",
        **{"aria-label": "Targets along the score"},
        children=[
            html.Header(
                [html.H2("Targets along the score"), save_button(names.SAVE_BINS, "CSV", "Save the bins as CSV")],
                className="regulators-head",
            ),
            dcc.Store(id=names.HUB_BINS),
            html.Div("Counting targets in every network …", id=names.HUBS_WAIT, className="empty"),
            html.Div(id=names.HUB_PANELS, className="hub-panels", hidden=True),  # the browser's own
            html.Div(
                [
                    html.Span([html.I(className="hub-key hub-up"), "activated targets (above the line)"]),
                    html.Span([html.I(className="hub-key hub-down"), "repressed targets (below, hatched)"]),
                    html.Span(f"left: {low} samples · right: {high} samples"),
                    html.Span(id=names.HUB_SCALE),
                ],
                className="heat-legend",
                role="note",
                **{"aria-label": "Legend of the hubs"},
            ),
        ],
    )
