"""One server, many studies: each is an application of its own below ``/study/<slug>/``, opened at the first visit."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from werkzeug.wrappers import Response

from compute.errors import UserError
from compute.estimate import open_unfinished, samples_so_far
from compute.messages import Message
from compute.study import is_study, open_study
from sign_dash.server.guard import HEADERS, POLICY, Guard
from sign_dash.server.health import ADDRESS, health
from sign_dash.server.journal import HEADER, NUMBER, answered, numbered
from sign_dash.server.library import PLACE, Library, Place, no_such_study
from sign_dash.server.records import RECORD, record_now, stamp
from sign_dash.server.trouble import failure_page, trouble_page
from sign_dash.server.visits import browser_of, new_cookie

if TYPE_CHECKING:
    from compute.study import Study

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Build = Callable[["Study", str], Wsgi]

_LOG: Final = logging.getLogger(__name__)
MOMENT: Final = re.compile(r"so-far-(\d{1,9})")
FAILED: Final = 500
MOST_OPEN: Final = 6
"""Studies kept open; the one not asked for the longest goes. Opening again takes about a second."""


@dataclass(frozen=True)
class Opened:
    """A study's application, and the state of its folder it was made from."""

    application: Wsgi
    stamp: tuple[int, ...]


class Dispatcher:
    """The WSGI application of the whole server.

    build: makes the application of one study, given its prefix (``/study/<slug>/``). guard: decides who is answered.
    """

    def __init__(self, library: Library, build: Build, guard: Guard | None = None, most: int = MOST_OPEN) -> None:
        self._library = library
        self._build = build
        self._guard = Guard() if guard is None else guard
        self._most = most
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        self._opening: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        number, begun = numbered(environ), time.perf_counter()
        new_here = not browser_of(environ) and "text/html" in str(environ.get("HTTP_ACCEPT", ""))
        method, path = str(environ["REQUEST_METHOD"]), str(environ.get("PATH_INFO", "/"))

        def guarded(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            named = {name.lower() for name, _ in headers}
            defaults = {**HEADERS, "Content-Security-Policy": POLICY, HEADER: number}
            if new_here and status.startswith("200"):
                headers = [*headers, ("Set-Cookie", new_cookie())]
            answered(number, method, path, status, time.perf_counter() - begun)
            return start(status, [*headers, *((n, v) for n, v in defaults.items() if n.lower() not in named)], *rest)

        try:
            return self._answer(environ)(environ, guarded)
        except Exception:  # noqa: BLE001  # whatever it is, the visitor gets an answer and the log the cause
            _LOG.exception("Request %s failed.", number)
            return failure_page(self._library, environ, number)(environ, guarded)

    def open(self, place: Place) -> Wsgi:
        """A study's application, made now where it is not open; :class:`UserError` for a study that is broken."""
        with self._lock:
            alone = self._opening.setdefault(place.slug, threading.Lock())
        with alone:
            now = _stamp(place.path)
            with self._lock:
                opened = self._opened.get(place.slug)
                if opened is not None and opened.stamp == now:
                    self._opened.move_to_end(place.slug)
                    return opened.application
            application = self._build(open_study(place.path), place.address)
            self._keep(place.slug, Opened(application, now))
            return application

    def close(self, slug: str) -> None:
        """Forget a study's application; the next visit opens it anew."""
        with self._lock:
            self._opened.pop(slug, None)

    def _answer(self, environ: dict[str, Any]) -> Wsgi:
        if environ.get("PATH_INFO") == ADDRESS:
            return health(self._library.folder, writes=not self._library.read_only)
        refused = self._guard.refusal(environ)
        if refused is not None:
            return refused
        path, place = str(environ.get("PATH_INFO", "/")), None
        try:
            if path == "/" and not environ.get("QUERY_STRING"):
                return _redirect(environ, self._library.first().front)
            if not path.startswith(PLACE):
                return _redirect(environ, self._library.first().address + path.lstrip("/"))
            slug, slash, rest = path[len(PLACE) :].partition("/")
            place = self._library.place(slug)
            if not slash:
                return _redirect(environ, place.address)
            if not self._library.read_only:
                self._library.visits.note(slug, browser_of(environ))
            moment, _, beyond = rest.partition("/")
            asked = MOMENT.fullmatch(moment)
            if unfinished(place):
                done = samples_so_far(place.path).done
                if asked is None:  # every look at a running study has an address of its own, and stays what it was
                    return _redirect(environ, f"{place.address}so-far-{done}/{rest}")
                application, mounted, rest = self._moment(place, int(asked[1])), f"{PLACE}{slug}/{moment}", beyond
            elif asked is not None:
                return _redirect(environ, place.address + beyond)
            else:
                application, mounted = self.open(place), PLACE + slug
        except UserError as error:
            return trouble_page(error.message, self._library, environ, place)
        except OSError as error:
            return trouble_page(_message_of(error), self._library, environ, place)
        environ["SCRIPT_NAME"] = str(environ.get("SCRIPT_NAME", "")) + mounted
        environ["PATH_INFO"] = f"/{rest}"
        return self._or_gone(application, place)

    def _or_gone(self, application: Wsgi, place: Place) -> Wsgi:
        """What a study's application answers; where it fails because files were removed meanwhile, that."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            response = Response.from_app(application, environ)
            if response.status_code != FAILED:
                return response(environ, start)
            response.close()
            lacking = _why_it_does_not_open(place)
            if lacking is None:
                return failure_page(self._library, environ, str(environ[NUMBER]))(environ, start)
            self.close(place.slug)
            there = place if is_study(place.path) else None
            return trouble_page(lacking, self._library, environ, there)(environ, start)

        return answer

    def _moment(self, place: Place, done: int) -> Wsgi:
        """The application of a running study as it was with so many samples; as it is now, where that is forgotten."""
        key, prefix = f"{place.slug}/so-far-{done}", f"{place.address}so-far-{done}/"
        with self._lock:
            alone = self._opening.setdefault(place.slug, threading.Lock())
        with alone:
            with self._lock:
                opened = self._opened.get(key)
            if opened is None:
                opened = Opened(self._build(open_unfinished(place.path), prefix), ())
            self._keep(key, opened)
            return opened.application

    def _keep(self, key: str, opened: Opened) -> None:
        with self._lock:
            self._opened[key] = opened
            self._opened.move_to_end(key)
            while len(self._opened) > self._most:
                self._opened.popitem(last=False)


def _redirect(environ: dict[str, Any], path: str) -> Response:
    # What no browser leaves as it is (a line's end) may not stand in a header.
    query = quote(str(environ.get("QUERY_STRING", "")).encode("latin-1"), safe="%/?:@!$&'()*+,;=[]")
    place = quote(path.encode("latin-1"), safe="/")  # WSGI hands bytes over as latin-1
    return Response(status=302, headers={"Location": f"{place}?{query}" if query else place})


def _message_of(error: OSError) -> Message:
    if error.filename:
        return Message("{file}: {error}.", file=Path(error.filename), error=error)
    return Message("{error}.", error=error)


def _why_it_does_not_open(place: Place) -> Message | None:
    """Of a study that was open; None where it still opens, so that something else is wrong."""
    try:
        open_study(place.path, allow_unfinished=True)
    except UserError as error:
        found = error.message
    except OSError as error:
        found = _message_of(error)
    else:
        return None
    return found if is_study(place.path) else no_such_study(place.slug).message


def unfinished(place: Place) -> bool:
    """Whether a study's networks are not all there."""
    return record_now(place.path).state != "complete"


def _stamp(path: Path) -> tuple[int, ...]:
    """Changes when the study's record does, or how sure its edges are."""
    return (*stamp(path / RECORD), *stamp(path / "confidence" / "confidence.json"))
