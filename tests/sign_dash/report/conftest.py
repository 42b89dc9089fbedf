"""The study with a known model."""

from __future__ import annotations

from tests.sign_dash.pages.components.modelled import modelled

__all__ = ["modelled"]
