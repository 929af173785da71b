"""Links of a diagram: their ends, labels, heads and lines, with styles applied; and their labels as things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sgc.graph import scene
from sgc.graph.evaluate import text_of
from sgc.graph.phrases import read_classes
from sgc.graph.references import References
from sgc.graph.report import Refusals, refuse
from sgc.graph.rows import port_of
from sgc.graph.scene import CANVAS, Kind, Link, Port, SceneGraph, SceneObject, Value
from sgc.graph.scope import Declared, Scope
from sgc.graph.vocabulary import lookup
from sgc.graph.wording import statement_text
from sgc.source import Span
from sgc.source.codes import DUPLICATE_NAME, WRONG_ARGUMENTS
from sgc.syntax import tree

#: Arrows that are written to the left.
LEFTWARDS = ("<-", "<--", "<<-")
_RETURN: tuple[str, Mapping[str, Value]] = ("->", {"dashed": True, "head": "open"})
_OPEN: tuple[str, Mapping[str, Value]] = ("->", {"head": "open"})
#: What arrows mean that are short for others: the plain arrow, and the properties that go with it.
ARROWS: Mapping[str, tuple[str, Mapping[str, Value]]] = {
    "<-": ("->", {}), "-->": _RETURN, "<--": _RETURN, "->>": _OPEN, "<<-": _OPEN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """Properties for links: between two ends (``style a -> b``), of classes, or for all of them (``style link``)."""

    properties: Mapping[str, Value]
    classes: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    arrow: str | None = None

    @property
    def rank(self) -> tuple[bool, int]:
        """As among objects: what speaks of ends stands over classes, and classes over all."""
        return self.ends is not None, len(self.classes)


#: The member at an end of a link, where on it the link ends, and the text there.
_End = tuple[str, Port, str | None]


def is_note(one: SceneObject | Declared) -> bool:
    """Whether a node is a note, which stands beside what it is linked with."""
    return one.entry is not None and one.entry.concept == "note"


class Links:
    """Resolves the links of one figure, whose declared objects are ``things``."""

    def __init__(self, things: Iterable[Declared], references: References, styles: Sequence[LinkStyle]) -> None:
        self._things = {one.id: one for one in things}
        self._references = references
        self._styles = sorted(styles, key=lambda one: one.rank)
        self._seen: Counter[str] = Counter()

    def resolve(self, node: tree.Link, scope: Scope, own: Mapping[str, Value]) -> Iterator[Link]:
        """The links that a statement draws, one for each pair of members; ``own`` are its typed properties.

        An arrow to the left is one to the right from the other end. Raises Refused.
        """
        label = None if node.label is None else text_of(node.label, scope)
        texts = [[None if one is None else text_of(one, scope) for one in pair] for pair in node.texts]
        if label is not None and "label" in own:
            raise refuse(DUPLICATE_NAME, "the link is given two labels", node.label.span if node.label else node.span)
        classes = read_classes(node.classes, scope)
        ends = self._ends(node.ends, scope)
        for number, written in enumerate(node.arrows):
            arrow, usual = ARROWS.get(written, (written, {}))
            before, after = texts[number] if texts else (None, None)
            (firsts, leaving), (seconds, reaching) = ends[number], ends[number + 1]
            for first in firsts:
                for second in seconds:
                    tail, head = (first, leaving, before or None), (second, reaching, after or None)
                    if written in LEFTWARDS:
                        tail, head = head, tail
                    yield self._link(tail, head, arrow, label, classes, usual, own, node.span)

    def _ends(self, nodes: Sequence[tree.Reference], scope: Scope) -> list[tuple[tuple[str, ...], Port]]:
        """The members that each end of a chain stands for, and where on them it is; or all that is wrong with them."""
        found: list[tuple[tuple[str, ...], Port]] = []
        refusals = Refusals()
        for node in nodes:
            with refusals:
                reference, names = self._without_port(node, scope)
                members = self._members(reference, scope)
                found.append((members, port_of(self._thing(members[0]), names, members[0]) if names else Port()))
        refusals.check()
        return found

    def _without_port(self, node: tree.Reference, scope: Scope) -> tuple[tree.Reference, list[tree.Name]]:
        """The reference to the thing itself, and the names behind it that are no things: of a row, of a side."""
        path: list[tree.Member] = []
        target: tree.Expression | tree.Selector = node.target
        while isinstance(target, tree.Member):
            path.append(target)
            target = target.base
        while path and self._references.is_thing(path[-1], scope):
            target = path.pop()
        if not path or not isinstance(target, (tree.Name, tree.Index, tree.Member)):
            return node, []
        span = node.span.source.span(node.span.start, target.span.end)
        return replace(node, target=target, span=span), [one.name for one in reversed(path)]

    def _thing(self, id: str) -> Declared | None:
        return self._things.get(id) or self._things.get(id.rpartition("[")[0])

    def _members(self, node: tree.Reference, scope: Scope) -> tuple[str, ...]:
        reference, target = self._references.reference(node, scope)
        if reference.quantifier not in ("every", "each"):
            raise refuse(WRONG_ARGUMENTS, "a link joins things, not some of them", node.span,
                         "Name the member: servers[1].")  # fmt: skip
        if CANVAS in target.ids:
            raise refuse(WRONG_ARGUMENTS, "a link cannot end at the canvas", node.span)
        least, most = target.size
        if most != least:
            raise refuse(WRONG_ARGUMENTS, f"how many '{reference.text}' there are is not known before the layout",
                         node.span, "Give it an exact count.")  # fmt: skip
        return tuple(id for one in target.ids for id in self._expanded(one))

    def _expanded(self, id: str) -> tuple[str, ...]:
        thing = self._things.get(id)
        if thing is not None:
            return tuple(f"{id}[{i}]" for i in range(1, thing.count[0] + 1)) if thing.counted else (id,)
        family = self._references.rows.get(id) or tuple(
            other for other in self._things if other.partition("[")[0] == id
        )  # fmt: skip
        if family:
            return tuple(member for other in family for member in self._expanded(other))
        return (id,)  # a member of a counted object names itself

    def _link(
        self, tail: _End, head: _End, arrow: str, label: str | None, classes: tuple[str, ...],
        usual: Mapping[str, Value], own: Mapping[str, Value], span: Span,
    ) -> Link:  # fmt: skip
        source, target = tail[0], head[0]
        is_noted = any(one is not None and is_note(one) for one in map(self._thing, (source, target)))
        properties: dict[str, Value] = {"dotted": True, **usual} if is_noted else {**usual}
        for style in self._styles:
            if self._fits(style, source, target, arrow, classes):
                properties.update(style.properties)
        properties.update(own)
        named = properties.pop("label", None)
        label = label if label is not None else named if isinstance(named, str) else None
        id = f"{source} {arrow} {target}"
        self._seen[id] += 1
        if self._seen[id] > 1:
            id = f"{id} {self._seen[id]}"
        return Link(
            id, source, target, arrow, label or None, classes, properties, statement_text(span), span,
            (tail[1], head[1]), (tail[2], head[2]),
        )  # fmt: skip

    def _fits(self, style: LinkStyle, source: str, target: str, arrow: str, classes: tuple[str, ...]) -> bool:
        if not set(style.classes) <= set(classes):
            return False
        if style.ends is None:
            return True
        first, second = style.ends
        there = self._is_called(source, first) and self._is_called(target, second)
        if style.arrow == "->":
            return arrow == "->" and there
        back = self._is_called(source, second) and self._is_called(target, first)
        return arrow == style.arrow and (there or back)

    def _is_called(self, id: str, word: str) -> bool:
        """Whether the end of a link is what a style calls it: by its name, its collection's, or its noun."""
        thing = self._things.get(id) or self._things.get(id.partition("[")[0])
        return word in (id, id.partition("[")[0]) or (thing is not None and word == thing.noun)


# ---------------------------------------------------------------- labels


def with_link_labels(graph: SceneGraph) -> SceneGraph:
    """The figure with the label of every link as a text of its own, which is placed and seen like any other thing.

    A label stands in the innermost group that holds both ends of its link.
    """
    known = {one.id for one in graph.objects}
    labelled = [link for link in graph.links if link.label is not None and label_id(link) not in known]
    if not labelled:
        return graph
    objects = {one.id: one for one in graph.objects}
    texts = (
        replace(_text(link, label_id(link), link.label), container=_common_container(objects, link))
        for link in labelled
    )
    return replace(graph, objects=(*graph.objects, *texts))


def with_end_texts(graph: SceneGraph) -> SceneGraph:
    """The figure with the texts at the ends of links as texts of their own, as they are seen."""
    texts = [
        _text(link, end_text_id(link, end), text)
        for link in graph.links for end, text in enumerate(link.texts) if text is not None
    ]  # fmt: skip
    return replace(graph, objects=(*graph.objects, *texts)) if texts else graph


def label_id(link: Link) -> str:
    """The id of the text that is a link's label."""
    return f"{link.id} label"


def end_text_id(link: Link, end: int) -> str:
    """The id of the text at the first (0) or the second end (1) of a link."""
    return f"{link.id} {('tail', 'head')[end]}"


def text_ids(links: Iterable[Link]) -> frozenset[str]:
    """The ids of all texts at links."""
    return frozenset(id for link in links for id in (label_id(link), end_text_id(link, 0), end_text_id(link, 1)))


def _text(link: Link, id: str, text: str | None) -> SceneObject:
    properties = {name: link.properties[name] for name in ("font", "bold", "ink") if name in link.properties}
    return SceneObject(
        id, Kind.TEXT, "text", lookup("text"), label=text, properties=properties, statement=link.statement,
        span=link.span, derived=True,
    )  # fmt: skip


def _common_container(objects: Mapping[str, SceneObject], link: Link) -> str | None:
    """The innermost group or part instance around both ends, of which one may be that itself; None for the figure."""
    first, second = (_containers(objects, end) for end in (link.source, link.target))
    if link.source in second or link.target in first:
        return link.source if link.source in second else link.target
    return next((one for one in first if one in second), None)


def _containers(objects: Mapping[str, SceneObject], member: str) -> tuple[str | None, ...]:
    """The groups and part instances around a member, innermost first; None, the figure, is the last."""
    one = objects.get(member) or objects[member.rpartition("[")[0]]
    found: list[str | None] = []
    around = one.container
    while around is not None:
        found.append(around)
        around = objects[around].container
    return (*found, None)


def heads(link: scene.Link) -> tuple[str, str]:
    """The words for what is drawn at the source and at the target: "none" where there is only the line."""
    usual = {"->": ("none", "arrow"), "<->": ("arrow", "arrow"), "--": ("none", "none")}[link.arrow]
    tail, head = (link.properties.get(name) for name in ("tail", "head"))
    return (tail if isinstance(tail, str) else usual[0]), (head if isinstance(head, str) else usual[1])
