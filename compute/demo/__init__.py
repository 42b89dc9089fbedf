"""The built-in demo: a simulated cohort with planted wiring, profiled and explained by the real code."""

from compute.demo.make import make_demo

__all__ = ["make_demo"]
