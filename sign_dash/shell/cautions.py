"""What makes a study's numbers preliminary, on screen and in captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from compute.messages import Message
from compute.suitability import UNSURE, Caution, cautions, is_unsure
from sign_dash.language import spoken

if TYPE_CHECKING:
    from compute.study import Study


def cautions_badge(study: Study) -> list[html.Span]:
    """One badge: the first label and how many more, all sentences on hover; none where there is nothing to say.

    That confidence is missing belongs to it: the header stands over every page's numbers.
    """
    found = [*cautions(study), *([Caution(Message("Without confidence"), UNSURE)] if is_unsure(study) else [])]
    if not found:
        return []
    label = spoken(found[0].label) + (f" +{len(found) - 1}" if len(found) > 1 else "")
    return [html.Span(label, className="badge-caution", title=" ".join(spoken(one.meaning) for one in found))]


def cautions_list(study: Study) -> list[html.Ul]:
    """The sentences as a list, for the front page; none where there is nothing to say."""
    found = cautions(study)
    if not found:
        return []
    return [html.Ul([html.Li(spoken(one.meaning)) for one in found], className="card cautions-list")]


def written_cautions(study: Study) -> str:
    """The sentences in English, for captions, with a space before them; empty where there are none."""
    return "".join(f" {one.meaning}" for one in cautions(study))
