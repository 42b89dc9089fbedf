"""What the commands say of the files they take."""

from __future__ import annotations

from compute.read import FORMATS

EXPRESSION_HELP = "expression table: " + ", ".join(record.label for record in FORMATS.values() if record.label)
