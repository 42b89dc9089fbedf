"""What every table shares: its look, from the page's own tokens, so that light and dark need no second table."""

from __future__ import annotations

from typing import Any, Final

from dash import html

from sign_dash.language import say

GRID_THEME: Final[dict[str, str]] = {
    "function": (
        "themeQuartz.withParams({backgroundColor: 'var(--card)', foregroundColor: 'var(--ink)', "
        "headerTextColor: 'var(--ink-3)', headerBackgroundColor: 'var(--card)', borderColor: 'var(--line)', "
        "rowHoverColor: 'var(--hover)', selectedRowBackgroundColor: 'var(--selected)', "
        "accentColor: 'var(--accent)', fontFamily: 'inherit', fontSize: 13, headerFontSize: 12, "
        "headerFontWeight: 600, rowHeight: 30, headerHeight: 34, wrapperBorder: false, cellHorizontalPadding: 10, "
        "columnBorder: false, headerColumnResizeHandleColor: 'transparent', browserColorScheme: 'inherit'})"
    )
}

SIGNED: Final[dict[str, str]] = {"function": "signed(params.value)"}
"""The value formatter of coefficients: a real minus sign, two decimals (more below 0.01)."""

UNSIGNED: Final[dict[str, str]] = {"function": "signed(params.value).replace('+', '')"}
"""The same for numbers without a sign, such as probabilities."""

LIKELY: Final[dict[str, str]] = {"function": "likely(params.value)"}
"""The same for probabilities that are estimated: in percent, never as a certainty."""

BY_SIZE: Final[dict[str, str]] = {"function": "bySize"}
"""The comparator of coefficients: by |coefficient|."""


def known_column(narrow: bool = False) -> dict[str, Any]:
    """Whether an edge's pair is published: number of references and sign. For rows with ``regulator`` and ``target``;
    hidden until there is a file of published pairs (``assets/js/known.mjs``).
    """
    return {
        "colId": "pair",
        "headerName": say("Known pair"),
        "headerTooltip": say("References of the pair in the file of published pairs, and its sign there"),
        "valueGetter": {"function": "knownMark(params.data.regulator, params.data.target)"},
        "comparator": {"function": "byReferences"},
        "cellClass": "known-mark",
        "width": 76 if narrow else 96,
        "minWidth": 56,
        "hide": True,
    }


def grid_options(**more: Any) -> dict[str, Any]:
    """``dashGridOptions`` of a table in the page's look; ``localeText`` of one's own goes before the grid's words."""
    own = more.pop("localeText", {})
    return {
        "theme": GRID_THEME,
        "animateRows": False,
        "suppressCellFocus": False,
        "suppressColumnVirtualisation": True,
        "suppressScrollOnNewData": True,
        "localeText": {**_words(), **own},
        "tooltipShowDelay": 400,
        **more,
    }


def column_defaults(**more: Any) -> dict[str, Any]:
    """``defaultColDef`` of a table that names genes: those that are part of the score are marked, and say so."""
    return {
        "cellClassRules": {"in-score": "inScore(params.value)"},
        "tooltipValueGetter": {"function": "scoreTip(params.value)"},
        **more,
    }


def _words() -> dict[str, str]:
    """What the grid itself says, mostly to screen readers."""
    return {
        "loadingOoo": say("Reading …"),
        "noRowsToShow": say("No rows"),
        "ariaSortableColumn": say("Press Enter to sort"),
        "ariaRowSelect": say("Press Space to select this row"),
        "ariaRowDeselect": say("Press Space to deselect this row"),
        "ariaRowToggleSelection": say("Press Space to select or deselect this row"),
        "ariaRowSelectAll": say("Press Space to select or deselect all rows"),
        "ariaHeaderSelection": say("Column of the selection"),
        "ariaChecked": say("selected"),
        "ariaUnchecked": say("not selected"),
        "ariaIndeterminate": say("partly selected"),
        "ariaColumn": say("column"),
    }


MANY_ROWS: Final = {"mode": "multiRow", "checkboxes": False, "headerCheckbox": False, "enableClickSelection": True}
"""Rows are selected by clicks, several with shift or control."""


def send_button(table_id: str, what: str) -> html.Button:
    """Puts the genes of a table's selected rows into Explore's focus (``assets/js/to-explore.mjs``). what: it lists."""
    return html.Button(
        say("Send to Explore"),
        type="button",
        className="quiet-button save-button",
        title=say("Focus Explore on the genes of the selected rows (or the first ten); the list is kept there"),
        **{"data-send": table_id, "data-from": what},
    )
