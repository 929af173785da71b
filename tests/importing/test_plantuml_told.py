"""What the reader of PlantUML does not understand is told, and draws nothing."""

from __future__ import annotations

import pytest
from plantuml_lines import lines, messages

from sgc.importing import read_foreign
from sgc.source import Source
from sgc.syntax import to_source


def test_nothing_that_a_file_names_is_opened() -> None:
    text = "@startuml\n!include /etc/passwd\n!includeurl http://x/y\n[A] <$sprite>\n@enduml"
    found = read_foreign(Source("a.puml", text))
    assert "passwd" not in to_source(found)
    told = [one.message for one in found.diagnostics]
    assert "another file has no counterpart here and is left out (at 2 places)" in told


def test_what_is_of_another_kind_is_told_and_files_of_c4_are_not_missed() -> None:
    assert messages('robust "API" as A\n@0\nA is Idle') == ["diagrams of timing are not read"]
    assert messages('!include <C4/C4_Context>\nPerson(a, "Ann")') == []
    assert messages('!include other.puml\nPerson(a, "Ann")') == ["another file has no counterpart here and is left out"]


def test_a_line_of_endless_dashes_is_no_arrow() -> None:
    assert messages(f"class A\nA {'-' * 20000} B") == ["this is not understood and is left out"]


#: A diagram of each kind, with a place for a line.
SEQUENCE, ACTIVITY = "A -> B : one\n{}\nB -> A : two", "start\n:one;\n{}\n:two;\nstop"
STATES, CLASSES, COMPONENTS = "[*] --> A\n{}\nA --> B", "class A\nclass B\n{}\nA --> B", "[A]\n{}\n[A] --> [B]"


@pytest.mark.parametrize(
    ("diagram", "line"),
    [
        *((SEQUENCE, one) for one in ("include('a-part.puml')", "well-known", "A - B : x", "=======", "x = 'a -> b'")),
        *((ACTIVITY, one) for one in ("1. item", "- item", "x = 5", "...", "}", "break", "thre;", "wile (x)")),
        *((STATES, one) for one in ("well-known", "A - B", "x = 5", "...", "A:", "stat D", "1. item")),
        *((CLASSES, one) for one in ("class", "endd", "D", "x = 5", "$name$", "clas D", ":D", "include('a.puml')")),
        *((COMPONENTS, one) for one in ("component", "TODO: mend this", "D", "x = 5", "end", "databse D")),
    ],
)
def test_a_line_that_is_nothing_of_its_diagram_draws_nothing_and_is_told(diagram: str, line: str) -> None:
    assert lines(diagram.format(line)) == lines(diagram.format(""))
    found = read_foreign(Source("some.puml", f"@startuml\n{diagram.format(line)}\n@enduml"))
    assert [one.span.text for one in found.diagnostics if one.span is not None] == [line]


@pytest.mark.parametrize("line", ["class D extens A", "class D E", "abstract clas D"])
def test_what_stands_behind_a_name_is_told(line: str) -> None:
    assert messages(CLASSES.format(line)) == ["what stands behind the name is not understood and is left out"]


@pytest.mark.parametrize("question", ["if (x) than (y)\n:a;\nendif", "while (x) iss (y)\n:a;\nendwhile"])
def test_a_misspelt_word_behind_a_question_is_told_and_no_part_of_it(question: str) -> None:
    (message,) = messages(ACTIVITY.format(question))
    assert message.endswith("is not understood behind a question; what follows it is left out")
    assert "x: diamond" in lines(ACTIVITY.format(question))


def test_brackets_within_a_question_are_of_it() -> None:
    body = ACTIVITY.format("if (is f(x) so?) then (y)\n:a;\nendif")
    assert not messages(body)
    assert any('diamond "is f(x) so?"' in line for line in lines(body))


def test_an_action_without_an_end_takes_no_other() -> None:
    assert messages("start\n:one\n:two;\nstop") == ["this action has no end: ';' is missing"]
    assert {"one: rounded", "two: rounded", "one -> two"} <= set(lines("start\n:one\n:two;\nstop"))


@pytest.mark.parametrize(
    ("diagram", "line", "message"),
    [(ACTIVITY, "partition X {", "this group has no end"), (COMPONENTS, "cloud C {", "this has no end"),
     (CLASSES, "class D {", "this has no end"), (CLASSES, "object D [", "this has no end")],
)  # fmt: skip
def test_what_is_never_closed_is_told(diagram: str, line: str, message: str) -> None:
    assert message in messages(diagram.format(line))


@pytest.mark.parametrize(
    ("text", "what"), [("nwdiag {\nnetwork a {\nx;\n}\n}", "networks"), ("salt\n{\n[OK]\n}", "screens")]
)
def test_what_is_no_diagram_of_uml_is_told_once(text: str, what: str) -> None:
    assert messages(text) == [f"diagrams of {what} are not read"]
