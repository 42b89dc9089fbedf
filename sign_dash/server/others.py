"""The other studies of the same server, to compare this one with."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app, has_app_context

from compute.study import open_study
from sign_dash.server.kept import not_kept
from sign_dash.server.library import LIBRARY, Library, Place
from sign_dash.server.menu import title_of
from sign_dash.server.records import record_now
from sign_dash.server.siblings import group_of

if TYPE_CHECKING:
    from compute.study import Study


def other_studies(study: Study) -> dict[str, str]:
    """Title of every other study the server knows, by its name in addresses, which is added where titles are alike."""
    titles = {slug: title_of(place) for slug, place in _places(study).items()}
    times = Counter([study.title, *titles.values()])
    return {slug: f"{title} ({slug})" if times[title] > 1 else title for slug, title in titles.items()}


def other_study(study: Study, slug: str) -> Study | None:
    """The study of that name, opened once; None where there is none (any more).

    Raises :class:`compute.UserError` where it is damaged or unfinished.
    """
    not_kept()  # that study may be another one tomorrow
    place = _places(study).get(slug)
    return None if place is None else _opened(place.path, record_now(place.path).created)


@lru_cache(maxsize=16)
def _opened(path: Path, _created: str) -> Study:
    """Opened once, and again where another study has come in its place."""
    return open_study(path)


def _places(study: Study) -> dict[str, Place]:
    library: Library | None = current_app.extensions.get(LIBRARY) if has_app_context() else None
    if library is None:
        return {}
    here = study.path.resolve()
    # Along another score sides are other samples: comparing stays with one.
    group = study.info.group.get("id")
    return {
        place.slug: place
        for place in library.places()
        if place.path.resolve() != here and not (group and group_of(place) == group)
    }
