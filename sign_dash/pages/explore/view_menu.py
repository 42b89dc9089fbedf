"""The button "View": the choices one makes now and then, out of the sentence above the picture."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sign_dash.language import say
from sign_dash.pages.explore import names
from sign_dash.pages.explore.view import CAPS, TOP_HERE, TOP_OVERALL
from sign_dash.scene.encoding import COLOURS_BY, SIZES_BY, ColourBy, colour_words, size_words
from sign_dash.scene.select import MAX_EDGES


def view_menu(confidence: bool, colour: ColourBy = "correlation") -> html.Div:
    """The button and its list of choices. confidence: whether the study knows how sure its edges are.

    colour: what the colour of genes shows at first.
    """
    fields = [
        *_choice(names.COLOUR_BY, say("Colour of genes"), [(by, colour_words(by)) for by in COLOURS_BY], colour),
        *_choice(names.SIZE_BY, say("Size of regulators"), [(by, size_words(by)) for by in SIZES_BY]),
        *_choice(
            names.ARRANGEMENT,
            say("Layout"),
            [("force", say("Neighbours close together")), ("layers", say("Regulators above, targets below"))],
        ),
        *_choice(
            names.BELOW,
            say("Edges of lower confidence"),
            [(names.HIDDEN, say("hidden")), (names.FAINT, say("faint, below the others"))],
            disabled=not confidence,
        ),
        html.Label(say("Strongest edges"), htmlFor=names.TOP, title=say("Show only this many of the strongest edges")),
        html.Div(
            [
                dmc.NumberInput(
                    id=names.TOP,
                    min=1,
                    step=10,
                    allowDecimal=False,
                    debounce=300,
                    placeholder=say("all"),
                    size="xs",
                    **{"aria-label": say("Number of strongest edges")},
                ),
                _select(
                    names.TOP_OF,
                    say("Strongest of"),
                    [(TOP_HERE, say("in the view")), (TOP_OVERALL, say("over all samples"))],
                ),
            ],
            className="view-pair",
        ),
        *_choice(
            names.CAP,
            say("Maximum drawn"),
            [
                (str(edges), say("{edges} edges, {genes} genes", edges=f"{edges:,}", genes=f"{genes:,}"))
                for edges, genes in CAPS.items()
            ],
            str(MAX_EDGES),
        ),
        html.P(
            say("The nearest and strongest edges in reach are drawn; more of them make the picture slower."),
            className="hint",
        ),
    ]
    return html.Div(
        dmc.Popover(
            position="bottom-end",
            width=410,
            trapFocus=True,
            keepMounted=True,
            children=[
                dmc.PopoverTarget(
                    [say("View"), html.Span("▾", **{"aria-hidden": "true"})],
                    boxWrapperProps={
                        "component": "button",
                        "type": "button",
                        "className": "quiet-button view-button",
                        "title": say("Colour, size, layout, how much is drawn"),
                    },
                ),
                dmc.PopoverDropdown(html.Div(fields, className="view-choices")),
            ],
        ),
        className="view-slot",
    )


def _choice(
    name: str, label: str, options: list[tuple[str, str]], value: str | None = None, disabled: bool = False
) -> list[Component]:
    return [html.Label(label, htmlFor=name), _select(name, label, options, value, disabled)]


def _select(
    name: str, label: str, options: list[tuple[str, str]], value: str | None = None, disabled: bool = False
) -> Component:
    field: Any = dmc.Select(
        id=name,
        data=[{"value": option, "label": words} for option, words in options],
        value=options[0][0] if value is None else value,
        allowDeselect=False,
        disabled=disabled,
        size="xs",
        comboboxProps={"withinPortal": False},
        **{"aria-label": label},
    )
    return field
