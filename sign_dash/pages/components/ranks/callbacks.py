"""What the view “Ranks” does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output
from dash.exceptions import PreventUpdate

from compute.components import read_ranks
from sign_dash import ids
from sign_dash.jobs import duration
from sign_dash.language import say, spoken
from sign_dash.pages.components import names, said
from sign_dash.pages.components.choice import ModelReading, explained_by
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.genes.words import fit_seconds
from sign_dash.pages.components.learning.jobs import RANKS
from sign_dash.pages.components.ranks.figure import rank_rows, ranks_figure
from sign_dash.pages.components.ranks.panel import rank_columns
from sign_dash.pages.components.words import target_name
from sign_dash.plots import captioned
from sign_dash.server.kept import steady
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.components import StoredRanks
    from compute.study import Study

VIEW: Final = "ranks"


def register(app: Dash, study: Study) -> None:
    """Wire the view."""

    @app.callback(
        Output(names.RANKS_PLOT, "figure"),
        Output(names.RANKS_TABLE, "columnDefs"),
        Output(names.RANKS_TABLE, "rowData"),
        Output(names.RANKS_WORDS, "children"),
        Output(names.RANKS_HELP, "children"),
        Output(names.COMPARE, "hidden"),
        Output(names.RANKS_CURVE, "hidden"),
        Output(names.RANKS_GRID, "hidden"),
        Input(names.READ, "data"),
        Input(names.VIEW, "value"),
        Input(names.WORK_DONE, "data"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show(reading: ModelReading | None, view: str, _done: Any, scheme: str | None) -> tuple[Any, ...]:
        if not reading or view != VIEW:
            raise PreventUpdate
        explained = explained_by(study, reading)
        stored = curve_of(study, explained)
        target = target_name(explained, study.modulator_name, score_name(study))
        figure = ranks_figure(stored, scheme)
        if stored is not None:
            title = say("{target}: accuracy, captured edge weight and stability by rank", target=target)
            captioned(figure, title, said.ranks(study, explained, stored))
        columns = rank_columns(of_classes=bool(explained.classes))
        if explained.own:
            words = say("Ranks are compared for TRIP; this is a Deep Tensor model.")
            return figure, columns, [], words, "", True, True, True
        if stored is None:
            words = say("Ranks have not been compared yet for the {target} with this predictor.", target=target)
            return figure, columns, [], words, _help(study, explained), False, True, True
        return figure, columns, rank_rows(stored), spoken(stored.suggestion.reason), _made(stored), True, False, False


def curve_of(study: Study, explained: Explained) -> StoredRanks | None:
    """The newest curve for what the model predicts, as a score or as classes of that weight, by its predictor."""
    info = explained.info
    wanted = info["target"], info["predictor"], bool(explained.classes), info.get("class_weight"), _least(explained)

    def what(stored: StoredRanks) -> tuple[Any, ...]:
        settings = stored.settings
        return (
            stored.target,
            settings["predictor"],
            bool(stored.classes),
            settings.get("class_weight"),
            settings.get("confidence", 0.0),
        )

    return next((stored for stored in read_ranks(study) if what(stored) == wanted), None)


def _least(explained: Explained) -> float:
    """The least confidence of the edges the model was learned from."""
    return float(explained.info.get("confidence", {}).get("least", 0.0))


def _help(study: Study, explained: Explained) -> str:
    size = min(len(study.regulators), len(study.targets))
    ranks = [rank for rank in RANKS if rank <= size]
    fits = len(ranks) * 6
    return say(
        "Fits ranks {ranks}, each on all samples and with each of five folds held out: {n} fits, about {time} in "
        "the background.",
        ranks=", ".join(map(str, ranks)),
        n=fits,
        time=duration(fit_seconds(explained) * fits),
    )


def _made(stored: StoredRanks) -> str:
    made = say(
        "Filled points and the dashed line mark the suggestion. {n} folds, {predictor} predictor, computed {day}.",
        n=stored.folds,
        predictor=stored.settings["predictor"],
        day=stored.made[:10],
    )
    said = [made]
    if stored.classes:
        said.append(say("{n} classes; dotted line: AUC.", n=len(stored.classes)))
    if stored.not_converged:
        said.append(say("{n} of the fits stopped before converging.", n=stored.not_converged))
    return " ".join(said)
