"""The words on screen, in the reader's language.

English is the source: :func:`say` takes the English sentence and gives it in the language of the browser that asks.
``signdash.say`` in ``assets/js/language.mjs`` does the same in the browser. :func:`spoken` gives what ``compute``
reports, and errors, in that language.
"""

from sign_dash.language.say import COOKIE, LANGUAGES, browser_catalogue, language_now, say
from sign_dash.language.spoken import spoken

__all__ = ["COOKIE", "LANGUAGES", "browser_catalogue", "language_now", "say", "spoken"]
