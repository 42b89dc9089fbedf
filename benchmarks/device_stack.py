"""Networks on a GPU: the products of ``NetworkStack`` by torch's sparse (CSR) ones there."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

from compute.components.trip.stack import NetworkStack
from compute.errors import UserError


class DeviceStack(NetworkStack):
    """All networks of ``stack``, short side below short side, and the transpose, in single precision on ``device``."""

    def __init__(self, stack: NetworkStack, device: str) -> None:
        if device == "cuda" and not torch.cuda.is_available():
            raise UserError("There is no GPU that torch can use here; run with --device cpu.")
        self.__dict__.update(stack.__dict__)
        rows = [network.T.tocsr() if stack.contracts_regulators else network for network in _distinct(stack)]
        stacked = sparse.csr_array(sparse.vstack(rows, format="csr", dtype=np.float32))
        self._device = device
        self._forth, self._back = _on_device(stacked, device), _on_device(stacked.T.tocsr(), device)

    def contract(self, thin: NDArray[Any], exact: bool = False) -> Any:
        if exact:
            return super().contract(thin, exact)
        given = torch.from_numpy(np.ascontiguousarray(thin, np.float32)).to(self._device)
        return (self._forth @ given).reshape(self.distinct, self.short_side, -1).cpu().numpy()

    def expand(self, thin: NDArray[Any]) -> NDArray[np.float64]:
        given = torch.from_numpy(np.ascontiguousarray(thin, np.float32)).to(self._device)
        return (self._back @ given.reshape(-1, thin.shape[2])).double().cpu().numpy()


def _distinct(stack: NetworkStack) -> list[Any]:
    _, first = np.unique(stack.of_sample, return_index=True)
    return [stack[int(sample)] for sample in first]


def _on_device(matrix: Any, device: str) -> torch.Tensor:
    with warnings.catch_warnings():
        # torch says once per process that sparse CSR is in beta; the products used here are tested.
        warnings.filterwarnings("ignore", message="Sparse", category=UserWarning)
        parts = (torch.from_numpy(part.astype(np.int64)) for part in (matrix.indptr, matrix.indices))
        return torch.sparse_csr_tensor(*parts, torch.from_numpy(matrix.data), size=matrix.shape).to(device)
