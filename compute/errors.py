"""The one exception a user is meant to see."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from compute.messages import Message

__all__ = ["UserError", "unknown_name"]


class UserError(Exception):
    """Something the user can put right.

    The message is one sentence: what is wrong, where (file, row, column, gene), and what to do. It is made as a
    :class:`Message` is, ``UserError("There is no file {path}; check the path.", path=path)``, or of one. The command
    line prints it and exits with 2; the dashboard shows it in place, in the reader's language.
    """

    message: Message

    def __init__(self, template: str | Message, /, **values: object) -> None:
        whole = template if isinstance(template, Message) else Message(template, severity="problem", **values)
        super().__init__(str(whole))
        self.message = whole

    def __reduce__(self) -> tuple[type[UserError], tuple[object, ...]]:
        return type(self), (self.message,)


def unknown_name(kind: Message | str, name: str, known: Iterable[str], where: str | Path | Message) -> UserError:
    """A :class:`UserError` for a name that is not there, with the nearest names that are."""
    candidates = list(known)
    by_fold = {candidate.upper(): candidate for candidate in candidates}
    close = [by_fold[match] for match in get_close_matches(name.upper(), list(by_fold), n=3, cutoff=0.6)]
    if close:
        return UserError(
            "There is no {kind} named {name!r} in {where}; did you mean {close}?",
            kind=kind,
            name=name,
            where=where,
            close=close,
        )
    return UserError(
        "There is no {kind} named {name!r} in {where}; there are {count:,} to choose from.",
        kind=kind,
        name=name,
        where=where,
        count=len(candidates),
    )
