"""The network methods: each is one folder; nothing outside of it knows how it estimates.

:data:`METHODS` lists them by name. A new one is a folder here and a line below, or a package of its own with an entry
point in the group ``sign_dash.methods``.
"""

from __future__ import annotations

from typing import Any

from compute.messages import word
from compute.methods.base import NETWORKS, Method
from compute.plugins import Registry

__all__ = ["DEFAULT_METHOD", "METHODS", "NETWORKS", "Method"]

DEFAULT_METHOD = "network-profiler"
METHODS: Registry[Method[Any, Any]] = Registry(
    word("method"),
    "sign_dash.methods",
    {
        "network-profiler": "compute.methods.network_profiler.method:METHOD",
        "bayesian-network": "compute.methods.bayesian_network.method:METHOD",
        "state-space": "compute.methods.state_space.method:METHOD",
        "curves": "compute.methods.curves.method:METHOD",
    },
)
