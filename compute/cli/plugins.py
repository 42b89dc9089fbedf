"""``plugins``: what can be added without touching a file, and is there: network methods, scores, file formats."""

from __future__ import annotations

import argparse
import json

from compute.methods import METHODS
from compute.read import FORMATS
from compute.score import SCORES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print as JSON: methods, scores, formats, name to title")


def run(arguments: argparse.Namespace) -> None:
    found = registered()
    if arguments.json:
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return
    for kind, titles in found.items():
        print(kind)
        width = max(map(len, titles), default=0) + 2
        for name, title in titles.items():
            print(f"  {name:<{width}}{title}")


def registered() -> dict[str, dict[str, str]]:
    """Kind → name → title."""
    return {
        "methods": {name: method.title for name, method in METHODS.items()},
        "scores": {name: str(score.title) for name, score in SCORES.items()},
        "formats": {name: record.title for name, record in FORMATS.items()},
    }
