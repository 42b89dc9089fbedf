"""What every table shares: its look, from the page's own tokens, so that light and dark need no second table."""

from __future__ import annotations

from typing import Any, Final

GRID_THEME: Final[dict[str, str]] = {
    "function": (
        "themeQuartz.withParams({backgroundColor: 'var(--card)', foregroundColor: 'var(--ink)', "
        "headerTextColor: 'var(--ink-3)', headerBackgroundColor: 'var(--card)', borderColor: 'var(--line)', "
        "rowHoverColor: 'var(--hover)', selectedRowBackgroundColor: 'var(--selected)', "
        "accentColor: 'var(--accent)', fontFamily: 'inherit', fontSize: 13, headerFontSize: 12, "
        "headerFontWeight: 600, rowHeight: 30, headerHeight: 34, wrapperBorder: false, cellHorizontalPadding: 10, "
        "columnBorder: false, headerColumnResizeHandleColor: 'transparent'})"
    )
}

SIGNED: Final[dict[str, str]] = {"function": "signed(params.value)"}
"""The value formatter of coefficients: a real minus sign, two decimals (more below 0.01)."""

BY_SIZE: Final[dict[str, str]] = {"function": "bySize"}
"""The comparator of coefficients: by |coefficient|."""


def grid_options(**more: Any) -> dict[str, Any]:
    """``dashGridOptions`` of a table in the page's look."""
    return {
        "theme": GRID_THEME,
        "animateRows": False,
        "suppressCellFocus": False,
        "suppressColumnVirtualisation": True,
        "suppressScrollOnNewData": True,
        **more,
    }
