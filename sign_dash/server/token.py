"""The token of a server that others can reach: asked for once, then a cookie; guessing is slowed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from html import escape
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from werkzeug.wrappers import Request, Response

from sign_dash.server.failures import Failures

VARIABLE: Final = "SIGN_DASH_TOKEN"
"""Of the environment: the token, where it is not to be a new one at every start."""
PARAMETER: Final = "token"
LOGIN: Final = "/login"
LEAST_CHARACTERS: Final = 16
LONGEST_FORM: Final = 4096
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"

_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SiGN-Dash: token</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:18vh auto;padding:0 1rem}}
input,button{{font:inherit;padding:.4rem .6rem}} input{{width:100%;box-sizing:border-box;margin:.4rem 0 .8rem}}</style>
<h1>SiGN-Dash</h1>
<p role="status">{sentence}</p>
<form method="post" action="{login}"><label>Token <input name="token" type="password" autofocus
autocomplete="current-password"></label><input type="hidden" name="next" value="{asked}"><button>Open</button></form>
</html>
"""


def new_token() -> str:
    """256 random bits, as text for an address."""
    return secrets.token_urlsafe(32)


class Door:
    """Lets in who has the token: by ``?token=`` in the address, by the form, as a bearer, or by the cookie of before.

    The cookie holds a value derived from the token, not the token. Comparisons take the same time whatever differs.
    After a few wrong tokens from anywhere the next try has to wait, twice as long each time, up to a minute; cookies of
    people already in are not held up. failures: counts them; the processes of a server share one.
    """

    def __init__(self, token: str, failures: Failures | None = None) -> None:
        self._token = token
        self._cookie = hmac.new(token.encode(), b"sign-dash cookie", hashlib.sha256).hexdigest()
        # Cookies know no ports: two servers of one machine must not take each other's.
        self.cookie = f"sign-dash-{hmac.new(token.encode(), b'name', hashlib.sha256).hexdigest()[:8]}"
        self._failures = Failures() if failures is None else failures

    def answer(self, environ: dict[str, Any]) -> Response | None:
        """None where the request may pass, else what it is answered with."""
        request = Request(environ)
        if _same(request.cookies.get(self.cookie, ""), self._cookie):
            return None
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        offered, asked = request.args.get(PARAMETER), _address_without_token(request)
        if scheme.lower() == "bearer":
            return None if self._right(bearer.strip()) else self._wrong("The token is wrong.", asked)
        if request.path == LOGIN and request.method == "POST":
            if (request.content_length or 0) > LONGEST_FORM:
                return self._wrong("The token is wrong.", "/")
            offered, asked = request.form.get("token", ""), _own_address(request.form.get("next", "/"))
        if offered is None:
            return _page("Enter the token that the server printed when it was started.", asked, 401)
        if not self._right(offered):
            return self._wrong("That token is wrong; the server printed the right one when it was started.", asked)
        answer = Response(status=303, headers={"Location": asked})
        answer.set_cookie(self.cookie, self._cookie, httponly=True, samesite="Lax", secure=request.is_secure, path="/")
        return answer

    def _right(self, offered: str) -> bool:
        with self._failures.counting():
            if self._failures.wait() > 0:
                return False
            if _same(offered, self._token):
                self._failures.clear()
                return True
            self._failures.add()
            return False

    def _wrong(self, sentence: str, asked: str) -> Response:
        wait = self._failures.wait()
        if wait <= 0:
            return _page(sentence, asked, 401)
        seconds = max(1, round(wait))
        answer = _page(f"Too many wrong tokens; wait {seconds} s, then try again.", asked, 429)
        answer.headers["Retry-After"] = str(seconds)
        return answer


def _same(offered: str, wanted: str) -> bool:
    return hmac.compare_digest(hashlib.sha256(offered.encode("utf-8", "surrogatepass")).digest(),
                               hashlib.sha256(wanted.encode()).digest())  # fmt: skip


def _address_without_token(request: Request) -> str:
    kept = [
        (key, value)
        for key, value in parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
        if key != PARAMETER
    ]
    return _own_address(quote(request.path) + (f"?{urlencode(kept)}" if kept else ""))


def _own_address(asked: str) -> str:
    """An address of this server; the front page for whatever could lead elsewhere."""
    own = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not any(ord(c) < 32 for c in asked)
    return asked if own and not asked.startswith(LOGIN) else "/"


def _page(sentence: str, asked: str, status: int) -> Response:
    body = _PAGE.format(sentence=escape(sentence), login=LOGIN, asked=escape(asked, quote=True))
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return Response(body, status, headers=headers, mimetype="text/html")
