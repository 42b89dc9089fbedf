"""Background work on master regulators: start, progress, cancel; results kept by what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from compute import UserError
from sign_dash.regulators import work

if TYPE_CHECKING:
    from compute import Study

State = Literal["running", "finished", "failed", "cancelled", "broken"]

ROOT: Final = Path(__file__).resolve().parent.parent.parent
BROKEN: Final = "The worker stopped unexpectedly; run it again (if it happens again, the machine may lack memory)."
LARGEST_FILE: Final = 60_000_000
"""Bytes of gene sets that are taken: several times the largest public collections."""


@dataclass(frozen=True)
class Request:
    """What a result is made from. digest: SHA-256 of the gene sets' file; name: what the person calls it."""

    digest: str
    name: str
    smallest: int
    largest: int
    permutations: int
    seed: int = 0

    def key(self, study: Study) -> str:
        """The same for the same study, gene sets and settings, whatever the file is called."""
        made_from = asdict(self) | {"name": "", "study": study.info.files, "version": 1}
        return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:16]


@dataclass
class Job:
    """One piece of work. stage: "" (reading), "networks" or "permutations"; done of total of that stage."""

    state: State = "running"
    stage: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    begun: float = field(default_factory=time.monotonic)
    process: subprocess.Popen[str] | None = None

    @property
    def seconds_left(self) -> float | None:
        """Of the present stage, at the pace since it began; None until known."""
        spent = time.monotonic() - self.begun
        return None if self.done == 0 or spent < 1 else spent / self.done * (self.total - self.done)


class Masters:
    """The work on one study's master regulators. One piece at a time; every browser sees the same.

    Results are folders below ``cache/masters``, named by :meth:`Request.key`; a folder without ``result.json`` is none.
    """

    def __init__(self, study: Study, cache: Path) -> None:
        self._study = study
        self._results = cache / "masters"
        self._gene_sets = cache / "gene_sets"
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def keep(self, content: bytes, name: str) -> dict[str, str]:
        """Put an uploaded file where the worker finds it; returns its digest and name.

        Raises :class:`UserError` for a file too large, or where the cache cannot be written.
        """
        if len(content) > LARGEST_FILE:
            raise UserError(f"{name} has {len(content):,} bytes; gene sets of up to {LARGEST_FILE:,} bytes are taken.")
        digest = hashlib.sha256(content).hexdigest()
        path = self.gene_sets(digest)
        draft = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        try:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                draft.write_bytes(content)
                draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise UserError(
                f"{path.parent} takes no file ({error.strerror}); free space there, then try again."
            ) from error
        return {"digest": digest, "name": name}

    def gene_sets(self, digest: str) -> Path:
        """Where a file of that digest is kept; :class:`UserError` for what is no digest."""
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise UserError("The gene sets are not known here any more; choose the file again.")
        return self._gene_sets / f"{digest}.gmt"

    def start(self, request: Request) -> str:
        """Begin the work unless its result is kept or it is under way; returns its key.

        Raises :class:`UserError` where other work is under way, or the gene sets are gone.
        """
        key = request.key(self._study)
        gene_sets = self.gene_sets(request.digest)
        with self._lock:
            if self.result(key) or self._running(key):
                return key
            if any(job.state == "running" for job in self._jobs.values()):
                raise UserError("Another run of master regulators is under way; wait for it, or cancel it there.")
            if not gene_sets.is_file():
                raise UserError(f"{request.name} is not kept here any more; choose the file again.")
            folder = self._results / key
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            body = asdict(request) | {"study": str(self._study.path.resolve()), "gene_sets": str(gene_sets.resolve())}
            (folder / work.REQUEST).write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
            self._jobs[key] = job = Job()
            job.process = _worker(folder)
        threading.Thread(target=self._follow, args=(key, job), daemon=True).start()
        return key

    def job(self, key: str) -> Job | None:
        """How far the work is; finished where its result is kept; None where it was never begun."""
        with self._lock:
            job = self._jobs.get(key)
        if job is None and self.result(key):
            return Job(state="finished")
        return job

    def cancel(self, key: str) -> None:
        """Stop the work; nothing of it is kept."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state != "running" or job.process is None:
                return
            job.state = "cancelled"
            job.process.terminate()

    def result(self, key: str) -> dict[str, Any] | None:
        """What a finished result says of itself; None where there is none."""
        if not re.fullmatch(r"[0-9a-f]{16}", key):
            return None
        path = self._results / key / work.RESULT
        found: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
        return found

    def table(self, key: str, name: str) -> Path:
        """A finished result's table: ``work.MASTERS`` or ``work.FUNCTIONS``."""
        return self._results / key / name

    def _running(self, key: str) -> bool:
        job = self._jobs.get(key)
        return job is not None and job.state == "running"

    def _follow(self, key: str, job: Job) -> None:
        """Read what the worker says until it ends; silence without a last word means it was killed."""
        process = job.process
        if process is None or process.stdout is None:
            return
        ended: State = "broken"
        with process.stdout as lines:
            for line in lines:
                said = _said(line)
                if "at" in said:
                    self._advance(job, said)
                elif "failed" in said:
                    ended, job.message = "failed", said["failed"]
                elif "finished" in said:
                    ended = "finished"
        process.wait()
        with self._lock:
            if job.state == "running":
                job.state = ended
                job.message = BROKEN if ended == "broken" else job.message
            if job.state != "finished" and self._jobs.get(key) is job:  # not begun anew meanwhile
                shutil.rmtree(self._results / key, ignore_errors=True)

    def _advance(self, job: Job, said: dict[str, Any]) -> None:
        if said["stage"] != job.stage:
            job.stage, job.begun = said["stage"], time.monotonic()
        job.done, job.total = said["at"]


def _said(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}  # a library's own words
    return said if isinstance(said, dict) else {}


def _worker(folder: Path) -> subprocess.Popen[str]:
    """The process, on one thread: the pages keep the other cores. Its errors go to the terminal that serves."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return subprocess.Popen(
        [sys.executable, "-m", "sign_dash.regulators.work", str(folder.resolve())],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | one,
    )
