"""How much memory this process has needed so far."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path


def peak_memory() -> int | None:
    """Largest resident memory of this process so far, in MB; None where the system does not tell (Windows)."""
    with suppress(OSError):  # Linux, where getrusage begins with the peak of the parent process
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        if found:
            return int(found[1]) // 1024
    try:
        import resource
    except ImportError:
        return None
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
