"""The networks of a study as a stack, from its own blocks or courses: none is taken apart and none is copied twice."""

from __future__ import annotations

import numpy as np

from compute.components.trip.course_stack import CourseStack
from compute.components.trip.edge_block import EdgeBlock
from compute.components.trip.stack import NetworkStack, contracts_regulators
from compute.study import Study
from compute.study.blocks import Block
from compute.study.courses import Courses


def study_stack(study: Study) -> NetworkStack:
    """All samples' networks in the study's order; neighbours with the same network (equal scores) share one.

    Memory: four bytes for every coefficient of the different networks, and a little. Where they are courses whose every
    coefficient counts, the functions of the score take the networks' place, some numbers for each edge.
    """
    shape = (len(study.regulators), len(study.targets))
    if study.courses is not None and study.courses.least == 0:
        return CourseStack(_slices(study.courses, shape), study.courses.functions(study.modulator), shape)
    blocks, of_sample, known = [], [], 0
    for block in study.blocks:
        edges, place = _edge_block(block, shape)
        blocks.append(edges)
        of_sample.append(known + place)
        known += edges.networks
    return NetworkStack(blocks, np.concatenate(of_sample), shape)


def _slices(courses: Courses, shape: tuple[int, int]) -> EdgeBlock:
    """One network for each function of the score."""
    known = courses.arrays
    if contracts_regulators(shape):
        first, long, values = known["target_ptr"], known["regulator"], known["course"]
    else:
        order = np.asarray(known["by_regulator"]).astype(np.int64)
        first, values = known["regulator_ptr"], known["course"][order]
        long = np.searchsorted(known["target_ptr"], order, side="right") - 1
    values = np.ascontiguousarray(values, np.float32)
    return EdgeBlock(np.asarray(first, np.int64), np.asarray(long, np.int32), values, max(shape))


def _edge_block(block: Block, shape: tuple[int, int]) -> tuple[EdgeBlock, np.ndarray]:
    """A block's different networks, and which of them is each sample's."""
    if contracts_regulators(shape):
        order = np.arange(len(block.mask))
        first, long = block.target_ptr, block.regulator
    else:
        order = np.asarray(block.by_regulator).astype(np.int64)
        first, long = block.regulator_ptr, block.target_of(order)
    values = block.dense(order)
    changed = np.append(True, (values[:, 1:] != values[:, :-1]).any(axis=0))
    edges = EdgeBlock(
        np.asarray(first, dtype=np.int64),
        np.asarray(long, dtype=np.int32),
        np.ascontiguousarray(values[:, changed]),
        max(shape),
    )
    return edges, np.cumsum(changed) - 1
