"""Find the command and run it; what goes wrong is one sentence and an exit code (:func:`compute.errors.exit_code`)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol, cast

from compute.errors import UserError, exit_code
from compute.files import require_other

COMMANDS: dict[str, tuple[str, str]] = {
    # command: (module in compute.cli, one line for --help)
    "check": ("check", "what files are, and what would be done with them"),
    "score": ("score", "score every sample by its expression; EMT scores: low = epithelial, high = mesenchymal"),
    "scores": (
        "scores",
        "every EMT score of the samples side by side: agreement, hybrid samples, missing genes, as csv",
    ),
    "profile": ("profile", "estimate networks into a study: by default one per sample (NetworkProfiler)"),
    "trip": ("trip", "learn the components of a study's networks (TRIP)"),
    "deep-tensor": (
        "deep_tensor",
        "learn components of each sample's own, where genes do not correspond (Deep Tensor)",
    ),
    "ranks": ("ranks", "how many components: accuracy, captured edge weight and stability over ranks, as csv"),
    "components": ("components", "what a model's components are, do and go along with, as a folder of csv files"),
    "explain": ("explain", "what carries the prediction of a sample or of a group, as csv"),
    "silence": ("silence", "what predictions become without an edge, a gene or a component, as csv"),
    "info": ("info", "what a study holds"),
    "network": ("network", "one sample's network as csv, graphml, cx2 or sif"),
    "export": ("export", "all networks of a study at once: parquet, zarr, h5ad, gene sets (gmt)"),
    "edge": ("edge", "one edge's coefficient along all samples as csv"),
    "courses": ("courses", "the courses of edges along the score with their bands, as csv"),
    "regulators": ("regulators", "the regulators of a target, by regulatory-effect change, as csv"),
    "effects": ("effects", "the strongest regulators of every target, by regulatory-effect change, as csv"),
    "contributions": ("contributions", "what each edge adds to its target: one sample's edges, or one edge, as csv"),
    "compare": ("compare", "what differs between two sets of samples, or two studies: edges and genes, as csv"),
    "differential": (
        "differential",
        "which genes of a case do not follow the control's model of a time course, as csv",
    ),
    "hubs": ("hubs", "how many targets every regulator has along the score, as csv"),
    "enrichment": ("enrichment", "gene sets among the targets of regulators (Fisher's exact test), as csv"),
    "masters": ("masters", "the regulators whose functions change most along the score, as csv"),
    "stability": ("stability", "how often edges are found again in random halves of the samples, as csv"),
    "confidence": ("confidence", "how sure each edge is, by finding it again in other samples; kept with the study"),
    "fetch": ("fetch", "public data sets (GDSC, DepMap, TCGA, TRRUST, MSigDB) from their providers"),
    "demo": ("demo", "make the simulated demo study"),
    "doctor": ("doctor", "whether this machine can do the work: text for a report of a fault"),
    "plugins": ("plugins", "the network methods, scores and file formats that are registered"),
}


GROUP = "sign_dash.commands"
REPOSITORY = Path(__file__).resolve().parents[2]
DEPENDS_ON_WORDS = ("profile",)
"""Commands with options that others decide: those of ``profile`` are the settings of its ``--method``."""
RECORD_FILE = "study.json"
_WRITTEN = ("output", "used", "functions")
"""The options that name a file to write."""
DESCRIPTION = "SiGN-Dash: from an expression table to one gene network per sample, and to what explains them."


class Command(Protocol):
    """What each module of :mod:`compute.cli` provides."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> None: ...


class WordsCommand(Protocol):
    """A command whose options depend on the words of the command line."""

    def add_arguments(self, parser: argparse.ArgumentParser, words: Sequence[str]) -> None: ...


class _OneSentenceParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        self.exit(2, f"{sentence}; see `{self.prog} --help`.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0, or 2 for anything the user can put right)."""
    words = list(sys.argv[1:] if argv is None else argv)
    return exit_code(lambda: _run(words))


def _run(words: Sequence[str]) -> None:
    parser = _OneSentenceParser(prog="python -m compute", description=DESCRIPTION, add_help=True)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in words if not word.startswith("-")), None)
    command: Command | None = None
    for name, (module, summary) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=summary, description=summary)
        if name == chosen:
            command = cast(Command, import_module(f"compute.cli.{module}"))
            if name in DEPENDS_ON_WORDS:
                cast(WordsCommand, command).add_arguments(subparser, words)
            else:
                command.add_arguments(subparser)
    if command is None and chosen is not None and (announced := _announced(chosen)) is not None:
        command = announced
        command.add_arguments(subparsers.add_parser(chosen))
    arguments = parser.parse_args(words)
    if command is None:
        parser.error("no command given")
    if not all(word.strip() for word in words):
        parser.error("an argument is empty (as of a shell variable that is not set); give it a value or leave it out")
    _spare_what_is_read(arguments)
    command.run(arguments)


def _spare_what_is_read(arguments: argparse.Namespace) -> None:
    """Results never replace the files that they are made from, and none lies among those of a study."""
    words = {name: value if isinstance(value, list | tuple) else [value] for name, value in vars(arguments).items()}
    files = {name: [str(word) for word in found if isinstance(word, str | Path)] for name, found in words.items()}
    written = [files.pop(name)[0] for name in _WRITTEN if files.get(name)]
    read = [word for found in files.values() for word in found]
    require_other(written, [*read, *(word.rpartition(sign)[0] for word in read for sign in "#:")])  # sheets, columns
    for path in written:
        study = next((folder for folder in Path(path).resolve().parents if (folder / RECORD_FILE).is_file()), None)
        if study is not None:
            raise UserError(
                "{path} lies in the study {study}, whose own files a result could replace; choose a place outside it.",
                path=path,
                study=study.name,
            )


def _announced(name: str) -> Command | None:
    """A command that another package brings: an installed one, or one that lies beside this one in the repository
    (entry points of the group ``sign_dash.commands``)."""
    from importlib.metadata import EntryPoint, entry_points

    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None and (place := _in_the_repository().get(name)):
        found = EntryPoint(name, place, GROUP)
    return None if found is None else cast(Command, found.load())


def _in_the_repository() -> dict[str, str]:
    """What an installation would announce, where nothing has been installed."""
    import tomllib

    try:
        project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
        return dict(project["project"]["entry-points"][GROUP])
    except (OSError, KeyError, ValueError):
        return {}
