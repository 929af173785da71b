"""One run reports all errors, and one mistake is one error: what follows is read as if nothing had happened."""

from __future__ import annotations

import pytest

from sgc.source import Source
from sgc.source.codes import LIMIT, MISPLACED, NOT_YET
from sgc.syntax import parse, tree


def errors(text: str) -> list[tuple[int, str]]:
    return [(one.span.line if one.span else 0, one.message) for one in parse(Source("scene.sgc", text)).diagnostics]


def declared(text: str) -> list[str]:
    found = parse(Source("scene.sgc", text))
    return [one.name.span.text for figure in found.figures for one in figure.body if isinstance(one, tree.Declaration)]


def test_all_errors_of_a_file_are_reported_in_their_order() -> None:
    text = "scene {\n  a = cup\n  b: cup\n  b onn b\n  'x\n  c: cup }\nscene {\n  d: 3d cup\n}\n"
    assert [line for line, _ in errors(text)] == [2, 4, 5, 8]
    assert declared(text) == ["b", "c"]


def test_errors_in_a_block_do_not_hide_what_is_around_it() -> None:
    text = "scene {\n  for i in 1..3 {\n    a[i] = cup\n    b[i]: cup\n  }\n  c: cup\n}\n"
    assert [line for line, _ in errors(text)] == [3]
    assert declared(text) == ["c"]


def test_the_body_of_a_block_with_a_broken_head_is_read() -> None:
    text = "scene {\n  for i 1..3 {\n    a = cup\n  }\n  c: cup\n}\n"
    assert [line for line, _ in errors(text)] == [2, 3]
    assert declared(text) == ["c"]


def test_a_misspelt_figure_is_still_a_block() -> None:
    assert [line for line, _ in errors('scen "A" {\n  a = cup\n}\nscene { b: cup }\n')] == [1, 2]


@pytest.mark.parametrize(
    "head", ["for i in 1..3", "if x == 3", "part wheel(c)", "group g", "for i 1..3", "iff x == 3"]
)  # fmt: skip
def test_a_head_without_its_brace_is_one_error(head: str) -> None:
    text = f"scene {{\n  {head}\n    a: cup\n  }}\n  b: cup\n}}\n"
    assert len(errors(text)) == (1 if head != "iff x == 3" else 2)
    assert "b" in declared(text) or head == "iff x == 3"


def test_a_brace_on_the_next_line_is_one_error() -> None:
    text = 'scene "A"\n{\n  a: cup\n  if 1 == 1\n  {\n    b = cup\n  }\n}\n'
    assert [line for line, _ in errors(text)] == [2, 5, 6]


def test_an_unclosed_block_is_caught_at_the_next_figure() -> None:
    text = 'scene "A" {\n  a: cup\n  for i in 1..3 {\n    b: cup\n}\nscene "B" {\n  c = cup\n}\n'
    assert errors(text) == [
        (3, "this '{' is not closed"),
        (7, "a name and what it names are joined by ':'"),
    ]


def test_an_unclosed_block_is_found_by_its_indentation() -> None:
    text = "scene {\n  if 1 == 1 {\n    a: cup\n  for i in 1..3 {\n    b: cup\n  }\n}\n"
    assert errors(text) == [(2, "this '{' is not closed")]


def test_an_unclosed_property_list_does_not_swallow_the_scene() -> None:
    text = "scene {\n  a: cup { width: 90\n  b: 3 cup\n  a on b\n  c: cup\n}\n"
    assert errors(text) == [(2, "this '{' is not closed")]
    assert "c" in declared(text)


def test_a_property_list_over_lines_with_an_error_is_not_unclosed() -> None:
    text = "scene {\n  a: cup { // properties\n    width: 90\n    height: 4 5\n  }\n  b: cup\n}\n"
    assert [line for line, _ in errors(text)] == [4]
    assert declared(text) == ["b"]


def test_an_unclosed_parenthesis_ends_with_its_line() -> None:
    text = "scene {\n  require (a.width >= 3\n  b: cup\n  prefer (a left of b\n  c: cup\n}\n"
    assert errors(text) == [(2, "this '(' is not closed"), (4, "this '(' is not closed")]
    assert declared(text) == ["b", "c"]


def test_statements_outside_of_figures_are_reported_once() -> None:
    text = "a: cup\nb: cup\na on b\nscene { c: cup }\nd: cup\npears: pear\n}\n"
    found = parse(Source("scene.sgc", text)).diagnostics
    assert [(one.span.line if one.span else 0, one.code) for one in found] == [(1, MISPLACED), (5, MISPLACED)]
    assert declared(text) == ["c"]


def test_a_brace_too_many() -> None:
    assert errors("scene { a: cup }\n}\nscene { b: cup }\n") == [(2, "this '}' closes nothing")]
    assert len(errors("scene {\n  a: cup width: 3 }\n  b: cup\n}\n")) == 1


@pytest.mark.parametrize("kind", ["chart", "geometry"])
def test_other_kinds_of_figures_are_refused_at_their_head_and_skipped(kind: str) -> None:
    body = 'a -> b "}" { // }\n  x == 3..\n  } ]] @ \'it\n'
    text = f'{kind} "X" 3x4 {{\n  {body}}}\nscene {{ c: cup }}\n{kind} y\n{{ {{ }} }}\n'
    found = parse(Source("scene.sgc", text))
    assert [one.code for one in found.diagnostics] == [NOT_YET, NOT_YET]
    assert [one.span.text for one in found.diagnostics if one.span] == [f'{kind} "X" 3x4', f"{kind} y"]
    assert declared(text) == ["c"]


def test_a_word_for_a_figure_is_a_name_in_a_scene() -> None:
    assert errors("scene {\n  scene: picture\n  diagram: cup\n  scene on diagram\n}\n") == []


def test_deep_nesting_is_a_limit_and_no_crash() -> None:
    for text in (
        "scene {\n" + "if 1 == 1 {\n" * 500 + "a: cup\n" + "}\n" * 500 + "}\n",
        "scene { require " + "(" * 5000 + "1" + ")" * 5000 + " == 1 }",
        "scene { require a" + "[b" * 5000 + "]" * 5000 + " == 1 }",
        "scene { require " + "not " * 5000 + "a }",
        "scene { require " + "- " * 5000 + "1 == 1 }",
        "scene { require 1" + " + 1" * 5000 + " == 1 }",
        "scene { require a" + ".b" * 5000 + " == 1 }",
        "scene { require a" + " implies a" * 5000 + " }",
        "scene { if 1 == 1 { }" + " else if 1 == 1 { }" * 5000 + " }",
    ):
        found = parse(Source("scene.sgc", text)).diagnostics
        assert LIMIT in [one.code for one in found]
        assert len(found) <= 3


def test_a_file_with_countless_errors_is_given_up_in_the_end() -> None:
    found = parse(Source("scene.sgc", "scene {\n" + "a = b\n" * 5000 + "}\n")).diagnostics
    assert len(found) == 101
    assert found[-1].message == "only the first 100 errors are shown"
    assert not found[-1].is_error


def test_a_file_that_is_too_long_is_refused() -> None:
    (found,) = parse(Source("scene.sgc", " " * 5_000_001)).diagnostics
    assert found.code is LIMIT


UNCLOSED = ('scene { a: cup "Tea }', "scene {\n  a: cup 'Tea }\n", 'scene { a: cup "T }\n b: cup\n')


@pytest.mark.parametrize("text", UNCLOSED)
def test_a_brace_that_an_unclosed_text_took_is_not_missed(text: str) -> None:
    (found,) = parse(Source("s.sgc", text)).diagnostics
    assert "is not closed" in found.message
    assert found.span is not None
    assert found.span.text.startswith(('"', "'"))


@pytest.mark.parametrize(("head", "meant"), [
    ("flowchart LR {", "Write diagram {"), ("sequence diagram {", "Write diagram sequence {"),
    ("gantt {", "Write diagram gantt {"), ("picture {", "Write scene {"),
])  # fmt: skip
def test_the_head_of_a_figure_in_other_languages_is_translated(head: str, meant: str) -> None:
    found = parse(Source("s.sgc", head + "\n  a: box\n}\n")).diagnostics
    assert meant in found[0].hints[0]
