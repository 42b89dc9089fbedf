"""The page's sentences about a model."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from sign_dash.components.explained import Explained, Side

NAMED_FACTORS = 5


def facts(explained: Explained) -> str:
    """What the model is and how much of the networks it keeps."""
    info = explained.info
    a, b = info["rank"]
    kept, best = info["retained_energy"], info["hosvd_retained_energy"]
    ending = "" if info["converged"] else " The fit stopped before it had converged."
    return (
        f"{a} regulator × {b} target components, {info['predictor']} prediction of {info['target']}; "
        f"they keep {kept:.0%} of the networks' energy, where {best:.0%} is the most any {a} × {b} can keep.{ending}"
    )


def accuracy(explained: Explained) -> str:
    """How well the model predicts, fitted and held out."""
    info = explained.info
    fitted, held_out = _number(info["r2_fitted"]), _number(info["r2_held_out"])
    return f"R² fitted {fitted}, held out {held_out} ({info['folds']} folds)"


def what_is_drawn(side: Side, component: int, region: Sequence[str], factors: Sequence[str]) -> list[str | html.B]:
    """The subject of the subnetwork, as a sentence."""
    subject = f"{side.capitalize()} component {component + 1}"
    if region:
        kind = side if len(region) == 1 else f"{side}s"
        subject = f"Region of {len(region)} {kind}"
    named = ", ".join(factors[:NAMED_FACTORS])
    more = f" and {len(factors) - NAMED_FACTORS} more" if len(factors) > NAMED_FACTORS else ""
    return [html.B(subject), f" around {named}{more}"]


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
