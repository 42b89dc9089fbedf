"""The study with components, for the looks at every page."""

from __future__ import annotations

from tests.sign_dash.pages.components.modelled import modelled, modelled_address

__all__ = ["modelled", "modelled_address"]
