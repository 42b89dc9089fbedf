"""The computing side, and the library: ``compute.profile``, ``compute.Study``.

The dashboard imports what the parts export, and nothing deeper. Importing this loads none of them: each comes when it
is first used.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as typing's, without loading that before a command hears Ctrl-C
if TYPE_CHECKING:
    from typing import Any

    from compute.api import Network, NetworkEstimator, Study, profile

__version__ = "0.1.0"
__all__ = ["Network", "NetworkEstimator", "Study", "profile"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("compute.api"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
