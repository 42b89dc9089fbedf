"""A provider that is slow, cut, wrong or gone: a server of this machine stands for it."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from compute.cli import fetch as command
from compute.cli.main import main
from compute.errors import UserError
from compute.fetch import CATALOGUE, DataSet, fetch, find_data_set

CONTENT = bytes(range(256)) * 400


@dataclass
class Provider:
    """What the server does. cut: bytes after which it hangs up, each time one less in the list. pause: seconds before
    each half. asked: the Range header of every request."""

    content: bytes = CONTENT
    cut: list[int] = field(default_factory=list)
    ranges: bool = True
    pause: float = 0.0
    kind: str = "application/octet-stream"
    status: int = 200
    asked: list[str] = field(default_factory=list)
    address: str = ""
    version: str = '"1"'

    @property
    def data(self) -> DataSet:
        checksum = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"
        return DataSet("try", "bytes", "EXPR", f"{self.address}/file.bin", "file.bin", "free", "a page", checksum)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr("compute.fetch.download._PAUSE", 0.0)
    state = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            state.asked.append(wanted)
            first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and state.ranges else 0
            if self.headers.get("If-Range", state.version) != state.version:
                first = 0
            body = state.content[first:]
            if first and not body:
                self.send_error(416)
                return
            self.send_response(state.status if not first else 206)
            self.send_header("Content-Type", state.kind)
            self.send_header("ETag", state.version)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            sent = body[: state.cut.pop(0)] if state.cut else body
            half = len(sent) // 2
            for part in (sent[:half], sent[half:]):
                time.sleep(state.pause)
                with suppress(OSError):  # the one who asked has given up
                    self.wfile.write(part)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield state
    server.shutdown()
    server.server_close()


def test_a_file_comes_whole_with_a_note_of_where_from_and_is_not_asked_for_twice(
    provider: Provider, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    found = fetch(provider.data, tmp_path, lambda there, whole: steps.append((there, whole)))
    assert found.path.read_bytes() == CONTENT
    assert (found.known, found.fresh) == (True, True)
    assert steps[-1] == (len(CONTENT), len(CONTENT))
    note = json.loads((tmp_path / "file.bin.source.json").read_text())
    assert note["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert (note["url"], note["terms"]) == (provider.data.url, "free")
    assert not fetch(provider.data, tmp_path).fresh
    assert len(provider.asked) == 1


def test_what_was_cut_goes_on_where_it_stopped(provider: Provider, tmp_path: Path) -> None:
    provider.cut = [30_000, 20_000]
    assert fetch(provider.data, tmp_path).path.read_bytes() == CONTENT
    assert provider.asked == ["", "bytes=30000-", "bytes=50000-"]


def test_where_the_provider_cannot_go_on_it_begins_again(provider: Provider, tmp_path: Path) -> None:
    provider.cut, provider.ranges = [30_000], False
    assert fetch(provider.data, tmp_path).path.read_bytes() == CONTENT


def test_cut_each_time_it_is_one_sentence_and_the_next_call_goes_on(provider: Provider, tmp_path: Path) -> None:
    provider.cut = [10_000, 10_000]
    with pytest.raises(UserError, match="it continues where it stopped"):
        fetch(provider.data, tmp_path, tries=2)
    assert not (tmp_path / "file.bin").exists()
    assert (tmp_path / "file.bin.part").stat().st_size == 20_000
    assert fetch(provider.data, tmp_path).path.read_bytes() == CONTENT
    assert provider.asked[-1] == "bytes=20000-"
    assert not (tmp_path / "file.bin.part").exists()


def test_slow_is_waited_for_and_silent_is_given_up(provider: Provider, tmp_path: Path) -> None:
    provider.pause = 0.1
    assert fetch(provider.data, tmp_path / "slow", patience=5).path.read_bytes() == CONTENT
    provider.pause = 0.6
    with pytest.raises(UserError, match="cannot be fetched"):
        fetch(provider.data, tmp_path / "silent", patience=0.2, tries=1)


def test_another_content_is_refused_and_leaves_nothing(provider: Provider, tmp_path: Path) -> None:
    provider.content = CONTENT[::-1]
    with pytest.raises(UserError, match="differs from the expected one"):
        fetch(provider.data, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == []


def test_without_a_published_checksum_the_first_one_counts(provider: Provider, tmp_path: Path) -> None:
    open_end = replace(provider.data, checksum="")
    assert not fetch(open_end, tmp_path).known
    assert fetch(open_end, tmp_path).known
    (tmp_path / "file.bin").unlink()
    provider.content = CONTENT[::-1]
    with pytest.raises(UserError, match=r"remove file.bin.source.json to accept the new file"):
        fetch(open_end, tmp_path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": 404}, "answers 404"),
        ({"status": 503}, "answers 503"),
        ({"kind": "text/html; charset=utf-8"}, "answers with a web page"),
    ],
)
def test_what_is_no_file_is_one_sentence(
    provider: Provider, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    for name, value in changes.items():
        setattr(provider, name, value)
    with pytest.raises(UserError, match=words):
        fetch(provider.data, tmp_path)
    assert not (tmp_path / "file.bin").exists()


def test_another_version_of_the_file_is_not_mixed_with_what_came_of_the_last(
    provider: Provider, tmp_path: Path
) -> None:
    provider.cut, provider.content = [10_000], CONTENT[::-1]
    with pytest.raises(UserError, match="it continues where it stopped"):
        fetch(provider.data, tmp_path, tries=1)
    provider.version, provider.content = '"2"', CONTENT
    assert fetch(provider.data, tmp_path).path.read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_begun_again(provider: Provider, tmp_path: Path) -> None:
    (tmp_path / "file.bin.part").write_bytes(CONTENT * 2)
    assert fetch(provider.data, tmp_path).path.read_bytes() == CONTENT


def test_nobody_there_is_one_sentence(tmp_path: Path, provider: Provider) -> None:
    gone = replace(provider.data, url="http://127.0.0.1:9/file.bin")
    with pytest.raises(UserError, match="check the connection"):
        fetch(gone, tmp_path, tries=1)


def test_the_terms_come_first_and_nothing_is_asked_before_they_are_accepted(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_data_set", lambda _name: provider.data)
    assert main(["fetch", "try", "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.index("free\nTerms: a page") < told.index("Nothing was fetched")
    assert provider.asked == []
    assert main(["fetch", "try", "--accept", "-o", str(tmp_path)]) == 0
    assert "its checksum is as it should be. For EXPR." in capsys.readouterr().err


def test_every_data_set_has_its_terms_and_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch"]) == 0
    told = capsys.readouterr().out
    for data in (*CATALOGUE.values(), find_data_set("xena-tcga-BRCA"), find_data_set("xena-tcga-ov-clinical")):
        assert data.name in told or "xena-tcga" in data.name
        assert data.url.startswith("https://")
        assert data.page.startswith("https://")
        assert len(data.terms) > 20
    assert find_data_set("xena-tcga-brca").file == "TCGA.BRCA.HiSeqV2.gz"
    for name in ("trust-human", "xena-tcga-xx"):
        with pytest.raises(UserError):
            find_data_set(name)
