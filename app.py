"""Serve the dashboard: ``python app.py [STUDY] [--host HOST] [--port PORT]``."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from compute import Study, UserError, make_demo, open_study
from sign_dash.build import build_app

ROOT = Path(__file__).resolve().parent
DEMO = ROOT / "cache" / "demo"
THREADS = 8  # a browser keeps six connections open


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until stopped; returns the exit code (0, or 2 for anything the user can put right)."""
    arguments = _parser().parse_args(argv)
    try:
        study = open_study(arguments.study) if arguments.study else _demo()
        listener = _listen(arguments.host, arguments.port)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    serve(study, listener)
    return 0


def serve(study: Study, listener: socket.socket) -> None:
    """Build the dashboard of a study and serve it on a listening socket until interrupted."""
    from waitress.server import create_server

    # Waitress warns of every request that waits a moment for a thread; a page's first second has a dozen of them.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(build_app(study).server, sockets=[listener], threads=THREADS)
    host, port = listener.getsockname()[:2]
    print(f"{study.title}: http://{host}:{port}", flush=True)
    try:
        server.run()
    finally:
        server.close()


def _demo() -> Study:
    if not (DEMO.is_dir() and any(DEMO.iterdir())):
        print("Making the simulated demo study (once, about a minute) …", flush=True)
        make_demo(DEMO)
    return open_study(DEMO)


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket; :class:`UserError` where the address cannot be had."""
    try:
        return socket.create_server((host, port))
    except OverflowError:
        raise UserError(f"{port} is not a port; choose one between 1 and 65535.") from None
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error)
        raise UserError(f"Cannot serve on {host}:{port} ({reason}); choose another address or port.") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description="Serve the dashboard of a study.")
    parser.add_argument("study", nargs="?", metavar="STUDY", type=Path, help="folder of a study (default: the demo)")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8050, help="port to serve on (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
