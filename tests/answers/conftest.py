"""Planted networks: the answers can be worked out from the arrays themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.messages import Message
from compute.study import EdgeColumn, EdgeMeaning, EdgeTable, MethodRecord, Study, open_study
from tests.made import remade
from tests.sign_dash.planted import Planted, plant


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("answers") / "planted")


@pytest.fixture(scope="session")
def study(planted: Planted) -> Study:
    return open_study(planted.path)


@pytest.fixture(scope="session")
def one_network(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Three edges into CDH1, of probabilities without a sign."""
    words = Message("Probability"), Message("of the edge")
    meaning = EdgeMeaning((EdgeColumn("probability", *words, 0.0, 1.0),), "probability")
    method = MethodRecord("toy", "Toy", "1", {}, scope="cohort", edge=meaning)
    target = np.full(3, study.target_index("CDH1"))
    table = EdgeTable(np.array([0, 1, 2]), target, {"probability": np.array([0.2, 0.9, 0.5], np.float32)})
    folder: Path = tmp_path_factory.mktemp("one") / "study"
    return remade(study, folder, "One", method, lambda writer: writer.write_edges(table))
