"""Read files of strangers in a process of its own, with limits on its memory and time: what a file does to a library
(end it, fill the memory, keep it busy) is done to that process, and whoever asked gets a sentence.

The processes are forked from one that has the libraries loaded and does nothing else, so that a look takes hundredths
of a second. What they find comes back as JSON: a process that a file has taken over can send nothing but data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from os import PathLike
from threading import BoundedSemaphore
from typing import Any, Final, TypeVar

from compute.errors import UserError
from compute.messages import Message
from compute.read import sent
from compute.read.evidence import Evidence, Markers
from compute.read.gmt import GeneSets
from compute.read.known import KnownRegulators
from compute.read.limits import limit_memory, limits
from compute.read.recognise import Recognised
from compute.read.sent import Sent
from compute.signs import deaf_children

T = TypeVar("T")

MOST_SENT: Final = 1 << 27
"""Bytes of one answer: what is read apart is held by whoever asked, and is several times as large there."""
_LOADED = ["__main__", "compute.read.apart", "pandas", "pyarrow.parquet", "h5py", "scipy.sparse"]
"""What the processes have loaded from the start; the first is what they would load again otherwise."""
_WAIT_FOR_THE_END = 5.0
_AT_ONCE = BoundedSemaphore(max(os.cpu_count() or 1, 2))
"""Each may fill its budget of memory, so the others wait."""


def recognise_apart(path: str | PathLike[str], name: str | None = None) -> Recognised:
    """As :func:`compute.read.recognise`; limits as :func:`read_apart`."""
    return read_apart(sent.RECOGNISED, _shown(path, name), str(path), _shown(path, name))


def gene_sets_apart(path: str | PathLike[str], name: str | None = None) -> GeneSets:
    """As :func:`compute.read.read_gene_sets`; limits as :func:`read_apart`."""
    return read_apart(sent.GENE_SETS, _shown(path, name), str(path), _shown(path, name))


def evidence_apart(path: str | PathLike[str], name: str | None, genes: Sequence[str]) -> Evidence:
    """As :func:`compute.read.read_evidence`, its genes called as those of a study are; limits as :func:`read_apart`."""
    return read_apart(sent.EVIDENCE, _shown(path, name), str(path), _shown(path, name), tuple(genes))


def known_apart(path: str | PathLike[str], name: str | None = None) -> Evidence | Markers:
    """As :func:`compute.read.read_known`; limits as :func:`read_apart`."""
    return read_apart(sent.KNOWN, _shown(path, name), str(path), _shown(path, name))


def known_regulators_apart(path: str | PathLike[str], name: str | None, genes: Sequence[str]) -> KnownRegulators:
    """As :func:`compute.read.read_known_regulators`, its genes called as those of a study are; limits as
    :func:`read_apart`."""
    return read_apart(sent.KNOWN_REGULATORS, _shown(path, name), str(path), _shown(path, name), tuple(genes))


def read_apart(reader: Sent[T], name: str, *asked: Any) -> T:
    """What a reader gives, called with ``asked`` in a process of its own. name: what to call the file in messages.

    :class:`UserError` as the reader raises it; also where that process ended without an answer, took longer than the
    budget of seconds, or its answer is larger than :data:`MOST_SENT`.
    """
    context = _context()
    with _AT_ONCE:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_look, args=(theirs, reader, name, asked), daemon=True)
        with deaf_children():
            process.start()
        theirs.close()
        try:
            answer = _heard(ours, name)
            process.join(_WAIT_FOR_THE_END)
        finally:
            process.kill()
            process.join()
            ours.close()
    if "refused" in answer:
        raise UserError(Message.from_record(answer["refused"]))
    return reader.back(answer["found"])


def _shown(path: str | PathLike[str], name: str | None) -> str:
    return str(path) if name is None else name


def _context() -> ForkServerContext | SpawnContext:
    """How the process begins: as a fork of one without threads, where there is such a thing."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def _heard(answers: Connection, name: str) -> dict[str, Any]:
    """The answer of the process at the other end."""
    if not answers.poll(limits().seconds):
        raise _too_much(name, Message("reading it takes more than {n:,} seconds", n=limits().seconds))
    with suppress(EOFError, OSError, ValueError):  # OSError: it is longer than what that process may send
        heard = json.loads(answers.recv_bytes(MOST_SENT))
        if isinstance(heard, dict):
            return heard
    raise _too_much(name, Message("reading it exceeds the memory limit or ends the process"))


def _look(answer: Connection, reader: Sent[Any], name: str, asked: tuple[Any, ...]) -> None:
    """In the process of its own."""
    limit_memory()
    with suppress(MemoryError):
        try:
            said = _encoded({"found": reader.plain(reader.read(*asked))})
        except UserError as error:
            said = _encoded({"refused": error.message.record()})
        if len(said) > MOST_SENT:
            said = _encoded({"refused": _too_much(name, Message("it holds more than can be shown")).message.record()})
        answer.send_bytes(said)


def _encoded(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode(errors="surrogatepass")


def _too_much(name: str, why: Message) -> UserError:
    return UserError(
        "{source} was not read ({why}); check what is in it, and give fewer genes, samples or sets at a time.",
        source=name,
        why=why,
    )
