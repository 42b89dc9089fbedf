"""The document the dashboard is mounted in: named in the reader's language, with the words the browser's side needs."""

from __future__ import annotations

import json
from typing import Any, Final

from dash import Dash

from sign_dash.language import browser_catalogue, language_now

# As Dash's own page, but in a named language, with the remembered scheme and size of type before the first paint (no
# white flash), and without the footer landmark, which is the score strip's.
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
    </script>
  </head>
  <body>{%app_entry%}{%config%}{%scripts%}{%renderer%}</body>
</html>"""


class Dashboard(Dash):  # type: ignore[misc]  # Dash is untyped here, see pyproject.toml
    """Dash, with a document made anew for every visit."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        hooks = {"layout_post": "(layout) => signdash.state.begin(layout)"}
        super().__init__(*arguments, index_string=INDEX, hooks=hooks, **options)

    def interpolate_index(self, **parts: str) -> str:
        """The document, in the language of whoever asks for it."""
        language = language_now()
        words = json.dumps(browser_catalogue(language), ensure_ascii=False).replace("<", "\\u003c")
        return str(super().interpolate_index(**parts)).replace("{language}", language).replace("{words}", words)
