"""What a study records of a cohort and of the way its networks are made."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import compute
from compute.methods.base import Method, Shape
from compute.methods.cohort import Cohort
from compute.methods.course_method import CourseMethod
from compute.methods.own_scores import leaves_own_gene
from compute.settings import earlier, plain_settings
from compute.study import MethodRecord, StudyContent


def study_content(cohort: Cohort, problem: Any, method: Method[Any, Any], settings: Any) -> StudyContent:
    """What a study of this cohort holds before its networks, and how they are made.

    cohort: its samples in the order of the score. problem: what the method made of it.
    """
    samples = cohort.expression.samples
    own = dict(cohort.own_scores or {}) if leaves_own_gene(settings) else {}
    packages = ("numpy", "scipy", *method.used_packages(settings))
    return StudyContent(
        title=cohort.title,
        simulated=cohort.simulated,
        score=cohort.score,
        samples=samples,
        modulator=cohort.modulator,
        genes=cohort.expression.genes,
        expression=cohort.expression.values.T.astype(np.float32),
        regulators=tuple(cohort.regulators),
        targets=tuple(cohort.targets),
        method=method_record(method, settings, shape_of(cohort)),
        versions={
            "sign-dash": compute.__version__,
            "python": platform.python_version(),
            **{name: version(name) for name in packages},
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
            *(
                [{"role": "evidence", "source": cohort.known_source[0], "sha256": cohort.known_source[1]}]
                if cohort.known
                else []
            ),
            *([{"role": "own scores", "source": f"{len(own)} scores", "sha256": _of_scores(own)}] if own else []),
        ],
        annotation=cohort.annotation,
        notes=(*cohort.notes, *method.notes(problem, samples)),
        extras=cohort.extras,
        adjust=tuple(cohort.adjust),
        only=cohort.only,
        values=cohort.expression.treatment,
        score_genes=tuple(cohort.score_genes),
        score_without=cohort.score_without,
        group=cohort.group,
        own_scores=own,
        earlier=earlier(method.settings),
    )


def shape_of(cohort: Cohort) -> Shape:
    """Sizes and scores of a cohort whose samples are in order."""
    return Shape(cohort.modulator, len(cohort.regulators), len(cohort.targets))


def method_record(method: Method[Any, Any], settings: Any, shape: Shape) -> MethodRecord:
    """How the networks of a cohort of this shape are made, as a study keeps it."""
    return MethodRecord(
        name=method.name,
        title=method.title,
        version=method.version,
        settings=plain_settings(settings),
        facts=dict(method.facts(shape, settings)),
        scope=method.scope,
        edge=method.edge,
        courses=isinstance(method, CourseMethod),
        diagnostics=[]
        if method.diagnostics is None
        else [[str(field[0]), str(field[1])] for field in method.diagnostics.descr],
    )


def _of_scores(own: Mapping[str, NDArray[np.float64]]) -> str:
    return hashlib.sha256(b"".join(gene.encode() + values.tobytes() for gene, values in own.items())).hexdigest()


def _checksum(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
