"""The place where a file is dropped or chosen."""

from __future__ import annotations

from dash import dcc, html


def file_drop(upload_id: str, button: str, hint: str, compact: bool = False) -> dcc.Upload:
    """A button and a drop zone. button, hint: in the reader's language. compact: on one line, beside a control."""
    kind = "drop drop-compact" if compact else "drop"
    return dcc.Upload(
        id=upload_id,
        className=kind,
        className_active=f"{kind} drop-over",
        style={},
        style_active={},
        children=[html.Button(button, type="button", className="quiet-button"), html.Span(hint)],
    )
