"""What the list of studies says of each, read from their folders; nothing is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compute.errors import UserError
from compute.messages import Message
from compute.methods import METHODS
from compute.runs import RunState
from compute.settings import declared
from compute.study import MethodRecord, StudyRecord, model_names, read_progress, study_size
from sign_dash.language import say, spoken
from sign_dash.server.records import record_now

if TYPE_CHECKING:
    from sign_dash.server.library import Place


@dataclass(frozen=True)
class Shelved:
    """One study. state: "complete", "running", "unfinished" or "broken"; problem: what is wrong and what to do."""

    place: Place
    record: StudyRecord | None
    bytes: int
    models: tuple[str, ...]
    state: str
    problem: Message | None = None
    run: str = ""

    @property
    def title(self) -> str:
        """Its title; its folder's name where it cannot say one."""
        return self.record.title if self.record is not None else self.place.path.name


def shelved(place: Place, runs: list[RunState]) -> Shelved:
    """What is known of a study. runs: of the library, newest first."""
    own = next((run for run in runs if run.study.resolve() == place.path.resolve()), None)
    identifier = "" if own is None else own.identifier
    size = study_size(place.path)
    try:
        record = record_now(place.path)
    except UserError as error:
        return Shelved(place, None, size, (), "broken", error.message, identifier)
    models = tuple(model_names(place.path))
    if record.state == "complete":
        missing = _missing(place, record)
        return Shelved(place, record, size, models, "broken" if missing else "complete", missing, identifier)
    if own is not None and own.active:
        return Shelved(place, record, size, models, "running", None, identifier)
    return Shelved(place, record, size, models, *_unfinished(place, own), identifier)


def _missing(place: Place, record: StudyRecord) -> Message | None:
    for name, entry in record.files.items():
        file = place.path / name
        if not file.is_file() or file.stat().st_size != entry["bytes"]:
            return Message("{file} is missing or cut short: restore the study from a copy, or delete it.", file=name)
    return None


def _unfinished(place: Place, own: RunState | None) -> tuple[str, Message]:
    if own is not None:
        return "unfinished", Message("Its run is unfinished: resume it under Runs, or delete the study.")
    try:
        progress = read_progress(place.path)
    except UserError as error:
        return "broken", error.message
    if progress is not None and progress.state == "running":
        return "running", Message("A run on the command line is making it.")
    return "unfinished", Message(
        "Its run was started on the command line and is unfinished: resume it there with --resume, or delete the study."
    )


def row(study: Shelved, here: bool) -> dict[str, Any]:
    """A row of the table of studies."""
    record = study.record
    return {
        "slug": study.place.slug,
        "title": study.title,
        "here": here,
        "state": state_word(study.state),
        "samples": record.samples if record else None,
        "regulators": record.regulators if record else None,
        "targets": record.targets if record else None,
        "score": record.modulator_name if record else "",
        "made": record.created[:10] if record else "",
        "bytes": study.bytes,
        "kind": "" if record is None else say("Simulated") if record.simulated else say("Real"),
        "models": ", ".join(study.models),
    }


def state_word(state: str) -> str:
    """In the reader's language."""
    return {
        "complete": say("Complete"),
        "running": say("Estimating"),
        "unfinished": say("Unfinished"),
        "broken": say("Broken"),
    }[state]


def size_words(count: int) -> str:
    """Bytes in the unit that suits."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:,.1f} {unit}" if count < 10 * size else f"{count / size:,.0f} {unit}"
    return f"{count} B"


def provenance(study: Shelved) -> list[tuple[str, str]]:
    """How a study was made: what and value, for a list."""
    record = study.record
    if record is None:
        return []
    told = [
        (say("Folder"), study.place.path.name),
        (say("Created"), record.created.replace("T", " ").replace("+00:00", " UTC")),
    ]
    if record.run.get("seconds") is not None:
        told.append(
            (
                say("Duration"),
                say(
                    "{seconds} s with {workers} threads",
                    seconds=f"{record.run['seconds']:,.0f}",
                    workers=record.run.get("workers", "?"),
                ),
            )
        )
    told += [
        (
            say("Input: {role}", role=entry.get("role", "")),
            f"{entry.get('source', '')} · SHA-256 {entry.get('sha256', '')[:16]}…",
        )
        for entry in record.inputs
    ]
    told += [(say("Version of {name}", name=name), version) for name, version in record.versions.items()]
    told.append((say("Method"), record.method.title))
    told += _settings(record.method)
    return told


def _settings(made: MethodRecord) -> list[tuple[str, str]]:
    """Every setting in words; as it is recorded where the method is not installed here."""
    method = METHODS.get(made.name)
    known = {} if method is None else {setting.name: setting for setting in declared(method.settings)}
    return [
        (spoken(known[name].label), spoken(known[name].in_words(value))) if name in known else (name, _plain(value))
        for name, value in made.settings.items()
    ]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"{part:.4g}" if isinstance(part, float) else str(part) for part in value)
    return "–" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
