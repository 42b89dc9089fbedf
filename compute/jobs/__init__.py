"""Work in the background: a job is a folder with its request, progress, log and result, and a process of its own.

A :class:`JobQueue` starts ``python -m MODULE FOLDER`` when it is the job's turn and reads how far it is; in that
process :func:`run_job` does the work. All that is known of a job lies in its folder: it outlives the page and the
server, and two servers on one folder see the same.
"""

from compute.jobs.lock import is_locked, only_writer
from compute.jobs.progress import PROGRESS, Pace, ProgressFile, ProgressRecord, now, read_progress_file
from compute.jobs.queue import JobQueue, half_the_cores, job_key
from compute.jobs.state import JobState, State, read_job
from compute.jobs.worker import CurrentJob, JobStoppedError, run_job

__all__ = [
    "PROGRESS",
    "CurrentJob",
    "JobQueue",
    "JobState",
    "JobStoppedError",
    "Pace",
    "ProgressFile",
    "ProgressRecord",
    "State",
    "half_the_cores",
    "is_locked",
    "job_key",
    "now",
    "only_writer",
    "read_job",
    "read_progress_file",
    "run_job",
]
