"""The most likely mistakes: each is told once, in the right words, at the right place."""

from __future__ import annotations

import pytest

from sgc.compiler import load
from sgc.source import SgcError, Source
from sgc.source.codes import SYNTAX, UNKNOWN_PREDICATE
from sgc.syntax import parse
from sgc.syntax.mistake import Mistake
from sgc.syntax.mistakes import MISTAKES
from sgc.syntax.mistakes_in_diagrams import DIAGRAMS

#: For each row: what is marked, the message, and (a part of) the first hint.
EXPECTED = {
    "arrow of another language": ("=>", "the arrows are ->, <-, <-> and --, with their label behind", "Write a -> b."),
    "several ends of a link": (",", "a link has one end on each side", "Write a -> b; a -> plate."),
    "label with a word": ('label "yes"', "the label of a link stands right behind it", 'Write a -> b "yes".'),
    "look of a link without braces": ("dashed", "how a link looks stands in braces", "Write a -> b { dashed }."),
    "link with a word": ("connect a b", "a link is an arrow between two names", "Write a -> b."),
    "text as the end of a link": (
        '"New node"',
        "a link joins names, not texts",
        'Write new_node: box "New node" on a line of its own',
    ),
    "node in brackets": (
        'd["Text"]',
        "a node is declared by a name, a shape and a label",
        'Write d: box "Text".',
    ),
    "group by another word": ("subgraph g", "a group has a name, and a title behind it", "Write group g { … }."),
    "name alone": ("a", "a name alone states nothing", "A group holds what is declared in its braces"),
    "date without a property": (
        "2026-01-05",
        "a date is the start or the end of something",
        'Write a: task "…" { start: 2026-01-05 }',
    ),
    "note without a name": (
        'note "Hello" on a',
        "a note is a node of its own, and is linked",
        'Write remark: note "Hello"; remark -- a.',
    ),
    "shape as a statement": (
        "shape a circle",
        "the shape of a node is its noun",
        "Write it where a is declared: a: circle",
    ),
    "rank": ("rank same a b", "nodes of one rank are a layer", "Write layer a b."),
    "direction by another word": ("layout horizontal", "a direction is said so", "Write direction right."),
    "style without braces": (
        "box fill red",
        "what a style sets stands in braces",
        "Write style box { fill: red }.",
    ),
    "member that is set": ("a.width = 40", "a condition begins with 'require'", "Write require a.width == 40."),
    "property as a statement": (
        "rotate a 45",
        "'rotate' is a property, not a statement",
        "Write it where a is declared: { rotate: 45 }.",
    ),
    "word without a relation": ("red", "a word alone states nothing", "Write it where a is declared: a: red …"),
    "label as a statement": (
        'label a "Tea"',
        "a label stands right behind the noun",
        'Write it where a is declared: a: … "Tea"',
    ),
    "text without a name": ('text "Hello"', "a text needs a name here", 'Write words: text "Hello" on a line'),
    "relation run together": ("left_of", "'left_of' is no relation", "Did you mean 'left of'?"),
    "relation as a function": ("left_of(a, b)", "a relation stands between two names", "Write a left of b."),
    "distance before the relation": ("10", "a distance stands behind its relation", "Write a left of b by 10."),
    "far left of": ("far", "'far' does not go with 'left'", "Write how far: a left of b by 100."),
    "relation that is denied": (
        "not",
        "a relation is denied by 'not' and parentheses",
        "Write not (a left of b).",
    ),
    "is": ("is", "relations are written without 'is'", "Write cup left of plate."),
    "command": ("put", "a statement says what holds, not what to do", "Leave the word out: a left of b."),
    "comparison with as": (
        "twice as big as b",
        "sizes are compared otherwise here",
        "Write require a.width == 2 * b.width.",
    ),
    "thing without a name": (
        "3 red apples",
        "what a figure holds is declared with a name and a ':'",
        "Write apples: 3 red apples.",
    ),
    "preposition without of": ("b", "'of' is missing here", "Write a on top of b."),
    "count before the name": ("3 apples:", "a count stands behind the ':'", "Write apples: 3 red apple."),
    "comma behind a statement": (",", "a statement ends without ','", "Leave it out: the end of the line"),
    "row as a relation": ("in row with b", "'row' begins a statement of its own", "Write row a b."),
    "members joined by and": ("and", "names stand here without 'and' between them", "Write row a b."),
    "edge behind the members": ("left", "the edge stands right behind 'align'", "Write align left a b."),
    "second statement without a break": (
        "align",
        "'align' begins a statement of its own",
        "Write ; before align, or begin a new line",
    ),
    "value without a sign": ("20", "'=' is missing here", "Write let w = 20."),
    "numbers of a loop": ("to", "a loop names its numbers by their first and last", "Write for i in 1..3 { … }."),
    "keyword as a member": ("on", "'on' is a word of the language here, not a name", "quote it: 'on'."),
    "smart quotes": ("“", "'“' is a typographic quotation mark", 'Write the straight one: "'),
    "unclosed text": ('"Tea', "this text is not closed", 'Write " where it ends'),
    "unclosed name": ("'fire truck: red truck", "this single quote is not closed", "Write ' where the name ends"),
    "block comment": ("/*", "this begins no comment here", "A comment begins with //"),
    "hash comment": ("#", "'#' begins no comment here", "A comment begins with //."),
    "number and letters": ("3d", "a letter follows the number in '3d'", "For a word write '3d' in single quotes"),
    "unit apart": ("20 px", "the unit belongs to its number", "Write 20px without a blank."),
    "number without a digit before its point": (".5", "a number begins with a digit", "Write 0.5."),
    "stray percent": ("%", "'%' stands right behind a number", "Write 50% for a share"),
    "other operators": ("&&", "'&&' means nothing here", "Write and."),
    "size with another sign": ("640*480", "a size is written with an x between its numbers", "Write 640x480"),
    "brace on the next line": (
        "{",
        "'{' stands on the line of its statement",
        "Move it to the end of the line before.",
    ),
    "block missing": ("", "'if' needs a block", "Write { and the statements of the block"),
    "setting with a sign": (":", "a setting is written without ':'", "Write margin 10."),
    "label of a link behind a colon": (":", "the label of a link stands right behind it", "Leave out the ':'"),
    "loop of another language": ("repeat", "no statement begins with 'repeat'", "Write for i in 1..3 { … }."),
    "head inside of the block": ("canvas: 400 x 300", "the size of a figure stands before its '{'", "Write scene"),
    "equals for colon": ("=", "a name and what it names are joined by ':'", "Write cup: white …"),
    "hyphen in a name": (
        "t-shirt",
        "'t-shirt' has a hyphen, which names cannot have",
        "Quote it: 't-shirt', or write t_shirt.",
    ),
    "list of subjects": (",", "a relation has one subject and one object", "Write one statement for each"),
    "objects joined by and": ("and", "'and' joins relations, not objects", "Write one statement for each object."),
    "parenthesis not closed": ("(", "this '(' is not closed", "Write ')' where it ends."),
    "size of a grid before its members": (
        "2x2",
        "the size of a grid stands behind its members",
        "Write grid a b plate spoon 2x2.",
    ),
    "size of a grid in words": ("columns 2", "the size of a grid is written as one", "grid a b plate spoon 2x3."),
    "members in parentheses": ("(", "the members stand here without parentheses", "Write row a b plate gap 10."),
    "gap by another word": (
        "spacing 0",
        "the gap of a row is written gap and a number",
        "Write row a b plate gap 0.",
    ),
    "position without parentheses": (
        "100, 50%",
        "a position is two numbers in parentheses",
        "Write position: (100, 50%).",
    ),
    "position as a relation": (
        "at (100, 50)",
        "a position is a property",
        "Write it where spoon is declared: { position: (100, 50) }.",
    ),
    "two lengths in one": ("30x40", "a size is one length, of the longer side", "Write width: 30, height: 40."),
    "size without a property": (
        "40",
        "how large something is stands in braces",
        "Write { size: 40 } behind the noun.",
    ),
    "distance without by": (
        "10",
        "a distance is written by and a number",
        "Write cup left of plate by 10.",
    ),
    "quantifier of English": ("some of", "'some of' is no quantifier", "Write some cups."),
    "declared keyword": ("none", "'none' is a word of the language here, not a name", "quote it: 'none'."),
    "keyword as a name": (
        "ring",
        "'ring' begins a statement of its own here, and names no object",
        "quote it: 'ring' on …",
    ),
    "subject missing": ("left of", "a subject is missing before 'left of'", "Write the name of an object first"),
    "misspelt keyword": ("requre", "no statement begins with 'requre'", "Did you mean 'require'?"),
    "article": ("the", "objects are named without 'the'", "Write only the name: table."),
    "misspelt relation": ("onn", "'onn' is no relation", "Did you mean 'on'?"),
    "colon missing": ("cup", "a ':' is missing behind 'cup'", "Write cup: white …"),
    "words of a noun": ("traffic", "'every' takes one word", "every 'traffic light'"),
    "no relation": ("table", "'table' is no relation", 'write "table" in double quotes'),
    "object missing": ("", "an object is missing behind 'left of'", "Write the name of an object"),
    "parentheses missing": ("cup", "what 'prefer' is about stands in parentheses", "Write prefer (cup left of plate)."),
    "property without a value": ("dashed", "the property 'dashed' has no value", "Write dashed: and its value."),
    "properties without commas": ("height", "properties are separated", "Write a comma before height"),
    "two statements on a line": ("plate", "a second statement begins here", "Write ; before plate"),
    "blanks in an insertion": ("{ c }", "a value is inserted without blanks", "Write {c}."),
    "label in single quotes": ("'GET'", "a label stands in double quotes", 'Write "GET".'),
    "noun missing": ('"Tea"', "it is not said what 'cup' is", "Write a noun behind ':'"),
    "label behind classes": ('"Tea"', "a label stands right behind the noun", "The order is"),
}


#: Mistakes that only diagrams have.
OF_DIAGRAMS = {row.example for row in DIAGRAMS}


def in_a_scene(example: str) -> str:
    if example.startswith("scene"):
        return example
    indented = example.replace("\n", "\n  ")
    kind = "diagram" if example in OF_DIAGRAMS else "scene"
    return f"{kind} {{\n  plate: plate; spoon: spoon; a: cup; b: cup\n  {indented}\n  last: cup\n}}\n"


@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: row.name)
def test_a_mistake_is_told_once(row: Mistake) -> None:
    text = in_a_scene(row.example)
    (found,) = parse(Source("scene.sgc", text)).diagnostics
    marked, message, hint = EXPECTED[row.name]
    assert found.message == message
    assert hint in found.hints[0]
    assert found.span is not None
    assert found.span.text == marked
    assert found.code in (SYNTAX, UNKNOWN_PREDICATE)


@pytest.mark.parametrize("said", ["canvas 400x300", "size: 400x300", "canvas: (400, 300)", "canvas: 400 by 300"])
def test_the_size_of_a_figure_is_told_however_it_is_written(said: str) -> None:
    (found,) = parse(Source("scene.sgc", f"scene {{\n  {said}\n  a: cup\n}}\n")).diagnostics
    assert found.hints == ('Write scene "Title" 400x300 { … }.',)


@pytest.mark.parametrize("row", [row for row in MISTAKES if "scene" not in row.example], ids=lambda row: row.name)
def test_the_rest_of_the_scene_is_read(row: Mistake) -> None:
    tree = parse(Source("scene.sgc", in_a_scene(row.example)))
    assert tree.figures[0].body[-1].span.text == "last: cup"


@pytest.mark.parametrize("written", ["some of", "all of", "all", "both", "any of", "each of"])
def test_a_quantifier_of_english_is_told_once_with_what_to_write(written: str) -> None:
    text = f"scene {{\n  cups: 2 cup\n  plate: plate\n  {written} cups left of plate\n}}\n"
    with pytest.raises(SgcError) as caught:
        load(Source("scene.sgc", text))
    (found,) = caught.value.diagnostics
    assert found.message == f"'{written}' is no quantifier"
    assert "cups" in found.hints[0]


@pytest.mark.parametrize(("written", "meant"), [
    ("row a b gap: 5", "row a b gap 5"), ("row a b 5", "row a b gap 5"), ("column a b by 5", "column a b gap 5"),
    ("ring a b plate radius: 40", "ring a b plate radius 40"), ("a left of b gap 5", "a left of b by 5"),
    ("c: cup { position: [10, 20] }", "position: (10, 20)"), ("c: cup { position: 10 20 }", "position: (10, 20)"),
    ("c: cup { size: 30, 40 }", "width: 30, height: 40"), ("c: 30x40 rectangle", "{ width: 30, height: 40 }"),
    ("a left of b by 10 px", "Write 10px"), ("a position 10 20", "{ position: (10, 20) }"),
    ("a.color = red", "{ fill: red }"), ("a.cx >= 30", "Write require a.cx >= 30."), ("a width = 30", "{ width: 30 }"),
    ("a is 10 px left of b", "Write a left of b by 10."), ("d: width 20", "{ width: 20 }"),
    ("canvas.background = white", "Write background white."), ("centre a", "Write a centered in canvas."),
    ("spoon isn't left of b", "Write not (spoon left of b)."), ("a must be left of b", "Write a left of b."),
    ("a half as tall as b", "Write require a.height == 0.5 * b.height."), ("let w: 20", "Write let w = 20."),
    ("c: cup { width: 20mm }", "as in PDF files: 76."), ("c: cup { width: 1.5in }", "as in PDF files: 144."),
    ("red apple", "Write apple: red apple"), ("grid a b 1 by 2", "Write 1x2, without blanks."),
    ("a is red", "Write it before the noun there: red …"), ("not plate left of b", "Write not (plate left of b)."),
    ("a leftOf b", "Did you mean 'left of'?"), ("a in-front-of b", "Did you mean 'in front of'?"),
])  # fmt: skip
def test_what_is_meant_by_a_length_or_place_is_written_out(written: str, meant: str) -> None:
    (found,) = parse(Source("scene.sgc", in_a_scene(written))).diagnostics
    assert meant in found.hints[0]


@pytest.mark.parametrize(("written", "meant"), [
    ("a ==> b", "Write a -> b."), ("a -[yes]-> b", 'Write a -> b "yes".'), ("a -->|no| b", 'Write a -> b "no".'),
    ("a - b", "Write a -- b."), ("a <-.- b", "Write a <- b."), ("a -> b: yes", 'Write a -> b "yes".'),
    ('a -> b [label="x"]', 'Write a -> b "x".'), ("a to b", "Write a -> b."), ("edge a -> b", "Write a -> b."),
    ("d(Text)", 'Write d: rounded "Text".'), ("d [shape=box]", 'Write d: box "d".'),
    ("rankdir = LR", "Write direction right."),
    ('group "X" {\n  }', 'Write group x "X" { … }.'), ("style box fill: red", "Write style box { fill: red }."),
    ('note a "Hello"', 'Write remark: note "Hello"; remark -- a.'), ("Root", 'Write root: box "Root"'),
    ('"Build" 2026-01-10 2026-01-12', "{ start: 2026-01-10, end: 2026-01-12 }"), ('1999: "Start"', "start: 1999"),
])  # fmt: skip
def test_what_other_diagram_languages_write_is_translated(written: str, meant: str) -> None:
    text = f"diagram {{\n  a: box; b: box\n  {written}\n}}\n"
    (found,) = parse(Source("d.sgc", text)).diagnostics
    assert meant in found.hints[0]


def test_a_member_named_like_a_statement_is_quoted() -> None:
    text = "diagram { layer[1]: box\n layer[2]: box\n layer[1] -> layer[2]\n layer [1] -> layer [2] }"
    hints = [one.hints for one in parse(Source("d.sgc", text)).diagnostics]
    assert hints == [("To mean the object of this name, quote it: 'layer'[1] …",)] * 2


def test_every_expectation_is_about_a_row() -> None:
    assert EXPECTED.keys() == {row.name for row in MISTAKES}


def only(statement: str) -> tuple[str, str, tuple[str, ...]]:
    (found,) = parse(Source("scene.sgc", in_a_scene(statement))).diagnostics
    assert found.span is not None
    return found.span.text, found.message, found.hints


@pytest.mark.parametrize(
    ("statement", "marked", "meant"),
    [
        ("plate overlaping spoon", "overlaping", "overlapping"),
        ("plate abvoe spoon", "abvoe", "above"),
        ("plate lft of spoon", "lft", "left of"),
        ("plate betwen a and b", "betwen", "between"),
        ("a left of plate belw spoon", "belw", "below"),
        ("rwo a b plate", "rwo", "row"),
        ("prefre (a left of b)", "prefre", "prefer"),
        ("ailgn top a b", "ailgn", "align"),
        ("fro i in 1..3 { x[i]: cup }", "fro", "for"),
        ("prefer (a left of b) weihgt 3", "weihgt", "weight"),
    ],
)
def test_a_misspelt_word_gets_the_one_that_was_meant(statement: str, marked: str, meant: str) -> None:
    found, _, hints = only(statement)
    assert found == marked
    assert hints[0] == f"Did you mean '{meant}'?"


@pytest.mark.parametrize("verb", ["chasing", "teaching", "holding", "coaching"])
def test_a_verb_of_its_own_is_no_misspelt_relation(verb: str) -> None:
    assert not parse(Source("scene.sgc", in_a_scene(f"a {verb} b"))).diagnostics


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("a left of row", "'row' is a word of the language here, not a name"),
        ("background behind plate", "'background' begins a setting here, and names no object"),
        ("cup: cup { fill: #ff88 }", "'#ff88' is no colour"),
        ("cup: cup { width: 12345678901234567890 }", "a number may have 18 digits"),
        ('cup: cup "\\u{zz}"', "this escape stands for no character"),
        ('cup: cup "\\(i"', "this inserted value is not closed"),
        ("w[1].rim: cup", "'w[1].rim' cannot be declared"),
        ("else { a on b }", "this 'else' follows no 'if'"),
        ('a "\\(x)" b', "a relation's words cannot insert values"),
    ],
)
def test_what_the_grammar_cannot_say_is_checked(statement: str, message: str) -> None:
    assert only(statement)[1] == message


def test_what_no_row_knows_is_told_by_what_was_expected() -> None:
    marked, message, hints = only("row a b gap")
    assert (marked, message) == ("", "something is missing behind 'gap'")
    assert hints[0].startswith("Expected a name, a number")


@pytest.mark.parametrize(
    ("name", "statement"),
    [("left", "row left gap 10"), ("none", "a -> none"), ("some", "some -> a"),
     ("end", "end -> a")],
)  # fmt: skip
def test_a_name_that_is_a_word_of_the_language_is_what_is_wrong_if_anything_is(name: str, statement: str) -> None:
    found = parse(Source("scene.sgc", f"diagram {{\n  a: box\n  {name}: 3 box\n  {statement}\n}}\n")).diagnostics
    wrong = [(one.message, one.span.text if one.span else "") for one in found]
    assert wrong == ([] if name == "end" else [(f"'{name}' is a word of the language here, not a name", name)])


def test_an_expression_is_inserted_without_blanks_too() -> None:
    (found,) = parse(Source("scene.sgc", "scene {\n  let n = 1\n  cups: {n + 2} cup\n}\n")).diagnostics
    assert found.message == "a value is inserted without blanks"
    assert found.hints[0] == "Write {n+2}."


def test_a_word_where_a_setting_needs_a_number_is_no_unknown_name() -> None:
    with pytest.raises(SgcError) as failed:
        load(Source("a.sgc", "scene { spacing ten; a: circle }"))
    assert [one.message for one in failed.value.diagnostics] == ["'ten' is no distance in pixels"]


def refused(text: str) -> tuple[str, str, str]:
    with pytest.raises(SgcError) as failed:
        load(Source("a.sgc", text))
    (found,) = failed.value.diagnostics
    assert found.span is not None
    return found.span.text, found.message, found.hints[0]


@pytest.mark.parametrize(
    ("written", "marked", "hint"),
    [
        ("scene { background: black; a: cup }", "black", "write background black."),
        ("scene { theme: dark; a: cup }", "dark", 'write theme "dark".'),
        ("diagram { direction: right; a: box }", "right", "write direction right."),
        ('scene { title "Tea"; a: cup }', 'title "Tea"', 'Write scene "Tea" { … }.'),
        ("diagram { width 400; a: box }", "width", "diagram 640x480 { … }."),
    ],
)
def test_what_is_set_otherwise_is_told_with_how(written: str, marked: str, hint: str) -> None:
    found, _, first = refused(written)
    assert found == marked
    assert first.endswith(hint)


def test_a_backdrop_may_be_named_like_a_setting() -> None:
    assert load(Source("a.sgc", "scene { background: sky; direction: 'zorgle'; a: cup }"))


@pytest.mark.parametrize("relation", ["at left of", "on", "next to", "inside"])
def test_a_relation_in_a_declaration_is_told_and_makes_no_noun(relation: str) -> None:
    marked, message, _ = refused(f"scene {{ plate: plate; cup: red cup {relation} plate }}")
    assert marked == relation
    assert message == f"'{relation}' is a relation, and stands in a statement of its own"


def test_words_of_relations_in_nouns_and_names_that_are_free_are_no_mistakes() -> None:
    assert load(Source("a.sgc", "scene { a: red egg in a pan; weight: arrow; weight below a }"))


def test_a_comment_with_a_number_sign_before_the_figure_is_told_as_one() -> None:
    marked, message, hint = refused("# Tea\nscene { a: cup }")
    assert (marked, message, hint) == ("#", "'#' begins no comment here", "A comment begins with //.")


@pytest.mark.parametrize(
    ("figure", "hints"),
    [
        ("scene { 2..4 fire trucks left of b }", ("Write trucks: 2..4 fire trucks.",)),
        ("scene { 2 of dogs }", ("Write dogs: 2 dogs.",)),
        ("scene { 2 apples { size: 20 } }", ("Write apples: 2 apples.",)),
        (
            'diagram sets { pets "Pets" { 2 dog } }',
            ("Write dog: 2 dog.", 'In a tree, a mind map or a set a text is a node: "2 dog".'),
        ),
        ('diagram tree { "Years" { 1969 } }', ('Write "1969" for a text, as of a node.',)),
    ],
)
def test_a_count_alone_is_told_how_to_declare_what_it_counts(figure: str, hints: tuple[str, ...]) -> None:
    assert [one.hints for one in parse(Source("a.sgc", figure)).diagnostics] == [hints]


def test_in_a_diagram_a_box_is_what_a_text_alone_may_be() -> None:
    assert refused('diagram { push: "git push" }')[2].endswith('push: box "git push"')
