"""Build the application around one study; serving it is :mod:`sign_dash.serve`'s work."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import Dash
from dash.development.base_component import Component
from dash.exceptions import CallbackException, DependencyException, InvalidCallbackReturnValue, InvalidResourceError
from flask import Response, request

import sign_dash.export.callbacks
import sign_dash.shell.callbacks
import sign_dash.state
from compute.estimate import UnfinishedStudy
from sign_dash.export.panel import export_panel
from sign_dash.gene_sets import evidence_store, register_known_pairs, remembered_evidence
from sign_dash.index import Dashboard
from sign_dash.language import say
from sign_dash.pages.data.layout import first_view
from sign_dash.pages.registry import PAGES, tracked
from sign_dash.pages.story.adding import adding
from sign_dash.places import ASSETS, CACHE
from sign_dash.server.callback_requests import UPDATE, is_of_the_page
from sign_dash.server.guard import HEADERS
from sign_dash.server.library import LIBRARY, Library
from sign_dash.server.menu import study_menu, title_of
from sign_dash.server.once import answer_once
from sign_dash.server.read_only import READ_ONLY, changes_something, locked, read_only, reason
from sign_dash.shell.layout import shell
from sign_dash.shell.modulator_switch import modulator_switch
from sign_dash.shell.trouble import tell
from sign_dash.verification import verification

if TYPE_CHECKING:
    from compute.study import Study

# The browser itself refuses whatever would leave this machine; the libraries make their styles and formatters inline.
POLICY = "default-src 'self' 'unsafe-inline' data: blob:; form-action 'none'; frame-ancestors 'none'"
CHANGES = frozenset[str]().union(*(page.changes for page in PAGES))
OWN = frozenset[str]().union(*(page.own for page in PAGES))


def build_app(study: Study, cache: Path = CACHE, prefix: str = "/", library: Library | None = None) -> Dash:
    """The dashboard of one study, ready to serve; every file it needs lies in ``assets``.

    cache: folder for what is computed on a page's request and kept. prefix: where on the server it is found, as
    ``/study/<slug>/`` behind :class:`sign_dash.server.dispatcher.Dispatcher`. library: the studies that the server
    offers; without it there is only this one, and new ones go to ``cache/studies``.
    """
    known = Library(cache / "studies", [study.path], single=True) if library is None else library
    app = Dashboard(
        "sign_dash",
        title=escape(f"{study.title} · SiGN-Dash"),  # it goes into the page as it is
        assets_folder=str(ASSETS),
        serve_locally=True,
        requests_pathname_prefix=prefix,
        update_title="",
        suppress_callback_exceptions=True,  # a page's components come when it is opened; a test checks every id
        on_error=tell,
    )
    app.server.extensions[LIBRARY] = known
    app.server.extensions[READ_ONLY] = known.read_only
    app.server.before_request(lambda: _refused(app))
    app.server.after_request(_guarded)
    for missing in (DependencyException, InvalidResourceError):
        app.server.register_error_handler(missing, _no_such_file)
    app.server.register_error_handler(CallbackException, _not_asked_by_a_page)
    shown = [page for page in PAGES if page.can_show(study)]
    # Made anew for every visit: in the visitor's language, and with the models the study has by then.
    app.layout = lambda: _laid_out(
        shell(
            study,
            PAGES,
            tracked(shown),
            export=[*adding(), export_panel(study)],
            others=study_menu(study, known),
            stores=[evidence_store(study, cache)],
            modulators=modulator_switch(study, known),
        )
    )
    sign_dash.shell.callbacks.register(app, study, [page.name for page in PAGES])
    register_known_pairs(app, study, cache)
    for page in shown:
        page.register(app, study, cache)
    sign_dash.export.callbacks.register(app, study)
    sign_dash.state.register(app, tracked(shown))
    if not known.single and not isinstance(study, UnfinishedStudy):
        answer_once(app, study, known.kept(cache), lambda: _around(study, known, cache))
    return app


def _around(study: Study, library: Library, cache: Path) -> list[object]:
    """What the layout shows that is not the study's: other studies, what was verified, the pairs given."""
    found = verification(study)
    places = [(place.slug, place.owned, title_of(place)) for place in library.places()]
    pairs = remembered_evidence(study, cache)
    return [read_only(), bool(library.cluster), first_view(), found.ended, str(found.damage), places, pairs]


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _laid_out(layout: Component) -> Component:
    return locked(layout, CHANGES, OWN) if read_only() else layout


def _refused(app: Dash) -> Response | None:
    """Refuse a callback request that is not one (Dash would answer it with a server error), or that would change
    something where nothing may be changed.
    """
    if not request.path.endswith(UPDATE) or request.method != "POST":
        return None
    body: Any = request.get_json(silent=True)
    if not is_of_the_page(app, body):
        return _malformed()
    if read_only() and changes_something(app, body, CHANGES, OWN):
        return Response(f"{reason()}\n", 403)
    return None


def _not_asked_by_a_page(error: CallbackException) -> Response:
    """Dash's sentence about outputs that are not the callback's; a wrong return value is our own fault."""
    if isinstance(error, InvalidCallbackReturnValue):
        raise error
    return _malformed()


def _malformed() -> Response:
    return Response(say("This is not a request of the dashboard’s page; reload the page.") + "\n", 400)


def _no_such_file(_: Exception) -> Response:
    return Response("There is no such file.\n", 404)
