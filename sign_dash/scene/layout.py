"""Where the nodes lie: one layout for all samples, so that nothing moves when the score does.

Stress majorisation (Gansner, Koren, North 2005) on the union of the drawn edges, with edges long where many
neighbours need room, then overlaps removed. Seeded: the same subnetwork always gets the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

from sign_dash.scene import look
from sign_dash.scene.select import Subnetwork

ROOM: Final = 78.0  # px: a node's share of the picture is ROOM × ROOM before overlaps are removed
WIDE: Final = 1.5  # width over height of the picture, as of the canvas
LETTER: Final = 6.6  # px a letter of a label takes
LABEL_HEIGHT: Final = 15.0
SWEEPS: Final = 30
ROUGH_SWEEPS: Final = 3
TOLERANCE: Final = 1e-3  # of the largest distance: a sweep that moves no node further is the last
FEW: Final = 50  # nodes below which all axes are found at once
GAP: Final = 48.0  # px between pieces that no edge connects

Floats = NDArray[np.float64]


def rough_places(subnetwork: Subnetwork) -> dict[str, list[float]]:
    """Which side of the picture every gene is on, in a tenth of the time of :func:`union_layout`: what `like` needs."""
    with threadpool_limits(1):
        positions = np.zeros((len(subnetwork.genes), 2))
        adjacency = _adjacency(subnetwork)
        for members in _pieces(adjacency):
            if members.size > 1:
                part = adjacency[members][:, members]
                positions[members] = _scaled(_stress_layout(part, np.random.default_rng(0), ROUGH_SWEEPS))
    return dict(zip(subnetwork.genes, positions.tolist(), strict=True))


def union_layout(subnetwork: Subnetwork, seed: int = 0, like: Mapping[str, Sequence[float]] | None = None) -> Floats:
    """(nodes, 2) positions in pixels at zoom 1, x to the right and y down, centred on the origin.

    like: places of genes in a picture of the same focus: this one is not drawn as its mirror image.
    """
    if not subnetwork.genes:
        return np.empty((0, 2))
    with threadpool_limits(1):  # matrices this small lose more to waiting threads than they gain
        return _laid_out(subnetwork, np.random.default_rng(seed), _start(subnetwork, like or {}))


def _laid_out(subnetwork: Subnetwork, rng: np.random.Generator, start: Floats) -> Floats:
    nodes = len(subnetwork.genes)
    boxes = _boxes(subnetwork)
    adjacency = _adjacency(subnetwork)
    pieces = _pieces(adjacency)
    positions = np.zeros((nodes, 2))
    for members in pieces:
        if members.size > 1:
            laid = _scaled(_stress_layout(adjacency[members][:, members], rng))
            positions[members] = _spread(_mirrored(laid, start[members]), boxes[members])
    positions = _packed(positions, boxes, pieces)
    middle: Floats = (positions.min(axis=0) + positions.max(axis=0)) / 2
    return positions - middle


def _boxes(subnetwork: Subnetwork) -> Floats:
    """(nodes, 2) width and height a node takes with its label beneath."""
    sizes = look.node_sizes(subnetwork.regulator, subnetwork.drawn_targets)
    labels = np.array([len(gene) * LETTER for gene in subnetwork.genes])
    return np.stack([np.maximum(sizes, labels) + 6, sizes + LABEL_HEIGHT], axis=1)


def _adjacency(subnetwork: Subnetwork) -> csr_array:
    """Symmetric 0/1 adjacency of the union."""
    n = len(subnetwork.genes)
    ends = (np.r_[subnetwork.source, subnetwork.target], np.r_[subnetwork.target, subnetwork.source])
    counts = csr_array((np.ones(ends[0].size), ends), shape=(n, n))
    counts.data[:] = 1.0
    return counts


def _pieces(adjacency: csr_array) -> list[NDArray[np.int64]]:
    """The nodes of every piece that edges connect."""
    from scipy.sparse.csgraph import (
        connected_components,
    )  # slow to import, and the dashboard's start needs none of it, here and below

    pieces, piece_of = connected_components(adjacency, directed=False)
    return [np.flatnonzero(piece_of == piece) for piece in range(pieces)]


def _start(subnetwork: Subnetwork, like: Mapping[str, Sequence[float]]) -> Floats:
    """(nodes, 2) given places; NaN where there is none."""
    return np.array([like.get(gene, (np.nan, np.nan)) for gene in subnetwork.genes], float).reshape(-1, 2)


def _stress_layout(adjacency: csr_array, rng: np.random.Generator, sweeps: int = SWEEPS) -> Floats:
    """Positions of one connected piece that minimise Σ (‖x_u − x_v‖ − d_uv)² / d_uv².

    Each sweep goes twice as far as majorisation would (de Leeuw and Heiser 1980), which halves their number; the last
    one does not. Pairs are held once, as :func:`scipy.spatial.distance.pdist` lists them.
    """
    from scipy.linalg import cho_factor, cho_solve
    from scipy.sparse.csgraph import shortest_path
    from scipy.spatial.distance import pdist, squareform

    distance = shortest_path(_lengths(adjacency), directed=False)
    positions = _classical_scaling(distance) + _fan(distance, rng)
    wanted = 1 / squareform(distance, checks=False)
    weight = squareform(wanted**2)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    held = cho_factor(laplacian[1:, 1:], overwrite_a=True, check_finite=False)  # the first node stays: it is definite
    for sweep in range(sweeps):
        pull = squareform(wanted / np.maximum(pdist(positions), 1e-9))
        pulled = pull @ np.column_stack([positions, np.ones(len(positions))])
        moved = np.zeros_like(positions)
        moved[1:] = cho_solve(held, (pulled[:, 2:] * positions - pulled[:, :2])[1:], check_finite=False)
        step = (moved - moved.mean(axis=0)) - (positions - positions.mean(axis=0))
        done = np.abs(step).max() < TOLERANCE * distance.max() or sweep == sweeps - 1
        positions = positions + (step if done else 2 * step)
        if done:
            break
    return positions


def _lengths(adjacency: csr_array) -> csr_array:
    """Wanted length of each edge: √(neighbours of either end but not of both), so that hubs get room."""
    degree = np.asarray(adjacency.sum(axis=1)).ravel()
    shared = (adjacency @ adjacency).multiply(adjacency)
    coo = adjacency.tocoo()
    common = csr_array(shared)[coo.row, coo.col]
    apart = degree[coo.row] + degree[coo.col] - 2 * np.asarray(common).ravel()
    return csr_array((np.sqrt(np.maximum(apart, 1.0)), (coo.row, coo.col)), shape=adjacency.shape)


def _fan(distance: Floats, rng: np.random.Generator) -> Floats:
    """Steps off the start, to all sides in turn: genes with the same neighbours start in the same spot otherwise."""
    n = distance.shape[0]
    angle = rng.uniform(0, 2 * np.pi) + np.arange(n) * np.pi * (3 - np.sqrt(5))
    nearest = np.where(distance > 0, distance, np.inf).min(axis=1)
    steps: Floats = 0.5 * nearest[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return steps


def _classical_scaling(distance: Floats) -> Floats:
    """The start: the two leading axes of the distances (Torgerson)."""
    squared = distance**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    if len(centred) < FEW:
        values, vectors = np.linalg.eigh(centred)
    else:
        from scipy.sparse.linalg import eigsh

        values, vectors = eigsh(centred, k=2, which="LA", v0=centred[0], tol=1e-3)
        order = np.argsort(values)
        values, vectors = values[order], vectors[:, order]
    axes = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 0.0))
    if axes.shape[1] < 2:
        axes = np.column_stack([axes, np.zeros(len(axes))])
    signs: Floats = np.where(axes[np.abs(axes).argmax(axis=0), np.arange(2)] < 0, -1.0, 1.0)
    return np.asarray(axes * signs)


def _mirrored(positions: Floats, like: Floats) -> Floats:
    """Mirrored left to right and top to bottom where that brings the nodes nearer to `like` (NaN = no place given)."""
    known = np.isfinite(like[:, 0])
    if not known.any():
        return positions
    wanted = like[known] - like[known].mean(axis=0)
    alike = (positions[known] * wanted).sum(axis=0)
    return positions * np.where(alike < 0, -1.0, 1.0)


def _scaled(positions: Floats) -> Floats:
    """Turned so that the long side lies flat, and enlarged until every node has its share of room."""
    centred = positions - positions.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    turned *= np.where(turned[np.abs(turned).argmax(axis=0), np.arange(2)] < 0, -1.0, 1.0)
    width, height = np.maximum(np.ptp(turned, axis=0), 1e-6)
    wanted = ROOM * np.sqrt(len(turned))
    x = turned[:, 0] * wanted * np.sqrt(WIDE) / width
    y = turned[:, 1] * min(wanted / np.sqrt(WIDE) / height, 3 * wanted * np.sqrt(WIDE) / width)
    return np.stack([x, y], axis=1)


def _spread(positions: Floats, boxes: Floats, rounds: int = 120) -> Floats:
    """Push boxes apart until none overlap, each pair along the axis that needs the smaller push."""
    from scipy.spatial import KDTree

    positions = positions.copy()
    largest = boxes.max(axis=0)
    slack = 0.25  # of the largest box: so far may all move before pairs that could overlap are looked for anew
    seen = np.full_like(positions, np.inf)
    for _ in range(rounds):
        if (np.abs(positions - seen) / largest).max() > slack / 2:
            near, seen = KDTree(positions / largest), positions.copy()
            one, other = near.query_pairs(1 + slack, p=np.inf, output_type="ndarray").T
            room = (boxes[one] + boxes[other]) / 2
        offset = positions[one] - positions[other]
        overlap = room - np.abs(offset)
        hit = np.flatnonzero((overlap > 0).all(axis=1))
        if hit.size == 0:
            break
        u, v = one[hit], other[hit]
        across = overlap[hit].argmin(axis=1)
        push = 0.55 * overlap[hit, across] * np.where(offset[hit, across] >= 0, 1.0, -1.0)
        ends = np.r_[2 * u + across, 2 * v + across]
        shift = np.bincount(ends, np.r_[push, -push], 2 * len(positions)).reshape(-1, 2)
        crowd = np.bincount(np.r_[u, v], minlength=len(positions)).clip(1)
        positions += shift / np.sqrt(crowd)[:, None]
    return positions


def _packed(positions: Floats, boxes: Floats, pieces: list[NDArray[np.int64]]) -> Floats:
    """Pieces side by side in rows, the largest first."""
    pieces = sorted(pieces, key=lambda members: (-members.size, int(members[0])))
    extents = []
    for members in pieces:
        low = (positions[members] - boxes[members] / 2).min(axis=0)
        high = (positions[members] + boxes[members] / 2).max(axis=0)
        extents.append((low, high - low))
    area = sum(float(size[0] * size[1]) for _, size in extents)
    row_width = max(float(extents[0][1][0]), float(np.sqrt(area * WIDE)))
    packed = positions.copy()
    x = y = tallest = 0.0
    for members, (low, size) in zip(pieces, extents, strict=True):
        if x > 0 and x + size[0] > row_width:
            x, y, tallest = 0.0, y + tallest + GAP, 0.0
        packed[members] += np.array([x, y]) - low
        x += float(size[0]) + GAP
        tallest = max(tallest, float(size[1]))
    return packed
