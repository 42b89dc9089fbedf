"""The gene sets that were given for a study: given on one page, offered on every page that asks for some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock

from compute.errors import UserError
from compute.files import whole_file
from compute.records import parse_json
from sign_dash.cache import networks_key
from sign_dash.gene_sets.kept import File, gene_set_files

if TYPE_CHECKING:
    from compute.study import Study

MOST_OFFERED: Final = 20
"""Files of one study; the one given the longest ago is offered no more."""


class GivenGeneSets:
    """The list of one study, a small file beside the gene sets themselves; it holds digests and names only."""

    def __init__(self, study: Study, cache: Path) -> None:
        self._files = gene_set_files(cache)
        self._list = cache / "gene_sets_of" / f"{networks_key(study)}.json"

    def give(self, content: bytes, name: str) -> File:
        """Keep a file and offer it from now on; :class:`UserError` as :meth:`KeptFiles.keep` raises it."""
        file = self._files.keep(content, name)
        self._list.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(
            self._list.with_suffix(".lock")
        ):  # the pages of a study share its list, also those of another server
            others = [other for other in self.files() if other["digest"] != file["digest"]]
            with whole_file(self._list, lasting=False) as draft:
                draft.write_text(json.dumps([file, *others][:MOST_OFFERED], ensure_ascii=False), encoding="utf-8")
        return file

    def files(self) -> list[File]:
        """Those there are, given last first; none where the list cannot be read, for each can be given again."""
        try:
            listed = parse_json(self._list.read_text(encoding="utf-8"))
            found = [File(digest=str(file["digest"]), name=str(file["name"])) for file in listed]
        except (OSError, ValueError, TypeError, KeyError):
            return []
        return [file for file in found if self._files.has(file)]

    def file(self, digest: str) -> File:
        """The one of that digest; :class:`UserError` where it is offered no more."""
        for file in self.files():
            if file["digest"] == digest:
                self._files.mark_used(file)
                return file
        raise UserError("The file is no longer stored; choose it again.")


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
