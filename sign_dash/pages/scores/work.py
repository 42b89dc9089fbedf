"""All scores of a study in a process of their own: ``python -m sign_dash.pages.scores.work FOLDER``.

A process, because the work would make the pages wait in a thread of the server.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from compute.analyse import study_expression, study_scores
from compute.errors import UserError
from compute.jobs import CurrentJob, read_job, run_job
from compute.score import Comparison, comparison_of, comparison_record, genes_of_sets, with_sets
from compute.study import open_study

STAGE: Final = "scores"
ALONE, FOUND = "alone", "found"
"""In the result: the scores without those of gene sets, and all of them."""


def work(job: CurrentJob) -> dict[str, Any]:
    """Compare the scores of the study in the request.

    The request: study (folder), alone (key of the comparison without gene sets), lists and sets (name → genes). The
    scores without gene sets are taken from another job's result where there is one.
    """
    asked = job.request
    study = open_study(asked["study"])
    alone = _kept(job.folder, asked["alone"])
    if alone is None:
        lists = {name: tuple(genes) for name, genes in asked["lists"].items()}
        alone = study_scores(study, genes_of_sets(lists), lambda done, total: job.progress(STAGE, done, total))
    sets = {name: tuple(genes) for name, genes in asked["sets"].items()}
    found = with_sets(alone, study_expression(study), sets) if sets else alone
    return {ALONE: comparison_record(alone), FOUND: comparison_record(found)}


def _kept(folder: Path, alone: str) -> Comparison | None:
    for other in sorted(folder.parent.iterdir()):
        with suppress(UserError, OSError, KeyError, TypeError, ValueError):
            job = read_job(other)
            if job.request["alone"] == alone and job.state == "finished":
                return comparison_of(job.result()[ALONE])
    return None


if __name__ == "__main__":
    run_job(work, polite=False)  # somebody waits for it
