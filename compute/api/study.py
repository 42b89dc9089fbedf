"""A study in the forms that scientific libraries take: data frames, graphs, labelled arrays."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import astuple, fields
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from compute import study as stored_studies
from compute.analyse import RankedRegulator, rank_regulators
from compute.api.containers import study_anndata, study_xarray
from compute.api.network import Network
from compute.errors import UserError
from compute.files import whole_folder
from compute.study import open_study
from compute.write import sample_network, score_network, study_network

if TYPE_CHECKING:
    import anndata as ad
    import xarray as xr


class Study:
    """The networks of a cohort, and what they were estimated from. Samples are in ascending order of the score.

    Made by :func:`compute.profile`, or opened from its folder by :meth:`open`. ``stored`` reads the folder itself, by
    positions rather than names.
    """

    def __init__(self, stored: stored_studies.Study, folder: TemporaryDirectory[str] | None = None) -> None:
        self.stored = stored
        self._folder = folder  # goes with this object

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """The study in a folder; :class:`~compute.errors.UserError` where there is none, or it is damaged."""
        return cls(open_study(path))

    def save(self, path: str | Path) -> Self:
        """Copy the study to a folder of its own, and return it from there; the folder must not exist yet."""
        with whole_folder(path) as draft:
            shutil.copytree(self.stored.path, draft, dirs_exist_ok=True)
        return type(self).open(path)

    @property
    def path(self) -> Path:
        """The study's folder; of one that was not given a path, a temporary one."""
        return self.stored.path

    @property
    def title(self) -> str:
        return self.stored.title

    @property
    def samples(self) -> tuple[str, ...]:
        """Names of the samples, in ascending order of the score."""
        return self.stored.samples

    @property
    def genes(self) -> tuple[str, ...]:
        return self.stored.genes

    @property
    def regulator_names(self) -> tuple[str, ...]:
        """The genes that may regulate."""
        return self.stored.regulators

    @property
    def target_names(self) -> tuple[str, ...]:
        """The genes whose regulators were looked for."""
        return self.stored.targets

    @property
    def score(self) -> pd.Series[float]:
        """The score of each sample, in its own units."""
        return pd.Series(self.stored.modulator, self._index, name=self.stored.modulator_name)

    @property
    def annotation(self) -> pd.DataFrame:
        """What is known of the samples, one row each."""
        return self.stored.annotation

    @property
    def notes(self) -> list[str]:
        """What was done to the data on the way, and what to know of them."""
        return [str(note) for note in self.stored.info.notes]

    def expression(self, genes: Sequence[str] | None = None) -> pd.DataFrame:
        """Samples × genes, on the scale of the table the study was made from. genes: None for all of them."""
        wanted = self.genes if genes is None else tuple(genes)
        return pd.DataFrame({gene: self.stored.expression(gene) for gene in wanted}, self._index)

    def network(self, sample: str | None = None, *, score: float | None = None) -> Network:
        """The network of one sample, or at a score, strongest edge first.

        sample, score: one of them; neither for a study with one network for all samples. Raises
        :class:`~compute.errors.UserError` for an unknown sample or a score outside of the cohort's.
        """
        stored = self.stored
        if not stored.per_sample:
            if sample is not None or score is not None:
                raise UserError(
                    "{study} has one network for all samples; leave out sample and score.", study=self.title
                )
            return Network.of(study_network(stored), partial(stored.network, 0))
        if (sample is None) == (score is None):
            raise UserError(
                "{study} has one network per sample; name a sample, such as {sample!r}, or a score, and not both.",
                study=self.title,
                sample=self.samples[0],
            )
        if score is not None:
            return Network.of(score_network(stored, score), partial(stored.network_at, score))
        number = stored.sample_index(str(sample))
        return Network.of(sample_network(stored, str(sample)), partial(stored.network, number))

    def edge(self, regulator: str, target: str) -> pd.Series[float]:
        """The coefficient of one edge in every sample; 0 where a sample lacks it."""
        return pd.Series(self.stored.edge(regulator, target), self._index, name=f"{regulator} → {target}")

    def regulators(self, target: str) -> pd.DataFrame:
        """The regulators of a target, by how much their effect on it changes over the samples.

        The columns are the fields of :class:`compute.analyse.RankedRegulator`. Raises
        :class:`~compute.errors.UserError` for an unknown target, or one network for all samples.
        """
        lacking = self.stored.lacks(("per_sample",))
        if lacking is not None:
            raise UserError(lacking)
        names = [field.name for field in fields(RankedRegulator)]
        rows = [astuple(row) for row in rank_regulators(self.stored, target)]
        return pd.DataFrame(rows, columns=names).set_index("rank")

    def to_anndata(self) -> ad.AnnData:
        """Samples × genes with the score in ``obs``; the networks in ``obsm["networks"]`` (samples × edges, sparse),
        its columns the rows of ``uns["edges"]``.
        """
        return study_anndata(self.stored)

    def to_xarray(self, targets: Sequence[str] | None = None) -> xr.Dataset:
        """``coefficient`` (sample, edge) with ``regulator``, ``target`` and ``confidence`` of every edge, ``score`` of
        every sample. targets: the edges of these alone, None for all.

        Needs xarray, which is not installed with this package.
        """
        return study_xarray(self.stored, targets)

    @property
    def _index(self) -> pd.Index[str]:
        return pd.Index(self.samples, name="sample")

    def _facts(self) -> dict[str, str]:
        record = self.stored.info
        low, high = float(np.min(self.stored.modulator)), float(np.max(self.stored.modulator))
        return {
            "samples": f"{record.samples:,} along {record.modulator_name} ({low:.3g} to {high:.3g})",
            "regulators": f"{record.regulators:,}",
            "targets": f"{record.targets:,}",
            "networks": f"{record.edges:,} edges" + (" in at least one sample" if self.stored.per_sample else ""),
            "method": record.method.title,
            "confidence": "known" if self.stored.confidence is not None else "not computed",
        }

    @property
    def heading(self) -> str:
        """The title, with "simulated data" in it where they are."""
        return self.title + (" (simulated data)" if self.stored.simulated else "")

    def __repr__(self) -> str:
        lines = [f"  {name:<12}{fact}" for name, fact in self._facts().items()]
        return "\n".join([f"Study: {self.heading}", *lines])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{name}</th><td>{escape(fact)}</td></tr>" for name, fact in self._facts().items())
        return f"<table><caption>{escape(self.heading)}</caption><tbody>{rows}</tbody></table>"
