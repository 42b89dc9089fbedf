"""What is chosen on the page: a model as it is read, one of its components, or a region of genes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from compute.components import Rotation, Side
from sign_dash.pages.components.explained import (
    Explained,
    component_of,
    read_explained,
    strongest,
    strongest_cell,
)

if TYPE_CHECKING:
    from compute.study import Study


class ModelReading(TypedDict):
    """The store :data:`names.READ`: which model, and how it is read; see :func:`explained.read_explained`.

    version: changes where the same model was stored anew.
    """

    model: str
    rotation: Rotation
    of_class: str | None
    sample: int | None
    version: int


class ChosenComponent(ModelReading):
    """The store :data:`names.CHOSEN`: a component of one side, and the cell of the core it is shown with."""

    side: Side
    component: int
    row: int
    column: int


def explained_by(study: Study, reading: ModelReading) -> Explained:
    """The model of a reading, or of a choice."""
    return read_explained(study, reading["model"], reading["rotation"], reading["of_class"], reading["sample"])


def reading_of(explained: Explained) -> ModelReading:
    """How a model is read."""
    return {
        "model": explained.name,
        "rotation": explained.rotation,
        "of_class": explained.of_class,
        "sample": explained.sample,
        "version": explained.stored.folder.stat().st_mtime_ns,
    }


def chosen_now(explained: Explained, side: Side, picked: str | None) -> ChosenComponent:
    """The choice. picked: the last click (:func:`pick_of`); of another size of model, or none, the first component."""
    cell = _cell(explained, side, picked) or strongest_cell(explained, side, 0)
    component = component_of(explained, side, cell)
    return {**reading_of(explained), "side": side, "component": component, "row": cell[0], "column": cell[1]}


def pick_of(clicked: dict[str, Any]) -> str:
    """A click in words for the address: ``2`` for the card of component 2, ``2-3`` for a cell of the core."""
    if "index" in clicked:
        return str(int(clicked["index"]) + 1)
    return f"{int(clicked['row']) + 1}-{int(clicked['column']) + 1}"


def _cell(explained: Explained, side: Side, picked: str | None) -> tuple[int, int] | None:
    numbers = [int(part) - 1 for part in (picked or "").split("-") if part.isdecimal()]
    rows, columns = explained.cores.shape[1:]
    if len(numbers) == 2 and 0 <= numbers[0] < rows and 0 <= numbers[1] < columns:
        return numbers[0], numbers[1]
    if len(numbers) == 1 and 0 <= numbers[0] < explained.components(side):
        return strongest_cell(explained, side, numbers[0])
    return None


def chosen_genes(explained: Explained, chosen: ChosenComponent, region: list[str], count: str) -> list[str]:
    """The genes the subnetwork is about: the region's, or the chosen component's strongest."""
    if region:
        return list(region)
    return [gene for gene, _ in strongest(explained, chosen["side"], chosen["component"], int(count))]


def region_of(selected: dict[str, Any] | None) -> list[str]:
    """The genes inside a lasso or box, sorted; empty where nothing was taken."""
    points = (selected or {}).get("points", [])
    return sorted({str(point["customdata"]) for point in points})
