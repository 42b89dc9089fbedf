"""Every file of an open study is read and compared with its checksum, in the background: where one differs, the pages
say so, and nothing leaves the dashboard as a file.

Opening a study looks at sizes and at what would lead astray; a number that changed on the disk is found here. Where
files are written over while the study is open, their time or size is another: a request notices that, and all are read
again.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from compute.messages import Message
from compute.study import verify_study
from sign_dash.server.records import stamp

if TYPE_CHECKING:
    from compute.study import Study

_LOG: Final = logging.getLogger(__name__)
PATIENCE: Final = 5.0
"""Seconds an export waits for the end of the verification."""
_AGAIN: Final = 0.5
"""Seconds after which a difference is looked at again: a model may just be replaced."""
SECONDS_BETWEEN: Final = 2.0
"""Requests notice changes at most so often: a look asks for the time of every file, a millisecond for a large study."""
_ADDED: Final = ("models", "confidence")
"""Folders of what a study may get while it is open."""


class Verification:
    """Of one study; begins when it is made, and again when a look finds that files have changed."""

    def __init__(self, study: Study) -> None:
        self._damage: Message | None = None
        self._ended = threading.Event()
        self._ended.set()
        self._lock = threading.Lock()
        self._folder = study.path
        self._names = ("study.json", *study.info.files)
        self._seen: dict[str, tuple[int, ...]] = {}
        self._looked = 0.0
        self._changes = isinstance(study, UnfinishedStudy)  # its files still change
        self.look(0)

    def look(self, pause: float = SECONDS_BETWEEN) -> None:
        """Begin anew where a file has another time or size than when the last verification began.

        pause: seconds since the last look within which there is no other. Damage that was found stays: what was read
        meanwhile is still in memory, until the study is opened again.
        """
        with self._lock:
            moment = time.monotonic()
            if self._changes or not self.ended or self._damage is not None or 0 < moment - self._looked < pause:
                return
            self._looked, before, self._seen = moment, self._seen, dict(self._stamps())
            if self._seen != before:
                self._ended.clear()
                threading.Thread(target=self._verify, args=(self._folder,), name="verification", daemon=True).start()

    @property
    def ended(self) -> bool:
        """Whether all files have been read."""
        return self._ended.is_set()

    @property
    def damage(self) -> Message | None:
        """What is wrong, as far as is known."""
        return self._damage

    def wait(self, seconds: float) -> None:
        """Until it has ended, at most so long."""
        self._ended.wait(seconds)

    def _stamps(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Of every file that belongs to the study."""
        for name in self._names:
            yield name, stamp(self._folder / name)
        for added in _ADDED:
            for folder, inner, names in os.walk(self._folder / added):
                inner[:] = [name for name in inner if name[0] != "."]  # still being written
                yield from ((str(path := Path(folder) / name), stamp(path)) for name in names if name[0] != ".")

    def _verify(self, path: object) -> None:
        try:
            found = _difference(path)
            if found is not None:
                threading.Event().wait(_AGAIN)
                found = _difference(path)
            if found is not None:
                self._damage = found
                _LOG.error("The study is damaged: %s", found)
        finally:
            self._ended.set()


_OF: Final[WeakKeyDictionary[Study, Verification]] = WeakKeyDictionary()
_LOCK: Final = threading.Lock()


def verification(study: Study) -> Verification:
    """The one of a study, begun now where there is none yet."""
    with _LOCK:
        if study not in _OF:
            _OF[study] = Verification(study)
        return _OF[study]


def require_intact(study: Study) -> None:
    """:class:`UserError` where a file of the study is known to be damaged: its numbers are not to go on."""
    known = verification(study)
    known.wait(PATIENCE)
    known.look(0)
    known.wait(PATIENCE)
    if known.damage is not None:
        raise UserError("Nothing is exported from a damaged study. {damage}", damage=known.damage)


def _difference(path: object) -> Message | None:
    try:
        verify_study(str(path))
    except UserError as error:
        return error.message
    except OSError as error:
        return Message("{error}; restore the study from a copy.", error=error)
    except Exception as error:  # noqa: BLE001  # a damaged study makes libraries raise anything
        _LOG.exception("The verification failed.")
        return Message("The study cannot be read ({kind}); restore it from a copy.", kind=type(error).__name__)
    return None
