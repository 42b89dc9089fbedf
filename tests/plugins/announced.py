"""A part that is new: in the folder of its kind, or of another package that has just been installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
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
        at_the_next_start(registry, name)
        yield
    at_the_next_start(registry, name)
    sys.modules.pop(module, None)


@contextmanager
def put_beside_the_others(
    folder: Path, registry: Registry[Any], name: str, package: ModuleType, source: str
) -> Iterator[None]:
    """Within, a module with this source lies in the package that the registry looks into; nothing else is done."""
    (folder / f"{name}.py").write_text(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "__path__", [*package.__path__, str(folder)])
        at_the_next_start(registry, name)
        yield
    at_the_next_start(registry, name)
    sys.modules.pop(f"{package.__name__}.{name}", None)


def at_the_next_start(registry: Registry[Any], name: str) -> None:
    """Nothing is remembered of what there was, nor the part of this name."""
    for known in ("_own", "_announced"):
        vars(registry).pop(known, None)
    registry._loaded.pop(name, None)
