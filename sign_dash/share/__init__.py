"""A study without a server: one file that is opened by a double click, with the slider working."""

from sign_dash.share.page import shared_page
from sign_dash.share.views import SharedView, views_of

__all__ = ["SharedView", "shared_page", "views_of"]
