"""What a run is asked to do: files, score, genes, settings. Kept as JSON in the run's folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from compute.components.learn.settings import PREDICTORS, RANK, RHO
from compute.errors import UserError
from compute.methods import DEFAULT_METHOD, METHODS
from compute.read.names import NEAR, check_matching
from compute.read.transform import AUTO, steps_of
from compute.runs.samples import split_only
from compute.score import find_score
from compute.settings import settings_from
from compute.study import check_ends, check_title

if TYPE_CHECKING:
    from compute.confidence import Resampling

MOST_RANK = 50


@dataclass(frozen=True)
class ScoreChoice:
    """Where the score of each sample comes from.

    Either ``file`` and ``column``, a table that was brought (of a long one, ``column`` is the drug's name), or
    ``method``: computed from the expression, with the genes in ``genes`` where the method needs a list, without those
    that are targets where ``without_targets`` says so. Beside a table, ``genes`` says of which genes its score is made.
    low, high: what the ends of a table's column mean; "" for what the table says, if it says anything.
    """

    file: str = ""
    column: str = ""
    method: str = ""
    genes: str = ""
    without_targets: bool = False
    low: str = ""
    high: str = ""

    def check(self) -> None:
        """:class:`UserError` for a method there is not, one whose genes are missing, or ends that cannot be shown."""
        check_ends(self.low, self.high)
        if self.method:
            record = find_score(self.method)
            if record.builtin is None and not self.genes:
                raise UserError(
                    "The score {score} needs genes: {form}; upload that file.", score=record.name, form=record.needs
                )


@dataclass(frozen=True)
class GeneChoice:
    """Which genes. kind: "builtin" (the list of human regulators), "file", "named" (those in ``names``), "variable"
    (the ``count`` most variable ones, and those in ``names``) or "all".
    """

    kind: str = "all"
    file: str = ""
    names: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class ComponentsChoice:
    """TRIP after the networks: rank regulator-side × target-side, predictor, ρ."""

    rank: tuple[int, int] = RANK
    predictor: str = "linear"
    rho: float = RHO


@dataclass(frozen=True)
class RunRequest:
    """Everything a run needs to know. Files are names in the run's own folder of inputs.

    part: which sheet or matrix of the expression file, "" for the usual one. transform: what is done to its values
    (:func:`compute.read.transform`). matching: how sample names of two tables are brought together
    (:func:`compute.read.match_names`). adjust: columns of the annotation to take out of the expression first.
    only: ``COLUMN=VALUE``, the samples of one class of the annotation, "" for all. without_blood: whether blood lines
    are left out (:mod:`compute.suitability.blood`). group, modulators: of a run that is one of several along different
    scores (:func:`compute.runs.several.along_each`), what they share and the names of all their scores. time,
    replicate: columns of the annotation, for a method of time courses; "" for those of the usual names. evidence:
    file of published pairs, for a method that takes account of them. method: name of a network method; settings: of it,
    by name; what is left out has its default. confidence: pairs of halves in which every edge is found again, 0 for
    none. components: None for networks only. workers: threads. cluster: address of a Dask cluster that estimates the
    networks instead (:func:`compute.estimate.cluster`), "" for this machine.
    """

    title: str
    expression: str
    score: ScoreChoice
    regulators: GeneChoice = field(default_factory=lambda: GeneChoice("builtin"))
    targets: GeneChoice = field(default_factory=GeneChoice)
    annotation: str = ""
    orientation: str = ""
    part: str = ""
    transform: str = AUTO
    matching: str = NEAR
    adjust: tuple[str, ...] = ()
    evidence: str = ""
    time: str = ""
    replicate: str = ""
    only: str = ""
    without_blood: bool = False
    group: str = ""
    modulators: tuple[str, ...] = ()
    simulated: bool = False
    method: str = DEFAULT_METHOD
    settings: Mapping[str, Any] = field(default_factory=dict)
    confidence: int = 0
    components: ComponentsChoice | None = field(default_factory=ComponentsChoice)
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    cluster: str = ""

    def check(self) -> RunRequest:
        """The same, with a clean title; :class:`UserError` for whatever can be told to be wrong before reading."""
        title = check_title(self.title)
        if not self.expression:
            raise UserError("An expression table is needed; drop one into the file area.")
        if not (self.score.file or self.score.method) and METHODS.find(self.method).needs_score:
            raise UserError("A score is needed; choose a column of a table, or one that is computed.")
        self.score.check()
        if self.evidence and not METHODS.find(self.method).takes_evidence:
            raise UserError(
                "The method {method} does not use published pairs; leave out {evidence}.",
                method=self.method,
                evidence=self.evidence,
            )
        if self.targets.kind == "named" and not self.targets.names:
            raise UserError("No target is named; type gene symbols, or choose other targets.")
        if self.targets.kind == "variable" and self.targets.count < 1:
            raise UserError("At least one target is needed; say how many of the most variable genes to take.")
        if self.workers < 1:
            raise UserError("The number of threads must be at least 1, not {workers}.", workers=self.workers)
        if self.components is not None:
            if not all(1 <= number <= MOST_RANK for number in self.components.rank):
                raise UserError("Each rank must be a whole number from 1 to {most_rank}.", most_rank=MOST_RANK)
            if self.components.predictor not in PREDICTORS:
                raise UserError(
                    "There is no predictor {predictor!r}; choose {predictors:or}.",
                    predictor=self.components.predictor,
                    predictors=PREDICTORS,
                )
            if not self.components.rho >= 0:
                raise UserError("The weight ρ must be zero or a positive number; 1 is the default.")
        steps_of(self.transform)
        check_matching(self.matching)
        if self.only:
            split_only(self.only)
        settings_of(self)
        resampling_of(self)
        return replace(self, title=title)

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"settings": dict(self.settings)}, ensure_ascii=False, indent=1) + "\n"


def settings_of(request: RunRequest) -> Any:
    """How the networks of a request are estimated; :class:`UserError` for a method or a setting that cannot be."""
    return settings_from(METHODS.find(request.method).settings, request.settings)


def resampling_of(request: RunRequest) -> Resampling | None:
    """How the edges of a request are found again; None where that is not asked for."""
    from compute.confidence import Resampling

    if not request.confidence:
        return None
    return Resampling(pairs=request.confidence, seed=int(request.settings.get("seed", 0)))


def request_of(body: Mapping[str, Any]) -> RunRequest:
    """A request from its JSON; :class:`UserError` where it is none."""
    try:
        known = {key: body[key] for key in RunRequest.__dataclass_fields__ if key in body}
        known["score"] = ScoreChoice(**known["score"])
        for name in ("adjust", "modulators"):
            known[name] = tuple(known.get(name, ()))
        for genes in ("regulators", "targets"):
            if genes in known:
                known[genes] = GeneChoice(**known[genes] | {"names": tuple(known[genes].get("names", ()))})
        if known.get("components") is not None:
            chosen = dict(known["components"])
            known["components"] = ComponentsChoice(**chosen | {"rank": tuple(chosen["rank"])})
        return RunRequest(**known)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("The request of this run cannot be read ({error}); start it again.", error=error) from error
