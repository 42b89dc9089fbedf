"""Master regulators in a process of their own: ``python -m sign_dash.pages.regulators.work FOLDER``.

At the end the folder holds the tables. A process, because the work would make the pages wait in a thread of the server.
"""

from __future__ import annotations

from typing import Any, Final

from compute.analyse import function_changes, integral_test, permutation_test, study_sets
from compute.jobs import CurrentJob, run_job
from compute.read import read_gene_sets
from compute.study import open_study
from compute.write import functions_table, masters_table, save_table

GENE_SETS: Final = "sets.gmt"
MASTERS: Final = "masters.csv"
FUNCTIONS: Final = "functions.csv"
FUNCTIONS_EACH: Final = 5
"""Gene sets of every regulator in the table of functions."""


def work(job: CurrentJob) -> dict[str, Any]:
    """Test every regulator of a study against the gene sets in the job's folder; returns what is said of the result.

    The request: study (folder), name (what the person called the file), smallest, largest, permutations, seed. Raises
    :class:`UserError` as the readers and tests of :mod:`compute` do.
    """
    request = job.request
    study = open_study(request["study"])
    sets = study_sets(
        study, read_gene_sets(job.folder / GENE_SETS, request["name"]), request["smallest"], request["largest"]
    )
    changes = function_changes(study, sets, lambda done, total: job.progress("networks", done, total))
    test = integral_test(changes)
    permuted = None
    if request["permutations"]:
        permuted = permutation_test(
            study,
            sets,
            test,
            request["permutations"],
            request["seed"],
            lambda done, total: job.progress("permutations", done, total),
        )
    save_table(job.folder / MASTERS, masters_table(study, sets, changes, test, permuted))
    save_table(job.folder / FUNCTIONS, functions_table(study, sets, changes, FUNCTIONS_EACH))
    return {
        **request,
        "notes": list(sets.notes),
        "sets": len(sets.names),
        "masters": int(test.master.sum()),
        "regulators": len(study.regulators),
    }


if __name__ == "__main__":
    run_job(work)
