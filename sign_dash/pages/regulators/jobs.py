"""Background work on master regulators; results kept by what they were made from."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from sign_dash.cache import MOST_RESULTS, bound, networks_key, used
from sign_dash.gene_sets import File, gene_set_files
from sign_dash.jobs import Job, Workers, workers_of
from sign_dash.jobs.worker import RESULT
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study


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
        made_from = asdict(self) | {"name": "", "study": networks_key(study), "version": 2}
        return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def file(self) -> File:
        """The gene sets' file."""
        return {"digest": self.digest, "name": self.name}


class Masters:
    """The work on one study's master regulators. One piece at a time; every browser sees the same.

    Results are folders below ``cache/masters``, named by :meth:`Request.key`; a folder without ``result.json`` is none.
    Those not looked at for the longest go where all have more than ``MOST_RESULTS`` bytes.
    """

    def __init__(self, study: Study, cache: Path, workers: Workers | None = None) -> None:
        self._study = study
        self._results = cache / "masters"
        self.files = gene_set_files(cache)
        self._workers = workers_of(study.path.resolve(), "masters") if workers is None else workers

    def start(self, request: Request) -> str:
        """Begin the work unless its result is kept or it is under way; returns its key.

        Raises :class:`UserError` where other work is under way, the gene sets are gone, or networks are still missing.
        """
        if isinstance(self._study, UnfinishedStudy):
            raise UserError(
                say("Master regulators are tested once the networks of all samples are there; the study’s run goes on.")
            )
        key = request.key(self._study)
        if self.result(key):
            return key
        gene_sets = self.files.kept(request.file)
        folder = self._results / key
        body = asdict(request) | {
            "study": str(self._study.path.resolve()),
            "networks": networks_key(self._study),
            "gene_sets": str(gene_sets.resolve()),
        }

        def ended(job: Job) -> None:
            if job.state != "finished":
                shutil.rmtree(folder, ignore_errors=True)
            bound(self._results, MOST_RESULTS, folder)

        busy = say("Another run of master regulators is under way; wait for it, or cancel it there.")
        self._workers.start(key, "sign_dash.pages.regulators.work", folder, body, ended, alone=busy)
        return key

    def job(self, key: str) -> Job | None:
        """How far the work is; finished where its result is kept; None where it was never begun."""
        job = self._workers.job(key)
        if job is None and self.result(key):
            return Job(state="finished")
        return job

    def cancel(self, key: str) -> None:
        """Stop the work; nothing of it is kept."""
        self._workers.cancel(key)

    def result(self, key: str) -> dict[str, Any] | None:
        """What a finished result says of itself; None where there is none."""
        if not re.fullmatch(r"[0-9a-f]{16}", key):
            return None
        path = self._results / key / RESULT
        if not path.is_file():
            return None
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found.get("networks") != networks_key(self._study):
            return None  # an address of another study
        used(path.parent)
        return found

    def table(self, key: str, name: str) -> Path:
        """A finished result's table: ``work.MASTERS`` or ``work.FUNCTIONS``."""
        return self._results / key / name
