"""A module as a card: the genes that tell it best as bars, and its state in every sample along time."""

from __future__ import annotations

from dash import html

from compute.analyse import SURE, Modules
from sign_dash.language import say
from sign_dash.pages.components.cards import loading_bars
from sign_dash.pages.components.spark import spark
from sign_dash.pages.modules import names
from sign_dash.pages.modules.words import module_name, sure_genes

ON_A_CARD = 8


def module_cards(of: Modules, chosen: int) -> list[html.Article]:
    """A card for every module, the chosen one marked."""
    return [_card(of, module, module == chosen) for module in range(of.count)]


def _card(of: Modules, module: int, chosen: bool) -> html.Article:
    best = of.strongest(module)[:ON_A_CARD]
    genes = [(of.genes[g], float(of.loads[module, g])) for g in best]
    sure = {of.genes[g] for g in best if of.q[module, g] <= SURE}
    name = html.Button(
        module_name(module),
        id={"type": names.CARD, "index": module},
        type="button",
        className="component-choose",
        **{"aria-pressed": str(chosen).lower()},
    )
    title = say("Genes that belong to the module more than by chance (permuted times); in bold")
    return html.Article(
        [
            html.Header(
                [
                    html.H2(name),
                    html.Span(html.Span(sure_genes(of, module), title=title), className="component-figures"),
                ]
            ),
            html.Div([loading_bars(genes, sure), _curve(of, module)], className="component-body"),
        ],
        className="component-card chosen" if chosen else "component-card",
    )


def _curve(of: Modules, module: int) -> html.Figure:
    drawn = spark(of.of_samples(module), of.study.modulator)
    zero = [] if drawn.zero is None else [html.Div(className="spark-zero", style={"top": f"{drawn.zero:.2%}"})]
    described = say("State of module {number} in every sample along time", number=module + 1)
    return html.Figure(
        [
            html.Figcaption(say("state along time")),
            html.Div([html.Img(src=drawn.source, alt=described), *zero], className="spark-plot"),
            html.Div([html.Span(f"{of.time[0]:g}"), html.Span(f"{of.time[-1]:g}")], className="spark-ends"),
        ],
        className="spark",
    )
