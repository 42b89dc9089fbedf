"""Two methods of other packages, each one small file: a network per sample, and one for all samples."""

from __future__ import annotations

from typing import Final

LOCAL: Final = """
from dataclasses import dataclass

import numpy as np

from compute.messages import Message
from compute.methods.base import Network, SampleMethod, networks_result
from compute.publication import journal_article
from compute.settings import DeclaredSettings, choice, number
from compute.study import EdgeColumn, EdgeMeaning


@dataclass(frozen=True)
class Settings(DeclaredSettings):
    reach: float = number(
        0.5, above=0, label=Message("Reach"), help=Message("How far a sample reaches along the score."), folded=False
    )
    least: float = number(0.3, least=0, below=1, label=Message("Least r"), help=Message("Weaker ones are no edges."))
    of: str = choice(
        "values",
        {"values": Message("values"), "ranks": Message("ranks")},
        label=Message("Correlation of"),
        help=Message("The values, or their ranks."),
    )


class LocalCorrelation(SampleMethod):
    name = "toy"
    title = "Local correlation"
    summary = Message("Correlation of two genes among the neighbours of each sample.")
    publication = journal_article("Toy1900", "Toy 1900", "Toy, T.", "On Toys", 1900, "Toys", "1", "", "2", "10/x")
    version = "3"
    settings = Settings
    edge = EdgeMeaning(
        (EdgeColumn("r", Message("Correlation r"), Message("of the two genes near the sample"), -1, 1),),
        strength="r",
        sign="r",
    )

    def prepare(self, cohort, settings):
        values = cohort.expression.values
        if settings.of == "ranks":
            values = values.argsort(axis=0).argsort(axis=0).astype(float)
        column = {gene: j for j, gene in enumerate(cohort.expression.genes)}
        ends = [[column[gene] for gene in genes] for genes in (cohort.regulators, cohort.targets)]
        return values, cohort.modulator, ends, settings

    def fit(self, shared, what):
        values, score, (regulators, targets), settings = shared
        networks = []
        for at in what:
            weight = np.exp(-(((score - at) / settings.reach) ** 2))
            centred = values - np.average(values, axis=0, weights=weight)
            covariance = (centred * weight[:, None]).T @ centred
            spread = np.sqrt(np.diag(covariance))
            r = (covariance / np.outer(spread, spread))[np.ix_(targets, regulators)]
            own = np.equal.outer(targets, regulators)
            target, regulator = np.nonzero((np.abs(r) >= settings.least) & ~own)
            networks.append(Network(target, regulator, r[target, regulator].astype(np.float32)))
        return networks_result(networks)


METHOD = LocalCorrelation()
"""

PAIRS: Final = """
from dataclasses import dataclass

import numpy as np

from compute.messages import Message
from compute.methods.base import StudyMethod, Task
from compute.settings import DeclaredSettings, whole
from compute.study import EdgeColumn, EdgeMeaning, EdgeTable


@dataclass(frozen=True)
class Settings(DeclaredSettings):
    draws: int = whole(20, least=1, label=Message("Draws"), help=Message("Halves that vote."), folded=False)
    seed: int = whole(0, least=0, label=Message("Seed"), help=Message("Of the halves."))


class Votes(StudyMethod):
    name = "toy-votes"
    title = "Votes of halves"
    summary = Message("In how many halves of the samples two genes go together.")
    version = "1"
    settings = Settings
    needs_score = False
    edge = EdgeMeaning(
        (
            EdgeColumn("probability", Message("Probability"), Message("that a half finds the edge"), 0, 1),
            EdgeColumn("mean_r", Message("Mean correlation"), Message("over the halves"), -1, 1),
        ),
        strength="probability",
    )

    def tasks(self, shape, settings):
        return [Task(f"target-{k:06d}", k) for k in range(shape.targets)]

    def prepare(self, cohort, settings):
        column = {gene: j for j, gene in enumerate(cohort.expression.genes)}
        ends = [[column[gene] for gene in genes] for genes in (cohort.regulators, cohort.targets)]
        return cohort.expression.values, ends, settings

    def fit(self, shared, what):
        values, (regulators, targets), settings = shared
        rng = np.random.default_rng((settings.seed, what))
        halves = [rng.permutation(len(values))[: len(values) // 2] for _ in range(settings.draws)]
        found = np.array([
            [np.corrcoef(values[half, j], values[half, targets[what]])[0, 1] for j in regulators] for half in halves
        ])
        found[:, [j == targets[what] for j in regulators]] = 0
        return {"probability": (np.abs(found) > 0.4).mean(axis=0), "mean_r": found.mean(axis=0)}

    def combine(self, problem, settings, results):
        found = list(results)
        probability, mean = (np.stack([one[name] for one in found]) for name in ("probability", "mean_r"))
        target, regulator = np.nonzero(probability)
        columns = {"probability": probability[target, regulator], "mean_r": mean[target, regulator]}
        return EdgeTable(regulator, target, columns)


METHOD = Votes()
"""
