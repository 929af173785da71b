"""Instructions about diagrams: links, nodes between others, groups, directions."""

from __future__ import annotations

import difflib

import pytest

from sgc.editing import edit
from sgc.source import SgcError, Source

FLOW = """diagram "Login" {
  start: start
  check: box "Check input"
  valid: decision "Valid?"
  save: box "Save"
  fail: box "Show error"
  done: end

  start -> check -> valid
  valid -> save "yes"
  valid -> fail "no"
  fail -> check
  save -> done   // at last
}
"""
SERVICES = """diagram {
  client: rounded "Client"
  gateway: hexagon "API gateway"
  service_1: rounded "Service 1"
  service_2: rounded "Service 2"
  client -> gateway "talks to"
  gateway -> service_1 "calls"
  gateway -> service_2 "calls"
}
"""


def changed(text: str, instruction: str) -> list[str]:
    """What changes, as "-old" and "+new" lines without their blanks."""
    after = edit(Source("a.sgc", text), instruction).text
    lines = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line[0] + line[1:].strip() for line in lines if line[:3] not in ("---", "+++") and line[0] != "@"]


@pytest.mark.parametrize(("instruction", "lines"), [
    ("add an arrow from Show error to the end labelled 'give up'", ['+fail -> done "give up"']),
    ("draw a red dashed arrow from Save to Check input", ["+save -> check { stroke: red, dashed }"]),
    ("connect Save to Show error with a dotted line", ["+save -> fail { dotted }"]),
    ("link Save and Show error", ["+save -- fail"]),
    ("delete the arrow from Show error to Check input", ["-fail -> check"]),
    ("disconnect Valid? from Save", ['-valid -> save "yes"']),
    ("unlink Save from Valid?", ['-valid -> save "yes"']),
    ("remove the link between Save and the end", ["-save -> done   // at last"]),
    ("reverse the arrow from Check input to Valid?",
     ["-start -> check -> valid", "+start -> check", "+valid -> check"]),
    ("change the label of the link from Valid? to Save to OK", ['-valid -> save "yes"', '+valid -> save "OK"']),
    ('label the arrow from Show error to Check input "again"', ["-fail -> check", '+fail -> check "again"']),
    ("remove the label of the arrow from Valid? to Save", ['-valid -> save "yes"', "+valid -> save"]),
    ("make the arrow from Valid? to Show error red and dotted",
     ['-valid -> fail "no"', '+valid -> fail "no" { stroke: red, dotted }']),
    ("make the link between Show error and Check input two-way", ["-fail -> check", "+fail <-> check"]),
])  # fmt: skip
def test_links_are_made_changed_and_taken_away(instruction: str, lines: list[str]) -> None:
    assert changed(FLOW, instruction) == lines


@pytest.mark.parametrize(("text", "instruction", "lines"), [
    (FLOW, 'insert a decision "Admin?" between Valid? and Save',
     ['+admin: decision "Admin?"', '-valid -> save "yes"', '+valid -> admin "yes"', "+admin -> save"]),
    (FLOW, "add a step Send mail before the end",
     ['+send_mail: box "Send mail"', "-save -> done   // at last", "+save -> send_mail",
      "+send_mail -> done   // at last"]),
    (FLOW, 'add a red box called Retry after Show error',
     ['+retry: red box "Retry"', "-fail -> check", "+fail -> retry", "+retry -> check"]),
    (FLOW, 'add a note to Save saying "twice a day"', ['+note: note "twice a day"', "+note -- save"]),
    (FLOW, "add a database called Users and link Save to it", ['+users: database "Users"', "+save -> users"]),
    (SERVICES, "add a cache between the API gateway and the services",
     ['+cache: box "Cache"', '-gateway -> service_1 "calls"', '-gateway -> service_2 "calls"',
      '+gateway -> cache "calls"', "+cache -> service_1", "+cache -> service_2"]),
    (SERVICES, "remove the second service", ['-service_2: rounded "Service 2"', '-gateway -> service_2 "calls"']),
    (SERVICES, "rename Service 2 to Billing", ['-service_2: rounded "Service 2"', '+service_2: rounded "Billing"']),
    (SERVICES, "make the API gateway a cylinder",
     ['-gateway: hexagon "API gateway"', '+gateway: cylinder "API gateway"']),
    ('diagram tree {\n  a: box "Plants"\n  b: box "Trees"\n  a -> b\n}', "add a child Mosses to Plants",
     ['+mosses: box "Mosses"', "+a -> mosses"]),
])  # fmt: skip
def test_nodes_are_put_where_they_belong(text: str, instruction: str, lines: list[str]) -> None:
    assert sorted(changed(text, instruction)) == sorted(lines)


def test_who_leaves_a_chain_leaves_the_rest_of_it() -> None:
    chain = "diagram { a: box; b: box; c: box; d: box; a -> b -> c -> d { dashed } }"
    assert edit(Source("a.sgc", chain), "remove d").text.endswith("a -> b -> c { dashed } }")
    assert edit(Source("a.sgc", chain), "remove b").text.endswith("c -> d { dashed } }")
    text = edit(Source("a.sgc", chain), "remove the link from b to c").text
    assert text.endswith("a -> b { dashed }; c -> d { dashed } }")


def test_both_halves_of_a_link_look_as_it_did() -> None:
    text = 'diagram {\n  a: box "A"\n  b: box "B"\n  a -> b "x" { dashed }\n}'
    assert changed(text, "add a cache between A and B")[-2:] == ['+a -> cache "x" { dashed }', "+cache -> b { dashed }"]


def test_groups_are_made_and_taken_away() -> None:
    untitled = edit(Source("a.sgc", SERVICES), "group the client and the API gateway").text
    assert edit(Source("a.sgc", untitled), "group the services").text.count('"" {') == 2
    grouped = edit(Source("a.sgc", SERVICES), "put the services in a group called Backend").text
    assert '  group backend "Backend" {\n    service_1: rounded "Service 1"\n    service_2: rounded' in grouped
    more = edit(Source("a.sgc", grouped), "move the API gateway into the Backend group").text
    assert 'service_2: rounded "Service 2"\n    gateway: hexagon "API gateway"\n  }' in more
    assert "group" not in edit(Source("a.sgc", more), "remove the group Backend").text


def test_the_way_of_a_diagram_is_changed() -> None:
    assert changed(SERVICES, "make it left to right") == ["+direction right"]
    assert changed(SERVICES, "change the direction to up") == ["+direction up"]


def test_participants_stand_where_they_are_said_to() -> None:
    text = 'diagram sequence {\n  a: box "User"\n  b: box "Web"\n  a -> b "open"\n}'
    made = edit(Source("a.sgc", text), 'add a participant called "Auth" after User').text
    assert made == 'diagram sequence {\n  a: box "User"\n  auth: box "Auth"\n  b: box "Web"\n  a -> b "open"\n}'
    assert changed(text, 'add a message from Web to User saying "home"') == ['+b -> a "home"']


@pytest.mark.parametrize(("instruction", "lines"), [
    ("swap Save and Show error", ["+save right of fail"]),
    ("swap Check input and Valid?", [
        "-start -> check -> valid", '-valid -> save "yes"', '-valid -> fail "no"', "-fail -> check",
        "+start -> valid -> check", '+check -> save "yes"', '+check -> fail "no"', "+fail -> valid",
    ]),
    ("swap the places of Check input and Valid?", ["+check below valid"]),
])  # fmt: skip
def test_nodes_change_places_in_the_drawing_and_steps_among_the_links(instruction: str, lines: list[str]) -> None:
    assert sorted(changed(FLOW, instruction)) == sorted(lines)


def test_nodes_change_places_in_what_is_said_of_these() -> None:
    notes = 'hint: note "new"\n  hint -- service_1\n  hint left of service_1\n  service_1 left of service_2\n'
    text = SERVICES.replace("}\n", f"  {notes}}}\n")
    assert changed(text, "swap Service 1 and Service 2") == [
        "-service_1 left of service_2", "+service_2 left of service_1"
    ]  # fmt: skip


def test_participants_change_places() -> None:
    text = 'diagram sequence {\n  a: box "User"\n  b: box "Web"\n  a -> b "open"\n}'
    assert edit(Source("a.sgc", text), "swap User and Web").text == (
        'diagram sequence {\n  b: box "Web"\n  a: box "User"\n  a -> b "open"\n}'
    )


@pytest.mark.parametrize(("instruction", "said"), [
    ("delete the arrow from Save to Check input", "there is no link from"),
    ("link Valid? to Save", "linked so already"),
    ("reverse the arrow from Save to Show error", "there is no link"),
    ("ungroup Results", "there is no group"),
    ("add an arrow from Save to Nowhere", "there is no"),
])  # fmt: skip
def test_what_is_not_there_is_told(instruction: str, said: str) -> None:
    with pytest.raises(SgcError) as told:
        edit(Source("a.sgc", FLOW), instruction)
    assert said in told.value.diagnostics[0].message


def test_scenes_are_read_as_before() -> None:
    with pytest.raises(SgcError):
        edit(Source("a.sgc", "scene { cup: cup; plate: plate }"), "link the cup to the plate")
