"""What became of the genes' names on paper, where letters have another size beside the genes than on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMES = 12


@dataclass(frozen=True)
class Naming:
    """Genes of one picture, or of several that share a layout.

    wanted: genes with an edge, which a reader looks for by name. named: genes whose name is drawn. moved: genes whose
    name is on another side than on screen, since there is no room on that side.
    """

    wanted: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()

    def __or__(self, other: Naming) -> Naming:
        """Of both pictures: a name in one of them names the gene in the other, too."""
        return Naming(self.wanted | other.wanted, self.named | other.named, self.moved | other.moved)

    @property
    def unlabelled(self) -> list[str]:
        """Genes with an edge and no name, in alphabetical order."""
        return sorted(self.wanted - self.named)

    @property
    def written(self) -> str:
        """The caption's sentence on them, with a space before it; empty where every gene has its name."""
        return f" Not labelled, for lack of space: {listed(self.unlabelled)}." if self.unlabelled else ""


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"
