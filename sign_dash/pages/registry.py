"""The pages, in the order of the header: what each is called, what it shows, what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dash import Dash
from dash.development.base_component import Component

import sign_dash.pages.answers.callbacks
import sign_dash.pages.answers.layout
import sign_dash.pages.answers.state
import sign_dash.pages.compare.callbacks
import sign_dash.pages.compare.layout
import sign_dash.pages.compare.state
import sign_dash.pages.components.callbacks
import sign_dash.pages.components.layout
import sign_dash.pages.components.names
import sign_dash.pages.components.state
import sign_dash.pages.data.callbacks
import sign_dash.pages.data.layout
import sign_dash.pages.data.names
import sign_dash.pages.data.state
import sign_dash.pages.explore.callbacks
import sign_dash.pages.explore.layout
import sign_dash.pages.explore.offer.names
import sign_dash.pages.explore.state
import sign_dash.pages.modules.callbacks
import sign_dash.pages.modules.layout
import sign_dash.pages.modules.state
import sign_dash.pages.regulators.callbacks
import sign_dash.pages.regulators.layout
import sign_dash.pages.regulators.state
import sign_dash.pages.scores.callbacks
import sign_dash.pages.scores.layout
import sign_dash.pages.scores.state
import sign_dash.pages.story.callbacks
import sign_dash.pages.story.layout
import sign_dash.pages.story.names
import sign_dash.shell.state
from sign_dash.language import say
from sign_dash.state import Tracked

if TYPE_CHECKING:
    from compute.study import Study


@dataclass(frozen=True)
class Page:
    """One page. name: the last part of its address; its panel's id is ``page-<name>``, its link's ``link-<name>``.

    title: in the reader's language. needs: what it needs of a study's networks (:attr:`compute.study.Study.provides`);
    where a study lacks it, a sentence stands in place of the page. layout: its panel, made anew for every visit.
    register: wires its callbacks once; its last argument is the folder for what is computed on a page's request and
    kept. tracked: the controls that make its view, for the address, undo and session files. changes: the components
    that set off a change on the server; own: those where a file is dropped that stays the visitor's. special: for one
    kind of study, and not in the header of any other. unless: what a study has for which another page takes its place.
    """

    name: str
    title: Callable[[], str]
    layout: Callable[[Study], Component]
    register: Callable[[Dash, Study, Path], None]
    tracked: Sequence[Tracked] = ()
    needs: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    special: bool = False
    unless: frozenset[str] = frozenset()

    def can_show(self, study: Study) -> bool:
        """Whether the study has what the page needs."""
        return self.needs <= study.provides

    def is_listed(self, study: Study) -> bool:
        """Whether the header leads to it."""
        return not self.unless & study.provides and (not self.special or self.can_show(study))


PAGES: Final = (
    Page(
        "answers",
        lambda: say("Answers"),
        sign_dash.pages.answers.layout.layout,
        sign_dash.pages.answers.callbacks.register,
        sign_dash.pages.answers.state.TRACKED,
        changes=sign_dash.pages.explore.offer.names.ANSWERS.changes,
    ),
    Page(
        "explore",
        lambda: say("Explore"),
        sign_dash.pages.explore.layout.layout,
        sign_dash.pages.explore.callbacks.register,
        sign_dash.pages.explore.state.TRACKED,
        changes=sign_dash.pages.explore.offer.names.EXPLORE.changes,
    ),
    Page(
        "compare",
        lambda: say("Compare"),
        sign_dash.pages.compare.layout.layout,
        sign_dash.pages.compare.callbacks.register,
        sign_dash.pages.compare.state.TRACKED,
        frozenset({"per_sample", "signed"}),
    ),
    Page(
        "components",
        lambda: say("Components"),
        sign_dash.pages.components.layout.layout,
        sign_dash.pages.components.callbacks.register,
        sign_dash.pages.components.state.TRACKED,
        frozenset({"per_sample"}),
        changes=sign_dash.pages.components.names.CHANGES,
        unless=frozenset({"modules"}),
    ),
    Page(
        "modules",
        lambda: say("Modules"),
        sign_dash.pages.modules.layout.layout,
        sign_dash.pages.modules.callbacks.register,
        sign_dash.pages.modules.state.TRACKED,
        frozenset({"modules"}),
        special=True,
    ),
    Page(
        "regulators",
        lambda: say("Regulators"),
        sign_dash.pages.regulators.layout.layout,
        sign_dash.pages.regulators.callbacks.register,
        sign_dash.pages.regulators.state.TRACKED,
        frozenset({"per_sample", "signed", "coefficients"}),
    ),
    Page(
        "scores",
        lambda: say("Scores"),
        sign_dash.pages.scores.layout.layout,
        sign_dash.pages.scores.callbacks.register,
        sign_dash.pages.scores.state.TRACKED,
    ),
    Page(
        "runs",
        lambda: say("Data & runs"),
        sign_dash.pages.data.layout.layout,
        sign_dash.pages.data.callbacks.register,
        sign_dash.pages.data.state.TRACKED,
        changes=sign_dash.pages.data.names.CHANGES,
    ),
    Page(
        "story",
        lambda: say("Story"),
        sign_dash.pages.story.layout.layout,
        sign_dash.pages.story.callbacks.register,
        own=frozenset({sign_dash.pages.story.names.OPEN}),
    ),
)
"""Where an address names no page, :data:`sign_dash.ids.DEFAULT_PAGE` is shown; a study opens on the first one."""


def tracked(pages: Sequence[Page] = PAGES) -> Mapping[str, Sequence[Tracked]]:
    """The controls that make the view, by page; those on every page under ``shell``."""
    return {"shell": sign_dash.shell.state.TRACKED, **{page.name: page.tracked for page in pages}}
