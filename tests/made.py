"""What studies written by tests say of their method."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from compute.methods.network_profiler.diagnostics import FITS
from compute.study import MethodRecord, Study, StudyContent, StudyWriter, open_study


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
