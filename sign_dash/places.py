"""Where the dashboard's own files are, and where it keeps what it makes: in a checkout beside the code, once it is
installed in the user's own folders.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_data_path

PACKAGE: Final = Path(__file__).resolve().parent
ROOT: Final = PACKAGE.parent
"""Of a checkout; of an installed package: the folder it is imported from, and nothing else."""
INSTALLED: Final = not (ROOT / "pyproject.toml").is_file()
ASSETS: Final = PACKAGE / "assets" if INSTALLED else ROOT / "assets"
CACHE: Final = user_cache_path("sign-dash", appauthor=False) if INSTALLED else ROOT / "cache"
STUDIES: Final = user_data_path("sign-dash", appauthor=False) / "studies" if INSTALLED else ROOT / "studies"
DEMO: Final = CACHE / "demo"
