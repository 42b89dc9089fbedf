"""What studies written by tests say of their method."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from compute.methods.network_profiler.diagnostics import FITS
from compute.study import CourseTable, MethodRecord, Study, StudyContent, StudyWriter, open_study
from compute.study.intact import SEAL


def made_with(settings: dict[str, Any]) -> MethodRecord:
    """By NetworkProfiler with these settings, whether they are all of them or not."""
    fields = [[name, FITS[name].str] for name in FITS.names or ()]
    return MethodRecord("network-profiler", "NetworkProfiler", "1", settings, diagnostics=fields)


def remade(study: Study, folder: Path, title: str, method: MethodRecord, write: Callable[[StudyWriter], None]) -> Study:
    """The samples and genes of a study, with what another method found of them. write: stores that."""
    content = StudyContent(
        title=title, simulated=True, score=study.info.score, samples=study.samples, modulator=study.modulator,
        genes=study.genes, expression=np.array([study.expression(gene) for gene in study.genes]),
        regulators=study.regulators, targets=study.targets, method=method, versions={}, inputs=[],
    )  # fmt: skip
    writer = StudyWriter.create(folder, content)
    write(writer)
    writer.finish({})
    return open_study(folder)


def with_courses(study: Study, folder: Path, least: float = 0.0) -> Study:
    """The same genes and samples, and courses of the edges of the last sample: each a level and a slope, a fifth of the
    coefficient at the low end and all of it at the high end; standard error 0.01 there, 0.014 here.
    """
    last = study.network(len(study.samples) - 1).tocoo()
    regulator, target = last.coords
    method = replace(made_with({}), name="curves", title="Curves", diagnostics=[], courses=True)
    m = study.modulator
    functions = np.column_stack([np.ones(m.size), (m - m[0]) / (m[-1] - m[0])])
    course = np.column_stack([0.2 * last.data, 0.8 * last.data]).astype(np.float32)
    spread = np.tile(np.array([1e-4, 0, 1e-4], np.float32), (last.nnz, 1))
    table = CourseTable(m, functions, target, regulator, course, spread, least)
    return remade(study, folder, "Courses", method, lambda writer: writer.write_courses(table))


def rewrite_record(path: Path, **changes: object) -> None:
    """Change a record (``study.json`` and its kin) by hand, as one from before it had a checksum; None takes a field
    out."""
    body = json.loads(path.read_text(encoding="utf-8")) | changes | {SEAL: None}
    body = {key: value for key, value in body.items() if value is not None}
    path.write_text(json.dumps(body), encoding="utf-8")
