"""The strongest path between two genes: in what is drawn, and in the whole network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dash import html
from dash.development.base_component import Component

from compute.analyse import EdgeList, GenePath, listed_edges, samples_edges, strongest_path
from sign_dash.language import say
from sign_dash.numbers import signed_coefficient
from sign_dash.pages.explore.words import samples_in_words, shown_number
from sign_dash.scene.meaning import edge_arrow, edge_class

if TYPE_CHECKING:
    from compute.study import EdgeMeaning, Study

PATH_BUTTON: Final = "path-edge"  # type of the pattern ids of the steps
ROWS: Final = ("regulator", "target", "coefficient")


@dataclass(frozen=True)
class FoundPath:
    """The strongest path among the edges drawn, and among all edges; None where there is none."""

    start: str
    end: str
    drawn: GenePath | None
    whole: GenePath | None

    @property
    def highlighted(self) -> list[str] | None:
        """Genes of the path that the picture shows."""
        return list(self.drawn.genes) if self.drawn else None


class Paths:
    """Paths in one study; the networks of the last few samples or ranges are kept."""

    def __init__(self, study: Study) -> None:
        self._edges = lru_cache(maxsize=4)(lambda samples, score: samples_edges(study, samples, score))

    def between(
        self,
        start: str,
        end: str,
        samples: Sequence[int],
        rows: Sequence[Mapping[str, Any]],
        score: float | None = None,
    ) -> FoundPath:
        """rows: the edges drawn, as in their table. score: between samples, of courses.

        Raises :class:`compute.UserError` for networks not there yet.
        """
        drawn = listed_edges(*([row[name] for row in rows] for name in ROWS))
        whole: EdgeList = self._edges(tuple(samples), score)
        return FoundPath(start, end, strongest_path(drawn, start, end), strongest_path(whole, start, end))


def path_words(study: Study, found: FoundPath, samples: Sequence[int], score: float | None = None) -> list[Component]:
    """The path in words; says plainly where there is none."""
    where = samples_in_words(study, samples, score)
    ends = {"start": found.start, "end": found.end, "where": where}
    if found.whole is None:
        return [html.P(say("No directed path leads from {start} to {end} in the whole network of {where}.", **ends))]
    if found.drawn is not None and found.drawn.genes == found.whole.genes:
        return [
            html.P(say("The strongest path in {where}, here and in the whole network:", **ends)),
            _steps(found.drawn, study.info.method.edge),
        ]
    parts: list[Component] = []
    if found.drawn is None:
        parts.append(html.P(say("No path leads from {start} to {end} among the edges drawn.", **ends)))
    else:
        parts += [html.P(say("The strongest path among the edges drawn:")), _steps(found.drawn, study.info.method.edge)]
    parts += [
        html.P(say("The strongest path in the whole network of {where}:", **ends)),
        _steps(found.whole, study.info.method.edge),
        html.Button(
            say("Add its genes to the focus"),
            type="button",
            className="quiet-button",
            **{"data-action": "focus", "data-genes": "\n".join(found.whole.genes)},
        ),
    ]
    return parts


def _steps(path: GenePath, meaning: EdgeMeaning) -> html.Div:
    """Every step with its coefficient, and what the path does as a whole."""
    steps = [
        html.Li(
            html.Button(
                [
                    html.Span(
                        [
                            source,
                            html.Span(f" {edge_arrow(meaning, value)} ", className=edge_class(meaning, value)),
                            target,
                        ]
                    ),
                    html.Span(shown_number(meaning, value), className="bar-value"),
                ],
                id={"type": PATH_BUTTON, "regulator": source, "target": target},
                type="button",
                className="path-step",
                title=say("Show along the score"),
            )
        )
        for (source, target), value in zip(pairwise(path.genes), path.coefficients, strict=True)
    ]
    if len(steps) == 1:
        return html.Div(html.Ul(steps))
    if not meaning.signed:
        return html.Div(html.Ul(steps))
    effect = say("activating") if path.product > 0 else say("repressing")
    whole = say(
        "overall {effect}; product of the coefficients: {value}", effect=effect, value=signed_coefficient(path.product)
    )
    return html.Div([html.Ul(steps), html.P(whole, className="quiet")])
