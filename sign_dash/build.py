"""Build the application around one study; serving it is :mod:`app`'s work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dash import Dash

import sign_dash.components.callbacks
import sign_dash.components.layout
import sign_dash.explore.callbacks
import sign_dash.explore.layout
import sign_dash.export.callbacks
import sign_dash.shell.callbacks
from sign_dash.export.menu import export_menu
from sign_dash.shell.layout import shell

if TYPE_CHECKING:
    from compute import Study

ASSETS = Path(__file__).resolve().parent.parent / "assets"


def build_app(study: Study) -> Dash:
    """The dashboard of one study, ready to serve; every file it needs lies in ``assets``."""
    app = Dash(
        "sign_dash",
        title=f"{study.title} · SiGN-Dash",
        assets_folder=str(ASSETS),
        serve_locally=True,
        update_title="",
    )
    app.layout = shell(
        study,
        explore=sign_dash.explore.layout.layout(study),
        components=sign_dash.components.layout.layout(study),
        export=export_menu(study),
    )
    sign_dash.shell.callbacks.register(app)
    sign_dash.explore.callbacks.register(app, study)
    sign_dash.components.callbacks.register(app, study)
    sign_dash.export.callbacks.register(app, study)
    return app
