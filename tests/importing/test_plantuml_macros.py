"""What PlantUML's preprocessor puts in before a text is read: macros, procedures, conditions and variables."""

from __future__ import annotations

import pytest
from plantuml_lines import lines, messages

from sgc.importing import read_foreign
from sgc.source import Source


def test_macros_and_variables_stand_for_what_they_say() -> None:
    found = lines('!define Table(name, desc) class name as "desc"\n!define pk(x) <b>x</b>\n!$tone = "#eef"\n'
                  'Table(u, "Users") {\n  pk(id) : int\n}\nclass V $tone')  # fmt: skip
    assert 'u: class "Users" {' in found
    assert '"id : int"' in found


def test_procedures_and_functions_are_put_in_with_their_arguments_and_defaults() -> None:
    found = lines('!$env = "prod"\n!procedure $service($id, $title, $tech="Go")\n'
                  '  component "$title\\n[$tech]" as $id\n!endprocedure\n'
                  '!unquoted procedure Queue($id, $label)\n  queue "$label" as $id\n!endprocedure\n'
                  '!function $full($a)\n!return $a + "." + $env\n!endfunction\n!function $plus($a) !return $a + 1\n'
                  '$service(a, "Front")\n$service(b, "Back " + $env, $tech="C")\nQueue(q, Jobs)\n'
                  '[$full("web")] as w\na --> q : $plus(2)')  # fmt: skip
    assert {r'a: component "Front\n[Go]"', r'b: component "Back prod\n[C]"', 'q: queue "Jobs"'} <= set(found)
    assert {'w: component "web.prod"', 'a -> q "3"'} <= set(found)


@pytest.mark.parametrize(
    ("condition", "branch"),
    [
        ('!if ($env == "prod")', "A"), ('!if ($env != "prod")', "B"), ("!ifdef $env", "A"), ("!ifndef $env", "B"),
        ('!if (%not($env == "x") && $env != "")', "A"), ('!if %variable_exists("$other")', "B"),
        ('!if ($env == "x")\n[X]\n!elseif ($env == "prod" || %false())', "A"),
    ],
)  # fmt: skip
def test_of_conditions_the_branch_that_holds_is_read(condition: str, branch: str) -> None:
    text = f'!$env = "prod"\n[C]\n{condition}\n[A]\n!else\n[B]\n!endif'
    assert [line for line in lines(text) if "component" in line] == ["C: component", f"{branch}: component"]
    assert messages(text) == []


def test_remarks_on_what_a_procedure_makes_are_at_its_call() -> None:
    text = '@startuml\n!procedure $two($a)\n[$a]\n%% $a\n!endprocedure\n[before]\n$two("x")\n?? here\n@enduml'
    told = read_foreign(Source("a.puml", text)).diagnostics
    assert [one.span.text for one in told if one.span is not None] == ['$two("x")', "?? here"]


def test_what_calls_itself_without_end_comes_to_an_end() -> None:
    twice = "$f(a)\n" * 9
    text = f"!procedure $f($a)\n[$a]\n{twice}!endprocedure\n!function $g($a) !return $g($a) + $g($a)\n$f(a)\n[$g(x)]"
    assert "a: component" in lines(text)
