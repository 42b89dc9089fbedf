"""Whether this machine can do the work: what it has, what can be written, and a test with known answers."""

from compute.doctor.machine import machine
from compute.doctor.problems import Outcome, known_answers
from compute.doctor.writing import writing

__all__ = ["Outcome", "known_answers", "machine", "writing"]
