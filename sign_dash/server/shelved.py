"""What state each study of the server is in, read from its folder; nothing is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message
from compute.runs import RunState
from compute.study import StudyRecord, model_names, read_progress, study_size
from sign_dash.language import say
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


def state_word(state: str) -> str:
    """In the reader's language."""
    return {
        "complete": say("Complete"),
        "running": say("Estimating"),
        "unfinished": say("Unfinished"),
        "broken": say("Broken"),
    }[state]
