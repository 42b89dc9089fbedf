"""The studies with known models, and the dashboard served on them."""

from __future__ import annotations

from tests.sign_dash.pages.components.modelled import explained, modelled, modelled_address
from tests.sign_dash.pages.components.othermodels import others

__all__ = ["explained", "modelled", "modelled_address", "others"]
