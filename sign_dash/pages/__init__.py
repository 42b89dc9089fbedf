"""The pages: one folder each, listed in :mod:`sign_dash.pages.registry`."""
