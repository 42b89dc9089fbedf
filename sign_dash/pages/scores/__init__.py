"""Scores: EMT scores of the samples side by side, and the plane of E and M score."""
