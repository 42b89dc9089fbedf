"""The form's offers to leave out what a score does not mean."""

from __future__ import annotations

from sign_dash.pages.data import names
from sign_dash.pages.data.new_cautions import blood_row, blood_words, targets_in_score_row


def test_the_rows_come_where_they_are_needed() -> None:
    for row, identifier in ((blood_row(), names.BLOOD_ROW), (targets_in_score_row(), names.NO_TARGETS_ROW)):
        assert row.id == identifier
        assert row.hidden


def test_how_many_are_of_blood() -> None:
    assert blood_words(1620, 9750).startswith("1,620 of 9,750 samples are blood lines")
