"""The catalogue keeps up with the source: every sentence, no other, and every place a sentence has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from compute.messages import PARTS
from compute.methods import METHODS
from compute.settings import declared
from sign_dash.language.collect import FOLDER, KEYWORDS, ROOT, catalogue_of, renewed, sentences, written
from sign_dash.language.say import catalogue


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    return sentences()


def places(sentence: str) -> set[str]:
    """Each with its format: a translation writes numbers and quotes names as its template does."""
    return {
        f"{{{name}!{conversion}:{spec}}}"
        for _, name, spec, conversion in Formatter().parse(sentence)
        if name is not None
    }


def test_the_catalogue_has_every_sentence_and_no_other(said: dict[str, list[str]]) -> None:
    held = {str(message.id) for message in catalogue_of("ja") if message.id}
    assert held == set(said), "make words brings the catalogue up to date"


def test_no_translation_is_empty_or_has_lost_a_place() -> None:
    for message in catalogue_of("ja"):
        if message.id:
            assert str(message.string).strip(), message.id
            assert places(str(message.string)) == places(str(message.id)), message.id


def test_a_japanese_sentence_is_japanese_unless_it_is_all_signs_and_names() -> None:
    names = re.compile(
        r"\{[^}]*\}|[^A-Za-z]|CSV|REC|PDF|PNG|SVG|Gephi|yEd|igraph|networkx|B|A|Cytoscape|NDEx|README"
        r"|AnnData|h5ad|Feather|rrow|x Genomics|matrix.mtx|Ensembl ID|gzip|zip"
    )
    english = [
        str(message.string)
        for message in catalogue_of("ja")
        if message.id and not re.search("[぀-ヿ一-鿿]", str(message.string)) and names.sub("", str(message.string))
    ]
    assert english == []


def test_writing_the_catalogue_again_changes_nothing(said: dict[str, list[str]]) -> None:
    assert written(renewed("ja", said)) == (FOLDER / "ja.po").read_bytes()


def test_a_new_sentence_waits_empty_and_one_no_longer_said_is_dropped() -> None:
    catalog = renewed("ja", {"Explore": ["a.py"], "A sentence nobody has said yet": ["b.py"]})
    assert {m.id: m.string for m in catalog if m.id} == {"Explore": "探索", "A sentence nobody has said yet": ""}


def templates(*folders: str) -> Iterator[tuple[Path, ast.expr]]:
    """The first argument of every call that says something."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
                if isinstance(node, ast.Call) and node.args and name in KEYWORDS["python"]:
                    yield path.relative_to(ROOT), node.args[0]


def test_a_template_is_a_literal_and_no_sentence_put_together() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, node in templates("compute", "sign_dash")
        if path.name != "messages.py"
        if any(isinstance(part, ast.JoinedStr | ast.BinOp | ast.IfExp) for part in ast.walk(node))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"say", "str"})
    ]
    assert wrong == []


def test_every_literal_template_is_collected(said: dict[str, list[str]]) -> None:
    literals = {
        str(node.value)
        for path, node in templates("compute", "sign_dash")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.parts[:2] != ("compute", "cli")
    }
    by_scripts = {sentence for sentence, files in said.items() if any(file.startswith("assets/") for file in files)}
    assert literals | set(PARTS) <= set(said)
    assert set(said) - literals - set(PARTS) <= by_scripts


def test_the_nouns_of_sentences_are_listed() -> None:
    nouns = set()
    for folder in ("compute", "sign_dash"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "word":
                    nouns |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    assert nouns <= set(PARTS)


def test_what_methods_say_of_themselves_is_translated() -> None:
    known = catalogue("ja")
    for method in METHODS.values():
        columns = [words for column in method.edge.columns for words in (column.label, column.meaning)]
        settings = [words for one in declared(method.settings) for words in (one.label, one.help, one.empty) if words]
        choices = [choice.label for one in declared(method.settings) for choice in one.choices]
        said = [method.summary, method.label, *columns, *settings, *choices]
        assert [words.template for words in said if not known.get(words.template)] == []
