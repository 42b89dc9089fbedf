"""One file from its provider: resumed where it broke off, complete or not there at all, and what was asked for.

pooch looks after the file's place and its checksum; what it does not do is here: to go on where a connection was cut,
and to tell a web page from the file it should have been.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compute.errors import UserError
from compute.fetch.catalogue import DataSet
from compute.files import whole_file

PIECE: Final = 1 << 20
TRIES: Final = 5
"""Connections for one file, each going on where the last one ended."""
PATIENCE: Final = 60.0
"""Seconds without a byte after which a connection is given up."""
_PAUSE: Final = 1.0
_KEPT_BESIDE: Final = ".source.json"
_NO_RANGE = 416


@dataclass(frozen=True)
class Fetched:
    """path: of the file. sha256: its checksum. known: whether it was compared with a published or an earlier one.
    fresh: whether it came just now."""

    path: Path
    sha256: str
    known: bool
    fresh: bool


def fetch(
    data: DataSet,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    patience: float = PATIENCE,
    tries: int = TRIES,
) -> Fetched:
    """The file of a data set in ``folder``; beside it ``FILE.source.json`` says where it came from and its checksum.

    progress: called with bytes there and in all (0: not said). What came of a broken transfer is kept as ``FILE.part``
    and gone on with. Raises :class:`UserError` where the provider cannot be reached, or sends something else.
    """
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")  # what it would print, the command says in its own words
    folder.mkdir(parents=True, exist_ok=True)
    there = folder / data.file
    expected = data.checksum or _checksum_of(there)
    fresh = not there.exists()
    try:
        path = Path(
            pooch.retrieve(
                data.url,
                known_hash=expected or None,
                fname=data.file,
                path=folder,
                downloader=_Resuming(folder / f"{data.file}.part", progress, patience, tries),
            )
        )
    except ValueError as error:  # of pooch, when a checksum is another
        raise UserError(
            "The checksum of {file} differs from the expected one ({expected}): the provider has changed the file or "
            "sent something else. Look at {page}; remove {note} to accept the new file.",
            file=data.file,
            expected=expected,
            page=data.page,
            note=f"{data.file}{_KEPT_BESIDE}",
        ) from error
    except requests.RequestException as error:
        raise UserError(
            "{url} cannot be fetched ({reason}); check the connection, then run the command again: it continues "
            "where it stopped.",
            url=data.url,
            reason=_reason(error),
        ) from error
    digest = _sha256(path)
    _write_source(data, path, digest)
    return Fetched(path, digest, bool(expected), fresh)


def _reason(error: Exception) -> str:
    """The root cause of a connection error, by the name of its class."""
    inner = error.args[0] if error.args else error
    return type(inner).__name__ if isinstance(inner, Exception) else str(inner)


class _Resuming:
    """Downloads for pooch: over several connections, kept beside the file until it is whole."""

    def __init__(self, part: Path, progress: Callable[[int, int], None] | None, patience: float, tries: int) -> None:
        self._part, self._progress, self._patience, self._tries = part, progress, patience, tries
        self._version = part.with_name(f"{part.name}.version")

    def __call__(self, url: str, output_file: Any, _pooch: Any) -> None:
        import requests
        from urllib3.exceptions import HTTPError

        failed: Exception | None = None
        for attempt in range(self._tries):
            try:
                if self._one(url):
                    shutil.move(self._part, output_file)
                    self._version.unlink(missing_ok=True)
                    return
            except (requests.ConnectionError, requests.Timeout, HTTPError) as error:
                failed = error
            time.sleep(_PAUSE * attempt * (attempt < self._tries - 1))
        raise requests.ConnectionError(failed or "the connection was cut each time")

    def _one(self, url: str) -> bool:
        """One connection; whether the file is whole then."""
        import requests

        there = self._part.stat().st_size if self._part.exists() else 0
        version = self._version.read_text(encoding="utf-8") if there and self._version.exists() else ""
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
        headers |= {"If-Range": version} if version else {}  # another version of the file begins anew
        with requests.get(url, headers=headers, stream=True, timeout=self._patience) as answer:
            if answer.status_code == _NO_RANGE:  # what is there is longer than the file: another version of it
                self._part.unlink()
                return False
            if answer.status_code >= 400:
                raise UserError(
                    "{url} answers {status} ({reason}); the provider may have moved it, look at its page.",
                    url=url,
                    status=answer.status_code,
                    reason=answer.reason,
                )
            _require_file(answer, url)
            goes_on = answer.status_code == requests.codes.partial_content
            there = there if goes_on else 0
            self._version.write_text(answer.headers.get("ETag", ""), encoding="utf-8")
            length = int(answer.headers.get("Content-Length", 0))
            whole = there + length if length else 0
            with self._part.open("ab" if goes_on else "wb") as stream:
                while piece := answer.raw.read1(PIECE):  # what has come, so that nothing of it is lost where it is cut
                    stream.write(piece)
                    there += len(piece)
                    if self._progress is not None:
                        self._progress(there, whole)
            return not whole or there >= whole


def _require_file(answer: Any, url: str) -> None:
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        raise UserError(
            "{url} answers with a web page, not with the file; the provider may have moved it or may require a login.",
            url=url,
        )


def _checksum_of(path: Path) -> str:
    """What is written beside a file that came earlier; "" for nothing."""
    try:
        return f"sha256:{json.loads(path.with_name(path.name + _KEPT_BESIDE).read_text(encoding='utf-8'))['sha256']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _write_source(data: DataSet, path: Path, digest: str) -> None:
    said = {"name": data.name, "url": data.url, "terms": data.terms, "page": data.page, "sha256": digest}
    with whole_file(path.with_name(path.name + _KEPT_BESIDE)) as temporary:
        temporary.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
