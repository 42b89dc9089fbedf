"""What a page needs to follow a job of :mod:`compute.jobs`: the queues of this server, and what is said of a job."""

from sign_dash.jobs.queues import advance_all, shared_queue
from sign_dash.jobs.words import duration, job_sentence, stopped_unexpectedly

__all__ = ["advance_all", "duration", "job_sentence", "shared_queue", "stopped_unexpectedly"]
