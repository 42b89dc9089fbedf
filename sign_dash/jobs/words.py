"""What is said of a job."""

from __future__ import annotations

from collections.abc import Mapping

from compute.jobs import JobState
from sign_dash.language import say, spoken


def job_sentence(job: JobState, stages: Mapping[str, str], cancelled: str, ahead: int = 0) -> tuple[str, str]:
    """How far a job is, and whether that is a status or an alert.

    stages: words of each stage, "" for what comes first. cancelled: what to say of a cancelled one; both in the
    reader's language. ahead: jobs whose turn comes before.
    """
    if job.state == "stopped":
        return cancelled, "status"
    if job.state == "failed" and job.message is not None:
        return spoken(job.message), "alert"
    if job.state in ("broken", "failed"):
        return stopped_unexpectedly(), "alert"
    if job.state == "finished":
        return say("Finished."), "status"
    if ahead:
        return say("Waiting; {n} runs ahead.", n=ahead), "status"
    if job.state == "stopping":
        return say("Stopping …"), "status"
    words = stages.get(job.stage, job.stage)
    left = job.seconds_left
    if not job.total:
        return say("{stage} …", stage=words), "status"
    far = {"stage": words, "done": f"{job.done:,}", "total": f"{job.total:,}"}
    if left is None:
        return say("{stage}: {done} of {total}", **far), "status"
    return say("{stage}: {done} of {total}, about {time} left", **far, time=duration(left)), "status"


def stopped_unexpectedly() -> str:
    """Of a process that ended without saying how."""
    return say("The computation stopped unexpectedly; run it again (if it happens again, the machine may lack memory).")


def duration(seconds: float) -> str:
    """A time in words, in the two largest units it has."""
    minutes, rest = divmod(max(round(seconds), 1), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if minutes:
        return say("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return say("{seconds} s", seconds=rest)
