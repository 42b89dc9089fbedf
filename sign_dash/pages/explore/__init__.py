"""Explore: the network around chosen genes, sample by sample, with its table and the inspector."""
