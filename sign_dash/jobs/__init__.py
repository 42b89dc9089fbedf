"""Work in the background: a process of its own, its progress, its end, cancelling.

On the page's side :class:`Workers` starts ``python -m MODULE FOLDER`` and follows it; in the process
:func:`sign_dash.jobs.worker.run` does the work and tells how far it is.
"""

from sign_dash.jobs.followed import Job, State, Workers, workers_of
from sign_dash.jobs.words import duration, job_sentence

__all__ = ["Job", "State", "Workers", "duration", "job_sentence", "workers_of"]
