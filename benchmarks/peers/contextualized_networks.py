"""Run by benchmarks/recovery.py in contextualized-ml's own environment: coefficients of every sample as it learns them.

usage: contextualized_networks.py COHORT.npz OUT.npz. COHORT holds regulators (n, q), targets (n, p), both standardised,
and modulator (n,). Tuned on a fifth of the samples, held out: penalty, its l1 share, archetypes or none.
"""

from __future__ import annotations

import logging
import sys
import warnings
from itertools import product

import numpy as np
import torch

PENALTIES, ARCHETYPES = (1e-3, 1e-2, 1e-1), (0, 10)


def fit(C, R, T, penalty, archetypes, seed):
    from contextualized.easy import ContextualizedRegressor
    from lightning import seed_everything

    seed_everything(seed, verbose=False)
    model = ContextualizedRegressor(
        alpha=penalty, l1_ratio=1.0, mu_ratio=0.0, num_archetypes=archetypes, n_bootstraps=1, learning_rate=3e-3
    )
    model.fit(C, R, T, max_epochs=200, es_patience=10)
    return model


def main(cohort: str, out: str) -> None:
    torch.set_num_threads(1)
    data = np.load(cohort)
    m = data["modulator"]
    C = ((m - m.mean()) / m.std())[:, None]
    R, T = data["regulators"], data["targets"]
    held = np.random.default_rng(0).permutation(len(m)) < len(m) // 5
    errors = {}
    for choice in product(PENALTIES, ARCHETYPES):
        model = fit(C[~held], R[~held], T[~held], *choice, seed=0)
        guess = model.predict(C[held], R[held], individual_preds=False)
        errors[choice] = float(np.square(T[held] - guess).mean())
        print(choice, round(errors[choice], 4), file=sys.stderr)
    best = min(errors, key=errors.get)
    betas, _ = fit(C, R, T, *best, seed=0).predict_params(C, individual_preds=False)
    np.savez(out, betas=betas, penalty=best[0], archetypes=best[1], error=errors[best])


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    main(*sys.argv[1:])
