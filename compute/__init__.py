"""The public surface of the computing side. The dashboard imports from here and from nowhere deeper.

Light on purpose: importing it loads neither torch nor numba.
"""

from compute.errors import UserError

__version__ = "0.1.0"

__all__ = ["UserError", "__version__"]
