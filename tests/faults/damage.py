"""What can be wrong with a file of a study: a bit, its length, its type, its shape, its place; a record's entry."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from compute.study.intact import SEAL


def flip(file: Path, rng: np.random.Generator) -> None:
    content = bytearray(file.read_bytes())
    content[rng.integers(len(content))] ^= 1 << int(rng.integers(8))
    file.write_bytes(content)


def cut(file: Path, rng: np.random.Generator) -> None:
    file.write_bytes(file.read_bytes()[: int(rng.integers(file.stat().st_size))])


def emptied(file: Path, rng: np.random.Generator) -> None:
    """As long as before, of zeros: what a power cut leaves of a file."""
    file.write_bytes(bytes(file.stat().st_size))


def missing(file: Path, rng: np.random.Generator) -> None:
    file.unlink()


def folder(file: Path, rng: np.random.Generator) -> None:
    file.unlink()
    file.mkdir()


def scrambled(file: Path, rng: np.random.Generator) -> None:
    """The same array with other values, as large as its type allows."""
    array = np.load(file)
    _save(
        file, rng.permutation(np.frombuffer(rng.bytes(array.nbytes), np.uint8)).view(array.dtype).reshape(array.shape)
    )


def retyped(file: Path, rng: np.random.Generator) -> None:
    array = np.load(file)
    kinds = [kind for kind in ("<i8", "<f8", "<u1", "<c8", "<U3", "|S4", "<M8[s]") if kind != array.dtype.str]
    _save(file, np.zeros(array.shape, rng.choice(kinds)))


def reshaped(file: Path, rng: np.random.Generator) -> None:
    array = np.load(file)
    _save(file, array[None] if rng.integers(2) else array.reshape(-1)[: max(array.size - 1, 0)])


def rewritten(file: Path, rng: np.random.Generator) -> None:
    """An entry of a record becomes something else, and the record has no checksum (as old ones)."""
    body = json.loads(file.read_text(encoding="utf-8"))
    body.pop(SEAL, None)
    name = str(rng.choice(sorted(body)))
    values = [None, -1, 1e400, "x" * 1000, [], {}, ["x"], {"x": 1}, True, "<img src=x onerror=alert(1)>", 10**30]
    body[name] = values[int(rng.integers(len(values)))]
    file.write_text(json.dumps(body), encoding="utf-8")


def nested(file: Path, rng: np.random.Generator) -> None:
    file.write_text("[" * 100_000, encoding="utf-8")


def _save(file: Path, array: np.ndarray) -> None:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    file.write_bytes(stream.getvalue())


Damage = Callable[[Path, np.random.Generator], None]
OF_ANY: tuple[Damage, ...] = (flip, cut, emptied, missing, folder)
OF_ARRAYS: tuple[Damage, ...] = (scrambled, retyped, reshaped)
OF_RECORDS: tuple[Damage, ...] = (rewritten, nested)


def damages(study: Path) -> list[tuple[str, Damage]]:
    """Every file of a study with everything that can be done to it."""
    found: list[tuple[str, Damage]] = []
    for file in sorted(path for path in study.rglob("*") if path.is_file()):
        kinds = (*OF_ANY, *(OF_ARRAYS if file.suffix == ".npy" else OF_RECORDS if file.suffix == ".json" else ()))
        found += [(file.relative_to(study).as_posix(), kind) for kind in kinds]
    return found


def pretend(study: Path, name: str) -> None:
    """Have the record say of a damaged file what is true of it, as somebody would who means harm."""
    from compute.study.format import file_entry
    from compute.study.intact import sealed

    record = study / "study.json"
    if name == record.name:
        return
    body = json.loads(record.read_text(encoding="utf-8"))
    if name in body.get("files", {}) and (study / name).is_file():
        body.pop(SEAL, None)
        body["files"][name] = file_entry(study / name)
        record.write_text(json.dumps(sealed(body)), encoding="utf-8")
