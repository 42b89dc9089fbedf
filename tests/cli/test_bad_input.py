"""Bad input to every command: exit code 2, one sentence that names the culprit, nothing written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compute.cli.main import COMMANDS
from tests.cli.conftest import DAMAGED, Command, contents

SCORE = "score {} --method eem -o out.csv"
KS = "score expression.csv --method ks --genes {} -o out.csv"
PROFILE = "profile {} --modulator scores.csv --regulators regulators.txt -o out"
MODULATOR = "profile expression.csv --modulator {} --regulators regulators.txt -o out"
REGULATORS = "profile expression.csv --modulator scores.csv --regulators {} -o out"
SETTINGS = "profile expression.csv --modulator scores.csv --regulators regulators.txt -o out {}"

# What is typed, and what the sentence must name.
BAD_TABLES = {
    "missing.csv": "missing.csv",
    "empty.csv": "empty.csv",
    "header_only.csv": "header_only.csv",
    "one_sample.csv": "one sample|1 sample|1 usable sample",
    "text_in_number.csv": r"high.*(LINE3.*SNAI1|SNAI1.*LINE3|row.*column)",
    "infinite.csv": "CDH1",
    "sample_twice.csv": "LINE0",
    "binary.csv": "binary.csv",
    "cut.parquet": "cut.parquet",
    "cut.h5ad": "cut.h5ad",
    "folder": "folder",
}
BAD_STUDIES = {
    "missing": "missing",
    "folder": "folder.* not a study",
    "expression.csv": "expression.csv.* not a study",
    "cut_study": "cut_study",
    "wrong_study": "wrong_study",
    "torn_study": "torn_study",
    "holed_study": "expression.npy.* missing",
}
STUDY_COMMANDS = {
    "info": "info {}",
    "network": "network {} --sample S1 --format csv -o out.csv",
    "edge": "edge {} G0 G7 -o out.csv",
    "regulators": "regulators {} --target G7 -o out.csv",
    "effects": "effects {} -o out.csv",
    "contributions": "contributions {} --sample S1 -o out.csv",
    "differential": "differential {} expression.csv -o out.csv",
    "hubs": "hubs {} -o out.csv",
    "compare": "compare {} -o out",
    "enrichment": "enrichment {} --gene-sets sets.gmt --smallest-set 2 --sample S1 -o out.csv",
    "masters": "masters {} --gene-sets sets.gmt --smallest-set 2 -o out.csv",
    "stability": "stability {} -o out.csv",
    "trip": "trip {} --rank 2 2",
    "deep-tensor": "deep-tensor {} --rank 2 2",
    "components": "components {} -o out",
    "ranks": "ranks {} --ranks 1 2 -o out.csv",
    "explain": "explain {} --sample S1 -o out.csv",
    "silence": "silence {} --each-regulator -o out.csv",
    "courses": "courses {} -o out.csv",
    "export": "export {} --format gmt -o out.gmt",
}
ENRICHMENT = "enrichment study --gene-sets {} --smallest-set 2 --sample S1 -o out.csv"
MASTERS = "masters study --gene-sets sets.gmt --smallest-set 2 -o out.csv {}"

CASES: list[tuple[str, str]] = [
    *((SCORE.format(table), names) for table, names in BAD_TABLES.items()),
    *((PROFILE.format(table), names) for table, names in BAD_TABLES.items()),
    *((line.format(study), names) for line in STUDY_COMMANDS.values() for study, names in BAD_STUDIES.items()),
    ("courses study -o out.csv", "no bands"),
    ("differential study expression.csv -o out.csv", "no modules"),
    ("export study --format gmt -o no/out.gmt", "no"),
    ("fetch gdscc", "gdscc"),
    # score
    ("check", "FILE"),
    ("check missing.csv", "missing.csv"),
    ("check expression.csv --layer counts --sheet one", "one of them"),
    ("check expression.csv --transform log3", "log3"),
    ("check empty.csv --json", "empty"),
    ("score expression.csv --method eem", "-o"),
    ("score expression.csv -o out.csv", "method"),
    ("score expression.csv --method magic -o out.csv", "magic"),
    ("score expression.csv --method ks -o out.csv", "--genes"),
    (KS.format("missing.txt"), "missing.txt"),
    (KS.format("empty.txt"), "empty.txt"),
    (KS.format("strangers.txt"), "strangers.txt"),
    ("score expression.csv --method ks --genes classes.csv -o missing/out.csv", "folder"),
    ("score expression.csv --method ks --genes classes.csv -o folder", "folder"),
    ("scores missing.csv -o out", "missing.csv"),
    ("scores missing.csv -o folder", "folder exists already"),
    ("scores missing.csv -o missing/out", "folder missing"),
    ("scores expression.csv --classes empty.txt -o out", "empty.txt"),
    ("scores expression.csv --sets HALLMARK -o out", "--gene-sets"),
    ("scores expression.csv --gene-sets sets.gmt --sets NOSUCH -o out", "NOSUCH"),
    # profile
    (MODULATOR.format("missing.csv"), "missing.csv"),
    (MODULATOR.format("empty.csv"), "empty.csv"),
    (MODULATOR.format("no_scores.csv"), "no_scores.csv"),
    (MODULATOR.format("nan_scores.csv"), "nan_scores.csv"),
    (MODULATOR.format("constant_scores.csv"), "constant_scores.csv"),
    (MODULATOR.format("text_scores.csv"), "low"),
    (MODULATOR.format("few_scores.csv"), r"\b3\b"),
    (MODULATOR.format("other_samples.csv"), "other_samples.csv"),
    (MODULATOR.format("scores.csv:missing"), "missing.*emt"),
    (REGULATORS.format("missing.txt"), "missing.txt"),
    (REGULATORS.format("empty.txt"), "empty.txt"),
    (REGULATORS.format("strangers.txt"), "regulators|NOGENE1"),
    (SETTINGS.format("--targets strangers.txt"), "targets|NOGENE1"),
    (SETTINGS.format("--targets missing.txt"), "missing.txt"),
    (SETTINGS.format("--bandwidth 0"), "bandwidth"),
    (SETTINGS.format("--bandwidth wide"), "wide"),
    (SETTINGS.format("--bandwidth nan"), "bandwidth"),
    (SETTINGS.format("--l1 -1"), "l1"),
    (SETTINGS.format("--l2 nan"), "l2"),
    (SETTINGS.format("--workers 0"), "workers"),
    (SETTINGS.format("--seed -1"), "seed"),
    (SETTINGS.format("--rounds 1.5"), "1.5"),
    (SETTINGS.format("--leave-own-gene"), "emt.*does not say by which method it was computed"),
    (SETTINGS.format("--leave-own-gene --device cuda"), "cuda|--device cpu"),
    (SETTINGS.format("--method no-such"), "method named 'no-such'"),
    (SETTINGS.format("--method"), "--method"),
    ("plugins --xml", "--xml"),
    ("doctor --folder nowhere", "no folder nowhere"),
    ("doctor --folder expression.csv", "no folder expression.csv"),
    ("doctor --everything", "--everything"),
    ("profile expression.csv --modulator scores.csv --regulators regulators.txt -o folder", "folder"),
    ("network study --format csv -o out.csv", "--sample"),
    ("profile expression.csv --modulator scores.csv --regulators regulators.txt -o study", "study"),
    ("profile expression.csv --modulator scores.csv --regulators regulators.txt -o missing/out", "folder"),
    ("profile expression.csv --modulator scores.csv --regulators regulators.txt -o expression.csv", "expression.csv"),
    # what reads a study
    ("network study --sample LINE0 --format csv -o out.csv", "LINE0"),
    ("network study --sample S1 --format excel -o out.csv", "excel"),
    ("network study --sample S1 --format csv -o missing/out.csv", "folder"),
    ("network study --sample S1 --format graphml -o folder", "folder"),
    ("network study --format csv -o out.csv", "--sample"),
    ("edge study CDH1 G7 -o out.csv", "regulator.*CDH1"),
    ("edge study G0 CDH1 -o out.csv", "target.*CDH1"),
    ("edge study G0 G7 -o missing/out.csv", "folder"),
    ("edge study G0 -o out.csv", "TARGET"),
    ("regulators study --target CDH1 -o out.csv", "target.*CDH1"),
    ("regulators study --target G7 --percentile 50 -o out.csv", "percentile"),
    ("regulators study --target G7 --percentile nan -o out.csv", "percentile"),
    ("regulators study --target G7 -o missing/out.csv", "folder"),
    # effects, contributions, hubs
    ("effects study --top 0 -o out.csv", "not 0"),
    ("effects study --top many -o out.csv", "many"),
    ("effects study --percentile 50 -o out.csv", "percentile"),
    ("effects study -o missing/out.csv", "folder"),
    ("effects study -o folder", "folder"),
    ("contributions study -o out.csv", "--sample"),
    ("contributions study --sample S1 --edge G0 G7 -o out.csv", "not allowed"),
    ("contributions study --sample NOBODY -o out.csv", "sample.*NOBODY"),
    ("contributions study --edge G0 CDH1 -o out.csv", "target.*CDH1"),
    ("contributions study --edge CDH1 G7 -o out.csv", "regulator.*CDH1"),
    ("contributions study --sample S1 -o missing/out.csv", "folder"),
    ("compare study --a middle:10 -o out", "low:10"),
    ("compare study --b sample:LINE0 -o out", "LINE0"),
    ("compare study --strength -1 -o out", "0 or more"),
    ("compare study --change -1 -o out", "0 or more"),
    ("compare study --strength nan -o out", "0 or more"),
    ("compare study --strength inf -o out", "inf is more than any coefficient"),
    ("compare study --strength 1e308 -o out", r"1e\+308 is more than any coefficient"),
    ("compare study --change inf -o out", "inf is more than any coefficient"),
    ("compare study --other missing -o out", "missing"),
    ("compare study -o folder", "folder"),
    ("compare study -o missing/out", "folder"),
    ("hubs study --bins 0 -o out.csv", "0 bins"),
    ("hubs study --bins 99 -o out.csv", "99 bins"),
    ("hubs study --bins 3 --samples -o out.csv", "not allowed"),
    ("hubs study -o missing/out.csv", "folder"),
    # enrichment, masters
    (ENRICHMENT.format("missing.gmt"), "missing.gmt"),
    (ENRICHMENT.format("empty.txt"), "empty.txt"),
    (ENRICHMENT.format("binary.csv"), "binary.csv"),
    (ENRICHMENT.format("cut.parquet"), "cut.parquet"),
    (ENRICHMENT.format("broken.gmt"), "broken.gmt.*line 2"),
    (ENRICHMENT.format("strangers.gmt"), "strangers.gmt.*0 of its 2 genes"),
    (ENRICHMENT.format("sets.gmt --largest-set 1"), "2 to 1"),
    (ENRICHMENT.format("sets.gmt --largest-q 0"), "not 0"),
    (ENRICHMENT.format("sets.gmt --largest-q nan"), "not nan"),
    ("enrichment study --gene-sets sets.gmt --smallest-set 2 --sample NOBODY -o out.csv", "sample.*NOBODY"),
    ("enrichment study --gene-sets sets.gmt --smallest-set 2 --regulator CDH1 -o out.csv", "regulator.*CDH1"),
    ("enrichment study --gene-sets sets.gmt -o out.csv", "--sample"),
    ("enrichment study --sample S1 -o out.csv", "--gene-sets"),
    ("enrichment study --gene-sets sets.gmt --smallest-set 2 --sample S1 -o missing/out.csv", "folder"),
    (MASTERS.format("--permutations 0"), "permutation"),
    (MASTERS.format("--permutations 99999999999"), "at most 1,000,000"),
    (MASTERS.format("--permutations 2 --seed -1"), "seed"),
    (MASTERS.format("--functions f.csv none"), "none"),
    (MASTERS.format("--functions missing/f.csv 3"), "folder"),
    ("masters study --gene-sets sets.gmt --smallest-set 2 -o missing/out.csv", "folder"),
    ("masters study -o out.csv", "--gene-sets"),
    # confidence
    ("confidence nowhere", "no study at nowhere"),
    ("confidence study --pairs 0", "pair"),
    ("confidence study --parts 1", "two subsamples"),
    ("confidence study --workers 0", "workers must be at least 1"),
    ("confidence study --workers 99999999999", "at most 1,024"),
    ("confidence study --pairs 99999999999", "at most 100,000"),
    # report
    ("report nowhere -o out", "no study at nowhere"),
    ("report study --model no-such -o out", "no-such"),
    ("report study --year -1 -o out", "1900 to 2100"),
    ("report study --evidence expression.csv -o out", "expression.csv has no pair"),
    ("report study -o study/out", "lies in the study study"),
    # stability
    ("stability study -o out.csv", "study does not record the search"),
    ("stability study --subsamples 1 -o out.csv", "two subsamples"),
    ("stability study --subsamples 99999999999 -o out.csv", "at most 10,000"),
    ("stability study --spread 0 -o out.csv", "choose from 1 to 71"),
    ("stability study --spread 3 --sample S1 -o out.csv", "not allowed"),
    ("stability study --sample NOBODY -o out.csv", "sample.*NOBODY"),
    ("stability study --targets strangers.txt -o out.csv", "target.*NOGENE1"),
    ("stability study --targets missing.txt -o out.csv", "missing.txt"),
    ("stability study --workers 0 -o out.csv", "workers"),
    ("stability study --seed -1 -o out.csv", "seed"),
    ("stability study -o missing/out.csv", "folder"),
    # trip
    ("trip study --rank 99 2", "99"),
    ("trip study --rank 0 2", "rank 0"),
    ("trip study --rank 2", "rank"),
    ("trip study --name ../x", "cannot be the name of a model"),
    ("trip study --rank 2 2 --predictor tree", "tree"),
    ("trip study --rank 2 2 --seed -1", "seed"),
    ("trip study --rank 2 2 --seed 99999999999", "from 0 to"),
    ("trip study --rank 2 2 --max-epochs 99999999999", "at most 1,000,000"),
    ("trip study --rank 2 2 --rho nan", "rho"),
    ("trip study --rank 2 2 --confidence nan", "not nan"),
    ("trip study --rank 2 2 --folds 99999999999", "fewer folds"),
    ("deep-tensor study --seed 99999999999", "from 0 to"),
    ("deep-tensor study --rank 2 99999999999", "ask for at most 17"),
    ("deep-tensor study --rank 2 2 --compression 99999999999", "compression.*at most"),
    ("deep-tensor study --rank 2 2 --alignment-turns 99999999999", "at most 1,000,000"),
    ("ranks study --ranks 1 2 --seed -1 -o out.csv", "from 0 to"),
    ("ranks study --ranks 1 2 --seed 99999999999 -o out.csv", "from 0 to"),
    ("ranks study --ranks 1 2 --rho inf -o out.csv", "rho is inf"),
    ("ranks study --ranks 1 2 --max-epochs 0 -o out.csv", "max_epochs is 0"),
    ("ranks study --ranks 2 2 -o out.csv", "each once"),
    # demo
    ("demo folder", "folder exists already"),
    ("demo study", "study exists already"),
    ("demo expression.csv", "expression.csv exists already"),
    ("demo missing/demo", "folder"),
    ("demo out --seed -1", "seed"),
    ("demo out --seed lucky", "lucky"),
    ("demo out --workers 0", "workers"),
    ("demo", "OUT"),
    # a folder or a device in place of a file
    ("profile expression.csv --modulator scores.csv --regulators . -o out", r"\. is a folder"),
    ("profile . --modulator scores.csv -o out", r"\. is a folder"),
    ("profile expression.csv --modulator scores.csv --annotation folder/. -o out", "is a folder"),
    ("check /dev/null", "pipe or a device"),
    # a result in place of what it is made from, an argument that is empty
    ("score expression.csv --method mean-z -o expression.csv", "expression.csv is read by this command"),
    ("score expression.csv --method mean-z --genes classes.csv -o ./classes.csv", "classes.csv is read"),
    ("score expression.csv#first --method mean-z -o expression.csv", "expression.csv is read"),
    ("score expression.csv --method mean-z --used out.csv -o out.csv", "two results"),
    ("enrichment study --gene-sets sets.gmt --smallest-set 2 --sample S1 -o sets.gmt", "sets.gmt is read"),
    ("ranks study --ranks 1 2 -o study/study.json", "study/study.json lies in the study study"),
    ("effects study -o study/names.json", "study/names.json lies in the study study"),
    ("score expression.csv --method mean-z -o study/networks/out.csv", "lies in the study study"),
    ("components study -o study/out", "study/out lies in the study study"),
    ("masters study --gene-sets sets.gmt --functions study/names.json 3 -o out.csv", "lies in the study study"),
    # no command, or one that is not there
    ("", "COMMAND"),
    ("paint study", "paint"),
]


@pytest.mark.parametrize(("line", "names"), CASES, ids=[line or "(nothing)" for line, _ in CASES])
def test_bad_input_gives_one_sentence_and_writes_nothing(
    line: str, names: str, desk: Path, command: Command, apart: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    before = contents(desk)
    run = apart if any(file in line for file in DAMAGED) else command
    outcome = run(*line.split())
    assert outcome.code == 2, outcome
    assert outcome.stdout == ""
    sentences = outcome.stderr.splitlines()
    assert len(sentences) == 1, outcome.stderr
    assert sentences[0].endswith((".", "?")), sentences
    assert re.search(names, sentences[0]), sentences
    assert "Traceback" not in sentences[0]
    assert contents(desk) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, command: Command) -> None:
    outcome = command(name, "--help")
    assert outcome.code == 0
    assert f"compute {name}" in outcome.stdout


def test_every_command_is_in_the_matrix() -> None:
    assert {line.split()[0] for line, _ in CASES if line} >= set(COMMANDS)


def test_a_list_of_genes_may_be_longer_than_any_name_of_a_file(desk: Path, command: Command) -> None:
    genes = ",".join(["CDH1", *["NOGENE"] * 90])
    outcome = command("score", desk / "expression.csv", "--method", "mean-z", "--leave-out", genes, "-o", desk / "out")
    assert outcome.code == 2
    assert "no gene named 'NOGENE'" in outcome.stderr


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_argument_is_not_taken_as_none(empty: str, desk: Path, command: Command) -> None:
    outcome = command("scores", desk / "expression.csv", "--gene-sets", empty, "-o", desk / "out")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "argument is empty" in outcome.stderr
    assert not (desk / "out").exists()


def test_a_study_of_other_data_is_not_resumed(desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    before = contents(desk)
    outcome = command(*f"{MODULATOR.format('scores.csv').replace('-o out', '-o study')} --resume".split())
    assert outcome.code == 2
    *report, sentence = outcome.stderr.splitlines()
    assert report[0].startswith("expression.csv: 24 samples"), "the tables had to be read to see that they differ"
    assert re.match(r"study was made with other settings or data \(.*\); use the same ones", sentence)
    assert contents(desk) == before


def test_a_device_that_takes_nothing_is_reported(desk: Path, command: Command) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full, a device that is always full")
    outcome = command("edge", desk / "study", "G0", "G7", "-o", "/dev/full")
    assert outcome.code == 2
    assert outcome.stderr.splitlines() == [outcome.stderr.strip()]


def test_the_exit_code_reaches_the_shell(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "compute", "edge", desk / "study", "CDH1", "G7", "-o", desk / "out.csv"],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
