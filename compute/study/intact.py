"""What is checked of a study's files when they are first used: that no position leads out of an array, and that no
record was changed after it was written. One flipped bit in a pointer would otherwise be read as far as memory goes.

It takes milliseconds; :func:`compute.study.verify_study` reads everything and compares checksums.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message

if TYPE_CHECKING:
    from compute.study.stored import StoredArray

SEAL = "sha256"
"""The entry of a record that holds the checksum of all its other entries."""


def sealed(body: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its checksum; records of messages may stand in it."""
    plain: dict[str, Any] = json.loads(json.dumps(body, ensure_ascii=False, default=Message.record))
    return {**plain, SEAL: _digest(plain)}


def check_seal(path: Path, body: dict[str, Any]) -> None:
    """Take the checksum off a record; :class:`UserError` where it is not that of the rest.

    Records written before there was one have none, and are taken as they are.
    """
    seal = body.pop(SEAL, None)
    if seal is not None and seal != _digest(body):
        raise UserError(
            "{path} was changed after it was written (its checksum differs); restore the study from a copy.", path=path
        )


def _digest(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_edge_lists(
    file: Mapping[str, Path], arrays: Mapping[str, NDArray[Any]], regulators: int, targets: int
) -> int:
    """The lists by which edges are found, those of a target and those of a regulator; returns how many edges there are.

    file, arrays: by name, with ``regulator``, ``target_ptr``, ``by_regulator`` and ``regulator_ptr`` among them.
    """
    edges = int(arrays["regulator"].size)
    check_positions(file["regulator"], arrays["regulator"], edges, regulators)
    check_pointer(file["target_ptr"], arrays["target_ptr"], targets, edges)
    check_positions(file["by_regulator"], arrays["by_regulator"], edges, edges)
    check_pointer(file["regulator_ptr"], arrays["regulator_ptr"], regulators, edges)
    return edges


def check_room(file: Path, length: int, most: int) -> None:
    """:class:`UserError` where an array is longer than it can be: to be known before it is read."""
    if length > most:
        raise damaged(file, Message("{n:,} values where at most {m:,} belong", n=length, m=most))


def check_positions(file: Path, positions: NDArray[np.integer[Any]], length: int, below: int) -> None:
    """:class:`UserError` unless there are `length` positions, each in 0 … below − 1."""
    _check_kind(file, positions, "ui")
    if positions.ndim != 1 or positions.size != length:
        raise damaged(file, Message("{n:,} values where {m:,} belong", n=positions.size, m=length))
    if positions.size and (int(positions.max()) >= below or int(positions.min()) < 0):
        raise damaged(file, Message("a position beyond the {n:,} there are", n=below))


def check_pointer(file: Path, pointer: NDArray[np.integer[Any]], length: int, stop: int) -> None:
    """:class:`UserError` unless it has `length` + 1 values that ascend from 0 to `stop`."""
    _check_kind(file, pointer, "ui")
    if pointer.ndim != 1 or pointer.size != length + 1:
        raise damaged(file, Message("{n:,} values where {m:,} belong", n=pointer.size, m=length + 1))
    if int(pointer[0]) != 0 or int(pointer[-1]) != stop or bool((pointer[1:] < pointer[:-1]).any()):
        raise damaged(file, Message("its values do not ascend from 0 to {n:,}", n=stop))


def check_shape(file: Path, array: NDArray[Any] | StoredArray, shape: tuple[int, ...], kinds: str = "fiub") -> None:
    """:class:`UserError` unless it is an array of this shape, of numbers or of the kinds named (as dtype.kind)."""
    _check_kind(file, array, kinds)
    if array.shape != shape:
        raise damaged(file, Message("it has shape {found}, not {wanted}", found=str(array.shape), wanted=str(shape)))


def check_ascending(file: Path, numbers: NDArray[Any]) -> None:
    """:class:`UserError` unless all are numbers, none below the one before."""
    if not np.isfinite(numbers).all() or bool((numbers[1:] < numbers[:-1]).any()):
        raise damaged(file, Message("its numbers do not ascend"))


def check_counts(file: Path, pointer: NDArray[np.integer[Any]], counts: NDArray[np.integer[Any]]) -> None:
    """:class:`UserError` unless the steps of a pointer are these counts."""
    if bool((np.diff(pointer.astype(np.int64)) != counts).any()):
        raise damaged(file, Message("its values do not agree with the samples of the edges"))


def _check_kind(file: Path, array: NDArray[Any] | StoredArray, kinds: str) -> None:
    if array.dtype.kind not in kinds:
        raise damaged(file, Message("it holds {kind}, not numbers of its kind", kind=str(array.dtype)))


def damaged(file: Path, why: object) -> UserError:
    """To be raised of a file of a study that cannot be what was written."""
    return UserError("{file} is damaged ({why}); restore the study from a copy.", file=file, why=why)
