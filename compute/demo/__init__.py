"""A simulated study to try everything on, and files like those it is made from."""

from compute.demo.files import simulated_files
from compute.demo.make import make_demo
from compute.demo.wiring import is_invented

__all__ = ["is_invented", "make_demo", "simulated_files"]
