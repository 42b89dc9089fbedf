"""Words are measured in the font they are drawn in, which is as wide as the sans serifs an SVG names."""

from __future__ import annotations

import string

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from sign_dash.scene.paper.lettering import text_width


@pytest.mark.parametrize(("bold", "helvetica"), [(False, "Helvetica"), (True, "Helvetica-Bold")])
@pytest.mark.parametrize("letters", [string.ascii_letters, string.digits, string.punctuation, "–—…×éüß"])
def test_a_word_is_as_wide_as_in_helvetica(letters: str, bold: bool, helvetica: str) -> None:
    assert text_width(letters, 10, bold=bold) == pytest.approx(stringWidth(letters, helvetica, 10), rel=2e-3)


@pytest.mark.parametrize("word", ["カドヘリン", "钙黏蛋白", "한글"])
def test_a_letter_of_the_east_is_one_em_wide(word: str) -> None:
    assert text_width(word, 10) == pytest.approx(10 * len(word))
