"""The gene sets that were given: asked for once, offered on every page that asks for some, of every study."""

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
"""Files; the one given the longest ago is offered no more."""
EVERY_STUDY: Final = "every-study"


class GivenGeneSets:
    """Two lists, small files beside the gene sets themselves: those given for one study, and those given for any. They
    hold digests and names only.
    """

    def __init__(self, study: Study, cache: Path) -> None:
        self._files = gene_set_files(cache)
        folder = cache / "gene_sets_of"
        self._own, self._all = (folder / f"{name}.json" for name in (networks_key(study), EVERY_STUDY))

    def give(self, content: bytes, name: str) -> File:
        """Keep a file and offer it from now on; :class:`UserError` as :meth:`KeptFiles.keep` raises it."""
        file = self._files.keep(content, name)
        for listed in (self._own, self._all):
            self._put_first(listed, file)
        return file

    def files(self) -> list[File]:
        """Those there are, given last first: for this study, then for others; none where the lists cannot be read, for
        each can be given again.
        """
        found = {file["digest"]: file for file in (*self._listed(self._all), *self._listed(self._own))}
        own = [file["digest"] for file in self._listed(self._own)]
        others = [digest for digest in found if digest not in own]
        return [found[digest] for digest in (*own, *others)][:MOST_OFFERED]

    def file(self, digest: str) -> File:
        """The one of that digest; :class:`UserError` where it is offered no more."""
        for file in self.files():
            if file["digest"] == digest:
                self._files.mark_used(file)
                return file
        raise UserError("The file is no longer stored; choose it again.")

    def _put_first(self, listed: Path, file: File) -> None:
        listed.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(listed.with_suffix(".lock")):  # pages share the lists, also those of another server
            others = [other for other in self._listed(listed) if other["digest"] != file["digest"]]
            with whole_file(listed, lasting=False) as draft:
                draft.write_text(json.dumps([file, *others][:MOST_OFFERED], ensure_ascii=False), encoding="utf-8")

    def _listed(self, listed: Path) -> list[File]:
        try:
            read = parse_json(listed.read_text(encoding="utf-8"))
            found = [File(digest=str(file["digest"]), name=str(file["name"])) for file in read]
        except (OSError, ValueError, TypeError, KeyError):
            return []
        return [file for file in found if self._files.has(file)]


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
