"""What is said of stability."""

from __future__ import annotations

import numpy as np

from compute.components import Side
from sign_dash.jobs import duration
from sign_dash.language import say
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.learning.kinds import RESAMPLES, SEEDS
from sign_dash.pages.components.words import component_name, share


def stability_words(explained: Explained, side: Side, component: int, sample: str) -> str:
    """How sure the loadings are; where that was not measured, what it would take. sample: the current one."""
    if explained.own:
        return say(
            "Deep Tensor: loadings differ between samples; shown: {sample}. Move the slider for another sample.",
            sample=sample,
        )
    if explained.stability is None:
        return say(
            "Stability not measured yet: it takes {n} more fits (other seeds, resampled samples), about {time} in "
            "the background.",
            n=SEEDS + RESAMPLES,
            time=duration(fit_seconds(explained) * (SEEDS + RESAMPLES)),
        )
    found = explained.stability[side]
    words = {
        "component": component_name(side, component),
        "figure": share(float(found.figure[component])),
        "resamples": f"{found.found_in_resamples[component]:.0%}",
        "seeds": f"{found.found_in_seeds[component]:.0%}",
        "space": share(float(np.median(found.resample_subspace))),
    }
    if found.stable[component]:
        return say(
            "{component} is stable ({figure}): recovered in {resamples} of the fits on resampled samples and in "
            "{seeds} of those from other seeds. The networks are held fixed, so the intervals do not include the "
            "uncertainty of the networks themselves.",
            **words,
        )
    return say(
        "{component} is not stable ({figure}): recovered in {resamples} of the fits on resampled samples and in "
        "{seeds} of those from other seeds. The space spanned by all components of this side has a cosine of "
        "{space}: where that is near 1, read them together rather than one by one.",
        **words,
    )


def fit_seconds(explained: Explained) -> float:
    """What one fit of the model took."""
    return float(explained.info["seconds"]) / (int(explained.info["folds"]) + 1)
