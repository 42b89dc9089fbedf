"""The network between modules: a table of the effects of every module on every other, one step later."""

from __future__ import annotations

from dash import html

from compute.analyse import SURE, Modules
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.pages.modules.words import module_name, probability


def transition_table(of: Modules) -> html.Table:
    """Rows: the module a step before; columns: the module it acts on. What is beyond chance is bold and marked."""
    head = html.Tr(
        [html.Td(className="core-corner")]
        + [html.Th(str(s + 1), scope="col", title=module_name(s)) for s in range(of.count)]
    )
    body = [
        html.Tr(
            [html.Th(str(r + 1), scope="row", title=module_name(r))]
            + [html.Td(_effect(of, r, s)) for s in range(of.count)]
        )
        for r in range(of.count)
    ]
    return html.Table(
        [html.Thead(head), html.Tbody(body)],
        className="core-table transition-table compact" if of.count > 6 else "core-table transition-table",
        **{"aria-label": say("Coefficients between modules, one step later")},
    )


def _effect(of: Modules, source: int, target: int) -> html.Span:
    value = float(of.transition[target, source])
    size = min(abs(value), 1.0)
    colour = "--represses" if value < 0 else "--activates"
    words = say("{source} on {target}: {value}", source=module_name(source), target=module_name(target),
                value=signed(value))  # fmt: skip
    sure = False
    if of.transition_p is not None and of.transition_q is not None:
        p, q = float(of.transition_p[target, source]), float(of.transition_q[target, source])
        words += f" · p {probability(p)} · q {probability(q)}"
        sure = q <= SURE
    return html.Span(
        [signed(value), html.Sup("∗") if sure else ""],
        className="transition-cell sure" if sure else "transition-cell",
        title=words,
        style={"background": f"color-mix(in srgb, var({colour}) {round(70 * size)}%, var(--card))"},
    )


def transition_hint(of: Modules) -> str:
    """What the table's rows, columns and marks mean."""
    shape = say("rows: source, one step before · columns: target")
    if of.transition_q is None:
        return shape
    return shape + " · " + say("∗ q ≤ {q} by permuted times", q=SURE)
