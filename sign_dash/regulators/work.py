"""Master regulators in a process of their own: ``python -m sign_dash.regulators.work FOLDER``.

FOLDER holds ``request.json``; lines of JSON on standard output say how far the work is; at the end the folder holds
the tables and ``result.json``, which is written last. A process, because the work would make the pages wait in a thread
of the server, and because a process can be stopped at any moment.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from compute import (
    UserError,
    function_changes,
    functions_table,
    integral_test,
    masters_table,
    open_study,
    permutation_test,
    read_gene_sets,
    save_table,
    study_sets,
)

REQUEST: Final = "request.json"
RESULT: Final = "result.json"
MASTERS: Final = "masters.csv"
FUNCTIONS: Final = "functions.csv"
FUNCTIONS_EACH: Final = 5
"""Gene sets of every regulator in the table of functions."""


def main(folder: Path) -> None:
    """Do the work of a folder; what goes wrong is told as a line, like progress."""
    try:
        result = work(folder, json.loads((folder / REQUEST).read_text(encoding="utf-8")))
    except UserError as error:
        _tell({"failed": str(error)})
        return
    except OSError as error:
        _tell({"failed": f"{error.filename or folder}: {error.strerror or error}; free space there, then run again."})
        return
    _tell({"finished": result["regulators"]})


def work(folder: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Test every regulator of a study against gene sets; returns what ``result.json`` holds.

    request: study (folder), gene_sets (path), name (what the person called the file), smallest, largest, permutations,
    seed. Raises :class:`UserError` as the readers and tests of :mod:`compute` do.
    """
    study = open_study(request["study"])
    sets = study_sets(
        study, read_gene_sets(request["gene_sets"], request["name"]), request["smallest"], request["largest"]
    )
    changes = function_changes(study, sets, lambda done, total: _tell({"stage": "networks", "at": [done, total]}))
    test = integral_test(changes)
    permuted = None
    if request["permutations"]:
        permuted = permutation_test(
            study,
            sets,
            test,
            request["permutations"],
            request["seed"],
            lambda done, total: _tell({"stage": "permutations", "at": [done, total]}),
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
    draft = folder / f"{RESULT}.draft"
    draft.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / RESULT)
    return result


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
