"""What somebody has brought for a study that is not begun yet: files on disk, each with what it is taken for.

A draft is a folder named by a random token; a file of it is named by what is left of the name it was given once
everything a path could be made of is gone. Nothing the browser says becomes part of a path unchecked.
"""

from __future__ import annotations

import errno
import json
import re
import secrets
import shutil
import threading
import time
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from compute.errors import UserError
from compute.files import hand_over
from compute.messages import Message
from compute.read import ROLES, recognise_apart
from compute.records import parse_json
from compute.runs import PARSED

FILES: Final = "files"
LIST: Final = "draft.json"
ARRIVING: Final = ".arriving-"
LARGEST: Final = 4_000_000_000
"""Bytes of one file that are taken; what is read has to fit in memory besides."""
MOST_FILES: Final = 20
LONGEST_NAME: Final = 120
KEPT_DAYS: Final = 30
DAY: Final = 86_400
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u2028\u2029\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True)
class Brought:
    """One file. role: what it is taken for, or "" where it cannot be read; reason: by what that was told, or what is
    wrong with it. token: it came under.
    """

    name: str
    bytes: int
    role: str
    reason: Message
    token: str = ""


class Drafts:
    """The drafts of one library."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def new(self, token: str = "") -> str:
        """An empty draft, or the one of that token; returns the token."""
        token = token if _TOKEN.fullmatch(token) else secrets.token_hex(16)
        try:
            (self._folder / token / FILES).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(error) from error
        return token

    def folder(self, token: str) -> Path:
        """Where a draft lies; :class:`UserError` where there is none of that token."""
        if not _TOKEN.fullmatch(token) or not (self._folder / token / FILES).is_dir():
            raise UserError("The files are no longer stored; upload them again.")
        return self._folder / token

    def files(self, token: str) -> list[Brought]:
        """The files of a draft, in the order in which they came."""
        folder = self.folder(token)
        try:
            listed = [_brought(entry) for entry in parse_json((folder / LIST).read_text(encoding="utf-8"))]
        except FileNotFoundError:
            listed = []
        except (ValueError, TypeError) as error:
            raise UserError("The list of files is damaged; upload the files again.") from error
        there = {path.name: path for path in sorted((folder / FILES).iterdir())}
        # The server may have been killed before the last file came onto the list.
        unlisted = [path for name, path in there.items() if name not in {entry.name for entry in listed}]
        return [*(entry for entry in listed if entry.name in there), *(_recognised(path) for path in unlisted)]

    def receive(self, token: str, file: str, offset: int, size: int, name: str, body: BinaryIO, length: int) -> str:
        """Append a piece to a file that is arriving; returns its token, or "" once the file is there.

        file: its token, the sender's own choice; "" has one made. A piece may be sent again where its answer was lost.
        :class:`UserError` for a file too large or incomplete, a full disk, too many.
        """
        folder = self.folder(token)
        if file and any(file == entry.token for entry in self.files(token)):
            return ""
        if size > LARGEST:
            raise UserError(
                "{name} has {size:,} bytes; at most {largest:,} are accepted.",
                name=safe_name(name),
                size=size,
                largest=LARGEST,
            )
        if offset == 0 and len(self.files(token)) >= MOST_FILES:
            raise UserError("There are already {most_files} files; remove some.", most_files=MOST_FILES)
        file = file or secrets.token_hex(16)
        if not _TOKEN.fullmatch(file):
            raise UserError("The upload was incomplete; upload the file again.")
        draft = folder / f"{ARRIVING}{file}"
        there = draft.stat().st_size if draft.exists() else 0
        if not 0 <= offset <= there or offset + length > size:
            raise UserError("The upload of {name} was incomplete; upload it again.", name=safe_name(name))
        try:
            with draft.open("ab") as stream:
                stream.truncate(offset)  # a piece that is sent once more, because its answer was lost
                shutil.copyfileobj(body, stream, 1 << 20)
            arrived = draft.stat().st_size
            if arrived != offset + length:
                draft.unlink()
                raise UserError("The upload of {name} was incomplete; upload it again.", name=safe_name(name))
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _refused(error) from error
        if arrived < size:
            return file
        self._take(token, draft, name, file)
        return ""

    def give_up(self, token: str, file: str) -> None:
        """Remove what has come of a file that was stopped on its way."""
        folder = self.folder(token)
        if _TOKEN.fullmatch(file):
            (folder / f"{ARRIVING}{file}").unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove drafts nobody has touched for :data:`KEPT_DAYS`, and files that stopped coming a day ago."""
        now = time.time()
        for draft in self._folder.glob("*"):
            with suppress(OSError):  # begun or removed just now
                newest = max(path.stat().st_mtime for path in (draft, draft / FILES, *draft.iterdir()))
                if _TOKEN.fullmatch(draft.name) and now - newest > KEPT_DAYS * DAY:
                    shutil.rmtree(draft, ignore_errors=True)
                for arriving in draft.glob(f"{ARRIVING}*"):
                    if now - arriving.stat().st_mtime > DAY:
                        arriving.unlink()

    def take(self, token: str, path: Path, name: str) -> None:
        """Add a file that lies on this disk (an input of an earlier run), without a second copy where possible."""
        draft = self.folder(token) / f"{ARRIVING}{secrets.token_hex(16)}"
        try:
            hand_over(path, draft)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _refused(error) from error
        self._take(token, draft, name)

    def set_role(self, token: str, name: str, role: str) -> None:
        """Correct what a file is taken for."""
        if role not in ROLES:
            raise UserError("Choose one of the listed roles for the file.")
        self._change(token, {name: role})

    def remove(self, token: str, name: str) -> None:
        """Remove a file from a draft."""
        with self._lock:
            kept = self.files(token)
            if name in [entry.name for entry in kept]:
                (self.folder(token) / FILES / name).unlink(missing_ok=True)
                shutil.rmtree(self.folder(token) / PARSED, ignore_errors=True)
                self._write(token, [entry for entry in kept if entry.name != name])

    def paths(self, token: str) -> dict[str, Path]:
        """Every file of a draft by its name."""
        folder = self.folder(token) / FILES
        return {entry.name: folder / entry.name for entry in self.files(token)}

    def _take(self, token: str, draft: Path, name: str, file: str = "") -> None:
        with self._lock:
            there = self.files(token)
            unique = _unique(safe_name(name), {entry.name for entry in there})
            place = self.folder(token) / FILES / unique
            brought = replace(
                _recognised(draft, unique), name=unique, token=file
            )  # takes a while: it has not come before
            draft.replace(place)
            try:
                self._write(token, [*there, brought])
            except UserError:
                place.unlink(missing_ok=True)  # a file that no list names would lie there for ever
                raise

    def _change(self, token: str, roles: Mapping[str, str]) -> None:
        with self._lock:
            entries = [replace(entry, role=roles.get(entry.name, entry.role)) for entry in self.files(token)]
            self._write(token, entries)

    def _write(self, token: str, entries: list[Brought]) -> None:
        path = self.folder(token) / LIST
        draft = path.with_suffix(".new")
        try:
            draft.write_text(
                json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, default=Message.record),
                encoding="utf-8",
            )
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _refused(error) from error


def _brought(entry: dict[str, Any]) -> Brought:
    return Brought(**(entry | {"reason": Message.from_record(entry["reason"])}))


def _recognised(path: Path, name: str | None = None) -> Brought:
    """A file as it is taken. name: what to call it (default: as it is called)."""
    try:
        found = recognise_apart(path, name or path.name)
        role, reason = str(found.role), found.reason
    except UserError as error:
        role, reason = "", error.message
    return Brought(path.name, path.stat().st_size, role, reason)


def safe_name(name: str) -> str:
    """What a file may be called here: letters of any script, digits, spaces and a few signs; never a path."""
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name).rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    plain = " ".join(plain.split()).strip(". ")
    while len(plain.encode()) > LONGEST_NAME:
        plain = plain[:-1] if "." not in plain[-12:] else _shorter(plain)
    return plain or "file"


def _shorter(name: str) -> str:
    """One sign less before the ending."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:-1]}{dot}{ending}"


def _unique(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.partition(".")
    number, unique = 2, name
    while unique in taken:
        unique, number = f"{stem}-{number}{dot}{ending}", number + 1
    return unique


def _refused(error: OSError) -> UserError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    why = Message("the disk is full") if full else error
    return UserError(
        "The file cannot be stored ({why}); free space in the studies folder, then upload it again.", why=why
    )
