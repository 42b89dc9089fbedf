"""NetworkProfiler: one sparse network per sample along a modulator (Shimamura et al. 2011)."""
