"""Compare: two sets of samples, or two studies, and the signed difference of their mean networks."""
