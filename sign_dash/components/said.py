"""What the page's figures say of themselves once they have left it: in English whoever reads the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sign_dash.components.explained import Explained, Side
from sign_dash.components.words import share, signed
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute import Study

METHODS = {"trip": "TRIP", "deep-tensor": "Deep Tensor"}
PREDICTORS = {"linear": "linear predictor", "mlp": "perceptron"}
_TIE = "\u00a0"


def model_words(study: Study, explained: Explained) -> str:
    """The model: name, method, size, turn, what it predicts and how well in samples held out."""
    info = explained.info
    a, b = info["rank"]
    turn = "" if explained.own else f", {explained.rotation} components"
    predictor = PREDICTORS.get(info["predictor"], info["predictor"])
    measure, value = ("AUC", info["auc_held_out"]) if explained.classes else ("R²", info["r2_held_out"])
    accuracy = f", {measure}{_TIE}{share(value)} held out" if value is not None else ""
    target = f"classes of {info['target']}" if explained.classes else target_words(study, explained)
    evidence = f"; evidence for {explained.of_class}" if explained.of_class else ""
    of_sample = f"; every sample has its own, here those of {study.samples[explained.sample]}" if explained.own and \
        explained.sample is not None else ""  # fmt: skip
    return (
        f"model “{explained.name}” ({METHODS.get(info['kind'], info['kind'])}, {a}{_TIE}×{_TIE}{b} regulator and "
        f"target components{turn}; {predictor} of the {target}{accuracy}{evidence}{of_sample})"
    )


def target_words(study: Study, explained: Explained) -> str:
    """What the model predicts: the score under the slider's name for it, any other column under its own."""
    target = str(explained.info["target"])
    return written_score_name(study) if target == study.modulator_name else target


def components_words(side: Side, components: Sequence[int]) -> str:
    """Components (from 0) with a capital letter: "Regulator components 1, 2 and 3"."""
    numbers = [str(component + 1) for component in components]
    listed = " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
    return f"{side.capitalize()} component{'s' if len(numbers) > 1 else ''} {listed}"


def pair_words(explained: Explained, row: int, column: int) -> str:
    """A cell of the core: its regulator component by its target component, and of which edges."""
    component, channel = explained.column(column)
    edges = {"activation": ", activating edges", "repression": ", repressing edges"}.get(channel, "")
    return f"regulator component {row + 1} × target component {component + 1}{edges}"


def at_sample(study: Study, sample: int) -> str:
    """A sample with its score."""
    return f"{study.samples[sample]} ({written_score_name(study)} {signed(float(study.modulator[sample]))})"
