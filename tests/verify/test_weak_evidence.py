"""What a detector of pixels sees but weakly is no fault: right pictures of such diagrams are not said to be wrong."""

from __future__ import annotations

import pytest

from sgc.backends.raster import PngBackend
from sgc.compiler import compile_scene, load
from sgc.source import Source
from sgc.verify import picture_file, verify

DIAGRAMS = {
    "signs of a font that nobody reads": (
        "a.mmd",
        """stateDiagram-v2
        [*] --> Check
        Check --> Done : ✅ Good
        Check --> Again : ❌ Bad""",
    ),
    "a dot that is a letter": ("a.d2", 'a: "val: 9\\n\\nnext: ●"\nb: "val: 5\\n\\nnext: null"\na -> b'),
    "dashes around nothing": (
        "a.d2",
        """g: "" {
          style: { fill: transparent; stroke-dash: 3 }
          a: A
          b: B
          a -> b
        }""",
    ),
    "boxes that share an outline": (
        "a.d2",
        """g: Cells {
          grid-rows: 2
          grid-gap: 0
          a: "1" { width: 60; height: 60 }
          b: "3" { width: 60; height: 60 }
          c: "8" { width: 60; height: 60; style: { fill: "#fef08a"; stroke: "#ca8a04"; stroke-width: 3 } }
          d: "0" { width: 60; height: 28; style.fill: "#f1eee6" }
          e: "4" { width: 60; height: 28; style.fill: "#f1eee6" }
          f: "6" { width: 60; height: 28; style.fill: "#f1eee6" }
        }""",
    ),
    "parts of a state without names": (
        "a.puml",
        """@startuml
        [*] --> Whole
        state Whole {
          state One {
            [*] --> Run
            Run --> [*]
          }
          --
          state Two {
            [*] --> Walk
            Walk --> [*]
          }
          --
          state Three {
            [*] --> Stand
            Stand --> [*]
          }
        }
        @enduml""",
    ),
    "two lines that turn away from each other": (
        "a.d2",
        """wishlists: {
          shape: sql_table
          id: int
          user_id: uuid
        }
        addresses: {
          shape: sql_table
          id: int
          user_id: uuid
        }
        products: {
          shape: sql_table
          id: int
          branch_id: int
        }
        users: {
          shape: sql_table
          id: uuid
        }
        branchs: {
          shape: sql_table
          id: int
        }
        wishlists.user_id -> users.id
        addresses.user_id -> users.id
        products.branch_id -> branchs.id""",
    ),
    "an outline with the colour around it": ("a.sgc", 'diagram { a: box "A" { stroke: white } ; b: box "B" ; a -> b }'),
    "things that only lines tell apart": (
        "a.mmd",
        """flowchart LR
        subgraph g
          e[same] --> c[same]
          d[same] --> a[same]
          c --> d
          a --> b[same]
        end
        x[First] --> e
        b --> y[Last]""",
    ),
    "a task that is hardly more than its outline": (
        "a.mmd",
        """gantt
        dateFormat YYYY-MM-DD
        section One
        Long :l, 2024-01-01, 2000d
        Short :s, 2025-01-01, 1d""",
    ),
    "nested bars": (
        "a.puml",
        """@startuml
        participant A
        participant B
        [-> A ++: start
        A -> A ++: own
        A -> B: ask
        return yes
        return
        @enduml""",
    ),
    "heads that hide which of their lines leads where": (
        "a.puml",
        """@startuml
        left to right direction
        actor C
        rectangle R {
        (Pay cash) ..> (Pay) : extends
        (Pay online) ..> (Pay) : extends
        }
        C --> (Pay)
        C --> (Check)
        @enduml""",
    ),
}


@pytest.mark.parametrize("what", DIAGRAMS)
def test_nothing_is_said_to_be_wrong_with(what: str) -> None:
    name, text = DIAGRAMS[what]
    for scene in load(Source(name, text)):
        picture = compile_scene(scene)
        assert picture.drawing is not None
        report = verify(picture_file("a.png", PngBackend().render(picture.drawing)), picture.scene)
        assert [f"{fact.statement}: {fact.why}" for fact in report.failed] == []
