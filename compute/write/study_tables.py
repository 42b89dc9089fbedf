"""Tables of what a study's networks say: effect changes, contributions, hubs, functions of regulators (csv)."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compute.analyse.contributions import EdgeContributions, SampleContributions
from compute.analyse.differential import CaseDepartures
from compute.analyse.effect_changes import EffectChanges
from compute.analyse.enrichment import Enrichment, FunctionChanges
from compute.analyse.gene_sets import StudySets
from compute.analyse.hubs import BinnedOutDegrees, OutDegrees, RankedHub, rank_hubs
from compute.analyse.masters import IntegralTest, PermutationTest
from compute.read import Expression
from compute.study import Study
from compute.write.sample import study_origin
from compute.write.table import Columns, Table, columns_of, table_of

Origin = dict[str, str | float | bool]


def effects_table(study: Study, changes: EffectChanges, origin: Origin) -> Table:
    """One line per (target, regulator), by target, then rank. origin: how the changes were made."""
    columns = columns_of(EffectChanges) | {"target": "string", "regulator": "string"}
    values = {name: _digits(getattr(changes, name)) for name in columns}
    values["target"] = _named(study.targets, changes.target)
    values["regulator"] = _named(study.regulators, changes.regulator)
    return table_of(columns, zip(*values.values(), strict=True), study_origin(study) | origin)


def sample_contributions_table(study: Study, found: SampleContributions, standardised: bool) -> Table:
    """``regulator,target,coefficient,expression,contribution`` of one sample, largest contribution first."""
    rows = zip(
        _named(study.regulators, found.regulator),
        _named(study.targets, found.target),
        *(_digits(column) for column in (found.coefficient, found.level, found.contribution)),
        strict=True,
    )
    number = study.sample_index(found.sample)
    origin: Origin = {
        "sample": found.sample,
        "modulator": float(study.modulator[number]),
        "standardised": standardised,
    }
    columns: Columns = {"regulator": "string", "target": "string", **_contribution(study)}
    return table_of(columns, rows, study_origin(study) | origin)


def edge_contributions_table(study: Study, found: EdgeContributions, standardised: bool) -> Table:
    """``sample,modulator,coefficient,expression,contribution`` of one edge, ascending in the modulator."""
    rows = zip(
        study.samples,
        study.modulator.tolist(),
        *(_digits(column) for column in (found.coefficient, found.level, found.contribution)),
        strict=True,
    )
    origin: Origin = {"regulator": found.regulator, "target": found.target, "standardised": standardised}
    columns: Columns = {"sample": "string", "modulator": "float64", **_contribution(study)}
    return table_of(columns, rows, study_origin(study) | origin)


def _contribution(study: Study) -> Columns:
    """The columns behind the ends: the number of the edge by the name its method has for it."""
    return {study.info.method.edge.strength: "float32", "expression": "float64", "contribution": "float64"}


def hubs_table(study: Study, degrees: OutDegrees) -> Table:
    """The regulators from rank 1; columns: :class:`RankedHub`."""
    return table_of(columns_of(RankedHub), (astuple(row) for row in rank_hubs(study, degrees)), study_origin(study))


def binned_hubs_table(study: Study, binned: BinnedOutDegrees) -> Table:
    """Mean out-degrees of every regulator in every bin of samples, along the modulator."""
    columns: Columns = {"regulator": "string", "bin": "Int64", "samples": "Int64"}
    columns |= dict.fromkeys(("modulator_low", "modulator_high", "out_degree", "activating", "repressing"), "float64")
    modulator = study.modulator.tolist()
    rows = (
        (
            regulator, place + 1, len(samples), modulator[samples[0]], modulator[samples[-1]],
            activating + repressing, activating, repressing,
        )
        for regulator, up, down in zip(
            study.regulators, binned.activating.tolist(), binned.repressing.tolist(), strict=True
        )
        for place, (samples, activating, repressing) in enumerate(zip(binned.bins, up, down, strict=True))
    )  # fmt: skip
    return table_of(columns, rows, study_origin(study) | {"bins": len(binned.bins)})


def sample_hubs_table(study: Study, degrees: OutDegrees) -> Table:
    """Out-degrees of every regulator in every sample, along the modulator."""
    columns: Columns = {"regulator": "string", "sample": "string", "modulator": "float64"}
    columns |= dict.fromkeys(("out_degree", "activating", "repressing"), "Int64")
    rows = (
        (regulator, sample, modulator, activating + repressing, activating, repressing)
        for regulator, up, down in zip(
            study.regulators, degrees.activating.tolist(), degrees.repressing.tolist(), strict=True
        )
        for sample, modulator, activating, repressing in zip(
            study.samples, study.modulator.tolist(), up, down, strict=True
        )
    )
    return table_of(columns, rows, study_origin(study))


def departures_table(study: Study, found: CaseDepartures, case: Expression, only: str) -> Table:
    """``gene,statistic,values,shift,p,q``: genes of a case under the control's model, what departs most first."""
    columns: Columns = {
        "gene": "string", "statistic": "float64", "values": "Int64", "shift": "float64", "p": "float64", "q": "float64",
    }  # fmt: skip
    numbers = (_digits(getattr(found, name)) for name in columns if name != "gene")
    origin: Origin = {
        "case": Path(case.source).name,
        "case_checksum": case.checksum,
        "only": only,
        "inflation": found.inflation,
    }
    return table_of(columns, zip(found.gene, *numbers, strict=True), study_origin(study) | origin)


def enrichment_table(study: Study, sets: StudySets, found: Enrichment, largest_q: float) -> Table:
    """The tests with q ≤ ``largest_q``, sample by sample, regulator by regulator, smallest q first."""
    row, column = np.nonzero(found.log_q <= np.log(largest_q))
    order = np.lexsort((column, found.log_p[row, column], row))
    row, column = row[order], column[order]
    log_p, log_q = found.log_p[row, column], found.log_q[row, column]
    rows = zip(
        _named(study.samples, found.sample[row]),
        study.modulator[found.sample[row]].tolist(),
        _named(study.regulators, found.regulator[row]),
        _named(sets.names, column),
        found.out_degree[row].tolist(),
        sets.sizes[column].tolist(),
        found.overlap[row, column].tolist(),
        *(_digits(column) for column in (np.exp(log_p), np.exp(log_q), log_q / np.log(10))),
        strict=True,
    )
    columns: Columns = {
        "sample": "string", "modulator": "float64", "regulator": "string", "gene_set": "string", "targets": "Int64",
        "set_size": "Int64", "overlap": "Int64", "p": "float64", "q": "float64", "log10_q": "float64",
    }  # fmt: skip
    return table_of(columns, rows, study_origin(study) | sets_origin(sets) | {"largest_q": largest_q})


def masters_table(
    study: Study,
    sets: StudySets,
    changes: FunctionChanges,
    test: IntegralTest,
    permuted: PermutationTest | None = None,
) -> Table:
    """Every regulator by integral q-value, smallest first, with the gene set of its largest enrichment score.

    permuted: adds the columns permuted_p and permuted_q.
    """
    strongest = changes.enrichment_score.argmax(axis=1)
    order = sorted(
        range(len(study.regulators)), key=lambda j: (test.log10_p[j], -test.statistic[j], study.regulators[j])
    )
    tests = {"statistic": test.statistic, "log10_p": test.log10_p, "log10_q": test.log10_q}
    origin = study_origin(study) | sets_origin(sets) | {"degrees_of_freedom": 2 * test.sets}
    if permuted is not None:
        tests |= {"permuted_p": permuted.p, "permuted_q": permuted.q}
        origin |= {"permutations": permuted.permutations, "seed": permuted.seed}
    values = [_digits(column) for column in tests.values()]
    rows = (
        (
            place,
            study.regulators[j],
            "true" if test.master[j] else "false",
            *(column[j] for column in values),
            *_function(study, sets, changes, j, int(strongest[j])),
        )
        for place, j in enumerate(order, start=1)
    )
    columns: Columns = {"rank": "Int64", "regulator": "string", "master": "boolean"}
    return table_of(columns | dict.fromkeys(tests, "float64") | _FUNCTION, rows, origin)


def functions_table(study: Study, sets: StudySets, changes: FunctionChanges, top: int) -> Table:
    """The ``top`` gene sets of every regulator by enrichment score, without those whose score is 0."""
    score = changes.enrichment_score
    best = np.argsort(-score, axis=1, kind="stable")[:, :top]
    rows = (
        (regulator, *_function(study, sets, changes, j, u))
        for j, regulator in enumerate(study.regulators)
        for u in best[j].tolist()
        if score[j, u] > 0
    )
    return table_of({"regulator": "string", **_FUNCTION}, rows, study_origin(study) | sets_origin(sets))


class StableEdges(Protocol):
    """Edges and how often they are found again; (e,) each, positions in the study's lists of names."""

    @property
    def sample(self) -> NDArray[np.int64]: ...
    @property
    def target(self) -> NDArray[np.int64]: ...
    @property
    def regulator(self) -> NDArray[np.int64]: ...
    @property
    def coefficient(self) -> NDArray[np.float32]: ...
    @property
    def stability(self) -> NDArray[np.float64]: ...


def stability_table(study: Study, found: StableEdges, origin: Origin) -> Table:
    """One line per edge and sample. origin: how the subsamples were made."""
    rows = zip(
        _named(study.samples, found.sample),
        study.modulator[found.sample].tolist(),
        _named(study.regulators, found.regulator),
        _named(study.targets, found.target),
        *(_digits(column) for column in (found.coefficient, found.stability)),
        strict=True,
    )
    columns: Columns = {
        "sample": "string", "modulator": "float64", "regulator": "string", "target": "string",
        "coefficient": "float32", "stability": "float64",
    }  # fmt: skip
    return table_of(columns, rows, study_origin(study) | origin)


def sets_origin(sets: StudySets) -> Origin:
    """What every table of enrichment says of its gene sets."""
    return {
        "gene_sets": sets.source,
        "gene_sets_sha256": sets.checksum,
        "sets_tested": len(sets.names),
        "universe": sets.universe,
        "smallest_set": int(sets.sizes.min()),
        "largest_set": int(sets.sizes.max()),
    }


_FUNCTION: Columns = {
    "gene_set": "string", "set_size": "Int64", "enrichment_score": "float64",
    "log10_q_min": "float64", "sample_min": "string", "modulator_min": "float64",
    "log10_q_max": "float64", "sample_max": "string", "modulator_max": "float64",
}  # fmt: skip


def _function(study: Study, sets: StudySets, changes: FunctionChanges, j: int, u: int) -> tuple[object, ...]:
    at = changes.sample_min[j, u], changes.sample_max[j, u]
    log10_q = np.array([changes.log_q_min[j, u], changes.log_q_max[j, u]]) / np.log(10)
    (low, high), (score,) = _digits(log10_q), _digits(changes.enrichment_score[j : j + 1, u])
    ends = ((value, study.samples[i], float(study.modulator[i])) for value, i in zip((low, high), at, strict=True))
    return sets.names[u], int(sets.sizes[u]), score, *next(ends), *next(ends)


def _named(names: tuple[str, ...], positions: NDArray[np.integer[Any]]) -> list[str]:
    return [names[i] for i in positions.tolist()]


def _digits(values: NDArray[Any]) -> list[str]:
    """Real numbers with the digits that single precision holds, whole numbers as they are."""
    if np.issubdtype(values.dtype, np.integer):
        return [str(value) for value in values.tolist()]
    return [f"{value:.7g}" for value in (values + 0.0).tolist()]  # no minus before zero
