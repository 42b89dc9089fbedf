"""Models learned from sure edges alone, and what is read of them later."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from compute.cli.main import main
from compute.components import (
    fit_deep_tensor,
    fit_study,
    measure_stability,
    read_components,
    silence_edge,
    stored_predictor,
)
from compute.components.stability.refits import learned_from
from compute.components.trip.trip import TRIP
from compute.errors import UserError
from compute.study import Study, open_study, sure_edges
from compute.study.confidence import read_confidence, write_confidence
from tests.sign_dash.sure import with_confidence
from tests.study.conftest import Planted, planted

__all__ = ["planted"]
LEAST = 0.5


@pytest.fixture(scope="module")
def study(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("sure") / "study"
    with_confidence(planted, path)
    fit_study(open_study(path), rank=(2, 2), folds=2, name="sure", confidence=LEAST)
    return open_study(path)


def test_the_model_sees_sure_edges_alone(study: Study) -> None:
    sure = sure_edges(study, LEAST)
    networks = [sure.network(sample) for sample in range(len(study.samples))]
    model = TRIP(rank=(2, 2)).fit(networks, study.modulator)
    stored = study.model("sure")
    np.testing.assert_allclose(stored.arrays["cores"], model.cores_, atol=1e-6)
    assert stored.info["confidence"]["least"] == LEAST


def test_what_is_read_later_sees_the_same_edges(study: Study) -> None:
    stored = study.model("sure")
    components = read_components(stored)
    predictor = stored_predictor(stored, components)
    assert components.confidence == LEAST
    assert predictor is not None
    assert study.confidence is not None
    edges = study.confidence.edges
    for edge, moves in ((edges[edges["confidence"].argmin()], False), (edges[edges["confidence"].argmax()], True)):
        names = study.regulators[edge["regulator"]], study.targets[edge["target"]]
        assert study.edge(*names).any()
        assert silence_edge(study, components, predictor, *names).change.any() == moves
    networks, _ = learned_from(study, stored)
    assert networks.energy < sum(float((study.network(s).data ** 2).sum()) for s in range(len(study.samples)))
    assert measure_stability(study, stored, seeds=1, resamples=2).info["confidence"]["least"] == LEAST


def test_confidence_computed_again_is_not_what_the_model_learned_from(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "study"
    shutil.copytree(study.path, path)
    known = read_confidence(path, len(study.targets))
    assert known is not None
    edges, others = np.array(known.edges), np.array(known.alternatives)
    write_confidence(path, edges, others, {**known.info, "created": "later"})
    with pytest.raises(UserError, match="was computed again since the model 'sure' was learned"):
        learned_from(open_study(path), study.model("sure"))


def test_deep_tensor_sees_them_too(study: Study) -> None:
    energy = []
    for least in (0.0, LEAST):
        made = fit_deep_tensor(study, rank=(1, 1), folds=2, max_epochs=2, name="deep", confidence=least)
        energy.append(float(np.square(made.arrays["cores"]).sum()))
    assert energy[0] != energy[1]


def test_the_command_line_learns_from_them(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["trip", str(study.path), "--rank", "1", "1", "--folds", "2", "--max-epochs", "2", "--name", "typed"]
    assert main([*words, "--confidence", "0.5"]) == 0
    assert "Learned from edges of confidence 0.5 or more." in capsys.readouterr().err
    assert main(["info", str(study.path)]) == 0
    assert "edges of confidence 0.5 or more" in capsys.readouterr().out
    assert main([*words, "--confidence", "7"]) == 2
    assert "between 0 and 1" in capsys.readouterr().err
