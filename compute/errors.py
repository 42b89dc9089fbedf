"""The one exception a user is meant to see, and what a command makes of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path

from compute.messages import Message

__all__ = ["InputError", "UserError", "exit_code", "unknown_name"]


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


class InputError(UserError):
    """What was given cannot be used: the work ends the same way however often it is tried."""


def exit_code(command: Callable[[], object]) -> int:
    """Run a command of the command line; what goes wrong becomes one sentence on the error stream.

    0; 2 for anything the user can put right, a refusal of the disk among it; 130 after Ctrl-C
    (143 after SIGTERM: :func:`compute.signs.run_process`).
    """
    try:
        command()
    except UserError as error:
        _say(" ".join(str(error).split()))  # one line, whatever names and files are called
        return 2
    except OSError as error:
        _say(_refusal(error))
        return 2
    except KeyboardInterrupt as stop:
        _say(str(stop) or "Stopped; no half-written result is left.")
        return 130
    return 0


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _refusal(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; free space or choose another path, then run the command again."


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
