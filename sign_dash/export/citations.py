"""The publications behind a study's numbers, chosen by what its record says was done."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compute.errors import UserError

if TYPE_CHECKING:
    from compute.study import Study


@dataclass(frozen=True)
class Publication:
    """key: of its BibTeX entry. authors: separated by ``and``, as BibTeX takes them. where: its other fields."""

    key: str
    kind: str
    short: str
    authors: str
    title: str
    year: int
    where: tuple[tuple[str, str], ...]

    def bibtex(self) -> str:
        """The entry of a .bib file."""
        fields = [("author", self.authors), ("title", f"{{{self.title}}}"), ("year", str(self.year)), *self.where]
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
        return f"@{self.kind}{{{self.key},\n{lines}\n}}\n"

    def line(self) -> str:
        """The reference in one line."""
        fields = dict(self.where)
        place = fields.get("journal") or fields.get("booktitle") or f"arXiv:{fields.get('eprint', '')}"
        volume = fields.get("volume", "") + (f"({fields['number']})" if "number" in fields else "")
        pages = fields.get("pages", "").replace("--", "–")
        numbers = ":".join(filter(None, (volume, pages)))
        doi = f" doi:{fields['doi']}" if "doi" in fields else ""
        names = self.authors.split(" and ")
        people = "; ".join(names[:3]) + (" et al." if len(names) > 3 else "")
        return f"{people} ({self.year}). {self.title}. {' '.join(filter(None, (place, numbers)))}.{doi}"


def _journal(journal: str, volume: str, number: str, pages: str, doi: str) -> tuple[tuple[str, str], ...]:
    return ("journal", journal), ("volume", volume), ("number", number), ("pages", pages), ("doi", doi)


NETWORKS: Final = Publication(
    "Shimamura2011",
    "article",
    "Shimamura et al. 2011",
    "Shimamura, Teppei and Imoto, Seiya and Shimada, Yukako and Hosono, Yasuyuki and Niida, Atsushi and Nagasaki, "
    "Masao and Yamaguchi, Rui and Takahashi, Takashi and Miyano, Satoru",
    "A Novel Network Profiling Analysis Reveals System Changes in Epithelial-Mesenchymal Transition",
    2011,
    _journal("PLoS ONE", "6", "6", "e20804", "10.1371/journal.pone.0020804"),
)
TRIP: Final = Publication(
    "Maruhashi2020",
    "misc",
    "Maruhashi et al. 2020",
    "Maruhashi, Koji and Park, Heewon and Yamaguchi, Rui and Miyano, Satoru",
    "Linear Tensor Projection Revealing Nonlinearity",
    2020,
    (("eprint", "2007.03912"), ("archiveprefix", "arXiv")),
)
EMT: Final = Publication(
    "Park2020",
    "article",
    "Park et al. 2020",
    "Park, Heewon and Maruhashi, Koji and Yamaguchi, Rui and Imoto, Seiya and Miyano, Satoru",
    "Global Gene Network Exploration Based on Explainable Artificial Intelligence Approach",
    2020,
    _journal("PLoS ONE", "15", "11", "e0241508", "10.1371/journal.pone.0241508"),
)
DEEP_TENSOR: Final = Publication(
    "Maruhashi2018",
    "inproceedings",
    "Maruhashi et al. 2018",
    "Maruhashi, Koji and others",
    "Learning Multi-Way Relations via Tensor Decomposition with Neural Networks",
    2018,
    (("booktitle", "Proceedings of the AAAI Conference on Artificial Intelligence"), ("pages", "3770--3777")),
)
EEM: Final = Publication(
    "Niida2009",
    "article",
    "Niida et al. 2009",
    "Niida, Atsushi and others",
    "Gene Set-Based Module Discovery in the Breast Cancer Transcriptome",
    2009,
    (("journal", "BMC Bioinformatics"), ("volume", "10"), ("pages", "71"), ("doi", "10.1186/1471-2105-10-71")),
)
GS76: Final = Publication(
    "Byers2013",
    "article",
    "Byers et al. 2013",
    "Byers, Lauren Averett and others",
    "An Epithelial-Mesenchymal Transition Gene Signature Predicts Resistance to EGFR and PI3K Inhibitors and "
    "Identifies Axl as a Therapeutic Target for Overcoming EGFR Inhibitor Resistance",
    2013,
    _journal("Clinical Cancer Research", "19", "1", "279--290", "10.1158/1078-0432.CCR-12-1558"),
)
KS: Final = Publication(
    "Tan2014",
    "article",
    "Tan et al. 2014",
    "Tan, Tuan Zea and others",
    "Epithelial-Mesenchymal Transition Spectrum Quantification and Its Efficacy in Deciphering Survival and Drug "
    "Responses of Cancer Patients",
    2014,
    _journal("EMBO Molecular Medicine", "6", "10", "1279--1293", "10.15252/emmm.201404208"),
)
SCORES: Final = {"eem": EEM, "76gs": GS76, "ks": KS}


def score_method(study: Study) -> str | None:
    """``eem``, ``76gs`` or ``ks`` where the study's modulator is named after one of them."""
    found = re.findall(r"(?<![a-z0-9])(eem|76gs|ks)(?![a-z0-9])", study.modulator_name.lower())
    return str(found[0]) if found and not study.simulated else None


def model_kinds(study: Study) -> dict[str, str]:
    """Name and kind (``trip``, ``deep-tensor``) of the study's models; not of those that cannot be read."""
    found = {}
    for name in study.models():
        with suppress(UserError):
            found[name] = str(study.model(name).info.get("kind", ""))
    return found


def publications(study: Study) -> list[Publication]:
    """What the study's networks, score and models rest on."""
    found = [NETWORKS]
    method = score_method(study)
    if method is not None:
        found.append(SCORES[method])
    kinds = set(model_kinds(study).values())
    if "trip" in kinds:
        found += [TRIP, EMT]
    if "deep-tensor" in kinds or "deep_tensor" in kinds:
        found.append(DEEP_TENSOR)
    return found


def bibtex(study: Study) -> str:
    """The BibTeX file of a study."""
    return "\n".join(publication.bibtex() for publication in publications(study))
