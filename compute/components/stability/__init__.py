"""How stable components are over seeds and over samples."""
