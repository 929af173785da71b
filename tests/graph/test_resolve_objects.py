"""Declarations, counts, words, loops, parts, groups and styles become the objects of a scene graph."""

from __future__ import annotations

from fractions import Fraction

import pytest
from resolving import codes, errors, figure, one_error, scene

from sgc.graph import Attributes, Kind, Length, Position


def test_a_declaration_has_noun_attributes_label_and_exact_span() -> None:
    found = scene('  cup: large dark red cup "Tea"')
    (cup,) = found.objects
    assert (cup.id, cup.noun, cup.concept, cup.kind) == ("cup", "cup", "cup", Kind.PICTURE)
    assert cup.attributes == Attributes(color="dark red", size="large")
    assert (cup.label, cup.count, cup.counted) == ("Tea", (1, 1), False)
    assert cup.span.text == cup.statement == 'cup: large dark red cup "Tea"'
    assert not found.diagnostics


def test_an_adjective_is_kept_in_its_canonical_form() -> None:
    (one,) = scene("a: big wooden striped ball").objects
    assert one.attributes == Attributes(size="large", material="wooden", pattern="striped")


@pytest.mark.parametrize(
    ("phrase", "count"),
    [("3 apple", (3, 3)), ("3..5 apple", (3, 5)), ("3.. apple", (3, None)), ("..4 apple", (1, 4)),
     ("0..2 apple", (0, 2)), ("1 apple", (1, 1))],
)  # fmt: skip
def test_counts_and_ranges(phrase: str, count: tuple[int, int | None]) -> None:
    (apples,) = scene(f"apples: {phrase}").objects
    assert apples.count == count
    assert apples.counted
    assert apples.noun == "apple"


@pytest.mark.parametrize("phrase", ["5..3 apple", "2.5 apple", "3px apple", "two apples", "9999 apple"])
def test_wrong_counts_are_errors(phrase: str) -> None:
    assert one_error(f"apples: {phrase}").code.name in ("wrong-count", "limit", "syntax")


def test_plural_nouns_are_the_singular_ones() -> None:
    (apples,) = scene("apples: 3 red apples").objects
    assert apples.noun == "apple"


def test_a_statement_is_told_on_one_line_without_comments() -> None:
    (table,) = scene("table: brown   table { width: 90% // wide\n    height: 40, }").objects
    assert table.statement == "table: brown table { width: 90%; height: 40, }"
    assert table.properties == {"width": Length(Fraction(90), True), "height": Length(Fraction(40))}


# ---------------------------------------------------------------- words


def test_an_unknown_noun_is_a_warning_and_stays_a_placeholder() -> None:
    found = scene("a: red appel")
    (one,) = found.objects
    assert (one.noun, one.entry, one.kind) == ("appel", None, Kind.PICTURE)
    assert one.attributes.color == "red"
    (told,) = found.diagnostics
    assert (told.code.name, told.severity, told.span.text) == ("unknown-noun", "warning", "appel")
    assert "apple" in told.hints[0]


def test_a_compound_of_which_only_the_last_word_is_known_is_a_placeholder() -> None:
    found = scene("a: dragon fruit")
    (one,) = found.objects
    assert (one.noun, one.entry) == ("dragon fruit", None)
    assert codes(found) == ["unknown-noun"]


def test_what_cannot_be_drawn_is_a_warning_with_the_nearest_word() -> None:
    found = scene("a: crimsn car\nb: rusty car\nc: red wooden table")
    assert codes(found) == ["not-drawn"] * 3
    assert [one.span.text for one in found.diagnostics] == ["crimsn", "rusty", "wooden"]
    assert found.diagnostics[0].hints == ("Did you mean 'crimson'?",)
    assert found.objects[0].attributes.other == ("crimsn",)
    assert found.objects[1].attributes.texture == "rusty"


def test_quotes_force_the_noun() -> None:
    (one,) = scene("a: red 'fire truck' \"Engine 4\"").objects
    assert (one.noun, one.attributes.color, one.label) == ("fire truck", "red", "Engine 4")


def test_the_longest_known_run_of_words_is_the_noun() -> None:
    (one,) = scene("a: red traffic light").objects
    assert (one.noun, one.attributes.color) == ("traffic light", "red")


def test_kinds_of_objects() -> None:
    found = scene('a: circle\nb: text "Hi"\nc: dog')
    assert [one.kind for one in found.objects] == [Kind.SHAPE, Kind.TEXT, Kind.PICTURE]


def test_a_text_needs_words_and_an_image_a_file() -> None:
    assert one_error("a: text").code.name == "wrong-arguments"
    assert one_error("a: image").code.name == "wrong-arguments"


# ---------------------------------------------------------------- properties and settings


def test_properties_are_typed() -> None:
    (one,) = scene(
        "a: square { width: 25%, fill: dark red, stroke: #F80, opacity: 50%, rotate: 45deg, z: 2, font: 14,"
        " bold: true, caption: \"x\", position: (10%, 20) }"
    ).objects  # fmt: skip
    assert one.caption == "x"
    assert one.properties == {
        "width": Length(Fraction(25), True), "fill": one.properties["fill"], "stroke": "#ff8800",
        "opacity": Fraction(1, 2), "rotate": Fraction(45), "z": Fraction(2), "font": Length(Fraction(14)), "bold": True,
        "position": Position(Length(Fraction(10), True), Length(Fraction(20))),
    }  # fmt: skip
    assert str(one.properties["fill"]).startswith("#")


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("widht: 3", "unknown-property", "width"),
        ("color: red", "unknown-property", "fill"),
        ("plate: blue", "unknown-property", "close the block"),
        ("width: -3", "wrong-type", ""),
        ("width: red", "wrong-type", ""),
        ("width: 3deg", "wrong-type", ""),
        ("fill: crimsn", "wrong-type", "crimson"),
        ("opacity: 3", "wrong-type", "0.5"),
        ("position: 3", "wrong-type", "(10%, 20%)"),
        ("width: 3, width: 4", "duplicate-name", ""),
    ],
)
def test_wrong_properties(text: str, code: str, hint: str) -> None:
    told = one_error(f"a: square {{ {text} }}")
    assert told.code.name == code
    assert hint in " ".join(told.hints)


def test_settings() -> None:
    settings = 'spacing 8; margin 16; background ivory; theme "dark"; seed 3'
    found = figure(f'scene one "T" 640x480 {{ {settings}\n a: dog }}').figure
    assert (found.name, found.title, found.size) == ("one", "T", (640, 480))
    assert (found.spacing, found.margin, found.background, found.theme, found.seed) == (8, 16, "#fffff0", "dark", 3)


@pytest.mark.parametrize("text", ["spaceing 8", "margin -3", 'theme "drak"', "seed 1.5", "spacing 3; spacing 4"])
def test_wrong_settings(text: str) -> None:
    assert one_error(f"{text}\na: dog")


# ---------------------------------------------------------------- loops, conditions, values


def test_loops_make_a_collection_with_indices() -> None:
    found = scene('for i in 1..2 { for j in 1..3 { cell[i,j]: white square "\\(i),\\(j)" } }')
    ids = ("cell[1,1]", "cell[1,2]", "cell[1,3]", "cell[2,1]", "cell[2,2]", "cell[2,3]")
    assert tuple(one.id for one in found.objects) == ids
    assert found.collections == {"cell": ids}
    assert found.objects[4].label == "2,2"
    assert not found.objects[0].counted


def test_conditions_and_values() -> None:
    found = scene("""
        let n = 3
        let wide = n * 20 + 2
        for i in 1..n { if i mod 2 == 1 { a[i]: red square { width: wide } } else { b[i]: {c} circle } }
        let c = "dark blue"
    """)
    assert [one.id for one in found.objects] == ["a[1]", "b[2]", "a[3]"]
    assert found.objects[0].properties["width"] == Length(Fraction(62))
    assert found.objects[1].attributes.color == "dark blue"


def test_an_inserted_number_is_the_count() -> None:
    (apples,) = scene("let n = 4\napples: {n} red apple").objects
    assert (apples.count, apples.counted, apples.attributes.color) == ((4, 4), True, "red")


def test_numbers_in_labels_read_well() -> None:
    (one,) = scene('let x = 10 / 4\na: text "\\(x) \\(1/3) \\(-0) \\(7)"').objects
    assert one.label == "2.5 0.333333 0 7"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("let a = b\nlet b = a\nx: square { width: a }", "unknown-name"),
        ("let a = 1\nlet a = 2\nx: dog", "duplicate-name"),
        ("x: dog\nx: cat", "duplicate-name"),
        ("for i in 1..2 { x: dog }", "duplicate-name"),
        ("let x = 1\nx: dog", "duplicate-name"),
        ("canvas: dog", "bad-name"),
        ("'a.b': dog", "bad-name"),
        ("for i in 3 { x[i]: dog }", "wrong-type"),
        ("if 3 { x: dog }", "wrong-type"),
        ("let a = 1 / 0\nx: square { width: a }", "wrong-type"),
        ("let a = 10px + 20%\nx: square { width: a }", "mixed-units"),
        ("x: square { width: foo }", "unknown-name"),
        ("x: dog\ny: square { width: x.width }", "not-constant"),
        ("let unused = 1 / 0\nx: dog", "wrong-type"),
        ("for i in 1..99999 { }\nx: dog", "limit"),
        ("for i in 1..6000 { x[i]: dog }", "limit"),
        ("let a = 999999999\nlet b = a * a * a\nx: square { width: b }", "limit"),
    ],
)
def test_mistakes_with_names_and_values(text: str, code: str) -> None:
    assert one_error(text).code.name == code


def test_a_duplicate_shows_the_first() -> None:
    told = one_error("x: dog\nx: cat")
    assert [span.text for span, _ in told.related] == ["x: dog"]


def test_a_mistake_in_a_loop_is_told_once() -> None:
    assert len(errors(figure("scene { for i in 1..50 { x[i]: square { width: foo } } }"))) == 1


def test_a_refused_declaration_causes_no_further_errors() -> None:
    told = errors(scene("x: 5..2 apple\ny: dog\ny left of x\nx[1] above y"))
    assert [one.code.name for one in told] == ["wrong-count"]


def test_values_are_known_in_the_whole_block() -> None:
    (one,) = scene("x: square { width: w }\nlet w = 30").objects
    assert one.properties["width"] == Length(Fraction(30))


# ---------------------------------------------------------------- parts and groups

WHEEL = "part wheel(c) {\n rim: black circle { size: 20 }\n hub: {c} circle { size: 6 }\n hub centered in rim\n}\n"


def test_a_part_is_expanded_into_instances_with_members() -> None:
    found = figure(f'{WHEEL}scene {{ w: 2 wheel("red") }}')
    assert [(one.id, one.kind, one.container) for one in found.objects] == [
        ("w[1]", Kind.PART, None), ("w[1].rim", Kind.SHAPE, "w[1]"), ("w[1].hub", Kind.SHAPE, "w[1]"),
        ("w[2]", Kind.PART, None), ("w[2].rim", Kind.SHAPE, "w[2]"), ("w[2].hub", Kind.SHAPE, "w[2]"),
    ]  # fmt: skip
    assert found.objects[2].attributes.color == "red"
    assert found.collections == {"w": ("w[1]", "w[2]")}
    assert [one.arguments[0].targets + one.arguments[1].targets for one in found.relations] == [
        ("w[1].hub", "w[1].rim"), ("w[2].hub", "w[2].rim"),
    ]  # fmt: skip
    assert found.objects[0].noun == "wheel"


def test_parts_call_parts_and_members_are_referred_to() -> None:
    found = figure(f'{WHEEL}part car() {{ body: red rectangle\n w: 2 wheel("gray")\n w under body }}\n'
                   "scene { a: car()\n b: car\n a.w[2].rim left of b.body\n a.w.rim above b }")  # fmt: skip
    targets = [tuple(argument.targets for argument in one.arguments) for one in found.relations[-2:]]
    assert targets == [(("a.w[2].rim",), ("b.body",)), (("a.w[1].rim", "a.w[2].rim"), ("b",))]
    assert set(found.collections) == {"a.w", "b.w"}
    assert not errors(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("scene { w: wheel(1, 2) }", "wrong-arguments"),
        ("scene { w: whell(1) }", "unknown-name"),
        ("scene { w: 2..3 wheel(1) }", "wrong-count"),
        ('scene { w: wheel("red")\n w.rin left of w }', "unknown-name"),
        ("part a() { x: a() }\nscene { b: a() }", "limit"),
        ("part a() { x: 2 a() }\nscene { b: a() }", "limit"),
    ],
)
def test_mistakes_with_parts(text: str, code: str) -> None:
    (told,) = errors(figure(WHEEL + text))
    assert told.code.name == code


def test_a_group_contains_its_members_and_opens_no_scope_of_names() -> None:
    wall = 'group wall "On the wall" .dark { clock: clock\n group inner { b: book } }'
    found = scene(wall + "\nclock left of wall.b\nwall above clock")
    assert [(one.id, one.kind, one.container) for one in found.objects] == [
        ("wall", Kind.GROUP, None), ("clock", Kind.PICTURE, "wall"), ("inner", Kind.GROUP, "wall"),
        ("b", Kind.PICTURE, "inner"),
    ]  # fmt: skip
    assert (found.objects[0].label, found.objects[0].classes) == ("On the wall", ("dark",))


# ---------------------------------------------------------------- styles and absences


def test_the_cascade() -> None:
    found = scene("""
        a: apple .tall { width: 1 }
        b: apple .tall
        c: banana
        style .tall { width: 2, height: 20 }
        style apple { width: 3, fill: red, rotate: 1 }
        style fruit { width: 4, rotate: 2, z: 1 }
    """)
    a, b, c = (dict(one.properties) for one in found.objects)
    assert (a["width"], b["width"], c["width"]) == tuple(Length(Fraction(n)) for n in (1, 2, 4))
    assert (a["rotate"], c["rotate"], a["z"]) == (1, 2, 1)
    assert a["height"] == Length(Fraction(20))
    assert "fill" in b


def test_absences_and_open_nouns() -> None:
    found = scene("a: apple\nno red knife\nopen bird")
    assert [(one.noun, one.attributes.color, one.open, one.statement) for one in found.absences] == [
        ("knife", "red", False, "no red knife"), ("bird", None, True, "open bird"),
    ]  # fmt: skip


def test_what_is_absent_cannot_be_declared() -> None:
    assert one_error("a: red apple\nno apple").code.name == "contradiction"
    assert not errors(scene("a: red apple\nno green apple"))
    assert one_error("a: dog\nno animal").code.name == "contradiction"


# ---------------------------------------------------------------- figures


def test_every_figure_is_resolved_with_what_stands_before_it() -> None:
    from sgc.graph import resolve
    from sgc.source import Source
    from sgc.syntax import parse

    one, two = resolve(parse(Source("t", "let n = 2\nscene a { x: {n} dog }\nscene b { x: {n} cat }")))
    assert (one.figure.name, two.figure.name) == ("a", "b")
    assert one.objects[0].count == two.objects[0].count == (2, 2)


def test_other_kinds_of_figures_are_not_compiled_yet() -> None:
    found = figure("chart { a: box }")
    assert [one.code.name for one in errors(found)] == ["not-yet"]


def test_a_file_without_a_figure_says_so() -> None:
    assert [one.code.name for one in errors(figure("let a = 1"))] == ["no-figure"]


def test_errors_of_the_parse_are_among_the_diagnostics_and_cause_no_others() -> None:
    found = scene("plate: large 3d plate\ntable: table\nplate on table")
    assert [one.code.name for one in errors(found)] == ["syntax"]


def test_too_many_objects_are_refused_with_their_number() -> None:
    (error,) = errors(figure("scene { a: 4000 star; b: 1500 cup }"))
    assert (error.code.name, "not 5,500" in error.message) == ("limit", True)


def test_huge_figures_are_refused() -> None:
    assert [one.code.name for one in errors(figure("scene 99999x10 { a: dog }"))] == ["limit"]
