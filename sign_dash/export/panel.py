"""The export panel: what is on the page, how it will look, in which format, and everything at once.

Its list, its preview and its formats are written by ``assets/js/exporting/panel.mjs``, from what is on the page when it
opens; its settings are remembered by the browser.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import html

from sign_dash import theme
from sign_dash.export import names
from sign_dash.language import say
from sign_dash.pages.components import figure_style
from sign_dash.pages.components.explained import readable_models
from sign_dash.scene.paper.lettering import FONT_FAMILY
from sign_dash.scene.paper.page import RIM
from sign_dash.scene.paper.paper import (
    LARGEST_TYPE,
    NARROWEST,
    ONE_COLUMN,
    SLIDE,
    SMALLEST_TYPE,
    TWO_COLUMNS,
    WIDEST,
    Paper,
)

if TYPE_CHECKING:
    from compute.study import Study

OWN_WIDTH: Final = "own"
DPIS: Final = (300, 600)
PARTS: Final = ("names", "title", "legend", "caption")
_KEPT: Final[dict[str, Any]] = {"persistence": True, "persistence_type": "local"}


def export_panel(study: Study) -> html.Div:
    """The header's button and the dialog it opens."""
    return html.Div(
        [
            html.Button(say("Export"), id=names.BUTTON, type="button", className="export-button"),
            dmc.Modal(
                id=names.PANEL,
                title=say("Export"),
                size=1040,
                keepMounted=True,
                className="export-modal",
                closeButtonProps={"aria-label": say("Close")},
                children=html.Div(
                    [_list(), _one(), _foot()],
                    id=names.BODY,
                    className="export-body",
                    **{
                        "data-twins": json.dumps(light_twins()),
                        "data-paper": json.dumps({"tick": theme.TICK_SIZE, "rim": RIM, "family": FONT_FAMILY}),
                        "data-models": json.dumps(readable_models(study).names),
                        "data-study": study.title,
                    },
                ),
            ),
        ]
    )


def light_twins() -> dict[str, str]:
    """Every colour of the dark scheme that figures use, and the one that stands in its place on white."""
    twins = {
        str(value): str(getattr(theme, name.removeprefix("DARK_")))
        for name, value in vars(theme).items()
        if name.startswith("DARK_")
    }
    dark, light = asdict(figure_style.DARK), asdict(figure_style.LIGHT)
    tones = {str(dark[name]): str(light[name]) for name in dark if str(dark[name]) != str(light[name])}
    return {dark.lower(): light for dark, light in {**tones, **twins}.items()}


def _list() -> html.Div:
    return html.Div(
        [
            html.Div(
                id=names.LIST, className="export-list", role="radiogroup", **{"aria-label": say("What to export")}
            ),
            html.P(say("Everything open on the page is listed here."), className="hint"),
        ],
        className="export-what",
    )


def _one() -> html.Div:
    return html.Div(
        [
            html.Div(id=names.PREVIEW, className="export-preview", role="group", **{"aria-label": say("Preview")}),
            html.Div(
                [
                    html.Span(say("Format"), className="export-label"),
                    dmc.SegmentedControl(
                        id=names.FORMAT, data=["SVG"], value="SVG", size="xs", **{"aria-label": say("Format")}
                    ),
                    html.Span(id="export-format-hint", className="hint"),
                ],
                className="export-row",
            ),
            html.Div(_settings(), id=names.SETTINGS, className="export-settings"),
        ],
        className="export-one",
    )


def _settings() -> list[Any]:
    default = Paper()
    widths = {
        f"{ONE_COLUMN:g}": say("1 column · 85 mm"),
        f"{TWO_COLUMNS:g}": say("2 columns · 178 mm"),
        f"{SLIDE:g}": say("Slide · 254 mm"),
        OWN_WIDTH: say("Own"),
    }
    return [
        _row(
            say("Width"),
            _segments(names.WIDTH, say("Width of the picture"), widths, f"{TWO_COLUMNS:g}"),
            _number(names.WIDTH_MM, say("Width in mm"), 120, NARROWEST, WIDEST, 1),
            html.Span("mm", id="export-width-unit", className="quiet"),
        ),
        _row(
            say("Font size"),
            _number(names.TYPE_SIZE, say("Font size in pt"), default.type_size, SMALLEST_TYPE, LARGEST_TYPE, 0.5),
            html.Span(say("pt, of gene names, axes and legend"), className="quiet"),
        ),
        _row(
            say("Background"),
            _segments(
                names.GROUND,
                say("Background of the picture"),
                {"white": say("white"), "transparent": say("transparent")},
                "white",
            ),
            html.Span(
                [
                    html.Span(say("Resolution"), className="export-label"),
                    _segments(
                        names.DPI, say("Resolution of PNG"), {f"{dpi}": f"{dpi} dpi" for dpi in DPIS}, f"{DPIS[0]}"
                    ),
                ],
                id="export-dpi-part",
                className="export-inline",
            ),
        ),
        _row(
            say("Shown"),
            dmc.ChipGroup(
                id=names.SHOWN,
                multiple=True,
                value=list(PARTS),
                children=[
                    dmc.Chip(words, value=part, size="xs", variant="outline")
                    for part, words in zip(
                        PARTS, (say("gene names"), say("title"), say("legend"), say("caption")), strict=True
                    )
                ],
                **_KEPT,
            ),
        ),
    ]


def _row(words: str, *controls: Any) -> html.Div:
    return html.Div([html.Span(words, className="export-label"), *controls], className="export-row")


def _segments(name: str, label: str, options: dict[str, str], value: str) -> dmc.SegmentedControl:
    data: list[Any] = [{"value": key, "label": words} for key, words in options.items()]
    return dmc.SegmentedControl(id=name, data=data, value=value, size="xs", **_KEPT, **{"aria-label": label})


def _number(name: str, label: str, value: float, low: float, high: float, step: float) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=name,
        value=value,
        min=low,
        max=high,
        step=step,
        clampBehavior="blur",
        debounce=250,
        size="xs",
        className="strength",
        **_KEPT,
        **{"aria-label": label},
    )


def _foot() -> html.Div:
    return html.Div(
        [
            html.Span(id=names.STATUS, className="export-status", role="status"),
            html.Button(
                say("Everything on this page (zip)"),
                id=names.EVERYTHING,
                type="button",
                className="quiet-button export-all",
                title=say("All pictures as SVG, PDF and PNG, all tables, the network files, a README, the citations"),
            ),
            html.Button(
                say("The study as one file"),
                id=names.SHARED,
                type="button",
                className="quiet-button export-shared",
                title=say(
                    "One HTML file that opens in any browser without a server, with a working slider and the study's "
                    "strongest edges. Writing it takes up to a minute."
                ),
            ),
            html.Button(say("Save"), id=names.SAVE, type="button", className="export-button"),
        ],
        className="export-foot",
    )
