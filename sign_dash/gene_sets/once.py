"""Files that are read apart: each once, however many ask for it, and not again where it could not be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakValueDictionary

from compute.errors import UserError
from compute.messages import Message

Asked = TypeVarTuple("Asked")
T = TypeVar("T")


class _Turn:
    """A lock that goes once nobody waits for it."""

    def __init__(self) -> None:
        self.lock = Lock()


def read_once(most: int) -> Callable[[Callable[[*Asked], T]], Callable[[*Asked], T]]:
    """Have a reader of files that never change keep its last ``most`` answers, among them that it refused.

    A page asks for one file in several callbacks at once, and a file that fills its budget of time would fill it at
    every visit.
    """

    def keeping(read: Callable[[*Asked], T]) -> Callable[[*Asked], T]:
        @lru_cache(maxsize=most)
        def tried(*asked: Any) -> T | Message:
            try:
                return read(*asked)
            except UserError as error:
                return error.message

        turns: WeakValueDictionary[Any, _Turn] = WeakValueDictionary()
        finding = Lock()

        @wraps(read)
        def answer(*asked: *Asked) -> T:
            with finding:
                turn = turns.setdefault(asked, _Turn())
            with turn.lock:
                found = tried(*asked)
            if isinstance(found, Message):
                raise UserError(found)
            return found

        return answer

    return keeping
