"""How much of a file is read: budgets, stated and settable, so that a small file cannot fill a machine."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache

from compute.errors import UserError
from compute.messages import word

PREFIX = "SIGN_READ_"


class TooMuchError(UserError):
    """There is more than is read; what is wrong with it besides does not matter."""


@dataclass(frozen=True)
class Limits:
    """cells: values of one table. rows, columns: of one table. bytes: of its text or of its columns, unpacked.
    memory, seconds: what a process that looks at files may hold, in bytes, and how long it may take.

    Each can be set by an environment variable: ``SIGN_READ_CELLS=2000000000``.
    """

    cells: int = 250_000_000
    rows: int = 5_000_000
    columns: int = 500_000
    bytes: int = 4_000_000_000
    memory: int = 12_000_000_000
    seconds: int = 120

    def require(self, name: str, rows: int, columns: int) -> None:
        """:class:`UserError` where a table of ``rows`` × ``columns`` is larger than is read."""
        sizes: tuple[tuple[str, int, int], ...] = (
            ("rows", rows, self.rows),
            ("columns", columns, self.columns),
            ("cells", rows * columns, self.cells),
        )
        for what, there, most in sizes:
            if there > most:
                raise TooMuchError(
                    "{source} has {there:,} {what}, and at most {most:,} are read; choose fewer genes or "
                    "samples, or set {variable} to read more.",
                    source=name,
                    there=there,
                    what=word(what),
                    most=most,
                    variable=PREFIX + what.upper(),
                )

    def require_bytes(self, name: str, there: int) -> None:
        """:class:`UserError` where a file unpacks to more than is read."""
        if there > self.bytes:
            raise TooMuchError(
                "{source} unpacks to more than {bytes:,} bytes, which is all that is read; choose fewer "
                "genes or samples, or set {variable} to read more.",
                source=name,
                bytes=self.bytes,
                variable=PREFIX + "BYTES",
            )


@cache
def limits() -> Limits:
    """The budgets, with what the environment says of them."""
    chosen = {}
    for item in fields(Limits):
        text = os.environ.get(PREFIX + item.name.upper())
        if text is None:
            continue
        if not text.isascii() or not text.isdigit() or not int(text):
            raise UserError(
                "{variable} is {text!r}; give a whole number above 0.",
                variable=PREFIX + item.name.upper(),
                text=text,
            )
        chosen[item.name] = int(text)
    return Limits(**chosen)


_OF_THE_MACHINE = 0.8


def most_memory() -> int:
    """Bytes that a process which reads files may hold: the budget, and most of what the machine has."""
    there = limits().memory
    with suppress(ValueError, OSError, AttributeError):  # a system that does not say
        there = int(_OF_THE_MACHINE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return min(limits().memory, there)


def limit_memory() -> None:
    """Keep this process within the budget, and within most of what the machine has, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        wanted = most_memory()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
