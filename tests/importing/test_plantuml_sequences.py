"""What the reader of PlantUML makes of sequences."""

from __future__ import annotations

from plantuml_lines import lines, messages


def test_sequences() -> None:
    found = lines('actor "End user" as U\nparticipant W\nU -> W ++ : open\nW --> U -- : page\nalt good\nU -> W : x\n'
                  "else bad\nU ->x W : y\nend\n== Later ==\nreturn never\nnote over U, W : both")  # fmt: skip
    assert found[0] == "diagram sequence {"
    assert {'U: actor "End user"', "W: box", 'U -> W "open"', "activate W", "deactivate W"} <= set(found)
    assert {'alt "good" {', '} else "bad" {', 'U -> W "y" { head: cross }'} <= set(found)
    assert {'divider "Later"', "note over W"} <= set(found)


def test_messages_number_themselves_until_told_to_stop() -> None:
    found = lines("autonumber 2.7\na -> b: x\nautonumber stop\na -> b: y\nautonumber resume\nb --> a")
    assert [line for line in found if "->" in line] == ['a -> b "2.7: x"', 'a -> b "y"', 'b --> a "2.8"']


def test_numbers_of_messages_have_the_form_that_is_said() -> None:
    found = lines('autonumber 9 "<b>[00]</b>"\na -> b: x\nb --> a')
    assert [line for line in found if "->" in line] == ['a -> b "[09] x"', 'b --> a "[10]"']


def test_groups_of_sequences_are_sections() -> None:
    assert 'section "Later" {' in lines("A -> B\ngroup Later\nB -> A\nend")
    assert 'loop "thrice" {' in lines("A -> B\nloop [thrice]\nB -> A\nend")


def test_whoever_is_called_works_until_it_returns() -> None:
    found = lines("autoactivate on\nA -> B : ask\nB -> C : ask\nreturn ok\nreturn done")
    bars = [line for line in found if "activate" in line]
    assert bars == ["activate B", "activate C", "deactivate C", "deactivate B"]
    assert 'C --> B "ok"' in found
    assert not messages("A -> B ++ : ask\nreturn ok")
    assert messages("A -> B ++ : ask\nreturn ok\nreturn again")


def test_messages_from_outside_come_from_a_dot() -> None:
    found = lines("participant A\n[-> A: in\nA ->]: out\nA -> B: on\n... later ...\n...\nB --> A: back")
    assert [line for line in found if "->" in line or "divider" in line] == [
        'elsewhere -> A "in"', 'A -> elsewhere_2 "out"', 'A -> B "on"', 'divider "later"', 'B --> A "back"',
    ]  # fmt: skip
    assert found.index("elsewhere: start") < found.index("A: box")


def test_an_arrow_that_begins_at_nobody_comes_from_outside() -> None:
    assert lines("participant A\n-> A: in\nA -> A: on") == lines("participant A\n[-> A: in\nA -> A: on")


def test_a_box_around_participants_is_a_group() -> None:
    found = lines('box "Back end" #LightBlue\nparticipant A\nend box\nparticipant B\nA -> B : go')
    at = found.index('group Back_end "Back end" .look {')
    assert found[at + 1 : at + 3] == ["A: box", "}"]
    assert "style .look { fill: lightblue }" in found


def test_the_spot_of_a_stereotype_is_neither_word_nor_colour() -> None:
    found = lines('participant "Alice" as A << (C,#ADD1B2) Testable >> #pink\nparticipant B <<(X,orchid)>>\nA -> B : x')
    assert found[1:3] == ['A: box "«Testable»\\nAlice" { fill: pink }', "B: box"]


def test_a_question_mark_is_nobody_and_an_arrow_may_take_time() -> None:
    found = lines("a <-? : in\na ->? : out\na ->(30) b : late")
    assert {'elsewhere -> a "in"', 'a -> elsewhere "out"', 'a -> b "late"'} <= set(found)


def test_colours_of_frames_are_areas_behind_them() -> None:
    found = lines("A -> B : x\nalt #Gold #LightBlue ok\nB -> A : y\nelse no\nB -> A : z\nend")
    at = found.index("area .look {")
    assert found[at : at + 4] == ["area .look {", 'alt "ok" {', 'B -> A "y"', '} else "no" {']
    assert "style .look { fill: lightblue }" in found


def test_participants_come_to_be_and_end() -> None:
    text = ("create Other\nA -> Other : new\nA -> B ** : make\nB -> A : made\nA -> B !! : delete\n"
            "Other --> A : done\ndestroy Other\ncreate control C\nA -> C")  # fmt: skip
    found = lines(text)
    assert {'A -> Other "new" { creates }', 'A -> B "make" { creates }', 'A -> B "delete" { destroys }'} <= set(found)
    assert {'Other --> A "done" { ends }', "A -> C { creates }"} <= set(found)
    assert messages(text) == []


def test_boxes_stand_in_boxes() -> None:
    found = lines('box "Out"\nbox "In"\nparticipant A\nend box\nparticipant B\nend box\nA -> B: x')
    at = found.index('group Out "Out" {')
    assert found[at : at + 3] == ['group Out "Out" {', 'group In "In" {', "A: box"]
