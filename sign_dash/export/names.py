"""Names of the export panel's parts, and of the store through which a page saves a table of its own."""

from __future__ import annotations

from typing import Final

BUTTON: Final = "export-button"
PANEL: Final = "export-panel"
BODY: Final = "export-inside"  # Mantine gives "<id>-body" to a part of the dialog itself
LIST: Final = "export-list"
PREVIEW: Final = "export-preview"
SETTINGS: Final = "export-settings"
FORMAT: Final = "export-format"
WIDTH: Final = "export-width"
WIDTH_MM: Final = "export-width-mm"
TYPE_SIZE: Final = "export-type-size"
DPI: Final = "export-dpi"
GROUND: Final = "export-ground"
SHOWN: Final = "export-shown"
SAVE: Final = "export-save"
EVERYTHING: Final = "export-everything"
SHARED: Final = "export-shared"
STATUS: Final = "export-status"

TABLE: Final = "table"  # a page's own table, written by the page
