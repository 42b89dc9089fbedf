"""Bring the catalogue up to date with the source: ``make words`` runs ``python -m sign_dash.language.collect``.

``ja.po`` holds the translation of every sentence; a new sentence waits there with an empty one, a sentence no longer
said is dropped. English is the source itself and has no catalogue. Sentences are the literals in the calls named in
``KEYWORDS``, looked for where ``babel.cfg`` says, and the parts of sentences that :mod:`compute.messages` lists.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from compute.messages import PARTS

ROOT: Final = Path(__file__).resolve().parent.parent.parent
FOLDER: Final = Path(__file__).resolve().parent
_LEFT_OUT: Final = tuple(
    f'"{name}'
    for name in ("POT-", "PO-", "Last-Translator", "Generated-By", "Project-Id", "Report-Msgid", "Language-Team")
)
KEYWORDS: Final = {"python": ("say", "Message", "UserError", "TooMuchError"), "javascript": ("say", "signdash.say")}


def sentences() -> dict[str, list[str]]:
    """Every sentence of the source, with the files that say it, both sorted."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found: dict[str, set[str]] = {}
    for language, keywords in KEYWORDS.items():
        of_language = [(pattern, method) for pattern, method in methods if method in ("ignore", language)]
        for name, _, sentence, _, _ in extract_from_dir(
            ROOT,
            of_language,
            options,
            keywords=dict.fromkeys(keywords),
            directory_filter=lambda folder: "node_modules" not in str(folder),
        ):
            found.setdefault(str(sentence), set()).add(Path(name).as_posix())
    for part in PARTS:
        found.setdefault(part, set()).add("compute/messages.py")
    return {sentence: sorted(found[sentence]) for sentence in sorted(found)}


def catalogue_of(language: str) -> Catalog:
    """A catalogue as it lies in the folder; empty where there is none yet."""
    path = FOLDER / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, said: dict[str, list[str]]) -> Catalog:
    """The catalogue with exactly the sentences that are said, translations kept."""
    before = catalogue_of(language)
    catalog = Catalog(locale=language, project="SiGN-Dash", version="", fuzzy=False)
    catalog.header_comment = "# Sentences of the dashboard; `make words` brings this file up to date with the source."
    for sentence, files in said.items():
        known = before.get(sentence)
        words = str(known.string) if known else ""
        catalog.add(sentence, words, locations=[(file, 0) for file in files])
    return catalog


def written(catalog: Catalog) -> bytes:
    """The bytes of its file: the same for the same sentences, whenever and wherever it is written."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(_without_dates(lines)).encode()


def _without_dates(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith(_LEFT_OUT):
            yield line


def main() -> int:
    """Write the catalogue; the exit code is 1 where a sentence waits for its translation."""
    said = sentences()
    catalog = renewed("ja", said)
    waiting = sum(not message.string for message in catalog if message.id)
    (FOLDER / "ja.po").write_bytes(written(catalog))
    sys.stdout.write(f"{len(said)} sentences, {waiting} to translate in sign_dash/language/ja.po\n")
    return int(waiting > 0)


if __name__ == "__main__":
    sys.exit(main())
