"""What the list of studies says of each, read from their folders; nothing is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compute.methods import METHODS
from compute.settings import declared
from compute.study import MethodRecord
from sign_dash.language import say, spoken
from sign_dash.server.shelved import Shelved, state_word

if TYPE_CHECKING:
    pass


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
