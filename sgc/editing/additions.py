"""Adds to a scene what English describes: "two forks next to the plate", where the plate is there already."""

from __future__ import annotations

import re
from dataclasses import replace

from sgc.editing.changes import insertion
from sgc.editing.members import recounted
from sgc.editing.operations import Add, Target
from sgc.editing.pieces import unclear
from sgc.editing.references import Found, References
from sgc.editing.state import State, changed, impossible
from sgc.english.interpretation import interpret
from sgc.english.labels import find_labels
from sgc.english.meaning import Meaning, Thing
from sgc.english.phrases import parse_phrases
from sgc.english.tagging import tag
from sgc.english.tokens import tokenize
from sgc.english.writing import write
from sgc.graph.colors import is_color_word, is_modifier
from sgc.graph.nodes import node_noun
from sgc.graph.vocabulary import lookup
from sgc.source import Source, Span
from sgc.syntax import to_source, tree

_MORE = ("another", "one more", "more")


def added(state: State, references: References, operation: Add) -> tuple[State, Found]:
    """The state with what the clause says, and what was added."""
    clause = operation.clause
    text = _Text(clause, references)
    source = Source("<instruction>", text.read)
    phrases, dropped = parse_phrases(tag(find_labels(tokenize(text.read), text.read)))
    meaning = interpret(phrases)
    missed = [*meaning.not_understood, *dropped]
    if missed:
        raise unclear(text.span(missed[0].start, missed[0].end), f"'{missed[0].lower}' is not understood here")
    known = {thing: _known(references, thing, text) for thing in meaning.things if _is_known(thing)}
    new = [thing for thing in meaning.things if thing not in known]
    if not new:
        raise unclear(clause, f"'{clause.text}' names nothing new", 'Write "add a …", or "move the …".')
    if more := _more(state, meaning, new, clause):
        return more
    taken = {one.id.partition("[")[0] for one in state.scene.objects} | set(state.scene.collections)
    figure = write(meaning, source, known, taken).figures[0]
    lines: dict[bool, list[str]] = {True: [], False: []}
    for statement in figure.body:
        if isinstance(statement, tree.Declaration) and state.figure.kind == "diagram":
            statement = replace(statement, phrase=_node(statement.phrase))
        lines[isinstance(statement, tree.Declaration)].append(to_source(statement).strip())
    own = state.figure.body
    last_declared = next((one for one in reversed(own) if isinstance(one, tree.Declaration)), None)
    changes = []
    if last_declared is not None and own[-1] is not last_declared:
        changes.append(insertion(state.source, state.figure, last_declared, lines[True]))
        if lines[False]:
            changes.append(insertion(state.source, state.figure, own[-1], lines[False]))
    else:
        last = own[-1] if own else None
        changes.append(insertion(state.source, state.figure, last, [*lines[True], *lines[False]]))
    done = changed(state, changes, operation.span)
    names = {one.id for one in done.scene.objects} - {one.id for one in state.scene.objects}
    members = [one.id for one in done.layout.objects if one.object in names]
    return done, References(done.scene, done.layout).found(members)


def _node(phrase: tree.Phrase) -> tree.Phrase:
    """What is added to a diagram: a box with its name in it, where there is no shape nor picture of it."""
    name = [one for one in phrase.words if not (is_color_word(one.text) or is_modifier(one.text))]
    words = " ".join(one.text for one in name)
    if phrase.label is not None or not name or node_noun(name[-1].text) or lookup(words) or lookup(name[-1].text):
        return phrase
    box = tree.Word(name[-1].span, "box")
    kept = tuple(one for one in phrase.words if one not in name)
    return replace(phrase, words=(*kept, box), label=tree.Text(phrase.span, (words[:1].upper() + words[1:],)))


class _Text:
    """What is to be added, with the name of a thing in place of "it": ``read`` is the text as it is understood."""

    def __init__(self, clause: Span, references: References) -> None:
        self.clause = clause
        self.read = clause.text
        self.it = ""
        self._start = self._longer = 0
        before = references.before
        pronoun = re.search(r"\b(?:it|them)\b", clause.text)
        if pronoun is not None and before is not None and before.name is not None:
            words = f"the {references.noun(before)}"
            self.read = f"{clause.text[: pronoun.start()]}{words}{clause.text[pronoun.end() :]}"
            self.it, self._start, self._longer = before.name, pronoun.start(), len(words) - len(pronoun.group())

    def is_it(self, thing: Thing) -> bool:
        return bool(self.it) and thing.start == self._start

    def span(self, start: int, end: int) -> Span:
        """The place in the instruction of a part of what is read."""
        places = [at if at <= self._start else max(self._start, at - self._longer) for at in (start, end)]
        return Span(self.clause.source, self.clause.start + places[0], self.clause.start + places[1])


def _more(state: State, meaning: Meaning, new: list[Thing], clause: Span) -> tuple[State, Found] | None:
    """ "another apple": one more of a collection of which the scene says all, when nothing else is said of it."""
    words = clause.text.lower()
    if len(new) != 1 or meaning.facts or meaning.rows or not any(f"{one} " in f"{words} " for one in _MORE):
        return None
    thing = new[0]
    fitting = [one for one in state.scene.objects if one.noun == thing.noun and one.counted]
    if len(fitting) != 1 or thing.adjectives:
        return None
    id = fitting[0].id
    now = sum(one.object == id for one in state.layout.objects)
    count = now + (thing.count[0] if thing.count else 1)
    changes, boxes = recounted(state, id, count, clause)
    done = changed(state, changes, clause, boxes=boxes)
    return done, References(done.scene, done.layout).found([f"{id}[{n}]" for n in range(now + 1, count + 1)])


def _is_known(thing: Thing) -> bool:
    return thing.article in ("the", "its", "every")


def _known(references: References, thing: Thing, text: _Text) -> str:
    """The name of a thing of the scene that the text speaks of."""
    if text.is_it(thing):
        return text.it
    span = text.span(thing.start, thing.end)
    count = thing.count[0] if thing.count is not None and thing.count[0] == thing.count[1] else None
    adjectives = tuple(" ".join(token.lower for token in group) for group in thing.adjectives)
    found = references.find(Target(span, thing.noun, thing.is_several, "", thing.article, count, adjectives))
    if found.name is None:
        raise impossible(span, f"'{span.text}' is several things here, which one name does not mean")
    return found.name
