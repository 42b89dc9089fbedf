"""The commands that read a model: what they write, what they say, what they refuse."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest

from compute.components import read_ranks
from compute.study import Study, open_study
from tests.cli.conftest import Command
from tests.cli.test_reading import rows
from tests.components.conftest import study

__all__ = ["study"]

FILES = {
    "components", "loadings", "genes", "cores", "activity", "predictions", "associations", "levels", "markers",
    "subnetwork_genes", "subnetwork_edges",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, study: Study) -> Path:
    """The study, and files to read it with."""
    shutil.copytree(study.path, tmp_path / "study")
    (tmp_path / "sets.gmt").write_text("MES\t\tVIM\tFN1\tZEB1\nEPI\t\tCDH1\tEPCAM\tT7\n")
    (tmp_path / "pairs.tsv").write_text("ZEB1\tCDH1\tRepression\t11;12\nZEB1\tVIM\tActivation\t13\n")
    return tmp_path


def check_notes(folder: Path) -> None:
    readers = {"string": str, "integer": int, "double": float, "float": float, "boolean": {"true": 1, "false": 0}.get}
    for file in folder.glob("*.csv"):
        note = json.loads(file.with_name(f"{file.name}-metadata.json").read_text())
        assert note["notes"][0]["simulated"] is True
        columns = {column["name"]: column["datatype"] for column in note["tableSchema"]["columns"]}
        found = rows(file)
        assert list(columns) == list(found[0]), file
        for row in found:
            for name, kind in columns.items():
                assert row[name] == "" or readers[kind](row[name]) is not None, (file, name)


def test_everything_is_written_and_typed(place: Path, command: Command) -> None:
    line = (
        "components", place / "study", "--top", "3", "--neighbours", "2", "--gene-sets", place / "sets.gmt",
        "--smallest-set", "2", "--largest-q", "1", "--evidence", place / "pairs.tsv",
        "--region", "targets", "1:0.1..", "2:..",
    )  # fmt: skip
    outcome = command(*line, "-o", place / "out")
    assert outcome.code == 0, outcome
    assert outcome.stdout == ""
    assert {file.stem for file in (place / "out").glob("*.csv")} == FILES | {"enrichment"}
    check_notes(place / "out")
    assert "Stability was not measured" in outcome.stderr
    assert "SNAI2, TWIST1" in outcome.stderr  # not in the study
    loadings = rows(place / "out" / "loadings.csv")
    assert len(loadings) == 2 * 9 + 3 * 18
    assert {row["low"] for row in loadings} == {""}
    edges = rows(place / "out" / "subnetwork_edges.csv")
    vim = next(row for row in edges if (row["regulator"], row["target"]) == ("ZEB1", "VIM"))
    assert (vim["known_pairs"], vim["references"], vim["acts"]) == ("ZEB1 > VIM (Activation)", "13", "high")
    assert {row["subnetwork"] for row in edges} >= {"regulator component 1", "regulator component 2"}
    assert len({row["subnetwork"] for row in edges}) == 3
    parts = rows(place / "out" / "cores.csv")
    info = open_study(place / "study").model("trip").info
    first = rows(place / "out" / "predictions.csv")[0]
    total = sum(float(row["contribution"]) for row in parts if row["sample"] == first["sample"])
    assert total + info["baseline"] == pytest.approx(float(first["predicted"]), abs=1e-5)
    assert "MES" in {row["gene_set"] for row in rows(place / "out" / "enrichment.csv")}


def test_stability_is_measured_once_and_read_from_then_on(place: Path, command: Command) -> None:
    line = ("components", place / "study", "--stability", "--seeds", "1", "--resamples", "3")
    outcome = command(*line, "-o", place / "out")
    assert outcome.code == 0, outcome
    said = [line for line in outcome.stderr.splitlines() if line.startswith("stability: ")]
    assert said == ["stability: seed 1 of 1", *(f"stability: resample {i} of 3" for i in (1, 2, 3))]
    check_notes(place / "out")
    fits = rows(place / "out" / "stability.csv")
    assert len(fits) == 4 * (2 + 3)
    found = rows(place / "out" / "components.csv")
    assert {row["stable"] for row in found if row["side"] == "regulator"} == {"true"}
    assert all(float(row["low"]) <= float(row["high"]) for row in rows(place / "out" / "loadings.csv"))
    again = command(*line, "--rotation", "varimax", "-o", place / "again")
    assert "stability: " not in again.stderr
    assert (place / "again" / "stability.csv").is_file()
    plain = command("components", place / "study", "-o", place / "plain")
    assert "stability: " not in plain.stderr
    assert (place / "plain" / "stability.csv").read_text() == (place / "out" / "stability.csv").read_text()


@pytest.mark.parametrize(
    "words", [("--sample", "S9"), ("--sample", "S3", "--sample", "S4"), ("--group", "tissue", "gut")]
)
@pytest.mark.parametrize("model", ["trip", "bent"])
def test_a_waterfall_leads_from_the_baseline_to_the_prediction(
    place: Path, command: Command, words: tuple[str, ...], model: str
) -> None:
    for more in ((), ("--edges", "5")):
        line = ("explain", place / "study", "--model", model, *words, *more, "-o", place / "w.csv")
        assert command(*line).code == 0
        found = rows(place / "w.csv")
        assert (found[0]["part"], found[-1]["part"]) == ("baseline", "prediction")
        assert len(found) > 3
        for before, after in itertools.pairwise(found[:-1]):
            assert float(after["start"]) == pytest.approx(float(before["end"]), abs=1e-5)
        assert float(found[-2]["end"]) == pytest.approx(float(found[-1]["end"]), abs=1e-5)
        check_notes(place)


@pytest.mark.parametrize(
    "words",
    [("--edge", "ZEB1", "VIM"), ("--regulator", "ZEB1"), ("--target", "CDH1"), ("--component", "target", "1")],
)
def test_silencing_is_told_sample_by_sample(place: Path, command: Command, words: tuple[str, ...]) -> None:
    outcome = command("silence", place / "study", "--model", "bent", *words, "-o", place / "s.csv")
    assert outcome.code == 0, outcome
    found = rows(place / "s.csv")
    assert len(found) == 60
    for row in found:
        assert float(row["silenced"]) - float(row["predicted"]) == pytest.approx(float(row["change"]), abs=1e-5)
    assert any(abs(float(row["change"])) > 1e-3 for row in found)
    check_notes(place)


def test_each_regulator_is_ranked_by_what_it_changes(place: Path, command: Command) -> None:
    assert command("silence", place / "study", "--each-regulator", "-o", place / "each.csv").code == 0
    found = rows(place / "each.csv")
    assert [row["rank"] for row in found] == [str(i) for i in range(1, 10)]
    assert found[0]["regulator"] in {"ZEB1", "ZEB2", "GRHL2", "OVOL2"}
    sizes = [float(row["mean_size"]) for row in found]
    assert sizes == sorted(sizes, reverse=True)


def test_ranks_are_compared(place: Path, command: Command) -> None:
    outcome = command(
        "ranks", place / "study", "--ranks", "1", "2", "--folds", "3", "--max-epochs", "20", "-o", place / "r.csv"
    )
    assert outcome.code == 0, outcome
    found = rows(place / "r.csv")
    assert [row["rank"] for row in found] == ["1", "2"]
    assert [row["suggested"] for row in found].count("true") == 1
    assert outcome.stderr.splitlines()[0] == "rank 1: fit 1 of 4"
    assert outcome.stderr.splitlines()[-1].startswith("Rank ")
    check_notes(place)


def test_ranks_are_compared_for_classes(place: Path, command: Command) -> None:
    words = ("--column", "tissue", "--class-weight", "balanced", "--ranks", "1", "2", "--folds", "3")
    outcome = command("ranks", place / "study", *words, "--max-epochs", "2", "-o", place / "classes.csv")
    assert outcome.code == 0, outcome
    found = rows(place / "classes.csv")
    assert [row["rank"] for row in found] == ["1", "2"]
    for row in found:
        assert 0 <= float(row["balanced_accuracy_held_out"]) <= 1
        assert 0 <= float(row["auc_held_out"]) <= 1
        assert row["fits_not_converged"] == "4"
    *_, unfinished, reason = outcome.stderr.splitlines()
    assert unfinished == "8 of 8 fits stopped before they had converged; raise --max-epochs."
    assert "balanced accuracy" in reason
    (stored,) = [stored for stored in read_ranks(open_study(place / "study")) if stored.classes]
    assert stored.classes == ("bone", "gut", "lung")
    assert stored.settings["class_weight"] == "balanced"
    check_notes(place)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("components {0} --model none", "no model named 'none'"),
        ("components {0} --top 0", "strongest genes must be at least 1, not 0"),
        ("components {0} --stability --resamples 1", "1 resample;"),
        ("components {0} --subnetworks 3", "no regulator component 3"),
        ("components {0} --region genes 1:.. 2:..", "not of 'genes'"),
        ("components {0} --around NOGENE", "no gene named 'NOGENE'"),
        ("components {0} --class gut", "leave the class out"),
        ("explain {0} --sample S99", "no sample named 'S99'"),
        ("explain {0} --group tissue brain", "no value named 'brain'"),
        ("explain {0} --sample S1 --edges 0", "edges must be at least 1"),
        ("silence {0} --component left 1", "'left 1' is no component"),
        ("silence {0} --component target 9", "no target component 9"),
        ("silence {0} --edge ZEB1 NOGENE", "no target named 'NOGENE'"),
        ("ranks {0} --ranks 10", "A rank of 10"),
        ("ranks {0} --class-weight balanced", "no classes to weigh"),
    ],
)
def test_what_they_cannot_do_is_one_sentence(words: str, names: str, place: Path, command: Command) -> None:
    outcome = command(*(word.format(place / "study") for word in words.split()), "-o", place / "nothing")
    assert outcome.code == 2
    assert names in outcome.stderr
    assert outcome.stderr.count("\n") == 1, outcome.stderr
    assert not (place / "nothing").exists()


def test_a_model_of_classes_is_read_class_by_class(place: Path, command: Command) -> None:
    made = command(
        "trip", place / "study", "--column", "tissue", "--rank", "2", "2", "--folds", "3", "--name", "tissue"
    )
    assert made.code == 0, made
    refused = command("components", place / "study", "--model", "tissue", "-o", place / "out")
    assert refused.code == 2
    assert "name it with --class (bone, gut, lung)" in refused.stderr
    line = ("--model", "tissue", "--class", "bone")
    outcome = command(
        "components", place / "study", *line, "--stability", "--seeds", "1", "--resamples", "2", "-o", place / "out"
    )
    assert outcome.code == 0, outcome
    check_notes(place / "out")
    assert len(rows(place / "out" / "predictions.csv")) == 3 * 60
    assert command("silence", place / "study", *line, "--regulator", "ZEB1", "-o", place / "s.csv").code == 0
    assert any(float(row["change"]) != 0 for row in rows(place / "s.csv"))
