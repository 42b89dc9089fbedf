"""Studies whose networks are written to files: those of the tests of what networks say."""

from tests.analyse.conftest import hostile, loopless, planted

__all__ = ["hostile", "loopless", "planted"]
