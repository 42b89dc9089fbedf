"""The channels of a network: activating and repressing edges kept apart, or all in one. No torch."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from scipy import sparse

Channels = Literal["signed", "plain"]
CHANNELS: tuple[Channels, ...] = get_args(Channels)
CHANNEL_NAMES: dict[Channels, tuple[str, ...]] = {"signed": ("activation", "repression"), "plain": ("edge",)}
"""signed: coefficients above and below zero, apart. plain: all in one."""


def split_channels(network: Any, channels: Channels) -> list[Any]:
    """The channels of a sparse network (q×p), in the order of ``CHANNEL_NAMES``; they add up to the network."""
    whole = sparse.csr_array(network, dtype=np.float64)
    if channels == "plain":
        return [whole]
    positive, negative = whole.maximum(0), whole.minimum(0)
    return [sparse.csr_array(positive), sparse.csr_array(negative)]
