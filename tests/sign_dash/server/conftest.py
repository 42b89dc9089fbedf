"""A library of studies, as the tests of Data & runs have it."""

from tests.sign_dash.pages.data.conftest import library

__all__ = ["library"]
