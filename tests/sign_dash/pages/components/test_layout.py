"""The page as a component tree: filled from the start, honest where a model is missing or broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compute.study import Study, open_study, write_model
from sign_dash.pages.components import names
from sign_dash.pages.components.layout import layout
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN, UNSTABLE
from tests.sign_dash.pages.components.reading import by_id, text


def test_the_page_offers_the_newest_model_and_reads_none_yet(others: Study) -> None:
    page = layout(others)
    assert by_id(page, names.MODEL).data == [MODEL, UNSTABLE, OWN, CLASSES]
    assert by_id(page, names.MODEL).value == MODEL
    assert by_id(page, names.BODY).hidden is False
    assert by_id(page, names.EMPTY).hidden is True
    assert "Reading the components …" in text(by_id(page, names.CARDS))
    assert by_id(page, names.MARKED).value == ["ZEB1"]  # the first EMT factor that is a regulator
    assert by_id(page, names.SHOWN).value == []  # all of them
    assert by_id(page, names.SHOWN).data == ["1", "2"]  # an address may ask for them before a model is read


def test_a_model_made_meanwhile_is_there_at_the_next_visit(others: Study, tmp_path: Path) -> None:
    study = open_study(shutil.copytree(others.path, tmp_path / "study"))
    shutil.rmtree(study.path / "models")
    assert by_id(layout(study), names.EMPTY).hidden is False
    shutil.copytree(others.path / "models" / MODEL, study.path / "models" / MODEL)
    assert by_id(layout(study), names.MODEL).data == [MODEL]


def test_without_a_model_the_page_offers_to_learn_one(study: Study) -> None:
    page = layout(study)
    empty = by_id(page, names.EMPTY)
    assert empty.hidden is False
    assert by_id(empty, {"type": names.LEARN_OPEN, "index": "first"}).children == "Learn components"
    assert "python -m compute trip" in text(empty)
    columns = [option["value"] for option in by_id(page, names.LEARN_COLUMN).data]
    assert columns[0] == ""


@pytest.mark.parametrize("beside", [True, False])
def test_a_broken_model_is_told_and_left_out(modelled: Study, tmp_path: Path, beside: bool) -> None:
    copy = shutil.copytree(modelled.path, tmp_path / "study")
    stored = modelled.model(MODEL)
    info = {key: value for key, value in stored.info.items() if key not in ("files", "arrays")}
    write_model(copy, "broken", {**stored.arrays, "cores": stored.arrays["cores"][:-1]}, info)
    if not beside:
        shutil.rmtree(copy / "models" / MODEL)
    page = layout(open_study(copy))
    alerts = by_id(page, names.PROBLEMS).children
    assert [alert.role for alert in alerts] == ["alert"]
    assert "'broken'" in text(alerts[0])
    if beside:
        assert by_id(page, names.MODEL).data == [MODEL]
