"""The tables: edges as drawn, loadings, cores with predictions; CSV with a header, numbers as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sign_dash.components.explained import Explained, Side
from sign_dash.network.scene import SceneEdge

if TYPE_CHECKING:
    from compute import Study


def edges_csv(edges: Sequence[SceneEdge]) -> str:
    """``regulator,target,coefficient``, the strongest first."""
    ordered = sorted(edges, key=lambda edge: (-abs(edge.coefficient), edge.regulator, edge.target))
    rows = [(edge.regulator, edge.target, np.float32(edge.coefficient)) for edge in ordered]
    return pd.DataFrame(rows, columns=["regulator", "target", "coefficient"]).to_csv(index=False, lineterminator="\n")


def loadings_csv(explained: Explained) -> str:
    """``side,gene,component,loading``: every gene on every component of its side."""
    sides: tuple[Side, Side] = ("regulator", "target")
    tables = []
    for side in sides:
        loadings = explained.loadings[side]
        tables.append(
            pd.DataFrame(
                {
                    "side": side,
                    "gene": np.repeat(explained.genes[side], loadings.shape[1]),
                    "component": np.tile(np.arange(1, loadings.shape[1] + 1), loadings.shape[0]),
                    "loading": np.asarray(loadings).ravel(),
                }
            )
        )
    return pd.concat(tables).to_csv(index=False, lineterminator="\n")


def cores_csv(explained: Explained, study: Study) -> str:
    """One row per sample: ``sample,given,predicted,held_out``, then the core, ``core_R_T`` for each pair, and what each
    pair adds to the prediction, ``contribution_R_T``; R and T count regulator and target components from 1."""
    columns: dict[str, object] = {
        "sample": study.samples,
        "given": explained.given,
        "predicted": explained.predicted,
        "held_out": explained.held_out,
    }
    for kind, values in (("core", explained.cores), ("contribution", explained.contributions)):
        for u in range(values.shape[1]):
            for v in range(values.shape[2]):
                columns[f"{kind}_{u + 1}_{v + 1}"] = values[:, u, v]
    return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n")
