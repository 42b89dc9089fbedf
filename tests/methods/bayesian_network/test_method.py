"""A Bayesian network as a run: the same bits however it is computed, and a study that all parts can read."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from compute.errors import UserError
from compute.estimate.plan import plan
from compute.estimate.run import profile
from compute.estimate.stages import StoppedError
from compute.methods import METHODS
from compute.methods.base import NETWORKS
from compute.methods.bayesian_network.method import METHOD
from compute.methods.bayesian_network.settings import Settings
from compute.methods.cohort import Cohort
from compute.read import Expression
from compute.study import Study, StudyScore, open_study
from tests.methods.bayesian_network.conftest import PLANTED, planted

NAME = "bayesian-network"
QUICK = {"bootstraps": 12, "restarts": 2, "functions": 8, "candidates": 4}
GENES = tuple(f"G{j}" for j in range(8))


def whole(seed: int = 0, samples: int = 100, **changes: object) -> Cohort:
    names = tuple(f"S{i:03d}" for i in range(samples))
    given: dict[str, object] = {
        "expression": Expression(8 + planted(seed, samples), names, GENES, "simulated", "0"),
        "modulator": np.arange(samples, dtype=float),
        "score": StudyScore("order of the table"),
        "modulator_source": ("simulated", "0"),
        "regulators": GENES,
        "targets": GENES,
        "title": "simulated",
        "simulated": True,
    }
    return Cohort(**{**given, **changes})  # type: ignore[arg-type]


def run(cohort: Cohort, path: Path, workers: int = 1, **settings: object) -> Study:
    profile(cohort, path, Settings(**{**QUICK, **settings}), workers, method=NAME)  # type: ignore[arg-type]
    return open_study(path)


def bits(study: Study) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((study.path / "networks" / "edges").glob("*.npy"))}


def named(study: Study, least: float = 0.5) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Strength, direction and slope of the edges of a least strength."""
    table = study.edge_table
    rows = zip(
        table.regulator.tolist(),
        table.target.tolist(),
        *(table.columns[name].tolist() for name in ("strength", "direction", "slope")),
        strict=True,
    )
    found = {(study.regulators[j], study.targets[k]): (s, d, m) for j, k, s, d, m in rows}
    return {ends: numbers for ends, numbers in found.items() if numbers[0] >= least}


def test_planted_edges_are_strong_directed_and_have_their_slope(tmp_path: Path) -> None:
    found = named(run(whole(2, 200), tmp_path / "study", functions=20), 0.7)
    for u, v in PLANTED:
        strength, direction, _ = found[f"G{u}", f"G{v}"]
        assert strength >= 0.75
        assert direction > 0.7
    assert found["G0", "G2"][2] > 0.3  # a hyperbolic tangent
    assert found["G1", "G2"][2] == 0  # a cosine goes up and down


def test_workers_do_not_change_a_bit(tmp_path: Path) -> None:
    assert bits(run(whole(), tmp_path / "one")) == bits(run(whole(), tmp_path / "three", workers=3))


def test_it_does_not_matter_how_bootstraps_are_shared_out_among_tasks() -> None:
    problem = METHOD.prepare(whole().ordered(), Settings(**QUICK))  # type: ignore[arg-type]
    together, parts = METHOD.fit(problem, (0, 3)), [METHOD.fit(problem, one) for one in ((0, 1), (1, 3))]
    for name, array in together.items():
        np.testing.assert_array_equal(array, np.concatenate([part[name] for part in parts]))


def test_a_run_that_is_stopped_and_resumed_is_the_same_to_the_bit(tmp_path: Path) -> None:
    undisturbed = bits(run(whole(), tmp_path / "whole", bootstraps=40))
    cohort, settings, done = whole(), Settings(**QUICK | {"bootstraps": 40}), [0]  # type: ignore[arg-type]

    def count(stage: str, number: int, total: int, /) -> None:
        assert stage == NETWORKS
        assert total == 8  # five bootstraps in a task
        done[0] = number

    with pytest.raises(StoppedError):
        profile(cohort, tmp_path / "killed", settings, 1, progress=count, stopping=lambda: done[0] >= 1, method=NAME)
    left = open_pending(tmp_path / "killed")
    assert 1 <= left < 8
    again: list[int] = []
    profile(
        cohort,
        tmp_path / "killed",
        settings,
        2,
        resume=True,
        progress=lambda _stage, number, _total, /: again.append(number),
        method=NAME,
    )
    assert again[0] == left
    assert bits(open_study(tmp_path / "killed")) == undisturbed


def open_pending(folder: Path) -> int:
    return len(list((folder / "networks" / ".pending").glob("bootstraps-*.npz")))


def test_the_order_of_samples_and_genes_does_not_matter(tmp_path: Path) -> None:
    cohort = whole()
    samples, genes = np.random.default_rng(1).permutation(100), np.random.default_rng(2).permutation(8)
    table = cohort.expression
    turned = Expression(
        table.values[samples][:, genes],
        tuple(table.samples[i] for i in samples),
        tuple(GENES[j] for j in genes),
        "simulated",
        "0",
    )
    other = replace(cohort, expression=turned, regulators=turned.genes, targets=turned.genes)
    one, two = named(run(cohort, tmp_path / "a"), 0.0), named(run(other, tmp_path / "b"), 0.0)
    assert one.keys() == two.keys()
    for ends, numbers in one.items():
        assert two[ends] == pytest.approx(numbers, abs=1e-4)


def test_only_regulators_regulate_and_only_targets_are_regulated(tmp_path: Path) -> None:
    found = named(run(whole(regulators=("G2", "G0", "G1"), targets=("G3", "G2", "G5")), tmp_path / "s"), 0.0)
    assert found
    assert {u for u, _ in found} <= {"G0", "G1", "G2"}
    assert {v for _, v in found} <= {"G2", "G3", "G5"}
    assert all(direction == 1 for (u, v), (_, direction, _) in found.items() if v != "G2")
    assert found["G0", "G2"][0] > 0.7


def test_what_is_adjusted_for_makes_no_edge(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    batch = np.repeat([0.0, 1.0], 50)
    values = rng.normal(size=(100, 4)) + 3 * batch[:, None] * np.array([1, 1, 0, 0])
    genes, names = GENES[:4], tuple(f"S{i:03d}" for i in range(100))
    annotation = pd.DataFrame({"batch": np.where(batch > 0, "b", "a")}, index=list(names))
    plain = whole(
        expression=Expression(values, names, genes, "simulated", "0"),
        regulators=genes,
        targets=genes,
        annotation=annotation,
    )
    ends = {("G0", "G1"), ("G1", "G0")}
    assert ends & named(run(plain, tmp_path / "plain"), 0.9).keys()
    assert not ends & named(run(replace(plain, adjust=("batch",)), tmp_path / "adjusted"), 0.75).keys()


def test_published_pairs_direct_an_edge_and_their_weight_is_kept(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(80, 6))
    x[:, 1] += 0.6 * x[:, 0]
    names, genes = tuple(f"S{i:03d}" for i in range(80)), GENES[:6]
    line = whole(
        expression=Expression(x, names, genes, "simulated", "0"),
        modulator=np.arange(80.0),
        regulators=genes,
        targets=genes,
    )
    for pair in (("G0", "G1"), ("G1", "G0")):
        known = replace(line, known=(pair,), known_source=("pairs.tsv", "1"))
        study = run(known, tmp_path / pair[0], prior="knowledge", zeta=3.0)
        assert named(study, 0.5)[pair][1] > 0.7
        assert study.settled("zeta") == [3.0]
    with pytest.raises(UserError, match="--evidence"):
        run(line, tmp_path / "none", prior="knowledge")
    with pytest.raises(UserError, match="check the gene symbols"):
        run(replace(line, known=(("A", "B"),)), tmp_path / "strange", prior="knowledge")


def test_the_weight_of_published_pairs_is_found_by_the_score(tmp_path: Path) -> None:
    """True pairs earn a weight; pairs between genes that have nothing to do with each other earn none."""
    true = tuple((f"G{u}", f"G{v}") for u, v in PLANTED)
    cohort = whole(known=true, known_source=("pairs.tsv", "1"))
    study = run(cohort, tmp_path / "true", prior="knowledge", bootstraps=1)
    settled = study.settled("zeta")
    assert settled is not None
    assert settled[0] > 0
    assert any(entry["role"] == "evidence" for entry in study.info.inputs)


def test_few_samples_are_noted_and_too_few_refused(tmp_path: Path) -> None:
    study = run(whole(0, 40), tmp_path / "few", bootstraps=2)
    assert any("advised" in str(note) for note in study.info.notes)
    assert not any("advised" in str(note) for note in run(whole(), tmp_path / "enough", bootstraps=2).info.notes)
    with pytest.raises(UserError, match="at least 20"):
        run(whole(0, 19), tmp_path / "none")


@pytest.mark.parametrize(
    ("given", "said"),
    [({"candidates": 31}, "at most 30"), ({"functions": 10}, "multiple of 4"), ({"keep": 1.0}, "keep")],
)
def test_settings_that_cannot_be_are_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        Settings(**given)  # type: ignore[arg-type]


def test_a_plan_times_bootstraps_of_these_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.estimate.costs.SECONDS", 0.2)
    planned = plan(whole(), tmp_path / "study", Settings(bootstraps=40), 1, NAME)
    assert planned.points == 0
    assert planned.part(NETWORKS).fits == 40 * 8
    assert planned.seconds > 0
    assert planned.memory > 0
    assert not (tmp_path / "study").exists()


def test_a_trial_of_some_targets_is_the_same_problem_with_less_to_do() -> None:
    cohort = whole()
    problem = METHOD.prepare(cohort.ordered(), Settings(**QUICK))  # type: ignore[arg-type]
    part = problem.of_targets(np.array([2, 5]))
    found = METHOD.fit(part, (0, 3))
    assert set(found["target"].tolist()) == {2, 5}


def test_the_study_says_what_its_numbers_mean_and_how_they_were_made(tmp_path: Path) -> None:
    study = run(whole(), tmp_path / "study", seed=4)
    assert study.provides == {"signed"}
    assert [column.name for column in study.info.method.edge.columns] == ["strength", "direction", "slope"]
    text = METHODS.find(NAME).describe(study)
    assert "Imoto et al. 2002" in text
    assert "12 bootstraps" in text
    assert "seed 4" in text
    assert list(study.edge_table.columns) == ["strength", "direction", "slope"]


def test_contributions_are_the_curve_at_each_sample(tmp_path: Path) -> None:
    """Of a hyperbolic tangent they rise with the regulator and level off; together they make most of the target."""
    study = run(whole(2, 200), tmp_path / "study", functions=20)
    contribution, table = study.edge_contributions, study.edge_table
    assert contribution is not None
    assert contribution.shape == (table.target.size, 200)
    edge = int(np.flatnonzero((table.regulator == 0) & (table.target == 2))[0])
    by_level = contribution[edge][np.argsort(study.expression("G0"))]
    assert np.corrcoef(contribution[edge], np.tanh(2 * (study.expression("G0") - 8)))[0, 1] > 0.95
    assert np.abs(np.diff(by_level[:40])).sum() < np.abs(np.diff(by_level[80:120])).sum()
    strong = (table.target == 2) & (table.columns["strength"] > 0.7)
    assert np.corrcoef(contribution[strong].sum(axis=0), study.expression("G2"))[0, 1] > 0.8


@pytest.fixture
def table(tmp_path: Path) -> Path:
    names = pd.Index([f"S{i:03d}" for i in range(60)], name="sample")
    pd.DataFrame(8 + planted(2, 60), index=names, columns=list(GENES)).to_csv(tmp_path / "e.csv")
    return tmp_path / "e.csv"


@pytest.fixture
def words(table: Path) -> Callable[..., list[str]]:
    def make(*more: str | Path) -> list[str]:
        options = ["--bootstraps", "6", "--restarts", "1", "--functions", "8", "--workers", "1"]
        made = ["profile", str(table), "--orientation", "samples-in-rows", "--method", NAME, *options]
        return [*made, *(str(word) for word in more)]

    return make


def test_the_command_line_needs_no_score_and_writes_every_format(
    tmp_path: Path, words: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("-o", tmp_path / "study")) == 0
    study = open_study(tmp_path / "study")
    assert study.regulators == study.targets == GENES
    assert study.info.score.column == "order of the table"
    for kind in ("csv", "sif", "graphml", "cx2"):
        file = tmp_path / f"network.{kind}"
        assert main(["network", str(study.path), "--format", kind, "-o", str(file)]) == 0
    rows = pd.read_csv(tmp_path / "network.csv", comment="#")
    assert list(rows.columns) == ["regulator", "target", "strength", "direction", "slope"]
    assert (rows["strength"].diff().dropna() <= 0).all()
    assert rows["direction"].between(0.5, 1).all()
    assert "regulates" in (tmp_path / "network.sif").read_text() or (rows["slope"] != 0).all()
    capsys.readouterr()
    assert main(["network", str(study.path), "--sample", "S001", "-o", str(tmp_path / "x.csv")]) != 0
    assert "one network for all samples" in capsys.readouterr().err


def test_a_killed_process_is_resumed_to_the_same_bits(tmp_path: Path, words: Callable[..., list[str]]) -> None:
    """SIGKILL while bootstraps are computed: what was kept is taken over, and nothing else is different."""
    more = ("--bootstraps", "60", "--functions", "20", "--restarts", "10")
    killed, whole_run = tmp_path / "killed", tmp_path / "whole"
    process = subprocess.Popen([sys.executable, "-m", "compute", *words(*more, "-o", killed)], stderr=subprocess.PIPE)
    kept = killed / "networks" / ".pending"
    deadline = time.monotonic() + 240
    while not list(kept.glob("bootstraps-*.npz")):
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.wait()
    left = open_pending(killed)
    assert 1 <= left <= 12
    assert json.loads((killed / "study.json").read_text())["state"] == "running" or left == 12
    assert main(words(*more, "-o", killed, "--resume")) == 0
    assert main(words(*more, "-o", whole_run)) == 0
    assert bits(open_study(killed)) == bits(open_study(whole_run))


def test_the_command_line_says_what_edges_add(tmp_path: Path, words: Callable[..., list[str]]) -> None:
    assert main(words("-o", tmp_path / "study")) == 0
    study, file = open_study(tmp_path / "study"), tmp_path / "c.csv"
    kept = study.edge_contributions
    assert kept is not None
    assert main(["contributions", str(study.path), "--sample", "S007", "-o", str(file)]) == 0
    rows = pd.read_csv(file, comment="#")
    assert list(rows.columns) == ["regulator", "target", "strength", "expression", "contribution"]
    assert rows["contribution"].abs().is_monotonic_decreasing
    assert rows["contribution"].sum() == pytest.approx(kept[:, study.sample_index("S007")].sum(), abs=1e-4)
    first = rows.iloc[0]
    assert main(["contributions", str(study.path), "--edge", first["regulator"], first["target"], "-o", str(file)]) == 0
    along = pd.read_csv(file, comment="#").set_index("sample")
    assert along.loc["S007", "contribution"] == pytest.approx(first["contribution"], abs=1e-6)
    assert along["strength"].nunique() == 1


def test_the_command_line_takes_published_pairs(tmp_path: Path, words: Callable[..., list[str]]) -> None:
    (tmp_path / "pairs.tsv").write_text("G0\tG2\tActivation\t1\n")
    given = ("--prior", "knowledge", "--zeta", "1", "--evidence", tmp_path / "pairs.tsv")
    assert main(words(*given, "-o", tmp_path / "study")) == 0
    record = json.loads((tmp_path / "study" / "study.json").read_text())
    assert {"role": "evidence"}.items() <= record["inputs"][-1].items()
