"""What is kept of every target's fit."""

import numpy as np

FITS = np.dtype([("penalty", "<f4"), ("noise", "<f4"), ("explained", "<f4"), ("converged", "?")])
"""λ of the shared form (NaN in the sparse one), variance left of the target's 1, share of the variance of held-out
samples that is explained (shared form, else NaN), and whether the solver reached its tolerance."""
