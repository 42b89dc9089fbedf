"""Look at files of strangers in a process of its own, with limits on its memory and time: what a file does to a library
(end it, fill the memory, keep it busy) is done to that process, and whoever asked gets a sentence.

The processes are forked from one that has the libraries loaded and does nothing else, so that a look takes hundredths
of a second.
"""

from __future__ import annotations

import json
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from os import PathLike

from compute.errors import UserError
from compute.messages import Message
from compute.read.limits import limit_memory, limits
from compute.read.recognise import Recognised, recognise

_LOADED = ["__main__", "compute.read.apart", "pandas", "pyarrow.parquet", "h5py", "scipy.sparse"]
"""What the processes have loaded from the start; the first is what they would load again otherwise."""
_WAIT_FOR_THE_END = 5.0


def recognise_apart(path: str | PathLike[str], name: str | None = None) -> Recognised:
    """As :func:`compute.read.recognise`, in a process of its own.

    :class:`UserError` also where that process ended without an answer, or took longer than the budget of seconds.
    """
    shown = str(path) if name is None else name
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_look, args=(theirs, str(path), shown), daemon=True)
    process.start()
    theirs.close()
    answer = None
    try:
        if ours.poll(limits().seconds):
            with suppress(EOFError, ConnectionError, ValueError):
                answer = json.loads(ours.recv_bytes())
            process.join(_WAIT_FOR_THE_END)
            if answer is None:
                raise _too_much(shown, Message("reading it exceeds the memory limit or ends the process"))
        else:
            raise _too_much(shown, Message("reading it takes more than {n:,} seconds", n=limits().seconds))
    finally:
        process.kill()
        process.join()
        ours.close()
    message = Message.from_record(answer["message"])
    if answer["role"] is None:
        raise UserError(message)
    return Recognised(answer["role"], message)


def _context() -> ForkServerContext | SpawnContext:
    """How the process begins: as a fork of one without threads, where there is such a thing."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def _look(answer: Connection, path: str, name: str) -> None:
    """In the process of its own."""
    limit_memory()
    try:
        found = recognise(path, name)
        said, role = found.reason, str(found.role)
    except UserError as error:
        said, role = error.message, None
    except MemoryError:
        return
    answer.send_bytes(json.dumps({"role": role, "message": said.record()}).encode())


def _too_much(name: str, why: Message) -> UserError:
    return UserError(
        "{source} was not read ({why}); check that it is a table, and choose fewer genes or samples if it is.",
        source=name,
        why=why,
    )
