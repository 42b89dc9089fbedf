"""What compute reports, in the language of whoever reads the page."""

from __future__ import annotations

from compute.errors import UserError
from compute.messages import Message
from sign_dash.language.say import catalogue, language_now


def spoken(said: Message | UserError) -> str:
    """The sentence of a message or an error: its template's translation with its values filled in.

    Paths are shown by their names alone: where a server keeps its files is nobody's business. Negative numbers have the
    minus sign of the page's own. A template that the
    catalogue lacks, as text that older studies keep, stays as it is.
    """
    message = said.message if isinstance(said, UserError) else said
    known = catalogue(language_now())
    return message.text(lambda template: known.get(template) or template, lambda path: path.name, minus="−")
