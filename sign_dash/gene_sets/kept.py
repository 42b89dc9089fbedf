"""Uploaded files, kept by their content: the same file is kept once, whatever it is called."""

from __future__ import annotations

import base64
import binascii
import hashlib
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Final, TypedDict

from compute.errors import UserError
from compute.read import GeneSets, read_gene_sets
from sign_dash.cache import changing, kept_in

LARGEST_FILE: Final = 60_000_000
"""Bytes that are taken: several times the largest public collections."""


class File(TypedDict):
    """What a page's store holds of an uploaded file. digest: SHA-256 of its bytes; name: what the person calls it."""

    digest: str
    name: str


class KeptFiles:
    """Uploaded files of one kind, by their digests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, name: str) -> File:
        """Keep a file; :class:`UserError` for one too large, or where the folder cannot be written."""
        if len(content) > LARGEST_FILE:
            raise UserError(
                "{name} has {size:,} bytes; at most {largest:,} are accepted.",
                name=name,
                size=len(content),
                largest=LARGEST_FILE,
            )
        digest = hashlib.sha256(content).hexdigest()
        with changing(self._folder) as kept:
            if digest not in kept:
                kept[digest] = content
        return {"digest": digest, "name": name}

    def has(self, digest: str) -> bool:
        """Whether a file of that digest is kept."""
        return digest in kept_in(self._folder)

    def kept(self, file: File) -> Path:
        """Where an uploaded file is; :class:`UserError` where it is not kept any more, or damaged."""
        try:
            with kept_in(self._folder).read(file["digest"]) as stream:
                path = Path(stream.name)
            if _is_whole(path, file["digest"]):
                return path
        except (KeyError, OSError, sqlite3.Error):
            pass
        raise UserError("{name} is no longer stored; choose the file again.", name=file["name"])


@lru_cache(maxsize=64)
def _is_whole(path: Path, digest: str) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == digest


def gene_set_files(cache: Path) -> KeptFiles:
    """Gene sets (GMT) below the cache."""
    return KeptFiles(cache / "gene_sets")


def evidence_files(cache: Path) -> KeptFiles:
    """Published pairs and lists of genes below the cache."""
    return KeptFiles(cache / "evidence")


def kept_gene_sets(cache: Path, file: File) -> GeneSets:
    """The gene sets of an uploaded file; :class:`UserError` as :func:`compute.read_gene_sets` raises it."""
    return _gene_sets(gene_set_files(cache).kept(file), file["name"])


@lru_cache(maxsize=4)
def _gene_sets(path: Path, name: str) -> GeneSets:
    return read_gene_sets(path, name)  # a file of a digest never changes


def uploaded(contents: str) -> bytes:
    """The bytes of what the browser sent as a data URL; :class:`UserError` where it did not arrive whole."""
    try:
        return base64.b64decode(contents.partition(",")[2], validate=True)
    except binascii.Error as error:
        raise UserError("The upload was incomplete; choose the file again.") from error
