"""The page of a study that cannot be opened: one sentence, and the others."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

from sign_dash.language import say

if TYPE_CHECKING:
    from sign_dash.studies.library import Library

PAGE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>SiGN-Dash</title><style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 60ch; margin: 12vh auto; padding: 0 20px; }}
h1 {{ font-size: 18px; }} li {{ margin: 4px 0; }}
</style></head><body><main><h1>{title}</h1><p role="alert">{sentence}</p>
<h2>{others}</h2><ul>{links}</ul></main></body></html>
"""


def trouble_page(sentence: str, library: Library) -> Response:
    """The sentence, and a link to every other study."""
    links = "".join(
        f'<li><a href="{escape(place.address)}">{escape(place.path.name)}</a></li>' for place in library.places()
    )
    body = PAGE.format(
        title=say("This study cannot be opened"), sentence=escape(sentence), others=say("Studies here"), links=links
    )
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(body, 404, headers=headers, mimetype="text/html")
