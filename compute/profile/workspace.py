"""The scratch the solver works in, and its gradients."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.profile.compiled import compiled, compiled_fast


class Workspace(NamedTuple):
    """Scratch for one target at a time. "local" arrays run over the regulators admitted so far.

    position: (q,) local place of a regulator, −1 if not admitted. feature: local → regulator.
    size: (1,) how many are admitted. block: Gram among them, row i up to column ``filled[i]``: only rows of
    regulators that were ever nonzero are needed. diagonal: G_jj. beta, gradient: local β and c − Gβ.
    full: (q,) c − Gβ of every regulator. working: local membership of the working set.
    active, factor, step, right: scratch of the direct solve. inverse: (G_AA + γI)⁻¹ over the ``held[0]`` local places
    listed in ``member``; slot: local → place in ``member``, −1 if not in A.
    """

    position: NDArray[np.int64]
    feature: NDArray[np.int64]
    size: NDArray[np.int64]
    block: NDArray[np.float64]
    filled: NDArray[np.int64]
    diagonal: NDArray[np.float64]
    beta: NDArray[np.float64]
    gradient: NDArray[np.float64]
    full: NDArray[np.float64]
    working: NDArray[np.bool_]
    active: NDArray[np.int64]
    factor: NDArray[np.float64]
    step: NDArray[np.float64]
    right: NDArray[np.float64]
    inverse: NDArray[np.float64]
    member: NDArray[np.int64]
    slot: NDArray[np.int64]
    held: NDArray[np.int64]


def workspace(regulators: int) -> Workspace:
    """Scratch for problems with ``regulators`` columns."""
    q = regulators
    return Workspace(
        position=np.full(q, -1),
        feature=np.zeros(q, np.int64),
        size=np.zeros(1, np.int64),
        block=np.empty((q, q)),
        filled=np.zeros(q, np.int64),
        diagonal=np.zeros(q),
        beta=np.zeros(q),
        gradient=np.zeros(q),
        full=np.zeros(q),
        working=np.zeros(q, np.bool_),
        active=np.zeros(q, np.int64),
        factor=np.empty((q, q)),
        step=np.zeros(q),
        right=np.zeros(q),
        inverse=np.empty((q, q)),
        member=np.zeros(q, np.int64),
        slot=np.full(q, -1),
        held=np.zeros(1, np.int64),
    )


@compiled
def forget(ws: Workspace) -> None:
    """Start a new target: nothing is admitted."""
    for i in range(ws.size[0]):
        ws.position[ws.feature[i]] = -1
        ws.slot[i] = -1
    ws.size[0] = 0
    ws.held[0] = 0


@compiled
def restart(ws: Workspace, c: NDArray[np.float64]) -> None:
    """Start a new path at β = 0; what was admitted stays admitted."""
    ws.full[:] = c
    for i in range(ws.size[0]):
        ws.beta[i] = 0.0
        ws.gradient[i] = c[ws.feature[i]]
        ws.working[i] = False
        ws.slot[i] = -1
    ws.held[0] = 0


@compiled
def admit(ws: Workspace, gram: NDArray[np.float64], bound: NDArray[np.float64], share: float, slack: float) -> bool:
    """Put every regulator with |c_j − (Gβ)_j| ≥ share · bound_j + slack into the working set; True if one was new.

    A regulator that comes for the first time gets a local place. One with bound ∞ never comes.
    """
    new = False
    for j in range(bound.size):
        if bound[j] < np.inf and abs(ws.full[j]) >= share * bound[j] + slack:
            i = ws.position[j]
            if i < 0:
                i = ws.size[0]
                ws.size[0] = i + 1
                ws.position[j] = i
                ws.feature[i] = j
                ws.filled[i] = 0
                ws.diagonal[i] = gram[j, j]
                ws.beta[i] = 0.0
                ws.gradient[i] = ws.full[j]
                ws.working[i] = False
            if not ws.working[i]:
                ws.working[i] = True
                new = True
    return new


@compiled
def fill_row(ws: Workspace, gram: NDArray[np.float64], i: int) -> None:
    """Fill row i of the local Gram as far as there are local places (call it where ``filled[i] < size[0]``)."""
    row = ws.block[i]
    source = gram[ws.feature[i]]
    for k in range(ws.filled[i], ws.size[0]):
        row[k] = source[ws.feature[k]]
    ws.filled[i] = ws.size[0]


@compiled
def collect_active(ws: Workspace) -> int:
    """List the local places with β ≠ 0 in ``ws.active``; returns how many."""
    count = 0
    for i in range(ws.size[0]):
        if ws.beta[i] != 0.0:
            ws.active[count] = i
            count += 1
    return count


@compiled_fast
def refresh_local(ws: Workspace, gram: NDArray[np.float64], c: NDArray[np.float64], count: int) -> None:
    """Recompute the local gradient from the first ``count`` entries of ``ws.active``."""
    size = ws.size[0]
    for k in range(size):
        ws.gradient[k] = c[ws.feature[k]]
    for a in range(count):
        i = ws.active[a]
        value = ws.beta[i]
        if ws.filled[i] < size:
            fill_row(ws, gram, i)
        row = ws.block[i]
        for k in range(size):
            ws.gradient[k] -= value * row[k]


@compiled_fast
def refresh_full(
    ws: Workspace, gram: NDArray[np.float64], c: NDArray[np.float64], penalty: NDArray[np.float64]
) -> None:
    """ws.full = c − Gβ for every regulator that may enter; the local gradient is enough where all were admitted."""
    outside = False
    for j in range(c.size):
        if ws.position[j] < 0 and penalty[j] < np.inf:
            outside = True
            break
    if not outside:
        for i in range(ws.size[0]):
            ws.full[ws.feature[i]] = ws.gradient[i]
        return
    full = ws.full
    full[:] = c
    count = collect_active(ws)
    a = 0
    while a + 4 <= count:
        i0, i1, i2, i3 = ws.active[a], ws.active[a + 1], ws.active[a + 2], ws.active[a + 3]
        r0, r1, r2, r3 = gram[ws.feature[i0]], gram[ws.feature[i1]], gram[ws.feature[i2]], gram[ws.feature[i3]]
        b0, b1, b2, b3 = ws.beta[i0], ws.beta[i1], ws.beta[i2], ws.beta[i3]
        for j in range(full.size):
            full[j] -= b0 * r0[j] + b1 * r1[j] + b2 * r2[j] + b3 * r3[j]
        a += 4
    while a < count:
        row = gram[ws.feature[ws.active[a]]]
        value = ws.beta[ws.active[a]]
        for j in range(full.size):
            full[j] -= value * row[j]
        a += 1


@compiled_fast
def residual_square(ws: Workspace, c: NDArray[np.float64], square: float) -> float:
    """‖t − Rβ‖² = t't − c'β − (c − Gβ)'β, from the present β and gradient."""
    value = square
    for i in range(ws.size[0]):
        value -= ws.beta[i] * (c[ws.feature[i]] + ws.gradient[i])
    return value
