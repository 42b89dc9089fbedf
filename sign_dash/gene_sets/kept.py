"""Uploaded files, kept by their content: the same file is kept once, whatever it is called."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, TypedDict

from compute.errors import UserError
from compute.read import GeneSets, read_gene_sets
from sign_dash.language import say

LARGEST_FILE: Final = 60_000_000
"""Bytes that are taken: several times the largest public collections."""


class File(TypedDict):
    """What a page's store holds of an uploaded file. digest: SHA-256 of its bytes; name: what the person calls it."""

    digest: str
    name: str


class KeptFiles:
    """A folder of uploaded files, named by their digests."""

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder = folder
        self._ending = ending

    def keep(self, content: bytes, name: str) -> File:
        """Keep a file; :class:`UserError` for one too large, or where the folder cannot be written."""
        if len(content) > LARGEST_FILE:
            raise UserError(
                say(
                    "{name} has {size} bytes; files of up to {largest} bytes are taken.",
                    name=name,
                    size=f"{len(content):,}",
                    largest=f"{LARGEST_FILE:,}",
                )
            )
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        draft = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        try:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                draft.write_bytes(content)
                draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise UserError(
                say(
                    "{folder} takes no file ({problem}); free space there, then try again.",
                    folder=path.parent,
                    problem=error.strerror,
                )
            ) from error
        return {"digest": digest, "name": name}

    def path(self, digest: str) -> Path:
        """Where a file of that digest is, or would be; :class:`UserError` for what is no digest."""
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise UserError(say("The file is not known here any more; choose it again."))
        return self._folder / f"{digest}{self._ending}"

    def kept(self, file: File) -> Path:
        """Where an uploaded file is; :class:`UserError` where it is not kept any more."""
        path = self.path(file["digest"])
        if not path.is_file():
            raise UserError(say("{name} is not kept here any more; choose the file again.", name=file["name"]))
        return path


def gene_set_files(cache: Path) -> KeptFiles:
    """Gene sets (GMT) below the cache."""
    return KeptFiles(cache / "gene_sets", ".gmt")


def evidence_files(cache: Path) -> KeptFiles:
    """Published pairs and lists of genes below the cache."""
    return KeptFiles(cache / "evidence", ".txt")


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
        raise UserError(say("The file did not arrive whole; choose it again.")) from error
