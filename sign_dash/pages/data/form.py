"""The form of a new study as values: its settings, and the request it stands for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compute.errors import UserError
from compute.messages import Message
from compute.runs import ComponentsChoice, GeneChoice, RunRequest, ScoreChoice
from sign_dash.language import say

Words = Callable[[], str]


@dataclass(frozen=True)
class Setting:
    """One setting of the networks. key: its field of ``compute``'s settings ("workers": threads). kind: "choice",
    "number", "flag" or "optional" (a number, or empty for the default by the method). default: its value in the form.
    """

    key: str
    kind: str
    default: Any
    label: Words
    help: Words
    choices: tuple[tuple[str, Words], ...] = ()
    least: float = 0.0
    whole: bool = True
    folded: bool = True


SETTINGS: Final = (
    Setting(
        "search", "choice", "full",
        lambda: say("Search"),
        lambda: say("Thorough searches every sample anew, as published. Quick begins where its neighbour came out: "
                    "half the time, and the deviation is measured."),
        (("full", lambda: say("Thorough")), ("track", lambda: say("Quick"))), folded=False,
    ),
    Setting(
        "score_grid", "optional", None,
        lambda: say("First look"),
        lambda: say("Networks at so many values of the score only; every sample takes the nearest one. Empty: one "
                    "network for every sample."),
        least=2, folded=False,
    ),
    Setting(
        "criterion", "choice", "aicc",
        lambda: say("Edges kept"),
        lambda: say("More: the published criterion (AICc). Fewer: BIC keeps about a quarter of the edges, most of them "
                    "true ones."),
        (("aicc", lambda: say("More")), ("bic", lambda: say("Fewer"))), folded=False,
    ),
    Setting("bandwidth", "optional", None, lambda: say("Bandwidth h"),
            lambda: say("How far a sample reaches along the score, in squared units of it. Empty: found by predicting "
                        "samples held out."), whole=False),
    Setting("bandwidth_for", "choice", "study", lambda: say("Bandwidth for"),
            lambda: say("One for the whole study, or one for each target, as published."),
            (("study", lambda: say("the study")), ("target", lambda: say("each target")))),
    Setting("hold_out", "number", 80, lambda: say("Samples held out"),
            lambda: say("To find the bandwidth."), least=1),
    Setting("l1_count", "number", 20, lambda: say("Penalties tried"), lambda: say("Values of λ on its path."), least=1),
    Setting("l1_ratio", "number", 0.05, lambda: say("End of the path"),
            lambda: say("Smallest λ as a share of the largest."), whole=False),
    Setting("rounds", "number", 3, lambda: say("Rounds of weights"),
            lambda: say("Passes of recursive weights at most; 1 for none."), least=1),
    Setting("xi", "number", 0.1, lambda: say("Weight ξ"),
            lambda: say("ξ in the recursive weights 1/(|β| + ξ)."), whole=False),
    Setting("center", "choice", "local", lambda: say("Genes are centred"),
            lambda: say("Near each sample (as a regression with intercept), over the cohort, or, as published, not."),
            (("local", lambda: say("near each sample")), ("cohort", lambda: say("over the cohort")),
             ("none", lambda: say("not at all")))),
    Setting("kernel", "choice", "constant", lambda: say("Kernel"),
            lambda: say("One bandwidth throughout, or wider where samples are few."),
            (("constant", lambda: say("constant")), ("adaptive", lambda: say("adaptive")))),
    Setting("robust", "flag", False, lambda: say("Robust"),
            lambda: say("Samples that lie far from all others count less; the study names them.")),
    Setting("seed", "number", 0, lambda: say("Seed"), lambda: say("Of the random choices: the same seed, the same "
                                                                 "study.")),
    Setting("workers", "number", os.cpu_count() or 1, lambda: say("Threads"),
            lambda: say("Of this machine; the result is the same for any number."), least=1),
)  # fmt: skip
"""In the order of the form; ``folded`` ones under Advanced."""

COLUMN, LONG, METHOD = "column", "long", "method"


def score_value(kind: str, file: str, name: str = "") -> str:
    """A choice of the score as one text, for a list."""
    return json.dumps([kind, file, name], ensure_ascii=False)


def symbols(text: str) -> tuple[str, ...]:
    """Gene symbols out of what was written or pasted: separated by blanks, commas, semicolons or line ends."""
    return tuple(dict.fromkeys(re.findall(r"[^\s,;]+", text or "")))


def setting_values(parameters: Mapping[str, Any]) -> list[Any]:
    """Values of :data:`SETTINGS` as a study was made with."""
    return [parameters.get(setting.key, setting.default) for setting in SETTINGS]


def settings_chosen(values: Sequence[Any]) -> tuple[dict[str, Any], int]:
    """The settings that differ from their defaults, and the number of threads; :class:`UserError` for no number."""
    chosen: dict[str, Any] = {}
    threads = os.cpu_count() or 1
    for setting, value in zip(SETTINGS, values, strict=True):
        if setting.kind in ("number", "optional"):
            if value in (None, "") and setting.kind == "optional":
                continue
            if not isinstance(value, int | float) or isinstance(value, bool):
                raise UserError("“{field}” needs a number.", field=setting.label())
            value = int(value) if setting.whole else float(value)
        if setting.key == "workers":
            threads = value
        elif value != setting.default:
            chosen[setting.key] = value
    return chosen, threads


def score_choice(
    value: str | None, drug: str | None, genes: str | None, ends: tuple[str, str] = ("", "")
) -> ScoreChoice:
    """What the list of scores says; :class:`UserError` where something is still to choose.

    ends: what the low and the high end of a table's column mean, or "".
    """
    if not value:
        raise UserError("Choose a score: a column of a table, or one that is computed.")
    kind, file, name = json.loads(value)
    if kind == COLUMN:
        return ScoreChoice(file=file, column=name, low=ends[0], high=ends[1])
    if kind == LONG:
        if not drug:
            raise UserError("Choose the drug whose response is the score.")
        return ScoreChoice(file=file, column=drug, low=ends[0], high=ends[1])
    return ScoreChoice(method=name, genes=genes or "")


def gene_choice(value: str | None, names: str | None = "", count: Any = 0) -> GeneChoice:
    """What a list of gene choices says."""
    kind, _, file = (value or "").partition(":")
    if kind == "file":
        return GeneChoice("file", file=file)
    if kind == "named":
        return GeneChoice("named", names=symbols(names or ""))
    if kind == "variable":
        if not isinstance(count, int | float):
            raise UserError("“{field}” needs a number.", field=Message("Most variable genes"))
        return GeneChoice("variable", count=int(count))
    return GeneChoice(kind or "all")


def components_choice(wanted: bool, a: Any, b: Any, predictor: str) -> ComponentsChoice | None:
    """TRIP after the networks, or None."""
    if not wanted:
        return None
    if not all(isinstance(rank, int | float) for rank in (a, b)):
        raise UserError("“{field}” needs a number.", field=Message("Rank"))
    return ComponentsChoice((int(a), int(b)), predictor)


@dataclass(frozen=True)
class Form:
    """The values of the form's controls."""

    title: str | None
    score: str | None
    drug: str | None
    score_genes: str | None
    low_end: str | None
    high_end: str | None
    regulators: str | None
    targets: str | None
    target_names: str | None
    target_count: Any
    simulated: bool
    components: bool
    rank_a: Any
    rank_b: Any
    predictor: str
    settings: Sequence[Any]

    def request(self, roles: Sequence[tuple[str, str]], orientation: str) -> RunRequest:
        """What the form asks for; :class:`UserError` names the field that is still empty or wrong."""
        tables = [name for name, role in roles if role == "expression"]
        annotation = [name for name, role in roles if role == "annotation"]
        settings, threads = settings_chosen(self.settings)
        return RunRequest(
            title=self.title or "",
            expression=tables[0] if tables else "",
            score=score_choice(self.score, self.drug, self.score_genes, self._ends()),
            regulators=gene_choice(self.regulators),
            targets=gene_choice(self.targets, self.target_names, self.target_count),
            annotation=annotation[0] if annotation else "",
            orientation=orientation,
            simulated=bool(self.simulated),
            settings=settings,
            components=components_choice(self.components, self.rank_a, self.rank_b, self.predictor),
            workers=threads,
        ).check()

    def _ends(self) -> tuple[str, str]:
        return (self.low_end or "").strip(), (self.high_end or "").strip()
