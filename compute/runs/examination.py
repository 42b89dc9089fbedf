"""What was found in the files that somebody brings: each by itself, and all of them together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from compute.messages import Message
from compute.runs.samples import Covariate


@dataclass(frozen=True)
class FileReport:
    """What was found in one file. usable: whether it was read. A finding of severity "problem" has to be put right."""

    file: str
    role: str
    usable: bool
    findings: tuple[Message, ...]


@dataclass(frozen=True)
class ScoreColumn:
    """A score that can be chosen. samples: of the expression table, how many have a number of it. low, high: what the
    table says its ends mean, else "".
    """

    file: str
    column: str
    samples: int
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class LongTable:
    """A table of a row for every sample and drug. names: the drugs, in the order of the alphabet. low, high: what the
    ends of their values mean, where that is known, else "".
    """

    file: str
    names: tuple[str, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class GeneFile:
    """A list of genes. present: of them in the expression table. classes: whether it says epithelial or mesenchymal."""

    file: str
    role: str
    genes: int
    present: int
    classes: bool


@dataclass(frozen=True)
class Examination:
    """What was found in all files together. samples, genes: of the expression table (0: none can be read). parts: its
    sheets or matrices where there are several. scale: of its values; usual: the steps that are taken unless others are
    chosen. named: what is to be known of the genes that were typed. cautions: what a score does not mean for these
    samples. blood: how many of them are of blood. described: columns of the samples.
    """

    reports: tuple[FileReport, ...]
    samples: int = 0
    genes: int = 0
    orientation: str = ""
    parts: tuple[str, ...] = ()
    scale: str = ""
    usual: tuple[str, ...] = ()
    named: tuple[Message, ...] = ()
    cautions: tuple[Message, ...] = ()
    blood: int = 0
    regulators: int = 0
    columns: tuple[ScoreColumn, ...] = ()
    tables: tuple[LongTable, ...] = ()
    lists: tuple[GeneFile, ...] = ()
    covariates: tuple[Covariate, ...] = ()
    described: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        body = asdict(self)
        for report in body["reports"]:
            report["findings"] = [finding.record() for finding in report["findings"]]
        for name in ("named", "cautions"):
            body[name] = [finding.record() for finding in body[name]]
        return body
