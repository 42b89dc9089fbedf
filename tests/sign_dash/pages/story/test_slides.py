"""Stories as values, and as files: what goes in comes out, and what is no story is refused by name."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from compute.errors import UserError
from sign_dash.pages.story.slides import MOST_SLIDES, Story, from_json, read_slide, to_json


def test_a_saved_story_is_read_as_it_was(story: Story) -> None:
    assert from_json(to_json(story), "talk.json") == story


def test_a_slide_moves_and_the_others_keep_their_order(story: Story) -> None:
    third = read_slide({**asdict(story.slides[0]), "identifier": "", "title": "Third"})
    story = story.added(third)
    a, b, c = (slide.identifier for slide in story.slides)
    assert [slide.identifier for slide in story.moved(c, -1).slides] == [a, c, b]
    assert [slide.identifier for slide in story.moved(c, -9).slides] == [c, a, b]
    assert story.moved(a, -1) == story
    assert story.moved(b, 1).moved(b, -1) == story


def test_slides_are_put_back_with_the_words_of_now_and_what_was_added_since(story: Story) -> None:
    first, second = story.slides
    without = story.without(first.identifier)
    assert without.slides == (second,)
    assert without.put_back(story) == story
    third = read_slide({**asdict(second), "identifier": "", "title": "Third"})
    later = without.worded(second.identifier, title="Said better").added(third)
    assert [slide.title for slide in later.put_back(story).slides] == [first.title, "Said better", "Third"]


def test_words_change_one_slide_alone(story: Story) -> None:
    worded = story.worded(story.slides[1].identifier, note="New")
    assert (worded.slides[0], worded.slides[1].title, worded.slides[1].note) == (
        story.slides[0], story.slides[1].title, "New",
    )  # fmt: skip


def test_a_full_story_takes_no_more(story: Story) -> None:
    full = Story("A study", True, story.slides[:1] * MOST_SLIDES)
    with pytest.raises(UserError, match=f"{MOST_SLIDES} slides; delete"):
        full.added(story.slides[1])


def damaged(story: Story, **changes: Any) -> str:
    read = json.loads(to_json(story))
    read["slides"][0] |= changes
    return json.dumps(read)


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "https://elsewhere.example/"},
        {"address": "//elsewhere.example"},
        {"identifier": "../../etc"},
        {"pictures": [{"title": "", "svg": "<html/>", "png": "", "caption": ""}]},
        {"pictures": [{"title": "", "svg": "not drawn", "png": "", "caption": ""}]},
        {"pictures": 7},
    ],
)
def test_a_damaged_story_is_refused_by_the_name_of_its_file(story: Story, changes: dict[str, Any]) -> None:
    with pytest.raises(UserError, match=r"^talk\.json "):
        from_json(damaged(story, **changes), "talk.json")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '"x"', '{"format": "sign-dash story"}', "\x00"])
def test_a_file_that_is_no_story_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"^talk\.json is not a story"):
        from_json(text, "talk.json")


def test_a_painted_picture_has_to_be_one(story: Story) -> None:
    picture = asdict(story.slides[0].pictures[0]) | {"png": "QUJD"}
    with pytest.raises(UserError, match="no PNG"):
        from_json(damaged(story, pictures=[picture]), "talk.json")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"slides":' * 100_000, '{"format": "sign-dash story", "slides": ' + "[" * 100_000]
)
def test_a_story_without_end_is_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match=r"^talk\.json is not a story"):
        from_json(text, "talk.json")
