"""Names of the components of this page that its layout, its callbacks and its script speak of."""

from __future__ import annotations

from typing import Final

from sign_dash.gene_sets import GeneSetsIds

POLL: Final = 400
"""Milliseconds between two looks at a job."""

PAGE: Final = "regulators-page"
OPENED: Final = "regulators-opened"  # store: true; a page is put into the document when it is first opened
VIEW: Final = "regulators-view"
ASKED: Final = "regulators-asked"  # store: {"regulator", "target"}: what was asked to be seen in Explore
LEADS: Final = "regulators-leads"  # store: {"picked": gene, "values": of Explore's controls}: the answer

# Of a target.
TARGET: Final = "regulators-target"
RANKED_BY: Final = "regulators-by"
MARKED_BY: Final = "regulators-marks"
RANKING: Final = "regulators-ranking"
RANKING_FACTS: Final = "regulators-ranking-facts"
MARK_FACTS: Final = "regulators-mark-facts"
HEAT: Final = "regulators-heat"
HEAT_SHOWS: Final = "regulators-heat-shows"
HEAT_ROWS: Final = "regulators-heat-rows"
HEAT_LEGEND: Final = "regulators-heat-legend"
SAVE_RANKING: Final = "regulators-save-ranking"
SAVE_VALUES: Final = "regulators-save-values"

# Hubs.
HUBS_SURE: Final = "hubs-sure"  # the least confidence of the edges that are counted, as text
HUBS_BY: Final = "regulators-hubs-by"
BINS: Final = "regulators-bins"
HUBS: Final = "regulators-hubs"
HUB_PANELS: Final = "regulators-hub-panels"
HUB_BINS: Final = "regulators-hub-bins"  # store: what the pictures are drawn from, see hubs.Hubs.pictures
HUBS_WAIT: Final = "regulators-hubs-wait"
HUBS_STATE: Final = "regulators-hubs-state"
HUBS_BAR: Final = "regulators-hubs-bar"
HUBS_CLOCK: Final = "regulators-hubs-clock"
HUBS_COUNTED: Final = "regulators-hubs-counted"  # store: true once the targets of a large study are counted
HUB_FACTS: Final = "regulators-hub-facts"
HUB_SCALE: Final = "regulators-hub-scale"
SAVE_HUBS: Final = "regulators-save-hubs"
SAVE_BINS: Final = "regulators-save-bins"

# Master regulators.
GENE_SETS: Final = "masters"  # prefix of the field of gene sets, see sign_dash.gene_sets.GeneSetsIds
FILE: Final = GeneSetsIds(GENE_SETS).file  # store: the current gene sets
SMALLEST: Final = "masters-smallest"
LARGEST: Final = "masters-largest"
PERMUTATIONS: Final = "masters-permutations"
NOTES: Final = "masters-notes"
RUN: Final = "masters-run"
CANCEL: Final = "masters-cancel"
KEY: Final = "masters-key"  # store: the key of the result that is wanted, see jobs.Request.key
CLOCK: Final = "masters-clock"
STATE: Final = "masters-state"
BAR: Final = "masters-bar"
DONE: Final = "masters-done"  # store: the key of the result that is shown
RESULT: Final = "masters-result"
MASTERS: Final = "masters-table"
EMPTY: Final = "masters-empty"
MASTER_FACTS: Final = "masters-facts"
SAVE_MASTERS: Final = "masters-save"
SAVE_FUNCTIONS: Final = "masters-save-functions"

SAVED: Final = "regulators-saved"  # store: a table of the page on its way to a file, see sign_dash.export.own
