"""What is said of files before anything is run with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read.recognise import Role, recognise
from compute.runs import Examination, examine
from compute.runs.examination import LongTable, ScoreColumn


def sentences(found: Examination, file: str, *weights: str) -> str:
    report = next(report for report in found.reports if report.file == file)
    return " ".join(str(told) for told in report.findings if not weights or told.severity in weights)


@pytest.mark.parametrize(
    ("file", "role"),
    [
        ("simulated-expression.csv", "expression"),
        ("simulated-scores.csv", "scores"),
        ("simulated-annotation.csv", "annotation"),
        ("simulated-targets.txt", "targets"),
    ],
)
def test_files_are_recognised_by_what_is_in_them(inputs: Path, file: str, role: Role) -> None:
    stranger = inputs / "x"
    (inputs / file).rename(stranger)
    assert recognise(stranger).role == role


def test_published_pairs_are_recognised_and_counted(inputs: Path) -> None:
    pairs = "# human\nZEB1\tCDH1\tRepression\t1;2\nZEB1\tNOBODY\tUnknown\t3\n"
    (inputs / "known.txt").write_text(pairs)
    assert recognise(inputs / "known.txt").role == "evidence"
    found = examine(inputs, [("simulated-expression.csv", "expression"), ("known.txt", "evidence")])
    assert "2 published pairs. Both genes of 1 of them are in the expression table." in sentences(found, "known.txt")
    assert "SiGN-BN" in sentences(found, "known.txt", "note")
    (inputs / "words.txt").write_text(pairs.replace("Repression", "left").replace("Unknown", "right"))
    assert recognise(inputs / "words.txt").role != "evidence"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "role"),
    [
        ("trrust_v2_human.tsv", "evidence"),
        ("gdsc_expression.parquet", "expression"),
        ("gdsc_release_layout_sample.txt", "expression"),
        ("hmle_tgfb_magic_testdata_500cells_197genes.csv.gz", "expression"),
        ("gdsc_cell_lines.csv", "annotation"),
        ("drug_GDSC2_IC50_long.parquet", "scores"),
        ("tf_lambert2018_1639.txt", "regulators"),
        ("emt_76GS_byers2013.csv", "signature"),
        ("emt_KS_tan2014_cellline.csv", "signature"),
    ],
)
def test_real_files_are_recognised(shared_data: Path, file: str, role: Role) -> None:
    assert recognise(shared_data / file).role == role


@pytest.mark.parametrize(
    ("name", "role"),
    [("my-regulators.txt", "regulators"), ("TFs.txt", "regulators"), ("targets.txt", "targets"), ("g.txt", "targets")],
)
def test_the_name_of_a_list_decides_where_it_says_so(tmp_path: Path, name: str, role: Role) -> None:
    (tmp_path / name).write_text("CDH1\nVIM\nZEB1\n")
    assert recognise(tmp_path / name).role == role


def test_what_is_no_table_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\0\0\0" * 100)
    with pytest.raises(UserError, match="is a picture"):
        recognise(tmp_path / "picture.csv", "picture.csv")


def test_the_report_counts_what_fits_together(inputs: Path) -> None:
    scores = (inputs / "simulated-scores.csv").read_text().splitlines()
    (inputs / "simulated-scores.csv").write_text("\n".join([*scores[:61], "STRANGER,0.5,,,"]) + "\n")
    (inputs / "simulated-targets.txt").write_text("CDH1\nVIM\nNOSUCHGENE\n")
    found = examine(
        inputs,
        [
            ("simulated-expression.csv", "expression"),
            ("simulated-scores.csv", "scores"),
            ("simulated-annotation.csv", "annotation"),
            ("simulated-targets.txt", "targets"),
        ],
    )
    assert (found.samples, found.genes, found.orientation) == (80, 150, "samples-in-rows")
    assert "80 samples × 150 genes" in sentences(found, "simulated-expression.csv", "fact")
    assert "60 of the 80 samples of the expression table are in it" in sentences(
        found, "simulated-scores.csv", "warning"
    )
    assert "20 samples have no match: SIM-061" in sentences(found, "simulated-scores.csv", "note")
    assert "1 of its 61 rows belong to other samples" in sentences(found, "simulated-scores.csv", "note")
    assert "2 of its 3 genes" in sentences(found, "simulated-targets.txt")
    assert "Not there: NOSUCHGENE." in sentences(found, "simulated-targets.txt", "warning")
    assert found.columns == (ScoreColumn("simulated-scores.csv", "EMT score", 60, "epithelial", "mesenchymal"),)
    assert "tissue" in found.described


def test_a_table_that_does_not_belong_is_a_problem_with_examples(inputs: Path) -> None:
    (inputs / "simulated-scores.csv").write_text("sample,EMT score\nA,1\nB,2\n")
    found = examine(inputs, [("simulated-expression.csv", "expression"), ("simulated-scores.csv", "scores")])
    told = sentences(found, "simulated-scores.csv", "problem")
    assert "None of the 80 samples" in told
    assert "SIM-001" in told
    assert found.columns == ()


def test_a_damaged_table_is_told_by_its_name_alone(inputs: Path) -> None:
    text = (inputs / "simulated-expression.csv").read_text().replace(",5.", ",oops", 1)
    (inputs / "simulated-expression.csv").write_text(text)
    found = examine(inputs, [("simulated-expression.csv", "expression")])
    assert found.samples == 0
    told = sentences(found, "simulated-expression.csv", "problem")
    assert told.startswith("simulated-expression.csv has 'oops")
    assert str(inputs) not in told


def test_values_that_are_counts_are_a_warning(tmp_path: Path) -> None:
    rows = "\n".join(f"S{i}," + ",".join(str((i * j) % 900) for j in range(3, 40)) for i in range(1, 15))
    header = "sample,CDH1,VIM,ZEB1," + ",".join(f"G{j}" for j in range(34))
    (tmp_path / "counts.csv").write_text(f"{header}\n{rows}\n")
    found = examine(tmp_path, [("counts.csv", "expression")])
    assert "look like raw counts" in sentences(found, "counts.csv", "warning")


@pytest.mark.shared
def test_the_drugs_of_a_long_table_are_offered(shared_data: Path) -> None:
    found = examine(shared_data, [("drug_GDSC2_IC50_long.parquet", "scores")])
    assert "Nutlin-3a (-)" in found.tables[0].names or any("Nutlin" in name for name in found.tables[0].names)


def test_of_two_expression_tables_the_first_counts_and_the_other_is_told(inputs: Path) -> None:
    table = (inputs / "simulated-expression.csv").read_text().splitlines()
    (inputs / "second.csv").write_text("\n".join(table[:31]) + "\n")
    found = examine(inputs, [("simulated-expression.csv", "expression"), ("second.csv", "expression")])
    assert found.samples == 80
    assert "Only one expression table" in sentences(found, "second.csv", "problem")
    assert "Only one" not in sentences(found, "simulated-expression.csv")


def test_the_ends_of_a_score_are_what_its_table_says_and_nothing_where_it_says_nothing(inputs: Path) -> None:
    samples = [line.split(",")[0] for line in (inputs / "simulated-expression.csv").read_text().splitlines()[1:]]
    rows = [f"{name},{drug},{number}" for number, name in enumerate(samples) for drug in ("A", "B")]
    (inputs / "ic50.csv").write_text("\n".join(["sample,drug,LN_IC50", *rows]))
    (inputs / "auc.csv").write_text("\n".join(["sample,drug,AUC", *rows]))
    wide = [f"{name},{number}" for number, name in enumerate(samples)]
    (inputs / "wide.csv").write_text("\n".join(["sample,Gemtuzumab", *wide]))
    found = examine(
        inputs,
        [("simulated-expression.csv", "expression"), *((f, "scores") for f in ("ic50.csv", "auc.csv", "wide.csv"))],
    )
    assert found.tables == (
        LongTable("ic50.csv", ("A", "B"), "sensitive", "resistant"),
        LongTable("auc.csv", ("A", "B"), "", ""),
    )
    assert found.columns == (ScoreColumn("wide.csv", "Gemtuzumab", 80, "", ""),)
