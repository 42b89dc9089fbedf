"""Data & runs: the studies there are, a new one, and the runs that make them."""
