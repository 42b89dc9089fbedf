"""A stored Deep Tensor model as people read it: one sample's own components. No torch.

Each sample has components of its own, so loadings belong to one sample; cores, gradients and predictions are there for
all of them, because the roles in the core correspond.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.components.deep_tensor.channels import CHANNEL_NAMES, Channels, split_channels
from compute.components.deep_tensor.reading import SampleFactors, edge_pulls
from compute.components.explain.groups import EdgeShares, strongest_shares
from compute.components.reading.stored import SIDES, Components, class_position, least_confidence
from compute.errors import UserError
from compute.study import StoredModel, Study, sure_edges

Floats = NDArray[np.float64]


def has_own_components(model: StoredModel) -> bool:
    """Whether every sample of the model has components of its own (Deep Tensor)."""
    return model.info.get("kind") == "deep-tensor"


def read_own_components(model: StoredModel, sample: int, of_class: str | None = None) -> Components:
    """The components of one sample (position) of a stored Deep Tensor model, in principal order.

    loadings: of that sample, (q, a) and (p, b). cores, gradients: of all samples, (n, a, b·s), the s channels of a
    component pair side by side. Raises :class:`UserError` where the model is of another kind, there is no such sample,
    and for a class that is missing, unknown, or asked of a score.
    """
    if not has_own_components(model):
        raise UserError("The samples of the model {model!r} have their components in common.", model=model.name)
    place = class_position(model, of_class)
    arrays, info = model.arrays, model.info
    count = len(arrays["cores"])
    if not 0 <= sample < count:
        raise UserError(
            "There is no sample number {sample} in the model {model!r}; it has {count}.",
            sample=sample,
            model=model.name,
            count=count,
        )
    gradients = np.asarray(arrays["gradients"], np.float64)
    if place is None:
        predicted, baseline = arrays["predicted"], float(info["baseline"])
    else:
        gradients, predicted = gradients[:, place], arrays["evidence"][:, place]
        baseline = float(info["baseline"][place])
    loadings = {side: np.asarray(arrays[f"{side}_loadings"][sample], np.float64) for side in SIDES}
    return Components(
        "principal",
        of_class,
        loadings,
        {side: np.eye(loadings[side].shape[1]) for side in SIDES},
        {side: np.asarray(info[f"{side}_energy"], np.float64) for side in SIDES},
        np.asarray(arrays["cores"], np.float64),
        gradients,
        np.asarray(predicted, np.float64),
        baseline,
        least_confidence(model),
    )


def own_edge_shares(study: Study, model: StoredModel, components: Components, sample: int, top: int) -> EdgeShares:
    """What the ``top`` edges of one sample add to its prediction, its own components held, and all others together.

    components: of that sample, by :func:`read_own_components`. Raises :class:`UserError` for no edges.
    """
    if top < 1:
        raise UserError("The number of edges must be at least 1, not {top}.", top=top)
    kind: Channels = next(kind for kind, names in CHANNEL_NAMES.items() if list(names) == list(model.info["channels"]))
    own = SampleFactors(
        components.loadings["regulator"], components.loadings["target"], components.cores[sample]
    )  # fmt: skip
    network = sure_edges(study, components.confidence).network(sample)
    parts = edge_pulls(split_channels(network, kind), own, components.gradients[sample])
    whole = sparse.csr_array(sum(parts[1:], start=parts[0]))
    edges = whole.tocoo()
    j, k = (ends.astype(np.int64) for ends in edges.coords)
    return strongest_shares(j, k, edges.data, top, components.baseline, float(components.predicted[sample]))
