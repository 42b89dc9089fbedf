"""Of Mantine's 150 components those are imported that the dashboard uses; all of them took a sixth of its start."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar, Final

PACKAGE: Final = "dash_mantine_components"
LIST: Final = f"{PACKAGE}._imports_"
"""The package's module that imports every component."""
USED: Final = (
    "Accordion", "AccordionControl", "AccordionItem", "AccordionPanel", "Checkbox", "CheckboxGroup", "Chip",
    "ChipGroup", "MantineProvider", "Menu", "MenuDivider", "MenuDropdown", "MenuItem", "MenuLabel", "MenuTarget",
    "Modal", "MultiSelect", "NumberInput", "Popover", "PopoverDropdown", "PopoverTarget", "SegmentedControl", "Select",
    "Switch", "Tabs", "TabsList", "TabsPanel", "TabsTab", "TextInput", "Textarea",
)  # fmt: skip


class Used(ModuleType):
    """In place of the package's own list."""

    __all__: ClassVar[list[str]] = [*USED]

    def __getattr__(self, name: str) -> Any:
        if name not in USED:
            raise AttributeError(name)
        return getattr(import_module(f"{PACKAGE}.{name}"), name)


def import_used_alone() -> None:
    """To be called before the package is imported; without effect where it has been."""
    if PACKAGE not in sys.modules:
        sys.modules[LIST] = Used(LIST)
