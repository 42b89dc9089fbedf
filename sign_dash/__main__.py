"""``python -m sign_dash``, which ``python app.py`` and the command ``sign-dash`` of an installation are too."""

from __future__ import annotations

from typing import NoReturn

from compute.signs import run_process, silent


def process() -> NoReturn:
    """Serve, or write a report, as the command line says, and end with its code."""
    silent()
    from sign_dash.serve import main  # takes a second or two, in which Ctrl-C has nothing to say

    run_process(main)


if __name__ == "__main__":
    process()
