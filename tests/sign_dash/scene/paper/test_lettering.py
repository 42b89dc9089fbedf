"""Words are measured in the font they are drawn in, which is as wide as the sans serifs an SVG names."""

from __future__ import annotations

import string
import subprocess
import sys

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from sign_dash.scene.paper.fonts import FONTS, runs
from sign_dash.scene.paper.lettering import text_width


@pytest.mark.parametrize(("bold", "helvetica"), [(False, "Helvetica"), (True, "Helvetica-Bold")])
@pytest.mark.parametrize("letters", [string.ascii_letters, string.digits, string.punctuation, "–—…×éüß"])
def test_a_word_is_as_wide_as_in_helvetica(letters: str, bold: bool, helvetica: str) -> None:
    assert text_width(letters, 10, bold=bold) == pytest.approx(stringWidth(letters, helvetica, 10), rel=2e-3)


@pytest.mark.parametrize("word", ["カドヘリン", "钙黏蛋白", "한글"])
def test_a_letter_of_the_east_is_one_em_wide(word: str) -> None:
    assert text_width(word, 10) == pytest.approx(10 * len(word))


@pytest.mark.parametrize("bold", [False, True])
def test_a_word_is_measured_as_wide_as_it_is_drawn(bold: bool) -> None:
    everything = "".join(character for character in map(chr, range(0x3000)) if FONTS[0].has(character))
    assert len(everything) > 2_000
    for text in (*everything, everything, "ZEB1 ⊣ カドヘリン", "\ufdd0 is in no font\n", ""):
        drawn = sum(stringWidth(piece, font, 11) for font, piece in runs(text, bold))
        assert text_width(text, 11, bold=bold) == pytest.approx(drawn, rel=1e-12)


def test_measuring_bold_words_makes_no_bold_font() -> None:
    script = (
        "import sys; from sign_dash.scene.paper.lettering import text_width; text_width('ZEB1', 11, bold=True); "
        "print('fontTools.varLib.instancer' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
