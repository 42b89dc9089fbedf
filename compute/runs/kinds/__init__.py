"""The kinds of job on the way to a study, one module each: ``python -m compute.runs.kinds.<kind> FOLDER``."""
