"""The page's figures say what the model does, and nothing where it says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import Modules, study_modules
from compute.study import Study
from sign_dash.pages.modules.callbacks import chosen, gene_rows
from sign_dash.pages.modules.cards import module_cards
from sign_dash.pages.modules.figures import gene_prediction, module_course
from sign_dash.pages.modules.transition import transition_table
from sign_dash.pages.modules.words import facts, probability
from tests.sign_dash.pages.components.reading import text


@pytest.fixture(scope="module")
def modules(time_study: Study) -> Modules:
    return study_modules(time_study)


def test_the_first_trace_has_a_point_for_every_sample(modules: Modules) -> None:
    for figure in (module_course(modules, 1), gene_prediction(modules, "G3")):
        assert list(figure.data[0].x) == list(modules.study.modulator)
        assert len(figure.data[0].y) == len(modules.study.samples)


def test_a_prediction_begins_at_the_second_time(modules: Modules) -> None:
    line = gene_prediction(modules, "G3").data[-1]
    assert list(line.x) == modules.time[1:].tolist()
    found = modules.prediction("G3")
    assert line.y[0] == pytest.approx(found.predicted[modules.step == 1].mean())


def test_the_table_says_what_is_sure_of_which_effect(modules: Modules) -> None:
    table = transition_table(modules)
    cells = [cell.children for row in table.children[1].children for cell in row.children[1:]]
    assert modules.transition_q is not None
    assert ["sure" in cell.className for cell in cells] == (modules.transition_q <= 0.05).T.ravel().tolist()
    numbers = [float(cell.children[0].replace("−", "-")) for cell in cells]
    assert np.allclose(numbers, modules.transition.T.ravel(), atol=0.0051)


def test_cards_and_rows_have_the_strongest_genes_first(modules: Modules) -> None:
    rows = gene_rows(modules, 2)
    assert [row["rank"] for row in rows] == list(range(1, 41))
    assert rows[0]["gene"] in text(module_cards(modules, 2)[2])
    assert chosen(modules, 7) == chosen(modules, None) == 0


def test_the_model_is_said_in_a_sentence(modules: Modules) -> None:
    said = facts(modules)
    assert "3 modules of 40 genes · 3 time courses at 12 time points · the smallest BIC of 4 numbers of modules" in said
    assert "last value" in said
    assert (probability(0.0004), probability(0.0312)) == ("<0.001", "0.031")
