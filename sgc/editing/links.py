"""Changes of a diagram: links made, taken away, turned round and put through new nodes; nodes gathered in groups.

A statement may link several in a chain: what is changed in it is parted from the rest, which stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sgc.editing.changes import Change, deletion, free_name, insertion, statements, target_name
from sgc.editing.operations import (
    Caption,
    Connect,
    Disconnect,
    Ends,
    Gather,
    Insert,
    Operation,
    Restyle,
    Reverse,
    Scatter,
    Target,
)
from sgc.editing.references import References
from sgc.editing.state import State, changed, impossible
from sgc.graph.builder import written_name
from sgc.graph.names import slug
from sgc.graph.scene import Kind
from sgc.source import Span
from sgc.syntax import tree
from sgc.syntax.texts import written_text

#: What is a box of any kind, so that a new node beside it is like it.
_BOXES = frozenset(("box", "rounded", "state", "pill", "rectangle", "square"))
_BACK: Mapping[str, str] = {"->": "<-", "<-": "->", "-->": "<--", "<--": "-->", "->>": "<<-", "<<-": "->>"}
#: Properties of which a link has one at most.
_ONE_OF = (("dashed", "dotted", "solid"), ("two-way", "plain", "directed"))


@dataclass(frozen=True, slots=True)
class _Step:
    """One link of a statement: that behind the end of this number."""

    statement: tree.Link
    number: int

    @property
    def names(self) -> tuple[str, str]:
        """The nodes that it joins, in the order in which they are written."""
        first, second = self.statement.ends[self.number : self.number + 2]
        return _name(first), _name(second)

    @property
    def arrow(self) -> str:
        return self.statement.arrows[self.number]

    @property
    def way(self) -> tuple[str, str]:
        """The nodes that it leads from and to; what has no direction leads either way."""
        return self.names[::-1] if self.arrow in ("<-", "<--", "<<-") else self.names

    def leads(self, tail: str, head: str, either: bool) -> bool:
        """Whether it leads from the one to the other, or, ``either``, back."""
        is_back = (either or self.arrow not in _BACK) and self.way == (head, tail)
        return self.way == (tail, head) or is_back


def _name(reference: tree.Reference) -> str:
    target = reference.target
    while isinstance(target, tree.Member):
        target = target.base  # type: ignore[assignment]
    return target_name(target) if isinstance(target, tree.Name | tree.Index) else target.span.text


def _steps(state: State) -> Iterator[_Step]:
    for one in statements(state.figure):
        if isinstance(one, tree.Link):
            yield from (_Step(one, number) for number in range(len(one.arrows)))


def _named(references: References, target: Target, asked: Span) -> list[str]:
    """The names of the nodes that are meant."""
    found = references.find(target)
    return list(dict.fromkeys((*found.whole, *(id for id in found.members if id.partition("[")[0] not in found.whole))))


def _found(state: State, references: References, ends: Ends) -> list[_Step]:
    """The links that are meant. Raises SgcError where there is none."""
    tails, heads = (_named(references, one, ends.span) for one in (ends.tail, ends.head))
    steps = list(_steps(state))
    pairs = [(tail, head) for tail in tails for head in heads]
    found = [one for one in steps if any(one.leads(*pair, ends.either) for pair in pairs)]
    if not found:
        back = [one for one in steps if any(one.leads(*pair, True) for pair in pairs)]
        there = [f"'{one.statement.span.text}' is there." for one in back]
        message = f"there is no link '{ends.span.text}'" if ends.either else f"there is no link from '{ends.span.text}'"
        raise impossible(ends.span, message, *there)
    return found


# ---------------------------------------------------------------- links that are there


def _tail(one: tree.Link) -> Span:
    """The label, classes and properties behind the last end."""
    return Span(one.span.source, one.ends[-1].span.end, one.span.end)


def kept_links(state: State, one: tree.Link, numbers: Sequence[int], instead: Mapping[int, Sequence[str]]) -> Change:
    """A statement without those of its links that have these numbers; there are others ``instead`` of some."""
    text = state.source.text
    behind = _tail(one).text
    pieces: list[str] = []
    start = 0
    for number in range(len(one.arrows) + 1):
        if number in numbers or number == len(one.arrows):
            if number > start:
                pieces.append(text[one.ends[start].span.start : one.ends[number].span.end] + behind)
            pieces += instead.get(number, ())
            start = number + 1
    if not pieces:
        return deletion(state.source, one.span)
    line = text[text.rfind("\n", 0, one.span.start) + 1 : one.span.start]
    joint = f"\n{line}" if not line.strip() else "; "
    return Change(one.span.start, one.span.end, joint.join(pieces))


def _rewritten(state: State, steps: Sequence[_Step], write: Callable[[_Step], Iterable[str]]) -> list[Change]:
    """Every one of the links written anew, or not at all."""
    by_statement: dict[tree.Link, list[_Step]] = {}
    for one in steps:
        by_statement.setdefault(one.statement, []).append(one)
    return [
        kept_links(state, statement, [one.number for one in ours], {one.number: [*write(one)] for one in ours})
        for statement, ours in by_statement.items()
    ]


@dataclass(slots=True)
class _Written:
    """The pieces of one link as they are written, to be put together again."""

    first: str
    arrow: str
    second: str
    label: str
    classes: str
    properties: list[str]

    @classmethod
    def of(cls, step: _Step) -> _Written:
        one, text = step.statement, step.statement.span.source.text
        first, second = one.ends[step.number : step.number + 2]
        return cls(
            first.span.text, text[first.span.end : second.span.start].strip(), second.span.text,
            one.label.span.text if one.label is not None else "", " ".join(f".{word.text}" for word in one.classes),
            [each.span.text for each in one.properties],
        )  # fmt: skip

    @property
    def text(self) -> str:
        braces = f"{{ {', '.join(self.properties)} }}" if self.properties else ""
        return " ".join(filter(None, (self.first, self.arrow, self.second, self.label, self.classes, braces)))

    def look(self, word: str) -> None:
        """Give the link a look, in place of another of its kind."""
        name = word.partition(":")[0]
        for kinds in _ONE_OF:
            if word in kinds:
                self.properties = [one for one in self.properties if one.partition(":")[0].strip() not in kinds]
        if word in ("two-way", "plain", "directed"):
            new = {"two-way": "<->", "plain": "--", "directed": "->"}[word]
            self.arrow = re.sub(r"<<-|->>|<->|-->|<--|->|<-|--", new, self.arrow)
        elif word != "solid":
            self.properties = [one for one in self.properties if one.partition(":")[0].strip() != name]
            self.properties.append(word)


def disconnected(state: State, references: References, operation: Disconnect) -> State:
    """Without a link, or all links, between two."""
    steps = _found(state, references, operation.ends)
    return changed(state, _rewritten(state, steps, lambda _: ()), operation.span)


def turned_round(state: State, references: References, operation: Reverse) -> State:
    """With a link that leads the other way."""

    def other_way(step: _Step) -> list[str]:
        if step.arrow not in _BACK:
            raise impossible(operation.span, f"'{step.statement.span.text}' leads both ways, or none")
        written = _Written.of(step)
        parts = re.fullmatch(r'("(?:[^"\\]|\\.)*")?\s*(\S+?)\s*("(?:[^"\\]|\\.)*")?', written.arrow)
        if parts is not None and (parts[1] or parts[3]):
            written.arrow = " ".join(filter(None, (parts[3], parts[2], parts[1])))
        written.first, written.second = written.second, written.first
        return [written.text]

    steps = _found(state, references, operation.ends)
    return changed(state, _rewritten(state, steps, other_way), operation.span)


def captioned(state: State, references: References, operation: Caption) -> State:
    """With another label of a link, or without one."""

    def label(written: _Written) -> None:
        written.label = written_text([operation.text]) if operation.text is not None else ""

    return _mended(state, references, operation, label)


def restyled(state: State, references: References, operation: Restyle) -> State:
    """With a link that looks otherwise."""

    def look(written: _Written) -> None:
        for word in operation.looks:
            written.look(word)

    return _mended(state, references, operation, look)


def _mended(
    state: State, references: References, operation: Caption | Restyle, mend: Callable[[_Written], None]
) -> State:
    """With what is done to each link that an operation means."""

    def anew(step: _Step) -> tuple[str]:
        written = _Written.of(step)
        mend(written)
        return (written.text,)

    steps = _found(state, references, operation.ends)
    return changed(state, _rewritten(state, steps, anew), operation.span)


# ---------------------------------------------------------------- what is new


def connected(state: State, references: References, operation: Connect) -> State:
    """With a link from each of the one to each of the other."""
    tails, heads = (_named(references, one, operation.span) for one in (operation.tail, operation.head))
    there = {(one.names, one.arrow) for one in _steps(state)}
    lines = []
    for number, tail in enumerate(tails):
        for head in heads[number + 1 :] if operation.tail is operation.head else heads:
            if ((tail, head), operation.arrow) in there and operation.text is None:
                continue  # they are linked so already
            label = written_text([operation.text]) if operation.text is not None else ""
            written = _Written(written_name(tail), operation.arrow, written_name(head), label, "", [])
            for word in operation.looks:
                written.look(word)
            lines.append(written.text)
    if not lines:
        raise impossible(operation.span, "they are linked so already")
    return changed(state, [insertion(state.source, state.figure, _last(state, tree.Link), lines)], operation.span)


def _last(state: State, kind: type[tree.Statement]) -> tree.Statement | None:
    """Behind which statement of the figure's own one of a kind comes: the last of its kind, or the last of all."""
    body = state.figure.body
    return next((one for one in reversed(body) if isinstance(one, kind)), body[-1] if body else None)


def inserted(state: State, references: References, operation: Insert) -> State:
    """With a new node in the links between two, right after or before one, beside it (a note), or by itself."""
    ones = _named(references, operation.one, operation.span) if operation.one is not None else []
    taken = {one.id for one in state.scene.objects}
    name = free_name("note" if operation.shape == "note" else slug(operation.text.lower(), "node"), taken)
    nouns = [state.object(one.partition("[")[0]).noun for one in ones] or [one.noun for one in state.scene.objects]
    like = nouns[-1] if nouns else "box"
    shape = operation.shape or (like if like in _BOXES else "box")
    declared = f"{written_name(name)}: {shape} {written_text([operation.text])}"
    new = written_name(name)
    changes, lines = _linked(state, references, operation, ones, new)
    behind = _last(state, tree.Declaration)
    if state.scene.figure.sort == "sequence" and operation.where == "after":
        behind = state.declaration(ones[-1], operation.span)  # participants stand in the order of the file
    changes.append(insertion(state.source, state.figure, behind, [declared]))
    if lines:
        last = _last(state, tree.Link)
        if isinstance(last, tree.Declaration):  # nothing is linked yet
            changes[-1] = insertion(state.source, state.figure, last, [declared, *lines])
        else:
            changes = _behind(state, changes, last, lines)
    done = changed(state, changes, operation.span)
    references.last = References(done.scene, done.layout).found([name])
    return done


def _linked(
    state: State, references: References, operation: Insert, ones: Sequence[str], new: str
) -> tuple[list[Change], list[str]]:
    """What changes of the links that are there for a ``new`` node at these, and the links that there are more."""
    if operation.other is not None:
        return _between(state, ones, _named(references, operation.other, operation.span), new)
    match operation.where:
        case "at":
            return [], [f"{new} -- {written_name(one)}" for one in ones]
        case "under":
            usual = next((step.arrow for step in _steps(state)), "->")
            return [], [f"{written_name(one)} {usual} {new}" for one in ones]
        case "after" | "before" if state.scene.figure.sort != "sequence":  # a participant passes nothing on
            return _after(state, ones[-1], new) if operation.where == "after" else _before(state, ones[0], new)
    return [], []


def _between(state: State, ones: Sequence[str], others: Sequence[str], new: str) -> tuple[list[Change], list[str]]:
    """All links between these and those through a new node; where there are none, links to it and from it."""
    steps = [step for step in _steps(state) if any(step.leads(one, other, True) for one in ones for other in others)]
    if not steps:
        lines = [f"{written_name(one)} -> {new}" for one in ones]
        return [], [*lines, *(f"{new} -> {written_name(other)}" for other in others)]
    ends: set[str] = set()

    def through(step: _Step) -> Iterator[str]:
        """Both halves of a link; those that two links would share are there once."""
        whole = _Written.of(step)
        for half in (
            replace(whole, arrow=step.arrow, second=new), replace(whole, arrow=step.arrow, first=new, label="")
        ):  # fmt: skip
            end = half.first if half.second == new else half.second
            if end not in ends:
                yield half.text
            ends.add(end)

    return _rewritten(state, steps, through), []


def _after(state: State, one: str, new: str) -> tuple[list[Change], list[str]]:
    """A link from one to a new node, which passes on to what the only link from there led to."""
    line = f"{written_name(one)} -> {new}"
    steps = [step for step in _steps(state) if step.arrow in _BACK and step.way[0] == one]
    if len(steps) != 1:
        return [], [line]
    return _rewritten(state, steps, lambda step: [line, _moved(step, one, new)]), []


def _before(state: State, one: str, new: str) -> tuple[list[Change], list[str]]:
    """A link from a new node to one, and all that led there to the new node instead."""
    steps = [step for step in _steps(state) if step.arrow in _BACK and step.way[1] == one]
    return _rewritten(state, steps, lambda step: [_moved(step, one, new)]), [f"{new} -> {written_name(one)}"]


def _behind(
    state: State, changes: list[Change], last: tree.Statement | None, lines: Sequence[str]
) -> list[Change]:  # fmt: skip
    """The changes, and new lines behind a statement, which may be changed itself."""
    for number, one in enumerate(changes):
        if last is not None and one.start == last.span.start and one.end == last.span.end:
            both = _in_place(state, last.span, (one.text, *lines))
            return [*changes[:number], both, *changes[number + 1 :]]
    return [*changes, insertion(state.source, state.figure, last, lines)]


def _in_place(state: State, span: Span, lines: Sequence[str]) -> Change:
    """Lines in place of a statement, all as far from the margin as that is."""
    before = state.source.text[: span.start]
    blanks = before[len(before.rstrip(" \t")) :]
    return Change(span.start, span.end, f"\n{blanks}".join(lines))


def _moved(step: _Step, one: str, new: str) -> str:
    """A link that ends at a new node in place of another."""
    written = _Written.of(step)
    if step.names[0] == one:
        written.first = new
    else:
        written.second = new
    return written.text


# ---------------------------------------------------------------- groups


def gathered(state: State, references: References, operation: Gather) -> State:
    """With nodes in a group of this title, which is new where there is none."""
    source = state.source
    names = [name.partition("[")[0] for name in _named(references, operation.target, operation.span)]
    nodes = [state.declaration(name, operation.span) for name in dict.fromkeys(names)]
    group = _group(state, operation.title) if operation.title else None
    texts = [node.span.text for node in nodes]
    changes = [deletion(source, node.span) for node in nodes]
    if group is not None:
        if not group.body:
            raise impossible(operation.span, f"the group '{operation.title}' holds nothing so far")
        changes.append(insertion(source, state.figure, group.body[-1], texts))
        return changed(state, changes, operation.span)
    taken = {one.id for one in state.scene.objects}
    name = slug(operation.title.lower() or "nodes", "group")
    name = free_name(f"{name}_group" if name in taken or name == "group" else name, taken)
    title = written_text([operation.title]) if operation.title else '""'
    lines = [f"group {written_name(name)} {title} {{", *(f"  {text}" for text in texts), "}"]
    first = next((one for one in state.figure.body if isinstance(one, tree.Link)), None)
    holder = next((one for one in state.figure.body if one.span == nodes[0].span), None)
    if holder is not None:  # where the first of them stood
        changes[0] = _in_place(state, holder.span, lines)
    else:
        changes.append(insertion(source, state.figure, first or _last(state, tree.Declaration), lines))
    return changed(state, changes, operation.span)


def scattered(state: State, references: References, operation: Scatter) -> State:
    """Without a group, whose nodes stand where it stood."""
    group = _group(state, operation.title)
    if group is None:
        known = [one.label or one.id for one in state.scene.objects if one.kind is Kind.GROUP]
        hints = (f"The groups are {', '.join(known)}.",) if known else ()
        raise impossible(operation.span, f"there is no group '{operation.title}'", *hints)
    changes = [_in_place(state, group.span, [one.span.text for one in group.body])]
    changes += [deletion(state.source, statement.span) for statement, _ in state.mentions(group.name.text)]
    return changed(state, changes, operation.span)


def _group(state: State, title: str) -> tree.Group | None:
    """The group of a title or a name."""
    wanted = title.lower()
    for one in statements(state.figure):
        if isinstance(one, tree.Group):
            shown = "".join(part for part in one.title.parts if isinstance(part, str)) if one.title else ""
            if wanted in (shown.lower(), one.name.text.lower()):
                return one
    return None


#: What is done for each kind of operation.
DIAGRAM_EDITS: Mapping[type[Operation], Callable[..., State]] = {
    Connect: connected, Disconnect: disconnected, Reverse: turned_round, Caption: captioned, Restyle: restyled,
    Insert: inserted, Gather: gathered, Scatter: scattered,
}  # fmt: skip
