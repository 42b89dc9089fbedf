"""Names of the components of this page that its layout, its callbacks and its script speak of."""

from __future__ import annotations

from typing import Final

PAGE: Final = "components-page"
MODEL: Final = "components-model"
SIDE: Final = "components-side"
FACTS: Final = "components-facts"
CARDS: Final = "components-cards"

VALUES: Final = "components-values"  # store: cores, contributions and predictions of all samples, for the browser
CHOSEN: Final = "components-chosen"  # store: the chosen component, see choice.Chosen
CARD: Final = "component-card"  # type of the pattern of the cards' buttons, index = component
CELL: Final = "core-cell"  # type of the pattern of the core's cells, row = regulator, column = target component

CORE: Final = "components-core"
CORE_SHOWS: Final = "components-core-shows"
SENTENCE: Final = "components-sentence"

PREDICTION: Final = "components-prediction"
ACCURACY: Final = "components-accuracy"
CAUTION: Final = "components-caution"

PLANE: Final = "components-plane"
ACROSS: Final = "components-across"
UP: Final = "components-up"
REGION: Final = "components-region"

NETWORK: Final = "component-network"  # prefix of this page's canvas, see sign_dash.network.canvas.CanvasIds
WHAT: Final = "components-what"
COUNT: Final = "components-count"
STRENGTH: Final = "components-strength"
TO_EXPLORE: Final = "components-to-explore"
FIT: Final = "components-fit"
TABLE: Final = "components-edge-table"
TABLE_BUTTON: Final = "components-table-button"
TABLE_PANEL: Final = "components-table-panel"
