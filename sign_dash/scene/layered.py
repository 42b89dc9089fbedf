"""The other layout: from regulators at the top to targets at the foot, edges pointing down.

Three bands: regulators that nothing drawn regulates, regulators that are regulated themselves, targets. Within a band
genes stand in the order of their neighbours (barycentres, Sugiyama, Tagawa, Toda 1981), so that edges cross little; a
long band takes several lines.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sign_dash.scene import look
from sign_dash.scene.layout import LABEL_HEIGHT, LETTER, WIDE
from sign_dash.scene.select import Subnetwork

BAND: Final = 96.0  # px between two bands
LINE: Final = 22.0  # px between the lines of a band
SIDE: Final = 10.0  # px between two genes of a line
ROOMY: Final = 3.0  # times its width a gene may take in a short band
SWEEPS: Final = 8

Floats = NDArray[np.float64]


def layered_layout(subnetwork: Subnetwork) -> Floats:
    """(nodes, 2) positions in pixels at zoom 1, x to the right and y down, centred on the origin."""
    nodes = len(subnetwork.genes)
    if not nodes:
        return np.empty((0, 2))
    bands = [np.flatnonzero(_band(subnetwork) == band) for band in range(3)]
    sizes = look.node_sizes(subnetwork.regulator, subnetwork.drawn_targets)
    widths = np.maximum(sizes, [len(gene) * LETTER for gene in subnetwork.genes]) + SIDE
    heights = sizes + LABEL_HEIGHT + LINE
    page = max(600.0, float(np.sqrt((widths * heights).sum() * WIDE)))
    positions = np.zeros((nodes, 2))
    for members in bands:
        positions[members, 0] = _across(members, widths, page)
    for sweep in range(SWEEPS):
        order = bands if sweep % 2 else bands[::-1]
        for band, members in enumerate(order):
            if band:
                near = _barycentres(subnetwork, positions[:, 0])[members]
                members[:] = members[np.argsort(near, kind="stable")]
                positions[members, 0] = _across(members, widths, page)
    y = 0.0
    for members in bands:
        lines = _lines(members, widths, page)
        if lines:
            tallest = float(heights[members].max())
            positions[members, 1] = y + tallest * (np.arange(members.size) % lines)
            y += tallest * lines + BAND
    middle: Floats = (positions.min(axis=0) + positions.max(axis=0)) / 2
    return positions - middle


def _band(subnetwork: Subnetwork) -> NDArray[np.int64]:
    """(nodes,) 0: a regulator nothing drawn regulates, 1: a regulated regulator, 2: a gene that regulates nothing."""
    nodes = len(subnetwork.genes)
    regulates = np.bincount(subnetwork.source, minlength=nodes) > 0
    regulated = np.bincount(subnetwork.target, minlength=nodes) > 0
    return np.where(regulates, np.where(regulated, 1, 0), np.where(regulated, 2, np.where(subnetwork.regulator, 0, 2)))


def _lines(members: NDArray[np.int64], widths: Floats, page: float) -> int:
    return int(np.ceil(widths[members].sum() / page)) if members.size else 0


def _across(members: NDArray[np.int64], widths: Floats, page: float) -> Floats:
    """x of each member of a band, which fills its lines column by column: near in order is near in the picture."""
    lines = _lines(members, widths, page)
    if not lines:
        return np.empty(0)
    column = np.arange(members.size) // lines
    wide = np.maximum.reduceat(widths[members], np.arange(0, members.size, lines))
    if lines == 1:  # a short band takes room, so that its edges part
        wide = wide * np.clip(0.75 * page / wide.sum(), 1.0, ROOMY)
    left = np.cumsum(wide) - wide
    x: Floats = (left + wide / 2)[column] + np.where(np.arange(members.size) % lines % 2, SIDE, 0.0)
    return x - float(wide.sum()) / 2


def _barycentres(subnetwork: Subnetwork, x: Floats) -> Floats:
    """(nodes,) mean x of each gene's neighbours; its own where it has none."""
    source, target = subnetwork.source, subnetwork.target
    total = np.bincount(source, x[target], x.size) + np.bincount(target, x[source], x.size)
    count = np.bincount(source, minlength=x.size) + np.bincount(target, minlength=x.size)
    near: Floats = np.divide(total, count, out=x.copy(), where=count > 0)
    return near
