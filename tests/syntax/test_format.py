"""The tidy form of scene files, and where comments and blank lines go."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest
from trees import bare

from sgc.source import NOWHERE, SgcError, Source
from sgc.source.files import read_source
from sgc.syntax import format_source, parse, to_source, tree

EXAMPLES = Path(__file__).parents[2] / "examples"


def tidy(text: str) -> str:
    made = format_source(Source("scene.sgc", dedent(text)))
    assert format_source(Source("scene.sgc", made)) == made
    return made


def statement(text: str) -> str:
    """The tidy form of one statement."""
    return dedent(tidy(f"scene {{\n{text}\n}}").removeprefix("scene {\n").removesuffix("}\n")).rstrip("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("table:brown  table{width:90%;fill : red}", "table: brown table { width: 90%, fill: red }"),
        ("a  left   of b", "a left of b"),
        ("a at top - left of b", "a at top-left of b"),
        ("require a.width=3", "require a.width == 3"),
        ("require (a.width + (2)) >= ((b.width))", "require a.width + 2 >= b.width"),
        ("require (r * c) mod 3 == 0", "require (r * c) mod 3 == 0"),
        ("require r * c mod 3 == 0", "require (r * c) mod 3 == 0"),
        ("require a - (b - c) == 1.50", "require a - (b - c) == 1.5"),
        ("require a or b and c", "require a or (b and c)"),
        ("require not a < b", "require not (a < b)"),
        ("prefer(require a.width>=3)weight 2", "prefer (a.width >= 3) weight 2"),
        ("prefer (require row.width >= 3)", "prefer (require row.width >= 3)"),
        ("grid a 2x3 gap 4", "grid a 2x3 gap 4"),
        ("cell[i,j]:{c} square \"\\(i),\\(j)\"", "cell[i, j]: {c} square \"\\(i),\\(j)\""),
        ("x: {n+1} cup", "x: {n+1} cup"),
        ("x: cup \"\\u{1F34E}\" .a.b {}", "x: cup \"\\u{1F34E}\" .a .b"),
        ("a->b<->c \"x\" {dashed}", "a -> b <-> c \"x\" { dashed }"),
        ("'cup' on 'row'", "'cup' on 'row'"),
        ("2 of a left of b by exactly 3", "2 of a left of b by exactly 3"),
        ("if a==1{}else{}", "if a == 1 {}"),
        ("for i in 1..3{a[i]:cup}", "for i in 1..3 { a[i]: cup }"),
        ("style .x {}", "style .x {}"),
        ("let a=dark red", "let a = dark red"),
    ],
)  # fmt: skip
def test_statements(text: str, expected: str) -> None:
    assert statement(text) == expected


def test_comments_stay_with_what_they_are_about() -> None:
    text = """\
        // The file.


        // The scene.
        scene "T" {// Its head.
           // First.

          a: cup;b: cup // About b.
             // Own.
          c: cup { width: 3, // About width.
             // About height.
             height: 4
          }   // About c.
          if a == 1 { // Then.
             a on b } // End of then.
          // Otherwise.
          else { b on a }



          require (a.width + // Inner.
             b.width) >= 3

          // Last.
        } // End of the scene.
        // End of the file."""
    assert tidy(text) == dedent("""\
        // The file.

        // The scene.
        scene "T" { // Its head.
          // First.

          a: cup
          b: cup // About b.
          // Own.
          c: cup {
            width: 3 // About width.
            // About height.
            height: 4
          } // About c.
          if a == 1 { // Then.
            a on b
          } // End of then.
          // Otherwise.
          else {
            b on a
          }

          // Inner.
          require a.width + b.width >= 3

          // Last.
        } // End of the scene.
        // End of the file.
        """)


def test_branches_are_joined_and_others_nested() -> None:
    text = "scene { if a { x: cup }\nelse if b { y: cup }\n\nelse { if c { z: cup } } }"
    assert tidy(text) == dedent("""\
        scene {
          if a {
            x: cup
          } else if b {
            y: cup
          } else {
            if c {
              z: cup
            }
          }
        }
        """)


def test_slashes_in_texts_are_no_comments() -> None:
    assert statement('a: cup "http://x" // so') == 'a: cup "http://x" // so'


def test_a_long_property_list_takes_a_line_for_each() -> None:
    found = statement("a: cup { " + ", ".join(f"property_{i}: {i}" for i in range(9)) + " }").split("\n")
    assert found[0] == "a: cup {"
    assert found[1:-1] == [f"  property_{i}: {i}" for i in range(9)]


@pytest.mark.parametrize("text", ["scene { a on }", "chart {}", "scene {", "a: cup"])
def test_a_file_with_errors_is_refused(text: str) -> None:
    with pytest.raises(SgcError) as caught:
        format_source(Source("scene.sgc", text))
    assert caught.value.diagnostics


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("\n\n", ""), ("// a\n\n\n// b", "// a\n\n// b\n"), ("\ufeffscene {}", "scene {}\n")],
)
def test_files_with_little_in_them(text: str, expected: str) -> None:
    assert tidy(text) == expected


# ---------------------------------------------------------------- trees of programs


def word(text: str) -> tree.Word:
    return tree.Word(NOWHERE, text)


def declaration(name: str, *words: str, label: str | None = None) -> tree.Declaration:
    text = tree.Text(NOWHERE, (label,)) if label is not None else None
    return tree.Declaration(
        NOWHERE, tree.Name(NOWHERE, name), tree.Phrase(NOWHERE, None, tuple(map(word, words)), label=text)
    )


def test_names_that_need_quotes_get_them() -> None:
    on = tree.Step(NOWHERE, tree.Predicate(NOWHERE, "on"), (tree.Reference(NOWHERE, tree.Name(NOWHERE, "t-shirt")),))
    relation = tree.Relation(NOWHERE, tree.Reference(NOWHERE, tree.Name(NOWHERE, "ring")), (on,))
    assert to_source(relation) == "'ring' on 't-shirt'\n"
    assert to_source(declaration("ring", "red", "fire truck", label='say "hi"\n')) == (
        'ring: red \'fire truck\' "say \\"hi\\"\\n"\n'
    )


def test_a_figure_is_grouped_by_what_its_statements_do() -> None:
    setting = tree.Setting(NOWHERE, word("margin"), tree.Number(NOWHERE, Fraction(16)))
    require = tree.Require(NOWHERE, tree.Name(NOWHERE, "x"))
    body = (setting, declaration("a", "cup"), declaration("b", "cup"), require)
    figure = tree.Figure(NOWHERE, "scene", None, tree.Text(NOWHERE, ("T",)), (640, 480), body)
    made = to_source(tree.SyntaxTree(NOWHERE.source, (), (figure, figure)))
    one = 'scene "T" 640x480 {\n  margin 16\n\n  a: cup\n  b: cup\n\n  require x\n}\n'
    assert made == f"{one}\n{one}"
    assert bare(parse(Source("x", made)).figures[0]) == bare(figure)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(3), "3"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(7, 80), "0.0875"),
    ],
)
def test_numbers(value: Fraction, text: str) -> None:
    assert to_source(tree.Require(NOWHERE, tree.Number(NOWHERE, value))) == f"require {text}\n"


@pytest.mark.parametrize("name", ["", "two\nlines"])
def test_what_no_file_can_say_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name or noun"):
        to_source(declaration(name, "cup"))


def test_an_expression_that_needs_blanks_is_not_inserted_in_a_phrase() -> None:
    text = tree.Word(NOWHERE, "", inserted=tree.Text(NOWHERE, ("x",)))
    with pytest.raises(ValueError, match="cannot insert"):
        to_source(tree.Absence(NOWHERE, (text,)))


def test_blocks_of_words_stand_line_by_line_with_their_branches() -> None:
    text = """
    diagram sequence "Login" {
      a  ->>  b "x"   // said
      alt "found" { b --> a } else "not found" { a <-- b }
      par { a->b } and "log" {
        // nothing
      }
      divider   "Later"
      activate a  b
      when: task { start: 2026-01-05, end: 2026-01-05T14:30 }
      "Travel" .big { "Train" ; food "Food" { "Pasta" } }
    }
    """
    assert tidy(text).lstrip() == dedent("""\
        diagram sequence "Login" {
          a ->> b "x" // said
          alt "found" {
            b --> a
          } else "not found" {
            a <-- b
          }
          par {
            a -> b
          } and "log" {
            // nothing
          }
          divider "Later"
          activate a b
          when: task { start: 2026-01-05, end: 2026-01-05T14:30 }
          "Travel" .big { "Train"; food "Food" { "Pasta" } }
        }
        """)


def test_a_block_on_one_line_stays_on_it_where_it_fits_and_holds_lines_only() -> None:
    long = "; ".join(f'"item number {number}"' for number in range(9))
    text = f"""
    diagram sets {{
      pets "Pets" {{ "cat" ;"dog" }}
      group g "G" {{ a: box }}
      wild "Wild" {{ {long} }}
      tame "Tame" {{ t: table {{ id: int
      }} }}
    }}
    """
    first, second, third, *rest = tidy(text).splitlines()[1:-1]
    assert (first, second) == ('  pets "Pets" { "cat"; "dog" }', '  group g "G" { a: box }')
    assert (third, rest[0], rest[9]) == ('  wild "Wild" {', '    "item number 0"', "  }")
    assert rest[10:] == ['  tame "Tame" {', "    t: table {", "      id: int", "    }", "  }"]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.sgc")), ids=lambda path: path.stem)
def test_the_examples_are_tidy(path: Path) -> None:
    assert format_source(read_source(path)) == path.read_text(encoding="utf-8")


def test_a_program_writes_blocks_as_a_person_would() -> None:
    text = 'diagram mindmap {\n  "A" {\n    b "B" {\n      "C"\n    }\n  }\n}\n'
    assert to_source(parse(Source("scene.sgc", text))) == text


def test_what_is_declared_stays_in_one_column_where_the_source_has_it_so() -> None:
    text = """\
        scene {
          table:  brown table
          plate:  plate { size:20 }   // blue
          cup: red cup {
            size: 10 }

          a:cup
          bb:plate
        }
        """
    expected = """\
        scene {
          table: brown table
          plate: plate { size: 20 } // blue
          cup:   red cup {
            size: 10
          }

          a: cup
          bb: plate
        }
        """
    assert tidy(text) == dedent(expected)
