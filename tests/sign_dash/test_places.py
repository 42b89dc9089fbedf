"""Installed as a wheel: every file is there, and the dashboard is served from a place that knows no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from sign_dash.places import ASSETS, CACHE, DEMO, INSTALLED, ROOT, STUDIES
from tests.sign_dash.planted import Planted

pytestmark = pytest.mark.slow
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what git has here, built with the setuptools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    words = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(source)]
    subprocess.run([*PIP, *words], check=True)
    return next(folder.glob("sign_dash-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment of its own, with the wheel; what it needs is lent from this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    subprocess.run([*PIP, "--python", str(folder), "install", "--no-deps", "--no-index", str(wheel)], check=True)
    python = folder / "bin" / "python"
    site = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(python), "-c", site], capture_output=True, text=True, check=True).stdout.strip()
    Path(packages, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


def tracked(*parts: str) -> list[str]:
    """The files of the checkout that are under version control, and still there."""
    listed = subprocess.run(["git", "ls-files", "-z", *parts], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_a_checkout_keeps_everything_beside_the_code() -> None:
    assert not INSTALLED
    assert {path.parent for path in (ASSETS, CACHE, STUDIES)} == {ROOT}
    assert DEMO.parent == CACHE


def test_the_wheel_holds_every_file_and_nothing_else(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {name.replace("assets/", "sign_dash/assets/", 1) for name in tracked("assets")}
    assert packed == wanted | set(tracked("compute", "sign_dash"))


def test_what_the_wheel_needs_is_what_the_requirements_say(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        record = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        needed = re.findall("^Requires-Dist: (.+)$", packed.read(record).decode(), re.MULTILINE)
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert needed == [line for line in lines if line and not line.startswith("#")]


def test_the_installed_dashboard_serves_a_study(installed: Path, planted: Planted, tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": "", "XDG_DATA_HOME": "", "PYTHONPATH": ""}
    command = [installed / "sign-dash", planted.path, "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=home, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split(": ")[-1].strip()
        try:
            with urlopen(address, timeout=20) as page:
                links = re.findall(r'(?:src|href)="(/[^"]+)"', page.read().decode())
            assert any("/assets/js/" in link or "/assets/css/" in link for link in links), links
            for link in links:
                with urlopen(address.rstrip("/") + link, timeout=20) as answer:
                    assert answer.status == 200
        finally:
            process.terminate()


def test_the_installed_command_knows_its_catalogues(installed: Path, tmp_path: Path) -> None:
    code = "import compute; from compute.read import builtin_regulators as known; print(len(known()), compute.__file__)"
    done = subprocess.run([installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    count, place = done.stdout.split()
    assert int(count) > 1000
    assert Path(place).is_relative_to(installed.parent)
    subprocess.run([installed / "sign-compute", "--help"], cwd=tmp_path, capture_output=True, check=True)
