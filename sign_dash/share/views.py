"""The views a shared file opens with: those of a story that show networks around genes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.pages.story.slides import Story


@dataclass(frozen=True)
class SharedView:
    """A title, the genes in focus (none: as the file opens), the sample's position (none: as it is), a note."""

    title: str
    genes: tuple[str, ...] = ()
    sample: int | None = None
    note: str = ""


def views_of(study: Study, story: Story) -> Sequence[SharedView]:
    """The slides of a story; genes and samples the study lacks are left out."""
    return [_view(study, slide.title, slide.note, slide.address) for slide in story.slides]


def _view(study: Study, title: str, note: str, address: str) -> SharedView:
    asked = parse_qs(address.partition("?")[2])
    known = set(study.regulators) | set(study.targets)
    named = [asked[key][0] for key in ("genes", "around", "target") if asked.get(key)]
    genes = tuple(gene for gene in (named[0].split(",") if named else ()) if gene in known)
    sample = (asked.get("sample") or [""])[0]
    at = study.sample_index(sample) if sample in study.samples else None
    return SharedView(title, genes, at, note)
