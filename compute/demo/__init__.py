"""The simulated demo cohort with planted EMT wiring."""
