"""What the study holds, how its networks were made, and what to know before reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
import numpy as np
from dash import html

from sign_dash.shell.cohort import modulator_title

if TYPE_CHECKING:
    from compute import Study

CENTRES: Final = {
    "local": "genes centred near each sample",
    "cohort": "genes centred over the cohort",
    "none": "genes as in the table",
}


def about_study(study: Study) -> dmc.Popover:
    """A button in the header; what it opens needs no server."""
    facts = [html.Div([html.Dt(name), html.Dd(fact)]) for name, fact in study_facts(study).items()]
    notes = [html.Li(note) for note in study.info.notes]
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
                    "title": "About this study",
                    "aria-label": "About this study",
                },
            ),
            dmc.PopoverDropdown(
                html.Section(
                    [
                        html.H2(study.title),
                        html.Dl(facts, className="about-facts"),
                        *([html.H3("To know"), html.Ul(notes, className="about-notes")] if notes else []),
                    ],
                    className="about",
                    tabIndex=-1,
                    **{"aria-label": "About this study"},
                )
            ),
        ],
    )


def study_facts(study: Study) -> dict[str, str]:
    """Name and fact, for people."""
    record, chosen = study.info, np.unique(study.bandwidth)
    told = record.parameters
    several = f"{chosen[0]:.3g} to {chosen[-1]:.3g}, chosen for each target" if chosen.size > 1 else f"{chosen[0]:.3g}"
    missed = record.fits_not_converged
    facts = {
        "Data": "Simulated: no real samples" if study.simulated else "",
        "Samples": f"{record.samples:,}, in order of the {modulator_title(study)}",
        "Regulators, targets": f"{record.regulators:,}, {record.targets:,}",
        "Networks": f"{record.coefficients:,} coefficients, {record.coefficients / record.samples:,.0f} per sample on "
        f"average, of {record.edges:,} different edges",
        "Fits": f"all {record.fits:,} converged"
        if not missed
        else f"{missed:,} of {record.fits:,} did not converge: an edge of theirs may be missing or misplaced",
        "Bandwidth h": several,
        "Made with": ", ".join(
            part
            for part in (
                str(told.get("method", "")),
                CENTRES.get(str(told.get("center")), ""),
                f"{told['kernel']} kernel" if "kernel" in told else "",
                "outlying samples count less" if told.get("robust") else "",
                f"{told['search']} search" if "search" in told else "",
                f"networks at {told['score_grid']} scores" if told.get("score_grid") else "",
            )
            if part
        ),
        "Created": record.created.replace("T", " ").replace("+00:00", " UTC"),
    }
    return {name: fact for name, fact in facts.items() if fact}
