"""Answers that depend on the study and the question alone: what one visitor asked, the next one gets as it was written.

Small answers are kept in memory, what took long in a folder that all processes of a server share. Who asks what another
one is being answered waits for that answer.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from flask import Response, g, request

import compute
from sign_dash.array_cache import ArrayCache
from sign_dash.language import language_now
from sign_dash.places import PACKAGE

Function = TypeVar("Function", bound=Callable[..., Any])

MOST_IN_MEMORY: Final = 48_000_000
MOST_ON_DISK: Final = 400_000_000
WORTH_THE_DISK: Final = 0.03
"""Seconds of processor time; what took less is quicker made again than looked for."""
WORTH_PACKING: Final = 1_400
"""Bytes, about those of one packet."""
PATIENCE: Final = 60.0
"""Seconds to wait for the answer another visitor is being given."""
_STEADY: Final = "_sign_dash_steady"
_NOT_KEPT: Final = "sign_dash_not_kept"


def steady(callback: Function) -> Function:
    """Mark a callback whose answer depends on nothing but its arguments, the study, its models and the language."""
    setattr(callback, _STEADY, True)
    return callback


def is_steady(callback: object) -> bool:
    """Whether a callback, as Dash has wrapped it, was marked."""
    return getattr(callback, _STEADY, False) is True


def not_kept() -> None:
    """The answer that is being made is for now alone: something else went into it, or it says what failed."""
    if g:
        setattr(g, _NOT_KEPT, True)


@dataclass(frozen=True)
class Body:
    """What an answer holds, in JSON, packed by gzip or not."""

    content: bytes
    packed: bool

    def response(self) -> Response:
        """As the browser that asks takes it."""
        accepted = bool(request.accept_encodings.quality("gzip"))
        content = gzip.decompress(self.content) if self.packed and not accepted else self.content
        response = Response(content, mimetype="application/json")
        if self.packed:
            response.headers["Vary"] = "Accept-Encoding"
            if accepted:
                response.headers["Content-Encoding"] = "gzip"
        return response


class KeptAnswers:
    """Of one server. folder: for what took long; other servers may use it at the same time."""

    def __init__(self, folder: Path, most: int = MOST_IN_MEMORY) -> None:
        self._disk = ArrayCache(folder, MOST_ON_DISK)
        self._most = most
        self._memory: OrderedDict[str, Body] = OrderedDict()
        self._bytes = 0
        self._asked: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def answer(self, depends: Iterable[object], view: Callable[[], Response]) -> Response:
        """What was kept, else what ``view`` gives, which is kept if all went well.

        depends: everything the answer depends on besides the language and this program. Exceptions pass.
        """
        key = _key(depends)
        found = self._kept(key)
        if found is not None:
            return found.response()
        alone = threading.Event()
        with self._lock:
            other = self._asked.setdefault(key, alone)
        if other is not alone:
            other.wait(PATIENCE)
            found = self._kept(key)
            return view() if found is None else found.response()
        try:
            return self._made(key, view)
        finally:
            with self._lock:
                self._asked.pop(key, None)
            alone.set()

    def _made(self, key: str, view: Callable[[], Response]) -> Response:
        stored = self._disk.kept(key)
        if stored is not None:
            return self._keep(key, Body(stored["body"].tobytes(), bool(stored["packed"]))).response()
        begun = time.thread_time()
        response = view()
        took = time.thread_time() - begun
        if response.status_code != 200 or g.pop(_NOT_KEPT, False):
            return response
        plain = response.get_data()
        packs = len(plain) >= WORTH_PACKING
        body = self._keep(key, Body(gzip.compress(plain, 6, mtime=0) if packs else plain, packs))
        if took >= WORTH_THE_DISK:
            self._disk.keep(key, {"body": np.frombuffer(body.content, np.uint8), "packed": np.array(packs)})
        return body.response()

    def _kept(self, key: str) -> Body | None:
        with self._lock:
            found = self._memory.get(key)
            if found is not None:
                self._memory.move_to_end(key)
            return found

    def _keep(self, key: str, body: Body) -> Body:
        with self._lock:
            before = self._memory.pop(key, None)
            self._memory[key] = body
            self._bytes += len(body.content) - (0 if before is None else len(before.content))
            while self._bytes > self._most:
                _, gone = self._memory.popitem(last=False)
                self._bytes -= len(gone.content)
        return body


def _key(depends: Iterable[object]) -> str:
    content = json.dumps([_program(), language_now(), *depends], default=str)
    return hashlib.sha256(content.encode()).hexdigest()


@lru_cache(1)
def _program() -> str:
    """Changes with every change of this program: an answer of another one is none of this."""
    found = hashlib.sha256()
    for folder in (PACKAGE, Path(compute.__file__).parent):
        for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.po"))):
            state = file.stat()
            found.update(f"{file.relative_to(folder)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()
