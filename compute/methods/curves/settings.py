"""The choices behind courses along the score."""

from __future__ import annotations

from dataclasses import dataclass

from compute.messages import Message
from compute.methods.own_scores import own_gene_flag
from compute.settings import DeclaredSettings, choice, number, whole


@dataclass(frozen=True)
class Settings(DeclaredSettings):
    """How courses are estimated. ``None`` and "auto" stand for "by the data".

    form: "sparse", few regulators per target, each absent, constant or changing smoothly; "shared", many that share
    what they have in common, each a level and a slope; "auto", the one that predicts held-out samples better. trend:
    "removed", what regulators and targets owe to the score alone is taken out; "auto", it is kept where the score was
    computed from these genes. leave_own_gene: a target that the score is made of is estimated along the score without
    it. ridge: of the shared form, as a share of the number of samples.
    """

    form: str = choice(
        "auto",
        {
            "auto": Message("whichever predicts better"),
            "sparse": Message("few regulators, smooth curves"),
            "shared": Message("many regulators, levels and slopes"),
        },
        label=Message("Form"),
        help=Message("Few regulators per target, or many that share what is common to them."),
        folded=False,
    )
    trend: str = choice(
        "auto",
        {
            "auto": Message("kept if the score was computed from the expression"),
            "removed": Message("removed"),
            "kept": Message("kept"),
        },
        label=Message("Trend along the score"),
        help=Message(
            "What genes have in common because they follow the score. Remove it if the score is an external cause; "
            "keep it if it was computed from these genes."
        ),
    )
    leave_own_gene: bool = own_gene_flag()
    ridge: float | None = number(
        None,
        above=0,
        automatic="auto",
        label=Message("Ridge penalty"),
        help=Message(
            "As a share of the number of samples; larger: similar regulators share a coefficient more evenly."
        ),
        empty=Message("found by cross-validation"),
    )
    seed: int = whole(
        0,
        least=0,
        label=Message("Seed"),
        help=Message("Seed of the random choices: the same seed gives the same study."),
    )
