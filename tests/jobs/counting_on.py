"""The same, for work that stops by itself."""

from __future__ import annotations

from compute.jobs import run_job
from tests.jobs.counting import count

if __name__ == "__main__":
    run_job(count, stops_itself=True)
