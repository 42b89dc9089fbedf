"""Small problems, as the tests of a run have them."""

from tests.estimate.conftest import profiled

__all__ = ["profiled"]
