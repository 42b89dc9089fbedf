"""Sample names of two tables: by which rules they meet, what is said of it, and that it can be refused."""

from __future__ import annotations

import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import align_annotation, match_names
from compute.read.barcodes import barcode, is_normal, same_person, without_site
from compute.read.names import check_matching

TUMOUR, NORMAL = "TCGA-E2-A000-01A-11R-A034-07", "TCGA-E2-A000-11A-11R-A034-07"


@pytest.mark.parametrize(
    ("wanted", "available", "rule"),
    [
        ("CAL-120", "cal 120", "fold"),
        ("TCGA.E2.A000.01", "TCGA-E2-A000-01", "fold"),
        ("tcga-e2-a000-01", "TCGA-E2-A000-01", "fold"),
        ("X697", "697", "letter"),
        ("22RV1", "X22RV1", "letter"),
        ("A549_LUNG", "A549", "site"),
        ("NCIH1299", "NCI-H1299_LUNG", "site"),
        (TUMOUR, "TCGA-E2-A000-01A", "barcode"),
        (TUMOUR, "TCGA-E2-A000-01", "barcode"),
        (TUMOUR.replace("-", "."), "TCGA-E2-A000", "barcode"),
        ("TCGA-E2-A000", "TCGA-E2-A000-01", "barcode"),
        ("TCGA-E2-A000-01", "TCGA-E2-A000-01B", "barcode"),
    ],
)
def test_names_meet_by_a_rule_that_is_said_and_can_be_refused(wanted: str, available: str, rule: str) -> None:
    others = ("T47D", "TCGA-ZZ-A999-01")
    match = match_names((wanted, "T47D"), (available, *others))
    assert match.positions.tolist() == [0, 1]
    assert match.pairs == {rule: ((wanted, available),)}
    assert f"{wanted} = {available}" in str(match.messages()[0])
    refused = match_names((wanted, "T47D"), (available, *others), "exact")
    assert refused.positions.tolist() == [-1, 1]
    assert refused.missing == (wanted,)


@pytest.mark.parametrize(
    ("wanted", "available"),
    [
        (TUMOUR, ("TCGA-E2-A000-11A",)),  # tumour and normal tissue of one person
        ("TCGA-E2-A000-01A", ("TCGA-E2-A001-01A",)),
        ("TCGA-E2-A00", ("TCGA-E2-A000",)),
        ("X697", ("6970",)),
        ("LUNG", ("A549_LUNG",)),
    ],
)
def test_what_is_not_the_same_stays_apart(wanted: str, available: tuple[str, ...]) -> None:
    match = match_names((wanted,), available)
    assert match.positions.tolist() == [-1]
    assert match.missing == (wanted,)


def test_two_samples_that_fit_leave_a_person_without_one() -> None:
    match = match_names(("TCGA-E2-A000",), ("TCGA-E2-A000-01", "TCGA-E2-A000-06"))
    assert match.ambiguous == ("TCGA-E2-A000",)
    assert match_names(("A549_LUNG", "A549_SKIN"), ("A549",)).ambiguous == ("A549_LUNG", "A549_SKIN")


def test_samples_that_share_the_row_of_their_person_are_named() -> None:
    about = pd.DataFrame({"age": [61, 50]}, index=["TCGA-E2-A000", "TCGA-E2-A001"])
    aligned, said = align_annotation((TUMOUR, NORMAL, "TCGA-E2-A001-01A"), about)
    assert aligned["age"].tolist() == [61, 61, 50]
    told = " ".join(map(str, said))
    assert f"TCGA-E2-A000 → {TUMOUR} + {NORMAL}" in told
    assert (
        f"1 of these are of normal tissue (TCGA 10 to 19) and were assigned the person's annotation: {NORMAL}" in told
    )
    with pytest.raises(UserError, match="None of the 3 samples"):
        align_annotation((TUMOUR, NORMAL, "TCGA-E2-A001-01A"), about, "exact")


def test_parts_of_names() -> None:
    assert barcode("TCGA-E2-A000-01A-11R") == ("TCGA", "E2", "A000", "01", "A", "11R")
    assert barcode("tcga.e2.a000.01") == ("TCGA", "E2", "A000", "01", "")
    assert barcode("TCGA-E2-A000-foo") == barcode("A549") == ()
    assert same_person(barcode("TCGA-E2-A000"), barcode(TUMOUR))
    assert is_normal(NORMAL)
    assert not is_normal(TUMOUR)
    assert not is_normal("TCGA-E2-A000")
    assert without_site("SKMEL2_SKIN") == "SKMEL2"
    assert without_site("MY_SAMPLE") == "MY_SAMPLE"
    with pytest.raises(UserError, match="choose near or exact"):
        check_matching("loose")
