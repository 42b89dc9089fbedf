"""Stories as values, and as files: what goes in comes out, and what is no story is refused by name."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import asdict
from typing import Any

import pytest

from compute.errors import UserError
from sign_dash.pages.story.slides import MOST_PICTURES, MOST_SLIDES, Story, from_json, read_slide, to_json


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


OPENING = '{"format": "sign-dash story", "study": "A study", "simulated": true, "slides": '


@pytest.mark.parametrize(
    "slides",
    ["[" + "[]," * 3_000_000 + "[]]", "[" + '{"a":{}},' * 1_000_000 + "{}]", "[" + '"",' * 3_000_000 + '""]',
     '["' + '\\"' * 5_000_000, '["' + "\\" * 9_999_999],
    ids=["brackets", "braces", "quotes", "quotes in an open text", "backslashes"],
)  # fmt: skip
def test_a_file_of_nothing_but_brackets_is_refused_before_it_fills_the_memory(slides: str) -> None:
    text = OPENING + slides + "}"
    tracemalloc.start()
    with pytest.raises(UserError, match=r"^talk\.json is not a story"):
        from_json(text, "talk.json")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held < 8 * len(text)


def test_a_file_larger_than_a_story_is_not_read(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sign_dash.pages.story.slides.LARGEST_STORY", len(to_json(story).encode()))
    assert from_json(to_json(story), "talk.json") == story
    monkeypatch.setattr("sign_dash.pages.story.slides.parse_json", lambda _: pytest.fail("it was read"))
    with pytest.raises(UserError, match=r"^talk\.json has [\d,]+ bytes; at most [\d,]+ are accepted"):
        from_json(to_json(story) + " ", "talk.json")


@pytest.mark.parametrize(("slides", "pictures"), [(MOST_SLIDES + 1, 1), (1, MOST_PICTURES + 1)])
def test_slides_and_pictures_are_counted_before_one_is_read(
    story: Story, slides: int, pictures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sign_dash.pages.story.slides.require_drawing", lambda _: pytest.fail("one was read"))
    slide = asdict(story.slides[1]) | {"pictures": [asdict(story.slides[1].pictures[0])] * pictures}
    read = json.loads(to_json(story)) | {"slides": [slide] * slides}
    with pytest.raises(UserError, match=r"^talk\.json is not a story .*more than (60 slides|4 pictures)"):
        from_json(json.dumps(read), "talk.json")


@pytest.mark.parametrize("inside", ["<script>alert(1)</script>", '<image href="../secret.png"/>', '<use href="#a"/>'])
def test_a_picture_is_nothing_but_a_drawing(story: Story, inside: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    picture = asdict(story.slides[0].pictures[0]) | {"svg": svg}
    with pytest.raises(UserError, match=r"^talk\.json is not a story .*a picture "):
        from_json(damaged(story, pictures=[picture]), "talk.json")


def test_half_a_letter_is_read_as_a_sign_that_files_hold(story: Story) -> None:
    read = from_json(damaged(story, title="a\ud800", note="\udfff"), "talk.json")
    assert (read.slides[0].title, read.slides[0].note) == ("a?", "?")
    to_json(read).encode()
