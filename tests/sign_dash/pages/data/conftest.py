"""A library of planted studies, and the whole server on it."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from waitress.server import create_server

from compute.study import rename_study
from sign_dash.build import build_app
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.library import Library
from tests.sign_dash.planted import Planted


@contextmanager
def offering(library: Library, cache: Path) -> Iterator[str]:
    """Serve a library on a free port of this machine; yields its address."""
    dispatcher = Dispatcher(library, lambda study, prefix: build_app(study, cache, prefix, library).server)
    listener = socket.create_server(("127.0.0.1", 0))
    server = create_server(dispatcher, sockets=[listener], threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.close()


@pytest.fixture
def library(planted: Planted, tmp_path: Path) -> Library:
    """The planted study, named; a copy of it in the studies folder; and a folder that is broken."""
    folder = tmp_path / "studies"
    folder.mkdir()
    shutil.copytree(planted.path, folder / "second")
    rename_study(folder / "second", "Second cohort")
    shutil.copytree(planted.path, folder / "torn")
    (folder / "torn" / "modulator.npy").write_bytes(b"cut")
    return Library(folder, [planted.path])
