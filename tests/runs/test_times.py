"""Courses of time as people bring them: SiGN's layouts and tables with columns time and replicate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.methods.state_space.method import METHOD
from compute.methods.state_space.problem import Problem
from compute.methods.state_space.settings import Settings
from compute.runs.inputs import read_cohort
from compute.runs.request import GeneChoice, RunRequest, ScoreChoice

TIMES, COURSES = (0, 1, 2, 3, 5), (1, 2)
GENES = ("TP53", "MYC", "ZEB1", "CDH1")


def values() -> np.ndarray:
    return np.round(8 + np.random.default_rng(0).normal(size=(len(GENES), len(COURSES), len(TIMES))), 3)


def rows(first: str, second: str) -> str:
    """Genes in rows below two lines about the arrays."""
    head = [
        [first, *[str(time) for _ in COURSES for time in TIMES]],
        [second, *[str(m) for m in COURSES for _ in TIMES]],
    ]
    body = [[gene, *[f"{value}" for value in values()[i].ravel()]] for i, gene in enumerate(GENES)]
    return "\n".join("\t".join(row) for row in [*head, *body]) + "\n"


def table(missing: Mapping[tuple[int, int, int], str] | None = None) -> str:
    """Samples in rows of a CSV table, times and courses in columns."""
    lines = ["sample,time,replicate," + ",".join(GENES)]
    for m, course in enumerate(COURSES):
        for n, time in enumerate(TIMES):
            cells = [(missing or {}).get((i, m, n), f"{values()[i, m, n]}") for i in range(len(GENES))]
            lines.append(f"t{time}_r{course},{time},{course}," + ",".join(cells))
    return "\n".join(lines) + "\n"


def problem(folder: Path, text: str, name: str) -> Problem:
    path = folder / name
    path.write_text(text)
    request = RunRequest("t", name, ScoreChoice(), GeneChoice("all"), transform="none", method="state-space")
    whole = read_cohort(request, {name: path})
    return METHOD.prepare(whole.ordered(), Settings())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (rows("@time", "@replicate"), "courses.txt"),
        (rows("@PrimaryKeyGroupID", "@SecondaryKeyGroupID"), "courses.edf"),
        (table(), "courses.csv"),
    ],
)
def test_courses_are_the_same_in_every_layout(tmp_path: Path, text: str, name: str) -> None:
    found = problem(tmp_path, text, name)
    assert found.grid.steps == 6
    whole = values() - values().mean(axis=(1, 2), keepdims=True)
    assert np.isnan(found.values[:, 4]).all()
    expected = np.moveaxis(whole, 0, 2)
    assert np.allclose(found.values[:, [0, 1, 2, 3, 5]], expected)


def test_a_value_missing_in_the_table_is_missing_in_the_course(tmp_path: Path) -> None:
    found = problem(tmp_path, table({(2, 1, 3): ""}), "courses.csv")
    assert np.argwhere(np.isnan(found.values[:, [0, 1, 2, 3, 5]])).tolist() == [[1, 3, 2]]


def test_columns_may_have_any_name(tmp_path: Path) -> None:
    text = table().replace("time,replicate", "hours,donor")
    with pytest.raises(UserError, match="has no sampling times"):
        problem(tmp_path, table().replace("time,replicate", "phase,batch"), "courses.csv")
    annotated = tmp_path / "about.csv"
    annotated.write_text("\n".join(",".join(line.split(",")[:3]) for line in text.splitlines()) + "\n")
    (tmp_path / "bare.csv").write_text(
        "\n".join(",".join([line.split(",")[0], *line.split(",")[3:]]) for line in text.splitlines()) + "\n"
    )
    request = RunRequest(
        "t", "bare.csv", ScoreChoice(), GeneChoice("all"), transform="none", method="state-space",
        annotation="about.csv", time="hours", replicate="donor",
    )  # fmt: skip
    whole = read_cohort(request, {name: tmp_path / name for name in ("bare.csv", "about.csv")})
    assert whole.score.column == "hours"
    assert len(METHOD.prepare(whole.ordered(), Settings()).values) == 2
