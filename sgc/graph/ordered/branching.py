"""Trees and mind maps: who is whose child, from links and from blocks within blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from sgc.graph.colors import mix
from sgc.graph.report import Report, refuse
from sgc.graph.scene import Kind, Length, Link, SceneGraph, SceneObject, Step, Value
from sgc.source.codes import MISPLACED, WRONG_ARGUMENTS

#: The colours of the branches of a mind map, one after the other, and that of its middle.
BRANCHES = ("#5b8bd6", "#e39b4e", "#6aa87a", "#9a7fc4", "#d9706a", "#4fa8a8", "#c3a23a", "#cf7fa8")
MIDDLE = "#33475b"
#: Sizes of letters in a mind map, by depth, and widths of its lines; in pixels.
_FONTS, _LINES = (18, 15, 13), (Fraction(3), Fraction(9, 4), Fraction(3, 2))
#: How much of its branch's colour is in a node, by depth.
_SHARES = (1.0, 0.85, 0.28, 0.16)


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Branching:
    """``children`` of every node, in the order of writing, and the link to each of them; ``roots`` are no children."""

    roots: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]]
    links: Mapping[str, Link]

    def depths(self) -> Mapping[str, int]:
        """How far each node is from its root."""
        found: dict[str, int] = dict.fromkeys(self.roots, 0)
        waiting = list(self.roots)
        for one in waiting:
            for child in self.children[one]:
                found[child] = found[one] + 1
                waiting.append(child)
        return found

    def below(self, node: str) -> Iterator[str]:
        """A node and everything below it, each before its children."""
        yield node
        for child in self.children[node]:
            yield from self.below(child)


def branching(graph: SceneGraph) -> Branching:
    """Who is whose child; a link that would give a node a second parent, or make a ring, is left out."""
    return _read(graph, Report())


def prepared(graph: SceneGraph, report: Report) -> SceneGraph:
    """Blocks become links, and a mind map gets its colours. What is no tree is reported."""
    links = [*graph.links, *_links_of_blocks(graph.steps, None)]
    links.sort(key=lambda link: link.span.start)
    is_map = graph.figure.sort == "mindmap"
    if is_map:
        links = [replace(link, arrow="--") for link in links]
    graph = replace(graph, links=tuple(links))
    for link in graph.links:
        if is_map and link.label is not None:
            hint = "Write a node between the two."
            report.add(*refuse(MISPLACED, "the branches of a mind map have no words", link.span, hint).diagnostics)
    for one in graph.objects:
        if one.kind in (Kind.GROUP, Kind.PART):
            hint = "Write the children in the block of a node: name { … }."
            report.add(*refuse(MISPLACED, "a tree has nodes and no groups", one.span, hint).diagnostics)
    found = _read(graph, report)
    if not is_map:
        return graph
    if len(found.roots) > 1 and not any(one.is_error for one in report.diagnostics):
        second = next(one for one in graph.objects if found.roots[1] in one.members(one.count[0]))
        report.add(*refuse(WRONG_ARGUMENTS, "a mind map has one middle, from which everything else comes", second.span,
                           f"Link '{second.id}' with another node, or write it in a block.").diagnostics)  # fmt: skip
    return _coloured(graph, found)


def completed(graph: SceneGraph) -> SceneGraph:
    """Nothing is drawn but nodes and links."""
    return graph


def _links_of_blocks(steps: Sequence[Step], parent: str | None) -> Iterator[Link]:
    for one in steps:
        if parent is not None and one.kind in ("object", "block"):
            for id in one.ids:
                yield Link(f"{parent} -- {id}", parent, id, "--", statement=one.statement, span=one.span)
        if one.kind == "block":
            for part in one.parts:
                known = {id for step in part.steps if step.kind == "block" for id in step.ids}
                inner = [s for s in part.steps if not (s.kind == "object" and s.ids[0] in known)]
                yield from _links_of_blocks(inner, one.ids[0] if one.ids else parent)


def _read(graph: SceneGraph, report: Report) -> Branching:
    nodes = {
        id: one for one in graph.objects if not one.derived and one.kind not in (Kind.GROUP, Kind.PART, Kind.MARK)
        for id in one.members(one.count[0])
    }  # fmt: skip
    children: dict[str, list[str]] = {id: [] for id in nodes}
    parents: dict[str, str] = {}
    links: dict[str, Link] = {}
    for link in graph.links:
        if link.source not in nodes or link.target not in nodes:
            continue
        if link.target in parents:
            first = f"it comes from '{parents[link.target]}' already"
            report.add(*refuse(WRONG_ARGUMENTS, f"'{link.target}' has two parents", link.span, f"In a tree {first}.",
                               "Write diagram without 'tree' for a figure of any links.").diagnostics)  # fmt: skip
            continue
        above: str | None = link.source
        while above is not None and above != link.target:
            above = parents.get(above)
        if above is not None:
            report.add(*refuse(WRONG_ARGUMENTS, f"'{link.target}' comes from itself", link.span).diagnostics)
            continue
        parents[link.target] = link.source
        children[link.source].append(link.target)
        links[link.target] = link
    return Branching(
        tuple(id for id in nodes if id not in parents), {id: tuple(ids) for id, ids in children.items()}, links
    )


# ---------------------------------------------------------------- colours


def _coloured(graph: SceneGraph, found: Branching) -> SceneGraph:
    depths = found.depths()
    branch: dict[str, str] = {}
    for root in found.roots[:1]:
        for number, child in enumerate(found.children[root]):
            branch |= dict.fromkeys(found.below(child), BRANCHES[number % len(BRANCHES)])
    objects = tuple(_node(one, depths, branch) for one in graph.objects)
    links = tuple(
        replace(link, properties={
            "stroke": branch.get(link.target, MIDDLE),
            "width": Length(_at(_LINES, depths.get(link.target, 1) - 1)), **link.properties,
        })
        for link in graph.links
    )  # fmt: skip
    return replace(graph, objects=objects, links=links)


def _node(one: SceneObject, depths: Mapping[str, int], branch: Mapping[str, str]) -> SceneObject:
    """A node in the colour of its branch, paler the farther out, unless it says its own."""
    first = one.members(one.count[0])[0] if one.count[0] else one.id
    depth = depths.get(first, 0)
    usual: dict[str, Value] = {"font": Length(Fraction(_at(_FONTS, depth)))}
    if depth < 2:
        usual["bold"] = True
    color = branch.get(first, MIDDLE)
    if one.kind is Kind.SHAPE and one.attributes.color is None and "fill" not in one.properties:
        usual |= {"fill": mix("#ffffff", color, _at(_SHARES, depth)), "stroke": color}
    return replace(one, properties={**usual, **one.properties})


def _at(values: Sequence[Item], depth: int) -> Item:
    return values[min(depth, len(values) - 1)]
