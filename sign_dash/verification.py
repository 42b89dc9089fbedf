"""Every file of an open study is read and compared with its checksum, in the background: where one differs, the pages
say so, and nothing leaves the dashboard as a file.

Opening a study looks at sizes and at what would lead astray; a number that changed on the disk is found here.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from compute.messages import Message
from compute.study import verify_study

if TYPE_CHECKING:
    from compute.study import Study

_LOG: Final = logging.getLogger(__name__)
PATIENCE: Final = 5.0
"""Seconds an export waits for the end of the verification."""
_AGAIN: Final = 0.5
"""Seconds after which a difference is looked at again: a model may just be replaced."""


class Verification:
    """Of one study; begins when it is made."""

    def __init__(self, study: Study) -> None:
        self._damage: Message | None = None
        self._ended = threading.Event()
        if isinstance(study, UnfinishedStudy):  # its files still change
            self._ended.set()
            return
        threading.Thread(target=self._verify, args=(study.path,), name="verification", daemon=True).start()

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
