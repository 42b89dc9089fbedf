"""A failing callback tells the person one sentence."""

from __future__ import annotations

import logging

import pytest

from compute.errors import UserError
from sign_dash import ids
from sign_dash.shell import trouble


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UserError("Row 3 is empty; fill it."), "Row 3 is empty; fill it."),
        (FileNotFoundError(2, "No such file or directory", "value.npy"), "value.npy: No such file or directory; put"),
        (ZeroDivisionError("division by zero"), "terminal shows the cause (request"),
    ],
)
def test_every_error_becomes_a_sentence(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: dict[str, dict[str, dict[str, str]]] = {}
    monkeypatch.setattr(trouble, "set_props", told.__setitem__)
    with caplog.at_level(logging.ERROR):
        trouble.tell(error)
    assert said in told[ids.NOTICE_TEXT]["data"]["sentence"]
    assert ("division by zero" in caplog.text) is isinstance(error, ZeroDivisionError)
