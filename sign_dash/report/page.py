"""A report as one HTML file that needs nothing else: pictures inside, no request, no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from sign_dash.report.slides import picture_svg

if TYPE_CHECKING:
    from sign_dash.report.document import Report, ReportTable, Section

POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 900px; padding: 24px 20px 60px; color: #1b2430; background: #fff;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 44px 0 6px; }
.message { font-weight: 650; margin: 0 0 8px; }
figure { margin: 12px 0; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13.5px; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid #dfe4ea; }
nav a { margin-right: 12px; }
.quiet { color: #5d6b7e; }
.warning { padding: 1px 10px; border-radius: 10px; background: #fff3df; color: #8a4b00; font-weight: 700; }
@media print { h2 { break-after: avoid; } figure { break-inside: avoid; } }
"""


def to_page(report: Report) -> str:
    """The report from top to bottom, whole tables and all."""
    warning = '<p><span class="warning">Simulated data</span></p>' if report.simulated else ""
    contents = " ".join(f'<a href="#s{at}">{escape(one.heading)}</a>' for at, one in enumerate(report.sections))
    sections = "\n".join(_section(one, at) for at, one in enumerate(report.sections))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)} · report</title><style>{STYLE}</style></head>\n"
        f'<body><h1>{escape(report.title)}</h1><p class="quiet">{escape(report.foot)}</p>{warning}'
        f"<nav>{contents}</nav>\n{sections}\n</body></html>\n"
    )


def _section(section: Section, at: int) -> str:
    picture = "" if section.picture is None else f"<figure>{picture_svg(section.picture, section)}</figure>"
    words = "".join(f"<p>{escape(text)}</p>" for text in section.words)
    table = "" if section.table is None else _table(section.table)
    return (
        f'<section id="s{at}"><h2>{escape(section.heading)}</h2><p class="message">{escape(section.message)}</p>'
        f"{picture}{words}{table}</section>"
    )


def _table(table: ReportTable) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
