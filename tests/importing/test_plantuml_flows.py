"""What the reader of PlantUML makes of activities and of states."""

from __future__ import annotations

from plantuml_lines import lines, messages


def test_lanes_stand_beside_each_other_as_they_are_written() -> None:
    found = lines("|Shop|\n|Customer|\nstart\n:Order;\n|Shop|\n:Pack;\n|Bank|\n|Carrier|\n:Deliver;\nstop")
    assert [line for line in found if " left of " in line] == ["Shop left of Customer", "Customer left of Carrier"]
    assert {"align top Shop Customer Carrier", "align bottom Shop Customer Carrier"} <= set(found)


def test_states() -> None:
    found = lines('[*] --> A\nstate "Long name" as B #pink {\n  [*] --> C\n}\nA -down-> B : go\nB --> [*]\n'
                  "state f <<fork>>")  # fmt: skip
    assert {"start: start", "end: end", "A: state", "f: fork", 'A -> B "go"', "B_start -> C"} <= set(found)
    assert any(line.startswith('group B "Long name" .look') for line in found)


def test_activities_are_flowcharts() -> None:
    found = lines("start\n:one;\nif (ok?) then (yes)\n  :two;\nelse (no)\n  :three;\nendif\n"
                  "while (more?) is (yes)\n  :four;\nendwhile (no)\n"
                  "fork\n  :five;\nfork again\n  :six;\nend fork\nstop")  # fmt: skip
    assert {"start -> one", "one -> ok", 'ok -> two "yes"', 'ok -> three "no"'} <= set(found)
    assert {"two -> more", "three -> more"} <= set(found)
    assert {'more -> four "yes"', "four -> more", 'more -> fork "no"', "fork -> five", "fork -> six"} <= set(found)
    assert {"five -> join", "six -> join", "join -> end"} <= set(found)


def test_questions_go_on_over_lines_and_frames_end_by_their_name() -> None:
    found = lines("start\nif (first\nor second (both)?) then (yes)\n:go;\nendif\nstop")
    assert any(line.endswith(r'diamond "first\nor second (both)?"') for line in found)
    text = "Title Steps\nalt ok\na -> b: x\n|||\n& b --> a: y\nend alt"
    assert {'diagram sequence "Steps" {', 'alt "ok" {', 'a -> b "x"', 'b --> a "y"'} <= set(lines(text))
    assert messages(text) == []


def test_states_are_dressed_by_their_stereotypes() -> None:
    body = "skinparam state {\n  BackgroundColor<<ok>> #00FF00\n}\nstate A <<ok>>\nA --> B"
    assert not messages(body)
    assert any("#00ff00" in line for line in lines(body))


def test_what_is_done_on_the_way_back_of_a_loop_stands_on_it() -> None:
    found = lines("start\nrepeat\n:Try;\nbackward: Wait;\nrepeat while (Again?) is (yes)\nstop")
    assert {'Again -> Wait "yes"', "Wait -> Try"} <= set(found)


def test_a_note_without_a_side_stands_beside_the_last_action() -> None:
    assert "Go_note left of Go" in lines("start\n:Go;\nnote: at once\nstop")


def test_regions_of_states_are_frames() -> None:
    found = lines("[*] --> Busy\nstate Busy {\n[*] --> a\n--\n[*] --> b\n}")
    assert [one for one in found if one.startswith("group")] == [
        'group Busy "Busy" {', 'group Busy_1 "" .look {', 'group Busy_2 "" .look {',
    ]  # fmt: skip


def test_a_connector_is_where_a_way_goes_on() -> None:
    found = lines("start\n:one;\n(A)\ndetach\n(A)\n:two;\nstop")
    assert {'connector_A: circle "A"', "one -> connector_A", "connector_A -> two"} <= set(found)


def test_what_nothing_leads_to_has_no_end() -> None:
    found = lines("start\nif (ok?) then\n:fine;\nkill\nelse\nend\nendif\nstop")
    assert sum(line.endswith(": end") for line in found) == 1


def test_the_way_past_a_question_has_no_text_that_the_file_does_not_say() -> None:
    found = lines("start\nif (ok?) then (no)\n  :one;\nendif\n:two;\nif (a?) then (y)\n:x;\n"
                  "(n) elseif (b?) then (y)\n:z;\nendif\nstop")  # fmt: skip
    assert {"ok -> two", 'a -> b "n"', "b -> end"} <= set(found)


def test_questions_of_older_activities_are_asked_from_where_they_stand() -> None:
    found = lines('(*) --> if "Ready?" then\n-->[yes] "Go"\n--> (*)\nelse\n-left->[no] "Wait"\n--> "Go"\nendif')
    assert {"start -> Ready", 'Ready -> Go "yes"', "Go -> end", 'Ready -> Wait "no"', "Wait -> Go"} <= set(found)
    assert "Wait left of Ready" in found
    assert not messages('(*) --> "A"\nif "B?" then\n--> "C"\nelse\n-right-> "D"\nendif')


def test_a_tag_at_the_end_of_a_line_does_not_end_an_action() -> None:
    found = lines("start\n:Close <b>order</b>\nwith <color:red>care</color>;\n:Send>\nstop")
    assert {r'Close_order: rounded "Close order\nwith care"', "Close_order -> Send", "Send -> end"} <= set(found)
