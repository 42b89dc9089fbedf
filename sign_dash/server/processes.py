"""Several processes serve on one address: each a server of its own, all on the same socket and the same folders.

What they share lies on disk (jobs, drafts, stories, exports that wait, visits) or in the browser (the view, undo), so
it does not matter which of them answers. One that ends is started again; all end with the first one.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Final

from sign_dash.places import ROOT

LISTENER: Final = "SIGN_DASH_LISTENER"
"""Of the environment of such a process: the numbers of the socket and of a pipe that ends with the first process."""
SECONDS_BETWEEN: Final = 0.5
SOONEST: Final = 5.0
"""Seconds; a process that ends sooner than that is started again after a pause."""
BAD_INPUT: Final = 2
"""The exit code of a process that has said what is wrong, and would say it again."""


def inherited() -> socket.socket | None:
    """The socket, in a process that was started to share it; such a process ends with the first one."""
    numbers = os.environ.pop(LISTENER, "")
    if not numbers:
        return None
    listener, pipe = map(int, numbers.split(","))

    def watch() -> None:
        os.read(pipe, 1)  # nothing is ever written: it returns when the first process is gone
        os._exit(0)

    threading.Thread(target=watch, name="first process", daemon=True).start()
    return socket.socket(fileno=listener)


def serve_by(count: int, arguments: Sequence[str], listener: socket.socket, more: Mapping[str, str]) -> None:
    """Have so many processes serve until this one ends. arguments: the command line; more: of their environment.

    Raises SystemExit where a process ends because of what it was given."""
    ours, theirs = os.pipe()
    environment = os.environ | dict(more) | {LISTENER: f"{listener.fileno()},{ours}", "PYTHONPATH": _import_path()}
    # Without -P another copy of the program in the working directory would be run in place of this one.
    command = [sys.executable, "-P", "-m", "sign_dash", *arguments]

    def start() -> tuple[subprocess.Popen[bytes], float]:
        began = time.monotonic()
        return subprocess.Popen(command, env=environment, pass_fds=(listener.fileno(), ours)), began

    serving = [start() for _ in range(count)]
    try:
        while True:
            time.sleep(SECONDS_BETWEEN)
            for place, (process, began) in enumerate(serving):
                if process.poll() == BAD_INPUT:
                    sys.exit(BAD_INPUT)
                if process.returncode is not None:
                    time.sleep(max(SOONEST - (time.monotonic() - began), 0.0))
                    serving[place] = start()
    finally:
        for process, _ in serving:
            process.terminate()
        for process, _ in serving:
            process.wait()
        os.close(theirs)


def _import_path() -> str:
    """Where this very program is imported from, before whatever the environment names."""
    named = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(ROOT), *([named] if named else [])])
