"""Uploaded files, kept by their content: the same file is kept once, whatever it is called."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, TypedDict

from compute.errors import UserError
from compute.files import NotWrittenError, whole_file
from compute.messages import Message
from compute.read import GeneSets, gene_sets_apart
from sign_dash.cache import MOST_GIVEN, bound, used
from sign_dash.gene_sets.once import read_once

LARGEST_FILE: Final = 60_000_000
"""Bytes that are taken: several times the largest public collections."""
MOST_READ: Final = 20
"""Files of gene sets that are held, and known to be none: every one that a page offers (``of_study.MOST_OFFERED``)."""


class File(TypedDict):
    """What a page's store holds of an uploaded file. digest: SHA-256 of its bytes; name: what the person calls it."""

    digest: str
    name: str


class KeptFiles:
    """A folder of uploaded files, named by their digests; those not used for the longest go first."""

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder = folder
        self._ending = ending

    def keep(self, content: bytes, name: str) -> File:
        """Keep a file; :class:`UserError` for one too large, or where the folder cannot be written."""
        if len(content) > LARGEST_FILE:
            raise UserError(
                "{name} has {size:,} bytes; at most {largest:,} are accepted.",
                name=name,
                size=len(content),
                largest=LARGEST_FILE,
            )
        file = File(digest=hashlib.sha256(content).hexdigest(), name=name)
        path = self._path(file)
        try:
            if not self.has(file):
                path.parent.mkdir(parents=True, exist_ok=True)
                with whole_file(path, lasting=False) as draft:
                    draft.write_bytes(content)
        except (OSError, UserError) as error:
            reason = error.reason if isinstance(error, NotWrittenError) else getattr(error, "strerror", None)
            raise UserError(
                "No file can be written in {folder} ({problem}); free space there, then try again.",
                folder=path.parent,
                problem=Message(reason or str(error)),
            ) from error
        used(path)
        bound(self._folder, MOST_GIVEN, path)
        return file

    def has(self, file: File) -> bool:
        """Whether a file is kept."""
        return self._path(file).is_file()

    def kept(self, file: File) -> Path:
        """Where an uploaded file is; :class:`UserError` where it is not kept any more, or not as it was given."""
        path = self._path(file)
        with suppress(OSError):
            if _digest(path, path.stat().st_mtime_ns) == file["digest"]:
                return path
        raise UserError("{name} is no longer stored; choose the file again.", name=file["name"])

    def mark_used(self, file: File) -> None:
        """It is wanted once more."""
        used(self._path(file))

    def _path(self, file: File) -> Path:
        digest = file["digest"] if re.fullmatch(r"[0-9a-f]{64}", file["digest"]) else "none"
        return self._folder / f"{digest}{self._ending}"


@lru_cache(maxsize=64)
def _digest(path: Path, _changed: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def gene_set_files(cache: Path) -> KeptFiles:
    """Gene sets (GMT) below the cache."""
    return KeptFiles(cache / "gene_sets", ".gmt")


def evidence_files(cache: Path) -> KeptFiles:
    """Published pairs and lists of genes below the cache."""
    return KeptFiles(cache / "evidence", ".txt")


def kept_gene_sets(cache: Path, file: File) -> GeneSets:
    """The gene sets of an uploaded file; :class:`UserError` as :func:`compute.read.gene_sets_apart` raises it."""
    return _gene_sets(gene_set_files(cache).kept(file), file["name"])


@read_once(MOST_READ)
def _gene_sets(path: Path, name: str) -> GeneSets:
    return gene_sets_apart(path, name)  # a file of a digest never changes


def uploaded(contents: str) -> bytes:
    """The bytes of what the browser sent as a data URL; :class:`UserError` where it did not arrive whole."""
    try:
        return base64.b64decode(contents.partition(",")[2], validate=True)
    except binascii.Error as error:
        raise UserError("The upload was incomplete; choose the file again.") from error
