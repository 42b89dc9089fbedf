"""A part of another package: its file and its entry point, as if that package had just been installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from compute.plugins import Registry


@contextmanager
def announced(folder: Path, registry: Registry[Any], name: str, attribute: str, source: str) -> Iterator[None]:
    """Within, the registry has what ``attribute`` of a module with this source is; nothing else is done."""
    module = f"announced_{name.replace('-', '_')}"
    (folder / f"{module}.py").write_text(source)
    record = folder / f"{module}-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text(f"[{registry.group}]\n{name} = {module}:{attribute}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        _at_the_next_start(registry, name)
        yield
    _at_the_next_start(registry, name)
    sys.modules.pop(module, None)


def _at_the_next_start(registry: Registry[Any], name: str) -> None:
    vars(registry).pop("_announced", None)
    registry._loaded.pop(name, None)
