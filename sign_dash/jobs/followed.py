"""Background work as the pages see it: begun, followed line by line, cancelled, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from compute.errors import UserError
from sign_dash.jobs.worker import REQUEST

State = Literal["running", "finished", "failed", "cancelled", "broken"]

ROOT: Final = Path(__file__).resolve().parent.parent.parent


@dataclass
class Job:
    """One piece of work. stage: a key, "" before the first word; done of total of that stage; detail: data beside it.

    message: why it failed. told: what the worker said with its last line. request: what was asked for.
    """

    state: State = "running"
    stage: str = ""
    done: float = 0
    total: float = 0
    detail: str = ""
    message: str = ""
    told: Any = None
    request: Mapping[str, Any] = field(default_factory=dict)
    begun: float = field(default_factory=time.monotonic)
    process: subprocess.Popen[str] | None = None

    @property
    def running(self) -> bool:
        return self.state == "running"

    @property
    def seconds_left(self) -> float | None:
        """Of the present stage, at the pace since it began; None until known."""
        spent = time.monotonic() - self.begun
        return None if self.done == 0 or spent < 1 else spent / self.done * (self.total - self.done)


class Workers:
    """The background work of one page, by key; every browser sees the same."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self.last: str | None = None  # key of what was begun last

    def start(
        self,
        key: str,
        module: str,
        folder: Path,
        request: Mapping[str, Any],
        ended: Callable[[Job], None] | None = None,
        alone: str = "",
    ) -> Job:
        """Begin ``python -m MODULE FOLDER``; the request is written into the folder, which is made.

        A job of that key that is under way goes on and is returned. ended: called once, when the job has ended.
        alone: the sentence of the :class:`UserError` raised where other work is under way; "" lets both run.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and job.running:
                return job
            if alone and self.running():
                raise UserError(alone)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / REQUEST).write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
            self._jobs[key] = job = Job(request=dict(request))
            job.process = _worker(module, folder)
            self.last = key
        threading.Thread(target=self._follow, args=(job, ended), daemon=True).start()
        return job

    def job(self, key: str) -> Job | None:
        """How far the work is; None where it was never begun here."""
        with self._lock:
            return self._jobs.get(key)

    def running(self) -> list[str]:
        """Keys of what is under way."""
        with self._lock:
            return [key for key, job in self._jobs.items() if job.running]

    def cancel(self, key: str) -> None:
        """Stop the work."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or not job.running or job.process is None:
                return
            job.state = "cancelled"
            job.process.terminate()

    def _follow(self, job: Job, done: Callable[[Job], None] | None) -> None:
        """Read what the worker says until it ends; silence without a last word means it was killed."""
        process = job.process
        if process is None or process.stdout is None:
            return
        ended: State = "broken"
        with process.stdout as lines:
            for line in lines:
                said = _said(line)
                if "at" in said:
                    _advance(job, said)
                elif "failed" in said:
                    ended, job.message = "failed", str(said["failed"])
                elif "finished" in said:
                    ended, job.told = "finished", said["finished"]
        process.wait()
        with self._lock:
            if job.state == "running":
                job.state = ended
            if done is not None:
                done(job)


_ONE_EACH: Final = threading.Lock()
_OF_STUDIES: Final = defaultdict[tuple[Path, str], Workers](Workers)


def workers_of(study: Path, page: str) -> Workers:
    """The work on one study begun from one page, as long as this server runs: a study that is closed, because others
    were opened, and opened again finds what it began. study: its folder, resolved.
    """
    with _ONE_EACH:
        return _OF_STUDIES[study, page]


def _advance(job: Job, said: dict[str, Any]) -> None:
    if said["stage"] != job.stage:
        job.stage, job.begun = said["stage"], time.monotonic()
    job.done, job.total = said["at"]
    job.detail = str(said.get("detail", ""))


def _said(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}  # a library's own words
    return said if isinstance(said, dict) else {}


def _worker(module: str, folder: Path) -> subprocess.Popen[str]:
    """The process, on one thread: the pages keep the other cores. Its errors go to the terminal that serves."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return subprocess.Popen(
        [sys.executable, "-m", module, str(folder.resolve())],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | one,
    )
