"""Records of what compute says: their English, hostile values, and the way through JSON and pickle."""

from __future__ import annotations

import json
import pickle
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from compute.errors import UserError, unknown_name
from compute.files import NotWrittenError
from compute.messages import Message, shown_p, word

HOSTILE = "a {b}{0}{0.__class__} <script>%s\n\u2028[x](y+ \\d"
NAMES = [f"G{k}" for k in range(20)]


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (Message("Braces {stay} {{as}} they are."), "Braces {stay} {{as}} they are."),
        (Message("{count:,} of {name!r}, {share:.1%}", count=1234, name="A", share=0.5), "1,234 of 'A', 50.0%"),
        (Message("{n:,}, {x:+.2f}, {bad:,}", n=np.int64(1200), x=np.float32(0.5), bad="A"), "1,200, +0.50, A"),
        (Message("{a} {{kept}} {missing}", a=True), "True {kept} {missing}"),
        (Message("In {path}.", path=Path("data") / "t.csv"), "In data/t.csv."),
        (Message("{genes}", genes=NAMES), "G0, G1, G2, G3, G4, G5, G6, G7 and 12 more"),
        (Message("{genes!r:2}", genes=("A", "B", "C")), "'A', 'B' and 1 more"),
        (Message("{genes:3}", genes=("A", "B", "C")), "A, B, C"),
        (Message("{choices:or}", choices=["A"]), "A"),
        (Message("{choices:or}", choices=("A", "B", "C")), "A, B or C"),
        (Message("No {kind} ({why}).", kind=word("gene"), why=Message("{n:,} left", n=5000)), "No gene (5,000 left)."),
        (Message("({error})", error=OSError(28, "No space left on device")), "(No space left on device)"),
        (Message("({error})", error=UserError("No {name}", name="A")), "(No A)"),
        (Message("({error})", error=ValueError("not so")), "(not so)"),
    ],
)  # fmt: skip
def test_a_message_is_its_template_with_its_values(message: Message, sentence: str) -> None:
    assert str(message) == sentence


def test_a_hostile_value_stays_a_value() -> None:
    shown = str(Message("{name} and {name!r} and {names}", name=HOSTILE, names=[HOSTILE]))
    assert shown.count("{b}{0}{0.__class__} <script>%s") == 3
    assert "\n" not in shown
    assert "\u2028" not in shown


def test_a_value_is_cut_where_it_has_no_end() -> None:
    longest = Message(
        "{name} {name!r} {names} {part}", name="x" * 100_000, names=["y" * 100_000] * 50, part=Message("z")
    )
    assert len(str(longest)) < 2500
    assert "x" * 79 + "…'" in str(longest)


@pytest.mark.parametrize(
    "template", ["{a:>1000000000}", "{a.__class__}", "{a[0]}", "{a:.999999999f}", "{a", "{a!s:d}", "{}", "{0}"]
)
def test_a_hostile_template_from_a_file_is_harmless(template: str) -> None:
    shown = str(Message.from_record({"template": template, "values": {"a": 10**500}, "severity": "?"}))
    assert len(shown) < 600
    assert "class 'int'" not in shown


def test_a_message_without_end_is_cut() -> None:
    record: object = "deep"
    for _ in range(100):
        record = {"template": "({a})", "values": {"a": record}}
    assert str(Message.from_record(record)).startswith("((((((((")


@pytest.mark.parametrize(
    "message",
    [
        Message("{n:,} of {name!r}", severity="warning", n=12, name=HOSTILE),
        Message("{x} {y} {z}", x=float("inf"), y=None, z=True),
        Message("{path} {names} {part}", path=Path("a/b"), names=("A", 1, Path("c")), part=Message("{n}", n=1)),
    ],
)
def test_a_message_survives_json_and_pickle(message: Message) -> None:
    through = Message.from_record(json.loads(json.dumps(message.record(), allow_nan=False)))
    assert through == message
    assert str(through) == str(message)
    assert pickle.loads(pickle.dumps(message)) == message
    assert hash(through) == hash(message)


def test_the_text_of_an_older_study_is_a_message_without_values() -> None:
    assert str(Message.from_record("12 {samples} were left out.")) == "12 {samples} were left out."


def test_a_sequence_without_end_is_kept_as_it_is_shown() -> None:
    short, long = (Message("{genes}", genes=[f"G{k}" for k in range(count)]) for count in (100, 100_000))
    assert len(json.dumps(long.record())) < len(json.dumps(short.record()))
    assert str(long) == "G0, G1, G2, G3, G4, G5, G6, G7 and 99,992 more"
    assert str(short) == "G0, G1, G2, G3, G4, G5, G6, G7 and 92 more"


def test_a_path_is_shown_as_the_edge_wants_it() -> None:
    message = Message("{path} {paths!r}", path=Path("some") / "place" / "t.csv", paths=[Path("other") / "u.csv"])
    assert message.text(shown_path=lambda path: path.name) == "t.csv 'u.csv'"
    assert str(Message("{path!r}", path=PurePosixPath("a/b"))) == "'a/b'"


def test_every_part_of_a_sentence_is_translated() -> None:
    german = {"No {kind} in {where} of {genes}": "{where} ({genes}): {kind} fehlt", "gene": "Gen"}
    german |= {"the {name}": "{name}!", "{shown} and {more:,} more": "{shown}, {more:,} weitere"}
    message = Message(
        "No {kind} in {where} of {genes}", kind=word("gene"), where=Message("the {name}", name="gene"), genes=NAMES
    )
    assert message.text(lambda template: german.get(template, template)) == (
        "gene! (G0, G1, G2, G3, G4, G5, G6, G7, 12 weitere): Gen fehlt"
    )


def test_an_error_is_its_message() -> None:
    error = UserError("There is no study at {path}; check the path.", path=Path("a") / "b")
    assert str(error) == "There is no study at a/b; check the path."
    assert error.message.severity == "problem"
    assert str(UserError("plain {text}\nof two lines")) == "plain {text} of two lines"
    assert UserError(error.message).message is error.message


@pytest.mark.parametrize("error", [UserError("{n:,} of them", n=1000), NotWrittenError(Path("a"), "the disk is full")])
def test_an_error_can_be_sent_from_one_process_to_another(error: UserError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert (str(arrived), arrived.message) == (str(error), error.message)


def test_an_unknown_name_comes_with_its_neighbours() -> None:
    near = unknown_name(word("gene"), "CDH3", ["CDH1", "CDH2", "VIM"], "the study")
    assert str(near) == "There is no gene named 'CDH3' in the study; did you mean CDH2, CDH1?"
    far = unknown_name("drug", "x", [f"G{k}" for k in range(1500)], Path("t.csv"))
    assert str(far) == "There is no drug named 'x' in t.csv; there are 1,500 to choose from."


@pytest.mark.parametrize(
    ("p", "said"), [(0.0, "< 1e-300"), (5e-324, "< 1e-300"), (0.0123, "= 0.012"), (2e-40, "= 2e-40"), (1.0, "= 1")]
)
def test_no_p_is_zero(p: float, said: str) -> None:
    assert shown_p(p) == said
