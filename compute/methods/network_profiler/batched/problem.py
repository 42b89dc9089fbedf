"""The weighted, standardised problem of one (sample, bandwidth), built on the device."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from compute.methods.network_profiler.gram import CONSTANT

ALIGNMENT = 8
"""Columns come in multiples of this, as tensor cores want them."""


@dataclass(frozen=True)
class ScaledColumns:
    """Columns multiplied by κ, then shifted to mean 0 and scaled to variance 1, as ``gram`` does.

    values: (n, c). mean, scale: (c,). All double precision.
    """

    values: Tensor
    mean: Tensor
    scale: Tensor


@dataclass(frozen=True)
class DeviceProblem:
    """All regressions of one (sample, bandwidth) in Gram form, on the device.

    gram: R'R (w, w) and cross: T'R (m, w) in double precision. split_gram: (3w, w) in single precision, the leading
    part of ``gram`` twice and what it leaves out, for products that TensorFloat-32 may shorten. single_cross: (m, w).
    The width w is the number q of regulators and at least one more: columns from q on are constant (all zero), and the
    last one is the address of empty places. square: t't (m,). effective: n_α. unit: n, the diagonal of ``gram``.
    """

    gram: Tensor
    split_gram: Tensor
    cross: Tensor
    single_cross: Tensor
    square: Tensor
    effective: float
    unit: float
    regulators: ScaledColumns
    targets: ScaledColumns

    @property
    def nowhere(self) -> int:
        """The column that empty places point to."""
        return self.gram.shape[0] - 1


def tensor_float(values: Tensor) -> Tensor:
    """The leading ten bits of each number in single precision, which TensorFloat-32 holds exactly."""
    return (values.view(torch.int32) & -(1 << 13)).view(torch.float32)


def standardise(data: Tensor, root: Tensor, local: bool) -> ScaledColumns:
    """Weight the rows of ``data`` (n, c) by ``root`` (n,) and bring every column to scale.

    local: as ``standardise_locally``; otherwise as ``standardise``.
    """
    values = data * root[:, None]
    size = values.square().mean(0).sqrt()
    if local:
        kernel = root.square()
        mean = kernel @ data / kernel.sum()
        values = (data - mean) * root[:, None]
    else:
        mean = values.mean(0)
        values -= mean
    scale = values.square().mean(0).sqrt()
    constant = scale <= CONSTANT * size
    values.masked_fill_(constant, 0.0)
    scale = scale.masked_fill(constant, 1.0)
    values /= scale
    return ScaledColumns(values, mean, scale)


def device_problem(regulators: Tensor, targets: Tensor, root: Tensor, local: bool) -> DeviceProblem:
    """Build the problem from data (n, q) and (n, m) and the weights' square roots κ (n,), all on one device."""
    R, T = standardise(regulators, root, local), standardise(targets, root, local)
    samples, q = R.values.shape
    width = (q // ALIGNMENT + 1) * ALIGNMENT
    padded = torch.nn.functional.pad(R.values, (0, width - q))
    gram, cross = padded.T @ padded, T.values.T @ padded
    leading = tensor_float(gram.float())
    return DeviceProblem(
        gram=gram,
        split_gram=torch.cat([leading, leading, (gram - leading).float()]),
        cross=cross,
        single_cross=cross.float(),
        square=T.values.square().sum(0),
        effective=float(root.sum()),
        unit=float(samples),
        regulators=R,
        targets=T,
    )
