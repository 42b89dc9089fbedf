"""The page's sentences about a model."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from sign_dash.components.explained import Explained, Side
from sign_dash.network.select import EMT_FACTORS


def facts(explained: Explained, target: str) -> str:
    """What the model is and how much of the networks it keeps. target: what it predicts, in the page's words."""
    info = explained.info
    a, b = info["rank"]
    kept, best = info["retained_energy"], info["hosvd_retained_energy"]
    ending = "" if info["converged"] else " · the fit stopped before it had converged"
    return (
        f"{a} × {b} components predict the {target} ({info['predictor']}): R² {share(info['r2_held_out'])} held "
        f"out · they keep {kept:.0%} of the networks’ energy, {best:.0%} is possible{ending}"
    )


def accuracy(explained: Explained) -> html.Table:
    """How well the model predicts, fitted and held out."""
    info = explained.info
    rows = [
        ("○ fitted", info["r2_fitted"], info["spearman_fitted"]),
        (f"● held out, {info['folds']} folds", info["r2_held_out"], info["spearman_held_out"]),
    ]
    head = html.Tr([html.Td(), html.Th("R²", scope="col"), html.Th("Spearman", scope="col")])
    body = [html.Tr([html.Th(kind, scope="row"), html.Td(share(r2)), html.Td(share(rank))]) for kind, r2, rank in rows]
    return html.Table([html.Thead(head), html.Tbody(body)], className="accuracy")


def target_name(explained: Explained, modulator_name: str, score_name: str) -> str:
    """What the model predicts: the score under the slider's name for it, any other column under its own."""
    target = str(explained.info["target"])
    return score_name if target == modulator_name else target


def what_is_drawn(side: Side, component: int, region: Sequence[str], factors: Sequence[str]) -> list[str | html.Span]:
    """The subject of the subnetwork, as a sentence; the factors' names are on the nodes, and on hover here."""
    subject = f"{side.capitalize()} component {component + 1}"
    if region:
        kind = side if len(region) == 1 else f"{side}s"
        subject = f"Region of {len(region)} {kind}"
    known = "the EMT factors" if set(factors) <= set(EMT_FACTORS) else "the strongest hubs"
    return [html.B(subject), " around ", html.Span(known, title=", ".join(factors))]


def share(value: float) -> str:
    """A number of at most 1 with two decimals and a true minus sign; one that only rounds to 1 is "> 0.99"."""
    return "> 0.99" if 0.995 <= value < 1 else f"{value:.2f}".replace("-", "−")
