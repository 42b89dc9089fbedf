"""What compute reports, in the language of whoever reads the page."""

from __future__ import annotations

from compute.errors import UserError
from compute.messages import Message
from sign_dash.language.recognised import recognised
from sign_dash.language.say import catalogue, language_now


def spoken(said: Message | UserError) -> str:
    """The sentence of a message or an error: its template's translation with its values filled in.

    Paths are shown by their names alone: where a server keeps its files is private. Negative numbers have the minus
    sign of the page's own. A sentence that an older study keeps as text is recognised where that can be done; whatever
    else the catalogue lacks stays as it is.
    """
    message = said.message if isinstance(said, UserError) else said
    language = language_now()
    known = catalogue(language)
    if known and not message.values and message.template not in known:
        message = recognised(message.template, language) or message
    return message.text(lambda template: known.get(template) or template, lambda path: path.name, minus="−")
