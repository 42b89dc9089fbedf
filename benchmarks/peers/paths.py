"""Run by benchmarks/solver.py in the peers' environment: the same paths with other solvers, one thread.

usage: paths.py PROBLEM.npz SOLVER OUT.npz. Writes the seconds each target took and the coefficients of every λ.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from threadpoolctl import threadpool_limits


def adelie_cov(R, t, shared, lambdas, share):
    import adelie as ad

    if "matrix" not in shared:  # built once: the Gram is shared by all targets
        shared["matrix"] = np.asfortranarray(R.T @ R / len(R))
    state = ad.gaussian_cov(
        A=shared["matrix"],
        v=R.T @ t / len(R),
        alpha=share,
        lmda_path=lambdas,
        early_exit=False,
        progress_bar=False,
        tol=1e-9,
        n_threads=1,
    )
    return state.betas.toarray()


def sklearn_gram(R, t, shared, lambdas, share):
    from sklearn.linear_model import enet_path

    if "gram" not in shared:
        shared["gram"] = np.ascontiguousarray(R.T @ R)
        shared["R"] = np.asfortranarray(R)
    _, coefficients, _ = enet_path(
        shared["R"], t, l1_ratio=share, alphas=lambdas, precompute=shared["gram"], Xy=R.T @ t, tol=1e-6, copy_X=False
    )
    return coefficients.T


def celer(R, t, shared, lambdas, share):
    from celer import ElasticNet

    shared.setdefault("R", np.asfortranarray(R))
    model = ElasticNet(l1_ratio=share, fit_intercept=False, tol=1e-6, warm_start=True)
    out = np.zeros((len(lambdas), R.shape[1]))
    for row, alpha in enumerate(lambdas):
        model.alpha = alpha
        out[row] = model.fit(shared["R"], t).coef_
    return out


SOLVERS = {"adelie": adelie_cov, "sklearn": sklearn_gram, "celer": celer}


def main(problem: str, name: str, out: str) -> None:
    data = np.load(problem)
    R, T, share = data["R"], data["T"], float(data["share"])
    seconds, betas = [], []
    shared: dict = {}
    with threadpool_limits(1):
        SOLVERS[name](R, T[:, 0], shared, data["lambdas"][0], share)  # warm-up: compilation and shared matrices
        for t, lambdas in zip(T.T, data["lambdas"], strict=True):
            start = time.process_time()
            betas.append(SOLVERS[name](R, t, shared, lambdas, share))
            seconds.append(time.process_time() - start)
    np.savez(out, seconds=seconds, betas=np.array(betas, np.float64))


if __name__ == "__main__":
    main(*sys.argv[1:])
