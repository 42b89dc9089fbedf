"""Models (TRIP and its kin) stored beside the networks they explain, side by side by name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from compute.errors import UserError, unknown_name
from compute.files import make_folder, whole_folder
from compute.messages import word
from compute.records import parse_json
from compute.study.format import MODELS, file_entry, read_record, save_arrays
from compute.study.intact import check_seal, sealed
from compute.study.stored import read_array

INFO = "model.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+ -]{0,63}")


@dataclass(frozen=True)
class StoredModel:
    """One fitted model: its record (JSON values) and its arrays, read when first used."""

    name: str
    folder: Path
    info: dict[str, Any]

    @cached_property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array of the model by name (shapes are those ``info['arrays']`` lists)."""
        return {name: read_array(self.folder / f"{name}.npy") for name in self.info["arrays"]}


def check_model_name(name: str) -> None:
    """:class:`UserError` unless ``name`` is 1 to 64 letters, digits, spaces or ``. _ + -``, the first no sign."""
    if not _NAME.fullmatch(name):
        raise UserError(
            "{name!r} cannot be the name of a model; use 1 to 64 letters, digits, spaces, dots, underscores, + or -.",
            name=name,
        )


def write_model(
    study: str | Path, name: str, arrays: Mapping[str, NDArray[Any]], info: Mapping[str, Any]
) -> StoredModel:
    """Store a model in a study, whole or not at all; a model of the same name is replaced.

    name: 1-64 letters, digits, space, ``. _ + -``. info: JSON values; ``arrays`` and ``files`` are added.
    """
    folder = Path(study)
    read_record(folder)
    check_model_name(name)
    make_folder(folder / MODELS)
    target = folder / MODELS / name
    with whole_folder(target, replace=True) as temporary:
        save_arrays(temporary, arrays)
        record = {
            **info,
            "name": name,
            "arrays": {key: list(array.shape) for key, array in arrays.items()},
            "files": {f"{key}.npy": file_entry(temporary / f"{key}.npy") for key in arrays},
        }
        text = json.dumps(sealed(record), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        (temporary / INFO).write_text(text, encoding="utf-8")
    return read_model(folder, name)


def model_names(study: str | Path) -> list[str]:
    """Names of the stored models, oldest first."""
    folder = Path(study)
    found = [entry for entry in (folder / MODELS).glob("*/" + INFO) if not entry.parent.name.startswith(".")]
    return [entry.parent.name for entry in sorted(found, key=lambda entry: (entry.stat().st_mtime_ns, entry))]


def read_model(folder: Path, name: str) -> StoredModel:
    """Open one stored model, checking that its files are there and of the recorded size."""
    path = folder / MODELS / name / INFO
    if not path.is_file():
        raise unknown_name(word("model"), name, model_names(folder), folder)
    try:
        info: dict[str, Any] = parse_json(path.read_text(encoding="utf-8"))
        files = info["files"]
        info["arrays"]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            "{path} is damaged ({error}); fit the model again with `trip`.", path=path, error=error
        ) from error
    check_seal(path, info)
    for file, entry in files.items():
        stored = path.parent / file
        if not stored.is_file() or stored.stat().st_size != entry["bytes"]:
            raise UserError("{file} is missing or cut short; fit the model again with `trip`.", file=stored)
    return StoredModel(name, path.parent, info)
