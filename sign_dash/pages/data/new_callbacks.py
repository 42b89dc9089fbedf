"""What the view “New study” does: files, what they offer, a plan, the start; each in a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Dash

from sign_dash.pages.data import (
    new_also,
    new_begin,
    new_files,
    new_offer,
    new_samples,
    new_scores,
    new_values,
    new_where,
)

if TYPE_CHECKING:
    from sign_dash.server.library import Library


def register(app: Dash, library: Library) -> None:
    """Wire the view."""
    new_files.register(app, library)
    new_offer.register(app)
    new_also.register(app)
    new_samples.register(app)
    new_scores.register(app, library)
    new_values.register(app)
    new_begin.register(app, library)
    new_where.register(app, library)
