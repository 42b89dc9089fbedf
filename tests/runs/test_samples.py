"""Columns of the annotation: how much of the expression they explain, and one class alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import Expression
from compute.read.names import EXACT, NEAR
from compute.runs.inputs import files_in, read_cohort
from compute.runs.samples import covariates, explained_share, only_samples
from tests.runs.conftest import asked

RNG = np.random.default_rng(3)
N, G = 120, 200
TISSUE = np.repeat(["gut", "lung", "skin"], N // 3)


def cohort(effect: float) -> tuple[Expression, pd.DataFrame]:
    samples = tuple(f"S{i}" for i in range(N))
    shift = RNG.normal(0, effect, (3, G))[np.repeat(np.arange(3), N // 3)]
    values = shift + RNG.normal(0, 1, (N, G))
    annotation = pd.DataFrame(
        {
            "name": samples,
            "batch": RNG.permutation(np.repeat(["x", "y"], N // 2)),
            "age": RNG.normal(50, 9, N),
            "tissue": TISSUE,
            "same": "a",
        },
        index=pd.Index(samples, name="sample"),
    )
    order = RNG.permutation(N)
    return Expression(values, samples, tuple(f"G{i}" for i in range(G)), "x.csv", ""), annotation.iloc[order]


def test_the_column_that_matters_comes_first_with_its_share() -> None:
    expression, annotation = cohort(1.0)
    found = covariates("lines.csv", expression, annotation)
    assert found[0].column == "tissue"
    assert {one.column for one in found} == {"tissue", "batch", "age"}  # neither names nor a constant
    assert found[0].groups == (("gut", 40), ("lung", 40), ("skin", 40))
    # Between two of three equally large groups with shifts of variance 1: 2/3 of it (N − 1)/N lies between groups.
    Y = expression.values
    between = np.square(np.repeat([Y[t == TISSUE].mean(axis=0) for t in ("gut", "lung", "skin")], 40, axis=0)
                        - Y.mean(axis=0)).sum(axis=0)  # fmt: skip
    share = float((between / np.square(Y - Y.mean(axis=0)).sum(axis=0)).mean())
    assert found[0].explains == pytest.approx(1 - (1 - share) * (N - 1) / (N - 3))
    assert all(one.explains < 0.02 for one in found[1:])


def test_random_numbers_explain_nothing_on_average() -> None:
    shares = [explained_share(RNG.normal(size=(60, 80)), RNG.normal(size=(60, 12))) for _ in range(20)]
    assert np.mean(shares) < 0.02


def test_one_class_alone() -> None:
    expression, annotation = cohort(0.0)
    chosen, note = only_samples(expression, annotation, "tissue=lung")
    assert chosen.samples == expression.samples[40:80]
    assert np.array_equal(chosen.values, expression.values[40:80])
    assert str(note) == "Only the 40 of 120 samples with tissue = lung were used."


@pytest.mark.parametrize(
    ("only", "reason"),
    [
        ("tissue", "Write COLUMN=VALUE"),
        ("tisue=lung", "did you mean tissue"),
        ("tissue=lnug", "did you mean lung"),
    ],
)
def test_what_cannot_be_chosen_is_said(only: str, reason: str) -> None:
    expression, annotation = cohort(0.0)
    with pytest.raises(UserError, match=reason):
        only_samples(expression, annotation, only)
    with pytest.raises(UserError, match=r"no annotation|COLUMN=VALUE"):
        only_samples(expression, None, only)


def test_the_class_taken_alone_is_kept_with_the_cohort(inputs: Path) -> None:
    files = files_in(inputs)
    tissue = pd.read_csv(files["simulated-annotation.csv"])["tissue"].value_counts()
    whole = read_cohort(asked(only=f"tissue = {tissue.index[0]}"), files)
    assert whole.only == f"tissue={tissue.index[0]}"
    assert len(whole.expression.samples) == tissue.iloc[0]
    assert whole.ordered().only == whole.only
    assert read_cohort(asked(), files).only == ""


def test_the_class_is_looked_up_by_the_names_as_they_are_to_match(inputs: Path) -> None:
    files = files_in(inputs)
    table = pd.read_csv(files["simulated-annotation.csv"])
    tissue = table["tissue"].mode()[0]
    names = table.columns[0]
    first = table.index[table["tissue"] == tissue][0]
    respelled = table.loc[first, names]
    table.loc[first, names] = respelled.lower().replace("-", "_")
    table.to_csv(files["simulated-annotation.csv"], index=False)
    near, exact = (
        read_cohort(asked(only=f"tissue={tissue}", matching=matching), files).expression.samples
        for matching in (NEAR, EXACT)
    )
    assert set(near) - set(exact) == {respelled}
