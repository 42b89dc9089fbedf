"""Does it find the truth: simulated cohorts, the methods compared on them, and how their answers are scored."""
