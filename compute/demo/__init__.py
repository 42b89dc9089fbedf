"""A simulated study to try everything on, and files like those it is made from."""

from compute.demo.files import simulated_files
from compute.demo.make import make_demo

__all__ = ["make_demo", "simulated_files"]
