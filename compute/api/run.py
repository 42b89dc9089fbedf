"""From a table in memory to a study, in one call."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from compute.api.given import Genes, Given, Modulator
from compute.api.study import Study
from compute.errors import UserError
from compute.methods import DEFAULT_METHOD, METHODS
from compute.runs import GeneChoice, RunRequest, make_study
from compute.study import open_study

if TYPE_CHECKING:
    import anndata as ad


def profile(
    data: pd.DataFrame | ad.AnnData,
    modulator: Modulator | None = None,
    *,
    regulators: Genes = None,
    targets: Genes = None,
    method: str = DEFAULT_METHOD,
    path: str | Path | None = None,
    annotation: pd.DataFrame | None = None,
    layer: str = "",
    orientation: str = "samples-in-rows",
    transform: str = "auto",
    adjust: Sequence[str] = (),
    ends: tuple[str, str] = ("", ""),
    title: str = "",
    simulated: bool = False,
    confidence: int = 0,
    workers: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    **settings: Any,
) -> Study:
    """Estimate the networks of a cohort: by default one for every sample, along ``modulator``.

    data: samples × genes, a DataFrame with names of samples and genes, or an AnnData object (``layer``: one of its
    layers, or "raw"; default X); log-transformed, or counts, which ``transform`` ("auto") brings to that scale.
    modulator: the score of each sample, by which networks may change: values in the order of ``data``, a Series or
    mapping by sample (what lacks a value is left out), a column of ``data.obs``, or the name of a score that is
    computed (:data:`compute.score.SCORES`). regulators, targets: gene names; None for the built-in human regulators,
    and for every gene. method: a network method (``python -m compute plugins``); settings: of it, by name. path: folder
    to make; None for a temporary one, removed with the returned object. annotation: of the samples, indexed by their
    names; adjust: its columns whose effect is taken out first. ends: what a low and a high score mean. confidence:
    pairs of halves in which every edge is found again, 0 for none. workers: threads, None for one per core. progress:
    told stage, done, total.

    The same data and settings give the same study as the command line and the dashboard do. Raises
    :class:`~compute.errors.UserError`, which names the argument, for anything that can be put right.
    """
    chosen = METHODS.find(method)
    if orientation not in ("samples-in-rows", "genes-in-rows"):
        raise UserError("orientation must be samples-in-rows or genes-in-rows, not {given!r}.", given=orientation)
    with TemporaryDirectory(prefix="sign-dash-") as folder:
        given = Given(Path(folder))
        frame = data.T if orientation == "genes-in-rows" and isinstance(data, pd.DataFrame) else data
        samples = given.data(frame, layer)
        wanted = given.genes("targets", targets, GeneChoice("all"))
        request = RunRequest(
            title=title or "Networks",
            expression="data",
            score=given.modulator(modulator, frame, samples, ends),
            regulators=given.genes("regulators", regulators, wanted if chosen.closed else GeneChoice("builtin")),
            targets=wanted,
            annotation=given.annotation(annotation),
            orientation="samples-in-rows",
            transform=transform,
            adjust=tuple(adjust),
            simulated=simulated,
            method=method,
            settings=settings,
            confidence=confidence,
            components=None,
            workers=workers if workers is not None else os.cpu_count() or 1,
        )
        if chosen.needs_score and modulator is None:
            raise UserError(
                "modulator is missing: {method} needs a score for each sample; give values, a column of data.obs or a "
                "score's name.",
                method=chosen.title,
            )
        return _made(request, given, path, progress)


def _made(
    request: RunRequest, given: Given, path: str | Path | None, progress: Callable[[str, int, int], None] | None
) -> Study:
    from compute.confidence import confidence
    from compute.runs.request import resampling_of

    holder = TemporaryDirectory(prefix="sign-dash-") if path is None else None
    place = Path(path) if path is not None else Path(holder.name, "study") if holder is not None else Path()
    if place.exists():
        raise UserError("path={path} exists already; choose another name, or open it with Study.open.", path=place)
    make_study(request, given.inputs, place, progress=progress)
    resampling = resampling_of(request)
    if resampling is not None:
        confidence(place, resampling, request.workers, progress)
    return Study(open_study(place), holder)
