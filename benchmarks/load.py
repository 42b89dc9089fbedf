"""Many people at one server: how long each waits while others export and a run computes.

    python benchmarks/load.py [--users 50] [--seconds 60] [--exports 4] [--processes 1] [--run]

A server of its own on the simulated study of the tests. Every user opens a story of their own, then asks about once a
second for what the page asks for: the layout, scripts, and the server's callbacks with the values that the layout has;
each story has to be the user's own. `--exports`: people who export a large table one time after the other. `--run`: a
study is estimated meanwhile. Prints one JSON object: requests, errors, answers that were somebody else's ("foreign"),
p50, p95, p99 of the waiting times in milliseconds, exports, and the memory of all processes of the server at the start,
half way and at the end, in MB.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sign_dash.pages.story.slides import Slide, Story, to_json
from tests.sign_dash.planted import plant

PAUSE = 1.0
"""Seconds between two looks of one user, on average."""
PATIENCE = 60


class Load:
    """What the users of one server went through."""

    def __init__(self, address: str, seconds: float) -> None:
        self.address = address
        self.until = time.monotonic() + seconds
        self.waited: list[float] = []
        self.exported: list[float] = []
        self.errors: list[str] = []
        self.foreign = 0
        self.title = "Planted cohort"
        self.values: dict[tuple[str, str], Any] = {}
        self.callbacks: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def look(self, number: int) -> None:
        """One user: a story of one's own, then one request after the other, each with a pause before it."""
        visitor, chance = requests.Session(), random.Random(number)
        owner, own = str(uuid.UUID(int=number + 1)), f"slide of user {number:03d}"
        story = to_json(Story(self.title, True, (Slide(own, "", "explore", ()),)))
        content = f"data:;base64,{base64.b64encode(story.encode()).decode()}"
        self._call(visitor, "story-open", {"story-open": content, "story-owner": owner, "story-changed": 0})
        while time.monotonic() < self.until:
            time.sleep(chance.expovariate(1 / PAUSE))
            kind = chance.choice(("layout", "script", "callback", "callback", "callback", "story"))
            if kind == "layout":
                self._timed(lambda: visitor.get(f"{self.address}_dash-layout", timeout=PATIENCE), self.waited)
            elif kind == "script":
                self._timed(lambda: visitor.get(f"{self.address}assets/main.mjs", timeout=PATIENCE), self.waited)
            elif kind == "callback":
                self._ask(visitor, chance.choice(self.bodies))
            else:
                answer = self._call(visitor, "story-owner", {"story-owner": owner, "story-changed": 0})
                if answer is not None and (own not in answer.text or answer.text.count("slide of user") != 1):
                    with self._lock:
                        self.foreign += 1

    def prepare(self) -> None:
        """The callbacks that the layout alone has all values for, and that answer."""
        visitor = requests.Session()
        self.values = dict(_values(visitor.get(f"{self.address}_dash-layout", timeout=PATIENCE).json()))
        self.callbacks = visitor.get(f"{self.address}_dash-dependencies", timeout=PATIENCE).json()
        for callback in self.callbacks:
            needed = [(one["id"], one["property"]) for one in (*callback["inputs"], *callback["state"])]
            if callback.get("clientside_function") or any("{" in name or (name, prop) not in self.values
                                                          for name, prop in needed):  # fmt: skip
                continue
            body = self._body(callback, {})
            answer = visitor.post(f"{self.address}_dash-update-component", json=body, timeout=PATIENCE)
            if answer.status_code in (200, 204):
                self.bodies.append(body)

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

    def _call(self, visitor: requests.Session, component: str, given: dict[str, Any]) -> requests.Response | None:
        """The server's callback that a component sets off, with these values."""
        found = next(one for one in self.callbacks if not one.get("clientside_function")
                     and any(entry["id"] == component for entry in one["inputs"]))  # fmt: skip
        return self._ask(visitor, self._body(found, given))

    def _ask(self, visitor: requests.Session, body: dict[str, Any]) -> requests.Response | None:
        address = f"{self.address}_dash-update-component"
        return self._timed(lambda: visitor.post(address, json=body, timeout=PATIENCE), self.waited)

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
    found = 0
    for one in (process, *process.children(recursive=True)):
        try:
            found += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return found / 1e6


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
    """Serve, load, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--exports", type=int, default=4)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--run", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plant(folder / "planted")
        command = [
            sys.executable,
            "app.py",
            str(folder / "planted"),
            "--studies",
            str(folder / "studies"),
            "--port",
            "0",
        ]
        command += ["--processes", str(asked.processes)] if asked.processes > 1 else []
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            print(json.dumps(loaded(found[0], asked, server), indent=1))
        finally:
            server.terminate()
            server.wait()


def loaded(address: str, asked: argparse.Namespace, server: subprocess.Popen[str]) -> dict[str, Any]:
    """The figures."""
    load = Load(_front(address), asked.seconds)
    load.prepare()
    load.until = time.monotonic() + asked.seconds
    process = psutil.Process(server.pid)
    computing = _run() if asked.run else None
    body = table(3000)
    people = [threading.Thread(target=load.look, args=(n,)) for n in range(asked.users)]
    people += [threading.Thread(target=load.export, args=(body,)) for _ in range(asked.exports)]
    used = [memory(process)]
    for person in people:
        person.start()
    time.sleep(asked.seconds / 2)
    used.append(memory(process))
    for person in people:
        person.join()
    used.append(memory(process))
    if computing is not None:
        computing.terminate()
        computing.wait()
    waited = 1000 * np.array(load.waited)
    return {
        "users": asked.users, "seconds": asked.seconds, "exporting": asked.exports, "run": asked.run,
        "processes": asked.processes, "cores": os.cpu_count(), "requests": len(load.waited),
        "errors": len(load.errors), "first errors": load.errors[:3], "foreign": load.foreign,
        **{f"p{q}": round(float(np.percentile(waited, q)), 1) for q in (50, 95, 99)},
        "exports": len(load.exported), "export p50 s": round(float(np.median(load.exported or [0])), 2),
        "memory": [round(one) for one in used],
    }  # fmt: skip


def _run() -> subprocess.Popen[bytes]:
    """A run that computes for as long as it is needed, as polite as the page's own."""
    script = (
        "import numpy as np, pandas as pd, os; os.nice(5); from compute import profile; rng = np.random.default_rng(0);"
        "t = pd.DataFrame(rng.normal(8, 1, (200, 300)), [f'S{i}' for i in range(200)], [f'G{i}' for i in range(300)]);"
        "profile(t, pd.Series(np.sort(rng.normal(size=200)), t.index), regulators=list(t.columns[:60]),"
        "        transform='none', simulated=True, workers=1)"
    )
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)


if __name__ == "__main__":
    main()
