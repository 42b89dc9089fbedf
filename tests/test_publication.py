"""A publication as a line of references and as an entry of a .bib file."""

from __future__ import annotations

import re

from compute.publication import Publication, journal_article

ARTICLE = journal_article(
    "key2020", "First et al. 2020", "First, A. and Second, B. and Third, C. and Fourth, D.", "On EMT of cells", 2020,
    "A Journal", "15", "11", "1--9", "10.0/x",
)  # fmt: skip


def test_an_article_is_one_line_with_at_most_three_authors() -> None:
    assert ARTICLE.line() == (
        "First, A.; Second, B.; Third, C. et al. (2020). On EMT of cells. A Journal 15(11):1–9. doi:10.0/x"
    )


def test_what_an_article_lacks_leaves_no_gap() -> None:
    article = journal_article("k", "A 2021", "A, B.", "T", 2021, "J", "7", "", "e1", "")
    assert article.line() == "A, B. (2021). T. J 7:e1."
    assert "number" not in article.bibtex()
    preprint = Publication("p", "misc", "A 2022", "A, B.", "T", 2022, (("eprint", "2007.03912"),))
    assert preprint.line() == "A, B. (2022). T. arXiv:2007.03912."


def test_bibtex_keeps_capitals_of_the_title_and_closes_what_it_opens() -> None:
    entry = ARTICLE.bibtex()
    assert entry.startswith("@article{key2020,\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))
    assert fields["title"] == "{On EMT of cells}"
    assert (fields["pages"], fields["year"], fields["doi"]) == ("1--9", "2020", "10.0/x")
    assert entry.count("{") == entry.count("}")
