"""What a study records of a cohort and of the way its networks are made."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

import compute
from compute.estimate.cohort import Cohort, Problem
from compute.methods.network_profiler.kernel import Kernel
from compute.methods.network_profiler.settings import Settings
from compute.read.report import named
from compute.study import StudyContent


def study_content(cohort: Cohort, problem: Problem, settings: Settings) -> StudyContent:
    """What a study of this cohort holds before its networks, and how they are made."""
    order = problem.order
    samples = tuple(cohort.expression.samples[i] for i in order)
    parameters: dict[str, Any] = {"method": "NetworkProfiler", **asdict(settings)}
    parameters["bandwidth_candidates"] = settings.bandwidths(problem.modulator).tolist()
    parameters |= {key: list(value) for key, value in parameters.items() if isinstance(value, tuple)}
    annotation = None if cohort.annotation is None else cohort.annotation.reindex(list(samples))
    return StudyContent(
        title=cohort.title,
        simulated=cohort.simulated,
        score=cohort.score,
        samples=samples,
        modulator=problem.modulator,
        genes=cohort.expression.genes,
        expression=cohort.expression.values[order].T.astype(np.float32),
        regulators=tuple(cohort.regulators),
        targets=tuple(cohort.targets),
        parameters=parameters,
        versions={
            "sign-dash": compute.__version__,
            "python": platform.python_version(),
            **{
                name: version(name)
                for name in ("numpy", "scipy", "numba", *(["torch"] if settings.device != "cpu" else []))
            },
        },
        inputs=[
            {"role": "expression", "source": Path(cohort.expression.source).name, "sha256": cohort.expression.checksum},
            {
                "role": "modulator",
                "source": Path(cohort.modulator_source[0]).name,
                "sha256": cohort.modulator_source[1],
            },
            *(
                {"role": role, "source": f"{len(genes)} genes", "sha256": _checksum(genes)}
                for role, genes in (("regulators", cohort.regulators), ("targets", cohort.targets))
            ),
        ],
        annotation=annotation,
        notes=(*cohort.notes, *_told(problem.kernel, samples)),
        extras=cohort.extras,
    )


def _told(kernel: Kernel, samples: Sequence[str]) -> list[str]:
    if kernel.sample_weight is None:
        return []
    light = [samples[i] for i in np.argsort(kernel.sample_weight) if kernel.sample_weight[i] < 0.5]
    return [f"Robust weights: {len(light):,} outlying samples count less than half: {named(light)}."] if light else []


def _checksum(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
