"""A study as the edges it is sure of show it."""

from __future__ import annotations

import copy
from functools import lru_cache

import numpy as np

from compute.errors import UserError
from compute.study.blocks import Block, Coefficients, encode
from compute.study.confidence import StoredConfidence
from compute.study.read import Study

OPEN = 4
"""Studies so seen that are kept in memory."""


@lru_cache(OPEN)
def sure_edges(study: Study, least: float) -> Study:
    """The study with edges of at least this confidence alone, networks in memory; the study itself for 0.

    Raises :class:`UserError` for a confidence beyond 0 and 1, where the study does not know how sure its edges are, and
    where none is so sure.
    """
    if not 0 <= least <= 1:
        raise UserError("The confidence of edges is between 0 and 1, not {least:g}.", least=least)
    if least == 0:
        return study
    known = study.confidence
    if known is None:
        raise UserError("Confidence has not been computed for {study}; run `confidence` first.", study=study.title)
    blocks = [_sure_block(study, block, known, least) for block in study.blocks]
    if not any(block.value.size for block in blocks):
        raise UserError(
            "No edge of {study} has a confidence of {least:g} or more; choose a lower limit.",
            study=study.title,
            least=least,
        )
    sure = copy.copy(study)
    vars(sure).pop("edge_counts", None)
    vars(sure).update(blocks=blocks, courses=None)
    return sure


def _sure_block(study: Study, block: Block, known: StoredConfidence, least: float) -> Block:
    edges = np.arange(block.regulator.size)
    regulator, target = block.regulator.astype(np.int64), block.target_of(edges)
    sure = np.flatnonzero(known.of_edges(regulator, target)["confidence"] >= np.float32(least))
    values = block.dense(sure)
    edge, sample = np.nonzero(values)
    found = Coefficients(sample, target[sure[edge]], regulator[sure[edge]], values[edge, sample])
    return Block.of(encode(found, len(study.regulators), len(study.targets)), None, block.samples)
