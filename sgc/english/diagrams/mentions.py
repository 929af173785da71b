"""Where a prompt names the nodes of its diagram, and what it says between two of them: found without the readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.verbs import find_verb
from sgc.english.diagrams.words import ALL_SENSES, is_base, is_third
from sgc.graph.plurals import singular
from sgc.source import Span

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[,;:.!?()\n]")
_AND = re.compile(r"\s+and\s+(?:(?:the|an?|its|their)\s+)?", re.IGNORECASE)
_LISTING = re.compile(r"\s*(?:,(?:\s+(?:and|or))?|\s+and|\s+or)\s+(?:(?:the|an?|its|their)\s+)?", re.IGNORECASE)
_SHARED = re.compile(
    r"\s+(?:both\s+|all\s+)?(?:are|were|have|connect|link|belong|use|call|report|go|lead|send)\s", re.IGNORECASE
)
_WITH = re.compile(r"\s+with\s", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.;,]|$)")
#: What is named next stands between the two: "to a server via a proxy".
_VIA = re.compile(r"\s*(?:via|through)\s", re.IGNORECASE)
_NUMBERED = re.compile(r".+ \d+")
#: Words between two names after which the second need not belong to the first.
_APART = frozenset((
    "and", "or", "but", "which", "that", "who", "where", "if", "when", "while", "whereas", "then", "than", "as", "nor",
    "so", "after", "before", "until", "both", "of", "for", "between",
))  # fmt: skip
_LEADING_TO = frozenset(("to", "into", "onto"))
_FURTHER = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A node that the words at ``span`` name."""

    node: Node
    span: Span


def mentions(draft: Draft, content: Span, series: bool = False) -> list[Mention]:
    """The places in the prompt's order; of names that overlap the longer, of equal names the first node. Words for
    several of a noun, which have a number each, name none of them; where ``series`` the first of them."""
    words = list(_WORD.finditer(content.source.text, content.start, content.end))
    keys = [singular(one.group().casefold()) for one in words]
    names: dict[tuple[str, ...], Node | None] = {}
    for node in draft.nodes:
        is_one_of = _NUMBERED.fullmatch(node.label) is not None  # "the second vice president" names no president
        name = _key(node.label.rpartition(" ")[0] if is_one_of else node.label)
        names.setdefault(name, None if is_one_of and not series else node)
    longest = max(map(len, names), default=0)
    found: list[Mention] = []
    i = 0
    while i < len(words):
        for length in range(min(longest, len(words) - i), 0, -1):
            if (name := tuple(keys[i : i + length])) in names:
                place = Span(content.source, words[i].start(), words[i + length - 1].end())
                found += [Mention(one, place) for one in (names[name],) if one is not None]
                i += length - 1
                break
        i += 1
    return found


def unjoined(draft: Draft, found: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Names with a verb or "to" between them, of which nothing in the diagram joins the two: each of those that are
    listed before the verb with each behind it."""
    links = [says_link(first, second) for first, second in pairwise(found)]
    for i, says in enumerate(links):
        if not says:
            continue
        verb = find_verb(found[i].span.to(found[i + 1].span), ALL_SENSES)
        is_chain = verb is not None and verb.sense == "chain"  # "goes through A and B" joins A with B
        for first in _before(found, links, i):
            for second in found[i + 1 : i + 2] if is_chain else _behind(found, i + 1):
                if first.node is not second.node and not joined(draft, first.node, second.node):
                    yield first, second


def left_out(draft: Draft, found: Sequence[Mention], sentence: Span) -> Iterator[Mention]:
    """Names in a sentence with others that nothing read of this sentence joins with anything."""
    here = [one for one in found if sentence.start <= one.span.start and one.span.end <= sentence.end]
    nodes = {id(one.node) for one in here}
    if len(nodes) < 2 or find_verb(sentence, ALL_SENSES) is None:
        return
    edges = [one for one in draft.edges if one.span.start < sentence.end and sentence.start < one.span.end]
    joined = {id(one) for edge in edges for one in (edge.first, edge.second)}
    stated = [one for one in draft.stated if one.span.start < sentence.end and sentence.start < one.span.end]
    joined |= {id(one) for fact in stated for one in (fact.subject, fact.object)}
    if not joined & nodes:
        return
    for mention in here:
        node = mention.node
        is_said = any(_names(edge.label, node) for edge in edges)
        if id(node) not in joined and node.inside is None and not node.members and not node.rows and not is_said:
            yield mention


def listed(found: Sequence[Mention]) -> Sequence[Mention]:
    """The first three names or more that stand in a list; none if there is no list."""
    run: list[Mention] = []
    for first, second in pairwise(found):
        if _LISTING.fullmatch(_between(first, second)) is not None:
            run = run or [first]
            run.append(second)
        elif len(run) > 2:
            break
        else:
            run = []
    return run if len(run) > 2 else []


def unlike(draft: Draft, found: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Names that share a verb ("A and B are wired to it"), of which the diagram joins no two with the same."""
    for first, second in pairwise(found):
        if _AND.fullmatch(_between(first, second)) is None or first.node is second.node:
            continue
        if _SHARED.match(second.span.source.text, second.span.end) is None:
            continue
        ends = [_neighbours(draft, one.node) for one in (first, second)]
        if ends[0].isdisjoint(ends[1]) and not joined(draft, first.node, second.node):
            yield first, second


def _neighbours(draft: Draft, node: Node) -> set[int]:
    """What a node is joined with, or stands in."""
    pairs = [(one.first, one.second) for one in draft.edges] + [(one.subject, one.object) for one in draft.stated]
    found = {id(other) for a, b in pairs for one, other in ((a, b), (b, a)) if one is node}
    return found | ({id(node.inside)} if node.inside is not None else set())


def says_link(first: Mention, second: Mention) -> bool:
    """Whether the words between two names can only mean that the one leads to the other."""
    between = _between(first, second)
    words = [one.casefold() for one in _WORD.findall(between)]
    if not words or len(words) > _FURTHER or _BREAK.search(between) or not _APART.isdisjoint(words):
        return False
    if _VIA.match(second.span.source.text, second.span.end) is not None:
        return False
    if words[0] == "to" and len(words) > 1 and is_base(words[1]):
        return False  # "to become"
    verb = find_verb(first.span.to(second.span), ALL_SENSES)
    is_between = verb is not None and verb.span.start >= first.span.end and verb.span.end <= second.span.start
    return words[0] in _LEADING_TO or is_between or any(map(is_third, words[:2]))


def _before(found: Sequence[Mention], links: Sequence[bool], last: int) -> Sequence[Mention]:
    """The subjects of a verb, of which the last stands before it; where an earlier verb may have them, that one."""
    first = last
    while first > 0 and _AND.fullmatch(_between(found[first - 1], found[first])) is not None:
        first -= 1
    if first > 0 and _WITH.match(_between(found[first - 1], found[first])) is not None:
        return found[first - 1 : first]  # "a switch with a printer and a server is behind it"
    return found[last : last + 1] if first > 0 and links[first - 1] else found[first : last + 1]


def _behind(found: Sequence[Mention], first: int) -> Sequence[Mention]:
    """The objects of a verb, of which the first stands behind it; a list in which one does something is not theirs."""
    last = first
    while last + 1 < len(found) and _LISTING.fullmatch(_between(found[last], found[last + 1])) is not None:
        last += 1
    text, end = found[last].span.source.text, found[last].span.end
    is_list = last > first and _AND.fullmatch(_between(found[last - 1], found[last])) is not None
    return found[first : last + 1] if is_list and _ENDS.match(text, end) is not None else found[first : first + 1]


def _between(first: Mention, second: Mention) -> str:
    return Span(first.span.source, first.span.end, second.span.start).text


def joined(draft: Draft, first: Node, second: Node) -> bool:
    """Whether anything in the diagram belongs to both: a link, a relation, a group, an arrangement, a text."""
    pair = {id(first), id(second)}
    ends = [(one.first, one.second) for one in draft.edges] + [(one.subject, one.object) for one in draft.stated]
    if any({id(a), id(b)} == pair for a, b in ends) or any(pair <= set(map(id, one.nodes)) for one in draft.arranged):
        return True
    if _is_inside(first, second) or _is_inside(second, first):
        return True
    whither = [(one.second, one.span) for one in draft.edges if one.first is first]
    if any((one.first, one.span) in whither for one in draft.edges if one.second is second):
        return True  # one clause leads there by way of a third: "the encoder maps tokens to vectors"
    return any(_names(text, b) for a, b in ((first, second), (second, first)) for text in _texts_of(draft, a))


def _texts_of(draft: Draft, node: Node) -> Iterator[str]:
    """What stands at a node: its text, its rows, and what its links say."""
    yield from (node.label, *node.rows)
    for edge in draft.edges:
        if node in (edge.first, edge.second):
            yield edge.label


def _names(text: str, node: Node) -> bool:
    return f" {' '.join(_key(node.label))} " in f" {' '.join(_key(text))} "


def _is_inside(node: Node, group: Node) -> bool:
    while node.inside is not None:
        node = node.inside
        if node is group:
            return True
    return False


def _key(text: str) -> tuple[str, ...]:
    """What two mentions of a name have in common."""
    return tuple(singular(one) for one in _WORD.findall(text.casefold()))
