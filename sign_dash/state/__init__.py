"""The view as values: what the address restores, what undo and redo walk through, what a session file holds.

A page names its controls in its ``state.py``; the rest is one machine in the browser (``assets/js/state.mjs``).
"""

from sign_dash.state.callbacks import register
from sign_dash.state.store import browser_state, state_store
from sign_dash.state.tracked import Tracked

__all__ = ["Tracked", "browser_state", "register", "state_store"]
