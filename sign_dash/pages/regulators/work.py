"""Master regulators in a process of their own: ``python -m sign_dash.pages.regulators.work FOLDER``.

FOLDER holds ``request.json``; lines of JSON on standard output say how far the work is; at the end the folder holds
the tables and ``result.json``, which is written last. A process, because the work would make the pages wait in a thread
of the server, and because a process can be stopped at any moment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from compute.analyse import function_changes, integral_test, permutation_test, study_sets
from compute.read import read_gene_sets
from compute.study import open_study
from compute.write import functions_table, masters_table, save_table
from sign_dash.jobs.worker import progress, run, write_result

MASTERS: Final = "masters.csv"
FUNCTIONS: Final = "functions.csv"
FUNCTIONS_EACH: Final = 5
"""Gene sets of every regulator in the table of functions."""


def work(folder: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Test every regulator of a study against gene sets; returns what ``result.json`` holds.

    request: study (folder), gene_sets (path), name (what the person called the file), smallest, largest, permutations,
    seed. Raises :class:`UserError` as the readers and tests of :mod:`compute` do.
    """
    study = open_study(request["study"])
    sets = study_sets(
        study, read_gene_sets(request["gene_sets"], request["name"]), request["smallest"], request["largest"]
    )
    changes = function_changes(study, sets, lambda done, total: progress("networks", done, total))
    test = integral_test(changes)
    permuted = None
    if request["permutations"]:
        permuted = permutation_test(
            study,
            sets,
            test,
            request["permutations"],
            request["seed"],
            lambda done, total: progress("permutations", done, total),
        )
    save_table(folder / MASTERS, masters_table(study, sets, changes, test, permuted))
    save_table(folder / FUNCTIONS, functions_table(study, sets, changes, FUNCTIONS_EACH))
    result = {
        **request,
        "notes": list(sets.notes),
        "sets": len(sets.names),
        "masters": int(test.master.sum()),
        "regulators": len(study.regulators),
    }
    write_result(folder, result)
    return result


if __name__ == "__main__":
    run(work)
