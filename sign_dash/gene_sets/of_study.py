"""The gene sets that were given for a study: given on one page, offered on every page that asks for some."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compute.errors import UserError
from compute.files import whole_file
from sign_dash.cache import MOST_GIVEN, bound, networks_key, used
from sign_dash.gene_sets.kept import File, gene_set_files
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

MOST_OFFERED: Final = 20
"""Files of one study; the one given the longest ago is offered no more."""
_LOCK: Final = threading.Lock()  # the pages of a study share its list


class GivenGeneSets:
    """The list of one study, a small file beside the gene sets themselves; it holds digests and names only."""

    def __init__(self, study: Study, cache: Path) -> None:
        self._files = gene_set_files(cache)
        self._folder = cache / "gene_sets"
        self._list = cache / "gene_sets_of" / f"{networks_key(study)}.json"

    def give(self, content: bytes, name: str) -> File:
        """Keep a file and offer it from now on; :class:`UserError` as :meth:`KeptFiles.keep` raises it."""
        file = self._files.keep(content, name)
        bound(self._folder, MOST_GIVEN, self._files.path(file["digest"]))
        with _LOCK:
            others = [other for other in self.files() if other["digest"] != file["digest"]]
            self._write([file, *others][:MOST_OFFERED])
        return file

    def files(self) -> list[File]:
        """Those there are, given last first; none where the list cannot be read, for each can be given again."""
        try:
            listed = json.loads(self._list.read_text(encoding="utf-8"))
            found = [File(digest=str(entry["digest"]), name=str(entry["name"])) for entry in listed]
            return [file for file in found if self._files.path(file["digest"]).is_file()]
        except (OSError, ValueError, TypeError, KeyError, UserError):
            return []

    def file(self, digest: str) -> File:
        """The one of that digest; :class:`UserError` where it is offered no more."""
        for file in self.files():
            if file["digest"] == digest:
                used(self._files.path(digest))
                return file
        raise UserError(say("The file is not known here any more; choose it again."))

    def _write(self, files: list[File]) -> None:
        self._list.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(self._list, lasting=False) as draft:
            draft.write_text(json.dumps(files, ensure_ascii=False), encoding="utf-8")


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
