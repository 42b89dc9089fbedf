"""What is said of names that paper has no room for, or elsewhere than the screen."""

from __future__ import annotations

from sign_dash.scene.naming import MOST_NAMES, Naming, listed
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.picture import scene_page
from sign_dash.scene.scene import Scene, SceneNode


def gene(name: str, x: float, **more: object) -> SceneNode:
    return SceneNode(name, x, 0.0, 10.0, "square", "#aabbcc", "#ffffff", **more)  # type: ignore[arg-type]


def test_a_gene_named_in_one_of_two_pictures_is_named() -> None:
    one, other = Naming(frozenset({"A", "B"}), frozenset({"A"})), Naming(frozenset({"B", "C"}), frozenset({"B"}))
    assert (one | other).unlabelled == ["C"]
    assert (one | other).written == " Not labelled, for lack of space: C."
    assert one.unlabelled == ["B"]
    assert Naming(frozenset({"A"}), frozenset({"A"})).written == ""


def test_long_lists_are_cut_and_counted() -> None:
    names = [f"G{n}" for n in range(MOST_NAMES + 3)]
    assert listed(names).endswith(f"G{MOST_NAMES - 1} and 3 more")
    assert listed(names[:2]) == "G0, G1"


def test_names_without_room_are_in_the_caption_and_pale_genes_are_not_missed() -> None:
    crowd = tuple(gene(f"CROWDED{n}", 4.0 * n) for n in range(12))
    far = gene("PALE", 300.0, named=False, opacity=0.2)
    _, caption, naming = scene_page(Scene("", (*crowd, far), (), caption="A caption."), Paper(width=85))
    assert 0 < len(naming.unlabelled) < len(crowd)
    assert caption == f"A caption.{naming.written}"
    assert naming.unlabelled[0] in caption
    assert "PALE" not in caption
    _, caption, _ = scene_page(Scene("", (*crowd, far), (), caption="A caption."), Paper(names=False))
    assert caption == "A caption."  # nobody asked for names


def test_a_name_that_left_its_side_is_known() -> None:
    stays, moves = gene("STAYS", 0.0, side=(0, 1)), gene("MOVES", 200.0, side=(1, 0))
    beside = gene("NEAR", 225.0, named=False)
    _, _, naming = scene_page(Scene("", (stays, moves, beside), ()), Paper())
    assert naming.moved == {"MOVES"}
