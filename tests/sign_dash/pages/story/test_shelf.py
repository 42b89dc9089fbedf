"""Stories on disk: nobody's is lost, mixed up, or read from another study."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.pages.story.shelf import MOST_STEPS, Shelf
from sign_dash.pages.story.slides import Slide, Story, to_json

ROOT = Path(__file__).resolve().parents[4]
ME, YOU = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"


@pytest.fixture
def shelf(study: Study, tmp_path: Path) -> Shelf:
    return Shelf(study, tmp_path)


def titles(story: Story) -> list[str]:
    return [slide.title for slide in story.slides]


def test_each_browser_has_its_own_story_and_it_outlives_the_server(study: Study, shelf: Shelf, tmp_path: Path) -> None:
    shelf.change(ME, lambda story: story.added(Slide("Mine", "", "explore", ())))
    assert titles(shelf.story(YOU)) == []
    assert titles(Shelf(study, tmp_path).story(ME)) == ["Mine"]


def test_slides_added_at_once_are_all_kept(shelf: Shelf) -> None:
    def add(number: int) -> None:
        shelf.change(ME, lambda story: story.added(Slide(str(number), "", "explore", ())))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(titles(shelf.story(ME)), key=int) == [str(number) for number in range(12)]


def test_what_was_done_to_the_slides_is_taken_back_step_by_step(shelf: Shelf) -> None:
    for title in "abc":
        story = shelf.change(ME, lambda story, title=title: story.added(Slide(title, "", "explore", ())))
    a, b, _ = (slide.identifier for slide in story.slides)
    assert titles(shelf.delete(ME, b)) == ["a", "c"]
    assert titles(shelf.move(ME, a, 1)) == ["c", "a"]
    shelf.move(ME, a, 1)  # it is the last already: nothing to take back
    shelf.replace(ME, to_json(Story(story.study, story.simulated)), "talk.json")
    assert shelf.undoable(YOU) is None
    acts = []
    while act := shelf.undoable(ME):
        acts.append((act, titles(shelf.undo(ME))))
    assert acts == [("opened", ["c", "a"]), ("moved", ["a", "c"]), ("deleted", ["a", "b", "c"])]
    assert titles(shelf.undo(ME)) == ["a", "b", "c"]


def test_another_server_can_take_back_what_was_done(study: Study, shelf: Shelf, tmp_path: Path) -> None:
    story = shelf.change(ME, lambda story: story.added(Slide("a", "", "explore", ())))
    shelf.delete(ME, story.slides[0].identifier)
    another = Shelf(study, tmp_path)
    assert another.undoable(ME) == "deleted"
    assert titles(another.undo(ME)) == ["a"]
    assert shelf.undoable(ME) is None


ADD = """
import sys
from pathlib import Path
from compute.study import open_study
from sign_dash.pages.story.shelf import MOST_STEPS, Shelf
from sign_dash.pages.story.slides import Slide
shelf = Shelf(open_study(sys.argv[1]), Path(sys.argv[2]))
for number in range(8):
    title = sys.argv[4] + str(number)
    shelf.change(sys.argv[3], lambda story: story.added(Slide(title, "", "explore", ())), "moved")
"""


def test_servers_that_change_one_story_at_once_lose_nothing(study: Study, shelf: Shelf, tmp_path: Path) -> None:
    words = [sys.executable, "-c", ADD, str(study.path), str(tmp_path), ME]
    servers = [subprocess.Popen([*words, name], cwd=ROOT) for name in "ab"]
    assert [server.wait() for server in servers] == [0, 0]
    assert sorted(titles(shelf.story(ME))) == sorted(f"{name}{number}" for name in "ab" for number in range(8))
    for _ in range(16):
        assert shelf.undoable(ME) == "moved"
        shelf.undo(ME)
    assert shelf.undoable(ME) is None


def test_only_the_last_steps_are_kept_and_a_damaged_one_is_left_out(shelf: Shelf, tmp_path: Path) -> None:
    story = shelf.change(
        ME, lambda story: story.added(Slide("a", "", "explore", ())).added(Slide("b", "", "explore", ()))
    )
    for _ in range(MOST_STEPS + 5):
        shelf.move(ME, shelf.story(ME).slides[0].identifier, 1)
    steps = sorted(tmp_path.rglob("*.steps/*.json"))
    assert len(steps) == MOST_STEPS
    now = titles(story)
    assert titles(shelf.story(ME)) == now[::-1]
    steps[-1].write_text("{")
    steps[-2].write_bytes(b"\xff")
    assert shelf.undoable(ME) == "moved"
    assert titles(shelf.undo(ME)) == now  # of the step before these two
    assert len(list(tmp_path.rglob("*.steps/*.json"))) == MOST_STEPS - 3


def test_a_story_of_another_study_is_named_and_nothing_changes(shelf: Shelf) -> None:
    shelf.change(ME, lambda story: story.added(Slide("Mine", "", "explore", ())))
    with pytest.raises(UserError, match="Another one"):
        shelf.replace(ME, to_json(Story("Another one", False)), "talk.json")
    assert titles(shelf.story(ME)) == ["Mine"]


def test_a_browser_without_a_name_is_told(shelf: Shelf) -> None:
    for owner in ("", "../../../etc/passwd", "x" * 36):
        with pytest.raises(UserError, match="does not store data"):
            shelf.story(owner)


def test_a_damaged_file_is_named_and_stays(shelf: Shelf, tmp_path: Path) -> None:
    shelf.change(ME, lambda story: story.added(Slide("Mine", "", "explore", ())))
    (path,) = tmp_path.rglob("*.json")
    path.write_text(path.read_text()[:40])
    with pytest.raises(UserError, match=path.name):
        shelf.change(ME, lambda story: story.added(Slide("More", "", "explore", ())))
    assert len(path.read_text()) == 40


def test_a_story_never_becomes_larger_than_can_be_opened_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    story = shelf.change(ME, lambda story: story.added(Slide("first", "", "explore", ())))
    monkeypatch.setattr("sign_dash.pages.story.shelf.LARGEST_STORY", len(to_json(story)) + 100)
    with pytest.raises(UserError, match=r"^The story would have [\d,]+ bytes, and at most [\d,]+ can be kept; delete"):
        shelf.change(ME, lambda story: story.added(Slide("second", "", "explore", ())))
    assert titles(shelf.story(ME)) == ["first"]
