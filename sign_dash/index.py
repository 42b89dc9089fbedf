"""The document the dashboard is mounted in: named in the reader's language, with the words the browser's side needs."""

from __future__ import annotations

import json
import threading
from typing import Any, Final

from dash import Dash, html
from dash.development.base_component import Component
from flask.json.provider import DefaultJSONProvider

from compute.records import parse_json
from sign_dash.language import browser_catalogue, language_now

# As Dash's own page, but in a named language, with the remembered scheme and size of type before the first paint (no
# white flash), and without the footer landmark, which is the score strip's. What Dash asks for once its scripts have
# been read is asked for at once, so that the server lays the pages out meanwhile.
INDEX: Final = """<!DOCTYPE html>
<html lang="{language}">
  <head>
    {%metas%}
    <title>{%title%}</title>
    {%favicon%}
    {%css%}
    <script>
      for (const [key, unset] of [["scheme", "light"], ["type", "normal"]]) {
        try { document.documentElement.dataset[key] = JSON.parse(localStorage.getItem(key)) || unset; }
        catch { document.documentElement.dataset[key] = unset; }
      }
      window.signdash = { words: {words} };
      window.regeneratorRuntime = { // Dash's scripts wait with it for components that come later; else the polyfill's
        mark: (steps) => steps,
        wrap(step, _, self) {
          const at = { prev: 0, next: 0, done: false, stop() { at.done = true; } };
          return { next(sent) { at.sent = sent; const value = step.call(self, at); return { value, done: at.done }; } };
        },
      };
      {
        const ask = window.fetch;
        const early = new Map(["_dash-layout", "_dash-dependencies"]
          .map((name) => "{prefix}" + name).map((url) => [url, ask(url, { credentials: "same-origin" })]));
        window.fetch = (url, ...how) => {
          const asked = early.get(url);
          early.delete(url);
          return asked || ask(url, ...how);
        };
      }
    </script>
  </head>
  <body>{%app_entry%}{%config%}{%scripts%}{%renderer%}</body>
</html>"""

UNUSED: Final = ("/dash/deps/polyfill@", "/dash/dash_table/")
"""Of Dash's scripts: what older browsers lack (those that know modules have it, and the page is made of them; its
replacements are slower than the browser's own), and a table that no page has.
"""


class Requests(DefaultJSONProvider):
    """What comes as JSON: nested deeper than can be followed it is none, and refused as that."""

    def loads(self, s: str | bytes, **_options: Any) -> Any:
        """As Flask wants it; ValueError for what is no JSON."""
        return parse_json(s)


class Dashboard(Dash):  # type: ignore[misc]  # Dash is untyped here, see pyproject.toml
    """Dash, with a document made anew for every visit."""

    renderer: str
    _preparing: int | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        hooks = {"layout_post": "(layout) => signdash.state.begin(layout)"}
        super().__init__(*arguments, index_string=INDEX, hooks=hooks, assets_path_ignore=["js"], **options)
        self.server.json = Requests(self.server)
        # Modules run once the document has been read; Dash begins after them, since it asks for their functions.
        self.renderer = f'addEventListener("DOMContentLoaded", () => {{ {self.renderer} }});'

    def _setup_server(self) -> None:
        """As Dash's, which comes before the first document, without making the layout only to look through its ids (as
        the tests do): the document need not wait for that, and the layout is asked for while the browser reads scripts.
        """
        if not self._got_first_request["setup_server"]:
            self._preparing = threading.get_ident()
            try:
                super()._setup_server()
            finally:
                self._preparing = None

    def _layout_value(self) -> Component:
        return html.Div() if self._preparing == threading.get_ident() else super()._layout_value()

    def _generate_scripts_html(self) -> str:
        tags = str(super()._generate_scripts_html()).split("\n")
        return "\n".join(tag for tag in tags if not any(part in tag for part in UNUSED))

    def interpolate_index(self, **parts: str) -> str:
        """The document, in the language of whoever asks for it."""
        language = language_now()
        words = json.dumps(browser_catalogue(language), ensure_ascii=False).replace("<", "\\u003c")
        document = str(super().interpolate_index(**parts)).replace("{language}", language).replace("{words}", words)
        return document.replace("{prefix}", self.config.requests_pathname_prefix)
