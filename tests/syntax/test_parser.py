"""What each form of the language is read as."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from trees import bare

from sgc.graph.relations import PHRASES
from sgc.source import Source
from sgc.source.render import render
from sgc.syntax import parse, parse_statement, tree
from sgc.syntax.words import PREDICATES


def statement(text: str) -> Any:
    found, diagnostics = parse_statement(Source("<text>", text))
    assert found is not None, render(diagnostics)
    assert found.span.text == text.strip(), "the span covers exactly the statement"
    return found


def phrase(text: str) -> tree.Phrase:
    found = statement(f"x: {text}").phrase
    assert isinstance(found, tree.Phrase)
    return found


def number(value: float, unit: str | None = None) -> tuple[Any, ...]:
    return "Number", Fraction(str(value)), unit


def name(text: str, quoted: bool = False) -> tuple[Any, ...]:
    return "Name", text, quoted


# ---------------------------------------------------------------- files and figures


def test_a_figure_has_a_name_a_title_and_a_size() -> None:
    found = parse(Source("x", 'scene tea "Tea \\"time\\"" 640x480 {\n}\nscene {}'))
    tea, plain = found.figures
    assert (tea.kind, bare(tea.name), tea.size, tea.body) == ("scene", name("tea"), (640, 480), ())
    assert bare(tea.title) == ("Text", ('Tea "time"',))
    assert (plain.name, plain.title, plain.size) == (None, None, None)
    assert not found.diagnostics


def test_what_stands_before_the_figures() -> None:
    found = parse(Source("x", 'include "lib.sgc"\nlet gap = 12\npart w(c) { }\nstyle .tall { height: 200 }\nscene {}'))
    assert [type(one).__name__ for one in found.preamble] == ["Include", "Let", "Part", "Style"]
    assert not found.diagnostics


def test_an_empty_file_is_no_syntax_error() -> None:
    for text in ("", "\n", "// only a comment", "\ufeff", ";;"):
        found = parse(Source("x", text))
        assert (found.preamble, found.figures, found.diagnostics) == ((), (), ())


def test_settings() -> None:
    assert bare(statement("spacing 8")) == ("Setting", ("Word", "spacing", False, None), number(8))
    assert bare(statement('theme "dark"').value) == ("Text", ("dark",))
    assert bare(statement("background ivory").value) == name("ivory")
    assert [word.text for word in statement("background light blue").value.words] == ["light", "blue"]
    assert bare(statement("direction right").value) == name("right")
    assert bare(statement("misspelt 3").name.text) == "misspelt"


@pytest.mark.parametrize("separator", ["\n", ";", "\n\n  // comment\n", "; ", "\r\n"])
def test_statements_end_at_newlines_and_semicolons(separator: str) -> None:
    found = parse(Source("x", f"scene {{ a: cup{separator}b: cup{separator}a on b }}"))
    assert len(found.figures[0].body) == 3
    assert not found.diagnostics


def test_a_statement_ends_with_its_own_brace() -> None:
    found = parse(Source("x", "scene { rim: circle { size: 20 }  hub: {c} circle { size: 6 }  hub centered in rim }"))
    assert [type(one).__name__ for one in found.figures[0].body] == ["Declaration", "Declaration", "Relation"]
    assert not found.diagnostics


def test_brackets_continue_a_line() -> None:
    assert bare(statement("require (a.width\n + 2) >=  b[\n1\n].width")) == bare(
        statement("require (a.width + 2) >= b[1].width")
    )
    assert parse_statement(Source("x", "require a.width\n + 2 >= 3"))[0] is None


# ---------------------------------------------------------------- objects


def test_a_phrase_in_full() -> None:
    found = phrase("3..5 large 'fire truck' \"Engine\" .tall .wide { width: 90%, fill: dark red; opacity: 0.5\n z: 1 }")
    assert bare(found.count) == ("Range", number(3), number(5))
    assert [(word.text, word.quoted) for word in found.words] == [("large", False), ("fire truck", True)]
    assert bare(found.label) == ("Text", ("Engine",))
    assert [one.text for one in found.classes] == ["tall", "wide"]
    assert [one.name.text for one in found.properties] == ["width", "fill", "opacity", "z"]
    assert bare(found.properties[0].value) == number(90, "%")
    assert [word.text for word in found.properties[1].value.words] == ["dark", "red"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3 cup", number(3)),
        ("3.. cup", ("Range", number(3), None)),
        ("..4 cup", ("Range", None, number(4))),
        ("{lo}..{hi} cup", ("Range", name("lo"), name("hi"))),
        ("1..{n} {c} cup", ("Range", number(1), name("n"))),
        ("cup", None),
    ],
)
def test_counts(text: str, count: object) -> None:
    assert bare(phrase(text).count) == count


def test_inserted_values_are_words() -> None:
    found = phrase("{n+1} {c} circle")
    assert [bare(word.inserted) for word in found.words[:2]] == [
        ("Binary", "+", name("n"), number(1)),
        name("c"),
    ]


def test_parts_are_called() -> None:
    found = phrase('4 wheel("red", size + 2)')
    assert bare(found.arguments)[0] == ("Text", ("red",))
    assert phrase("wheel()").arguments == ()
    assert phrase("wheel").arguments is None


@pytest.mark.parametrize("word", ["row", "left", "open", "no", "for", "scene", "at", "count", "on", "style", "by"])
def test_words_of_the_language_are_free_as_names_nouns_attributes_and_properties(word: str) -> None:
    assert statement(f"{word}: cup").name.text == word
    assert statement(f"{word}[1]: cup").name.base.text == word
    assert [one.text for one in phrase(f"red {word} cup {{ {word}: {word} }}").words] == ["red", word, "cup"]
    assert bare(statement(f"'{word}' on cup").subject.target) == name(word, quoted=True)
    assert [one.text for one in statement(f"no {word}").words] == [word]


def test_names_of_any_script_are_composed() -> None:
    assert statement("größe: cup").name.text == "größe"
    assert statement("gro\u0308ße: cup").name.text == "größe"
    assert statement("हिन्दी: कप").phrase.words[0].text == "कप"


def test_positions_colors_and_texts_are_values() -> None:
    found = phrase(
        'cup { position: (10%, 20% + 3), fill: #ff8800, caption: "a", bold: i == 2, label: true }'
    ).properties
    assert bare(found[0].value) == ("Pair", number(10, "%"), ("Binary", "+", number(20, "%"), number(3)))
    assert bare(found[1].value) == ("Color", "#ff8800")
    assert bare(found[2].value) == ("Text", ("a",))
    assert bare(found[3].value) == ("Comparison", (name("i"), number(2)), ("==",))
    assert bare(found[4].value) == name("true")


# ---------------------------------------------------------------- relations


def steps(text: str) -> list[tuple[Any, ...]]:
    found = statement(text)
    return [
        (
            one.predicate.words,
            tuple(o.span.text for o in one.objects),
            one.distance and one.distance.span.text,
            one.joined,
        )
        for one in found.steps
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a left of b", [("left of", ("b",), None, "chain")]),
        ("a left of b left of c", [("left of", ("b",), None, "chain"), ("left of", ("c",), None, "chain")]),
        ("a above and left of b", [("above", (), None, "chain"), ("left of", ("b",), None, "and")]),
        ("a inside b and above c", [("inside", ("b",), None, "chain"), ("above", ("c",), None, "and")]),
        ("a between b and c", [("between", ("b", "c"), None, "chain")]),
        ("a between b", [("between", ("b",), None, "chain")]),
        ("a between b and c and above d", [("between", ("b", "c"), None, "chain"), ("above", ("d",), None, "and")]),
        ("a on b and between c and d", [("on", ("b",), None, "chain"), ("between", ("c", "d"), None, "and")]),
        ("a left of b by 20 above c by exactly 2*k",
         [("left of", ("b",), "by 20", "chain"), ("above", ("c",), "by exactly 2*k", "chain")]),
        ("a chasing b", [("chasing", ("b",), None, "chain")]),
        ("a sitting  on b", [("sitting on", ("b",), None, "chain")]),
        ("a at top - left of canvas", [("at top-left of", ("canvas",), None, "chain")]),
        ("a same  width as b", [("same width as", ("b",), None, "chain")]),
        ("a centered in b[1].hub", [("centered in", ("b[1].hub",), None, "chain")]),
    ],
)  # fmt: skip
def test_relations(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert steps(text) == expected


def test_a_relation_in_double_quotes_is_free() -> None:
    predicate = statement('dog "looks \\"at\\"" cat').steps[0].predicate
    assert (predicate.words, predicate.free) == ('looks "at"', True)


@pytest.mark.parametrize("said", sorted(PHRASES))
def test_every_relation_of_the_table_is_in_the_grammar(said: str) -> None:
    if said.startswith("by "):  # "by" begins a distance
        assert said == "by the side of"
        return
    found = statement(f"a {said} b").steps[0].predicate
    assert (found.words, found.free) == (said, False)


def test_every_relation_of_the_grammar_is_in_the_table() -> None:
    assert [said for said in PREDICATES if said not in PHRASES] == []


@pytest.mark.parametrize(
    ("text", "quantifier", "target"),
    [
        ("some a", ("Quantifier", "some", None), name("a")),
        ("none of a", ("Quantifier", "none", None), name("a")),
        ("each a", ("Quantifier", "each", None), name("a")),
        ("2 of a", ("Quantifier", "exactly", number(2)), name("a")),
        ("{n} of a", ("Quantifier", "exactly", name("n")), name("a")),
        ("at least 2 of a[1]", ("Quantifier", "at least", number(2)), ("Index", name("a"), (number(1),))),
        ("at most 1 of w.rim", ("Quantifier", "at most", number(1)), ("Member", name("w"), name("rim"))),
        ("every apple", None, ("Selector", ("Word", "apple", False, None), ())),
        ("every 'traffic light'", None, ("Selector", ("Word", "traffic light", True, None), ())),
        ("every .tall", None, ("Selector", None, (("Word", "tall", False, None),))),
        ("'t-shirt'", None, name("t-shirt", quoted=True)),
        ("cell[i, j + 1]", None, ("Index", name("cell"), (name("i"), ("Binary", "+", name("j"), number(1))))),
    ],
)
def test_references(text: str, quantifier: object, target: object) -> None:
    for reference in (statement(f"{text} left of b").subject, statement(f"b left of {text} by 3").steps[0].objects[0]):
        assert bare(reference.quantifier) == quantifier
        assert bare(reference.target) == target


def test_negations_and_preferences() -> None:
    found = statement("prefer (not (a left of b)) weight 2.5")
    assert bare(found.weight) == number(2.5)
    assert isinstance(found.statement, tree.Negation)
    assert isinstance(found.statement.statement, tree.Relation)
    assert isinstance(statement("prefer (a.width >= 2 * b.width)").statement, tree.Require)
    assert isinstance(statement("not (require a.width = 3 and b.width = 3)").statement, tree.Require)
    assert isinstance(statement("prefer (row a b gap 3)").statement, tree.Arrangement)
    assert isinstance(statement("prefer (2 of a left of b)").statement, tree.Relation)


# ---------------------------------------------------------------- arrangement and the rest


def test_arrangements() -> None:
    row = statement("row a b[1] every .c gap 12")
    assert (row.kind, len(row.references), bare(row.gap)) == ("row", 3, number(12))
    grid = statement("grid apples 2x3 gap n + 1")
    assert (grid.kind, bare(grid.size), bare(grid.gap)) == (
        "grid", (number(2), number(3)), ("Binary", "+", name("n"), number(1)),
    )  # fmt: skip
    assert bare(statement("grid apples (n, 2)").size) == (name("n"), number(2))
    ring = statement("ring apples around plate radius 40")
    assert (ring.kind, bare(ring.around.target), bare(ring.radius)) == ("ring", name("plate"), number(40))
    assert (statement("align top a b").variant.text, statement("align top a b").kind) == ("top", "align")
    assert statement("distribute horizontally a b c").variant.text == "horizontally"
    assert bare(statement("mirror a b about canvas.cx").about) == ("Member", name("canvas"), name("cx"))
    assert statement("layer a b c").kind == "layer"
    assert statement("column a b").gap is None


def test_loops_conditions_and_branches() -> None:
    loop = statement("for i in 1..n+1 { a[i]: cup\n for j in 1..2 { } }")
    assert bare(loop.values) == ("Range", number(1), ("Binary", "+", name("n"), number(1)))
    assert len(loop.body) == 2
    chain = statement("if i == 1 { a: cup } else if i == 2 { b: cup }\n\n// so\nelse { c: cup; d: cup }")
    (second,) = chain.otherwise
    assert isinstance(second, tree.If)
    assert (len(chain.then), len(second.then), len(second.otherwise)) == (1, 1, 2)


def test_a_name_may_begin_like_a_keyword() -> None:
    found = parse(Source("x", "scene { if 1 == 1 { a: cup }\nelsewhere: cup; formal: cup; nobody: cup }"))
    assert not found.diagnostics
    assert len(found.figures[0].body) == 4


def test_parts_groups_styles_and_links() -> None:
    part = statement("part wheel(c, d) { rim: circle }")
    assert [one.text for one in part.parameters] == ["c", "d"]
    group = statement('group cloud "Cloud" .wide { a: cup }')
    assert (group.name.text, [one.text for one in group.classes], len(group.body)) == ("cloud", ["wide"], 1)
    style = statement("style traffic 'light' .tall { dashed, fill: red }")
    assert [one.text for one in style.selector] == ["traffic", "light"]
    assert (style.properties[0].value, style.properties[1].name.text) == (None, "fill")
    assert statement("style a -> b { dashed }").link.arrows == ("->",)
    assert [one.text for one in statement("style .x .y {}").classes] == ["x", "y"]
    link = statement('a -> b.c <-> d "GET /" .big {dashed}')
    assert (link.arrows, len(link.ends), bare(link.label)) == (("->", "<->"), 3, ("Text", ("GET /",)))
    assert statement("a--b").arrows == ("--",)


def test_absences() -> None:
    assert [one.text for one in statement("no red knife").words] == ["red", "knife"]
    assert not statement("no knife").open
    assert statement("open knife").open


# ---------------------------------------------------------------- expressions


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("a * b mod c", "(a * b) mod c"),
        ("-a * b", "(-a) * b"),
        ("a--b", "a - (-b)"),
        ("not a and b or c", "((not a) and b) or c"),
        ("a implies b implies c", "a implies (b implies c)"),
        ("a or b and c", "a or (b and c)"),
        ("a < b and b = c", "(a < b) and (b == c)"),
        ("not a < b", "not (a < b)"),
        ("a.right-b.left", "(a.right) - (b.left)"),
    ],
)
def test_operators_bind(text: str, same: str) -> None:
    assert bare(statement(f"require {text}").condition) == bare(statement(f"require {same}").condition)


def test_chains_of_comparisons_are_one() -> None:
    found = statement("require 1 <= count(red apple .ripe) < 3 = x").condition
    assert found.operators == ("<=", "<", "==")
    count = found.operands[1]
    assert ([one.text for one in count.phrase], [one.text for one in count.classes]) == (["red", "apple"], ["ripe"])
    assert bare(statement("require count(.ripe) > 1").condition.operands[0]) == (
        "Count", (), (("Word", "ripe", False, None),),
    )  # fmt: skip


def test_calls_and_the_name_count() -> None:
    assert bare(statement("let a = min(1, distance(cup, plate))").value) == (
        "Call", name("min"), (number(1), ("Call", name("distance"), (name("cup"), name("plate")))),
    )  # fmt: skip
    assert bare(statement("let a = count * 2").value) == ("Binary", "*", name("count"), number(2))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12", 12, None),
        ("0.25", 0.25, None),
        ("90%", 90, "%"),
        ("20px", 20, "px"),
        ("45deg", 45, "deg"),
        ("007", 7, None),
    ],
)
def test_numbers(text: str, value: float, unit: str | None) -> None:
    assert bare(statement(f"let a = {text}").value) == number(value, unit)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"plain"', ("plain",)),
        ('""', ()),
        (r'"a\"b\\c\nd\u{1F34E}"', ('a"b\\c\nd🍎',)),
        (r'"\(i),\(j + 1)"', (name("i"), ",", ("Binary", "+", name("j"), number(1)))),
        (r'"{braces} \alpha \$5"', ("{braces} \\alpha \\$5",)),
        (r'"$\nu \\ \frac{1}{2}$ \n"', ("$\\nu \\\\ \\frac{1}{2}$ \n",)),
        (r'"$x_\(i)$"', ("$x_", name("i"), "$")),
        (r'"from $5 to $6\n"', ("from $5 to $6\n",)),
        (r'"\(max((1), 2))"', (("Call", name("max"), (number(1), number(2))),)),
    ],
)
def test_texts(text: str, parts: tuple[Any, ...]) -> None:
    assert bare(statement(f"let a = {text}").value) == ("Text", parts)


def test_inserted_expressions_have_their_places() -> None:
    found = statement('x: cup "a \\(i + 1)" { fill: red }')
    inserted = found.phrase.label.parts[1]
    assert inserted.span.text == "i + 1"
    assert inserted.left.span.text == "i"
    assert phrase("{c} cup").words[0].inserted.span.text == "c"


def test_an_error_in_an_inserted_expression_is_one_error() -> None:
    found = parse(Source("x", 'scene {\n  a: cup "\\(1 +)"\n  b: {1+} cup\n  a on b\n}'))
    assert [one.span.line for one in found.diagnostics if one.span] == [2, 3]


# ---------------------------------------------------------------- single statements


@pytest.mark.parametrize("text", ["", "a on b; b on c", "scene {}", "a on", "let x = 1\nlet y = 2", "}", "a on b }"])
def test_what_is_not_one_statement_is_refused(text: str) -> None:
    found, diagnostics = parse_statement(Source("<text>", text))
    assert found is None
    assert any(one.is_error for one in diagnostics)


@pytest.mark.parametrize("text", [" a on b ", "a on b;", "\n a on b // so\n", "for i in 1..3 { a[i] on b }\n"])
def test_blanks_and_separators_around_one_statement_are_free(text: str) -> None:
    found, diagnostics = parse_statement(Source("<text>", text))
    assert found is not None
    assert not diagnostics
