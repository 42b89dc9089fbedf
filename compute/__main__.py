"""``python -m compute``, and the command ``sign-compute`` of an installation."""

from __future__ import annotations

from compute.signs import run_process, silent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def process() -> NoReturn:
    """Run the command that was typed, and end with its code."""
    silent()
    from compute.cli.main import main  # takes a while, in which Ctrl-C has nothing to say

    run_process(main)


if __name__ == "__main__":
    process()
