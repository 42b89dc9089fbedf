"""Links to what public databases know of a gene; nothing is asked there before a link is followed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from compute.demo import is_invented
from sign_dash.language import say

LINKS: Final = (
    ("NCBI Gene", "https://www.ncbi.nlm.nih.gov/gene/?term={gene}%5Bsym%5D+AND+human%5Borgn%5D"),
    ("GeneCards", "https://www.genecards.org/cgi-bin/carddisp.pl?gene={gene}"),
    ("UniProt", "https://www.uniprot.org/uniprotkb?query=gene_exact:{gene}+AND+organism_id:9606"),
    ("Ensembl", "https://www.ensembl.org/Homo_sapiens/Gene/Summary?g={gene}"),
    ("HGNC", "https://www.genenames.org/tools/search/#!/?query={gene}"),
)


def gene_links(gene: str) -> html.P:
    """A line of links; of a gene that the demo invents, that no database knows it."""
    if is_invented(gene):
        return html.P(say("invented for this simulated study"), className="links quiet")
    links: list[Component | str] = []
    for name, address in LINKS:
        href = address.format(gene=quote(gene, safe=""))
        links += [" · ", html.A(name, href=href, target="_blank", rel="noopener noreferrer")]
    return html.P(links[1:], className="links")
