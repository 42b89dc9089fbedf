"""Names of the export menu's parts and of its two stores."""

from __future__ import annotations

from typing import Final

MENU: Final = "export-menu"
ITEM: Final = "export-item"  # type of the pattern of the menu's items, kind = one of the kinds below

SVG: Final = "svg"
PNG: Final = "png"
EDGES: Final = "edges"
LOADINGS: Final = "loadings"
CORES: Final = "cores"
TABLE: Final = "table"  # a page's own table, written by the page

REQUEST: Final = "export-request"  # store: what the browser asks for, with the snapshot of its canvas
FILE: Final = "export-file"  # store: {"name", "kind", "text"}: what the browser is to save
