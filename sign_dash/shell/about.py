"""What the study holds, how its networks were made, and what to know before reading them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
import numpy as np
from dash import html

from compute.estimate import UnfinishedStudy
from compute.methods import METHODS
from compute.read import treatment_words
from compute.settings import declared
from compute.suitability import blood_of_study, stroma_of_study
from sign_dash.language import say, spoken
from sign_dash.shell.cohort import modulator_title
from sign_dash.shell.score_genes import own_genes_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compute.study import MethodRecord, StoredConfidence, Study


NOT_PLANTED: Final = 0.09
"""Share of the edges of 80 % or more that were not planted, on real regulators (docs/evaluation.md)."""


def about_study(study: Study) -> dmc.Popover:
    """A button in the header; what it opens needs no server."""
    facts = [html.Div([html.Dt(name), html.Dd(fact)]) for name, fact in study_facts(study).items()]
    title = spoken(study.heading) if isinstance(study, UnfinishedStudy) else study.title
    notes = [html.Li(spoken(note)) for note in study.info.notes]
    return dmc.Popover(
        position="bottom-end",
        width=420,
        shadow="md",
        trapFocus=True,
        returnFocus=True,
        children=[
            dmc.PopoverTarget(
                "i",
                # The target's own box is the button: a button inside a box would leave its state on the box.
                boxWrapperProps={
                    "component": "button",
                    "type": "button",
                    "className": "icon-button about-button",
                    "title": say("About this study"),
                    "aria-label": say("About this study"),
                },
            ),
            dmc.PopoverDropdown(
                html.Section(
                    [
                        html.H2(title),
                        html.Dl(facts, className="about-facts"),
                        html.H3(say("What these networks can show")),
                        html.Ul([html.Li(line) for line in can_show(study)], className="about-notes"),
                        *([html.H3(say("Notes")), html.Ul(notes, className="about-notes")] if notes else []),
                    ],
                    className="about",
                    tabIndex=-1,
                    **{"aria-label": say("About this study")},
                )
            ),
        ],
    )


def study_facts(study: Study) -> dict[str, str]:
    """Name and fact, for people."""
    record = study.info
    facts = {
        say("Data"): say("Simulated: no real samples") if study.simulated else "",
        say("Samples"): say("{n:,}, in order of the {score}", n=record.samples, score=modulator_title(study)),
        say("Only samples with"): record.only.replace("=", " = ", 1),
        say("Values"): _values(record.values),
        say("Part of the score"): own_genes_words(study),
        say("Blood lines"): _blood(study),
        say("Stroma"): _stroma(study),
        say("Adjusted for"): ", ".join(record.adjust),
        say("Regulators, targets"): f"{record.regulators:,}, {record.targets:,}",
        say("Networks"): _networks(study),
        say("Fits"): _fits(record.fits, record.fits_not_converged) if record.fits else "",
        say("Bandwidth h"): _bandwidth(study.settled("bandwidth")),
        say("Made with"): _made_with(record.method),
        say("Confidence"): _confidence(study.confidence),
        say("Created"): record.created.replace("T", " ").replace("+00:00", " UTC"),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _blood(study: Study) -> str:
    found = blood_of_study(study)
    return "" if found is None else spoken(found.message())


def _stroma(study: Study) -> str:
    found = stroma_of_study(study)
    return "" if found is None else spoken(found.message(study.info.score.column))


def _values(treatment: Mapping[str, Any]) -> str:
    """The scale of the values in the file and what was done to them; "" of studies that do not say."""
    if not treatment:
        return ""
    scale, steps = treatment_words(treatment)
    if not steps:
        return say("{scale}, left as they are", scale=spoken(scale))
    return " → ".join(map(spoken, [scale, *steps]))


def can_show(study: Study) -> list[str]:
    """What the study's networks can show and what they cannot, with its own figures where it has them."""
    lines = []
    known = study.confidence
    if known is not None:
        level, change = (known.info["figures"].get(question, {}) for question in ("level", "change"))
        where = _elsewhere(known)
        if level.get("found_again_at_80") is not None:
            lines.append(
                say(
                    "Edges with a confidence of 80 % or more: {count} per target, {share} of them found again {where}.",
                    **_figures(level),
                    where=where,
                )
            )
            lines.append(
                say(
                    "Replication does not prove regulation: in simulations with edges planted on real regulators, "
                    "{share} of the edges with a confidence of 80 % or more were false.",
                    share=f"{NOT_PLANTED:.0%}",
                )
            )
        if change.get("found_again_at_80") is not None:
            lines.append(
                say(
                    "Changes along the score with a confidence of 80 % or more: {count} per target, {share} of them "
                    "found again {where}.",
                    **_figures(change),
                    where=where,
                )
            )
        elif change:
            lines.append(say("No change of an edge along the score has a confidence of 80 % or more."))
        direction = change.get("direction_r")
        if direction is not None:
            lines.append(say("Changes correlate between the halves with r = {r}.", r=f"{direction:.2f}"))
    else:
        lines.append(
            say("How much would be found again in a similar cohort is not known; compute confidence in Explore.")
        )
    return [
        *lines,
        say("An edge need not be direct or causal: genes driven by a common third gene are found again together."),
        say("An edge not found may still exist: half of the samples support fewer edges than all."),
        say(
            "Cohorts measured differently are not covered: batch and platform are the same in both halves "
            "unless adjusted for."
        ),
    ]


def _figures(found: Mapping[str, Any]) -> dict[str, str]:
    return {"count": f"{found['edges_per_target_at_80']:.1f}", "share": f"{found['found_again_at_80']:.0%}"}


def _elsewhere(known: StoredConfidence) -> str:
    by = known.info.get("by")
    return say("in other classes of {column}", column=by) if by else say("in an independent half of the cohort")


def _networks(study: Study) -> str:
    record = study.info
    if not study.per_sample:
        return say("one for all samples, of {edges:,} edges", edges=record.edges)
    return say(
        "{n:,} coefficients, {each:,.0f} per sample on average, of {edges:,} different edges",
        n=record.coefficients,
        each=record.coefficients / record.samples,
        edges=record.edges,
    )


def _confidence(known: StoredConfidence | None) -> str:
    """This study's own figures of what is found again; what is missing where they are not known."""
    if known is None:
        return say("Not computed: how many edges would be found again is not known.")
    found = known.info["figures"]["level"]
    count, again = found["edges_per_target_at_80"], found["found_again_at_80"]
    if again is None:
        return say("No edge has a confidence of 80 % or more.")
    return say(
        "{count} edges per target at 80 % or more; of these {share} were found again {where}",
        count=f"{count:.1f}",
        share=f"{again:.0%}",
        where=_elsewhere(known),
    )


def _bandwidth(settled: NDArray[Any] | None) -> str:
    """The one bandwidth, or their range where each target has its own; "" for a method without."""
    if settled is None:
        return ""
    chosen = np.unique(settled)
    if chosen.size == 1:
        return f"{chosen[0]:.3g}"
    return say("{low:.3g} to {high:.3g}, chosen for each target", low=chosen[0], high=chosen[-1])


def _fits(fits: int, missed: int) -> str:
    if not missed:
        return say("all {fits:,} converged", fits=fits)
    return say(
        "{missed:,} of {fits:,} did not converge: some of their edges may be missing or wrong",
        missed=missed,
        fits=fits,
    )


def _made_with(made: MethodRecord) -> str:
    """The method, and every setting that is not at its default."""
    method = METHODS.get(made.name)
    settings = [] if method is None else declared(method.settings)
    others = [
        say(
            "{setting}: {value}",
            setting=spoken(setting.label),
            value=spoken(setting.in_words(made.settings[setting.name])),
        )
        for setting in settings
        if setting.name in made.settings and not setting.at_default(made.settings[setting.name])
    ]
    return "; ".join([made.title, *others])
