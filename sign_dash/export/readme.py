"""The README of a bundle: study, parameters, files with their checksums, methods, and how to go on in Cytoscape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import compute
from compute.suitability import every_caution
from sign_dash.export.citations import publications
from sign_dash.export.methods import methods_paragraph
from sign_dash.scene.paper.page import SIMULATED

if TYPE_CHECKING:
    from compute.study import Study

WIDTH: Final = 100
STUDY_SUMS: Final = "STUDY_SHA256SUMS"
_FOLDERS: Final = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s/\\,;:]+)+[/\\]([^\s/\\,;:]+)")

CYTOSCAPE: Final = (
    "Cytoscape 3.10 or later: File > Import > Network from File…, choose a .cx2 file (CX2 support is built in). "
    "Positions, sizes, colours, labels and opacities are those of the screen; the style is in the Style panel and may "
    "be changed. Cytoscape Web and NDEx take the same file. Gephi, yEd and igraph read the .graphml file (x, y, size, "
    "r, g, b). In R or Python start from the edge table (.csv)."
)


def readme(
    study: Study,
    checksums: Mapping[str, str],
    about: Mapping[str, str],
    permalink: str,
    notes: Sequence[str],
) -> str:
    """The text of README.txt.

    checksums: SHA-256 of each file of the bundle by name. about: what each file shows, by name, where there is more to
    say than its name. permalink: address of the view. notes: what could not be written, and why.
    """
    title = f"{study.title}: export of SiGN-Dash {compute.__version__}"
    parts = [title, "=" * len(title), ""]
    if study.simulated:
        parts += [f"{SIMULATED}: no sample, no measurement and no finding in these files is real.", ""]
    parts += _section("View", [permalink or "no address"])
    care = [line for said in every_caution(study) for line in _wrapped(str(said))]
    parts += _section("To be read with care", care) if care else []
    parts += _section("Study", _study(study))
    parts += _section("Parameters", [f"{name}: {_value(value)}" for name, value in study.info.method.settings.items()])
    parts += _section("Versions", [f"{name} {version}" for name, version in study.info.versions.items()])
    parts += _section("Genes not recognised, and other notes on the data", _data_notes(study))
    if notes:
        parts += _section("Not in this bundle", notes)
    parts += _section("Methods", wrap(methods_paragraph(study), WIDTH))
    parts += _section("Please cite", [line for p in publications(study) for line in [*wrap(p.line(), WIDTH)]])
    parts += _section("Opening the networks elsewhere", wrap(CYTOSCAPE, WIDTH))
    parts += _section(
        "Tables",
        wrap(
            "Rows and their order are those of the screen. In CSV a text that a spreadsheet would take for a formula "
            "stands behind an apostrophe; in XLSX it is a text cell. Numbers have all their digits. Why numbers are "
            "to be read with care stands in the last column of a CSV, cautions, and on the second sheet of an XLSX.",
            WIDTH,
        ),
    )
    files = [f"{checksums[name]}  {name}" + (f"\n    {about[name]}" if name in about else "") for name in checksums]
    parts += _section("Files (SHA-256)", files)
    parts += _section(
        "Data of the study",
        wrap(
            f"{STUDY_SUMS} lists the SHA-256 of all {len(study.info.files):,} files of the study; in its folder "
            f"`sha256sum --check {STUDY_SUMS}` compares them.",
            WIDTH,
        ),
    )
    return "\n".join(parts)


def without_folders(text: str) -> str:
    """The text with every path cut down to the file's name: where a file lay is private."""
    return _FOLDERS.sub(r"\1", text)


def _section(name: str, lines: Sequence[str]) -> list[str]:
    return [name, "-" * len(name), *(lines or ["none"]), ""]


def _study(study: Study) -> list[str]:
    record = study.info
    return [
        f"title: {study.title}",
        f"simulated: {'yes' if study.simulated else 'no'}",
        f"samples: {record.samples:,}, in ascending order of {study.modulator_name}",
        f"genes: {record.genes:,}; regulators: {record.regulators:,}; targets: {record.targets:,}",
        f"edges: {record.edges:,} different, {record.coefficients:,} coefficients",
        f"fits: {record.fits:,}, not converged: {record.fits_not_converged:,}",
        f"created: {record.created}",
        *(f"{entry['role']}: {without_folders(entry['source'])}, SHA-256 {entry['sha256']}" for entry in record.inputs),
    ]


def _data_notes(study: Study) -> list[str]:
    notes = [without_folders(str(note)) for note in study.info.notes]
    return [line for note in notes for line in _wrapped(note)]


def _wrapped(note: str) -> list[str]:
    return wrap(note, WIDTH, initial_indent="* ", subsequent_indent="  ")


def study_sums(study: Study) -> str:
    """The checksums of all files of the study, as ``sha256sum --check`` reads them."""
    return "".join(f"{entry['sha256']}  {name}\n" for name, entry in sorted(study.info.files.items()))


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
