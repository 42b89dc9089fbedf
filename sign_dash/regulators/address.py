"""What an address says of this page: ``assets/js/regulators.js`` writes it, this reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from dash import no_update

from sign_dash.regulators.hubs import most_bins
from sign_dash.regulators.layout import VIEWS
from sign_dash.regulators.marks import choices
from sign_dash.regulators.target_panel import ROWS

if TYPE_CHECKING:
    from compute import Study

ENDING = "/regulators"


def restored(study: Study, path: str, search: str) -> tuple[Any, ...]:
    """Values of view, target, order, marks, what the heat map shows, its rows, order of the hubs, bins, and the key of
    a result; then a notice. ``no_update`` wherever the address says nothing usable.
    """
    if not path.endswith(ENDING):
        return (no_update,) * 10
    asked = {key: values[0] for key, values in parse_qs(search.lstrip("?")).items()}

    def one_of(key: str, known: Any) -> Any:
        return asked[key] if asked.get(key) in known else no_update

    bins = asked.get("bins", "")
    usable = bins.isdecimal() and 1 <= int(bins) <= most_bins(study)
    target = asked.get("target")
    unknown = target is not None and target not in study.targets
    return (
        one_of("view", VIEWS),
        one_of("target", study.targets),
        one_of("by", ("change", "robust")),
        one_of("known", [choice["value"] for choice in choices(study)]),
        one_of("shows", ("effect", "coefficient")),
        one_of("rows", ROWS),
        one_of("hubs", ("mean", "change")),
        int(bins) if usable else no_update,
        asked.get("result", no_update),
        {"sentence": f"The address asks for target {target}, which is not in this study; choose another."}
        if unknown
        else no_update,
    )
