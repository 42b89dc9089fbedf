"""How sure each edge is, stored beside the networks: what was found again in other samples, and how often.

``confidence`` is the estimated probability that an independent half of the cohort finds the edge too, with the same
sign: that it selects the edge in at least half of its own random parts. ``confidence_of_change`` is the same for the
edge's change along the score, with the same direction. Where halves were made of whole groups (``by``: tissues), it is
the probability to be found in other groups. Neither says that an edge is direct, or a cause.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.files import whole_folder
from compute.records import parse_json
from compute.study.courses import EdgeBand
from compute.study.format import file_entry, save_arrays
from compute.study.intact import check_seal, sealed
from compute.study.stored import StoredArray, read_array

CONFIDENCE = "confidence"
INFO = "confidence.json"
SPREAD = ("spread_edge", "spread_score", "spread")

EDGES = np.dtype(
    [
        ("target", "<u4"),
        ("regulator", "<u4"),
        ("sign", "i1"),
        ("share", "<f4"),
        ("confidence", "<f4"),
        ("direction", "i1"),
        ("share_of_change", "<f4"),
        ("confidence_of_change", "<f4"),
        ("confidence_of_set", "<f4"),
        ("rank_low", "<u2"),
        ("rank_high", "<u2"),
    ]
)
"""One record per edge that some part of the cohort selects, by target, then regulator (positions in the study).

sign: 1 activates, −1 represses. share: of the parts of the cohort that select it with that sign. direction: 1
where the coefficient grows towards high scores, −1 where it falls, 0 where no part sees it change. confidence_of_set:
that another half finds the edge or one of its alternatives. rank_low, rank_high: between which ranks the regulator was
among those of its target in nine of ten halves of the cohort."""

ALTERNATIVES = np.dtype([("edge", "<u4"), ("regulator", "<u4"), ("correlation", "<f4")])
"""Regulators so like an edge's own that the parts choose now the one, now the other. edge: position among the edges;
correlation: of the two regulators, covariates out."""


SPREAD_QUANTILES = (0.05, 0.5, 0.95)
"""Of an edge's coefficient over the parts of the cohort, those that do not select it counted as 0."""


@dataclass(frozen=True)
class StoredConfidence:
    """The confidence of a study's edges; made by :func:`read_confidence`.

    info: how it was computed (``pairs``, ``parts``, ``by``, ``adjust``, ``seed``, the ``method`` and its version) and
    whether it holds on the halves themselves (``figures``: ``level`` and ``change``, with ``edges_per_target_at_80``,
    ``found_again_at_80``, ``calibration`` [said, found, edges per target] and others).
    """

    folder: Path
    info: dict[str, Any]
    targets: int

    @cached_property
    def edges(self) -> NDArray[np.void]:
        """(e,) records of :data:`EDGES`."""
        return read_array(self.folder / "edges.npy")

    @cached_property
    def alternatives(self) -> NDArray[np.void]:
        """(a,) records of :data:`ALTERNATIVES`, by edge, the likest first."""
        return read_array(self.folder / "alternatives.npy")

    @cached_property
    def _spread(self) -> tuple[NDArray[np.uint32], NDArray[np.float64], StoredArray] | None:
        if not (self.folder / "spread.npy").is_file():
            return None
        edge, score = (read_array(self.folder / f"{name}.npy") for name in SPREAD[:2])
        return edge, score, StoredArray(self.folder / f"{SPREAD[2]}.npy")

    def spread_of(self, row: int) -> EdgeBand | None:
        """Between which values the coefficient of the edge at this position among :attr:`edges` lies in nine of ten
        parts of the cohort, and its median, at a few values of the score; None where that is not kept, as for edges
        that few parts select, studies made before, and methods that select without coefficients.
        """
        if self._spread is None:
            return None
        edge, score, values = self._spread
        at = int(np.searchsorted(edge, row))
        if at == edge.size or edge[at] != row:
            return None
        low, median, high = values[at].astype(np.float64)
        return EdgeBand(score, median, low, high)

    @cached_property
    def _pointer(self) -> NDArray[np.int64]:
        return np.searchsorted(self.edges["target"], np.arange(self.targets + 1))

    def of_target(self, target: int) -> NDArray[np.void]:
        """The records of one target (its position), by regulator."""
        found: NDArray[np.void] = self.edges[self._pointer[target] : self._pointer[target + 1]]
        return found

    def of_edges(self, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.void]:
        """(k,) the records of these edges (positions); all zero, with the ends, where no part selects one."""
        at = self.rows(regulators, targets)
        out = np.zeros(at.size, EDGES)
        out["regulator"], out["target"] = regulators, targets
        out[at >= 0] = self.edges[at[at >= 0]]
        return out

    def rows(self, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.int64]:
        """(k,) positions of these edges among :attr:`edges`; −1 where no part selects one."""
        if not self.edges.size:
            return np.full(np.asarray(regulators).size, -1, np.int64)
        key = np.asarray(targets, np.int64) << 32 | np.asarray(regulators, np.int64)
        at = np.minimum(np.searchsorted(self._key, key), self._key.size - 1)
        return np.where(self._key[at] == key, at, -1)

    @cached_property
    def _key(self) -> NDArray[np.int64]:
        return self.edges["target"].astype(np.int64) << 32 | self.edges["regulator"].astype(np.int64)

    def alternatives_of(self, row: int) -> NDArray[np.void]:
        """The alternatives of the edge at this position among :attr:`edges`."""
        first, last = np.searchsorted(self.alternatives["edge"], [row, row + 1])
        found: NDArray[np.void] = self.alternatives[first:last]
        return found


def write_confidence(
    study: Path,
    edges: NDArray[np.void],
    alternatives: NDArray[np.void],
    info: Mapping[str, Any],
    spread: Mapping[str, NDArray[Any]] | None = None,
) -> None:
    """Store confidence in a study, whole or not at all; what was there is replaced. info: JSON values.

    spread: ``spread_edge`` (s,), ascending positions among the edges; ``spread_score`` (K,); ``spread`` (s, quantiles,
    K) at :data:`SPREAD_QUANTILES`.
    """
    with whole_folder(study / CONFIDENCE, replace=True) as temporary:
        save_arrays(temporary, {"edges": edges, "alternatives": alternatives, **(spread or {})})
        record = {**info, "files": {path.name: file_entry(path) for path in sorted(temporary.glob("*.npy"))}}
        text = json.dumps(sealed(record), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        (temporary / INFO).write_text(text, encoding="utf-8")


def read_confidence(study: Path, targets: int) -> StoredConfidence | None:
    """The confidence stored in a study, None where there is none; :class:`UserError` where it is damaged."""
    folder = study / CONFIDENCE
    path = folder / INFO
    if not path.is_file():
        return None
    try:
        info: dict[str, Any] = parse_json(path.read_text(encoding="utf-8"))
        sizes = {folder / name: entry["bytes"] for name, entry in info["files"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error
    check_seal(path, info)
    for file, size in sizes.items():
        if not file.is_file() or file.stat().st_size != size:
            raise _damaged(file)
    return StoredConfidence(folder, info, targets)


def _damaged(path: Path) -> UserError:
    return UserError("{path} is damaged; compute the confidence again with `confidence`.", path=path)
