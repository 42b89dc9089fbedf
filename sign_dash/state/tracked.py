"""One control of a page, as the machine of the state knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "flag", "list", "selection", "range", "places", "arrangement", "file", "evidence"]
"""What a value is: a text (or nothing), a number, true or false, a list of texts; or nothing, or a record:

selection: what is picked in a network (``{"gene": g}`` or ``{"regulator": r, "target": t}``). range: samples
(``{"first": i, "last": j}``). places: of genes (``{gene: [x, y]}``). arrangement: places in one drawing
(``{"subject": what is drawn, "at": places}``). file: one that was given (:class:`sign_dash.gene_sets.File`).
evidence: the published pairs in use (:class:`sign_dash.gene_sets.EvidenceChoice`). assets/js/kinds.mjs knows each."""


@dataclass(frozen=True)
class Tracked:
    """One control: its value makes the view.

    key: its name in the address, once per page. component, prop: where Dash keeps the value. in_address: False for
    what is too long for one (positions of genes): undo and session files have it all the same. early: the page may
    open with the value as if it had been laid out so, before any callback runs; only where no callback of the page is
    kept from its first run by ``prevent_initial_call``. Else the value is set as a person would, after the first run.
    """

    key: str
    component: str
    prop: str = "value"
    kind: Kind = "text"
    in_address: bool = True
    early: bool = False
