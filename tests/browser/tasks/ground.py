"""What the tasks are walked on: one server, one study with all there can be, others still without confidence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from compute.components import fit_study
from compute.methods.network_profiler.settings import Settings
from compute.settings import plain_settings
from compute.study import Study, open_study
from sign_dash.server.library import Library
from tests.made import made_with
from tests.sign_dash.pages.data.conftest import offering
from tests.sign_dash.planted import plant
from tests.sign_dash.sure import with_confidence

PAIRS = (
    "ZEB1\tCDH1\tRepression\t10851247;15674322;18719705",
    "SNAI1\tCDH1\tRepression\t10655586;10655587;19010926",
    "SNAI2\tCDH1\tRepression\t11912130;12579345",
    "GRHL2\tCDH1\tActivation\t20978075;22379025",
    "TWIST1\tCDH2\tActivation\t15210113",
    "ZEB2\tCDH1\tRepression\t11430829",
    "OVOL2\tZEB1\tRepression\t24735878",
    "ELF3\tZEB1\tRepression\t26205678",
    "ZEB1\tVIM\tUnknown\t29117943",
    "KLF5\tVIM\tUnknown\t31534119",
)
"""As in TRRUST: regulator, target, mode, PubMed ids; so that known, since and not yet are all there."""
WITHIN, WITHOUT = "lung", ("bone", "leukemia", "blood")


@dataclass(frozen=True)
class Ground:
    """address: of the server. slug: of the study in it. unsure: folder of a study without confidence."""

    address: str
    library: Library
    study: Study
    slug: str
    unsure: Path

    @cached_property
    def within(self) -> tuple[str, str]:
        """Column and level of lung samples."""
        return self._level((WITHIN,))

    @cached_property
    def without(self) -> tuple[str, str]:
        """Column and level of samples that are to be left out."""
        return self._level(WITHOUT)

    def without_confidence(self, name: str) -> Path:
        """A fresh copy of the study without confidence, in the library under that name."""
        return Path(shutil.copytree(self.unsure, self.library.folder / name))

    def _level(self, words: tuple[str, ...]) -> tuple[str, str]:
        for column in self.study.annotation:
            for level in self.study.annotation[column].value_counts().index:  # the lists offer what is common first
                if str(level).lower().startswith(words):
                    return str(column), str(level)
        raise AssertionError(f"no annotation of this study has a level called {' or '.join(words)}")


@contextmanager
def grounded(folder: Path, real: Path | None) -> Iterator[Ground]:
    """Serve the library below a folder. real: walk on this study, which is not changed."""
    studies = folder / "studies"
    studies.mkdir()
    own = Settings(bandwidth=0.5, l1_count=8, l2_grid=(1.0,), reweight=False, center="cohort")
    plant(
        folder / "unsure",
        samples=40,
        regulators=12,
        targets=12,
        title="Without confidence",
        method=made_with(plain_settings(own)),
    )
    study = _rich(folder) if real is None else open_study(real)
    library = Library(studies, [study.path])
    with offering(library, folder / "cache") as address:
        yield Ground(address, library, study, study.path.name, folder / "unsure")


def _rich(folder: Path) -> Study:
    """Planted networks, with confidence, components and published pairs."""
    path = folder / "planted"
    with_confidence(plant(folder / "made"), path, by_size=True)
    (path / "pairs.tsv").write_text("\n".join(PAIRS) + "\n", encoding="utf-8")
    fit_study(open_study(path), max_epochs=40, folds=3)
    return open_study(path)
