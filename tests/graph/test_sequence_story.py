"""Sequences: what their steps tell, which words they know, and what is wrong with them."""

from __future__ import annotations

from sgc.graph import SceneGraph, resolve
from sgc.graph.ordered import completed
from sgc.graph.ordered.sequence import story
from sgc.graph.scene import Kind
from sgc.source import Source
from sgc.syntax import parse


def sequence(body: str) -> SceneGraph:
    text = f"diagram sequence {{\na: box\nb: box\nc: box\n{body}\n}}"
    return resolve(parse(Source("d.sgc", text)))[0]


def told(body: str) -> list[tuple[str, int, int, str]]:
    found = sequence(body)
    assert not found.diagnostics, [one.message for one in found.diagnostics]
    return [(one.kind, one.first, one.last, one.said) for one in story(found).events]


def problems(body: str) -> list[tuple[str, str]]:
    return [(one.code.name, one.message) for one in sequence(body).diagnostics]


def test_frames_reach_over_the_participants_of_their_messages_and_of_frames_in_them() -> None:
    assert told('loop "x" { b -> b\n alt "y" { a -> b } else { b -> c } }') == [
        ("open", 0, 2, "[x]"), ("message", 1, 1, ""), ("open", 0, 2, "[y]"), ("message", 0, 1, ""),
        ("part", 0, 2, ""), ("message", 1, 2, ""), ("close", 0, 2, ""), ("close", 0, 2, ""),
    ]  # fmt: skip


def test_loops_of_the_language_write_messages_too() -> None:
    assert [one[:3] for one in told('for i in 1..2 { a -> b "try \\(i)" }')] == [("message", 0, 1)] * 2


def test_a_bar_begins_with_the_message_before_and_ends_with_the_last_one() -> None:
    (bar,) = story(sequence("a -> b\nactivate b\nb -> c\nb --> a\ndeactivate b\na -> c")).bars
    assert (bar.participant, bar.begin, bar.end, bar.level) == (1, 0, 2, 1)


def test_bars_that_nobody_ends_end_with_the_last_message_and_nest() -> None:
    told = story(sequence("a -> b\nactivate b\na -> b\nactivate b\nb -> c"))
    assert [(bar.begin, bar.end, bar.level) for bar in told.bars] == [(0, 2, 1), (1, 2, 2)]
    assert told.level(1, 2) == 2
    assert told.level(1, 0) == 1


def test_a_note_stands_where_a_relation_says_or_at_the_message_before() -> None:
    body = 'a -> b\nn: note "x"\nm: note "y"\nm over a and over c\nk: note "z"\nk left of c'
    notes = [one for one in story(sequence(body)).events if one.kind == "note"]
    assert [(one.id, one.first, one.last, one.side) for one in notes] == [
        ("n", 0, 0, "right"), ("m", 0, 2, "over"), ("k", 2, 2, "left"),
    ]  # fmt: skip
    assert not sequence(body).relations


def test_everything_that_is_drawn_is_a_thing_or_a_mark() -> None:
    found = completed(sequence('a -> b "x"\ndivider "later"\nopt "z" { b -> c }'))
    marks = [one.noun for one in found.objects if one.kind is Kind.MARK]
    assert sorted(marks) == ["divider", "frame", *["lifeline"] * 3, *["message"] * 2]
    assert completed(found) is found


def test_wrong_words_are_told_with_what_was_meant() -> None:
    assert problems('lop "x" { a -> b }') == [("misplaced", "'lop' begins no block of a sequence")]
    assert problems('alt "x" { a -> b } and { b -> a }') == [("misplaced", "'alt' does not go on with 'and'")]
    assert problems('"x"') == [("misplaced", "a text alone means nothing in a sequence")]
    assert problems("activate d") == [("unknown-name", "there is nothing named 'd'")]
    assert problems("group g { d: box }\na -> g") == [("misplaced", "a message goes from participant to participant")]


def test_blocks_belong_to_figures_with_an_order() -> None:
    def plain(body: str) -> list[str]:
        return [one.message for one in resolve(parse(Source("d", f"scene {{ cup: cup\n{body} }}")))[0].diagnostics]

    assert plain('cup "beside"') == ['an object is missing behind "beside"']
    assert plain('mug "beside"') == ["there is nothing named 'mug'"]
    assert plain('loop "x" { }') == ["'loop' belongs to a figure with an order of its own"]
    assert plain("cup { fill: red }") == ["'cup' is declared already, and its properties stand there"]
    assert plain("activate cup") == ["'activate' belongs to a sequence"]


def test_a_message_may_create_its_target_and_end_either() -> None:
    found = story(sequence("a -> b { creates }\nactivate b\nb -> c\nb -> a { ends }\na -> c { destroys }"))
    assert (found.born, found.gone) == ({1: 0}, {1: 2, 2: 3})
    assert [(one.participant, one.begin, one.end) for one in found.bars] == [(1, 0, 2)]


def test_nobody_takes_part_before_its_begin_or_after_its_end() -> None:
    assert problems("a -> b\na -> b { creates }") == [("misplaced", "'b' takes part before this message creates it")]
    assert problems("a -> b { destroys }\nb -> c") == [("misplaced", "'b' has ended before this message")]


def test_only_messages_of_sequences_create() -> None:
    (graph,) = resolve(parse(Source("d.sgc", "diagram { a: box\nb: box\na -> b { creates } }")))
    assert [one.message for one in graph.diagnostics] == ["a link has no property 'creates'"]
