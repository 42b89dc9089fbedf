"""From a request to a study: the one way, from the page's queue and from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from compute.errors import InputError, UserError
from compute.files import NotWrittenError
from compute.messages import Message
from compute.methods import METHODS
from compute.runs.inputs import Inputs, Without, read_cohort
from compute.runs.request import RunRequest, settings_of
from compute.suitability import without_targets

if TYPE_CHECKING:
    from compute.estimate.workers import Workers
    from compute.methods.cohort import Cohort
    from compute.study import StudyRecord


def make_study(
    request: RunRequest,
    inputs: Inputs,
    study: Path,
    workers: Workers | None = None,
    resume: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
    stopping: Callable[[], bool] = lambda: False,
    parsed: Path | None = None,
    report: Callable[[Message], None] | None = None,
) -> StudyRecord:
    """Read the files of a request and estimate its networks.

    workers: what computes, in place of the request's threads. resume: complete what was made of the same request.
    parsed: folder of tables parsed before. report: called with what is found in the files; where they cannot be used,
    with what is to be looked after in them, which may be the cause. Raises :class:`InputError` where the files cannot
    be used, :class:`UserError` as :func:`compute.estimate.run.profile` does, and
    :class:`~compute.estimate.stages.StoppedError` once ``stopping()`` is true.
    """
    from compute.estimate.run import profile
    from compute.estimate.stages import StoppedError

    checked = request.check()
    settings = settings_of(checked)
    METHODS.find(checked.method).check_machine(settings)
    try:
        cohort = reported(checked, inputs, parsed, report)
    except UserError as error:
        if isinstance(error, NotWrittenError) or isinstance(error.__cause__, NotWrittenError):
            raise  # the disk is full, not the file wrong
        raise InputError(error.message) from error
    if stopping():
        raise StoppedError
    computing = checked.workers if workers is None else workers
    return profile(cohort, study, settings, computing, resume, progress, stopping, checked.method)


def reported(
    request: RunRequest,
    inputs: Inputs,
    parsed: Path | None,
    report: Callable[[Message], None] | None,
    without: Without = without_targets,
) -> Cohort:
    """As :func:`read_cohort`; what is found is reported."""
    found: list[Message] = []
    if report is None:
        return read_cohort(request, inputs, parsed, found, without)
    try:
        cohort = read_cohort(request, inputs, parsed, found, without)
    except UserError:
        for message in found:
            if message.severity != "fact":  # the figures of a table that is in order say nothing then
                report(message)
        raise
    for message in found:
        report(message)
    return cohort
