"""Varying-coefficient regression: level and change of every edge along the score, on a Gram shared by all targets."""
