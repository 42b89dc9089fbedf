"""Serve the dashboard: ``python app.py [STUDY]``."""
