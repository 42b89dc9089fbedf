"""The planted study of the dashboard's tests, as the library has it."""

import pytest

from compute import Study
from tests.sign_dash.conftest import planted
from tests.sign_dash.planted import Planted

__all__ = ["planted", "study"]


@pytest.fixture(scope="session")
def study(planted: Planted) -> Study:
    return Study.open(planted.path)
