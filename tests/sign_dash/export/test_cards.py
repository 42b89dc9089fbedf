"""The overview of components and the core on paper: what is on screen, with its numbers, and what it says of itself."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from compute.components import Side
from compute.study import Study
from sign_dash.export.pictures import Picture, picture
from sign_dash.numbers import signed
from sign_dash.pages.components.cards import component_cards
from sign_dash.pages.components.choice import ChosenComponent, chosen_now
from sign_dash.pages.components.explained import read_explained
from sign_dash.pages.components.overview import overviews
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.paper.svg import page_to_svg
from sign_dash.scene.select import EMT_FACTORS
from sign_dash.shell.cohort import score_words
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN, UNSTABLE
from tests.sign_dash.pages.components.reading import everything, text

SVG = "{http://www.w3.org/2000/svg}"
SLIDE = Paper(width=240, height=113, type_size=11, title=False, caption=False)
SAMPLE = 7


def chosen(study: Study, model: str, side: Side = "regulator", picked: str | None = None) -> ChosenComponent:
    return chosen_now(read_explained(study, model), side, picked)


def cards(study: Study, model: str = MODEL, paper: Paper | None = None, **more: Any) -> Picture:
    plain = {"chosen": chosen(study, model), "shown": [], "marked": ["ZEB1"], "sample": SAMPLE}
    return picture(study, {"kind": "cards", "snapshot": plain | more}, paper or Paper())


def drawn(found: Picture) -> ET.Element:
    return ET.fromstring(page_to_svg(found.page))


def texts(root: ET.Element) -> list[str]:
    return [part.text or "" for part in root.iter(f"{SVG}text")]


def component(root: ET.Element, number: int) -> ET.Element:
    found = root.find(f".//{SVG}g[@id='component-{number}']")
    assert found is not None
    return found


@pytest.mark.parametrize("side", ["regulator", "target"])
def test_the_picture_has_the_genes_and_numbers_of_the_cards(others: Study, side: Side) -> None:
    choice = chosen(others, MODEL, side)
    explained = read_explained(others, MODEL)
    on_screen = component_cards(explained, choice, others.modulator, score_words(others), (), ("ZEB1", "CDH1"))
    root = drawn(cards(others, chosen=choice, marked=["ZEB1", "CDH1"]))
    for number, card in enumerate(on_screen, start=1):
        shown = [
            text(part)
            for part in everything(card)
            if getattr(part, "className", "") in ("loading-gene", "loading-value", "component-choose")
        ]
        written = texts(component(root, number))
        assert len(shown) > 3
        assert set(shown) <= set(written)
        (marked,) = [part for part in everything(card) if getattr(part, "className", "") == "component-marked"]
        assert " ".join(text(marked).split()) in " ".join(written)


def test_a_marked_gene_is_said_with_its_loading_and_rank(others: Study) -> None:
    explained = read_explained(others, MODEL)
    loadings = explained.loadings["regulator"][:, 0]
    place = explained.genes["regulator"].index("SNAI2")
    rank = int((np.abs(loadings) > abs(loadings[place])).sum()) + 1
    one = overviews(explained, chosen(others, MODEL), (), ("SNAI2", "CDH1"))[0]
    assert [(marked.gene, marked.rank, marked.of) for marked in one.marked] == [("SNAI2", rank, len(loadings))]
    root = drawn(cards(others, marked=["SNAI2", "CDH1"]))
    assert f"{signed(float(loadings[place]))} · rank {rank} of 12" in texts(component(root, 1))
    assert "has loading 0" in texts(component(root, 2))  # SNAI2 is not in the epithelial component at all
    bold = [part.text for part in component(root, 1).iter(f"{SVG}text") if part.get("font-weight") in ("bold", "700")]
    assert bold.count("SNAI2") == 2  # among the strongest, and with its rank


def test_the_chosen_components_alone_are_drawn_and_named_everywhere(others: Study) -> None:
    found = cards(others, shown=["2"])
    root = drawn(found)
    assert root.find(f".//{SVG}g[@id='component-1']") is None
    assert found.title == "Regulator component 2 · ZEB1 marked"
    for part in ("Regulator component 2 of the model “trip”", "EMT score", "48 samples", "LINE-007", "ZEB1"):
        assert part in found.caption
    assert found.caption.startswith("Simulated data.")
    assert found.parts == (MODEL, "Regulator component 2", "ZEB1", "LINE-007")
    assert cards(others, shown=["9"]).title.startswith("Regulator components 1 and 2")  # the study has no ninth


def test_every_sample_is_a_dot_and_the_current_one_stands_out(others: Study) -> None:
    root = drawn(cards(others))
    dots = root.findall(f".//{SVG}g[@id='samples-1']/{SVG}circle")
    assert len(dots) == len(others.samples)
    values = overviews(read_explained(others, MODEL), chosen(others, MODEL))[0].values
    heights = np.array([float(dot.attrib["cy"]) for dot in dots])
    assert np.corrcoef(heights, values)[0, 1] == pytest.approx(-1, abs=1e-4)
    across = [float(dot.attrib["cx"]) for dot in dots]
    assert across == sorted(across)
    marked = [circle for circle in component(root, 1).findall(f"{SVG}g/{SVG}circle") if circle not in dots]
    assert [float(circle.attrib["cx"]) for circle in marked] == [pytest.approx(across[SAMPLE], abs=0.02)]


def test_an_unstable_component_is_hatched_and_the_slide_says_so(others: Study) -> None:
    found = cards(others, UNSTABLE, SLIDE)
    assert "Regulator component 2: not found again by other fits; read with care." in " ".join(texts(drawn(found)))
    assert any(words.startswith("UNSTABLE") for words in texts(component(drawn(found), 2)))
    assert not any(words.startswith("UNSTABLE") for words in texts(component(drawn(found), 1)))


@pytest.mark.parametrize(("model", "said"), [(CLASSES, "log-odds of bone"), (OWN, "here those of LINE-024")])
def test_models_of_other_kinds_are_named_for_what_they_are(others: Study, model: str, said: str) -> None:
    choice = chosen_now(read_explained(others, model, sample=24), "regulator", None)
    assert said in cards(others, model, chosen=choice).caption
    core = picture(others, {"kind": "core", "snapshot": {"chosen": choice, "shows": "core", "sample": 24}}, Paper())
    assert said in core.caption


def test_cards_fill_a_slide_and_stay_on_it(others: Study) -> None:
    page = cards(others, marked=list(EMT_FACTORS), paper=SLIDE).page
    assert page.width == pytest.approx(SLIDE.points)
    assert 0.9 < page.height / (113 * 72 / 25.4) <= 1.01


@pytest.mark.parametrize("kind", ["core", "contribution"])
def test_the_core_has_every_number_of_the_sample_and_outlines_the_chosen_pair(others: Study, kind: str) -> None:
    explained = read_explained(others, MODEL)
    reported = {"chosen": chosen(others, MODEL, picked="2-1"), "shows": kind, "sample": SAMPLE}
    found = picture(others, {"kind": "core", "snapshot": reported}, Paper())
    values = (explained.cores if kind == "core" else explained.contributions)[SAMPLE]
    written = texts(drawn(found))
    for value in values.ravel().tolist():
        assert signed(value) in written or signed(value)[1:] in written
    assert "Outlined: regulator component 2 × target component 1." in found.caption
    assert found.parts == (MODEL, kind, "LINE-007")


def test_what_no_page_would_send_is_refused(others: Study) -> None:
    for wrong in ({"sample": 4800}, {"chosen": chosen(others, MODEL) | {"side": "both"}}):
        with pytest.raises(ValueError, match=r"that is none|has not"):
            cards(others, **wrong)


def test_on_half_a_slide_the_cards_shrink_rather_than_leave_it(others: Study) -> None:
    half = Paper(width=118, height=113, type_size=11, title=False, caption=False)
    page = cards(others, paper=half).page
    assert page.height <= 113 * 72 / 25.4 * 1.02
