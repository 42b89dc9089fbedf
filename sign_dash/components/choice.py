"""What is chosen on the page: a component with its partner, or a region of genes."""

from __future__ import annotations

from typing import Any, TypedDict

from sign_dash.components import names
from sign_dash.components.explained import Explained, Side, partner, strongest


class Chosen(TypedDict):
    """The store :data:`names.CHOSEN`: a component of one side of a model, and the opposite one it is shown with."""

    model: str
    side: Side
    component: int
    partner: int


def chosen_now(explained: Explained, side: Side, clicked: dict[str, Any] | None, before: Chosen | None) -> Chosen:
    """The choice after a click: a card takes its strongest partner along, a cell of the core is a pair.

    Without a click the choice stays, or is the first component where there was none on this side of this model.
    """
    component, opposite = 0, None
    if clicked is not None and clicked["type"] == names.CARD:
        component = int(clicked["index"])
    elif clicked is not None:
        ends = int(clicked["row"]), int(clicked["column"])
        component, opposite = ends if side == "regulator" else ends[::-1]
    elif before is not None and (before["model"], before["side"]) == (explained.name, side):
        return before
    if opposite is None:
        opposite = partner(explained, side, component)
    return {"model": explained.name, "side": side, "component": component, "partner": opposite}


def genes_at_hand(explained: Explained, chosen: Chosen, region: list[str], count: str) -> list[str]:
    """The genes the subnetwork is about: the region's, or the chosen component's strongest."""
    if region:
        return list(region)
    return [gene for gene, _ in strongest(explained, chosen["side"], chosen["component"], int(count))]


def region_of(selected: dict[str, Any] | None) -> list[str]:
    """The genes inside a lasso or box, sorted; empty where nothing was taken."""
    points = (selected or {}).get("points", [])
    return sorted({str(point["customdata"]) for point in points})
