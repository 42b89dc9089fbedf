"""What is kept of every fit."""

import numpy as np

FITS = np.dtype(
    [
        ("l1", "<f4"),
        ("l2", "<f4"),
        ("criterion", "<f4"),
        ("df", "<f4"),
        ("rounds", "u1"),
        ("converged", "?"),
    ]
)
"""One record per (sample, target): the λ, γ, criterion and degrees of freedom of the chosen solution,
the number of recursive rounds behind it, and whether the solver reached its tolerance."""
