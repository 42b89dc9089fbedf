"""Results of an unfinished run, kept until they have become part of the study."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.files import make_folder, whole_file

_SUFFIX = ".npz"


class Pending:
    """Named groups of arrays in one folder, each there whole or not at all; the folder is there while needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> set[str]:
        """What is kept."""
        return {path.name.removesuffix(_SUFFIX) for path in self.folder.glob(f"[!.]*{_SUFFIX}")}

    def save(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep a group of arrays; once this returns it survives the process and the machine's power."""
        make_folder(self.folder)
        with whole_file(self._path(name)) as temporary, temporary.open("wb") as stream:
            np.savez(stream, allow_pickle=False, **arrays)

    def load(self, name: str) -> dict[str, NDArray[Any]]:
        """Read a group back; :class:`UserError` where the file is damaged."""
        path = self._path(name)
        try:
            with np.load(path, allow_pickle=False) as stored:
                return {key: stored[key] for key in stored.files}
        except (ValueError, EOFError, zipfile.BadZipFile) as error:
            raise UserError(
                "{path} is damaged ({error}); remove this file and resume the run.", path=path, error=error
            ) from error

    def drop(self, name: str) -> None:
        """Forget a group."""
        self._path(name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything, the folder and half-written files of a killed run too."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                path.unlink()
            self.folder.rmdir()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"
