"""How the fuzz tests draw: as often as ``--examples`` says, the same draws every time where there are few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compute.errors import UserError

FEW = 1_000
"""So few are the same each time; of more, each run draws others."""
LONGEST = 1_500
"""Characters of a sentence with all its names."""

PIECES = (
    *(b"1e4294967297", b"4.61e96842768395639", b"1e308", b"-inf", b"nan", b"\x00", b"\xff\xfe", b'"', b"'", b","),
    *(b"\t", b"\n", b"\r", b"\r\n\r\n", b"#", b"\xef\xbb\xbf", b"9" * 500, b"<img src=x onerror=alert(1)>"),
    *("\u202e\u0661\u0662".encode(), b"=1+1", b"{0.__class__}", b"%s%n", b"\xff" * 8, b"\x7f\xff\xff\xff", b"\x80" * 4),
)


def tried(config: pytest.Config, test: Callable[..., None], **drawn: st.SearchStrategy[Any]) -> None:
    """Call the test with as many draws as wanted."""
    count = int(config.getoption("examples"))
    profile = settings(
        max_examples=count,
        deadline=None,
        derandomize=count <= FEW,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    profile(given(**drawn)(test))()


def changed(whole: bytes) -> st.SearchStrategy[bytes]:
    """A file with some bytes set, pieces put in, parts taken out or repeated, or its end cut off."""
    place = st.integers(0, max(len(whole) - 1, 0))
    change = st.one_of(
        st.tuples(st.just("set"), place, st.integers(0, 255)),
        st.tuples(st.just("bit"), place, st.integers(0, 7)),
        st.tuples(st.just("put"), place, st.sampled_from(PIECES)),
        st.tuples(st.just("over"), place, st.sampled_from(PIECES)),
        st.tuples(st.just("out"), place, st.integers(1, 64)),
        st.tuples(st.just("again"), place, st.integers(1, 64)),
        st.tuples(st.just("end"), place, st.just(0)),
    )
    return st.lists(change, min_size=1, max_size=6).map(lambda changes: _applied(whole, changes))


def _applied(whole: bytes, changes: list[tuple[str, int, Any]]) -> bytes:
    body = bytearray(whole)
    for kind, place, what in changes:
        if not body:
            break
        at = min(place, len(body) - 1)
        if kind == "set":
            body[at] = what
        elif kind == "bit":
            body[at] ^= 1 << what
        elif kind == "put":
            body[at:at] = what
        elif kind == "over":
            body[at : at + len(what)] = what
        elif kind == "out":
            del body[at : at + what]
        elif kind == "again":
            body[at:at] = body[at : at + what]
        else:
            del body[at:]
    return bytes(body)


def answered(work: Callable[[], object]) -> bool:
    """Whether it went well; False for one sentence. Anything else it raises fails the test."""
    try:
        work()
    except UserError as error:
        said = str(error)
        assert "\n" not in said, said
        assert len(said) < LONGEST, said
        return False
    return True


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
