"""What the page's figures say of themselves once they have left it: in English whoever reads the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from compute.components import Side
from sign_dash.numbers import signed
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.words import share
from sign_dash.scene.naming import listed
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute.components import StoredRanks
    from compute.study import Study

METHODS = {"trip": "TRIP", "deep-tensor": "Deep Tensor"}
PREDICTORS = {"linear": "linear predictor", "mlp": "perceptron"}
_TIE = "\u00a0"


def model_words(study: Study, explained: Explained) -> str:
    """The model: name, method, size, turn, what it predicts and how well in cross-validation."""
    info = explained.info
    a, b = info["rank"]
    turn = "" if explained.own else f", {explained.rotation} components"
    predictor = PREDICTORS.get(info["predictor"], info["predictor"])
    measure, value = ("AUC", info["auc_held_out"]) if explained.classes else ("R²", info["r2_held_out"])
    accuracy = f", cross-validated {measure}{_TIE}{share(value)}" if value is not None else ""
    target = f"classes of {info['target']}" if explained.classes else target_words(study, explained)
    evidence = f"; log-odds of {explained.of_class}" if explained.of_class else ""
    of_sample = f"; every sample has its own, here those of {study.samples[explained.sample]}" if explained.own and \
        explained.sample is not None else ""  # fmt: skip
    sure = f", learned from edges of confidence {info['confidence']['least']:g} or more" if "confidence" in info else ""
    return (
        f"model “{explained.name}” ({METHODS.get(info['kind'], info['kind'])}, {a}{_TIE}×{_TIE}{b} regulator and "
        f"target components{turn}{sure}; {predictor} of the {target}{accuracy}{evidence}{of_sample})"
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


def loadings(study: Study, explained: Explained, side: Side, component: int, count: int, level: float) -> str:
    """The chart of a component's strongest genes. count: genes in it; level: coverage of the intervals."""
    first = (
        f"{components_words(side, [component])} of the {model_words(study, explained)}: the {count} {side}s of largest "
        f"|loading| of {len(explained.genes[side]):,}."
    )
    known = "● before a name: known of EMT (built-in lists)."
    if explained.stability is None:
        return f"{first} {known}"
    found = explained.stability[side]
    return (
        f"{first} Lines: {level:.0%} intervals from fits to resampled samples; hollow where the interval holds zero. "
        f"The component's stability is {share(float(found.figure[component]))}: found again in "
        f"{found.found_in_resamples[component]:.0%} of the resamples and {found.found_in_seeds[component]:.0%} of the "
        f"fits from other seeds. {known}"
    )


def plane(
    study: Study,
    explained: Explained,
    side: Side,
    axes: tuple[int, int],
    chosen: Sequence[str],
    factors: Sequence[str],
) -> str:
    """The component plane. axes: the components (from 0) across and up; chosen: dark genes; factors: diamonds."""
    return (
        f"Loadings of all {len(explained.genes[side]):,} {side}s on {side} component {axes[0] + 1} (across) and "
        f"{axes[1] + 1} (up) of the {model_words(study, explained)}. Dark: {listed(chosen)}. Diamonds: "
        f"{listed(factors)}."
    )


def prediction(study: Study, explained: Explained) -> str:
    """Predicted against observed."""
    model, target = model_words(study, explained), target_words(study, explained)
    folds = int(explained.info["folds"])
    held = f"in {folds}-fold cross-validation"
    if explained.classes:
        learned = int((explained.given >= 0).sum())
        return (
            f"Observed class of {target} (rows) by the class of highest probability {held} (columns), as shares of the "
            f"observed class's samples; {learned:,} samples, {len(explained.classes)} classes. From the {model}."
        )
    return (
        f"The {target} of every sample, observed (across) and predicted (up) by the {model}: filled, coloured by "
        f"the observed value: {held}; hollow: fitted. On the dotted line both are equal."
    )


def waterfall(
    study: Study, explained: Explained, samples: Sequence[int], steps: Literal["edges", "pairs"], predicted: float
) -> str:
    """One prediction, or the mean of a range of neighbouring samples, step by step."""
    if len(samples) == 1:
        who = at_sample(study, samples[0])
    else:
        low, high = (signed(float(study.modulator[at])) for at in (samples[0], samples[-1]))
        who = (
            f"the mean of {len(samples):,} samples ({samples[0] + 1:,} to {samples[-1] + 1:,}, "
            f"{written_score_name(study)} {low} to {high})"
        )
    what = f"log-odds of {explained.of_class}" if explained.of_class else target_words(study, explained)
    by = "edges" if steps == "edges" else "pairs of a regulator and a target component"
    return (
        f"From the prediction of a network without edges to the predicted {what} of {who}, {signed(predicted, 3)}, by "
        f"the largest contributions of {by}; all steps add up to it. Filled: raises; hatched: lowers. Of the "
        f"{model_words(study, explained)}."
    )


def silenced(study: Study, explained: Explained, what: str) -> str:
    """Predictions of every sample with and without something. what: in a sentence after "without"."""
    return (
        f"{_predicted(study, explained)} as it is (hollow) and without {what} (filled), in each of "
        f"{len(study.samples):,} samples along the {written_score_name(study)}. Asked again of the "
        f"{model_words(study, explained)}; no claim of a cause."
    )


def change(study: Study, explained: Explained, what: str) -> str:
    """The change of every sample's prediction without something."""
    return (
        f"Change of the {_predicted(study, explained)[4:]} without {what}, in each of {len(study.samples):,} samples "
        f"along the {written_score_name(study)}; above the dotted line the prediction rises. Asked again of the "
        f"{model_words(study, explained)}; no claim of a cause."
    )


def ranks(study: Study, explained: Explained, stored: StoredRanks) -> str:
    """The curve over ranks."""
    measure = "balanced accuracy (and, dotted, AUC)" if stored.classes else "R²"
    return (
        f"TRIP of the {target_words(study, explained)} at ranks "
        f"{', '.join(str(point.rank) for point in stored.points)} "
        f"({PREDICTORS.get(stored.settings['predictor'], stored.settings['predictor'])}): cross-validated {measure}, "
        f"mean and standard error over {stored.folds} folds; share of the squared edge weight captured (dotted: the "
        "most that can be); the lowest stability of any component, its absolute cosine with its partner in the folds' "
        f"fits. Dashed and filled: the suggested rank {stored.suggestion.rank}."
    )


def _predicted(study: Study, explained: Explained) -> str:
    if explained.of_class:
        return f"The log-odds of {explained.of_class}"
    return f"The predicted {target_words(study, explained)}"
