"""The published pairs of a study: given once, on whichever page, and used by every page from then on.

What is chosen is in the store :data:`sign_dash.ids.EVIDENCE` (:class:`EvidenceChoice`), which pages listen to; the
server remembers it for the study, or for every study, so that the next visit begins with it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

from dash import Dash, Input, Output, dcc

from compute.errors import UserError
from compute.files import whole_file
from compute.read import KNOWN_SIGNS, Evidence, evidence_apart, is_evidence, known_pairs
from compute.records import parse_json
from sign_dash import ids
from sign_dash.cache import networks_key
from sign_dash.gene_sets.in_study import chosen_list, given_option, lists_in_study, study_options
from sign_dash.gene_sets.kept import File, evidence_files
from sign_dash.gene_sets.once import read_once

if TYPE_CHECKING:
    from compute.study import Study

EVERY_STUDY: Final = "every-study"
MOST_PAIRS: Final = 60_000
"""Published pairs that are sent to the browser; a larger file keeps those with the most references."""


class EvidenceChoice(TypedDict):
    """choice: a value of :func:`evidence_options`; file: the file that was given last, if any was."""

    choice: str | None
    file: File | None


def evidence_store(study: Study, cache: Path) -> dcc.Store:
    """The store, with what the study was given before."""
    return dcc.Store(id=ids.EVIDENCE, data=remembered_evidence(study, cache))


def evidence_options(study: Study, chosen: EvidenceChoice | None) -> list[dict[str, str]]:
    """The given file first, then files of pairs in the study's folder."""
    inside = [name for name, path in lists_in_study(study).items() if _is_evidence(path, path.stat().st_mtime_ns)]
    return [*given_option(chosen["file"] if chosen else None), *study_options(inside)]


def chosen_evidence(study: Study, cache: Path, chosen: EvidenceChoice | None) -> Evidence | None:
    """The chosen file's pairs, called as the study's genes are; None where none is chosen. Raises
    :class:`compute.UserError` for a file that is kept no more, or holds no pairs.
    """
    if not chosen:
        return None
    found = chosen_list(study, cache, chosen["choice"], chosen["file"])
    return None if found is None else _read(study, *found)


def remembered_evidence(study: Study, cache: Path) -> EvidenceChoice:
    """What was chosen for the study, else for every study, else the first file of pairs in the study's folder."""
    for name in (networks_key(study), EVERY_STUDY):
        kept = _remembered(_memory(cache, name))
        if kept is None or (kept["file"] is not None and not evidence_files(cache).has(kept["file"])):
            continue
        if kept["choice"] is None or kept["choice"] in {one["value"] for one in evidence_options(study, kept)}:
            return kept
    inside = evidence_options(study, None)
    return EvidenceChoice(choice=inside[0]["value"] if inside else None, file=None)


def remember_evidence(study: Study, cache: Path, chosen: EvidenceChoice, everywhere: bool = False) -> None:
    """Begin the next visit with it. everywhere: that of every study without a choice of its own, if it was given as a
    file. Where nothing can be written, nothing is remembered.
    """
    names = [networks_key(study), *([EVERY_STUDY] if everywhere and chosen["file"] else [])]
    for name in names:
        with suppress(OSError, UserError):
            path = _memory(cache, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path, lasting=False) as draft:
                draft.write_text(json.dumps(chosen, ensure_ascii=False), encoding="utf-8")


def sent_pairs(study: Study, evidence: Evidence | None) -> dict[str, Any] | None:
    """What the browser marks edges by (``assets/js/known.mjs``): regulator → target → number of references and the
    place of the sign in :data:`compute.read.KNOWN_SIGNS`; only pairs that could be edges of the study.
    """
    if evidence is None:
        return None
    found = sorted(known_pairs(evidence, study.regulators, study.targets).items(), key=lambda item: -item[1].references)
    pairs: dict[str, dict[str, list[int]]] = {}
    for (regulator, target), known in found[:MOST_PAIRS]:
        pairs.setdefault(regulator, {})[target] = [known.references, KNOWN_SIGNS.index(known.sign)]
    return {"source": evidence.source, "pairs": pairs, "count": min(len(found), MOST_PAIRS)}


def register_known_pairs(app: Dash, study: Study, cache: Path) -> None:
    """Send the browser the pairs of whatever is chosen; a file that cannot be read marks nothing, and the page where it
    was given says why."""

    @app.callback(Output(ids.KNOWN_PAIRS, "data"), Input(ids.EVIDENCE, "data"))
    def send(chosen: EvidenceChoice | None) -> dict[str, Any] | None:
        try:
            return sent_pairs(study, chosen_evidence(study, cache, chosen))
        except UserError:
            return None

    app.clientside_callback("(data) => signdash.known.take(data)", Input(ids.KNOWN_PAIRS, "data"))


def _memory(cache: Path, name: str) -> Path:
    return cache / "evidence_of" / f"{name}.json"


def _remembered(path: Path) -> EvidenceChoice | None:
    try:
        found = parse_json(path.read_text(encoding="utf-8"))
        choice, file = found["choice"], found["file"]
        kept = None if file is None else File(digest=str(file["digest"]), name=str(file["name"]))
        return EvidenceChoice(choice=None if choice is None else str(choice), file=kept)
    except (OSError, ValueError, TypeError, KeyError):
        return None


@read_once(8)
def _read(study: Study, path: Path, name: str, _version: int) -> Evidence:
    return evidence_apart(path, name, (*study.regulators, *study.targets))


@lru_cache(maxsize=64)
def _is_evidence(path: Path, _version: int) -> bool:
    return is_evidence(path)
