"""What there is to choose from once files were looked at, and settings taken over from another study."""

from __future__ import annotations

import json
from typing import Any, Final

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from compute.score import SCORES, Score
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.again import first_offered
from sign_dash.pages.data.form import COLUMN, LONG, METHOD, score_value

PREFILLED: Final = {
    "score": (names.SCORE, "value"),
    "score_genes": (names.SCORE_GENES, "value"),
    "regulators": (names.REGULATORS, "value"),
    "targets": (names.TARGETS, "value"),
    "target_names": (names.TARGET_NAMES, "value"),
    "target_count": (names.TARGET_COUNT, "value"),
    "orientation": (names.ORIENTATION, "value"),
    "transform": (names.TRANSFORM, "value"),
    "quantile": (names.QUANTILE, "checked"),
    "average": (names.AVERAGE, "checked"),
    "near_names": (names.NEAR_NAMES, "checked"),
    "without_blood": (names.NO_BLOOD, "checked"),
    "without_targets": (names.NO_TARGETS, "checked"),
    "components": (names.COMPONENTS, "checked"),
    "rank_a": (names.RANK_A, "value"),
    "rank_b": (names.RANK_B, "value"),
    "predictor": (names.PREDICTOR, "value"),
    "confidence": (names.SURENESS, "checked"),
    "pairs": (names.SURENESS_PAIRS, "value"),
}
"""What of :func:`sign_dash.pages.data.again.chosen_before` goes into which control."""
ENDS_OF: Final = "data-score"
"""On the row of the ends: the score they were last filled in for."""


def register(app: Dash) -> None:
    """Wire the choices."""
    _offer(app)
    _offer_more(app)
    _prefill(app)


def _offer(app: Dash) -> None:
    """Scores, lists of genes and a title, once files were looked at."""

    @app.callback(
        Output(names.SCORE, "data"),
        Output(names.SCORE, "value"),
        Output(names.SCORE, "placeholder"),
        Output(names.SCORE_GENES, "data"),
        Output(names.SCORE_GENES, "value"),
        Output(names.REGULATORS, "data"),
        Output(names.REGULATORS, "value"),
        Output(names.TARGETS, "data"),
        Output(names.TARGETS, "value"),
        Output(names.NEW_TITLE, "value"),
        Output(names.MADE_TITLE, "data"),
        Input(names.EXAMINED, "data"),
        State(names.SCORE, "value"),
        State(names.SCORE_GENES, "value"),
        State(names.REGULATORS, "value"),
        State(names.TARGETS, "value"),
        State(names.NEW_TITLE, "value"),
        State(names.MADE_TITLE, "data"),
        State(names.PREFILL, "data"),
        prevent_initial_call=True,
    )
    def offer(
        examined: dict[str, Any] | None,
        score: str | None,
        genes: str | None,
        regulators: str,
        targets: str,
        title: str,
        made: str | None,
        prefilled: dict[str, Any] | None,
    ) -> tuple[Any, ...]:
        found, before = (examined or {}).get("found"), (prefilled or {}).get("chosen", {})
        if not examined or not found:
            return (*([no_update] * 11),)
        scores, signatures = score_options(found), [entry for entry in found["lists"] if entry["role"] == "signature"]
        lists = {
            role: [entry["file"] for entry in found["lists"] if entry["role"] == role and entry["present"]]
            for role in ("regulators", "targets")
        }
        offered_scores = [option["value"] for group in scores for option in group["items"]]
        files = [entry["file"] for entry in signatures]
        return (
            scores,
            first_offered([score, *before.get("scores", [])], offered_scores),
            say("Choose a score") if offered_scores else say("Upload an expression table first"),
            files,
            first_offered([genes, before.get("score_genes")], files),
            regulator_choices(lists["regulators"]),
            _kept(regulators, lists["regulators"], "builtin"),
            target_choices(lists["targets"]),
            _kept(targets, lists["targets"], "variable"),
            *followed(title, made, examined["stem"]),
        )


def followed(title: str, made: str | None, stem: str) -> tuple[str, str | None]:
    """The title, and what of it was made of a file's name: it follows the file until somebody writes another one."""
    of_file = stem.replace("_", " ").replace("-", " ")
    return (of_file, of_file) if not title or title == made else (title, made)


def _offer_more(app: Dash) -> None:
    """What a choice asks for beside itself: a drug, genes of a score, the names of its ends; names or a number of
    targets."""

    @app.callback(
        Output(names.DRUG_ROW, "hidden"),
        Output(names.DRUG, "data"),
        Output(names.DRUG, "value"),
        Output(names.SCORE_GENES_ROW, "hidden"),
        Output(names.NO_TARGETS_ROW, "hidden"),
        Output(names.ENDS_ROW, "hidden"),
        Output(names.ENDS_ROW, ENDS_OF),
        Output(names.LOW_END, "value"),
        Output(names.HIGH_END, "value"),
        Input(names.SCORE, "value"),
        Input(names.EXAMINED, "data"),
        State(names.DRUG, "value"),
        State(names.ENDS_ROW, ENDS_OF),
        State(names.LOW_END, "value"),
        State(names.HIGH_END, "value"),
        State(names.PREFILL, "data"),
        prevent_initial_call=True,
    )
    def more(
        score: str | None,
        examined: dict[str, Any] | None,
        drug: str | None,
        ends_of: str | None,
        low: str | None,
        high: str | None,
        prefilled: dict[str, Any] | None,
    ) -> tuple[Any, ...]:
        kind, file, column = json.loads(score) if score else ("", "", "")
        found, before = (examined or {}).get("found") or {}, (prefilled or {}).get("chosen", {})
        tables = found.get("tables", [])
        ends = _ends_before(score, before) or _declared_ends(found, kind, file, column)
        # What was written for this score stays, on a page that was loaded anew as well.
        written = score == ends_of if ends_of else bool(low or high)
        drugs: list[str] = next((table["names"] for table in tables if kind == LONG and table["file"] == file), [])
        return (
            kind != LONG,
            drugs,
            next((name for name in (drug, before.get("drug")) if name in drugs), None),
            kind != METHOD,
            kind != METHOD,
            kind not in (COLUMN, LONG),
            score,
            *((no_update, no_update) if written else ends),
        )

    @app.callback(
        Output(names.TARGET_NAMES_ROW, "hidden"),
        Output(names.TARGET_COUNT_ROW, "hidden"),
        Input(names.TARGETS, "value"),
    )
    def which(targets: str | None) -> tuple[bool, bool]:
        return targets not in ("named", "variable"), targets != "variable"


def score_options(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The scores there are to choose from, grouped: columns that were brought, drugs, computed ones."""
    total = found["samples"]
    columns = [
        {
            "value": score_value(COLUMN, entry["file"], entry["column"]),
            "label": say(
                "{column} ({n} of {all} samples)", column=entry["column"], n=f"{entry['samples']:,}", all=f"{total:,}"
            ),
        }
        for entry in found["columns"]
    ]
    tables = [
        {
            "value": score_value(LONG, entry["file"]),
            "label": say("response to a drug, of {n}", n=f"{len(entry['names']):,}"),
        }
        for entry in found["tables"]
    ]
    brought = {"classes" if entry["classes"] else "list" for entry in found["lists"] if entry["role"] == "signature"}
    # First those whose genes were brought, then those that need none.
    records = sorted(SCORES.values(), key=lambda record: (record.genes not in brought, record.builtin is None))
    methods = [{"value": score_value(METHOD, "", record.name), "label": _computed(record)} for record in records]
    groups = {say("From your tables"): columns, say("Drugs"): tables, say("Computed"): methods if total else []}
    return [{"group": group, "items": items} for group, items in groups.items() if items]


def _computed(record: Score) -> str:
    """A computed score in the list: what it is, and whether it brings its genes."""
    genes = say("its genes are built in") if record.builtin else say("needs its list of genes")
    return say("{score}: {title} ({genes})", score=record.shown, title=spoken(record.title), genes=genes)


def _declared_ends(found: dict[str, Any], kind: str, file: str, column: str) -> tuple[str, str]:
    """What the ends of a score mean by its own table, or "" twice."""
    entries = found.get("columns", []) if kind == COLUMN else found.get("tables", [])
    for entry in entries:
        if entry["file"] == file and (kind == LONG or entry["column"] == column):
            return entry["low"], entry["high"]
    return "", ""


def _ends_before(score: str | None, before: dict[str, Any]) -> tuple[str, str] | None:
    """The ends as the run had them whose settings are used again, where the score is that run's as well."""
    ends = before.get("ends")
    return tuple(ends) if ends and score in before.get("scores", []) else None


def _kept(value: str, files: list[str], otherwise: str) -> str:
    """The choice made, unless its file has gone; a list that was just brought is the first choice."""
    if value.startswith("file:"):
        return value if value[5:] in files else otherwise
    return f"file:{files[0]}" if files and value == otherwise else value


def _prefill(app: Dash) -> None:
    @app.callback(
        Output(names.NEW_TITLE, "value", allow_duplicate=True),
        Output(names.SIMULATED, "checked"),
        Output({"type": names.SETTING, "method": ALL, "index": ALL}, "value"),
        Output(names.METHOD, "value"),
        Output(names.THREADS, "value"),
        *(Output(name, prop, allow_duplicate=True) for name, prop in PREFILLED.values()),
        Input(names.PREFILL, "data"),
        prevent_initial_call=True,
    )
    def fill(values: dict[str, Any] | None) -> tuple[Any, ...]:
        if not values:
            raise PreventUpdate
        method, settings = values["method"], values["settings"]
        order = [entry["id"] for entry in ctx.outputs_list[2]]
        filled = [settings[key["index"]] if key["method"] == method else no_update for key in order]
        before = values.get("chosen") or {}
        before |= {"score": (before.get("scores") or [None])[0]}
        before |= dict(zip(("rank_a", "rank_b"), before.get("rank") or (None, None), strict=True))
        chosen = [no_update if before.get(key) is None else before[key] for key in PREFILLED]
        return (
            values["title"],
            values["simulated"],
            filled,
            method or no_update,
            values["workers"] or no_update,
            *chosen,
        )


def regulator_choices(files: list[str]) -> list[dict[str, str]]:
    """Choices of regulators, lists that were brought first."""
    return [
        *({"value": f"file:{file}", "label": say("the list {file}", file=file)} for file in files),
        {"value": "builtin", "label": say("built-in list of human transcription regulators")},
        {"value": "all", "label": say("every gene of the table")},
    ]


def target_choices(files: list[str]) -> list[dict[str, str]]:
    """Choices of targets, lists that were brought first."""
    return [
        *({"value": f"file:{file}", "label": say("the list {file}", file=file)} for file in files),
        {"value": "variable", "label": say("the most variable genes")},
        {"value": "named", "label": say("genes I type here")},
        {"value": "all", "label": say("every gene of the table")},
    ]
