"""English sentences that count: after a 1 the noun is singular, and the verb that it is the subject of agrees.

``{count:,} columns were left out`` is written once, in the plural, and said of one column as ``1 column was left out``.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NOUNS", "Counted"]

NOUNS: Final = frozenset(
    """
    arrays bins blocks bytes cells characters classes coefficients columns components contributions copies courses
    dimensions edges entries epochs events exports figures files fits folds genes groups hours indices jobs labels lines
    lists loadings markers matches minutes models modules months names neighbours networks numbers objects pages pairs
    paths permutations pictures pieces places points predictors processes publications questions ranks references
    regulators replicates resamples rounds rows runs samples scores seconds sections seeds sets sheets signs slides
    steps studies subsamples symbols tables targets terms texts threads times units values variables views weights
    windows words workers years
    """.split()  # noqa: SIM905  # as words
)
"""Plurals that stand behind a number in some sentence; a test finds those that are not here yet."""

_VERBS: Final = {"are": "is", "were": "was", "have": "has", "do": "does", "need": "needs", "hold": "holds",
                 "describe": "describes", "repeat": "repeats", "occur": "occurs", "rank": "ranks",
                 "look": "looks", "leave": "leaves"}  # fmt: skip
_NOUN: Final = re.compile(r" ((?:[a-z][\w-]* ){0,2}?)(rows or columns|" + "|".join(sorted(NOUNS)) + r")\b")
_BETWEEN: Final = frozenset(["of", "and", "or", "in", "to", "on", "by", "at", "for", "per", "is", "has", "as", "from"])
"""Words behind which a noun is not the one that was counted."""
_VERB: Final = re.compile(r"(?<!to )\b(" + "|".join(_VERBS) + r")\b(?= |$|,|\.)")
_NEXT_VERB: Final = re.compile(r"(?<=\band )(are|were|have)\b")
_THAT: Final = re.compile(r"(?<=^ that )(are|were|have|hold)\b")
_CLAUSE: Final = re.compile(r"[.;:(]")
_PART_OF: Final = re.compile(
    r"(?:\d|%|\b(?:none|all|some|any|out)) of(?: (?:the|its|these|those))? $|\ball $|\d × $", re.I
)
_BEGINS: Final = re.compile(r"(?:^|[.;:,(] ?|\b(?:and|that|but|because|since|where|so) )(?:(?:the|its|only) )?$", re.I)


class Counted:
    """One English sentence while its places are filled."""

    def __init__(self) -> None:
        self._subject = self._verb = False

    def behind(self, before: str, number: str, after: str) -> str:
        """The text up to the next place, as it is where ``number`` (as it is shown) is 1.

        before: the sentence up to the number. ``1 of its 1 genes`` stays: the genes are all of them, however many.
        """
        joined = self._subject and bool(number) and before.endswith(("and ", "or ", ", ", "× "))
        if joined:
            self._subject = False  # it and something else are
        found = _NOUN.match(after) if number == "1" and not _PART_OF.search(before) else None
        if found is None or _BETWEEN & set(found[1].split()):
            return self._agreed(after)
        if not joined and _BEGINS.search(before):
            self._subject, self._verb = True, False
        return f" {found[1]}{_singular(found[2])}{self._agreed(after[found.end() :])}"

    def _agreed(self, text: str) -> str:
        """The text with the verbs of the one that was counted: the first, and those joined to it."""
        if not self._subject:
            return text
        clause = _CLAUSE.search(text)
        end = clause.start() if clause else len(text)
        said = _THAT.sub(lambda verb: _VERBS[verb[1]], text[:end])
        if not self._verb and (first := _VERB.search(said)):
            self._verb = True
            said = said[: first.start()] + _VERBS[first[1]] + said[first.end() :]
        if self._verb:
            said = _NEXT_VERB.sub(lambda verb: _VERBS[verb[1]], said)
        self._subject = clause is None
        return said + text[end:]


def _singular(noun: str) -> str:
    if noun == "rows or columns":
        return "row or column"
    if noun == "indices":
        return "index"
    if noun.endswith(("sses", "ches")):
        return noun[:-2]
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]
