"""What a drawing says in words: titles of objects for assistive technology, and a description of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.graph.scene import Kind, SceneGraph, SceneObject
from sgc.graph.wording import listed, phrase
from sgc.layout.types import Layout

#: Statements that a description repeats; the rest are counted.
MOST_STATEMENTS = 30


def title_of(one: SceneObject, number: int, count: int) -> str:
    """ "red apple 2 of 3", "white cup “Tea”"."""
    place = f" {number} of {count}" if one.counted and count > 1 else ""
    text = one.label or one.caption
    return phrase(one) + place + (f" “{_flat(text)}”" if text else "")


def description(scene: SceneGraph, layout: Layout) -> str:
    """Sentences that say what the figure shows and what holds in it."""
    drawn = [one for one in scene.objects if one.kind not in (Kind.PART, Kind.MARK)]
    shown = _merged([_counted(one, layout.counts.get(one.id, 1)) for one in drawn])
    figure = f"A {scene.figure.kind}" + (f" titled “{_flat(scene.figure.title)}”" if scene.figure.title else "")
    sentences = [f"{figure} with {listed(shown)}." if shown else f"{figure} with nothing in it."]
    broken = {(text, span) for text, span in layout.violated}
    stated = [
        _flat(one.statement) for one in (*scene.relations, *scene.arrangements)
        if one.statement and one.weight is None and (one.statement, one.span) not in broken
    ]  # fmt: skip
    if stated:
        sentences.append(f"{_statements(stated)}.")
    if layout.violated:
        sentences.append(f"Not satisfied: {_statements([_flat(text) for text, _ in layout.violated])}.")
    return " ".join(sentences)


def _counted(one: SceneObject, count: int) -> tuple[str, int, str]:
    """The words, how many of it there are (-1 for what is not counted: "sky"), and the label."""
    text = one.label or one.caption
    words = phrase(one)
    if one.is_backdrop:
        return words, -1, ""
    return words, count, f" “{_flat(text)}”" if text else ""


def _merged(shown: Sequence[tuple[str, int, str]]) -> list[str]:
    """Equal declarations without labels counted together, so that a chessboard is not read square by square."""
    counts: dict[tuple[str, str], int] = {}
    for words, count, label in shown:
        counts[words, label] = counts.get((words, label), 0) + count
    return [_noun_phrase(words, count) + label for (words, label), count in counts.items() if count]


def _noun_phrase(words: str, count: int) -> str:
    if count < 0:
        return words
    if count == 1:
        return f"{'an' if words[:1].lower() in tuple('aeiou') else 'a'} {words}"
    return f"{count} {_plural(words)}"


def _plural(words: str) -> str:
    from sgc.graph.plurals import plural

    *before, noun = words.rsplit(" ", 1)
    return " ".join((*before, plural(noun)))


def _statements(statements: Sequence[str]) -> str:
    each = list(dict.fromkeys(statements))
    rest = f"; and {len(each) - MOST_STATEMENTS} more" if len(each) > MOST_STATEMENTS else ""
    return "; ".join(each[:MOST_STATEMENTS]) + rest


def _flat(text: str) -> str:
    return " ".join(text.split())
