"""Background work on master regulators; results kept by what they were made from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from compute.files import hand_over
from compute.jobs import JobQueue, JobState, half_the_cores, job_key
from sign_dash.cache import networks_key
from sign_dash.gene_sets import File, gene_set_files
from sign_dash.jobs import shared_queue
from sign_dash.pages.regulators.work import GENE_SETS

if TYPE_CHECKING:
    from compute.study import Study

MOST_KEPT: Final = 100
"""Results; one of a large study has about two million bytes."""


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
        return job_key(asdict(self) | {"name": "", "study": networks_key(study), "version": 3})

    @property
    def file(self) -> File:
        """The gene sets' file."""
        return {"digest": self.digest, "name": self.name}


class Masters:
    """The work on one study's master regulators; every browser sees the same.

    Jobs below ``cache/masters``, named by :meth:`Request.key`; their folders hold the tables.
    """

    def __init__(self, study: Study, cache: Path) -> None:
        self._study = study
        self.files = gene_set_files(cache)
        self.queue = shared_queue(cache / "masters", _queue)

    def start(self, request: Request) -> str:
        """Begin the work, once it is its turn, unless its result is kept or it is under way; returns its key.

        Raises :class:`UserError` where the gene sets are gone, or networks are still missing.
        """
        if isinstance(self._study, UnfinishedStudy):
            raise UserError(
                "Master regulators can be tested once all networks are estimated; the study’s run is still in progress."
            )
        key = request.key(self._study)
        if self.result(key):
            return key
        gene_sets = self.files.kept(request.file)
        body = asdict(request) | {"study": str(self._study.path.resolve()), "networks": networks_key(self._study)}
        self.queue.submit(body, key, lambda folder: hand_over(gene_sets, folder / GENE_SETS))
        return key

    def job(self, key: str) -> JobState | None:
        """How far the work is; None where it was never begun, or its result is not kept any more."""
        return self.queue.find(key)

    def cancel(self, key: str) -> None:
        """Stop the work; nothing of it is kept."""
        if self.job(key) is not None:
            self.queue.cancel(key)

    def result(self, key: str) -> dict[str, Any] | None:
        """What a finished result says of itself; None where there is none."""
        job = self.job(key)
        found: dict[str, Any] | None = None if job is None else job.result()
        if job is None or not found or found.get("networks") != networks_key(self._study):
            return None  # or an address of another study
        job.mark_used()
        return found

    def table(self, key: str, name: str) -> Path:
        """A finished result's table: ``work.MASTERS`` or ``work.FUNCTIONS``."""
        return self.queue.folder / key / name


def _queue(folder: Path) -> JobQueue:
    return JobQueue(folder, "sign_dash.pages.regulators.work", places=half_the_cores(), keep=MOST_KEPT)
