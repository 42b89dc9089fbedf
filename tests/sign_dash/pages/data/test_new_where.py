"""Where a run is computed: offered where the server knows a cluster, and its address is the server's alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from compute.errors import UserError
from compute.estimate import ClusterSize, cluster_size
from sign_dash.pages.data.new_where import cluster_words, where_row
from sign_dash.server.library import LIBRARY, Library


@pytest.mark.parametrize("cluster", ["", "local:2"])
def test_the_choice_is_there_where_the_server_knows_a_cluster(tmp_path: Path, cluster: str) -> None:
    app = Flask(__name__)
    app.extensions[LIBRARY] = Library(tmp_path, cluster=cluster)
    with app.app_context():
        row = where_row()
    assert row.hidden == (not cluster)
    assert row["new-where-facts"].role == "status"
    assert row["new-where"].value == "here"


def test_workers_and_memory_are_said() -> None:
    assert cluster_words(ClusterSize(1200, 2400, 64_000_000_000)) == (
        "The cluster: 1,200 workers, 2,400 threads, 64 GB of memory."
    )
    assert cluster_words(ClusterSize(2, 2, 0)) == "The cluster: 2 workers, 2 threads."
    assert "no workers" in cluster_words(ClusterSize(0, 0, 0))
    assert cluster_size("local:3").workers == 3
    with pytest.raises(UserError, match="local:2"):
        cluster_size("local:none")
