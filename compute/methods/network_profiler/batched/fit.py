"""Fit every target of one (sample, bandwidth) on a device, in batches its memory can hold."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from compute.methods.network_profiler import gram as host
from compute.methods.network_profiler.batched.block import NARROWEST
from compute.methods.network_profiler.batched.device import SEARCHES, free_bytes, open_device, own_stream
from compute.methods.network_profiler.batched.problem import DeviceProblem, ScaledColumns, device_problem
from compute.methods.network_profiler.batched.search import Solutions, search
from compute.methods.network_profiler.diagnostics import FITS
from compute.methods.network_profiler.fit import Data, Fitted, fit_targets
from compute.methods.network_profiler.grid import Grid

COPIES = 9
"""Arrays of doubles as wide as there are regulators that a problem needs at its peak, temporary ones included."""
MATRICES = 5
"""The same for matrices as wide as the active set."""
ACTIVE_SHARE = 0.25
"""Active regulators as a share of n_α, for most problems an upper bound. Where memory is too small all the same, the
batch is halved and begun anew."""

Edges = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Target, regulator, coefficient of every edge."""

_loading = threading.Lock()
_loaded: list[tuple[Data, Tensor, Tensor]] = []


def fit_on_device(
    data: Data,
    chosen: NDArray[np.int64],
    root: NDArray[np.float64],
    grid: Grid,
    device_name: str,
    limit: int | None = None,
) -> Fitted:
    """Fit the chosen targets with the square roots of the kernel weights, κ (n,); see ``fit``.

    device_name: "cuda", or "cpu" to test the same code without a GPU. limit: bytes a search may take, in place of what
    is free. The weighted data stay on the device: ``values`` of the returned columns are empty. Targets whose active
    G_AA + γI becomes singular (γ = 0 and regulators that depend on each other) go to the processor's search. Raises
    :class:`~compute.errors.UserError` where there is no such device.
    """
    device = open_device(device_name)
    with own_stream(device), torch.inference_mode():
        regulators, targets = _resident(data, device)
        columns = torch.as_tensor(chosen, device=device)
        problem = device_problem(regulators, targets[:, columns], torch.as_tensor(root, device=device), data.local)
        fits = np.zeros(chosen.size, FITS)
        fits["converged"] = True
        edges, left = _batches(problem, data.excluded[chosen], grid, limit or free_bytes(device) // SEARCHES, fits)
        scales = [_scales(columns) for columns in (problem.regulators, problem.targets)]
    if left.size:
        rest = fit_targets(replace(data, device="cpu"), chosen[left], root, grid)
        fits[left] = rest.fits
        edges.append((left[rest.target], rest.regulator, rest.value))
    return Fitted(*_joined(edges), fits, *scales)


def _batches(
    problem: DeviceProblem, excluded: NDArray[np.int64], grid: Grid, limit: int, fits: NDArray[np.void]
) -> tuple[list[Edges], NDArray[np.int64]]:
    """Search all targets that vary, as many at once as memory allows; fills ``fits``.

    Returns the edges of each batch and the targets that could not be searched here.
    """
    varies = (problem.square > 0).nonzero()[:, 0]
    edges: list[Edges] = []
    left = [np.zeros(0, np.int64)]
    at_once = max(1, limit // _bytes_per_target(problem, grid))
    start = 0
    while start < varies.numel():
        rows = varies[start : start + at_once]
        names = rows.cpu().numpy()
        try:
            solution = search(_part(problem, rows), torch.as_tensor(excluded[names], device=rows.device), grid)
        except torch.OutOfMemoryError:
            if rows.numel() == 1:
                raise
            at_once = rows.numel() // 2
            continue
        edges.append(_record(solution, names, fits))
        left.append(names[solution.failed.cpu().numpy()])
        start += rows.numel()
    return edges, np.concatenate(left)


def _record(solution: Solutions, names: NDArray[np.int64], fits: NDArray[np.void]) -> Edges:
    """Write the records of the batch, whose targets are ``names``; returns its edges."""
    for field in ("l1", "l2", "criterion", "df", "rounds"):
        fits[field][names] = getattr(solution, field).cpu().numpy()
    target, regulator, value = solution.target.cpu(), solution.regulator.cpu(), solution.value.cpu()
    return names[target.numpy()], regulator.numpy(), value.numpy()


def _joined(edges: list[Edges]) -> Edges:
    """All edges, by target, then regulator."""
    if not edges:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    if len(edges) == 1:
        return edges[0]
    target, regulator, value = (np.concatenate(parts) for parts in zip(*edges, strict=True))
    order = np.lexsort((regulator, target))
    return target[order], regulator[order], value[order]


def _part(problem: DeviceProblem, rows: Tensor) -> DeviceProblem:
    return replace(
        problem, cross=problem.cross[rows], single_cross=problem.single_cross[rows], square=problem.square[rows]
    )


def _bytes_per_target(problem: DeviceProblem, grid: Grid) -> int:
    """What one target takes at its peak, with as many active regulators as the criterion can bear."""
    width = problem.gram.shape[0]
    active = min(width, int(ACTIVE_SHARE * problem.effective) + NARROWEST)
    return int(8 * grid.gammas.size * (COPIES * width + MATRICES * active * active))


def _scales(columns: ScaledColumns) -> host.Standardised:
    mean, scale = columns.mean.cpu().numpy(), columns.scale.cpu().numpy()
    return host.Standardised(np.empty((0, mean.size)), mean, scale, np.empty((0, mean.size)))


def _resident(data: Data, device: torch.device) -> tuple[Tensor, Tensor]:
    """Expression of regulators and targets on the device, carried there once per table."""
    with _loading:
        for known, regulators, targets in _loaded:
            if known is data and regulators.device == device:
                return regulators, targets
        _loaded[:] = [(data, torch.tensor(data.regulators, device=device), torch.tensor(data.targets, device=device))]
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        return _loaded[0][1:]
