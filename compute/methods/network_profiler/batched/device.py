"""The device a batched search runs on, and how much of its memory may be taken."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import torch

from compute.errors import UserError

HOST_BYTES = 1 << 30
"""What a batch may take where the "device" is the processor."""
FREE_SHARE = 0.8
SEARCHES = 4
"""Samples on a device at a time, each on a stream of its own: while the host prepares one, the device computes others.
Further workers wait."""

_turns: queue.SimpleQueue[torch.cuda.Stream | None] = queue.SimpleQueue()
for _ in range(SEARCHES):
    _turns.put(None)  # a stream takes the place once there is a device; torch keeps memory for each, so they stay


def open_device(name: str) -> torch.device:
    """The device called ``name``, "cuda" or "cpu"; :class:`UserError` where it cannot be had.

    On a GPU, products in single precision are allowed TensorFloat-32: they only say which regulators to look at, and
    the margin of :mod:`~compute.methods.network_profiler.batched.screen` covers their rounding.
    """
    if name == "cpu":
        return torch.device("cpu")
    if torch.version.cuda is None:
        raise UserError(
            "This installation of torch has no CUDA, so --device cuda cannot be used; install torch with CUDA or use "
            "--device cpu."
        )
    if not torch.cuda.is_available():
        raise UserError("No CUDA device was found; use --device cpu.")
    torch.backends.cuda.matmul.fp32_precision = "tf32"
    return torch.device("cuda", torch.cuda.current_device())


def free_bytes(device: torch.device) -> int:
    """Bytes a search may take on the device now: a share of what is free, what torch keeps in reserve included."""
    if device.type != "cuda":
        return HOST_BYTES
    free, _ = torch.cuda.mem_get_info(device)
    reserve = torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
    return int(FREE_SHARE * (free + reserve))


@contextmanager
def own_stream(device: torch.device) -> Iterator[None]:
    """Wait for one of the ``SEARCHES`` turns; on a GPU each has a stream, whose work is done when the block ends."""
    stream = _turns.get()
    try:
        if device.type == "cuda" and stream is None:
            stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
        with torch.cuda.stream(stream) if stream is not None else nullcontext():
            yield
        if stream is not None:
            stream.synchronize()
    finally:
        _turns.put(stream)
