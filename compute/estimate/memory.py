"""How much memory this process has needed so far."""

from __future__ import annotations

import sys


def peak_memory() -> int | None:
    """Largest resident memory of this process so far, in MB; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
