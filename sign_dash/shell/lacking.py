"""What stands in place of a page where the study lacks what the page needs."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from dash import html

from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.pages.registry import Page


CARRIED = frozenset({"per_sample", "signed"})
"""What a study of contributions provides."""


def lacking(study: Study, page: Page) -> str:
    """What the study lacks for the page, in one sentence; "" where nothing."""
    missing = page.needs - study.provides
    if "modules" in missing:
        return say(
            "{page} needs a state space model of time courses; this study was estimated with another method.",
            page=page.title(),
        )
    if "per_sample" in missing:
        return say(
            "{page} needs one network for each sample; this study has one network for all samples, shown in Explore.",
            page=page.title(),
        )
    if "coefficients" in missing:
        return say(
            "{page} needs coefficients; this study holds the edges’ contributions to their targets, shown in Explore.",
            page=page.title(),
        )
    if missing:
        return say(
            "{page} needs signed edges; those of this study have no sign, and are shown in Explore.",
            page=page.title(),
        )
    return ""


def lacking_panel(study: Study, page: Page) -> html.Div:
    """The sentence, in place of the page."""
    panel = [html.H2(page.title()), html.P(lacking(study, page))]
    if not study.per_sample and page.needs <= CARRIED and study.edge_contributions is not None:
        panel += [
            html.P(say("A study of its edges’ contributions in each sample can be shown here. Make it with")),
            html.Pre(
                f"python -m compute contributions {shlex.quote(study.path.name)} --networks "
                f"-o {shlex.quote(f'{study.path.name}-contributions')}"
            ),
        ]
    return html.Div(panel, className="empty page-lacking")
