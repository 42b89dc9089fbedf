"""From a data frame or an AnnData object to a study; what is wrong is said of the argument."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anndata as ad
import numpy as np
import pandas as pd
import pytest

import compute
from compute.errors import UserError

QUICK = {"bandwidth": 0.5, "l1_count": 5, "score_grid": 2, "workers": 1}
GENES = ("ZEB1", "SNAI1", "GRHL2", "CDH1", "VIM", "FN1")
REGULATORS, TARGETS = GENES[:3], GENES[3:]


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    """Simulated: CDH1 follows ZEB1, the more the higher the score."""
    made = np.random.default_rng(0)
    values = made.normal(8, 1, (40, len(GENES)))
    values[:, 3] = 8 - np.linspace(0.2, 1.5, 40) * (values[:, 0] - 8) + made.normal(0, 0.2, 40)
    return pd.DataFrame(values, [f"S{sample}" for sample in range(40)], GENES)


@pytest.fixture(scope="module")
def score() -> Any:
    return np.linspace(-1, 1, 40)


@pytest.mark.slow
def test_a_frame_and_an_anndata_object_give_the_same_networks(data: pd.DataFrame, score: Any) -> None:
    first = compute.profile(data, score, regulators=REGULATORS, targets=TARGETS, simulated=True, **QUICK)
    network = first.network("S39")
    assert (network["regulator"].iloc[0], network["target"].iloc[0]) == ("ZEB1", "CDH1")
    assert network["coefficient"].iloc[0] < 0
    backwards = pd.Series(score[::-1], data.index[::-1], name="EMT")
    held = ad.AnnData(np.exp2(data), obs=pd.DataFrame({"EMT": backwards[data.index]}), layers={"log": data.to_numpy()})
    second = compute.profile(held, "EMT", regulators=REGULATORS, targets=TARGETS, layer="log", **QUICK)
    assert second.score.name == "EMT"
    pd.testing.assert_frame_equal(second.network("S39"), network)
    assert first.path.is_dir()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"modulator": [1.0, 2.0]}, "modulator has shape"),
        ({"modulator": "nosuch"}, "modulator='nosuch'"),
        ({"modulator": pd.Series(["a"] * 40)}, "modulator holds"),
        ({"modulator": None}, "modulator is missing"),
        ({"modulator": {"other": 1.0}}, "data .* is in modulator"),
        ({"regulators": "ZEB1"}, "regulators must be a list"),
        ({"regulators": []}, "regulators is empty"),
        ({"targets": ["NOSUCH"]}, "NOSUCH.* is in data"),
        ({"layer": "counts"}, "layer='counts'"),
        ({"orientation": "sideways"}, "orientation must be"),
        ({"annotation": [1]}, "annotation must be"),
        ({"bandwidht": 2}, "bandwidht"),
        ({"data": [[1.0]]}, "data must be"),
        ({"method": "nosuch"}, "nosuch"),
    ],
)
def test_what_is_wrong_names_the_argument(
    data: pd.DataFrame, score: Any, change: dict[str, Any], said: str, tmp_path: Path
) -> None:
    given = {"data": data, "modulator": score, "regulators": REGULATORS, "targets": TARGETS, **QUICK, **change}
    with pytest.raises(UserError, match=said):
        compute.profile(**given, path=tmp_path / "study")
    assert not (tmp_path / "study").exists()


def test_text_among_the_genes_is_named(data: pd.DataFrame, score: Any) -> None:
    with pytest.raises(UserError, match=r"data has columns that are not numbers .*tissue"):
        compute.profile(data.assign(tissue="lung"), score)


def test_nothing_is_written_over(data: pd.DataFrame, score: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"path=.* exists"):
        compute.profile(data, score, regulators=REGULATORS, path=tmp_path, **QUICK)
