"""The gene sets that were given for a study: given on one page, offered on every page that asks for some."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compute.errors import UserError
from sign_dash.cache import changing, kept_in, networks_key
from sign_dash.gene_sets.kept import File, gene_set_files

if TYPE_CHECKING:
    from compute.study import Study

MOST_OFFERED: Final = 20
"""Files of one study; the one given the longest ago is offered no more."""


class GivenGeneSets:
    """The list of one study, kept beside the gene sets themselves; it holds digests and names only."""

    def __init__(self, study: Study, cache: Path) -> None:
        self._files = gene_set_files(cache)
        self._lists = cache / "gene_sets_of"
        self._key = networks_key(study)

    def give(self, content: bytes, name: str) -> File:
        """Keep a file and offer it from now on; :class:`UserError` as :meth:`KeptFiles.keep` raises it."""
        file = self._files.keep(content, name)
        with changing(self._lists) as lists, lists.transact():  # no other process comes between
            others = [other for other in self._there(lists.get(self._key)) if other["digest"] != file["digest"]]
            lists[self._key] = json.dumps([file, *others][:MOST_OFFERED], ensure_ascii=False)
        return file

    def files(self) -> list[File]:
        """Those there are, given last first; none where the list cannot be read, for each can be given again."""
        try:
            return self._there(kept_in(self._lists).get(self._key))
        except (OSError, sqlite3.Error):
            return []

    def file(self, digest: str) -> File:
        """The one of that digest; :class:`UserError` where it is offered no more."""
        for file in self.files():
            if file["digest"] == digest:
                return file
        raise UserError("The file is no longer stored; choose it again.")

    def _there(self, listed: str | None) -> list[File]:
        try:
            found = [File(digest=str(file["digest"]), name=str(file["name"])) for file in json.loads(listed or "[]")]
        except (ValueError, TypeError, KeyError):
            return []
        return [file for file in found if self._files.has(file["digest"])]


def options(files: list[File]) -> list[dict[str, str]]:
    """Choices of a list, by name; those of one name are told apart by the first signs of their digests."""
    names = [file["name"] for file in files]
    return [
        {
            "value": file["digest"],
            "label": file["name"] if names.count(file["name"]) == 1 else f"{file['name']} · {file['digest'][:6]}",
        }
        for file in files
    ]
