"""Find the sentences that ``compute`` reports, and those of errors raised here, as templates: by reading the source.

They are not inside ``say``, for compute knows no language: what it raises, notes and warns of is an f-string. Each
becomes a template with a name for every place in it; :mod:`sign_dash.language.heard` recognises a finished sentence by
its template. Places of numbers are called ``n_…``, of names in quotes ``quoted_…``, of a choice of words ``either_…``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

from compute.messages import PARTS

NUMBER: Final = "n_"
EITHER: Final = "either_"
QUOTED: Final = "quoted_"
ERROR: Final = "UserError"
RECORDS: Final = (ERROR, "Message")
WORDS: Final = PARTS
"""Words that compute puts into the places of its sentences; as they stand they are no template."""

CAUSES: Final = (
    *("No space left on device", "Permission denied", "No such file or directory", "Read-only file system"),
    *("Input/output error", "Is a directory", "Not a directory", "the disk is full"),
    "could not convert string to float: {quoted_text}",
    "cannot safely convert passed user dtype of float64 for object dtyped data in column {n_column}",
    "Compressed file ended before the end-of-stream marker was reached",
    "CRC check failed {found} != {expected}",
    "Expecting value: line {n_line} column {n_column} (char {n_char})",
    "Expecting property name enclosed in double quotes: line {n_line} column {n_column} (char {n_char})",
    *("The width", "The height", "The font size"),
    "{source} does not show whether its rows or its columns are the genes; say so beside the file.",
)
"""What stands in no one place of the source: causes that the system and the libraries name, and parts put together."""

_COMMAND_LINE: Final = ("compute/cli/", "compute/estimate/cluster.py")
"""What is asked for on the command line alone stays English."""
_ERRORS_ALONE: Final = (
    "sign_dash/",  # everything else is inside ``say``
    *("compute/write/changed.py", "compute/write/cx2_drawn.py", "compute/write/difference_tables.py"),
    *("compute/write/sample.py", "compute/analyse/sides.py"),  # like these three, words of exported files
    *("compute/score/methods/", "compute/score/record.py", "compute/score/reference.py"),  # words of papers
    "compute/study/score.py",  # titles of old studies
    *("compute/methods/base.py", "compute/methods/network_profiler/describe.py"),  # the methods text
    *("compute/demo/cohort.py", "compute/demo/files.py"),  # names of the study's own
    *("compute/study/write.py", "compute/components/learn/finished.py", "compute/components/deep_tensor/networks.py"),
)
_NO_SENTENCES: Final = (
    *("Demo: simulated EMT cohort", "EMT score ({method})", "loss of data", "told of a fit", "all samples"),
    "say so with --orientation genes-in-rows or samples-in-rows",
)
"""A study's title, a score's name, and what is compared or replaced."""
_NOT_READ: Final = ("say", "compile", "basicConfig", "info", "exception", "warning", "debug", "getLogger")
_MISTAKES: Final = ("ValueError", "TypeError", "KeyError", "IndexError", "AttributeError", "RuntimeError")
"""Raised where the program is wrong, in words for whoever repairs it."""
_LEAST_LETTERS: Final = 5  # a template of less would be recognised in names

Text = ast.Constant | ast.JoinedStr
Part = str | ast.FormattedValue
"""Text as it stands, or what fills a place."""


@cache
def reported(root: Path) -> Mapping[str, set[str]]:
    """Every template under ``root``, with the files that hold it; read once."""
    found: dict[str, set[str]] = {words: {"compute"} for words in (*WORDS, *CAUSES)}
    for folder in ("compute", "sign_dash"):
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith((*_COMMAND_LINE, "compute/messages.py")):
                errors_alone = name.startswith(_ERRORS_ALONE)
                for template in templates(path.read_text(encoding="utf-8"), errors_alone):
                    found.setdefault(template, set()).add(name)
    return found


def templates(source: str, errors_alone: bool = False) -> Iterator[str]:
    """The templates of one file, in its order. errors_alone: only the sentences of errors, no other prose."""
    tree = ast.parse(source)
    yield from _written_out(tree)
    for node, of_error in _texts(tree, False):
        for parts in _variants(node):
            letters = sum(len(re.findall("[A-Za-z]", part)) for part in parts if isinstance(part, str))
            if letters >= _LEAST_LETTERS and (of_error or (not errors_alone and _is_prose(parts))):
                template = _template(parts)
                if template not in _NO_SENTENCES:
                    yield template


def _written_out(tree: ast.AST) -> Iterator[str]:
    """Templates that are literals in the source already, with the values of their places beside them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in RECORDS and _is_literal(node):
            yield str(node.args[0].value)  # type: ignore[attr-defined]


def _is_literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def _texts(node: ast.AST, of_error: bool) -> Iterator[tuple[Text, bool]]:
    """The texts under a node, each whole, and whether an error is raised with it; texts inside of places as well."""
    if isinstance(node, ast.Call):
        name = _called(node)
        if name in _NOT_READ:
            return
        of_error = name == ERROR
        if name in RECORDS and _is_literal(node):
            for keyword in node.keywords:
                yield from _texts(keyword.value, False)
            return
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _called(node.exc) in _MISTAKES:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node, of_error
        for place in _places(node):
            yield from _texts(place, False)
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, of_error)


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _places(node: Text) -> list[ast.expr]:
    values = node.values if isinstance(node, ast.JoinedStr) else []
    return [value.value for value in values if isinstance(value, ast.FormattedValue)]


def _variants(node: Text) -> Iterator[list[Part]]:
    """The parts of a text; one list for each way in which places that hold one of two fixed words can be filled."""
    if isinstance(node, ast.Constant):
        yield [str(node.value)]
        return
    choices: list[list[list[Part]]] = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            choices.append([[str(value.value)]])
        elif isinstance(value, ast.FormattedValue):
            fixed = _fixed(value.value)
            choices.append([[word] for word in fixed] if fixed else [[value]])
    for chosen in product(*choices):
        yield [part for parts in chosen for part in parts]


def _fixed(place: ast.expr) -> list[str]:
    """The words a place can hold, where its expression has them as they stand: ``'s' if n > 1 else ''``."""
    if isinstance(place, ast.IfExp) and isinstance(place.body, ast.Constant) and isinstance(place.orelse, ast.Constant):
        return [str(place.body.value), str(place.orelse.value)]
    if isinstance(place, ast.BinOp) and isinstance(place.op, ast.Mult) and isinstance(place.left, ast.Constant):
        return [str(place.left.value), ""]
    return []


def _is_prose(parts: list[Part]) -> bool:
    """Two words or more: names of columns, keys and codes are none."""
    text = "".join(part if isinstance(part, str) else "§" for part in parts)
    words = re.findall(r"[A-Za-z]{2,}", text)
    return " " in text.strip() and (len(words) >= 2 or ("§" in text and len(words) >= 1)) and "\\" not in text


def _template(parts: list[Part]) -> str:
    taken: dict[str, int] = {}
    said = ""
    for part in parts:
        if isinstance(part, str):
            said += part.replace("{", "{{").replace("}", "}}")
            continue
        name = _place_name(part)
        taken[name] = taken.get(name, 0) + 1
        said += "{" + name + (str(taken[name]) if taken[name] > 1 else "") + "}"
    return said


def _place_name(place: ast.FormattedValue) -> str:
    inner = place.value
    name = _last_name(inner)
    if place.format_spec is not None or (place.conversion < 0 and _counts(inner)):
        return NUMBER + name
    if place.conversion == ord("r"):
        return QUOTED + name
    return EITHER + name if _joined_by_or(inner) else name


def _counts(place: ast.expr) -> bool:
    if isinstance(place, ast.Call):
        return _called(place) in ("len", "int", "sum", "count")
    return isinstance(place, ast.BinOp) and isinstance(place.op, ast.Add | ast.Sub)


def _joined_by_or(place: ast.expr) -> bool:
    return (
        isinstance(place, ast.Call)
        and isinstance(place.func, ast.Attribute)
        and isinstance(place.func.value, ast.Constant)
        and place.func.value.value == " or "
    )


def _last_name(place: ast.AST) -> str:
    """What a place is about, from its expression: ``len(self.samples)`` is ``samples``."""
    if isinstance(place, ast.Name):
        return place.id.strip("_").lower()
    if isinstance(place, ast.Attribute):
        return place.attr.strip("_").lower()
    if isinstance(place, ast.Call):
        if isinstance(place.func, ast.Attribute) and not isinstance(place.func.value, ast.Constant):
            return _last_name(place.func.value)
        return _last_name(place.args[-1]) if place.args else "value"
    if isinstance(place, ast.Subscript | ast.Starred | ast.FormattedValue):
        return _last_name(place.value)
    if isinstance(place, ast.BinOp):
        return _last_name(place.left)
    if isinstance(place, ast.BoolOp):
        return _last_name(place.values[0])
    return "value"
