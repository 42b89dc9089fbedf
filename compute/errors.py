"""The one exception a user is meant to see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["UserError", "unknown_name"]

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class UserError(Exception):
    """Something the user can put right.

    The message is one sentence: what is wrong, where (file, row, column, gene), and what to do.
    The command line prints it and exits with 2; the dashboard shows it in place. Names taken from files may hold
    line breaks; they are blanks here, so that the sentence stays on one line.
    """

    def __init__(self, message: str) -> None:
        super().__init__(_BREAKS.sub(" ", message))


def unknown_name(kind: str, name: str, known: Iterable[str], where: str) -> UserError:
    """A :class:`UserError` for a name that is not there, with the nearest names that are."""
    candidates = list(known)
    by_fold = {candidate.upper(): candidate for candidate in candidates}
    close = [by_fold[match] for match in get_close_matches(name.upper(), list(by_fold), n=3, cutoff=0.6)]
    hint = f"did you mean {', '.join(close)}?" if close else f"there are {len(candidates):,} to choose from."
    return UserError(f"There is no {kind} named {name!r} in {where}; {hint}")
