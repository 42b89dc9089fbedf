"""The dashboard: layout, callbacks, figures and exports of pictures, on top of :mod:`compute`'s public names."""

from sign_dash.mantine import import_used_alone

import_used_alone()
