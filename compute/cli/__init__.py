"""``python -m compute``: one file per command, imported only when it is called."""
