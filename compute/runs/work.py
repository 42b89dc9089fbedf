"""The process of one run: ``python -m compute.runs FOLDER``. It reads, estimates networks, finds components.

All it knows stands in its folder, and all that is known of it, so that whoever shows it may come and go. It holds the
folder's lock while it lives. The operating system frees that however the process ends: so silence is told from work.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from compute.components.learn.settings import FitStep
from compute.errors import UserError
from compute.files import NotWrittenError
from compute.runs.inputs import read_cohort
from compute.runs.request import RunRequest, read_request, settings_of
from compute.runs.state import CANCEL, INPUTS, SPARE, SPARE_BYTES, STOPPED_MESSAGE, STUDY, TICKET
from compute.study import ProgressFile, StudyRecord, only_writer, open_study

NOT_YET = 75
"""Exit code where another run has the turn."""
TURN = ".turn"
MODEL = "trip"
HUNDRED = 100
POLITENESS = 5
"""The pages on the same machine go before."""
_LOG = logging.getLogger("compute.runs")


class _CancelledError(Exception):
    """Somebody wished the run to stop."""


def work(folder: Path) -> int:
    """Do the run of a folder, or go on with it; returns the exit code."""
    turn = FileLock(folder.parent / TURN)
    try:
        turn.acquire(timeout=0)
    except Timeout:
        return NOT_YET
    try:
        with only_writer(folder):
            (folder / TICKET).unlink(missing_ok=True)
            return _told(folder)
    finally:
        turn.release()


def _told(folder: Path) -> int:
    """Run, and keep how it ended."""
    (folder / CANCEL).unlink(missing_ok=True)
    with suppress(OSError):
        (folder / SPARE).write_bytes(b"\0" * SPARE_BYTES)
    state, message = "failed", ""
    record = None
    try:
        record = ProgressFile(folder)
        _run(folder, record)
        state = "complete"
    except _CancelledError:
        state, message = "stopped", STOPPED_MESSAGE
    except UserError as error:
        message = _sentence(error)
    except MemoryError:
        message = "The memory of this machine does not suffice; close other programs or choose fewer targets."
    except OSError as error:
        message = f"{error.strerror or error}; what was finished is kept. Put that right, then resume the run."
    except Exception as error:  # noqa: BLE001  # the last words of a process that nobody else listens to
        _LOG.exception("The run failed.")
        message = f"The run failed ({type(error).__name__}: {error}); its log says more."
    _LOG.info(message or "Finished.")
    (folder / SPARE).unlink(missing_ok=True)
    if record is not None:
        record.close(state, message)
    return 0 if state == "complete" else 1


def _sentence(error: UserError) -> str:
    cause = error if isinstance(error, NotWrittenError) else error.__cause__
    if isinstance(cause, NotWrittenError):
        reason = cause.reason
        return f"The disk takes no more ({reason}); what was finished is kept. Free space there, then resume the run."
    return str(error)


def _run(folder: Path, record: ProgressFile) -> None:
    from compute.estimate.run import profile
    from compute.estimate.stages import StoppedError

    request, study = read_request(folder), Path((folder / STUDY).read_text(encoding="utf-8").strip())

    def asked() -> bool:
        return (folder / CANCEL).exists()

    def tell(stage: str, done: int, total: int, /) -> None:
        if stage != said[0]:
            said[0] = stage
            _LOG.info("%s: %s of %s", stage, f"{done:,}", f"{total:,}")
        record.tell(stage, done, total)

    said = [""]
    tell("reading", 0, 1)
    cohort, lines = read_cohort(request, folder / INPUTS)
    for line in lines:
        _LOG.info(line)
    if asked():
        raise _CancelledError
    try:
        made: StudyRecord = profile(cohort, study, settings_of(request), request.workers, True, tell, asked)
    except StoppedError as error:
        raise _CancelledError from error
    _LOG.info("%s coefficients of %s edges.", f"{made.coefficients:,}", f"{made.edges:,}")
    if request.components is not None:
        _components(request, study, record, asked)


def _components(request: RunRequest, study: Path, record: ProgressFile, asked: Callable[[], bool]) -> None:
    """TRIP on the finished networks, unless the study has it already; told in hundredths."""
    chosen = request.components
    opened = open_study(study)
    if chosen is None or MODEL in opened.models():
        return
    from compute.components import fit_study

    _LOG.info("components: rank %d × %d, %s", *chosen.rank, chosen.predictor)

    def step(at: FitStep) -> None:
        if asked():
            raise _CancelledError
        share = (at.fit - 1 + min(at.epoch / at.max_epochs, 1.0)) / at.fits
        record.tell("components", round(HUNDRED * share), HUNDRED)

    model = fit_study(
        opened,
        rank=chosen.rank,
        predictor="mlp" if chosen.predictor == "mlp" else "linear",
        rho=chosen.rho,
        name=MODEL,
        resume=True,
        progress=step,
    )
    _LOG.info("%s: %s", model.name, model.info["caution"])


def give_way() -> None:
    """Have this process step back behind the pages on the same machine."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)


def main(arguments: list[str]) -> int:
    """``python -m compute.runs FOLDER``: the log goes to standard error, which whoever starts it keeps in a file."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s  %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("numba").setLevel(logging.WARNING)
    give_way()
    return work(Path(arguments[0]).resolve())
