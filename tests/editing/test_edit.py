"""English instructions change a scene by the least, and leave the rest of file and picture alone."""

from __future__ import annotations

import difflib

import pytest

from sgc.editing import Edit, edit
from sgc.source import SgcError, Source

SCENE = """// Breakfast
scene breakfast "Breakfast" {
  apples: 3 red apple   // fresh
  plate: blue plate
  table: wooden table
  dog: dog
  cat:   black cat { width: 60 }   // asleep

  apples left of plate  // as asked
  apples on table
  plate on table
  row apples gap 8
  dog left of cat
}
"""


def edited(instruction: str, text: str = SCENE) -> Edit:
    return edit(Source("breakfast.sgc", text), instruction)


def changed_lines(instruction: str, text: str = SCENE) -> list[str]:
    """What changes, as "-old" and "+new" lines without their blanks."""
    lines = difflib.unified_diff(text.splitlines(), edited(instruction, text).text.splitlines(), n=0, lineterm="")
    return [line[0] + line[1:].strip() for line in lines if line[:3] not in ("---", "+++") and line[0] != "@"]


def refusal(instruction: str, text: str = SCENE) -> tuple[str, str]:
    """The code and the message of an edit that changes nothing."""
    with pytest.raises(SgcError) as caught:
        edited(instruction, text)
    (one,) = caught.value.diagnostics
    return one.code.name, one.message


@pytest.mark.parametrize(
    ("instruction", "lines"),
    [
        ("make the apples green", ["-apples: 3 red apple   // fresh", "+apples: 3 green apple   // fresh"]),
        ("Please paint the plate dark green.", ["-plate: blue plate", "+plate: dark green plate"]),
        ("the plate should be yellow and shiny", ["-plate: blue plate", "+plate: shiny yellow plate"]),
        ("change the colour of the dog to brown", ["-dog: dog", "+dog: brown dog"]),
        ("the plate darker", ["-plate: blue plate", "+plate: dark blue plate"]),
        ("make the cat blue", [
            "-cat:   black cat { width: 60 }   // asleep", "+cat:   blue cat { width: 60 }   // asleep",
        ]),
        ("make the cat twice as big", [
            "-cat:   black cat { width: 60 }   // asleep", "+cat:   black cat { width: 120 }   // asleep",
        ]),
        ("rotate the cat by 30 degrees", [
            "-cat:   black cat { width: 60 }   // asleep", "+cat:   black cat { width: 60, rotate: 30 }   // asleep",
        ]),
        ('label the plate "Dinner"', ["-plate: blue plate", '+plate: blue plate "Dinner"']),
        ("make the background ivory", ["+background ivory"]),
        ("turn the dog into a cow", ["-dog: dog", "+cow: cow", "-dog left of cat", "+cow left of cat"]),
        ("make it five apples", ["-apples: 3 red apple   // fresh", "+apples: 5 red apple   // fresh"]),
        ("another apple", ["-apples: 3 red apple   // fresh", "+apples: 4 red apple   // fresh"]),
        ("remove one of the apples", ["-apples: 3 red apple   // fresh", "+apples: 2 red apple   // fresh"]),
        ("remove the dog", ["-dog: dog", "-dog left of cat"]),
        ("add two forks next to the plate", ["+forks: 2 fork", "+forks beside plate"]),
        ("put a small cup on the table", ["+cup: small cup", "+cup on table"]),
        ("swap the dog and the cat", ["-dog left of cat", "+cat left of dog"]),
        ("move the dog to the right of the cat", ["-dog left of cat", "+dog right of cat"]),
        ("move the plate under the table", ["-plate on table", "+plate under table"]),
    ],
)  # fmt: skip
def test_the_text_changes_by_the_least(instruction: str, lines: list[str]) -> None:
    assert changed_lines(instruction) == lines


def test_one_of_several_becomes_a_thing_of_its_own() -> None:
    done = edited("make the second apple green")
    assert "apples: 2 red apple   // fresh\n  apple: green apple\n" in done.text
    assert "row apples[1] apple apples[2] gap 8" in done.text
    assert "apple on table" in done.text
    first, other, last = (done.layout.box(id) for id in ("apples[1]", "apple", "apples[2]"))
    assert first[2] < other[0] < other[2] < last[0]


def test_who_is_meant_is_seen_in_the_picture() -> None:
    text = "scene {\n  a: cup\n  b: cup\n  a right of b\n}\n"
    assert changed_lines("remove the cup on the left", text) == ["-b: cup", "-a right of b"]
    assert changed_lines("make the rightmost cup red", text) == ["-a: cup", "+a: red cup"]


def test_what_is_not_mentioned_stays_where_it_was() -> None:
    assert edited("make the plate green").moved == ()
    assert edited("add a bird above the dog").moved == ()
    assert edited("remove the plate and the dog").moved == ()
    assert set(edited("move the dog right of the cat").moved) <= {"dog", "cat"}


def test_what_gives_way_to_an_edit_is_told() -> None:
    scene = "scene { table: table; cup: cup; plate: plate; cup on table; plate on table; cup left of plate }"
    assert edit(scene, "put the cup on the plate").dropped == ("cup on table",)
    assert edit(scene, "move the cup to the right of the plate").dropped == ()
    assert edit(scene, "remove the table").dropped == ()


def test_several_operations_follow_each_other_and_it_is_the_last() -> None:
    done = edited("add a bird above the dog, then make it red and remove the plate")
    assert "bird: red bird" in done.text
    assert "plate" not in done.text


def test_everything_shrinks_about_the_middle() -> None:
    before = edited("make the background ivory").layout
    after = edited("make everything 20% smaller").layout
    for id in ("dog", "table", "plate"):
        (left, _, right, _), (new_left, _, new_right, _) = before.box(id), after.box(id)
        assert (new_right - new_left) / (right - left) == pytest.approx(0.8, abs=0.02)
        assert abs((new_left + new_right) / 2 - 3072 - 0.8 * ((left + right) / 2 - 3072)) < 60


@pytest.mark.parametrize(
    ("instruction", "code", "words"),
    [
        ("make the apple yellow", "ambiguous-thing", "could be any of 3"),
        ("remove the spoon", "no-such-thing", "'spoon'"),
        ("make the green apples red", "no-such-thing", "'green apple'"),
        ("add a fork next to the spoon", "no-such-thing", "'spoon'"),
        ("dance wildly", "unclear-edit", "no verb"),
        ("move the dog", "unclear-edit", "where to"),
        ("make the plate blue", "impossible-edit", "so already"),
        ("make the cat 20 times as big", "impossible-edit", "cannot hold together"),
        ("remove eight apples", "no-such-thing", "only 3"),
        ("", "unclear-edit", "empty"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(instruction: str, code: str, words: str) -> None:
    found, message = refusal(instruction)
    assert (found, words in message) == (code, True), message


def test_what_a_loop_makes_is_not_changed_alone() -> None:
    text = "scene {\n  for i in 1..3 { cell[i]: white square }\n  row cell\n}\n"
    assert refusal("remove the second square", text)[0] == "impossible-edit"


def test_no_other_line_is_touched() -> None:
    lines = SCENE.splitlines()
    after = edited("make the apples green").text.splitlines()
    assert [b for a, b in zip(lines, after, strict=True) if a != b] == ["  apples: 3 green apple   // fresh"]


def test_what_has_to_give_way_a_little_does_not_go_far() -> None:
    """The room between things follows from their sizes, so that everything shifts when the smallest is gone."""
    text = SCENE.replace("scene breakfast", "scene").replace("{\n", "{\n  lamp: lamp\n  cup: cup\n  forks: 4 fork\n", 1)
    before, after = edited("make the background ivory", text).layout, edited("remove the cup", text).layout
    for one in after.objects:
        assert max(abs(a - b) for a, b in zip(one.box, before.box(one.id), strict=True)) < 12 * 40, one.id


def test_a_word_for_a_size_is_seen_and_seen_to_go() -> None:
    text = "scene {\n  dog: small dog\n  cat: cat\n  tree: tree\n}\n"
    plain = edited("make the cat black", text).layout.box("dog")
    for word, larger in (("make the dog large", True), ("make the dog tiny", False)):
        box = edited(word, text).layout.box("dog")
        assert (box[2] - box[0] > plain[2] - plain[0]) is larger


SERVICES = """diagram "Shop" {
  direction right
  web: service "Web"
  db: database "Orders"
  web -> db "SQL"
}
"""


@pytest.mark.parametrize(
    ("instruction", "lines"),
    [
        ("make the database green", ['-db: database "Orders"', '+db: green database "Orders"']),
        ("remove the database", ['-db: database "Orders"', '-web -> db "SQL"']),
        ("add a red mail relay above the database", ['+mail_relay: red box "Mail relay"', "+mail_relay above db"]),
        ("add a queue", ["+queue: queue"]),
    ],
)
def test_diagrams_with_labelled_links_are_changed(instruction: str, lines: list[str]) -> None:
    assert changed_lines(instruction, SERVICES) == lines


def test_labels_of_links_are_nothing_that_had_to_move() -> None:
    assert edited("call the service 'A much longer name of it'", SERVICES).moved == ("web", "db")


def test_a_file_of_another_tool_is_not_edited_as_if_it_were_a_scene_file() -> None:
    with pytest.raises(SgcError, match=r"sgc import a\.mmd -o a\.sgc"):
        edit(Source("a.mmd", "flowchart TD\n  A[One] --> B[Two]\n"), "rename A to C")


def test_an_edit_of_a_prompt_is_one_of_the_scene_that_it_says() -> None:
    done = edit(Source("<prompt>", "two cats on a sofa", is_prompt=True), "make the cats black")
    assert "cats: 2 black cat" in done.text
