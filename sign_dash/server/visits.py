"""Who has looked at which study lately: known to every process of the server, by files in the studies folder.

A browser is known by a random cookie of this server, of which only a digest is kept, for half an hour.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from werkzeug.http import dump_cookie
from werkzeug.wrappers import Request

COOKIE: Final = "sign-dash-browser"
RECENT_MINUTES: Final = 30
SECONDS_BETWEEN: Final = 20.0
"""A browser that asks more often is noted no more often."""
_NAME: Final = re.compile(r"[0-9a-f]{32}")


def browser_of(environ: dict[str, Any]) -> str:
    """The cookie of the browser that asks; empty where it has none yet."""
    name = Request(environ).cookies.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else ""


def new_cookie() -> str:
    """A ``Set-Cookie`` header for a browser that has none: readable by no script, for this server alone."""
    return dump_cookie(COOKIE, secrets.token_hex(16), httponly=True, samesite="Lax", path="/")


class Visits:
    """folder: where they are noted, one file for each browser and study; made at the first visit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._noted: dict[tuple[str, str], float] = {}

    def note(self, slug: str, browser: str) -> None:
        """A browser has asked for something of a study. What cannot be written is not noted."""
        now = time.time()
        if not browser or now - self._noted.get((slug, browser), 0.0) < SECONDS_BETWEEN:
            return
        self._noted[slug, browser] = now
        with suppress(OSError):
            (self._folder / slug).mkdir(parents=True, exist_ok=True)
            (self._folder / slug / _digest(browser)).touch()

    def of_others(self, slug: str, browser: str) -> list[int]:
        """Minutes since each other browser asked for something of a study, of the last half hour, the latest first."""
        found, own = [], _digest(browser)
        with suppress(OSError):
            for file in (self._folder / slug).iterdir():
                minutes = (time.time() - file.stat().st_mtime) / 60
                if minutes >= RECENT_MINUTES:
                    file.unlink(missing_ok=True)
                elif file.name != own:
                    found.append(max(int(minutes), 0))
        return sorted(found)


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()[:16]
