"""Predictions taken apart, and what becomes of them without an edge, a gene or a component."""
