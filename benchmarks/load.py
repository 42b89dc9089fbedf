"""Many people at one server: how long each waits while others export and a run computes.

    python benchmarks/load.py [--users 50] [--minutes 10] [--exports 4] [--processes 2] [--run] [--study DIR] [--json]

A server of its own, on the study given or a simulated one. First one person's acts are recorded in a real browser
(:mod:`benchmarks.visits`): opening the study, looking up a gene, Explore, Compare, Regulators, hubs, Data & runs,
Story. Then every user opens the study within the first half minute and goes on with one act after the other, 1 to 3
seconds apart, each with genes and samples of their own; a user's browser asks as a real one does, six requests at a
time, scripts kept. Every user has a story, opened at the start and asked for with every tenth act, which has to be the
user's own. ``--exports``: people who export a large table one time after the other. ``--run``: networks are estimated
meanwhile. Printed: requests, errors, answers that were somebody else's ("foreign"); p50, p95, p99 of the waiting times
in milliseconds of what the server has to think about (documents, layouts, questions, stories), of scripts apart, and of
whole acts; exports; memory of all processes of the server in MB at the start, every tenth of the time, and at the end;
the seconds of processor time the server took, and a request on average.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.visits import UPDATE, Act, Visitor, record
from compute.jobs.worker import POLITENESS
from compute.study import open_study
from sign_dash.pages.story.slides import Slide, Story, to_json
from tests.sign_dash.planted import plant

PAUSES = (1.0, 3.0)
"""Seconds between two acts of one user: at least, at most."""
ARRIVING = 30.0
"""Seconds within which all users come, at most a tenth of the time."""
PATIENCE = 60


class Load:
    """What the users of one server went through. acts: what they do."""

    def __init__(self, address: str, seconds: float, acts: Sequence[Act], study: Path) -> None:
        self.address = address
        self.seconds, self.until = seconds, time.monotonic() + seconds
        self.acts = acts
        opened = open_study(study)
        self.title, self.genes, self.samples = opened.title, tuple(opened.targets), len(opened.samples)
        self.waited: dict[str, list[float]] = {"page": [], "script": [], "act": []}
        self.exported: list[float] = []
        self.errors: list[str] = []
        self.foreign = 0
        self.values: dict[tuple[str, str], Any] = {}
        self.callbacks: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def look(self, number: int) -> None:
        """One user: a story of one's own, then one act after the other."""
        visitor = Visitor(number, self.address, self.acts, self.genes, self.samples, self._answered)
        time.sleep(visitor.chance.uniform(0, min(ARRIVING, self.seconds / 10)))
        owner, own = str(uuid.UUID(int=number + 1)), f"slide of user {number:03d}"
        story = to_json(Story(self.title, True, (Slide(own, "", "explore", ()),)))
        content = f"data:;base64,{base64.b64encode(story.encode()).decode()}"
        self._call(visitor, "story-open", {"story-open": content, "story-owner": owner, "story-changed": 0})
        done = 0
        while time.monotonic() < self.until:
            begun = time.perf_counter()
            visitor.do(visitor.next_act())
            with self._lock:
                self.waited["act"].append(time.perf_counter() - begun)
            done += 1
            if done % 10 == 1:
                status, text = self._call(visitor, "story-owner", {"story-owner": owner, "story-changed": 0})
                if status == 200 and (own not in text or text.count("slide of user") != 1):
                    with self._lock:
                        self.foreign += 1
            time.sleep(visitor.chance.uniform(*PAUSES))

    def _answered(self, kind: str, seconds: float, status: int, what: str) -> None:
        with self._lock:
            self.waited[kind].append(seconds)
            if not 200 <= status < 400:
                self.errors.append(f"{status} {what}")

    def prepare(self) -> None:
        """The callbacks, and the values that the layout has for them."""
        visitor = requests.Session()
        self.values = dict(_values(visitor.get(f"{self.address}_dash-layout", timeout=PATIENCE).json()))
        self.callbacks = visitor.get(f"{self.address}_dash-dependencies", timeout=PATIENCE).json()

    def _body(self, callback: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        def filled(one: dict[str, Any]) -> dict[str, Any]:
            return {**one, "value": given.get(one["id"], self.values.get((one["id"], one["property"])))}

        output = callback["output"]
        parts = [part.partition("@")[0].rpartition(".") for part in output.strip(".").split("...")]
        outputs = [{"id": name, "property": prop} for name, _, prop in parts]
        return {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": [filled(one) for one in callback["inputs"]],
            "state": [filled(one) for one in callback["state"]],
            "changedPropIds": [f"{callback['inputs'][0]['id']}.{callback['inputs'][0]['property']}"],
        }

    def _call(self, visitor: Visitor, component: str, given: dict[str, Any]) -> tuple[int, str]:
        """The server's callback that a component sets off, with these values."""
        found = next(one for one in self.callbacks if not one.get("clientside_function")
                     and any(entry["id"] == component for entry in one["inputs"]))  # fmt: skip
        return visitor.ask(UPDATE, json.dumps(self._body(found, given)))

    def export(self, body: dict[str, Any]) -> None:
        """One person who exports all the time."""
        visitor = requests.Session()
        while time.monotonic() < self.until:
            begun = time.perf_counter()
            answer = self._timed(lambda: visitor.post(f"{self.address}export/table", json=body, timeout=PATIENCE), [])
            while answer is not None and answer.status_code == 202:
                time.sleep(0.3)
                ticket = answer.json()["ticket"]
                answer = self._timed(
                    lambda t=ticket: visitor.get(f"{self.address}export/ticket/{t}", timeout=PATIENCE), []
                )
            if answer is not None and answer.status_code == 200:
                with self._lock:
                    self.exported.append(time.perf_counter() - begun)

    def _timed(self, ask: Any, into: list[float]) -> requests.Response | None:
        begun = time.perf_counter()
        try:
            answer: requests.Response = ask()
        except requests.RequestException as error:
            with self._lock:
                self.errors.append(type(error).__name__)
            return None
        with self._lock:
            into.append(time.perf_counter() - begun)
            if answer.status_code >= 400:
                self.errors.append(f"{answer.status_code} {answer.text[:80]}")
        return answer


def _values(layout: Any) -> Iterator[tuple[tuple[str, str], Any]]:
    """Component and property of everything that the layout gives a value."""
    if isinstance(layout, list):
        for one in layout:
            yield from _values(one)
    elif isinstance(layout, dict) and "props" in layout:
        name = layout["props"].get("id")
        for prop, value in layout["props"].items():
            if isinstance(name, str) and prop != "children":
                yield (name, prop), value
            yield from _values(value)


def memory(process: psutil.Process) -> float:
    """MB of a process and all it has started."""
    return sum(one.memory_info().rss for one in _family(process)) / 1e6


def worked(process: psutil.Process) -> float:
    """Seconds of processor time of a process and all it has started, as far as they are there."""
    return float(sum(sum(one.cpu_times()[:2]) for one in _family(process)))


def _family(process: psutil.Process) -> Iterator[psutil.Process]:
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            one.memory_info()
            yield one


def _front(address: str) -> str:
    """Where the first study is; waits for the processes to serve."""
    while True:
        try:
            return str(requests.get(address, timeout=PATIENCE).url.rpartition("/")[0]) + "/"
        except requests.ConnectionError:
            time.sleep(0.2)


def table(rows: int) -> dict[str, Any]:
    """A table as a page reports it, large enough that writing it takes a while."""
    values = np.random.default_rng(0).normal(size=(rows, 8)).tolist()
    return {"table": {"name": "Edges", "columns": [f"c{i}" for i in range(8)], "rows": values}, "format": "xlsx"}


def main() -> None:
    """Serve, record, load, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--exports", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--study", type=Path, help="another study than the simulated one")
    parser.add_argument("--json", action="store_true", help="on one line")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = asked.study or plant(folder / "planted", samples=400, regulators=100, targets=400).path
        command = [sys.executable, "app.py", str(study), "--studies", str(folder / "studies"), "--port", "0"]
        command += ["--processes", str(asked.processes)] if asked.processes > 1 else []
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            print(json.dumps(loaded(found[0], asked, server, study), indent=None if asked.json else 1))
        finally:
            server.terminate()
            server.wait()


def loaded(address: str, asked: argparse.Namespace, server: subprocess.Popen[str], study: Path) -> dict[str, Any]:
    """The figures."""
    front, seconds = _front(address), 60 * asked.minutes
    load = Load(front, seconds, record(front), study)
    load.prepare()
    process = psutil.Process(server.pid)
    computing = _run() if asked.run else None
    body = table(3000)
    people = [threading.Thread(target=load.look, args=(n,)) for n in range(asked.users)]
    people += [threading.Thread(target=load.export, args=(body,)) for _ in range(asked.exports)]
    used, took = [memory(process)], worked(process)
    load.until = time.monotonic() + seconds
    for person in people:
        person.start()
    for _ in range(10):
        time.sleep(seconds / 10)
        used.append(memory(process))
    took = worked(process) - took
    for person in people:
        person.join()
    used.append(memory(process))
    if computing is not None:
        computing.terminate()
        computing.wait()
    count = len(load.waited["page"]) + len(load.waited["script"])
    return {
        "users": asked.users, "minutes": asked.minutes, "exporting": asked.exports, "run": asked.run,
        "processes": asked.processes, "cores": os.cpu_count(), "requests": count, "acts": len(load.waited["act"]),
        "errors": len(load.errors), "first errors": load.errors[:3], "foreign": load.foreign,
        **_quantiles(load.waited["page"], ""), **_quantiles(load.waited["script"], "script "),
        **_quantiles(load.waited["act"], "act "),
        "exports": len(load.exported), "export p50 s": round(float(np.median(load.exported or [0])), 2),
        "memory": [round(one) for one in used],
        "server's processor seconds": round(took, 1), "processor ms a request": round(1000 * took / max(count, 1), 2),
    }  # fmt: skip


def _quantiles(waited: list[float], of: str) -> dict[str, float]:
    return {f"{of}p{q}": round(float(np.percentile(1000 * np.array(waited or [0]), q)), 1) for q in (50, 95, 99)}


def _run() -> subprocess.Popen[bytes]:
    """A run that computes for as long as it is needed, as polite as the page's own."""
    script = (
        f"import numpy as np, pandas as pd, os; os.nice({POLITENESS}); from compute import profile\n"
        "rng = np.random.default_rng(0)\n"
        "t = pd.DataFrame(rng.normal(8, 1, (200, 300)), [f'S{i}' for i in range(200)], [f'G{i}' for i in range(300)])\n"
        "while True:\n"
        "    profile(t, pd.Series(np.sort(rng.normal(size=200)), t.index), regulators=list(t.columns[:60]),\n"
        "            transform='none', simulated=True, workers=1)\n"
    )
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)


if __name__ == "__main__":
    main()
