"""What makes a study's numbers preliminary, on screen and in captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from compute.messages import Message
from compute.suitability import UNSURE, Caution, cautions, is_unsure
from sign_dash.language import say, spoken

if TYPE_CHECKING:
    from compute.study import Study


def cautions_badge(study: Study) -> list[dmc.Popover]:
    """One badge: the first label and how many more; none where there is nothing to say.

    It is a button that opens a list of all the sentences, for those who touch or type; they are its tooltip too. That
    confidence is missing belongs to it: the header stands over every page's numbers.
    """
    found = [*cautions(study), *([Caution(Message("Without confidence"), UNSURE)] if is_unsure(study) else [])]
    if not found:
        return []
    first, more = spoken(found[0].label), f" +{len(found) - 1}" if len(found) > 1 else ""
    heading = say("To be read with care")
    target = dmc.PopoverTarget(
        [
            html.Span(f"⚠ {len(found)}", className="badge-number", **{"aria-hidden": "true"}),  # where no label fits
            html.Span([html.Span(first, className="badge-first"), more], className="badge-label"),
        ],
        boxWrapperProps={
            "component": "button",
            "type": "button",
            "className": "badge-caution",
            "title": " ".join(spoken(one.meaning) for one in found),
            "aria-label": f"{first}{more}: {heading}",
        },
    )
    told = html.Section(
        [html.H2(heading), html.Ul([html.Li(spoken(one.meaning)) for one in found], className="about-notes")],
        className="about",
        tabIndex=-1,
        **{"aria-label": heading},
    )
    return [
        dmc.Popover(
            position="bottom",
            width=360,
            shadow="md",
            trapFocus=True,
            returnFocus=True,
            children=[target, dmc.PopoverDropdown(told)],
        )
    ]


def cautions_list(study: Study) -> list[html.Ul]:
    """The sentences as a list, for the front page; none where there is nothing to say."""
    found = cautions(study)
    if not found:
        return []
    return [html.Ul([html.Li(spoken(one.meaning)) for one in found], className="card cautions-list")]


def written_cautions(study: Study) -> str:
    """The sentences in English, for captions, with a space before them; empty where there are none."""
    return "".join(f" {one.meaning}" for one in cautions(study))
