"""Every format is listed with what it carries, in the documents as in the registry."""

from __future__ import annotations

from compute.read import FORMATS
from compute.read.limits import Limits
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def _row(name: str) -> str:
    record = FORMATS[name]
    endings = " ".join(f"`{ending}`" for ending in record.extensions)
    return f"| `{name}` | {record.title} | {endings} | {record.carries} |"


def test_the_table_of_formats_is_the_registry() -> None:
    rows = [line for line in DOCUMENT.splitlines() if line.startswith("| `") and "SIGN_READ" not in line]
    assert rows[: len(FORMATS)] == [_row(name) for name in FORMATS]


def test_the_budgets_are_as_the_documents_say() -> None:
    stated = Limits()
    for name in Limits.__dataclass_fields__:
        assert f"| `SIGN_READ_{name.upper()}` | {getattr(stated, name):,} |" in DOCUMENT


def test_names_are_short_and_unique_and_the_fallback_comes_last() -> None:
    assert list(FORMATS)[-1] == "delimited"
    assert all(name == record.name and name.replace("-", "").isalnum() for name, record in FORMATS.items())
