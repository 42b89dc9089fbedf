"""The shared file: one page that needs nothing else, with the study's strongest edges in it."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from compute.errors import UserError
from compute.study import Study
from compute.suitability import cautions, every_caution
from sign_dash.export import words
from sign_dash.export.methods import methods_paragraph
from sign_dash.scene.select import default_focus
from sign_dash.share.kept import KeptEdges, kept_edges
from sign_dash.share.views import SharedView
from sign_dash.shell.cohort import annotation_columns, written_score_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEEDS: Final = frozenset({"per_sample", "signed", "coefficients"})
TEMPLATE: Final = Path(__file__).with_name("viewer.html")


def shared_page(
    study: Study,
    views: Sequence[SharedView] = (),
    known: Mapping[str, Any] | None = None,
) -> str:
    """The page as text. views: what its list of views offers; known: the published pairs it marks, as
    :func:`sign_dash.gene_sets.sent_pairs` has them. :class:`UserError` for a study of other networks.
    """
    if not study.provides >= NEEDS:
        raise UserError(
            "{study} has no signed coefficients for each sample, which a shared file needs.", study=study.title
        )
    kept = kept_edges(study)
    content = _data(study, kept, views) | {"known": _known(study, kept, known)}
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = TEMPLATE.read_text(encoding="utf-8")
    title = f"{study.title}{' (simulated data)' if study.simulated else ''} · SiGN-Dash"
    return page.replace("TITLE_OF_THE_STUDY", escape(title)).replace("DATA_OF_THE_STUDY", data)


def _data(study: Study, kept: KeptEdges, views: Sequence[SharedView]) -> dict[str, Any]:
    score = study.info.score
    columns = annotation_columns(study)[:1]
    return {
        "title": study.title,
        "simulated": study.simulated,
        "cautions": [str(one.label) for one in cautions(study)],
        "care": " ".join(map(str, every_caution(study))),
        "program": words.program(),
        "methods": methods_paragraph(study),
        "samples": list(study.samples),
        "scores": [round(float(value), 5) for value in study.modulator],
        "scoreName": written_score_name(study),
        "low": score.low,
        "high": score.high,
        "group": [{"name": c.name, "levels": list(c.levels), "codes": list(c.codes)} for c in columns],
        "regulators": list(study.regulators),
        "targets": list(study.targets),
        "sources": kept.regulators.tolist(),
        "ends": kept.targets.tolist(),
        "largest": [float(f"{value:.4g}") for value in kept.largest],
        "of": kept.of,
        "levels": _packed(kept.levels),
        "focus": list(default_focus(study)),
        "views": [{"title": v.title, "genes": list(v.genes), "sample": v.sample, "note": v.note} for v in views],
    }


def _known(study: Study, kept: KeptEdges, known: Mapping[str, Any] | None) -> dict[str, list[int]]:
    """Place of an edge in the file → number of references and place of the sign; of known pairs alone."""
    pairs = (known or {}).get("pairs", {})
    ends = zip(kept.regulators.tolist(), kept.targets.tolist(), strict=True)
    found = {str(at): pairs.get(study.regulators[j], {}).get(study.targets[k]) for at, (j, k) in enumerate(ends)}
    return {at: [int(number) for number in pair] for at, pair in found.items() if pair}


def _packed(levels: NDArray[np.int8]) -> str:
    """Steps from sample to sample (they are small), deflated, as text."""
    steps = np.diff(levels.astype(np.int16), axis=1, prepend=0).astype(np.uint8)  # modulo 256, as the page adds them
    return base64.b64encode(zlib.compress(steps.tobytes(), 9)).decode("ascii")
