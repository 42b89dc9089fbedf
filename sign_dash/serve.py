"""Serve the dashboard: ``sign-dash [STUDY …] [--studies FOLDER] [--host HOST] [--port PORT]``.

``sign-dash report STUDY -o FOLDER`` writes the report of a study instead.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

gc.disable()  # what is imported stays for good: looking through it over and over takes a tenth of the start

from compute.demo import make_demo
from compute.errors import UserError, exit_code
from compute.estimate import check_address
from compute.study import is_study, study_record
from sign_dash.build import build_app
from sign_dash.places import CACHE, DEMO, STUDIES
from sign_dash.server.dispatcher import Dispatcher, unfinished
from sign_dash.server.failures import Failures
from sign_dash.server.guard import Guard, reached_by_others
from sign_dash.server.journal import log_to
from sign_dash.server.library import Library
from sign_dash.server.menu import title_of
from sign_dash.server.processes import LISTENER, inherited, serve_by
from sign_dash.server.token import LEAST_CHARACTERS, PARAMETER, VARIABLE, Door, new_token
from sign_dash.server.waiting import Tasks

gc.freeze()
gc.enable()

MOST_PROCESSES = 64


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until stopped by Ctrl-C or SIGTERM, or write a report where the first word is ``report``; returns the exit
    code (0; 2 for anything the user can put right; 130 where it was stopped before it served).
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["report"]:
        from sign_dash.report.command import main as report

        return report(words[1:])
    arguments = _parser().parse_args(argv)
    return exit_code(lambda: _serve_or_share(arguments, words))


def _serve_or_share(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    if LISTENER not in os.environ:
        _serve(arguments, words)
        return
    with suppress(KeyboardInterrupt):  # one of several: the first says what there is to say
        _serve(arguments, words)


def _serve(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    if arguments.cluster:
        check_address(arguments.cluster)
    library = _library(arguments.study, arguments.studies, arguments.read_only, arguments.cluster)
    asks = reached_by_others(arguments.host, arguments.name) or VARIABLE in os.environ
    token = _token() if asks else None
    guard = Guard(arguments.host, arguments.name, None if token is None else _door(token))
    dispatcher = Dispatcher(library, lambda study, prefix: build_app(study, CACHE, prefix, library).server, guard)
    first = library.first()
    if not unfinished(first):
        dispatcher.open(first)  # a study that cannot be opened is told here, not in the browser
    if arguments.log:
        _log_to(arguments.log)
    shared = inherited()
    listener = _listen(arguments.host, arguments.port) if shared is None else shared
    if arguments.processes > 1 and shared is None:
        _say_where(title_of(first), listener, token)
        more = {} if token is None else {VARIABLE: token}
        with suppress(KeyboardInterrupt):
            serve_by(arguments.processes, words, listener, more)
        return
    if shared is None:
        _say_where(title_of(first), listener, token)
    library.tasks = Tasks(CACHE / "tasks")
    with suppress(KeyboardInterrupt):
        serve(dispatcher, library, listener)
    library.tasks.close()


def _say_where(title: str, listener: socket.socket, token: str | None) -> None:
    """Print the address, with the token if it is new."""
    host, port = listener.getsockname()[:2]
    shown = "" if token is None or os.environ.get(VARIABLE) else f"/?{PARAMETER}={token}"
    print(f"{title}: http://{host}:{port}{shown}", flush=True)


def serve(dispatcher: Dispatcher, library: Library, listener: socket.socket) -> None:
    """Serve the dashboards of a library on a listening socket until interrupted."""
    from sign_dash.server.listening import listening

    server = listening(dispatcher, listener)
    library.start()
    try:
        server.run()
    finally:
        server.close()


def _library(named: Sequence[Path], folder: Path, read_only: bool = False, cluster: str = "") -> Library:
    """The studies to offer; the demo is made where no other study is named."""
    if not named and not is_study(DEMO):
        print("Making the simulated demo study (once, about a minute) …", flush=True)
        DEMO.parent.mkdir(parents=True, exist_ok=True)
        make_demo(DEMO)
    for path in named:
        if not is_study(path):
            study_record(path)  # says what is wrong with it
    return Library(folder, named, DEMO, read_only=read_only, cluster=cluster)


def _token() -> str:
    """The token of the environment, or a new one."""
    given = os.environ.get(VARIABLE, "")
    if given and len(given) < LEAST_CHARACTERS:
        raise UserError(
            "The token in {variable} has {count} characters; use at least {least}.",
            variable=VARIABLE,
            count=len(given),
            least=LEAST_CHARACTERS,
        )
    return given or new_token()


def _door(token: str) -> Door:
    """Wrong tokens are counted by all processes that ask for this one."""
    name = hashlib.sha256(token.encode()).hexdigest()[:16]
    return Door(token, Failures(CACHE / "door" / f"{name}.json"))


def _log_to(file: str) -> None:
    try:
        log_to(file)
    except OSError as error:
        raise UserError("{file} cannot be written ({error}); choose another --log.", file=file, error=error) from error


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket; :class:`UserError` where the address cannot be had."""
    try:
        return socket.create_server((host, port))
    except OverflowError:
        raise UserError("{port} is not a port; choose one between 1 and 65535.", port=port) from None
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error)
        raise UserError(
            "Cannot serve on {host}:{port} ({reason}); choose another address or port.",
            host=host, port=port, reason=reason,
        ) from error  # fmt: skip


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_PROCESSES:
        raise ValueError
    if number > 1 and sys.platform == "win32":
        raise argparse.ArgumentTypeError("needs Linux or macOS")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Serve the dashboard of studies.")
    parser.add_argument(
        "study", nargs="*", metavar="STUDY", type=Path, help="folders of studies; the first is shown first (the demo)"
    )
    parser.add_argument(
        "--studies",
        default=STUDIES,
        metavar="FOLDER",
        type=Path,
        help="every study in it is offered, and new ones go there (default: %(default)s)",
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to serve on (default: %(default)s, this machine only); any other asks visitors for a token",
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="another name under which the server is reached (behind a proxy: the proxy's); may be repeated",
    )
    parser.add_argument(
        "--read-only",
        action="store_true",
        help="studies can be viewed and exported; nothing is uploaded, run, learned, renamed or deleted",
    )
    parser.add_argument(
        "--log",
        default="",
        metavar="FILE",
        help="keep requests and errors there, one JSON object a line; -: on screen",
    )
    parser.add_argument(
        "--processes",
        type=_count,
        default=1,
        metavar="N",
        help="processes that serve together, for a lab's server (default: %(default)s; docs/deploy.md)",
    )
    parser.add_argument(
        "--cluster",
        default="",
        metavar="ADDRESS",
        help="runs may also be computed on this Dask cluster: tcp://HOST:PORT, or local:N (docs/cluster.md)",
    )
    parser.add_argument("--port", type=int, default=8050, help="port to serve on (default: %(default)s)")
    return parser
