"""The study with a known model, the model, and the dashboard served on it."""

from __future__ import annotations

from tests.sign_dash.components.modelled import explained, modelled, modelled_address

__all__ = ["explained", "modelled", "modelled_address"]
