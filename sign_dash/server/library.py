"""The studies that one server offers: the demo, those named at the start, and all in the studies folder."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock

from compute.demo import make_demo
from compute.errors import UserError
from compute.runs import RunQueue, RunRequest, comparison_queue, examination_queue, plan_queue
from compute.study import LONGEST_SLUG, is_study, slug_of
from sign_dash.jobs import advance_all, shared_queue
from sign_dash.pages.data.drafts import Drafts
from sign_dash.server.kept import KeptAnswers
from sign_dash.server.visits import Visits
from sign_dash.server.waiting import Tasks

_LOG: Final = logging.getLogger(__name__)
PLACE: Final = "/study/"
"""Where studies are found on the server; what follows is a study's slug."""
SECONDS_BETWEEN: Final = 3.0
LIBRARY: Final = "sign_dash_library"
"""The library among the extensions of an application's Flask server."""


@dataclass(frozen=True)
class Place:
    """Where a study is. slug: its name in addresses. owned: it lies in the studies folder or is the demo, and may be
    renamed and deleted here.
    """

    slug: str
    path: Path
    owned: bool

    @property
    def address(self) -> str:
        """Of its first page on the server."""
        return f"{PLACE}{self.slug}/"

    @property
    def front(self) -> str:
        """Of its front page."""
        return f"{self.address}answers"


class Library:
    """Finds the studies anew whenever asked; a slug, once given, stays with its folder.

    named: folders shown first, in this order. folder: every study in it is offered; made when first needed.
    demo: folder of the simulated demo, offered where it is. single: addresses lead to one study only (no dispatcher).
    read_only: studies are shown, and nothing is made, renamed or deleted.
    cluster: address of a Dask cluster on which runs may be computed, "" for none.
    tasks (attribute): processes beside the server for what takes long, where there are any.
    Runs and what is brought for them lie in the studies folder too, hidden.
    """

    def __init__(
        self,
        folder: Path,
        named: Sequence[Path] = (),
        demo: Path | None = None,
        single: bool = False,
        read_only: bool = False,
        cluster: str = "",
    ) -> None:
        self.folder = folder
        self.single = single
        self.demo = demo
        self.read_only = read_only
        self.cluster = cluster
        self.tasks: Tasks | None = None
        self.visits = Visits(folder / ".visits")
        self.queue = shared_queue(folder / ".runs", RunQueue)
        self.drafts = Drafts(folder / ".drafts")
        self.examinations = shared_queue(folder / ".examinations", examination_queue)
        self.plans = shared_queue(folder / ".plans", plan_queue)
        self.comparisons = shared_queue(folder / ".comparisons", comparison_queue)
        for queue in (self.queue, self.examinations, self.plans, self.comparisons):
            queue.closed = read_only
        self._named = tuple(named)
        self._slugs: dict[Path, str] = {}
        self._found: dict[str, Place] = {}
        self._answers: dict[Path, KeptAnswers] = {}
        self._lock = threading.Lock()

    def places(self) -> list[Place]:
        """Every study folder there is now: named ones, the demo, then those of the studies folder by name."""
        named = [*self._named, *([self.demo] if self.demo is not None else [])]
        kept = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        found = [*named, *(path for path in kept if path.name[0] != ".")]  # named ones may be ".", or lie hidden
        folders = dict.fromkeys(path for path in found if is_study(path))
        by_identity = {path.resolve(): path for path in reversed(folders)}  # the first name of each goes
        return [self._place(path) for path in folders if by_identity[path.resolve()] == path]

    def place(self, slug: str) -> Place:
        """The study of that slug; :class:`UserError` where there is none (any more)."""
        known = self._found.get(slug)
        if known is not None and is_study(known.path):
            return known
        for place in self.places():
            if place.slug == slug:
                self._found[slug] = place
                return place
        raise no_such_study(slug)

    def place_of(self, path: Path) -> Place | None:
        """The study in that folder, where the library has it."""
        return next((place for place in self.places() if place.path.resolve() == path.resolve()), None)

    def first(self) -> Place:
        """The one the bare address leads to; :class:`UserError` where there is none at all."""
        places = self.places()
        if not places:
            raise UserError("There is no study here; start with the demo (python app.py), or name a study's folder.")
        return places[0]

    def start(self) -> None:
        """Have jobs that wait begin when it is their turn, whether or not anybody looks.

        First old drafts go, with what was found in their files.
        """

        def go() -> None:
            if not self.read_only:
                self.drafts.tidy()
                for queue in (self.examinations, self.plans, self.comparisons):
                    queue.remove_where(lambda job: not Path(job.request["files"]).is_dir())
            while True:
                try:
                    advance_all()
                except OSError:
                    _LOG.exception("The jobs that wait could not be looked at.")
                time.sleep(SECONDS_BETWEEN)

        threading.Thread(target=go, name="jobs", daemon=True).start()

    def kept(self, cache: Path) -> KeptAnswers:
        """The answers kept for all studies of this server. cache: the folder for what is computed and kept."""
        with self._lock:
            return self._answers.setdefault(cache, KeptAnswers(cache / "answers"))

    def has_demo(self) -> bool:
        """Whether the simulated demo is there."""
        return self.demo is not None and is_study(self.demo)

    def is_demo(self, place: Place) -> bool:
        """Whether a study is the demo."""
        return self.demo is not None and place.path.resolve() == self.demo.resolve()

    def make_demo(self) -> None:
        """Make the simulated demo anew, where it is not there."""
        if self.demo is not None and not is_study(self.demo):
            make_demo(self.demo)

    def begin(self, request: RunRequest, files: Mapping[str, Path], parsed: Path | None = None) -> str:
        """Put a run in the queue, its study in a folder of its own; returns the run's identifier.

        files, parsed: as of :meth:`RunQueue.begin`.
        Two people who begin at once get two folders, also at two servers: a name is taken by whoever waits for it too.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".names.lock"):
            return self.queue.begin(request, files, self.new_folder(request.title), parsed)

    def new_folder(self, title: str) -> Path:
        """A folder for a new study of that title, not there yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        waiting = {run.study.name for run in self.queue.runs()}
        stem, taken = slug_of(title), waiting | {path.name for path in self.folder.iterdir()}
        numbers = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        return self.folder / next(name for name in (stem, *numbers) if name not in taken)

    def _place(self, path: Path) -> Place:
        owned = path.parent.resolve() == self.folder.resolve() or path == self.demo
        resolved = path.resolve()
        with self._lock:
            if resolved not in self._slugs:
                stem, taken = slug_of(path.resolve().name), set(self._slugs.values())
                numbers = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
                self._slugs[resolved] = next(slug for slug in (stem, *numbers) if slug not in taken)
            return Place(self._slugs[resolved], path, owned)


def no_such_study(slug: str) -> UserError:
    """There is none of that slug, or not any more."""
    return UserError("There is no study “{slug}” here; open another one.", slug=slug[:LONGEST_SLUG])
