"""The computing side. The dashboard imports what the parts export, and nothing deeper."""

__version__ = "0.1.0"
