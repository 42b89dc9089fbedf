"""``differential``: one table of both conditions, the control a study already."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from compute.study import Study
from tests.analyse.test_differential import COURSE, TIME, another
from tests.cli.conftest import Command


def test_the_case_of_a_table_is_compared_with_the_control(time_study: Study, command: Command, tmp_path: Path) -> None:
    case = another(54)
    table, about, out = tmp_path / "both.csv", tmp_path / "samples.csv", tmp_path / "out.csv"
    with table.open("w") as stream:
        rows = csv.writer(stream)
        rows.writerow(["sample", *case.genes])
        rows.writerows([name, *values] for name, values in zip(case.samples, case.values.tolist(), strict=True))
        rows.writerow(["other", *case.values[0].tolist()])
    with about.open("w") as stream:
        rows = csv.writer(stream)
        rows.writerow(["sample", "hours", "dish", "condition"])
        rows.writerows(zip(case.samples, TIME, COURSE, ["case"] * TIME.size, strict=True))
        rows.writerow(["other", 0, 9, "control"])
    words = ["--only", "condition=case", "--time", "hours", "--replicate", "dish", "--orientation", "samples-in-rows"]
    done = command("differential", str(time_study.path), str(table), "--annotation", str(about), *words, "-o", str(out))
    assert done.code == 0, done
    found = list(csv.DictReader(out.open()))
    assert list(found[0]) == ["gene", "statistic", "values", "shift", "p", "q"]
    assert (found[0]["gene"], found[0]["values"]) == ("G35", "16")
    assert "genes depart from the control with q up to 0.05" in done.stderr
    note = json.loads(Path(f"{out}-metadata.json").read_text())["notes"][0]
    assert (note["simulated"], note["case"], note["only"]) == (True, "both.csv", "condition=case")
