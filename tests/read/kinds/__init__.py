"""Kinds of files as labs have them, each with the outcome that docs/formats.md states."""

from tests.read.kinds.containers import CONTAINERS
from tests.read.kinds.formats import FORMATS_OF_PROGRAMS
from tests.read.kinds.kind import Kind
from tests.read.kinds.measures import MEASURES
from tests.read.kinds.names import NAMES
from tests.read.kinds.not_genes import NOT_GENES
from tests.read.kinds.preambles import PREAMBLES
from tests.read.kinds.refused import REFUSED
from tests.read.kinds.values import VALUES

KINDS: dict[str, tuple[Kind, ...]] = {
    "Before and after the table": PREAMBLES,
    "Containers": CONTAINERS,
    "Formats of repositories and programs": FORMATS_OF_PROGRAMS,
    "Names of genes and samples": NAMES,
    "Not genes, not samples": NOT_GENES,
    "Several measures": MEASURES,
    "Values and scales": VALUES,
    "No table of many samples": REFUSED,
}
"""By heading of docs/formats.md."""

__all__ = ["KINDS", "Kind"]
