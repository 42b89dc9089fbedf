"""``python -m compute.runs FOLDER``: see :mod:`compute.runs.work`."""

import sys

from compute.runs.work import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
