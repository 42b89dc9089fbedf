"""The words on screen, in the reader's language.

English is the source: :func:`say` takes the English sentence and gives it in the language of the browser that asks.
"""

from sign_dash.language.say import LANGUAGES, language_now, say

__all__ = ["LANGUAGES", "language_now", "say"]
