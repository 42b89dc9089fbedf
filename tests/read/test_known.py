"""Known regulators: plain lists and pairs, told apart by what the file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import builtin_emt_regulators, builtin_regulators, read_known_regulators


def written(folder: Path, text: str, name: str = "known.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plain_list_is_known_for_every_target(tmp_path: Path) -> None:
    known = read_known_regulators(written(tmp_path, "# mine\nZEB1\nSNAI1\n", "mine.txt"), "mine.txt")
    assert (known.source, known.of_pairs) == ("mine.txt", False)
    assert known.of("CDH1") == known.of("VIM") == {"ZEB1", "SNAI1"}


@pytest.mark.parametrize("head", ["regulator,target,mode", "TF,target,mode", "Regulator,Target,mode"])
def test_pairs_are_known_for_their_own_target_only(tmp_path: Path, head: str) -> None:
    known = read_known_regulators(written(tmp_path, f"{head}\nZEB1,CDH1,-\nSNAI1,CDH1,-\nZEB1,VIM,+\n"))
    assert known.of("CDH1") == {"ZEB1", "SNAI1"}
    assert known.of("VIM") == {"ZEB1"}
    assert known.of("FN1") == frozenset()


def test_a_table_with_one_gene_column_is_a_list(tmp_path: Path) -> None:
    known = read_known_regulators(written(tmp_path, "gene,note\nZEB1,x\nZEB2,y\n"))
    assert known.of("anything") == {"ZEB1", "ZEB2"}


def test_a_pair_without_a_name_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"mine\.csv .* row 3"):
        read_known_regulators(written(tmp_path, "regulator,target\nZEB1,CDH1\nSNAI1,\n"), "mine.csv")


def test_the_built_in_emt_regulators_are_regulators() -> None:
    assert set(builtin_emt_regulators()) - set(builtin_regulators()) == set()
    assert {"ZEB1", "SNAI1", "GRHL2"} <= set(builtin_emt_regulators())
