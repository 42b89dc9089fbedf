"""How well estimated networks agree with the planted ones."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from benchmarks.truth.cohorts import THRESHOLD


def scores(estimate: NDArray[np.float64], truth: NDArray[np.float64], least: float = 0.0) -> dict[str, float]:
    """Agreement of networks (s, p, q) of s samples with the true coefficients (s, p, q), each figure in 0..1.

    ap: average precision of a sample's edges ranked by |coefficient|, mean over samples. found: share of a sample's
    true edges that rank within their number and have the right sign. sign: share of right signs among the true edges
    that rank so. precision: share of the edges reported (above ``least`` in size) that are true. change: average
    precision of the pairs ranked by the range of their coefficient along the samples; true where the true range exceeds
    half the pair's largest |coefficient| and the edge is there somewhere. when: average precision of |coefficient| over
    the samples of all changing pairs together, true where the edge is there. NaN where nothing changes.
    """
    there = np.abs(truth) > THRESHOLD
    strength = np.abs(estimate)
    ap = [average_precision_score(t.ravel(), s.ravel()) for t, s in zip(there, strength, strict=True)]
    largest = np.abs(truth).max(axis=0)
    changes = (np.ptp(truth, axis=0) > 0.5 * largest) & (largest > THRESHOLD)
    out = {"ap": float(np.mean(ap)), **_signs(estimate, truth, there)}
    reported = strength > least
    out["precision"] = float(there[reported].mean()) if reported.any() else float("nan")
    if not changes.any():
        return out | {"change": float("nan"), "when": float("nan")}
    moved = average_precision_score(changes.ravel(), np.ptp(estimate, axis=0).ravel())
    when = average_precision_score(there[:, changes].ravel(), strength[:, changes].ravel())
    return out | {"change": float(moved), "when": float(when)}


def in_band(
    estimate: NDArray[np.float64], spread: NDArray[np.float64], truth: NDArray[np.float64], least: float
) -> float:
    """Share of the planted coefficients (s, p, q) that lie in their 90 % band, of edges reported somewhere.

    spread (s, p, q): standard deviations. NaN where no such edge is planted.
    """
    asked = (np.abs(truth) > THRESHOLD) & (np.abs(estimate).max(axis=0) > least)
    inside = np.abs(estimate - truth) < NormalDist().inv_cdf(0.95) * spread
    return float(inside[asked].mean()) if asked.any() else float("nan")


def _signs(estimate: NDArray[np.float64], truth: NDArray[np.float64], there: NDArray[np.bool_]) -> dict[str, float]:
    right = hits = edges = 0
    for guess, true, edge in zip(*(x.reshape(len(x), -1) for x in (estimate, truth, there)), strict=True):
        top = np.argsort(-np.abs(guess), kind="stable")[: edge.sum()]
        top = top[edge[top] & (guess[top] != 0)]
        edges += int(edge.sum())
        hits += top.size
        right += int((np.sign(guess[top]) == np.sign(true[top])).sum())
    return {"found": right / edges, "sign": right / hits if hits else float("nan")}


def directed_figures(confidence: NDArray[np.float64], truth: NDArray[np.bool_]) -> dict[str, float]:
    """aupr and auroc of a confidence (p, p) for every directed edge against the true ones, self-edges left out."""
    other = ~np.eye(len(truth), dtype=bool)
    true, guess = truth[other], confidence[other]
    return {"aupr": float(average_precision_score(true, guess)), "auroc": float(roc_auc_score(true, guess))}
