"""``info``: what a study holds."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from compute.cli.arguments import add_study
from compute.components.learn.search_end import ran_out
from compute.messages import Message
from compute.study import Study, open_study, verify_study


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("--json", action="store_true", help="print the whole record, as JSON")
    parser.add_argument("--verify", action="store_true", help="read every file and compare its checksum first")


def run(arguments: argparse.Namespace) -> None:
    if arguments.verify:
        verify_study(arguments.study)
    study = open_study(arguments.study)
    if arguments.json:
        print(json.dumps(_everything(study), indent=1, ensure_ascii=False, default=str))
    else:
        print("\n".join(_lines(study)))


def _everything(study: Study) -> dict[str, Any]:
    record = asdict(study.info)
    del record["files"]
    models = {name: study.model(name).info for name in study.models()}
    for info in models.values():
        del info["files"]
        info["caution"] = Message.from_record(info["caution"])
        info["left_out"] = [Message.from_record(record) for record in info.get("left_out", ())]
    return {**record, "models": models, "bytes": _bytes(study)}


def _lines(study: Study) -> list[str]:
    record = study.info
    facts = {
        "study": record.title + (" (SIMULATED data)" if record.simulated else ""),
        "created": record.created,
        "samples": f"{record.samples:,} in order of {record.modulator_name} "
        f"({study.modulator[0]:.4g} to {study.modulator[-1]:.4g})",
        **({"only": record.only.replace("=", " = ", 1)} if record.only else {}),
        **({"adjusted for": ", ".join(record.adjust)} if record.adjust else {}),
        **_own_scores(record.own_scores),
        "genes": f"{record.genes:,}",
        "regulators": f"{record.regulators:,}",
        "targets": f"{record.targets:,}",
        **_networks(study),
        "models": str(len(study.models()) or "none; make one with `python -m compute trip`"),
        **{f"  {name}": _model(study.model(name).info) for name in study.models()},
        "method": f"{record.method.title} ({record.method.name}, version {record.method.version})",
        "size": f"{_bytes(study) / 1e6:,.1f} MB",
        **{f"  {name}": str(value) for name, value in record.method.settings.items()},
    }
    width = max(map(len, facts)) + 2
    return [f"{name:<{width}}{fact}" for name, fact in facts.items()] + [f"note: {note}" for note in record.notes]


def _own_scores(genes: list[str]) -> dict[str, str]:
    return {"own scores": f"{len(genes):,} targets, each along the score without it"} if genes else {}


def _networks(study: Study) -> dict[str, str]:
    record = study.info
    possible = record.targets * (record.samples if study.per_sample else 1)
    fits = {"fits": f"{record.fits:,} of {possible:,}, {record.fits_not_converged:,} not converged"}
    if not study.per_sample:
        return {"edges": f"{record.edges:,}, one network for all samples", **(fits if record.fits else {})}
    each = record.coefficients / record.samples
    return {
        "edges": f"{record.edges:,} in at least one sample",
        "coefficients": f"{record.coefficients:,}, {each:,.0f} per sample on average",
        **(fits if record.fits else {}),
    }


def _model(info: dict[str, Any]) -> str:
    """What a model predicts, from what, and how well in samples it had not seen."""
    what = info["target"] + (f" ({len(info['classes'])} classes)" if "classes" in info else "")
    figures = [
        f"{word} {info[key]:.3f}"
        for key, word in (
            ("r2_held_out", "R²"),
            ("auc_held_out", "AUC"),
            ("balanced_accuracy_held_out", "balanced accuracy"),
        )
        if key in info
    ]
    rank = " × ".join(map(str, info["rank"]))
    sure = f", edges of confidence {info['confidence']['least']:g} or more" if "confidence" in info else ""
    told = f"{info['kind']}: {what}, rank {rank}, {info['predictor']}{sure}; cross-validated: {', '.join(figures)}"
    return " ".join([told, *(["(the search did not converge)"] if ran_out(info) else [])])


def _bytes(study: Study) -> int:
    return sum(path.stat().st_size for path in study.path.rglob("*") if path.is_file())
