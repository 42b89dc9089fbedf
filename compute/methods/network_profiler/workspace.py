"""The solver's scratch memory, and its gradients."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled, compiled_fast

TOGETHER = 4
"""Regulators that join the maintained inverse in one pass over it: the pass, not the arithmetic, takes the time."""
SINGLE = 1.2e-7
"""Twice the unit rounding error of single precision."""


class Workspace(NamedTuple):
    """Scratch for one target at a time. "local" arrays run over the regulators admitted so far.

    position: (q,) local place of a regulator, −1 if not admitted. feature: local → regulator.
    size: (1,) how many are admitted. block: Gram among them, row i up to column ``filled[i]``: only rows of
    regulators that were ever nonzero are needed. diagonal: G_jj. beta, gradient: local β and c − Gβ.
    screen: (q,) c − Gβ of every regulator in single precision, off by less than ``blur[0]``.
    working: local membership of the working set.
    active, factor, step, right: scratch of the direct solve. inverse: (G_AA + γI)⁻¹ over the ``held[0]`` local places
    listed in ``member``, for the γ kept in ``ridge[0]``; slot: local → place in ``member``, −1 if not in A.
    panel: scratch for TOGETHER regulators that join A at once.
    """

    position: NDArray[np.int64]
    feature: NDArray[np.int64]
    size: NDArray[np.int64]
    block: NDArray[np.float64]
    filled: NDArray[np.int64]
    diagonal: NDArray[np.float64]
    beta: NDArray[np.float64]
    gradient: NDArray[np.float64]
    screen: NDArray[np.float32]
    blur: NDArray[np.float64]
    working: NDArray[np.bool_]
    active: NDArray[np.int64]
    factor: NDArray[np.float64]
    step: NDArray[np.float64]
    right: NDArray[np.float64]
    inverse: NDArray[np.float64]
    panel: NDArray[np.float64]
    member: NDArray[np.int64]
    slot: NDArray[np.int64]
    held: NDArray[np.int64]
    ridge: NDArray[np.float64]


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
        screen=np.zeros(q, np.float32),
        blur=np.zeros(1),
        working=np.zeros(q, np.bool_),
        active=np.zeros(q, np.int64),
        factor=np.empty((q, q)),
        step=np.zeros(q),
        right=np.zeros(q),
        inverse=np.empty((q, q)),
        panel=np.zeros((3 * TOGETHER, q)),
        member=np.zeros(q, np.int64),
        slot=np.full(q, -1),
        held=np.zeros(1, np.int64),
        ridge=np.zeros(1),
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
    largest = 0.0
    for j in range(c.size):
        ws.screen[j] = c[j]
        largest = max(largest, abs(c[j]))
    ws.blur[0] = SINGLE * largest
    for i in range(ws.size[0]):
        ws.beta[i] = 0.0
        ws.gradient[i] = c[ws.feature[i]]
        ws.working[i] = False
        ws.slot[i] = -1
    ws.held[0] = 0


@compiled
def local_place(ws: Workspace, gram: NDArray[np.float64], j: int) -> int:
    """The local place of regulator j; on its first entry it gets one, with β = 0 and no gradient yet."""
    i = int(ws.position[j])
    if i < 0:
        i = int(ws.size[0])
        ws.size[0] = i + 1
        ws.position[j] = i
        ws.feature[i] = j
        ws.filled[i] = 0
        ws.diagonal[i] = gram[j, j]
        ws.beta[i] = 0.0
    return i


@compiled
def admit(
    ws: Workspace,
    gram: NDArray[np.float64],
    c: NDArray[np.float64],
    bound: NDArray[np.float64],
    share: float,
    slack: float,
) -> bool:
    """Put every regulator with |c_j − (Gβ)_j| ≥ share · bound_j + slack into the working set; True if one was new.

    Single precision only says which to look at: those near the bound are computed again in double precision. A
    regulator that enters for the first time gets a local place. One with bound ∞ never enters.
    """
    count = collect_active(ws)
    blur = ws.blur[0]
    new = False
    for j in range(bound.size):
        limit = share * bound[j] + slack
        i = ws.position[j]
        if i >= 0:
            if ws.working[i] or abs(ws.gradient[i]) < limit:
                continue
        else:
            if not bound[j] < np.inf or abs(ws.screen[j]) + blur < limit:
                continue
            slope = c[j]
            row = gram[j]
            for a in range(count):
                slope -= row[ws.feature[ws.active[a]]] * ws.beta[ws.active[a]]
            if abs(slope) < limit:
                continue
            i = local_place(ws, gram, j)
            ws.gradient[i] = slope
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
def refresh_screen(
    ws: Workspace, single: NDArray[np.float32], c: NDArray[np.float64], unit: float, penalty: NDArray[np.float64]
) -> None:
    """Bring ``ws.screen`` up to date, unless every regulator that may enter has a local place, and a local gradient.

    single: the Gram matrix in single precision. unit: its diagonal, t't. The bound on the error is that of a sum of
    |A| terms, each at most unit · |β_j|.
    """
    outside = False
    for j in range(c.size):
        if ws.position[j] < 0 and penalty[j] < np.inf:
            outside = True
            break
    if not outside:
        return
    screen = ws.screen
    for j in range(c.size):
        screen[j] = c[j]
    count = collect_active(ws)
    size = 1.0
    for a in range(count):
        size += abs(ws.beta[ws.active[a]])
    ws.blur[0] = SINGLE * (count + 4) * size * unit
    a = 0
    while a < count:
        lines = min(4, count - a)
        i0 = ws.active[a]
        i1, i2, i3 = (
            ws.active[min(a + 1, count - 1)],
            ws.active[min(a + 2, count - 1)],
            ws.active[min(a + 3, count - 1)],
        )
        r0, r1, r2, r3 = single[ws.feature[i0]], single[ws.feature[i1]], single[ws.feature[i2]], single[ws.feature[i3]]
        b0 = np.float32(ws.beta[i0])
        b1 = np.float32(ws.beta[i1]) if lines > 1 else np.float32(0.0)
        b2 = np.float32(ws.beta[i2]) if lines > 2 else np.float32(0.0)
        b3 = np.float32(ws.beta[i3]) if lines > 3 else np.float32(0.0)
        for j in range(screen.size):
            screen[j] -= b0 * r0[j] + b1 * r1[j] + b2 * r2[j] + b3 * r3[j]
        a += 4


@compiled_fast
def residual_square(ws: Workspace, c: NDArray[np.float64], square: float) -> float:
    """‖t − Rβ‖² = t't − c'β − (c − Gβ)'β, from the present β and gradient."""
    value = square
    for i in range(ws.size[0]):
        value -= ws.beta[i] * (c[ws.feature[i]] + ws.gradient[i])
    return value
