"""Links that nobody sees become the order that people draw them for, in every language that has them."""

from __future__ import annotations

import pytest

from sgc.compiler import compile_scene, resolved
from sgc.importing import read_foreign
from sgc.layout.types import Layout
from sgc.source import Source
from sgc.syntax import to_source


def said(name: str, text: str) -> tuple[list[str], list[str]]:
    """The relations that a file is read as, and the remarks."""
    found = read_foreign(Source(name, text))
    words = ("left of", "above")
    lines = [line.strip() for line in to_source(found).splitlines() if any(one in line for one in words)]
    return lines, [one.message for one in found.diagnostics]


@pytest.mark.parametrize(
    ("name", "text", "relations"),
    [
        ("a.dot", "digraph { a -> b -> c [style=invis] }", ["a above b", "b above c"]),
        ("a.dot", "digraph { rankdir=LR; a -> b [style=invis] }", ["a left of b"]),
        ("a.dot", "digraph { rankdir=BT; a -> b [style=invis] }", ["b above a"]),
        ("a.dot", "digraph { {rank=same; a; b; c} a -> b -> c [style=invis] }", ["a left of b", "b left of c"]),
        ("a.dot", "digraph { a -> b [style=invis, constraint=false] }", []),
        ("a.dot", "digraph { x [style=invis] a -> x -> b [style=invis]; x -> c [style=invis] }",
         ["a above b", "a above c"]),
        ("a.dot", "digraph { a -> b [style=invis]; subgraph cluster_g { c } a -> c [style=invis]}",
         ["a above b", "a above c"]),
        ("a.mmd", "flowchart LR\na ~~~ b", ["a left of b"]),
        ("a.puml", "@startuml\n[a] -[hidden]-> [b]\n[c] -[hidden]right- [a]\n[d] -[hidden]u- [c]\n@enduml",
         ["a above b", "c left of a", "c above d"]),
        ("a.puml", "@startuml\n[a] -right[hidden]-> [b]\n[c] --down[hidden]--> [a]\n@enduml",
         ["a left of b", "c above a"]),
        ("a.puml", "@startuml\nleft to right direction\n[a] -[hidden]-> [b]\n@enduml", ["a left of b"]),
        ("a.puml", "@startuml\nstate a\nstate b\na -[hidden]right-> b\n@enduml", ["a left of b"]),
        ("a.puml", "@startuml\n!include <C4/C4_Context>\nSystem(a, \"A\")\nSystem(b, \"B\")\nLay_L(a, b)\n@enduml",
         ["b left of a"]),
        ("a.mmd", "C4Context\nSystem(a, \"A\")\nSystem(b, \"B\")\nLay_D(a, b)", ["a above b"]),
    ],
)  # fmt: skip
def test_an_unseen_link_is_an_order(name: str, text: str, relations: list[str]) -> None:
    assert said(name, text) == (relations, [])


def test_it_goes_without_saying_in_a_row_and_between_a_group_and_what_is_in_it() -> None:
    row = "@startuml\n[a] -right-> [b]\n[a] -[hidden]right- [b]\n@enduml"
    assert said("a.puml", row) == ([], [])
    inner = "flowchart TB\nsubgraph g\na\nend\ng ~~~ a"
    assert said("a.mmd", inner) == ([], [])


@pytest.mark.parametrize(
    "text",
    ["a -> b [style=invis]; b -> a [style=invis]", "a -> b -> c; c -> a [style=invis]"],
)  # fmt: skip
def test_one_against_the_order_of_others_is_told(text: str) -> None:
    relations, told = said("a.dot", f"digraph {{ {text} }}")
    assert relations == (["a above b"] if text.startswith("a -> b [") else [])
    assert told == ["a link that is not seen has no counterpart here and is left out"]


def test_unseen_links_in_a_subgraph_make_its_row() -> None:
    text = "flowchart TB\nsubgraph g\ndirection LR\na ~~~ b ~~~ c\nend"
    found = read_foreign(Source("a.mmd", text))
    assert "row a b c" in to_source(found)
    (scene,) = resolved(found)
    layout = compile_scene(scene).layout
    assert isinstance(layout, Layout)
    lefts = [layout.box(id)[0] for id in ("a", "b", "c")]
    assert lefts == sorted(lefts)
