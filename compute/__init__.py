"""The public surface of the computing side. The dashboard imports from here and from nowhere deeper.

Light on purpose: importing it loads neither torch nor numba.
"""

__version__ = "0.1.0"

from compute.demo import make_demo
from compute.errors import UserError
from compute.study import EdgeBundle, Progress, StoredModel, Study, StudyRecord, open_study, read_progress

__all__ = [
    "EdgeBundle",
    "Progress",
    "StoredModel",
    "Study",
    "StudyRecord",
    "UserError",
    "__version__",
    "make_demo",
    "open_study",
    "read_progress",
]
