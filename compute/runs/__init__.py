"""Runs begun without a command line: a request, its files, a queue, and a process that outlives the page."""

from compute.runs.examination import Examination, FileReport
from compute.runs.examine import examine
from compute.runs.execute import make_study
from compute.runs.inputs import Inputs, files_in, read_cohort
from compute.runs.parsed import PARSED
from compute.runs.planning import RunPlan, plan_run
from compute.runs.queue import (
    RunQueue,
    comparison_queue,
    comparison_request,
    confidence_queue,
    confidence_request,
    examination_queue,
    examination_request,
    plan_queue,
    plan_request,
)
from compute.runs.request import ComponentsChoice, GeneChoice, RunRequest, ScoreChoice, request_of, settings_of
from compute.runs.samples import Covariate, split_only
from compute.runs.scores import compare_brought
from compute.runs.several import along_each
from compute.runs.state import RunState, run_of

__all__ = [
    "PARSED",
    "ComponentsChoice",
    "Covariate",
    "Examination",
    "FileReport",
    "GeneChoice",
    "Inputs",
    "RunPlan",
    "RunQueue",
    "RunRequest",
    "RunState",
    "ScoreChoice",
    "along_each",
    "compare_brought",
    "comparison_queue",
    "comparison_request",
    "confidence_queue",
    "confidence_request",
    "examination_queue",
    "examination_request",
    "examine",
    "files_in",
    "make_study",
    "plan_queue",
    "plan_request",
    "plan_run",
    "read_cohort",
    "request_of",
    "run_of",
    "settings_of",
    "split_only",
]
