"""The legend under a network on screen: always drawn, in the same words as on paper."""

from __future__ import annotations

from dash import html

from sign_dash import theme


def legend_bar() -> html.Div:
    """Signs by colour and by arrow head; roles by shape; the colour of the genes."""
    return html.Div(
        className="legend",
        role="note",
        **{"aria-label": "Legend"},
        children=[
            _entry("legend-mark legend-activates", "activates"),
            _entry("legend-mark legend-represses", "represses"),
            _entry("legend-mark legend-regulator", "regulator, size = drawn targets"),
            _entry("legend-mark legend-target", "target"),
            html.Span("width = |coefficient|"),
            html.Span(
                className="legend-scale",
                title="Spearman correlation of the gene's expression with the score",
                children=[
                    "expression falls",
                    html.I(
                        style={
                            "background": f"linear-gradient(90deg, {theme.EPITHELIAL}, {theme.BETWEEN}, "
                            f"{theme.MESENCHYMAL})"
                        }
                    ),
                    "rises with the score",
                ],
            ),
        ],
    )


def _entry(class_name: str, words: str) -> html.Span:
    return html.Span([html.I(className=class_name), words], className="legend-entry")
