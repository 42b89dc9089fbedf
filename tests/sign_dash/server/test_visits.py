"""Who else looks at a study: known to every process, forgotten after half an hour, asked for before it is deleted."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from werkzeug.test import Client
from werkzeug.wrappers import Response

from compute.study import open_study
from sign_dash.build import build_app
from sign_dash.pages.data import names
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.library import Library
from sign_dash.server.visits import COOKIE, RECENT_MINUTES, Visits
from tests.sign_dash.planted import Planted
from tests.sign_dash.server.test_read_only import begun_by, body

ME, YOU = "a" * 32, "b" * 32


def test_others_are_known_to_every_process_and_oneself_is_not_another(tmp_path: Path) -> None:
    Visits(tmp_path).note("s", YOU)
    assert Visits(tmp_path).of_others("s", ME) == [0]
    assert Visits(tmp_path).of_others("s", YOU) == []
    assert Visits(tmp_path).of_others("t", ME) == []
    assert YOU not in str(list(tmp_path.rglob("*")))


def test_a_visit_is_forgotten_after_half_an_hour(tmp_path: Path) -> None:
    visits = Visits(tmp_path)
    visits.note("s", YOU)
    (file,) = (tmp_path / "s").iterdir()
    past = time.time() - 60 * RECENT_MINUTES
    os.utime(file, (past, past))
    assert visits.of_others("s", ME) == []
    assert not file.exists()


def test_a_browser_gets_its_cookie_with_its_first_page(library: Library) -> None:
    client = Client(Dispatcher(library, lambda *_: Response("page")), Response)
    first = client.get("/study/second/", headers={"Accept": "text/html"})
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert "Set-Cookie" not in client.get("/study/second/", headers={"Accept": "text/html"}).headers
    assert library.visits.of_others("second", ME) == [0]


def test_deleting_what_others_look_at_takes_more_than_its_title(
    library: Library, planted: Planted, tmp_path: Path
) -> None:
    app = build_app(open_study(planted.path), tmp_path / "cache", library=library)
    library.visits.note("second", YOU)
    output = begun_by(app, names.CONFIRM_DELETE)

    def delete(asked: bool) -> Any:
        client = app.server.test_client()
        client.set_cookie(COOKIE, ME)
        return client.post("/_dash-update-component", json=body(
            app, output, studies_confirm_delete=1, studies_confirm_word="Second cohort", studies_chosen="second",
            studies_confirm_others=asked, runs_changed=0))  # fmt: skip

    assert delete(asked=False).status_code == 204
    assert (library.folder / "second").is_dir()
    assert delete(asked=True).status_code == 200
    assert not (library.folder / "second").exists()
