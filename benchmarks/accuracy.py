"""How well networks predict, against simpler ways: nested cross-validation by samples.

    python benchmarks/accuracy.py --study STUDY [--column C] [--classes] [--scores FILE:NAME] [--methods "...;..."]
                                  [--folds 5] [--inner 3] [--repeats 3] [--seed 0] [--quick] [--json]

Predicts the study's score (no column given), a column of its annotation, or scores from a file (a drug in a long table:
FILE:Erlotinib) for the samples that have one. R² and Spearman correlation for scores; for classes the area under the
ROC curve, each against the rest, and balanced accuracy. Mean and standard deviation over the repeats, each repeat with
other folds. Every method chooses its settings by inner cross-validation within the samples it learns from
(benchmarks/predicting/methods.py lists them), and whatever it learns of the networks, the components and which edges
vary included, it learns there. "modulator alone" is the control: what predicts no better than that shows nothing that
the score did not know. --quick: one repeat, 3 folds of 2. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

from sklearn.exceptions import ConvergenceWarning

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.predicting.methods import METHODS
from benchmarks.predicting.nested import figures, held_out, over_repeats
from benchmarks.predicting.views import Question, Views, asked, views
from benchmarks.report import methods_named, show
from compute.errors import UserError
from compute.study import open_study


def compare(
    question: Question, seen: Views, methods: list[str], folds: int, inner: int, repeats: int, seed: int
) -> dict[str, dict[str, float]]:
    """Figures by method; all methods see the same folds."""
    classes = question.classes is not None
    found: dict[str, list[dict[str, float]]] = {name: [] for name in methods}
    chosen: dict[str, Counter[str]] = {name: Counter() for name in methods}
    for repeat in range(seed, seed + repeats):
        for name in methods:
            begun = time.perf_counter()
            method = METHODS[name]
            with tempfile.TemporaryDirectory() as cache:
                model = method.make(classes, inner, repeat, cache)
                predicted, settings = held_out(
                    model, getattr(seen, method.view), question.values, classes, folds, repeat
                )
            one = figures(question.values, predicted, classes)
            found[name].append({**one, "seconds": time.perf_counter() - begun})
            chosen[name].update(_words(setting) for setting in settings)
            told = ", ".join(f"{key} {value:.3f}" for key, value in found[name][-1].items())
            print(f"{repeat} {question.name}, {name}: {told}", file=sys.stderr, flush=True)
    for name, counts in chosen.items():
        print(f"{name} chose {'; '.join(f'{words} ({n})' for words, n in counts.most_common())}", file=sys.stderr)
    return over_repeats(found)


def _words(settings: dict[str, Any]) -> str:
    return ", ".join(f"{key.rsplit('__', 1)[-1]} {value}" for key, value in settings.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", type=Path, required=True)
    parser.add_argument("--column", help="of the annotation")
    parser.add_argument("--classes", action="store_true", help="take a column of numbers as classes")
    parser.add_argument("--scores", metavar="FILE:NAME", help="scores from elsewhere")
    parser.add_argument("--methods", default=";".join(METHODS), help="names separated by ;")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--inner", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    methods = methods_named(parser, arguments.methods, ";", METHODS)
    folds, inner, repeats = (3, 2, 1) if arguments.quick else (arguments.folds, arguments.inner, arguments.repeats)
    try:
        study = open_study(arguments.study)
        question = asked(study, arguments.column, arguments.scores, arguments.classes, folds)
    except UserError as error:
        parser.error(str(error))
    if question.name == study.modulator_name:  # it would predict itself
        methods = [name for name in methods if name != "modulator alone"]
    warnings.simplefilter("ignore", ConvergenceWarning)
    seen = views(study, question.samples)
    counts = {"samples": len(question.samples), "classes": len(question.classes or ())}
    print(f"{question.name}: {counts}", file=sys.stderr, flush=True)
    show({**counts, **compare(question, seen, methods, folds, inner, repeats, arguments.seed)}, arguments.json)


if __name__ == "__main__":
    main()
