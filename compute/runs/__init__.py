"""Runs begun without a command line: a request, its files, a queue, and a process that all of them outlive."""

from compute.runs.examine import Examination, FileReport, Finding, examine
from compute.runs.planning import RunPlan, plan_run
from compute.runs.queue import RunQueue
from compute.runs.request import ComponentsChoice, GeneChoice, RunRequest, ScoreChoice, read_request, request_of
from compute.runs.state import RunState, read_run
from compute.runs.work import give_way

__all__ = [
    "ComponentsChoice",
    "Examination",
    "FileReport",
    "Finding",
    "GeneChoice",
    "RunPlan",
    "RunQueue",
    "RunRequest",
    "RunState",
    "ScoreChoice",
    "examine",
    "give_way",
    "plan_run",
    "read_request",
    "read_run",
    "request_of",
]
