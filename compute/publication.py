"""A publication, as references and BibTeX files write it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Publication", "journal_article"]


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


def journal_article(
    key: str, short: str, authors: str, title: str, year: int, journal: str, volume: str, number: str, pages: str,
    doi: str,
) -> Publication:  # fmt: skip
    """An article. number: of the issue; "" for a journal without issues."""
    fields = (("journal", journal), ("volume", volume), ("number", number), ("pages", pages), ("doi", doi))
    where = tuple((name, value) for name, value in fields if value)
    return Publication(key, "article", short, authors, title, year, where)
