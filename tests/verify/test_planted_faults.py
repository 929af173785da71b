"""Faults planted in the finished picture are found, each by a fact that fails; unchanged pictures raise no alarm.

``benchmarks/verifier`` does the same over hundreds of scenes and counts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from verifier.planting import FAULTS, plant

import sgc
from sgc.backends.svg import to_svg
from sgc.picture import Picture
from sgc.verify import Report, picture_file, verify

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"

SCENES = {
    "breakfast": (EXAMPLES / "breakfast.sgc").read_text(encoding="utf-8"),
    "shapes": 'scene { a: red circle "A" { size: 80 }; b: blue square { size: 60 }; s: 3 green star; a left of b }',
    "pets": "scene { dog: brown dog; cats: 2 black cat; tree: tree; dog left of tree; cats right of tree }",
    "labels": 'scene 400x300 { cup: cup "Tea"; jug: jug "Milk"; cup above jug; t: text "Menu"; t above cup }',
    "diagram": """diagram {
        group shop "Shop" { cart: box "Cart"; pay: box "Payment"; mail: box "Mail" }
        stock: box "Stock"; log: box "Log"; user: person "User"
        user -> cart "order"; cart -> pay "total"; pay -> stock; stock -> log; pay -> mail; cart -> log "hits"
    }""",
    "fan": 'diagram { spacing 60; a: box "Alpha"; b: box "Beta"; c: box "Gamma"; a -> b; a -> c "second" }',
    "ground": "scene { background lightsteelblue; a: red car; b: white house; a left of b }",
    "row": "scene { pears: 4 yellow pear; row pears gap 10; bowl: blue bowl; pears above bowl; no knife }",
}


@pytest.fixture(scope="module", params=SCENES)
def compiled(request: pytest.FixtureRequest) -> Picture:
    return sgc.compile(SCENES[request.param])


def report(picture: Picture, svg: bytes) -> Report:
    return verify(picture_file("picture.svg", svg), picture.scene)


def test_an_unchanged_picture_raises_no_alarm(compiled: Picture) -> None:
    assert report(compiled, compiled.svg.encode()).failed == ()


def test_every_planted_fault_is_found(compiled: Picture) -> None:
    planted = list(plant(compiled, 7))
    assert len(planted) >= 6
    looked = [(one, report(compiled, to_svg(one.drawing).encode())) for one in planted]
    assert [(one.fault, one.what) for one, found in looked if not found.failed] == []
    assert [(one.fault, one.what) for one, found in looked if not one.is_blamed(found)] == []


def test_each_kind_of_fault_has_a_scene() -> None:
    planted = {one.fault for text in SCENES.values() for one in plant(sgc.compile(text), 7)}
    assert planted == set(FAULTS)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.sgc")), ids=lambda path: path.stem)
def test_no_example_raises_an_alarm(path: Path) -> None:
    for picture in sgc.compile_all(path):
        if picture.drawing is not None:
            assert report(picture, picture.svg.encode()).failed == ()
