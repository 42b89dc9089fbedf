"""What the machine has: versions, threads, memory, disk, GPU, browser. Nothing of the user, of files or of names."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import psutil

import compute

PACKAGES: Final = (
    *("numpy", "scipy", "pandas", "scikit-learn", "numba", "torch", "pyarrow", "h5py", "zarr", "anndata"),
    *("dash", "plotly", "waitress", "distributed"),
)
BROWSERS: Final = ("firefox", "chromium", "chromium-browser", "google-chrome", "microsoft-edge", "safari")
THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
SECONDS: Final = 5
"""Seconds after which a driver that does not answer is given up."""


def machine(folder: Path) -> dict[str, str]:
    """Fact → value, in the order in which they are shown. folder: whose disk is meant."""
    memory, disk = psutil.virtual_memory(), shutil.disk_usage(folder)
    limits = [f"{name}={os.environ[name]}" for name in THREADS if name in os.environ]
    return {
        "SiGN-Dash": compute.__version__,
        "Python": f"{platform.python_version()} ({sys.maxsize.bit_length() + 1} bit)",
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "packages": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "threads": f"{_usable()} of {os.cpu_count()}" + (f" ({', '.join(limits)})" if limits else ""),
        "memory": f"{_size(memory.available)} free of {_size(memory.total)}",
        "disk": f"{_size(disk.free)} free of {_size(disk.total)}",
        "GPU": gpu(),
        "browser": next((name for name in BROWSERS if shutil.which(name)), "none found by name"),
    }


def gpu() -> str:
    """NVIDIA's devices by name; torch is not loaded for it, since that takes seconds."""
    if shutil.which("nvidia-smi") is None:
        return "none (no NVIDIA driver)"
    asked = ["nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return "the NVIDIA driver does not answer"
    return "; ".join(line.strip() for line in told.splitlines() if line.strip()) or "none"


def _usable() -> int:
    """Threads this process may use: fewer than there are in a container or a job of a cluster."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _size(size: float) -> str:
    return f"{size / 1e9:,.1f} GB"
