"""What stands in place of a page where the study lacks what the page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.pages.registry import Page


def lacking(study: Study, page: Page) -> str:
    """What the study lacks for the page, in one sentence; "" where nothing."""
    missing = page.needs - study.provides
    if "per_sample" in missing:
        return say(
            "{page} needs one network for each sample; this study has one network for all samples, shown in Explore.",
            page=page.title(),
        )
    if missing:
        return say(
            "{page} needs edges that activate or repress; those of this study have no sign, and are shown in Explore.",
            page=page.title(),
        )
    return ""


def lacking_panel(study: Study, page: Page) -> html.Div:
    """The sentence, in place of the page."""
    return html.Div([html.H2(page.title()), html.P(lacking(study, page))], className="empty page-lacking")
