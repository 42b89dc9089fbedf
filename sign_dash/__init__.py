"""The dashboard: layout, callbacks, figures and exports of pictures, on top of :mod:`compute`'s public names."""
