"""``python -m sign_dash.share STUDY -o FILE.html``: a study as one file for anybody's browser."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.errors import UserError, exit_code
from compute.files import require_other, require_place, whole_file
from compute.read import read_evidence
from compute.study import Study, open_study
from sign_dash.gene_sets import sent_pairs
from sign_dash.pages.story.slides import Story, from_json
from sign_dash.share import shared_page, views_of


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file; returns the exit code (0, or 2 for anything the user can put right)."""
    parser = argparse.ArgumentParser(
        prog="python -m sign_dash.share", description="Write a study as one HTML file with the slider working."
    )
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", type=Path, help="HTML file to write")
    parser.add_argument("--story", metavar="FILE", type=Path, help="a saved story, whose views the file offers")
    parser.add_argument("--evidence", metavar="FILE", type=Path, help="published pairs, which the file marks")
    arguments = parser.parse_args(argv)
    return exit_code(lambda: _write(arguments))


def _write(arguments: argparse.Namespace) -> None:
    require_other([arguments.output], filter(None, [arguments.story, arguments.evidence]))
    require_place(arguments.output)  # reading all of a study takes a while
    study = open_study(arguments.study)
    views = views_of(study, _story(arguments.story)) if arguments.story else ()
    page = shared_page(study, views, known=_pairs(study, arguments.evidence))
    with whole_file(arguments.output) as draft:
        draft.write_text(page, encoding="utf-8")
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1e6:.1f} MB")


def _pairs(study: Study, path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    return sent_pairs(study, read_evidence(path, path.name).among((*study.regulators, *study.targets)))


def _story(path: Path) -> Story:
    if not path.is_file():
        raise UserError("There is no file {path}; check the path.", path=path)
    return from_json(path.read_bytes(), path.name)


if __name__ == "__main__":
    sys.exit(main())
