"""Sequences in places: events in order, words that cover nothing, and an author who is heard or told why not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sgc.graph import resolve
from sgc.graph.box import UNITS
from sgc.graph.linear import holds
from sgc.graph.ordered import completed
from sgc.graph.ordered.sequence import lifeline, story
from sgc.layout.ordered import sequence, with_rules
from sgc.layout.ordered.sheet import Sheet
from sgc.layout.problem import Problem
from sgc.layout.solver import solve
from sgc.layout.types import Conflict, Layout
from sgc.measure.measure import measure
from sgc.source import Source
from sgc.syntax import parse

NAMES = "abc"


def laid_out(body: str, head: str = "diagram sequence") -> Layout:
    found = result(body, head)
    assert isinstance(found, Layout), found
    assert not found.violated
    return found


def result(body: str, head: str = "diagram sequence") -> object:
    graph = resolve(parse(Source("d.sgc", f"{head} {{\na: box\nb: box\nc: person\n{body}\n}}")))[0]
    assert not graph.diagnostics, graph.diagnostics
    return solve(graph)


messages = st.tuples(st.sampled_from(NAMES), st.sampled_from(["->", "-->", "->>"]), st.sampled_from(NAMES),
                     st.sampled_from(["", ' "go"', ' "a rather long message text"'])).map(
    lambda one: f"{one[0]} {one[1]} {one[2]}{one[3]}")  # fmt: skip
steps = st.recursive(
    st.lists(messages, min_size=1, max_size=3).map("\n".join),
    lambda inner: st.tuples(st.sampled_from(['loop "often"', "opt", 'alt "this"']), inner, inner).map(
        lambda one: f"{one[0]} {{\n{one[1]}\n}}\n{one[2]}"
    ),
    max_leaves=4,
)


@settings(max_examples=12, deadline=None)
@given(steps)
def test_words_cover_no_lifeline_and_events_follow_each_other(body: str) -> None:
    graph = completed(resolve(parse(Source("d.sgc", f"diagram sequence {{\na: box\nb: box\nc: person\n{body}\n}}")))[0])
    found = laid_out(body)
    told = story(graph)
    lines = [found.box(lifeline(id)) for id in told.participants]
    texts = [one.box for one in found.objects if one.id.endswith("label") or " word" in one.id]
    for left, top, right, bottom in texts:
        assert not any(line[0] < right and left < line[2] and top < line[3] for line in lines)
        assert sum(one[0] < right and left < one[2] and one[1] < bottom and top < one[3] for one in texts) == 1
    heights = [found.box(one.id)[1] for one in told.messages]
    assert all(above < below for above, below in pairwise(heights))
    for begin, event in enumerate(told.events):
        if event.kind == "open":
            end = next(i for i, one in enumerate(told.events) if one.kind == "close" and one.id == event.id)
            frame = found.box(event.id)
            for number, one in enumerate(told.events):
                if one.kind == "message":
                    _, top, _, bottom = found.box(one.id)
                    assert (frame[1] < top and bottom < frame[3]) == (begin < number < end)


def test_messages_end_at_lifelines_or_at_the_bars_on_them() -> None:
    found = laid_out("a -> b\nactivate b\nb -> a")
    first, second = (one.points for one in found.routes)
    bar, (line, _, _, _) = found.box("bar 1"), found.box(lifeline("a"))
    assert first[-1][0] == second[0][0] == bar[0]
    assert first[0][0] == second[-1][0] == line + 6
    assert (bar[1], bar[3]) == (first[0][1], second[0][1])


def test_a_bar_that_begins_with_a_message_to_oneself_holds_both_of_its_ends() -> None:
    found = laid_out("a -> b\nb -> b\nactivate b\nb -> a")
    _, way, _ = (one.points for one in found.routes)
    _, top, right, bottom = found.box("bar 1")
    assert way[0][0] == way[-1][0] == right
    assert top <= way[0][1] < way[-1][1] <= bottom


def test_a_bar_about_nothing_but_a_message_to_oneself_holds_both_of_its_ends() -> None:
    found = laid_out("a -> b\nb -> b\nactivate b\ndeactivate b\nb -> a")
    _, way, _ = (one.points for one in found.routes)
    _, top, right, bottom = found.box("bar 1")
    assert way[0][0] == way[-1][0] == right
    assert top <= way[0][1] < way[-1][1] < bottom


def test_requirements_of_the_author_hold() -> None:
    found = laid_out('a -> b "x"\nrequire b.cx - a.cx >= 300\nrequire c.cx - b.cx == 222')
    cx = [sum(found.box(id)[::2]) / 24 for id in NAMES]
    assert cx[1] - cx[0] >= 300
    assert cx[2] - cx[1] == 222


def test_what_contradicts_the_order_is_explained() -> None:
    found = result("a -> b\nb left of a")
    assert isinstance(found, Conflict)
    assert "b left of a" in [text for text, _ in found.cores[0].statements]


def test_a_note_over_several_lifelines_is_as_wide_as_that() -> None:
    found = laid_out('a -> c "a long message that needs room"\nn: note "x"\nn over a and over c')
    note = found.box("n")
    assert note[0] < found.box(lifeline("a"))[0]
    assert found.box(lifeline("c"))[2] < note[2]


def test_the_figures_spacing_and_size_are_kept() -> None:
    assert laid_out('spacing 24\na -> b "x"\nb -> a "y"\nopt "z" { a -> c }')
    assert laid_out('a -> b "hello"\nb --> c "there"', "diagram sequence 700x400").size == (700, 400)


def test_a_group_with_a_long_title_spreads_its_heads_and_leaves_events_apart() -> None:
    graph = resolve(parse(Source("d.sgc", 'diagram sequence {\na: box\ngroup g "All that is in the back end here" '
                                          "{\nb: box\nc: box\n}\na -> b\nb -> c\nc -> a\n}")))[0]  # fmt: skip
    found = solve(graph)
    assert isinstance(found, Layout)
    group, first, last = (found.box(id) for id in ("g", "b", "c"))
    assert first[0] - group[0] == group[2] - last[2]
    heights = [found.box(one.id)[1] for one in story(graph).messages]
    assert all(below - above > 15 * UNITS for above, below in pairwise(heights))


def test_an_area_is_around_its_messages_and_no_others() -> None:
    found = laid_out('a -> b "one"\narea .x { a -> b "two"\nopt "maybe" { b -> c "three" } }\nb -> c "four"\n'
                     "style .x { fill: #e8f1ff }")  # fmt: skip
    _, top, _, bottom = found.box("frame 1")
    heights = [found.box(id)[1] for id in ("a -> b line", "a -> b 2 line", "b -> c line", "b -> c 2 line")]
    assert heights[0] < top < heights[1] < heights[2] < bottom < heights[3]
    inner = found.box("frame 2")
    assert top < inner[1]
    assert inner[3] < bottom


@settings(max_examples=12, deadline=None)
@given(steps)
def test_who_is_created_begins_level_with_the_message_and_who_is_destroyed_ends_below_it(body: str) -> None:
    made = f'new: box "Helper"\n{body}\na -> new "make it" {{ creates }}\n{body}\nnew -> b {{ ends }}\na -> b'
    layout = laid_out(made)
    graph = resolve(parse(Source("d.sgc", f"diagram sequence {{\na: box\nb: box\nc: person\n{made}\n}}")))[0]
    told = story(graph)
    head, line = layout.box("new"), layout.box(lifeline("new"))
    first, final = told.events[told.born[3]].id, told.events[told.gone[3]].id
    message, last = layout.box(first), layout.box(final)
    assert abs((head[1] + head[3]) / 2 - (message[1] + message[3]) / 2) <= UNITS
    assert message[2] == head[0]
    assert line[1] == head[3]
    assert last[3] < line[3] < layout.box(lifeline("a"))[3]
    for one in layout.objects:  # nothing covers the head
        if one.id not in ("new", lifeline("new"), first) and not one.id.startswith("frame") and one.box != head:
            assert one.box[2] <= head[0] or one.box[0] >= head[2] or one.box[3] <= head[1] or one.box[1] >= head[3]


@settings(max_examples=25, deadline=None)
@given(steps)
@example('loop "often" {\nloop "often" {\na -> a "a rather long message text"\n}\na -> a\n}\na -> a')
def test_the_proposed_places_keep_the_rules_of_the_story(body: str) -> None:
    """Otherwise the solver finds others, in which everything is as close as the rules allow."""
    made = f'new: box "Helper"\n{body}\na -> new "make it" {{ creates }}\n{body}\nnew -> b {{ ends }}\na -> b'
    graph = resolve(parse(Source("d.sgc", f"diagram sequence {{\na: box\nb: box\nc: person\n{made}\n}}")))[0]
    scene = with_rules(completed(graph))
    sheet = Sheet(Problem(scene, {one.id: one.count[0] for one in scene.objects}, measure(scene)))
    sequence.write(sheet)
    edges = {f"{id}.{edge}": at for id, box in sheet.boxes.items()
             for edge, at in zip(("left", "top", "right", "bottom"), box, strict=True)}  # fmt: skip
    assert [one.statement for one in sheet.requirements if not holds(one.formula, edges)] == []
