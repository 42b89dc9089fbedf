"""Studies and stories that something has happened to: they open, or there is one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st

from compute.errors import UserError
from compute.study import Study, open_study, verify_study
from sign_dash.pages.story.slides import Slide, SlidePicture, Story, from_json, to_json
from tests.faults.damage import damages, pretend
from tests.faults.fuzz import JSON, answered, changed, tried
from tests.sign_dash.planted import plant

PNG = "iVBORw0KGgo="
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def read_all(study: Study) -> None:
    """What the pages ask of a study, sample by sample and gene by gene."""
    for sample in (0, len(study.samples) - 1):
        study.network(sample).sum()
        if study.info.method.diagnostics:
            study.fits(sample)
    study.expression(study.genes[0])
    study.target_coefficients(study.targets[0])
    study.regulator_strengths(study.regulators[-1])
    study.edge_counts.sum()
    study.annotation.shape  # noqa: B018
    if study.confidence is not None:
        study.confidence.of_target(0)
    for name in study.models():
        study.model(name).arrays.keys()


@pytest.mark.filterwarnings("ignore")
def test_fuzz_of_the_files_of_a_study(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    whole = plant(tmp_path / "whole", samples=34, regulators=11, targets=14).path
    study = tmp_path / "study"
    possible = damages(whole)

    def open_damaged(number: int, seed: int, lie: bool) -> None:
        shutil.rmtree(study, ignore_errors=True)
        shutil.copytree(whole, study)
        name, damage = possible[number]
        damage(study / name, np.random.default_rng(seed))
        if lie:
            pretend(study, name)
        with np.errstate(all="ignore"):
            if answered(lambda: open_study(study)):
                answered(lambda: read_all(open_study(study)))
        changes = any((study / name).read_bytes() != file.read_bytes() for name, file in _files(whole, study))
        if changes and not lie and name != "study.json":
            with pytest.raises(UserError):
                verify_study(study)

    tried(
        pytestconfig, open_damaged,
        number=st.integers(0, len(possible) - 1), seed=st.integers(0, 2**32), lie=st.booleans(),
    )  # fmt: skip


def _files(whole: Path, study: Path) -> list[tuple[str, Path]]:
    files = [path for path in whole.rglob("*") if path.is_file()]
    return [(name, path) for path in files if (study / (name := path.relative_to(whole).as_posix())).is_file()]


def test_fuzz_of_a_story(pytestconfig: pytest.Config) -> None:
    slides = (Slide("t", "n", "explore?x=1", (SlidePicture("p", SVG, PNG, "c"),)), Slide("u", "", "compare", ()))
    story = to_json(Story("study", True, slides))

    def replaced(drawn: tuple[int, object]) -> bytes:
        body = json.loads(story)
        places = [(body, key) for key in body] + [(slide, key) for slide in body["slides"] for key in slide]
        places += [(body["slides"][0]["pictures"][0], key) for key in body["slides"][0]["pictures"][0]]
        owner, key = places[drawn[0] % len(places)]
        owner[key] = drawn[1]
        return json.dumps(body).encode()

    def read(content: bytes) -> None:
        answered(lambda: from_json(content.decode("utf-8", "replace"), "story.json"))

    deep = st.sampled_from([b"[" * 100_000, b'{"slides":' * 100_000, b"9" * 10_000])
    content = st.one_of(changed(story.encode()), st.tuples(st.integers(0, 99), JSON).map(replaced), deep)
    tried(pytestconfig, read, content=content)
