"""Networks that are courses, as slices, are the same networks: products, energies, cores, and the model learned."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy import sparse

from compute.components import TRIP
from compute.components.trip.course_stack import CourseStack
from compute.components.trip.edge_block import EdgeBlock
from compute.components.trip.stack import NetworkStack

SAMPLES = 24


def course_stack(shape: tuple[int, int], functions: int = 3) -> CourseStack:
    """Simulated slices that share their edges; the last function is the sum of the others."""
    rng = np.random.default_rng(4)
    short, long = min(shape), max(shape)
    there = rng.random((short, long)) < 0.4
    values = rng.normal(size=(int(there.sum()), functions)).astype(np.float32)
    first = np.append(0, np.cumsum(there.sum(axis=1)))
    slices = EdgeBlock(first.astype(np.int64), np.nonzero(there)[1].astype(np.int32), values, long)
    table = np.vander(np.linspace(-1, 1, SAMPLES), functions - 1)
    return CourseStack(slices, np.column_stack([table, table.sum(axis=1)]), shape)


@pytest.fixture(params=[(9, 16), (16, 9)])
def stack(request: pytest.FixtureRequest) -> CourseStack:
    return course_stack(request.param)


def written_out(stack: CourseStack) -> NetworkStack:
    return NetworkStack.of([sparse.csr_array(network) for network in stack])


def factors(shape: tuple[int, int]) -> tuple[torch.Tensor, torch.Tensor]:
    rng = np.random.default_rng(5)
    one, other = (np.linalg.qr(rng.normal(size=(size, 2)))[0] for size in shape)
    return torch.from_numpy(one), torch.from_numpy(other)


def test_fewer_slices_than_functions_where_these_depend_on_each_other(stack: CourseStack) -> None:
    assert (len(stack), stack.distinct) == (SAMPLES, 2)


def test_energy_mean_variation_and_cores_are_those_of_the_networks(stack: CourseStack) -> None:
    other = written_out(stack)
    assert stack.energy == pytest.approx(other.energy, rel=1e-5)
    assert stack.variation == pytest.approx(other.variation, rel=1e-5)
    np.testing.assert_allclose(stack.mean.toarray(), other.mean.toarray(), atol=1e-6)
    weights = np.random.default_rng(6).normal(size=SAMPLES)
    np.testing.assert_allclose(stack.weighted_sum(weights).toarray(), other.weighted_sum(weights).toarray(), atol=1e-5)
    pair = factors((stack.regulators, stack.targets))
    np.testing.assert_allclose(stack.cores(*pair), other.cores(*pair), atol=1e-5)
    few = np.array([3, 3, 20, 7])
    np.testing.assert_allclose(stack.take(few).cores(*pair), other.cores(*pair)[few], atol=1e-5)


def test_sums_of_squares_over_slices_are_those_over_samples(stack: CourseStack) -> None:
    other = written_out(stack)
    thin = np.random.default_rng(7).normal(size=(stack.long_side, 3))

    def gram(of: NetworkStack) -> NDArray[np.float64]:
        product = of.contract(thin, exact=True)
        found: NDArray[np.float64] = np.einsum("d,dsr,dtr->st", of.times, product, product)
        return found

    np.testing.assert_allclose(gram(stack), gram(other), rtol=1e-4, atol=1e-4)


def test_expanding_is_the_adjoint_of_contracting(stack: CourseStack) -> None:
    rng = np.random.default_rng(8)
    thin = rng.normal(size=(stack.long_side, 2))
    given = rng.normal(size=(stack.distinct, stack.short_side, 2))
    one, other = np.sum(stack.contract(thin) * given), np.sum(thin * stack.expand(given))
    assert one == pytest.approx(other, rel=1e-4)


def test_a_model_of_slices_is_the_model_of_the_networks(stack: CourseStack) -> None:
    score = np.linspace(-1, 1, SAMPLES) ** 3
    one, other = (TRIP(rank=(2, 2)).fit(networks, score) for networks in (stack, written_out(stack)))
    assert one.loss_[-1] == pytest.approx(other.loss_[-1], abs=1e-4)
    assert one.retained_energy_ == pytest.approx(other.retained_energy_, abs=1e-4)
    np.testing.assert_allclose(one.predict(stack), other.predict(stack), atol=1e-2)
