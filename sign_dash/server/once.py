"""What an application answers from what is kept: its layout, and the callbacks that are marked as steady."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dash import Dash
from flask import Response, request

from sign_dash.cache import networks_key
from sign_dash.gene_sets.in_study import lists_in_study
from sign_dash.server.callback_requests import UPDATE
from sign_dash.server.kept import KeptAnswers, is_steady
from sign_dash.server.records import stamp

if TYPE_CHECKING:
    from compute.study import Study

LAYOUT: Final = "_dash-layout"
WIRING: Final = "_dash-dependencies"
MODELS: Final = "models"


def answer_once(app: Dash, study: Study, kept: KeptAnswers, around: Callable[[], object]) -> None:
    """Have what several visitors ask answered once. around: what the layout shows that is not the study's."""
    views, prefix = app.server.view_functions, app.config.routes_pathname_prefix
    key = (networks_key(study), study.info.created, str(study.path))

    def wrap(address: str, depends: Callable[[], object]) -> None:
        view: Callable[[], Response] = views[address]

        def answer() -> Response:
            asked = depends()
            return view() if asked is None else kept.answer((*key, prefix, state_of(study), address, asked), view)

        views[address] = answer

    wrap(f"{prefix}{LAYOUT}", around)
    wrap(f"{prefix}{WIRING}", lambda: "always the same")
    wrap(f"{prefix}{UPDATE.lstrip('/')}", lambda: _question(app))


def state_of(study: Study) -> list[object]:
    """Changes with whatever may change of an open study: its title, how sure its edges are, its models, its lists."""
    folder = study.path / MODELS
    models = sorted(path for path in folder.glob("*/*")) if folder.is_dir() else []
    lists = lists_in_study(study).values()
    return [
        study.title,
        *_stamps(study.path / "study.json", study.path / "confidence" / "confidence.json", *models, *lists),
    ]


def _stamps(*files: Path) -> list[tuple[str, tuple[int, ...]]]:
    return [(str(file), stamp(file)) for file in files]


def _question(app: Dash) -> str | None:
    """What a steady callback is asked; None of any other."""
    body: Any = request.get_json(silent=True)
    known = app.callback_map.get(body["output"]) if isinstance(body, dict) else None
    return request.get_data(as_text=True) if known is not None and is_steady(known.get("callback")) else None
