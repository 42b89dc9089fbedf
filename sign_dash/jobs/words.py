"""What is said of background work."""

from __future__ import annotations

from collections.abc import Mapping

from sign_dash.jobs.followed import Job
from sign_dash.language import heard, say


def job_sentence(job: Job, stages: Mapping[str, str], cancelled: str) -> tuple[str, str]:
    """How far a job is, and whether that is a status or an alert.

    stages: words of each stage, "" for what comes first. cancelled: what to say of a cancelled one. Both in the
    reader's language.
    """
    if job.state == "cancelled":
        return cancelled, "status"
    if job.state == "broken":
        return broken(), "alert"
    if job.state == "failed":
        return heard(job.message), "alert"
    if job.state == "finished":
        return say("Finished."), "status"
    words = stages.get(job.stage, job.stage)
    left = job.seconds_left
    if not job.total:
        return say("{stage} …", stage=words), "status"
    far = {"stage": words, "done": f"{job.done:,.0f}", "total": f"{job.total:,.0f}"}
    if left is None:
        return say("{stage}: {done} of {total}", **far), "status"
    return say("{stage}: {done} of {total}, about {time} left", **far, time=duration(left)), "status"


def broken() -> str:
    """Of a worker that ended without a last word."""
    return say("The worker stopped unexpectedly; run it again (if it happens again, the machine may lack memory).")


def duration(seconds: float) -> str:
    """A time in words, in the two largest units it has."""
    minutes, rest = divmod(max(round(seconds), 1), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if minutes:
        return say("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return say("{seconds} s", seconds=rest)
