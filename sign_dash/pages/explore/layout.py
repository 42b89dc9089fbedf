"""The Explore page: one canvas, one inspector, the table of the edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash import ids
from sign_dash.furniture import focus_field, strength_field
from sign_dash.language import say
from sign_dash.pages.explore import names
from sign_dash.pages.explore.confidence import confidence_field
from sign_dash.pages.explore.genes_panel import genes_panel
from sign_dash.pages.explore.inspector import nothing_selected
from sign_dash.pages.explore.offer.names import EXPLORE
from sign_dash.pages.explore.offer.panel import offer_panel
from sign_dash.pages.explore.view_menu import view_menu
from sign_dash.scene.canvas import network_canvas, network_status
from sign_dash.scene.edge_table import edge_table
from sign_dash.scene.legend_bar import legend_bar
from sign_dash.scene.multiples import score_panels, small_multiples
from sign_dash.scene.select import EMT_FACTORS, default_confidence, default_cutoff, default_focus
from sign_dash.scene.sureness import knows_sureness

if TYPE_CHECKING:
    from compute.study import Study

REACHES: Final = (1, 2, 3)
DEFAULT_REACH: Final = 1
FIT_BUTTON: Final = "network-fit"
RESET_BUTTON: Final = "network-reset"
SIDE: Final = "explore-side"
SIDE_EDGES: Final = "edges"
SIDE_SELECTED: Final = "selected"
CHOOSE: Final = "explore-choose"
SIDE_GENES: Final = "genes"
RANGES: Final = 5


def layout(study: Study) -> html.Div:
    """The page's panel."""
    focus, sure = default_focus(study), default_confidence(study)
    return html.Div(
        className="explore",
        **{"data-follows-range": "true", "data-follows-score": "true"},
        children=[
            html.Div(
                className="card explore-picture",
                children=[
                    html.Div(
                        [
                            offer_panel(study, EXPLORE),
                            _sentence(study, focus, default_cutoff(study, focus, DEFAULT_REACH, sure)),
                        ]
                    ),
                    html.Div(
                        className="explore-stage",
                        children=[
                            network_canvas(
                                ids.NETWORK, say("Network of the current sample; its edges are in the table")
                            ),
                            small_multiples(
                                ids.NETWORK,
                                say("Mean networks of five ranges of samples along the score"),
                                score_panels(study, RANGES),
                                hidden=True,
                            ),
                            html.Div(say("Reading the networks …"), id=CHOOSE, className="empty stage-empty"),
                            _canvas_buttons(study),
                        ],
                    ),
                    legend_bar(names.LEGEND, study.info.method.edge),
                ],
            ),
            _side(study),
            dcc.Store(id=names.ACTION),
            dcc.Store(id=names.DRAWN),
        ],
    )


def _sentence(study: Study, focus: Sequence[str], cutoff: float) -> html.Div:
    """The filters, in one line that reads as a sentence."""
    return html.Div(
        className="sentence",
        children=[
            html.Label(say("Around"), htmlFor=ids.FOCUS_GENES, title=say("The network is drawn around these genes")),
            focus_field(ids.FOCUS_GENES, study, focus, say("Genes in focus"), "focus-genes"),
            html.Select(
                id=names.SENT,
                hidden=True,
                className="sent-here",
                **{"aria-label": say("Genes sent here from other pages")},
            ),
            *_hint(focus),
            html.Span(
                say("Reach"),
                title=say("1: edges that touch a gene in focus; each further step adds their neighbours' edges"),
            ),
            dmc.SegmentedControl(
                id=ids.REACH,
                data=[{"value": str(reach), "label": str(reach)} for reach in REACHES],
                value=str(DEFAULT_REACH),
                size="xs",
                **{"aria-label": say("Reach")},
            ),
            html.Span(confidence_field(names.CONFIDENCE, study), className="sentence-pair"),
            html.Span(strength_field(ids.STRENGTH, cutoff, say("Strength at least")), className="sentence-pair"),
            view_menu(knows_sureness(study), "expression" if study.info.method.scope == "time" else "correlation"),
            network_status(ids.NETWORK),
        ],
    )


def _hint(focus: Sequence[str]) -> list[html.Span]:
    """Why the first genes in focus are not the EMT factors, where they are not."""
    if any(gene in EMT_FACTORS for gene in focus):
        return []
    words = say("the strongest hubs: none of {genes} is in this study", genes=", ".join(EMT_FACTORS))
    return [html.Span(words, className="focus-hint")]


def _canvas_buttons(study: Study) -> html.Div:
    picture = dmc.SegmentedControl(
        id=names.PICTURE,
        data=[
            {"value": names.ONE, "label": say("One sample")},
            {"value": names.FIVE, "label": say("Five ranges")},
        ],
        value=names.ONE,
        size="xs",
        **{"aria-label": say("One sample, or five ranges side by side")},
    )
    return html.Div(
        className="stage-buttons",
        children=[
            picture if study.per_sample else html.Span(picture, hidden=True),
            html.Button(
                say("Select"),
                id=names.LASSO_BUTTON,
                className="quiet-button",
                type="button",
                title=say("Lasso: draw around genes to select them (or hold Shift)"),
                **{"aria-pressed": "false"},
            ),
            html.Button(
                say("Fit"),
                id=FIT_BUTTON,
                className="quiet-button",
                type="button",
                title=say("Fit the network into view (F)"),
            ),
            html.Button(
                say("Reset layout"),
                id=RESET_BUTTON,
                className="quiet-button",
                type="button",
                title=say("Return dragged genes to their layout positions; pinned genes stay"),
            ),
        ],
    )


def _side(study: Study) -> html.Aside:
    return html.Aside(
        className="card explore-side",
        **{"aria-label": say("Selection, edges and genes")},
        children=dmc.Tabs(
            id=SIDE,
            value=SIDE_EDGES,
            className="side-tabs",
            children=[
                dmc.TabsList(
                    [
                        dmc.TabsTab(say("Edges"), value=SIDE_EDGES),
                        dmc.TabsTab(say("Genes"), value=SIDE_GENES),
                        dmc.TabsTab(say("Selected"), value=SIDE_SELECTED),
                    ],
                    **{"aria-label": say("Side panel")},
                ),
                dmc.TabsPanel(
                    html.Div(
                        edge_table(
                            ids.EDGE_TABLE,
                            knows_sureness(study),
                            study.info.method.edge,
                            study.courses is not None,
                        ),
                        className="edges-grid",
                        **{"data-menu-of": ids.NETWORK},
                    ),
                    value=SIDE_EDGES,
                    className="side-panel side-edges",
                ),
                dmc.TabsPanel(genes_panel(study), value=SIDE_GENES, className="side-panel side-genes"),
                dmc.TabsPanel(
                    html.Div(nothing_selected(), id=ids.INSPECTOR, **{"aria-live": "polite"}),
                    value=SIDE_SELECTED,
                    className="side-panel side-selected",
                ),
            ],
        ),
    )
