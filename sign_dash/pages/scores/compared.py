"""The scores of a study, compared once: by a job, whose result the next visitor finds, also of another server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from compute.analyse import study_expression, study_scores
from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from compute.jobs import JobQueue, JobState, half_the_cores, job_key, read_job
from compute.score import (
    COMPARISON_VERSION,
    MOST_SETS,
    Comparison,
    comparison_of,
    emt_sets,
    genes_of_sets,
    with_sets,
)
from sign_dash.cache import networks_key
from sign_dash.gene_sets import File, kept_gene_sets
from sign_dash.jobs import shared_queue
from sign_dash.pages.scores.work import FOUND

if TYPE_CHECKING:
    from compute.study import Study

Sets = dict[str, tuple[str, ...]]

FEW_VALUES: Final = 200_000
"""Samples × genes; scores of fewer are computed in less time than a process takes to begin."""
MOST_KEPT: Final = 60
MOST_IN_MEMORY: Final = 4


class Scores:
    """The comparisons of one study's scores, jobs below ``cache/scores``; the last ones are in memory too."""

    def __init__(self, study: Study, cache: Path) -> None:
        self._study = study
        self._cache = cache
        self._few = isinstance(study, UnfinishedStudy) or len(study.samples) * len(study.genes) < FEW_VALUES
        self._made = lru_cache(maxsize=MOST_IN_MEMORY)(self._make)
        self._lock = Lock()
        self.queue = shared_queue(cache / "scores", _queue)

    def found(self, file: File | None, chosen: list[str] | None, again: bool = False) -> Comparison | JobState:
        """The comparison with the chosen sets of a file, or how far the job is that makes it.

        again: also where it went wrong before. :class:`UserError` for a file that is kept no more, and of a small study
        as :func:`compute.analyse.study_scores` raises it.
        """
        lists, wanted = self._sets(file, chosen)
        if self._few:
            with self._lock:
                return self._made(tuple(lists.items()), tuple(wanted.items()))
        key, request = self._asked(lists, wanted)
        job = self.queue.find(key)
        if job is None or (again and not job.active and job.state != "finished"):
            job = self.queue.submit(request, key)
        if job.state != "finished":
            return job
        with self._lock:
            found = _read(job.folder, job.updated)
        if found is None:  # damaged
            self.queue.remove(key)
            return self.queue.submit(request, key)
        job.mark_used()
        return found

    def _sets(self, file: File | None, chosen: list[str] | None) -> tuple[Sets, Sets]:
        """The sets of a file that are the genes of a score, and those to be scored."""
        sets = sets_of(self._cache, file)
        lists = {name: genes for name, genes in sets.items() if is_list(name)}
        return lists, {name: sets[name] for name in (chosen or [])[:MOST_SETS] if name in sets}

    def _asked(self, lists: Sets, wanted: Sets) -> tuple[str, dict[str, Any]]:
        """Key and request of a job: the same for the same study, genes and program."""
        alone = {
            "networks": networks_key(self._study),
            "title": self._study.title,  # stands in its sentences
            "modulator": self._study.modulator_name,
            "lists": lists,
            "version": COMPARISON_VERSION,
        }
        path = str(self._study.path.resolve())
        request = {**alone, "alone": job_key(alone), "sets": wanted, "study": path}
        return job_key({**alone, "sets": wanted}), request

    def _make(self, lists: tuple[tuple[str, tuple[str, ...]], ...], wanted: Any) -> Comparison:
        found = study_scores(self._study, genes_of_sets(dict(lists)))
        return with_sets(found, study_expression(self._study), dict(wanted)) if wanted else found


def sets_of(cache: Path, file: File | None) -> Mapping[str, tuple[str, ...]]:
    """The gene sets of a file, by name; none where there is no file."""
    if not file:
        return {}
    read = kept_gene_sets(cache, file)
    return dict(zip(read.names, read.genes, strict=True))


def first_sets(sets: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Those that are scored where nobody has chosen any."""
    return list(emt_sets([name for name in sets if not is_list(name)]))


def is_list(name: str) -> bool:
    """Whether a set is the genes of a score, see :func:`compute.score.genes_of_sets`."""
    found = genes_of_sets({name: ("?",), "KS_EPI" if "MES" in name.upper() else "KS_MES": ("?",)})
    return bool(found.gs76) or (found.classes is not None)


@lru_cache(maxsize=MOST_IN_MEMORY)
def _read(folder: Path, _ended: str) -> Comparison | None:
    """The comparison that a finished job has left; None where it cannot be read."""
    try:
        return comparison_of(read_job(folder).result()[FOUND])
    except (UserError, OSError, KeyError, TypeError, ValueError):
        return None


def _queue(folder: Path) -> JobQueue:
    return JobQueue(folder, "sign_dash.pages.scores.work", places=half_the_cores(), keep=MOST_KEPT)
