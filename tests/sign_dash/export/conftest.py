"""The study with a known model, the model, and the dashboard served on it."""

from __future__ import annotations

from tests.sign_dash.pages.components.modelled import explained, modelled, modelled_address
from tests.sign_dash.pages.components.othermodels import others

__all__ = ["explained", "modelled", "modelled_address", "others"]
