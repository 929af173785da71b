"""What people type: for each instruction the lines that change, and no others; or why nothing can be changed.

The scenes are small kitchens and pictures of shapes; every row was read by a person.
"""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.compiler import load
from sgc.editing import Edit, edit
from sgc.source import SgcError, Source

KITCHEN = """// Kitchen
scene kitchen "Kitchen" 800x600 {
  background ivory

  table: brown table { width: 80% }
  apples: 3 red apple      // fresh
  plate: large blue plate
  cup: white cup "Tea"
  lamp: yellow lamp
  forks: 4 fork
  dog: dog
  cat: black cat

  apples on table
  plate on table
  cup on table
  lamp on table
  apples left of plate     // as asked
  cup right of plate
  row apples gap 12
  no knife
}
"""

SHAPES = """scene {
  sky: light blue sky
  sun: yellow sun
  left_cup: red cup
  right_cup: blue cup
  stars: 2 small star
  big: large star
  box: box { width: 150 }
  cat: cat
  house: house { width: 100, height: 120 }

  left_cup left of right_cup by 40
  sun at top-right of canvas
  cat beside box
}
"""

PARK = """scene "Park" 640x480 {
  sky: sky
  grass: grass
  tree: large tree          // old oak
  bench: brown bench
  girl: girl "Ann"
  balls: 3 red ball
  kite: yellow kite

  bench right of tree
  girl near bench
  kite above girl by 30
  balls below tree
  no dog
}
"""

IN_THE_KITCHEN: list[tuple[str, list[str]]] = [
    ("make the apples green", ["-apples: 3 red apple      // fresh", "+apples: 3 green apple      // fresh"]),
    ("remove the cup on the left", ['-cup: white cup "Tea"', "-cup on table", "-cup right of plate"]),
    ("add two forks next to the plate", ["+forks_2: 2 fork", "+forks_2 beside plate"]),
    ("paint the dog brown and put it left of the cat", ["-dog: dog", "+dog: brown dog", "+dog left of cat"]),
    (
        "add a vase on the table and put a flower in it",
        ["+vase: vase", "+flower: flower", "+vase on table", "+flower inside vase"],
    ),
    ("the cup should say Coffee", ['-cup: white cup "Tea"', '+cup: white cup "Coffee"']),
    ("rename the title to Lunch", ['-scene kitchen "Kitchen" 800x600 {', '+scene kitchen "Lunch" 800x600 {']),
    ("move the lamp above the table", ["-lamp on table", "+lamp above table"]),
    ("swap the dog and the cat", ["+dog right of cat"]),
    ("swap the colours of the cup and the lamp", [
        '-cup: white cup "Tea"', "-lamp: yellow lamp", '+cup: yellow cup "Tea"', "+lamp: white lamp",
    ]),
    ("exchange the colors between the plate and the table", [
        "-table: brown table { width: 80% }", "+table: blue table { width: 80% }", "-plate: large blue plate",
        "+plate: large brown plate",
    ]),
    ("hide the dog", ["-dog: dog"]),
    ("hide the title", ['-scene kitchen "Kitchen" 800x600 {', "+scene kitchen 800x600 {"]),
    ("hide the dog behind the table", ["+dog behind table"]),
    ("duplicate the dog", ["-dog: dog", "+dog: 2 dog"]),
    ("duplicate the forks", ["-forks: 4 fork", "+forks: 8 fork"]),
    ("the table more red", ["-table: brown table { width: 80% }", "+table: table { width: 80%, fill: #ab4937 }"]),
    ("make the table darker", ["-table: brown table { width: 80% }", "+table: dark brown table { width: 80% }"]),
    ("make the apples #ff8800", [
        "-apples: 3 red apple      // fresh", "+apples: 3 apple { fill: #ff8800 }      // fresh",
    ]),
    ("make the cup transparent", ['-cup: white cup "Tea"', '+cup: white cup "Tea" { opacity: 50% }']),
    ("make it five apples", ["-apples: 3 red apple      // fresh", "+apples: 5 red apple      // fresh"]),
    ("there should be only two forks", ["-forks: 4 fork", "+forks: 2 fork"]),
    ("reduce the apples to two", ["-apples: 3 red apple      // fresh", "+apples: 2 red apple      // fresh"]),
    ("change apples to 5", ["-apples: 3 red apple      // fresh", "+apples: 5 red apple      // fresh"]),
    ("set the number of forks to 2", ["-forks: 4 fork", "+forks: 2 fork"]),
    ("delete all the forks but one", ["-forks: 4 fork", "+forks: 1 fork"]),
    ("remove all but one of the forks", ["-forks: 4 fork", "+forks: 1 fork"]),
    ("keep only one fork", ["-forks: 4 fork", "+forks: 1 fork"]),
    ("no more than two apples", ["-apples: 3 red apple      // fresh", "+apples: 2 red apple      // fresh"]),
    ("at least five apples", ["-apples: 3 red apple      // fresh", "+apples: 5 red apple      // fresh"]),
    ("two more apples", ["-apples: 3 red apple      // fresh", "+apples: 5 red apple      // fresh"]),
    ("one fork less", ["-forks: 4 fork", "+forks: 3 fork"]),
    ("remove every fork", ["-forks: 4 fork"]),
    ("rename the dog to Rex", ["-dog: dog", '+dog: dog "Rex"']),
    ("call the cup 'Coffee'", ['-cup: white cup "Tea"', '+cup: white cup "Coffee"']),
    ('change the text on the cup to "Coffee"', ['-cup: white cup "Tea"', '+cup: white cup "Coffee"']),
    ('write "Rex" on the dog', ["-dog: dog", '+dog: dog "Rex"']),
    ("remove the label of the cup", ['-cup: white cup "Tea"', "+cup: white cup"]),
    ("make the apples green and the plate yellow", [
        "-apples: 3 red apple      // fresh", "-plate: large blue plate", "+apples: 3 green apple      // fresh",
        "+plate: large yellow plate",
    ]),
    ("make the table 10% larger", ["-table: brown table { width: 80% }", "+table: brown table { width: 88% }"]),
    ("make the picture 1024x768", ['-scene kitchen "Kitchen" 800x600 {', '+scene kitchen "Kitchen" 1024x768 {']),
    ("change the size of the picture to 900 by 700", [
        '-scene kitchen "Kitchen" 800x600 {', '+scene kitchen "Kitchen" 900x700 {',
    ]),
    ("set the background to dark blue", ["-background ivory", "+background dark blue"]),
    ("remove the background", ["-background ivory"]),
    ('change the title to "My kitchen"', [
        '-scene kitchen "Kitchen" 800x600 {', '+scene kitchen "My kitchen" 800x600 {',
    ]),
    ("the apples don't have to be left of the plate", ["-apples left of plate     // as asked"]),
    ("take the cup off the table", ["-cup on table", "+not (cup on table)"]),
    ("remove the row", ["-row apples gap 12"]),
    ("the apples are no longer in a row", ["-row apples gap 12"]),
    ("put the apples in a column", ["-row apples gap 12", "+column apples"]),
    ("line up the forks", ["+row forks"]),
    ("make the second apple from the left green", [
        "-apples: 3 red apple      // fresh", "+apples: 2 red apple      // fresh", "+apple: green apple",
        "+apple on table", "+apple left of plate", "-row apples gap 12", "+row apples[1] apple apples[2] gap 12",
    ]),
    ("make one of the apples green", [
        "-apples: 3 red apple      // fresh", "+apples: 2 red apple      // fresh", "+apple: green apple",
        "+apple on table", "+apple left of plate", "-row apples gap 12", "+row apples[1] apples[2] apple gap 12",
    ]),
    ("make all the apples except the first yellow", [
        "-apples: 3 red apple      // fresh", "+apples: 1 red apple      // fresh", "+apple: 2 yellow apple",
        "+apple on table", "+apple left of plate", "-row apples gap 12", "+row apples[1] apple[1] apple[2] gap 12",
    ]),
    ("make all the apples yellow except the first", [
        "-apples: 3 red apple      // fresh", "+apples: 1 red apple      // fresh", "+apple: 2 yellow apple",
        "+apple on table", "+apple left of plate", "-row apples gap 12", "+row apples[1] apple[1] apple[2] gap 12",
    ]),
    ("paint the forks blue but not the last one", ["-forks: 4 fork", "+forks: 1 fork", "+fork: 3 blue fork"]),
    ("remove everything except the table", [
        "-apples: 3 red apple      // fresh", "-plate: large blue plate", '-cup: white cup "Tea"',
        "-lamp: yellow lamp", "-forks: 4 fork", "-dog: dog", "-cat: black cat", "-apples on table", "-plate on table",
        "-cup on table", "-lamp on table", "-apples left of plate     // as asked", "-cup right of plate",
        "-row apples gap 12",
    ]),
    ("replace the apples with pears", [
        "-apples: 3 red apple      // fresh", "+pears: 3 pear      // fresh", "-apples on table", "+pears on table",
        "-apples left of plate     // as asked", "+pears left of plate     // as asked", "-row apples gap 12",
        "+row pears gap 12",
    ]),
    ("replace the dog with two horses", ["-dog: dog", "+horses: 2 horse"]),
    ("change the lamp to a candle", ["-lamp: yellow lamp", "+candle: candle", "-lamp on table", "+candle on table"]),
    ("turn the cup upside down", ['-cup: white cup "Tea"', '+cup: white cup "Tea" { rotate: 180 }']),
    ("rotate the cup 45 degrees", ['-cup: white cup "Tea"', '+cup: white cup "Tea" { rotate: 45 }']),
    ("the dog should be larger than the cat", ["+dog larger than cat"]),
    ("make the dog bigger than the cat", ["+dog larger than cat"]),
    ("the dog must not be left of the cat", ["+not (dog left of cat)"]),
    ("i'd like the dog to be left of the cat", ["+dog left of cat"]),
    ("move the dog closer to the cat", ["+dog near cat"]),
    ("put the plate in the middle of the table", ["-plate on table", "+plate at center of table"]),
    ("put the lamp between the plate and the cup", ["+lamp between plate and cup"]),
    ("bring the cat to the front", ["-cat: black cat", "+cat: black cat { z: 1 }"]),
    ("center the lamp", ["-lamp on table", "+lamp at center of canvas"]),
    ("allow knives", ["-no knife"]),
    ("could you please make the dog brown?", ["-dog: dog", "+dog: brown dog"]),
    ("add a tree to the left of the dog and a bird above it", [
        "+tree: tree", "+bird: bird", "+tree left of dog", "+bird above dog",
    ]),
    ("another apple", ["-apples: 3 red apple      // fresh", "+apples: 4 red apple      // fresh"]),
]  # fmt: skip
AMONG_SHAPES: list[tuple[str, list[str]]] = [
    ("the sky more blue", ["-sky: light blue sky", "+sky: light blue sky { fill: #6796e1 }"]),
    ("put the cat inside the box", ["-cat beside box", "+cat inside box"]),
    ("make the left cup green and the right one pink", [
        "-left_cup: red cup", "-right_cup: blue cup", "+left_cup: green cup", "+right_cup: pink cup",
    ]),
    ("the third star from the left should be red", [
        "-stars: 2 small star", "+stars: 1 small star", "+star: red small star",
    ]),
    ("make the biggest star red", ["-big: large star", "+big: red large star"]),
    ("make the box 20% smaller", ["-box: box { width: 150 }", "+box: box { width: 120 }"]),
    ("make the house 200 pixels wide", [
        "-house: house { width: 100, height: 120 }", "+house: house { width: 200, height: 120 }",
    ]),
    ("set the width of the house to 50%", [
        "-house: house { width: 100, height: 120 }", "+house: house { width: 50%, height: 120 }",
    ]),
    ("resize the box to 200", ["-box: box { width: 150 }", "+box: box { size: 200 }"]),
    ("make the box 50% wider", ["-box: box { width: 150 }", "+box: box { width: 225 }"]),
    ("make the house twice as tall", [
        "-house: house { width: 100, height: 120 }", "+house: house { width: 100, height: 240 }",
    ]),
    ("make the picture square", ["-scene {", "+scene 512x512 {"]),
    ("make the picture 600x500", ["-scene {", "+scene 600x500 {"]),
    ("make the background pink", ["+background pink"]),
    ('call the picture "Morning"', ["-scene {", '+scene "Morning" {']),
]  # fmt: skip
IN_THE_PARK: list[tuple[str, list[str]]] = [
    ("make the sky a darker blue", ["-sky: sky", "+sky: dark blue sky"]),
    ("use a dark theme", ['+theme "dark"']),
    ("set the spacing to 12", ["+spacing 12"]),
    ("place the balls in a circle around the bench", ["+ring balls around bench"]),
    ("make the kite's colour purple", ["-kite: yellow kite", "+kite: purple kite"]),
    ("change the kite from yellow to orange", ["-kite: yellow kite", "+kite: orange kite"]),
    ("the kite should be at least 60 px above the girl", ["-kite above girl by 30", "+kite above girl by 60"]),
    ("put the kite 40 pixels above the bench", ["+kite above bench by exactly 40"]),
    ('give the girl the label "Mia"', ['-girl: girl "Ann"', '+girl: girl "Mia"']),
    ("delete Ann", ['-girl: girl "Ann"', "-girl near bench", "-kite above girl by 30"]),
    ("turn the bench a dark red", ["-bench: brown bench", "+bench: dark red bench"]),
    ("make the grass light blue", ["-grass: grass", "+grass: light blue grass"]),
    ("the kite green, please", ["-kite: yellow kite", "+kite: green kite"]),
    ("make it night", ["+night: night"]),
    ("set the background to a beach", ["+beach: beach"]),
    ("align the bench and the tree", ["+align bottom bench tree"]),
    ("move Ann onto the bench", ["-girl near bench", "+girl on bench"]),
    ("make the bench as wide as the tree", ["+bench same width as tree"]),
    ("take away two of the balls", ["-balls: 3 red ball", "+balls: 1 red ball"]),
]  # fmt: skip


def changed(text: str, instruction: str) -> list[str]:
    """What changes, as "-old" and "+new" lines without their indentation."""
    done = edit(Source("scene.sgc", text), instruction).text
    lines = difflib.unified_diff(text.splitlines(), done.splitlines(), n=0, lineterm="")
    return [line[0] + line[1:].strip() for line in lines if line[:3] not in ("---", "+++") and line[0] != "@"]


@pytest.mark.parametrize(("instruction", "lines"), IN_THE_KITCHEN, ids=[one for one, _ in IN_THE_KITCHEN])
def test_in_the_kitchen(instruction: str, lines: list[str]) -> None:
    assert changed(KITCHEN, instruction) == lines


@pytest.mark.parametrize(("instruction", "lines"), AMONG_SHAPES, ids=[one for one, _ in AMONG_SHAPES])
def test_among_shapes(instruction: str, lines: list[str]) -> None:
    assert changed(SHAPES, instruction) == lines


@pytest.mark.parametrize(("instruction", "lines"), IN_THE_PARK, ids=[one for one, _ in IN_THE_PARK])
def test_in_the_park(instruction: str, lines: list[str]) -> None:
    assert changed(PARK, instruction) == lines


@pytest.mark.parametrize(
    ("instruction", "factor"), [("the plate is too small", 1.25), ("the plate is a bit too large", 1 / 1.1)]
)
def test_what_is_too_large_or_too_small_is_made_otherwise(instruction: str, factor: float) -> None:
    source = Source("scene.sgc", KITCHEN)

    def width(done: Edit) -> int:
        left, _, right, _ = next(one.box for one in done.layout.objects if one.id == "plate")
        return right - left

    before, after = edit(source, "make the dog brown"), edit(source, instruction)
    assert width(after) == pytest.approx(factor * width(before), rel=0.02)


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("make the fork silver", "could be any of 4"),
        ("make it bigger", "nothing said before"),
        ("no more than three apples", "so already"),
        ("make the dog zorgle and the", "does not say what to change"),
        ("put the cat inside the box", "no 'box'"),
        ("make the dog and the cat the same size", "cannot hold together"),
        ("the apples don't have to be above the plate", "nothing of the kind is said"),
        ("remove the column", "nothing of the kind is said"),
        ("allow bears", "nothing in the scene forbids 'bear'"),
        ("reduce the apples to eight hundred", "in the scene"),
        ("make the apples } green {", "of 'the apples' here"),
        ("fewer forks", "no verb"),
        ("make the dog the", "does not say what to change"),
        ("label the dog", "no label"),
        ("<script>alert(1)</script>", "no verb"),
        ("arrange the dog in a row", "two things or more"),
    ],
)
def test_what_cannot_be_followed_is_said(instruction: str, said: str) -> None:
    with pytest.raises(SgcError) as caught:
        edit(Source("scene.sgc", KITCHEN), instruction)
    (found,) = caught.value.diagnostics
    assert said in found.message, found.message


def test_a_label_is_text_and_nothing_else() -> None:
    done = edit(Source("scene.sgc", KITCHEN), 'rename the dog to "} evil {"')
    assert [one.label for one in done.scene.objects if one.id == "dog"] == ["} evil {"]
    assert len(done.scene.objects) == len(load(Source("scene.sgc", KITCHEN))[0].objects)


THINGS = ("apples", "plate", "cup", "lamp", "forks", "dog", "cat", "table", "bears")
WORDS = (
    "make", "move", "remove", "put", "turn", "the", "a", "two", "one", "all", "left", "right", "of", "on", "and", "but",
    "red", "green", "bigger", "20%", "to", "next to", "above", "not", "with", "in a row", "5", '"Tea"', "second", ",",
    "swap", "add", "rename", "there should be", "no", "}", "//", "twice", "as", "must", "be", "label",
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from((*THINGS, *WORDS)), max_size=8).map(" ".join),
        st.builds("{} the {} {}".format, *map(st.sampled_from, (("make", "turn", "paint"), THINGS, WORDS))),
        st.builds("{} the {}".format, *map(st.sampled_from, (("remove", "double", "label", "center"), THINGS))),
        st.text(max_size=30),
    )
)
def test_whatever_is_asked_changes_nothing_else(instruction: str) -> None:
    """An error and no change; or a scene that is right, in which only lines about what was mentioned are others."""
    try:
        done = edit(Source("scene.sgc", KITCHEN), instruction)
    except SgcError:
        return
    (after,) = load(Source("scene.sgc", done.text))
    assert {one.id for one in after.objects} == {one.id for one in done.scene.objects}
    mentioned = [one for one in THINGS if one in instruction or one.rstrip("s") in instruction]
    kept = done.text.splitlines()
    for line in KITCHEN.splitlines():
        if line not in kept and "all" not in instruction.split():
            assert any(one in line for one in mentioned), line
