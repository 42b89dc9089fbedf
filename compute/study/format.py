"""The layout of a study on disk: names, version, and the record kept in ``study.json``.

``docs/study-format.md`` describes it for readers in other languages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.records import misfit, parse_json
from compute.study.edges import SIGNED_COEFFICIENT, EdgeMeaning, edge_meaning
from compute.study.intact import check_seal, sealed
from compute.study.score import StudyScore, score_of_title

FORMAT = "sign-dash-study"
VERSION = 2
VERSION_OF_COURSES = 3
READABLE = (1, 2, 3)
"""Format 1 knew one method, NetworkProfiler, and kept its settings as ``parameters``. Format 3 is that of studies whose
networks are stored as courses; all others still are of format 2, which earlier programs read."""

RECORD = "study.json"
NAMES = "names.json"
MODULATOR = "modulator.npy"
OWN_SCORES = "own_scores.npy"
"""(targets, samples): the scores of the targets that are estimated along a score without themselves."""
EXPRESSION = "expression.npy"
ANNOTATION = "annotation.parquet"
NETWORKS = "networks"
EDGES = "edges"
"""Folder among the blocks that holds the one network of a study of scope ``study`` or ``time``."""
COURSES = "courses"
"""Folder in their place that holds the courses of a study whose networks follow from them."""
MODELS = "models"

BLOCK_SAMPLES = 32
"""Samples per block: one bit each in an edge's 32-bit sample mask."""

RUNNING, COMPLETE = "running", "complete"

OF_FORMAT_1: dict[str, Any] = {
    "name": "network-profiler",
    "title": "NetworkProfiler",
    "version": "1",
    "diagnostics": [
        ["l1", "<f4"], ["l2", "<f4"], ["criterion", "<f4"], ["df", "<f4"], ["rounds", "|u1"], ["converged", "|b1"],
    ],
}  # fmt: skip
"""What studies of format 1 leave unsaid of their method."""
_FACTS = ("bandwidth_candidates",)


@dataclass(frozen=True)
class MethodRecord:
    """How a study's networks were estimated.

    name, title, version: of the method. settings: all of them, as plain values. facts: what the method derived from
    data and settings. scope: "sample", "study" or "time". edge: what an edge's numbers mean. diagnostics: name and
    NumPy type of each value kept of every fit. courses: whether networks are stored as courses along the score.
    """

    name: str
    title: str
    version: str
    settings: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    scope: str = "sample"
    edge: EdgeMeaning = SIGNED_COEFFICIENT
    diagnostics: list[list[str]] = field(default_factory=list)
    courses: bool = False


@dataclass(frozen=True)
class StudyRecord:
    """What ``study.json`` holds: what the study is and how it was made.

    adjust: columns of the annotation that were taken out of the expression. only: ``COLUMN=VALUE``, the one class of
    the annotation whose samples these are; "" where they are of all. values: scale of the values in the file and the
    steps that were taken, chosen or usual (:func:`compute.read.transform`); empty in studies made before it was kept.
    score_genes: genes that the score is made of, as the table calls them; empty where that is not known. score_without:
    its rank correlation with the score that lacks a target, by the target's name; under ``*`` all targets. group: of a
    study that was made with others of the same data along other scores, ``id``, which they share, and ``modulators``.
    own_scores: targets that were estimated along the score without them, in the order of :data:`OWN_SCORES`.
    """

    title: str
    simulated: bool
    score: StudyScore
    created: str
    state: str
    samples: int
    genes: int
    regulators: int
    targets: int
    method: MethodRecord
    versions: dict[str, str]
    inputs: list[dict[str, str]]
    notes: list[Message] = field(default_factory=list)
    adjust: list[str] = field(default_factory=list)
    only: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    score_genes: list[str] = field(default_factory=list)
    score_without: dict[str, float] = field(default_factory=dict)
    group: dict[str, Any] = field(default_factory=dict)
    own_scores: list[str] = field(default_factory=list)
    edges: int = 0
    coefficients: int = 0
    fits: int = 0
    fits_not_converged: int = 0
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    run: dict[str, Any] = field(default_factory=dict)

    @property
    def modulator_name(self) -> str:
        return self.score.column

    def to_json(self) -> str:
        # Programs that know no ``score`` read the name of the modulator alone.
        version = VERSION_OF_COURSES if self.method.courses else VERSION
        body = {"format": FORMAT, "version": version, **asdict(self), "modulator_name": self.modulator_name}
        return json.dumps(sealed(body), indent=1, ensure_ascii=False) + "\n"


def read_record(folder: Path) -> StudyRecord:
    """Read ``study.json``; :class:`UserError` where the folder is no study or the file is damaged."""
    path = folder / RECORD
    if not folder.exists():
        raise UserError("There is no study at {folder}; check the path.", folder=folder)
    if not path.is_file():
        raise UserError(
            "{folder} is not a study (it has no {record}); name a folder that `profile` or `demo` made.",
            folder=folder,
            record=RECORD,
        )
    try:
        body = parse_json(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise UserError(
            "{path} is damaged ({error}); restore the study from a copy.", path=path, error=error
        ) from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise UserError(
            "{path} does not describe a SiGN-Dash study; name a folder that `profile` or `demo` made.", path=path
        )
    version = body.get("version")
    if version not in READABLE:
        raise UserError(
            "{folder} has study format {version}, this program reads {readable}; use the matching version of "
            "SiGN-Dash.",
            folder=folder,
            version=version,
            readable=READABLE[-1],
        )
    check_seal(path, body)
    known = StudyRecord.__dataclass_fields__
    try:
        body["notes"] = [Message.from_record(note) for note in body.get("notes", ())]
        score = StudyScore(**body["score"]) if "score" in body else score_of_title(body["modulator_name"])
        method = _method_of_format_1(body) if version == 1 else _method(body["method"])
        known_values = {key: value for key, value in body.items() if key in known}
        record = StudyRecord(**known_values | {"score": score, "method": method})
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UserError(
            "{path} is incomplete ({error}); restore the study from a copy.", path=path, error=error
        ) from error
    wrong = misfit(record) or _misnamed(record)
    if wrong is not None:
        raise UserError("{path} is damaged (its entry {wrong}); restore the study from a copy.", path=path, wrong=wrong)
    return record


def _misnamed(record: StudyRecord) -> str | None:
    """The entry of a file whose name leads out of the study, or that lacks its size or checksum."""
    for name, entry in record.files.items():
        inside = name and not Path(name).is_absolute() and ".." not in Path(name).parts
        if not inside or not isinstance(entry.get("bytes"), int) or not isinstance(entry.get("sha256"), str):
            return f"files.{name}"
    return None


def _method(body: dict[str, Any]) -> MethodRecord:
    known = {key: value for key, value in body.items() if key in MethodRecord.__dataclass_fields__}
    return MethodRecord(**known | {"edge": edge_meaning(body["edge"])})


def _method_of_format_1(body: dict[str, Any]) -> MethodRecord:
    settings = {key: value for key, value in body["parameters"].items() if key not in ("method", *_FACTS)}
    facts = {key: body["parameters"][key] for key in _FACTS if key in body["parameters"]}
    return MethodRecord(**OF_FORMAT_1, settings=settings, facts=facts)


def block_ranges(samples: int) -> list[range]:
    """The samples of each block, in ascending order of the modulator."""
    return [range(start, min(start + BLOCK_SAMPLES, samples)) for start in range(0, samples, BLOCK_SAMPLES)]


def block_folder(number: int) -> str:
    return f"{number:05d}"


def file_entry(path: Path) -> dict[str, Any]:
    """Size in bytes and SHA-256 of a file."""
    with path.open("rb") as stream:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}


class _WriteOnly:
    """Hides from numpy that this is a file: ``numpy.save`` hands a file to C, where a full disk goes unnoticed.

    (``ndarray.tofile`` does not look at the result of closing its stream.)
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.write = stream.write


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write one array as ``.npy``; OSError where the disk does not take it all."""
    with path.open("wb") as stream:
        np.lib.format.write_array(_WriteOnly(stream), np.ascontiguousarray(array), allow_pickle=False)


def save_arrays(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write each array as ``NAME.npy`` in ``folder``."""
    for name, array in arrays.items():
        save_array(folder / f"{name}.npy", array)
