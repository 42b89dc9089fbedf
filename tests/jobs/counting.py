"""A kind of job for the tests: counts as far as it is asked, and ends as it is asked."""

from __future__ import annotations

import os
import sys
import time

from compute.errors import InputError, UserError
from compute.jobs import CurrentJob, JobStoppedError, run_job

STOPS_ITSELF = "stops-itself"


def count(job: CurrentJob) -> int:
    request = job.request
    sys.stdout.write("a library's own words\n")
    for done in range(1, request["to"] + 1):
        job.progress("counting", done, request["to"], f"at {done}")
        if request.get("stops") == STOPS_ITSELF and job.stop_asked():
            raise JobStoppedError
        time.sleep(request.get("pause", 0))
    match request.get("end"):
        case "sentence":
            raise UserError("That cannot be counted.")
        case "input":
            raise InputError("That is no number.")
        case "killed":
            os._exit(1)
        case "mistake":
            raise ZeroDivisionError("by nought")
        case "memory":
            raise MemoryError
    return int(request["to"])


if __name__ == "__main__":
    run_job(count)
