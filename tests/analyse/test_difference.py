"""The difference of two mean networks, against the same sums done on dense arrays; what must not change, does not."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

import compute.analyse.means
from compute.analyse import (
    CATEGORIES,
    ComparedSide,
    NetworkDifference,
    mean_network,
    network_difference,
    read_side,
    rewired_genes,
)
from compute.errors import UserError
from compute.study import ALTERNATIVES, EDGES, Study, open_study, value_bins, write_confidence
from compute.write import differences_table
from tests.analyse.conftest import write_study
from tests.study.conftest import Planted

STRENGTHS = (0.0, 0.05, 0.2)
CUTS = ((0.0, None), (0.05, None), (0.05, 0.05), (0.2, 0.01), (0.1, 0.6))  # strength, smallest change
PAIRS = (("low:30", "high:30"), ("ranks:5-40", "ranks:33-60"), ("sample:S3", "high:20"), ("sample:S3", "sample:S9"))


@pytest.fixture(scope="module")
def study(planted: Planted) -> Study:
    return open_study(planted.path)


def dense(found: NetworkDifference, values: NDArray[np.float32]) -> NDArray[np.float32]:
    out = np.zeros((len(found.regulators), len(found.targets)), np.float32)
    out[found.regulator, found.target] = values
    return out


def compared(study: Study, a: str, b: str) -> NetworkDifference:
    return network_difference(read_side(study, a), read_side(study, b))


@pytest.mark.parametrize("samples", [[0], [40], [31, 32], list(range(71)), list(range(0, 71, 5)), [1, 2, 70]])
def test_a_mean_network_is_the_mean_over_its_samples(planted: Planted, study: Study, samples: list[int]) -> None:
    found = mean_network(study, samples)
    chosen = planted.networks[samples].astype(float)
    kept = (chosen != 0).any(axis=0)
    assert found.samples == len(samples)
    assert found.mean.size == kept.sum()
    at = found.regulator, found.target
    assert kept[at].all()
    np.testing.assert_allclose(found.mean, chosen.mean(axis=0)[at], rtol=1e-6)
    np.testing.assert_array_equal(found.present, (chosen != 0).sum(axis=0)[at])
    if len(samples) > 1:
        np.testing.assert_allclose(found.spread, chosen.std(axis=0, ddof=1)[at], rtol=1e-5)
    else:
        assert np.isnan(found.spread).all()


def test_the_pieces_it_is_read_in_change_nothing(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mean_network(study, range(9, 60))
    monkeypatch.setattr(compute.analyse.means, "CELLS_AT_ONCE", 40)
    monkeypatch.setattr(compute.analyse.means, "EDGES_AT_ONCE", 7)
    monkeypatch.setattr(compute.analyse.means, "FEW", 0)
    pieces = mean_network(study, range(9, 60))
    for name in ("regulator", "target", "mean", "spread", "present"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(pieces, name))


def test_no_sample_has_no_mean(study: Study) -> None:
    with pytest.raises(UserError, match="at least one sample"):
        mean_network(study, [])


@pytest.mark.parametrize("pair", PAIRS)
def test_the_difference_is_b_minus_a(planted: Planted, study: Study, pair: tuple[str, str]) -> None:
    found = compared(study, *pair)
    a, b = (planted.networks[side.samples].astype(float).mean(axis=0) for side in (found.a, found.b))
    np.testing.assert_allclose(dense(found, found.difference), b - a, atol=1e-6)


@pytest.mark.parametrize(("strength", "change"), CUTS)
@pytest.mark.parametrize("pair", PAIRS)
def test_exchanging_the_sides_exchanges_the_categories(
    study: Study, pair: tuple[str, str], strength: float, change: float | None
) -> None:
    found, back = compared(study, *pair), compared(study, *pair[::-1])
    np.testing.assert_array_equal(found.difference, -back.difference)
    np.testing.assert_array_equal(found.standardised, -back.standardised)
    mirror = np.array([1, 0, 3, 2, 4, -1])  # the last one: no change
    np.testing.assert_array_equal(found.categories(strength, change), mirror[back.categories(strength, change)])


@pytest.mark.parametrize(("strength", "change"), CUTS)
def test_the_categories_are_what_they_are_called(study: Study, strength: float, change: float | None) -> None:
    found = compared(study, "low:30", "high:30")
    a, b = found.mean_a.astype(float), found.mean_b.astype(float)
    t = float(np.float32(strength))
    least = np.float32(strength / 2 if change is None else change)
    seen: Counter[str] = Counter()
    for one, other, category in zip(a, b, found.categories(strength, change).tolist(), strict=True):
        in_a, in_b = abs(one) >= t and one != 0, abs(other) >= t and other != 0
        name = CATEGORIES[category] if category >= 0 else "steady"
        seen[name] += 1
        changes = (in_a or in_b) and abs(np.float32(other) - np.float32(one)) >= least and one != other
        assert (name != "steady") == changes
        if name == "gained":
            assert in_b
            assert not in_a
        if name == "lost":
            assert in_a
            assert not in_b
        if name in {"strengthened", "weakened", "flipped"}:
            assert in_a
            assert in_b
            assert (one * other < 0) == (name == "flipped")
        if name == "strengthened":
            assert abs(other) > abs(one)
        if name == "weakened":
            assert abs(other) < abs(one)
    if (strength, change) == CUTS[1]:
        assert set(seen) == {*CATEGORIES, "steady"}, "the planted networks show every case"


def test_a_side_against_itself_changes_nothing(study: Study) -> None:
    found = compared(study, "low:30", "low:30")
    assert not found.difference.any()
    assert (found.categories(0.0) == -1).all()
    assert found.shared_samples == found.a.samples.size
    assert compared(study, "low:30", "high:30").shared_samples == 0


def test_the_standardised_difference_needs_a_spread(planted: Planted, study: Study) -> None:
    found = compared(study, "low:30", "high:30")
    a, b = (planted.networks[side.samples].astype(float) for side in (found.a, found.b))
    spread = np.sqrt((a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1)) / 2)[found.regulator, found.target]
    np.testing.assert_allclose(found.standardised, found.difference / spread, rtol=1e-4)
    assert np.isnan(compared(study, "sample:S3", "high:20").standardised).all()


def test_a_negative_strength_is_refused(study: Study) -> None:
    with pytest.raises(UserError, match="0 or more"):
        compared(study, "low:30", "high:30").categories(-0.1)


# genes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("strength", STRENGTHS)
def test_genes_count_the_edges_that_change(study: Study, strength: float) -> None:
    found = compared(study, "low:30", "high:30")
    a, b = dense(found, found.mean_a), dense(found, found.mean_b)
    t = np.float32(strength)
    in_a, in_b = ((np.abs(mean) >= t) & (mean != 0) for mean in (a, b))
    rows = rewired_genes(found, strength)
    regulators = {row.gene: row for row in rows if row.role == "regulator"}
    targets = {row.gene: row for row in rows if row.role == "target"}
    for j, name in enumerate(found.regulators):
        if not (in_a[j] | in_b[j]).any():
            assert name not in regulators
            continue
        row = regulators[name]
        assert (row.edges_a, row.edges_b) == (in_a[j].sum(), in_b[j].sum())
        assert row.jaccard == pytest.approx((in_a[j] & in_b[j]).sum() / (in_a[j] | in_b[j]).sum())
    categories = Counter(CATEGORIES[c] for c in found.categories(strength) if c >= 0)
    changed = found.categories(strength) >= 0
    for of_role in (regulators, targets):
        for name in CATEGORIES:
            assert sum(getattr(row, name) for row in of_role.values()) == categories[name]
        total = sum(row.change for row in of_role.values())
        assert total == pytest.approx(np.abs(found.difference[changed]).sum(), rel=1e-5)
        assert [row.rank for row in of_role.values()] == list(range(1, len(of_role) + 1))
        changes = [row.change for row in of_role.values()]
        assert changes == sorted(changes, reverse=True)


# two studies ---------------------------------------------------------------------------------------


def test_two_studies_are_compared_over_the_genes_both_have(planted: Planted, study: Study, tmp_path: Path) -> None:
    """The other study holds the same networks under the same names, in another order and with some left out."""
    content, networks = planted.content, planted.networks
    regulators, targets = list(range(10))[::-1], [16, 2, 9, 7, 3]
    other = write_study(
        tmp_path / "other",
        networks[:, regulators][:, :, targets],
        tuple(content.regulators[j] for j in regulators),
        tuple(content.targets[k] for k in targets),
        samples=content.samples,
        modulator=content.modulator,
    )
    within = network_difference(read_side(study, "low:30"), read_side(study, "high:30"))
    across = network_difference(read_side(study, "low:30"), read_side(other, "high:30"))
    assert set(across.regulators) == set(other.regulators)
    assert set(across.targets) == set(other.targets)
    assert across.shared_samples == 0
    rows = [content.regulators.index(name) for name in across.regulators]
    columns = [content.targets.index(name) for name in across.targets]
    for name in ("mean_a", "mean_b", "difference"):
        expected = dense(within, getattr(within, name))[np.ix_(rows, columns)]
        np.testing.assert_allclose(dense(across, getattr(across, name)), expected, atol=1e-7)


def test_studies_without_common_genes_are_not_compared(study: Study, hostile: Study) -> None:
    with pytest.raises(UserError, match="no regulator in common"):
        network_difference(read_side(study, "low:30"), read_side(hostile, "high:50"))


# sides ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("low:10", range(7)),
        ("high:10", range(64, 71)),
        ("low:100", range(71)),
        ("low:0.1", range(1)),
        ("ranks:2-4", range(1, 4)),
        ("sample:S7", [7]),
    ],
)
def test_a_side_holds_the_samples_it_names(study: Study, text: str, positions: list[int]) -> None:
    assert read_side(study, text).samples.tolist() == list(positions)


def test_scores_include_both_ends(study: Study) -> None:
    low, high = float(study.modulator[5]), float(study.modulator[11])
    side = read_side(study, f"scores:{low}..{high}")
    assert side.samples.tolist() == list(range(5, 12))
    assert side.contiguous


def test_groups_come_from_the_annotation(planted: Planted, tmp_path: Path) -> None:
    column = ["lung", "a=b", None] * 24
    annotation = pd.DataFrame({"tissue": column[:71], "tis=sue": column[:71]}, index=planted.content.samples)
    content = planted.content
    annotated = write_study(
        tmp_path / "s", planted.networks, content.regulators, content.targets, samples=content.samples,
        modulator=content.modulator, annotation=annotation,
    )  # fmt: skip
    for text in ("group:tissue=lung", "group:tis=sue=lung"):
        side = read_side(annotated, text)
        assert side.samples.tolist() == list(range(0, 71, 3))
        assert not side.contiguous
    assert read_side(annotated, "group:tissue=a=b").samples.tolist() == list(range(1, 71, 3))
    assert read_side(annotated, "group:tissue=lung").title == "tissue = lung (24 samples)"
    with pytest.raises(UserError, match=r"lungs.*lung"):
        read_side(annotated, "group:tissue=lungs")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "names no samples"),
        ("middle:10", "low:10"),
        ("low:", "names no samples"),
        ("low:0", "percentage"),
        ("high:ten", "percentage"),
        ("ranks:0-4", "from 1 to 71"),
        ("ranks:9-4", "from 1 to 71"),
        ("scores:1..0", "lower and the higher"),
        ("scores:90..91", "they run from"),
        ("group:tissue=lung", "no annotation"),
        ("sample:S700", "S70"),
    ],
)
def test_a_side_that_is_none_is_one_sentence(study: Study, text: str, names: str) -> None:
    with pytest.raises(UserError, match=names):
        read_side(study, text)


def test_sides_say_what_they_hold(study: Study) -> None:
    assert read_side(study, "low:10").title == "lowest 10 % of EMT score (7 samples)"
    assert read_side(study, "sample:S7").title == "S7"
    assert isinstance(read_side(study, "sample:S7"), ComparedSide)


def test_a_change_is_as_sure_as_the_halves_say_where_they_see_it_go_the_same_way(
    planted: Planted, study: Study, tmp_path: Path
) -> None:
    assert compared(study, "low:30", "high:30").confidence_of_change is None
    shutil.copytree(planted.path, tmp_path / "sure")
    there = np.argwhere((planted.networks != 0).any(axis=0).T)
    edges = np.zeros(len(there), EDGES)
    edges["target"], edges["regulator"] = there.T
    edges["direction"] = 1
    edges["confidence_of_change"] = 0.75
    write_confidence(tmp_path / "sure", edges, np.empty(0, ALTERNATIVES), {"by": "", "figures": {}})
    sure = open_study(tmp_path / "sure")
    up, down = compared(sure, "low:30", "high:30"), compared(sure, "high:30", "low:30")
    assert up.confidence_of_change is not None
    assert down.confidence_of_change is not None
    np.testing.assert_array_equal(up.confidence_of_change, np.where(up.difference > 0, np.float32(0.75), 0))
    np.testing.assert_array_equal(down.confidence_of_change, np.where(down.difference < 0, np.float32(0.75), 0))
    table = differences_table(up, 0.05)
    assert "confidence_of_change" in table.text.splitlines()[[line.startswith("regulator,") for line in
                                                            table.text.splitlines()].index(True)]  # fmt: skip


def test_a_side_is_confined_by_filters_and_numbers_come_in_bins(planted: Planted, tmp_path: Path) -> None:
    n = len(planted.content.samples)
    tissue = ["lung", "blood", "skin"] * (n // 3) + ["lung"] * (n % 3)
    annotation = pd.DataFrame({"tissue": tissue, "age": np.arange(n) + 20}, index=planted.content.samples)
    content = planted.content
    annotated = write_study(
        tmp_path / "s", planted.networks, content.regulators, content.targets, samples=content.samples,
        modulator=content.modulator, annotation=annotation,
    )  # fmt: skip
    lung = np.flatnonzero(np.array(tissue) == "lung")
    ends = read_side(annotated, "low:50;within:tissue=lung")
    assert ends.samples.tolist() == lung[: lung.size // 2].tolist()  # a share of those that are left
    either = read_side(annotated, "ranks:1-9;within:tissue=lung;within:tissue=skin;without:age=20..22")
    assert either.samples.tolist() == [3, 5, 6, 8]
    assert (
        either.title == "ranks 1-9 of EMT score, within tissue = lung, tissue = skin, without age = 20..22 (4 samples)"
    )
    with pytest.raises(UserError, match="No sample matches"):
        read_side(annotated, "group:tissue=blood;within:tissue=lung")

    bins = [read_side(annotated, f"group:age={low!r}..{high!r}") for low, high in value_bins(annotation["age"])]
    assert sorted(np.concatenate([side.samples for side in bins]).tolist()) == list(range(n))
    assert max(side.samples.size for side in bins) - min(side.samples.size for side in bins) <= 1
    assert value_bins(annotation["tissue"]) == []
