"""What is to be known of a file of published pairs before anything is run with it."""

from __future__ import annotations

from pathlib import Path

from compute.messages import Message
from compute.methods import METHODS
from compute.read import Expression, read_evidence


def pairs_found(path: Path, _role: str, expression: Expression | None, _found: object) -> list[Message]:
    """Published pairs, and how many of them a network of the table could hold."""
    evidence = read_evidence(path, path.name)
    findings = [Message("{count:,} published pairs.", count=len(evidence.pairs))]
    if expression is not None:
        genes = set(expression.genes)
        there = sum(
            regulator in genes and target in genes for regulator, target in evidence.among(expression.genes).pairs
        )
        findings.append(
            Message(
                "Both genes of {there:,} of them are in the expression table.",
                there=there,
                severity="fact" if there else "problem",
            )
        )
    methods = [method.title for method in METHODS.values() if method.takes_evidence]
    findings.append(Message("Used by {methods} where its prior is published pairs.", methods=methods, severity="note"))
    return findings
