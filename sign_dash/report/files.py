"""A report in its three forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from sign_dash.report.page import to_page
from sign_dash.report.slides import to_story

if TYPE_CHECKING:
    from sign_dash.report.document import Report


def _pptx(report: Report) -> bytes:
    from sign_dash.pages.story.talk_pptx import to_pptx  # python-pptx and lxml are needed for this alone

    return to_pptx(to_story(report), report.foot)


def _pdf(report: Report) -> bytes:
    from sign_dash.pages.story.talk_pdf import to_pdf  # reportlab is needed for this alone

    return to_pdf(to_story(report), report.foot)


FORMS: Final[Mapping[str, Callable[[Report], bytes]]] = {
    "html": lambda report: to_page(report).encode(),
    "pdf": _pdf,
    "pptx": _pptx,
}
"""Ending → writer."""
