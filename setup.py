"""Which packages are installed; everything else about them is in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["compute*", "sign_dash*"]), "sign_dash.assets"],
    package_dir={"sign_dash.assets": "assets"},  # what the browser loads; sign_dash/places.py finds it in either place
)
