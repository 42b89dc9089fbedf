"""The network on screen: an element with two canvases; its browser half is ``assets/js/network.mjs``.

A page mounts :func:`network_canvas` once, registers it with :func:`register_canvas`, and shows a subnetwork by writing
:func:`drawing` into its ``ids.drawing`` store. From then on the canvas follows the slider and the strength cut-off by
itself, in the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from dash import ClientsideFunction, Dash, Input, State, dcc, html
from numpy.typing import NDArray

from compute.study import SIGNED_COEFFICIENT, EdgeMeaning
from sign_dash import ids
from sign_dash.language import say
from sign_dash.scene import look
from sign_dash.scene.encoding import packed
from sign_dash.scene.select import Subnetwork


@dataclass(frozen=True)
class CanvasIds:
    """The names of one canvas and its stores, from its prefix."""

    prefix: str

    @property
    def container(self) -> str:
        """The element around the picture; its id is the prefix."""
        return self.prefix

    @property
    def graph(self) -> str:
        return f"{self.prefix}-graph"

    @property
    def drawing(self) -> str:
        """Store, written by the page: what to draw (see :func:`drawing`)."""
        return f"{self.prefix}-drawing"

    @property
    def cutoff(self) -> str:
        """Store a page may write: the smallest |coefficient| to show, where it is more than the drawing's own."""
        return f"{self.prefix}-cutoff"

    @property
    def picked(self) -> str:
        """Store, written by the canvas: {"gene": g}, {"regulator": r, "target": t} or None, as clicked."""
        return f"{self.prefix}-picked"

    @property
    def top(self) -> str:
        """Store a page may write: how many edges of the current sample to show, the strongest; 0 = all."""
        return f"{self.prefix}-top"

    @property
    def places(self) -> str:
        """Store: {"subject": what was drawn, "at": {gene: [x, y]}}, where genes were dragged to by hand."""
        return f"{self.prefix}-places"

    @property
    def pins(self) -> str:
        """Store: {gene: [x, y]}, genes that keep their place whatever is drawn."""
        return f"{self.prefix}-pins"

    @property
    def hidden(self) -> str:
        """Store: the genes taken out of the picture, a list."""
        return f"{self.prefix}-hidden"

    @property
    def selection(self) -> str:
        """Store: the selected genes, a list of at most 300."""
        return f"{self.prefix}-selection"

    @property
    def arranged(self) -> tuple[str, ...]:
        """The stores that say how a person has arranged the picture, in the order in which the browser takes them."""
        return (self.places, self.pins, self.hidden, self.selection, self.top)

    @property
    def status(self) -> str:
        """Element whose text says "showing N of M edges"."""
        return f"{self.prefix}-status"

    @property
    def note(self) -> str:
        """Element whose text says what the cap left out; empty when nothing was."""
        return f"{self.prefix}-note"


def network_canvas(prefix: str, label: str) -> html.Div:
    """The empty canvas; it fills its parent. `label` is its accessible name."""
    names = CanvasIds(prefix)
    return html.Div(
        id=names.container,
        className="network-canvas",
        role="group",
        tabIndex=0,
        **{"aria-label": label},
        children=[
            html.Div(
                [html.Canvas(className="edge-layer"), html.Canvas(className="gene-layer")],
                id=names.graph,
                className="network-layers",
                **{"aria-hidden": "true"},
            ),
            dcc.Store(id=names.drawing),
            dcc.Store(id=names.cutoff, data=0.0),
            dcc.Store(id=names.picked),
            dcc.Store(id=names.places),
            dcc.Store(id=names.pins, data={}),
            dcc.Store(id=names.hidden, data=[]),
            dcc.Store(id=names.selection, data=[]),
            dcc.Store(id=names.top, data=0),
            html.Div(className="network-tooltip", **{"aria-hidden": "true"}),
            html.Div(className="network-chips", role="status"),
        ],
    )


def network_status(prefix: str) -> html.Div:
    """Where the canvas says how many edges it shows; place it anywhere on the page."""
    names = CanvasIds(prefix)
    return html.Div(
        className="network-status",
        children=[
            html.Span(
                id=names.status,
                role="status",
                title=say("Edges in the picture now, of all edges in the whole network of this sample"),
                **{"aria-live": "polite"},
            ),
            html.Span(id=names.note, className="network-note"),
        ],
    )


def register_canvas(app: Dash, prefix: str) -> None:
    """Wire one canvas: draw, follow cut-off, arrangement, light and dark. The slider reaches it without Dash."""
    names = CanvasIds(prefix)
    app.clientside_callback(
        ClientsideFunction("network", "draw"),
        Input(names.drawing, "data"),
        State(names.container, "id"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("network", "cutoff"),
        Input(names.cutoff, "data"),
        State(names.container, "id"),
    )
    app.clientside_callback(
        ClientsideFunction("tools", "adopt"),
        *(Input(store, "data") for store in names.arranged),
        State(names.container, "id"),
    )
    app.clientside_callback(
        ClientsideFunction("network", "scheme"),
        Input(ids.SCHEME, "data"),
    )


def drawing(
    subnetwork: Subnetwork,
    positions: NDArray[np.float64],
    colours: list[str],
    edge_counts: NDArray[np.int64],
    sizes: NDArray[np.float64] | None = None,
    meaning: EdgeMeaning = SIGNED_COEFFICIENT,
    **more: Any,
) -> dict[str, Any]:
    """What the browser needs to draw a subnetwork in every sample.

    positions: (nodes, 2), x to the right and y down, in pixels at zoom 1.
    colours: of the nodes. edge_counts: (samples,) edges in each sample's whole network, for "of M edges". sizes:
    (nodes,) in pixels at zoom 1; default: by drawn targets. meaning: of the edges' numbers. more: ``again`` (whether
    confidence is the share of other halves of the cohort that find the edge again), ``layout`` (its name:
    dragged genes stay while it is the same), ``colourBy`` and ``sizeBy`` (:mod:`sign_dash.scene.encoding`; for
    exports), ``courses`` (:func:`sign_dash.scene.courses.sent_courses`: then the browser works the coefficients out),
    ``expression`` (:func:`sign_dash.scene.encoding.expression_levels`, where colours follow the slider),
    ``neutral`` (:func:`sign_dash.scene.neutral.neutral_edges`).
    """
    if sizes is None:
        sizes = look.node_sizes(subnetwork.regulator, subnetwork.drawn_targets)
    pairs = set(zip(subnetwork.source.tolist(), subnetwork.target.tolist(), strict=True))
    genes = subnetwork.genes
    return {
        "nodes": [
            {
                "id": gene,
                "role": "regulator" if subnetwork.regulator[i] else "target",
                "focus": int(i < subnetwork.focus),
                "size": round(float(sizes[i]), 2),
                "colour": colours[i],
                "x": round(float(positions[i, 0]), 2),
                "y": round(float(positions[i, 1]), 2),
            }
            for i, gene in enumerate(genes)
        ],
        "sources": subnetwork.source.tolist(),
        "targets": subnetwork.target.tolist(),
        "bowed": [int((t, s) in pairs) for s, t in zip(subnetwork.source, subnetwork.target, strict=True)],
        "weights": None if more.get("courses") else packed(subnetwork.weights, "<f4"),
        "samples": int(subnetwork.weights.shape[1]),
        "scale": subnetwork.scale,
        "reach": subnetwork.reach,
        "cutoff": subnetwork.cutoff,
        "focus": subnetwork.focus,
        "candidates": subnetwork.candidates,
        "signed": meaning.signed,
        "directed": meaning.directed,
        "confidence": None
        if subnetwork.confidence is None
        else np.round(subnetwork.confidence.astype(np.float64), 5).tolist(),
        "line": float(np.float32(subnetwork.line)),
        "again": True,
        "edgeCounts": [int(count) for count in edge_counts],
        "levels": look.LEVELS,
        "widths": look.WIDTHS,
        "opacities": look.OPACITIES,
        "borders": (look.NODE_BORDER, look.FOCUS_BORDER),
        "corner": look.CORNER,
        "faded": look.FADED,
        "faint": look.FAINT,
        "bow": look.BOW,
        "arrowScale": look.ARROW_SCALE,
        "layout": "force",
        "colourBy": "correlation",
        "sizeBy": "drawn",
        **more,
    }
