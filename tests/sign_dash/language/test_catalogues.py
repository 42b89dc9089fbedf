"""The catalogues keep up with the source: every sentence, no other, and every place a sentence has."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from sign_dash.language.collect import FOLDER, catalogue_of, renewed, sentences, written


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    return sentences()


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", ["ja"])
def test_a_catalogue_has_every_sentence_and_no_other(said: dict[str, list[str]], language: str) -> None:
    held = {str(message.id) for message in catalogue_of(language) if message.id}
    assert held == set(said), "make words brings the catalogues up to date"


@pytest.mark.parametrize("language", ["ja"])
def test_no_translation_is_empty_or_has_lost_a_place(language: str) -> None:
    for message in catalogue_of(language):
        if message.id:
            assert str(message.string).strip(), message.id
            assert places(str(message.string)) == places(str(message.id)), message.id


def test_a_japanese_sentence_is_japanese_unless_it_is_all_signs_and_names() -> None:
    names = re.compile(
        r"\{[^}]*\}|[^A-Za-z]|CSV|REC|PDF|PNG|SVG|Gephi|yEd|igraph|networkx|B|A|Cytoscape|NDEx|README"
        r"|AnnData|h5ad|Feather|rrow|x Genomics|matrix.mtx|Ensembl ID"
    )
    english = [
        str(message.string)
        for message in catalogue_of("ja")
        if message.id and not re.search("[぀-ヿ一-鿿]", str(message.string)) and names.sub("", str(message.string))
    ]
    assert english == []


def test_writing_a_catalogue_again_changes_nothing(said: dict[str, list[str]]) -> None:
    assert written(renewed("ja", said)) == (FOLDER / "ja.po").read_bytes()


def test_a_new_sentence_waits_empty_and_one_no_longer_said_is_dropped() -> None:
    catalog = renewed("ja", {"Explore": ["a.py"], "A sentence nobody has said yet": ["b.py"]})
    assert {m.id: m.string for m in catalog if m.id} == {"Explore": "探索", "A sentence nobody has said yet": ""}
