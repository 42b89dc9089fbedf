"""Open a study and read from it in milliseconds: one sample, one edge, one target, one regulator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.study import format as layout
from compute.study.blocks import Block, Part
from compute.study.bundles import EdgeBundle, EdgeStrengths, edge_bundle, edge_strengths
from compute.study.confidence import StoredConfidence, read_confidence
from compute.study.courses import BAND, Courses, EdgeBand, course_blocks, network_at
from compute.study.edge_table import CONTRIBUTION, EdgeTable, read_edge_table
from compute.study.format import StudyRecord
from compute.study.lacking import lacking
from compute.study.models import StoredModel, model_names, read_model
from compute.study.names import read_names
from compute.study.one_network import blocks_of
from compute.study.samples import read_annotation, read_modulator
from compute.study.stored import StoredArray, read_array, read_rows

if TYPE_CHECKING:
    import pandas as pd


class Study:
    """A finished study. Samples are in ascending order of the modulator (0 = the lowest score).

    Made by :func:`open_study`. Reading is lazy: only what is asked for leaves the disk.
    """

    def __init__(self, path: Path, record: StudyRecord) -> None:
        self.path = path
        self.info = record
        names = read_names(path, record)
        self.samples: tuple[str, ...] = names["samples"]
        self.genes: tuple[str, ...] = names["genes"]
        self.regulators: tuple[str, ...] = names["regulators"]
        self.targets: tuple[str, ...] = names["targets"]
        self.modulator: NDArray[np.float64] = read_modulator(path / layout.MODULATOR, len(self.samples))
        shape = (len(self.regulators), len(self.targets))
        courses = Courses(path, shape) if record.method.courses else None
        self.courses = courses if courses is not None and courses.folder.is_dir() else None

    @property
    def per_sample(self) -> bool:
        """Whether there is one network per sample, rather than one for all."""
        return self.info.method.scope == "sample"

    @property
    def provides(self) -> frozenset[str]:
        """What may be asked of its networks: "per_sample", "signed", "courses", "modules" (those of a state space model
        lie beside the network), and "coefficients": that expression is what they are multiplied by, not made of.
        """
        kinds = {
            "per_sample": self.per_sample,
            "signed": self.info.method.edge.signed,
            "courses": self.courses is not None,
            "modules": (self.path / "modules.npy").is_file(),
            "coefficients": self.per_sample and self.info.method.edge.strength != "contribution",
        }
        return frozenset(kind for kind, there in kinds.items() if there)

    def lacks(self, needs: Collection[str]) -> Message | None:
        """What its networks lack of these needs (see :attr:`provides`), in one sentence; None where nothing."""
        return lacking(self.title, frozenset(needs) - self.provides)

    @property
    def title(self) -> str:
        return self.info.title

    @property
    def simulated(self) -> bool:
        return self.info.simulated

    @property
    def modulator_name(self) -> str:
        return self.info.modulator_name

    # names -----------------------------------------------------------------------------------------
    @cached_property
    def _positions(self) -> dict[str, dict[str, int]]:
        kinds = {
            "sample": self.samples,
            "gene": self.genes,
            "regulator": self.regulators,
            "target": self.targets,
        }
        return {kind: {name: i for i, name in enumerate(names)} for kind, names in kinds.items()}

    def _index(self, kind: str, name: str) -> int:
        positions = self._positions[kind]
        if name not in positions:
            raise unknown_name(word(kind), name, positions, Message("the study {study}", study=self.path.name))
        return positions[name]

    def sample_index(self, name: str) -> int:
        """Position of a sample along the modulator; :class:`UserError` naming near matches if unknown."""
        return self._index("sample", name)

    def regulator_index(self, name: str) -> int:
        return self._index("regulator", name)

    def target_index(self, name: str) -> int:
        return self._index("target", name)

    # networks --------------------------------------------------------------------------------------
    @cached_property
    def blocks(self) -> list[Block]:
        """The networks of up to 32 neighbouring samples each; of one network for all samples every sample has it."""
        if self.courses is not None:
            return course_blocks(self.courses, self.modulator)
        ranges = layout.block_ranges(self.info.samples)
        if self.per_sample:
            folders = [self.path / layout.NETWORKS / layout.block_folder(b) for b in range(len(ranges))]
            shape = (len(self.regulators), len(self.targets))
            return [Block(folder, part, shape) for folder, part in zip(folders, ranges, strict=True) if folder.is_dir()]
        if not (self.path / layout.NETWORKS / layout.EDGES).is_dir():
            return []
        meaning = self.info.method.edge
        return blocks_of(self.edge_table, meaning, ranges, len(self.regulators), len(self.targets))

    def network(self, sample: int) -> sparse.csr_array:
        """One sample's network, regulators × targets, float32; positive activates, negative represses.

        The numbers are the method's strength of an edge; where edges have no sign, all of them are positive.
        """
        block = self._block(sample)
        return self._matrix(*block.network(sample - block.samples.start))

    def _matrix(
        self, pointer: NDArray[np.int64], regulator: NDArray[np.int64], value: NDArray[np.float32]
    ) -> sparse.csr_array:
        shape = (len(self.regulators), len(self.targets))
        return sparse.csc_array((value, regulator, pointer), shape=shape).tocsr()

    def network_at(self, score: float) -> sparse.csr_array:
        """The network at any score, regulators × targets, float32: from the courses, or that of the nearest sample.

        :class:`UserError` where no sample of the study has so low or so high a score.
        """
        low, high = float(self.modulator[0]), float(self.modulator[-1])
        if not low <= score <= high:
            raise UserError(
                "{study} has scores from {low:.3g} to {high:.3g}; {score:.3g} is not among them.",
                study=self.title,
                low=low,
                high=high,
                score=score,
            )
        if self.courses is None:
            return self.network(int(np.abs(self.modulator - score).argmin()))
        return self._matrix(*network_at(self.courses, self.courses.functions(np.array([score]))[0]))

    def edge_band(self, regulator: str, target: str, scores: NDArray[np.float64], level: float = BAND) -> EdgeBand:
        """One edge's course at these scores with its pointwise band; zeros where it is no edge of the study.

        :class:`UserError` for names that are not in the study, and for a study without courses.
        """
        j, k = self.regulator_index(regulator), self.target_index(target)
        at = int(self.blocks[0].find(np.array([j]), np.array([k]))[0])
        return self.known_courses().band(at, np.asarray(scores, np.float64), level)

    def known_courses(self) -> Courses:
        """The courses; :class:`UserError` for a study that has none."""
        if self.courses is None:
            raise UserError("{study} keeps a network for each sample, and no bands.", study=self.title)
        return self.courses

    @cached_property
    def edge_counts(self) -> NDArray[np.int64]:
        """(n,) number of edges in each sample's network."""
        return np.concatenate([block.edge_counts() for block in self.blocks])

    def edge(self, regulator: str, target: str) -> NDArray[np.float32]:
        """(n,) coefficients of one edge along all samples; zeros where a sample lacks it.

        :class:`UserError` where the regulator or the target is not in the study.
        """
        j, k = self.regulator_index(regulator), self.target_index(target)

        def position(block: Block) -> NDArray[np.int64]:
            lo, hi = int(block.target_ptr[k]), int(block.target_ptr[k + 1])
            at = lo + int(np.searchsorted(block.regulator[lo:hi], j))
            return np.arange(at, at + 1 if at < hi and block.regulator[at] == j else at)

        out = np.zeros(len(self.samples), np.float32)
        for block in self.blocks:
            edges = position(block)
            if edges.size:
                out[block.samples.start : block.samples.stop] = block.dense(edges)[0]
        return out

    def edges(self, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.float32]:
        """(edges, n) coefficients of many edges along all samples; ends as positions in regulators and targets."""
        out = np.zeros((len(regulators), len(self.samples)), np.float32)
        for block in self.blocks:
            at = block.find(np.asarray(regulators, np.int64), np.asarray(targets, np.int64))
            there = np.flatnonzero(at >= 0)
            out[there, block.samples.start : block.samples.stop] = block.dense(at[there])
        return out

    def target_coefficients(self, target: str) -> EdgeBundle:
        """Every regulator of one target, in all samples (``indices`` point into ``regulators``)."""
        return edge_bundle(self._edges_of_target(target), len(self.regulators), len(self.samples))

    def regulator_coefficients(self, regulator: str) -> EdgeBundle:
        """Every target of one regulator, in all samples (``indices`` point into ``targets``)."""
        return edge_bundle(self._edges_of_regulator(regulator), len(self.targets), len(self.samples))

    def target_strengths(self, target: str) -> EdgeStrengths:
        """Every regulator of one target (``indices`` point into ``regulators``), and how strong the edge gets."""
        return edge_strengths(self._edges_of_target(target), len(self.regulators))

    def regulator_strengths(self, regulator: str) -> EdgeStrengths:
        """Every target of one regulator (``indices`` point into ``targets``), and how strong the edge gets."""
        return edge_strengths(self._edges_of_regulator(regulator), len(self.targets))

    def _edges_of_target(self, target: str) -> list[Part]:
        k = self.target_index(target)
        found = [(block, block.edges_of_target(k)) for block in self.blocks]
        return [(block, edges, block.regulator[edges].astype(np.int64)) for block, edges in found]

    def _edges_of_regulator(self, regulator: str) -> list[Part]:
        j = self.regulator_index(regulator)
        found = [(block, block.edges_of_regulator(j)) for block in self.blocks]
        return [(block, edges, block.target_of(edges)) for block, edges in found]

    def _block(self, sample: int) -> Block:
        for block in self.blocks:
            if sample in block.samples:
                return block
        if 0 <= sample < len(self.samples):
            raise UserError(
                "The network of {sample} is not computed yet; run `profile --resume`.", sample=self.samples[sample]
            )
        raise UserError(
            "There is no sample number {sample} in {study}; it has {n_samples}.",
            sample=sample,
            study=self.path.name,
            n_samples=len(self.samples),
        )

    def fits(self, sample: int) -> NDArray[np.void]:
        """(p,) what the method keeps of the fits behind one sample's network (``info.method.diagnostics``)."""
        block = self._block(sample)
        return np.array(block.fits[sample - block.samples.start])

    def settled(self, name: str) -> NDArray[Any] | None:
        """What a stage of the method settled before the networks, e.g. "bandwidth" (p,); None where it has no such."""
        path = self.path / f"{name}.npy"
        return np.array(read_array(path)) if path.is_file() else None

    @cached_property
    def edge_table(self) -> EdgeTable:
        """The one network of a study of scope ``study`` or ``time``; :class:`UserError` for one network per sample."""
        if self.per_sample:
            raise UserError("{study} has one network per sample; name one of its samples.", study=self.title)
        shape = (len(self.regulators), len(self.targets))
        table = read_edge_table(self.path / layout.NETWORKS / layout.EDGES, shape)
        order = [column.name for column in self.info.method.edge.columns]
        return replace(table, columns={name: table.columns[name] for name in order if name in table.columns})

    @cached_property
    def edge_contributions(self) -> StoredArray | None:
        """(e, n) what each edge of :attr:`edge_table` adds to its target in each sample, in standard deviations of the
        target; None where the method does not say.
        """
        path = self.path / layout.NETWORKS / layout.EDGES / f"{CONTRIBUTION}.npy"
        return read_rows(path, (self.edge_table.target.size, len(self.samples))) if path.is_file() else None

    # data ------------------------------------------------------------------------------------------
    @cached_property
    def _expression(self) -> StoredArray:
        return read_rows(self.path / layout.EXPRESSION, (len(self.genes), len(self.samples)))

    def expression(self, gene: str) -> NDArray[np.float32]:
        """(n,) expression of one gene, on the scale of the table the study was made from."""
        return self._expression[self._index("gene", gene)]

    def expressions(self, genes: Sequence[str]) -> NDArray[np.float32]:
        """(genes, n) expression of several genes, read at once, on the scale of the table the study was made from."""
        return self._expression[np.array([self._index("gene", gene) for gene in genes], np.int64)]

    def expression_of_all(self) -> NDArray[np.float32]:
        """(genes, n) expression of every gene, read anew, on the scale of the table the study was made from."""
        return self._expression[:]

    @cached_property
    def annotation(self) -> pd.DataFrame:
        """Annotation of the samples, indexed by sample, in the study's order; no columns if none was given."""
        return read_annotation(self.path / layout.ANNOTATION, self.samples)

    @cached_property
    def confidence(self) -> StoredConfidence | None:
        """How sure each edge is; None where that was not computed (`python -m compute confidence`)."""
        return read_confidence(self.path, len(self.targets))

    # models ----------------------------------------------------------------------------------------
    def models(self) -> list[str]:
        """Names of the stored models, oldest first."""
        return model_names(self.path)

    def model(self, name: str) -> StoredModel:
        """One stored model; :class:`UserError` if there is none of that name."""
        return read_model(self.path, name)
