"""The header: pages, study, gene search, undo and redo, export, menu, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from compute.estimate import UnfinishedStudy
from sign_dash import ids
from sign_dash.addresses import address
from sign_dash.furniture import BY_NAME
from sign_dash.language import say, spoken
from sign_dash.shell.about import about_study
from sign_dash.shell.cautions import cautions_badge
from sign_dash.shell.cohort import modulator_title
from sign_dash.shell.lacking import lacking
from sign_dash.shell.menu import menu

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.pages.registry import Page


def header(study: Study, pages: Sequence[Page], export: Sequence[Component], others: Component) -> html.Header:
    """`pages` in order, `export` what keeps or saves a view, `others` leads to other studies."""
    return html.Header(
        className="header",
        children=[
            html.Span("SiGN-Dash", className="brand"),
            html.Nav(
                [
                    dcc.Link(
                        page.title(),
                        id=f"link-{page.name}",
                        href=address("/" if page.name == ids.DEFAULT_PAGE else f"/{page.name}"),
                        className="nav-link" if page.can_show(study) else "nav-link nav-lacking",
                        title=lacking(study, page) or None,
                    )
                    for page in pages
                    if page.is_listed(study)
                ],
                className="nav",
                **{"aria-label": say("Pages")},
            ),
            _study_title(study, others),
            html.Div(
                className="header-tools",
                children=[
                    _gene_search(study),
                    html.Div(
                        [
                            _step(ids.UNDO_BUTTON, "↶", say("Undo"), "Ctrl+Z"),
                            _step(ids.REDO_BUTTON, "↷", say("Redo"), "Ctrl+Shift+Z"),
                        ],
                        className="header-steps",
                        role="group",
                        **{"aria-label": say("Undo and redo")},
                    ),
                    html.Div(export, id=ids.EXPORT_SLOT),
                    html.Button(
                        say("Link"),
                        id="copy-link",
                        className="icon-button copy-link",
                        type="button",
                        title=say("Copy a link to this view"),
                        **{"aria-label": say("Copy link")},
                    ),
                    menu(),
                    html.Button(
                        "?",
                        id=ids.HELP_BUTTON,
                        className="icon-button",
                        type="button",
                        title=say("Keyboard shortcuts (?)"),
                        **{"aria-label": say("Keyboard shortcuts")},
                    ),
                ],
            ),
        ],
    )


def _gene_search(study: Study) -> dmc.Select:
    return dmc.Select(
        id=ids.GENE_SEARCH,
        data=sorted(set(study.regulators) | set(study.targets)),
        clearable=False,
        limit=30,
        placeholder=say("Find a gene   /"),
        nothingFoundMessage=say("Not a regulator or target of this study"),
        **BY_NAME,
        rightSection=html.Span(),
        className="gene-search",
        size="sm",
        **{"aria-label": say("Find a gene")},
    )


def _step(name: str, sign: str, words: str, keys: str) -> html.Button:
    return html.Button(
        sign,
        id=name,
        className="icon-button",
        type="button",
        disabled=True,
        title=f"{words} ({keys})",
        **{"aria-label": words},
    )


def _look_again(study: UnfinishedStudy) -> html.A:
    """How far a study's run was at this look, and the way to the next one."""
    done, total = f"{study.so_far.done:,}", f"{study.so_far.total:,}"
    return html.A(
        [say("{done} of {total} networks", done=done, total=total), html.Span(" ↻", **{"aria-hidden": "true"})],
        href=f"{address('').rpartition('/')[0]}/",  # each look has an address below the study's own
        className="badge-unfinished",
        title=say("This study is unfinished: reload what has been estimated so far"),
    )


def _study_title(study: Study, others: Component) -> html.Div:
    title = spoken(study.heading) if isinstance(study, UnfinishedStudy) else study.title
    badge = html.Span(say("Simulated"), className="badge-simulated", title=say("Simulated data: no real samples"))
    size = say("{n:,} samples · {score}", n=len(study.samples), score=modulator_title(study))
    return html.Div(
        className="study-title",
        children=[
            html.Div(
                className="study-name",
                children=[
                    html.Div(
                        className="study-badges",
                        children=[
                            *([badge] if study.simulated else []),
                            *cautions_badge(study),
                            *([_look_again(study)] if isinstance(study, UnfinishedStudy) else []),
                        ],
                    ),
                    html.H1(title, title=title),
                ],
            ),
            html.Span(size, className="study-size"),
            about_study(study),
            others,
        ],
    )
