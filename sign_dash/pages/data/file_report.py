"""The report on what was brought, as components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from compute.messages import Message
from compute.read import ROLES
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.drafts import Brought
from sign_dash.pages.data.shelf import size_words

MARKS = {"fact": "✓", "note": "•", "warning": "▲", "problem": "✕"}


def role_words(role: str) -> str:
    """What a file is taken for, in the reader's language."""
    return {
        "expression": say("Expression"),
        "scores": say("Scores of samples"),
        "annotation": say("Annotation of samples"),
        "regulators": say("Regulators"),
        "targets": say("Targets"),
        "signature": say("Genes of a score"),
        "evidence": say("Published pairs"),
        "": say("Cannot be read"),
    }[role]


def file_rows(files: Sequence[Brought]) -> list[html.Li]:
    """One row for each file: its name, what it is taken for, remove."""
    return [_file_row(file) for file in files]


def _file_row(file: Brought) -> html.Li:
    choices = [{"value": role, "label": role_words(role)} for role in ROLES]
    reason = spoken(file.reason)
    reason = say("recognised because {reason}", reason=reason) if file.role else reason
    return html.Li(
        [
            html.Div([html.B(file.name), html.Span(size_words(file.bytes), className="hint")], className="file-name"),
            dmc.Select(
                id={"type": names.FILE_ROLE, "index": file.name},
                data=choices,
                value=file.role or None,
                placeholder=role_words(""),
                allowDeselect=False,
                size="xs",
                **{"aria-label": say("What {file} is", file=file.name)},
            ),
            html.Button(
                "×",
                id={"type": names.FILE_REMOVE, "index": file.name},
                type="button",
                className="quiet-button",
                title=say("Remove {file}", file=file.name),
                **{"aria-label": say("Remove {file}", file=file.name)},
            ),
            html.Span(reason, className="hint file-reason"),
        ]
    )


def report(found: Mapping[str, Any]) -> list[Component]:
    """Counts first, then every file with its findings; what has to be put right is marked and comes first."""
    told: list[Component] = []
    if found["samples"]:
        told.append(
            html.Dl(
                [
                    html.Div([html.Dt(label), html.Dd(f"{found[key]:,}")])
                    for key, label in (
                        ("samples", say("Samples")),
                        ("genes", say("Genes")),
                        ("regulators", say("Known regulators")),
                    )
                ],
                className="report-counts",
            )
        )
    else:
        told.append(html.P(say("An expression table is still needed."), className="study-problem"))
    cautions = [Message.from_record(entry) for entry in found.get("cautions", ())]
    if cautions:
        told.append(html.Ul([_finding(caution) for caution in cautions], className="findings report-cautions"))
    told += [_file_report(entry) for entry in found["reports"]]
    return told


def _file_report(entry: Mapping[str, Any]) -> html.Section:
    order = {severity: place for place, severity in enumerate(("problem", "warning", "fact", "note"))}
    findings = sorted(map(Message.from_record, entry["findings"]), key=lambda finding: order[finding.severity])
    return html.Section(
        [
            html.H3([role_words(entry["role"]), html.Span(entry["file"], className="hint")]),
            html.Ul([_finding(finding) for finding in findings], className="findings"),
        ],
        className="file-report",
    )


def _finding(finding: Message) -> html.Li:
    heading = {
        "problem": say("To fix:"),
        "warning": say("To check:"),
        "fact": "",
        "note": say("For information:"),
    }[finding.severity]
    return html.Li(
        [
            html.Span(MARKS[finding.severity], className="finding-mark", **{"aria-hidden": "true"}),
            html.Span([html.Span(f"{heading} ", className="visually-hidden"), spoken(finding)]),
        ],
        className=f"finding-{finding.severity}",
    )
