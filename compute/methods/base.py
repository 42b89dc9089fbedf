"""What a network method is to the rest of the program: a record of what it does, and functions on arrays.

One runner (:mod:`compute.estimate`) computes, keeps, resumes and assembles; it knows no method. A method says which
pieces its work falls into and computes one of them: nothing else is asked of it. It is one folder here and one line in
:data:`compute.methods.METHODS`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.cohort import Cohort
from compute.methods.points import Points, chunk_name, score_points
from compute.methods.selection import edges_in_most, spread_points
from compute.publication import Publication
from compute.settings import declared
from compute.study.edges import SIGNED_COEFFICIENT, EdgeMeaning

if TYPE_CHECKING:
    from compute.study import Block, EdgeTable, Study

Settings = TypeVar("Settings")
Problem = TypeVar("Problem")
Arrays = Mapping[str, NDArray[Any]]
NETWORKS = "networks"
"""The name of what every method does between its stages and what closes it."""
Scope = Literal["sample", "study", "time"]


@dataclass(frozen=True)
class Shape:
    """What is known of a cohort before its data are touched.

    modulator: (n,) scores, ascending. regulators, targets: how many.
    """

    modulator: NDArray[np.float64]
    regulators: int
    targets: int


@dataclass(frozen=True)
class Task:
    """A piece of work, all that a killed run can lose of it.

    name: of its kept result. what: handed to ``fit``; small, picklable. targets: at how many targets it works.
    fits: how many models of one target it estimates.
    """

    name: str
    what: Any
    targets: int = 1
    fits: int = 1


class Network(NamedTuple):
    """One sample's network: edges in any order (positions of targets and regulators) with their coefficients, and one
    record of diagnostics per target (p,).
    """

    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    value: NDArray[np.float32]
    fits: NDArray[np.void] | None = None


def networks_result(networks: Sequence[Network]) -> Arrays:
    """Networks as the arrays that a task of scope ``sample`` gives back: edges (k,) of each, then all edges."""
    fits = [network.fits for network in networks if network.fits is not None]
    return {
        "edges": np.array([network.value.size for network in networks]),
        "target": np.concatenate([network.target for network in networks]).astype(np.int32),
        "regulator": np.concatenate([network.regulator for network in networks]).astype(np.int32),
        "value": np.concatenate([network.value for network in networks]).astype(np.float32, copy=False),
        **({"fits": np.stack(fits)} if fits else {}),
    }


@dataclass(frozen=True)
class Memory:
    """Bytes a run needs beside the cohort: held throughout, and by each worker while it computes."""

    held: float = 0.0
    worker: float = 0.0


class Work(ABC, Generic[Settings]):
    """Work in pieces: what a method, and each of its stages, gives to the runner."""

    @abstractmethod
    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """The pieces, which follow from sizes and settings alone: a resumed run has the same ones."""

    @abstractmethod
    def fit(self, shared: Any, what: Any) -> Arrays:
        """One piece, computed from what all of them share; pure, picklable, on one thread.

        Threads, processes and other machines of the same kind then give the same bits. The caller limits BLAS to one
        thread.
        """

    def trial(self, shared: Any, what: Any, targets: NDArray[np.int64]) -> tuple[Any, Any] | None:
        """Shared data and piece for some targets only, so that a plan need not wait for a whole one.

        targets: positions among those the piece works at. None where a piece cannot be made smaller.
        """
        return None


class Stage(Work[Settings], Generic[Settings, Problem]):
    """Work before the networks that settles something for all of them, such as a bandwidth.

    name: in progress and on disk. label: what it does, for people. keeps: names of the arrays
    that it settles; each becomes ``NAME.npy`` in the study.
    """

    name: ClassVar[str]
    label: ClassVar[Message]
    keeps: ClassVar[tuple[str, ...]]

    def applies(self, settings: Settings) -> bool:
        """Whether there is anything to compute. Where not, :meth:`combine` gets no results."""
        return True

    @abstractmethod
    def shared(self, problem: Problem, settings: Settings) -> Any:
        """What every piece is computed from."""

    @abstractmethod
    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        """What the results, in the order of the tasks, settle: an array for each name in :attr:`keeps`."""

    @abstractmethod
    def settled(self, problem: Problem, settings: Settings, kept: Arrays) -> Problem:
        """The problem once this stage is settled."""

    @abstractmethod
    def guessed(self, problem: Problem, settings: Settings) -> Problem:
        """The problem with something typical in place of what is not settled yet, for a plan."""


@dataclass(frozen=True)
class Closing:
    """What a closing stage found. record: kept with the run. notes: kept with the study."""

    record: Mapping[str, Any]
    notes: Sequence[Message] = ()


class ClosingStage(Work[Settings], Generic[Settings, Problem]):
    """Work after the networks are stored, such as a check of a shortened search. name, label: as of :class:`Stage`."""

    name: ClassVar[str]
    label: ClassVar[Message]

    def applies(self, settings: Settings) -> bool:
        """Whether there is anything to do."""
        return True

    @abstractmethod
    def shared(self, problem: Problem, settings: Settings) -> Any:
        """What every piece is computed from."""

    @abstractmethod
    def close(
        self, problem: Problem, settings: Settings, blocks: Sequence[Block], results: Iterable[tuple[Task, Arrays]]
    ) -> Closing:
        """Compare the results, in the order of the tasks, with the stored networks."""


class Method(Work[Settings], Generic[Settings, Problem]):
    """One network method.

    name: on the command line and in studies. title: for people. summary: what it does, in a sentence. publication: what
    to cite. version: of its numbers; another one where the same data and settings no longer give the same. scope:
    "sample", one network per sample; "study", one for all; "time", one for a course of times. edge: what an edge's
    numbers mean. scale: the same in a caption, in English. settings: the dataclass of its settings, which declares them
    (:mod:`compute.settings`). diagnostics: what is kept of each fit, or None; a field ``converged`` is counted. stages,
    closing: what comes before and after the networks. packages: that its numbers depend on, beside numpy and scipy.
    fewest_samples: it can work with. needs_score: whether samples must have one. takes_evidence: whether published
    pairs mean anything to it. closed: whether, where no regulators are named, the targets themselves are the
    regulators, not the built-in ones.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    publication: ClassVar[Publication | None] = None
    summary: ClassVar[Message]
    version: ClassVar[str]
    scope: ClassVar[Scope]
    edge: ClassVar[EdgeMeaning] = SIGNED_COEFFICIENT
    scale: ClassVar[str] = ""
    settings: ClassVar[type[Any]]
    diagnostics: ClassVar[np.dtype[np.void] | None] = None
    stages: ClassVar[Sequence[Stage[Any, Any]]] = ()
    closing: ClassVar[Sequence[ClosingStage[Any, Any]]] = ()
    packages: ClassVar[tuple[str, ...]] = ()
    fewest_samples: ClassVar[int] = 10
    needs_score: ClassVar[bool] = True
    takes_evidence: ClassVar[bool] = False
    closed: ClassVar[bool] = False
    label: ClassVar[Message] = Message("Estimating networks")

    @abstractmethod
    def prepare(self, cohort: Cohort, settings: Settings) -> Problem:
        """The cohort as numbers. cohort: its samples in the order of the score."""

    @abstractmethod
    def fit(self, shared: Problem, what: Any) -> Arrays:
        """One piece of the networks; see :meth:`Work.fit`. shared: the problem, every stage settled."""

    def facts(self, shape: Shape, settings: Settings) -> Mapping[str, Any]:
        """What follows from data and settings and belongs into the record, such as the candidates of a choice."""
        return {}

    def notes(self, problem: Problem, samples: Sequence[str]) -> Sequence[Message]:
        """What to know of the data as this method takes them."""
        return ()

    def describe(self, study: Study) -> str:
        """How the study's networks were estimated, for the methods section of a paper, in English."""
        made = study.info.method.settings
        cited = f" ({self.publication.short})" if self.publication else ""
        values = "; ".join(
            f"{setting.label}: {setting.in_words(made[setting.name])}"
            for setting in declared(self.settings)
            if setting.name in made and setting.applies(made)
        )
        networks = "a network for every sample" if self.scope == "sample" else "one network for all samples"
        return (
            f"With {self.title}{cited}, {networks} of {study.info.regulators:,} regulators and "
            f"{study.info.targets:,} targets was estimated" + (f" ({values})." if values else ".")
        )

    def cost(self, shape: Shape, settings: Settings, edges_per_fit: float) -> Memory:
        """Bytes needed. edges_per_fit: as a few timed fits had them."""
        rows = 8.0 * shape.modulator.size * (shape.regulators + shape.targets)
        return Memory(worker=4 * rows)

    def used_packages(self, settings: Settings) -> tuple[str, ...]:
        """The packages whose versions a study records, beside numpy and scipy."""
        return self.packages

    def stage_labels(self, settings: Settings | None = None) -> dict[str, Message]:
        """Name and label of everything a run goes through, in order; with settings only what they need."""
        before = {stage.name: stage.label for stage in self.stages if settings is None or stage.applies(settings)}
        after = {stage.name: stage.label for stage in self.closing if settings is None or stage.applies(settings)}
        return {**before, NETWORKS: self.label, **after}

    def check_machine(self, settings: Settings) -> None:
        """Raise :class:`~compute.errors.UserError` where this machine lacks what the settings ask for."""

    def check_plan(self, settings: Settings) -> None:
        """Raise :class:`~compute.errors.UserError` where timing a few pieces would say nothing."""

    def warm_up(self) -> None:
        """Make a fresh process ready: compile, read. Called once in each worker."""


class SampleMethod(Method[Settings, Problem]):
    """One network per sample, estimated at values of the score; samples of the same score share one."""

    scope: ClassVar[Scope] = "sample"

    def points(self, modulator: NDArray[np.float64], settings: Settings) -> Points:
        """Where the networks of samples with these scores (n,), ascending, are estimated."""
        return score_points(modulator)

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """A task for each chunk of neighbouring points; ``what`` are their score values, ascending."""
        points = self.points(shape.modulator, settings)
        return [
            Task(
                chunk_name(chunk),
                tuple(points.value[list(chunk)].tolist()),
                targets=shape.targets,
                fits=len(chunk) * shape.targets,
            )
            for chunk in points.chunks()
        ]

    @abstractmethod
    def fit(self, shared: Problem, what: Sequence[float]) -> Arrays:
        """The networks at these score values, as :func:`networks_result` has them."""

    def trial(self, shared: Problem, what: Any, targets: NDArray[np.int64]) -> tuple[Problem, Any] | None:
        part = self.of_targets(shared, targets)
        return None if part is None else (part, what)

    def of_targets(self, problem: Problem, targets: NDArray[np.int64]) -> Problem | None:
        """The same problem with these targets alone, so that a plan of a large cohort is quick; None: not to be had."""
        return None

    def of_samples(self, problem: Problem, keep: NDArray[np.bool_], settings: Settings) -> Problem | None:
        """The same problem with these samples (n,) alone, for resampling; None: to be prepared from fewer samples."""
        return None

    def refitted(self, settings: Settings) -> Settings:
        """The settings with which a single network is estimated again."""
        return settings

    def networks_at(self, problem: Problem, points: Sequence[float]) -> Arrays:
        """The networks at any values of the score, as :func:`networks_result` has them."""
        return self.fit(problem, points)

    def select(self, problem: Problem, modulator: NDArray[np.float64], settings: Settings) -> Arrays:
        """Which edges the samples of a problem support, and which of these change along the score.

        modulator (n,): their scores. Gives ``target`` and ``regulator`` (e,), positions, each pair once; ``strength``
        (e,), signed, not 0, its size the more the clearer the edge; ``change`` (e,), the same of the change of the edge
        towards high scores, 0 where it does not change; and, where the method has them, ``score`` (k,) and ``course``
        (e, k), coefficients at some values of the score. As networks at a few scores have it, unless a method knows a
        quicker way.
        """
        points = spread_points(modulator)
        return edges_in_most(self.networks_at(problem, points), points)


class StudyMethod(Method[Settings, Problem]):
    """One network for all samples, or for a course of times, put together from the results of all pieces."""

    scope: ClassVar[Scope] = "study"

    @abstractmethod
    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> EdgeTable:
        """The network from the results, in the order of the tasks; its columns are those of :attr:`edge`."""

    def beside(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        """What else the results give, no number of an edge: each array becomes ``NAME.npy`` in the study."""
        return {}
