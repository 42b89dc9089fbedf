"""The form of a new study as values, and the request it stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compute.errors import UserError
from compute.messages import Message
from compute.methods import METHODS
from compute.runs import ComponentsChoice, GeneChoice, RunRequest, ScoreChoice, along_each
from sign_dash.pages.data.new_values import transform_choice
from sign_dash.pages.data.settings import settings_entered

COLUMN, LONG, METHOD = "column", "long", "method"
HERE, CLUSTER = "here", "cluster"
"""Where a run is computed."""


def score_value(kind: str, file: str, name: str = "") -> str:
    """A choice of the score as one text, for a list."""
    return json.dumps([kind, file, name], ensure_ascii=False)


def symbols(text: str) -> tuple[str, ...]:
    """Gene symbols out of what was written or pasted: separated by blanks, commas, semicolons or line ends."""
    return tuple(dict.fromkeys(re.findall(r"[^\s,;]+", text or "")))


def score_choice(
    value: str | None,
    drug: str | None,
    genes: str | None,
    ends: tuple[str, str] = ("", ""),
    without_targets: bool = False,
) -> ScoreChoice:
    """What the list of scores says; :class:`UserError` where something is still to choose.

    ends: what the low and the high end of a table's column mean, or "".
    """
    if not value:
        raise UserError("Choose a score: a column of a table, or one that is computed.")
    kind, file, name = json.loads(value)
    if kind == COLUMN:
        return ScoreChoice(file=file, column=name, low=ends[0], high=ends[1])
    if kind == LONG:
        if not drug:
            raise UserError("Choose the drug whose response is the score.")
        return ScoreChoice(file=file, column=drug, low=ends[0], high=ends[1])
    return ScoreChoice(method=name, genes=genes or "", without_targets=without_targets)


def gene_choice(value: str | None, names: str | None = "", count: Any = 0) -> GeneChoice:
    """What a list of gene choices says."""
    kind, _, file = (value or "").partition(":")
    if kind == "file":
        return GeneChoice("file", file=file)
    if kind == "named":
        return GeneChoice("named", names=symbols(names or ""))
    if kind == "variable":
        if not isinstance(count, int | float):
            raise UserError("“{field}” needs a number.", field=Message("Most variable genes"))
        return GeneChoice("variable", names=symbols(names or ""), count=int(count))
    return GeneChoice(kind or "all")


def components_choice(wanted: bool, a: Any, b: Any, predictor: str) -> ComponentsChoice | None:
    """TRIP after the networks, or None."""
    if not wanted:
        return None
    if not all(isinstance(rank, int | float) for rank in (a, b)):
        raise UserError("“{field}” needs a number.", field=Message("Rank"))
    return ComponentsChoice((int(a), int(b)), predictor)


@dataclass(frozen=True, kw_only=True)
class Form:
    """The values of the form's controls. without_targets: whether targets are left out of a computed score;
    also: further scores, for a study along each; adjust: columns of the annotation; only: ``COLUMN=VALUE``;
    without_blood: whether blood lines are left out; time, replicate: columns of when a sample was taken and in which
    course, for methods that ask for them; part: sheet or matrix of the
    table; transform, quantile, average: what is done to its values; near_names: whether sample names are matched that
    nearly agree; pairs: of halves, where confidence is asked for.
    where: :data:`HERE` or :data:`CLUSTER`. settings: of the method, by name.
    """

    title: str | None
    score: str | None
    drug: str | None
    score_genes: str | None
    without_targets: bool | None = False
    also: Sequence[ScoreChoice] = ()
    low_end: str | None
    high_end: str | None
    regulators: str | None
    targets: str | None
    target_names: str | None
    target_count: Any
    adjust: Sequence[str] | None = ()
    only: str | None = None
    without_blood: bool | None = False
    time: str | None = None
    replicate: str | None = None
    part: str | None = ""
    transform: str | None = "auto"
    quantile: bool | None = False
    average: bool | None = False
    near_names: bool | None = True
    confidence: bool = False
    pairs: Any = None
    simulated: bool
    components: bool
    rank_a: Any
    rank_b: Any
    predictor: str
    where: str | None = HERE
    method: str
    threads: Any
    settings: Mapping[str, Any]

    def request(self, roles: Sequence[tuple[str, str]], orientation: str, cluster: str = "") -> RunRequest:
        """What the form asks for; :class:`UserError` names the field that is still empty or wrong.

        cluster: the address of the one this server offers, "" where it offers none.
        """
        tables = [name for name, role in roles if role == "expression"]
        annotation = [name for name, role in roles if role == "annotation"]
        evidence = [name for name, role in roles if role == "evidence"]
        if not isinstance(self.threads, int | float):
            raise UserError("“{field}” needs a number.", field=Message("Threads"))
        method = METHODS.find(self.method)
        wanted = self.components and method.scope == "sample"
        return RunRequest(
            title=self.title or "",
            expression=tables[0] if tables else "",
            score=ScoreChoice() if method.scope == "time" else self._score(method.needs_score),
            regulators=gene_choice(self.regulators),
            targets=gene_choice(self.targets, self.target_names, self.target_count),
            annotation=annotation[0] if annotation else "",
            orientation=orientation,
            part=self.part or "",
            transform=transform_choice(self.transform, self.quantile, self.average),
            matching="exact" if self.near_names is False else "near",
            adjust=tuple(self.adjust or ()),
            only=self.only or "",
            without_blood=bool(self.without_blood),
            time=(self.time or "") if method.scope == "time" else "",
            replicate=(self.replicate or "") if method.scope == "time" or method.closed else "",
            evidence=evidence[0] if evidence and method.takes_evidence else "",
            simulated=bool(self.simulated),
            method=self.method,
            settings=settings_entered(self.method, self.settings),
            confidence=self._confidence(method.scope == "sample"),
            components=components_choice(wanted, self.rank_a, self.rank_b, self.predictor),
            workers=int(self.threads),
            cluster=cluster if self.where == CLUSTER else "",
        ).check()

    def requests(
        self, roles: Sequence[tuple[str, str]], orientation: str, place: str, cluster: str = ""
    ) -> list[RunRequest]:
        """The same along each score that is chosen. place: as of :func:`compute.runs.along_each`."""
        first = self.request(roles, orientation, cluster)
        if not (first.score.file or first.score.method):
            return [first]
        own = (first.score.file, first.score.column, first.score.method)
        more = [one for one in self.also if (one.file, one.column, one.method) != own]
        return along_each(first, [first.score, *more], place)

    def _confidence(self, possible: bool) -> int:
        """Pairs of halves, 0 for none."""
        if not (self.confidence and possible):
            return 0
        if not isinstance(self.pairs, int | float):
            raise UserError("“{field}” needs a number.", field=Message("Pairs of halves"))
        return int(self.pairs)

    def _score(self, needed: bool) -> ScoreChoice:
        if not needed and not self.score:
            return ScoreChoice()
        return score_choice(self.score, self.drug, self.score_genes, self._ends(), bool(self.without_targets))

    def _ends(self) -> tuple[str, str]:
        return (self.low_end or "").strip(), (self.high_end or "").strip()
