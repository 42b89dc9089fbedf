"""Stories on disk: nobody's is lost, mixed up, or read from another study."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.pages.story.shelf import Shelf
from sign_dash.pages.story.slides import Slide, Story, to_json

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
