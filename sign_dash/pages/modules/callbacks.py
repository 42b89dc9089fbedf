"""What the Modules page does: the module that is chosen, and the gene that is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from compute.analyse import Modules, study_modules
from sign_dash.language import say
from sign_dash.pages.modules import figures, names, words
from sign_dash.pages.modules.cards import module_cards
from sign_dash.plots import captioned
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study

TO_EXPLORE: Final = 8
"""Genes that Explore draws the network around."""


def register(app: Dash, study: Study, _cache: Path) -> None:
    """Wire the page."""
    of = study_modules(study)

    @app.callback(
        Output(names.PICK, "data"),
        Output(names.GENE, "value"),
        Input({"type": names.CARD, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def pick(_clicks: list[int | None]) -> tuple[int, str]:
        # Cards that were just drawn trigger too, with no click in them.
        if not isinstance(ctx.triggered_id, dict) or not ctx.triggered[0]["value"]:
            raise PreventUpdate
        module = int(ctx.triggered_id["index"])
        return module, of.genes[int(of.strongest(module)[0])]

    @app.callback(
        Output(names.CARDS, "children"),
        Output(names.COURSE, "figure"),
        Output(names.COURSE_TITLE, "children"),
        Output(names.TABLE, "rowData"),
        Output(names.TABLE_TITLE, "children"),
        Input(names.PICK, "data"),
    )
    @steady
    def show(picked: int | None) -> tuple[Any, ...]:
        module = chosen(of, picked)
        title = say("Course of module {number}", number=module + 1)
        return (
            module_cards(of, module),
            captioned(figures.module_course(of, module), title, words.course_caption(of, module)),
            title,
            gene_rows(of, module),
            say("Genes of module {number}", number=module + 1),
        )

    @app.callback(
        Output(names.GENE, "value", allow_duplicate=True),
        Input(names.TABLE, "selectedRows"),
        prevent_initial_call=True,
    )
    def take(rows: list[dict[str, Any]] | None) -> Any:
        return rows[0]["gene"] if rows else no_update

    @app.callback(Output(names.GENE_PLOT, "figure"), Output(names.GENE_WORDS, "children"), Input(names.GENE, "value"))
    @steady
    def predict(gene: str | None) -> tuple[Any, str]:
        if gene not in of.genes:
            raise PreventUpdate
        found = of.prediction(gene)
        title = say("{gene}, one step ahead", gene=gene)
        said = say(
            "Dots: measured. Line: predicted from the previous time point, mean over the time courses. Shaded: 90 % "
            "prediction interval. R² {r2:.2f} in the samples the model was fitted to.",
            r2=found.explained,
        )
        return captioned(figures.gene_prediction(of, gene), title, words.prediction_caption(of, gene)), said

    @app.callback(
        Output(names.LEADS, "data"),
        Input(names.TO_EXPLORE, "n_clicks"),
        State(names.PICK, "data"),
        prevent_initial_call=True,
    )
    def explore(clicks: int | None, picked: int | None) -> dict[str, Any]:
        if not clicks:
            raise PreventUpdate
        best = [of.genes[g] for g in of.strongest(chosen(of, picked))[:TO_EXPLORE]]
        # The keys are those of Explore's controls, see its state.
        return {"picked": best[0], "values": {"genes": best, "reach": "1"}}

    app.clientside_callback(ClientsideFunction("regulators", "lead"), Input(names.LEADS, "data"))


def chosen(of: Modules, picked: int | None) -> int:
    """The module that is chosen; the first where there is none of that number."""
    return picked if isinstance(picked, int) and 0 <= picked < of.count else 0


def gene_rows(of: Modules, module: int) -> list[dict[str, Any]]:
    """Every gene of the model, the one that tells the module best first."""
    return [
        {
            "rank": rank,
            "gene": of.genes[g],
            "load": float(of.loads[module, g]),
            "p": float(of.p[module, g]),
            "q": float(of.q[module, g]),
        }
        for rank, g in enumerate(of.strongest(module).tolist(), start=1)
    ]
