"""Whether a diagram hangs together: where a process stops or begins without a word, and parts that nothing joins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.actions import ends_branch, is_action
from sgc.english.diagrams.draft import Draft, Node, reached
from sgc.english.diagrams.pieces import key
from sgc.english.diagrams.verbs import predicate
from sgc.english.diagrams.words import base_of, forms
from sgc.source import Source, Span

#: Sorts of which every node is joined with every other by some way.
_OF_LINKS = frozenset(("links", "states", "sequence"))
#: Steps behind which nothing need follow.
_LAST = re.compile(
    r"\b(?:re(?:ject|fus)|declin|den(?:y|ied)|cancel|fail|abort|clos|end|stop|done|finish|exit|quit|return"
    r"|error|home|bed"
    r"|inform|notif|report|deliver|publish|archiv|save|discard)",
    re.IGNORECASE,
)
_TITLES = re.compile(r"(?:how|why|when|where|what|who|to)\b", re.IGNORECASE)


def falls_apart(draft: Draft, sort: str) -> Iterator[tuple[str, Span]]:
    """What to tell of steps that lead nowhere, steps that nothing leads to, parts by themselves, and a title that says
    more than one does."""
    if sort == "flow":
        yield from _chains(draft)
        yield from _loose_steps(draft)
        yield from _without_verb(draft)
        yield from _too_late(draft)
    if sort in _OF_LINKS and draft.edges:
        yield from _apart(draft) if sort != "sequence" else ()
        yield from _perhaps_others(draft)
    if sort == "sequence" and draft.nodes and not draft.edges:
        yield "no message is told, so that none is drawn", draft.nodes[0].span.to(draft.nodes[-1].span)
    if sort in ("tree", "mindmap"):
        yield from _parted_lists(draft)
    if draft.title and sort != "flow" and _TITLES.match(draft.title) is None:
        said = predicate(Source("title", draft.title).span())
        is_sure = said is not None and lexicon.NOUN not in forms(said.place.text.casefold())
        if is_sure and said is not None and said.subject.text and said.rest.text:
            yield f"“{draft.title}” is the title, and says something of its own", draft.source.span()


def _parted_lists(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Later names of a list behind "with" that stand under another than the first: "mammals with dogs, cats"."""
    over = {id(one.second): one.first for one in draft.edges}
    has = {id(one.first) for one in draft.edges}
    for first, second in pairwise(draft.nodes):
        text = first.span.source.text
        is_one_list = _WITH.search(text, 0, first.span.start) and _LISTED_ON.fullmatch(
            text, first.span.end, second.span.start
        )
        head, other = over.get(id(first)), over.get(id(second))
        if is_one_list and head is not None and other not in (None, head, first) and id(second) not in has:
            yield f"whether “{second.label}” is under “{head.label}” is not said", second.span


_WITH = re.compile(r"\bwith\s+(?:the\s+|an?\s+)?\Z", re.IGNORECASE)
_LISTED_ON = re.compile(r"\s*(?:,|,?\s+and)\s+(?:the\s+|an?\s+)?", re.IGNORECASE)


def _chains(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Steps that follow those of another chain of arrows, where nothing but their order says so."""
    for edge in draft.edges:
        first, second = edge.first.span, edge.second.span
        if edge.label or first.source is not second.source or first.end > second.start:
            continue
        text = first.source.text
        between = text[first.end : second.start]
        end = _SENTENCE_END.search(between)
        if end is None or _FOLLOWS.search(between[end.end() :]) is not None or "\n" in between:
            continue
        before = re.split(r"[.;\n]", text[: first.end])[-1]
        behind = re.split(r"[.;\n]", text[second.end :])[0]
        drawn = _AN_ARROW.search(before) is not None and _AN_ARROW.match(behind) is not None
        if drawn and edge.first.word != "decision":
            yield f"whether “{edge.second.label}” follows “{edge.first.label}” is not said", edge.second.span


_SENTENCE_END = re.compile(r"[.;]\s")
_FOLLOWS = re.compile(r"\b(?:then|next|finally|if|after|when|yes|no|else|otherwise)\b|\d[.)]", re.IGNORECASE)
_AN_ARROW = re.compile(r"\s*(?:->|=>|→)")


def _loose_steps(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Steps in the midst of a process behind which nothing follows, or before which nothing stands."""
    nodes = [one for one in draft.nodes if one.inside is None and one.word in _STEPS]
    out, into = {id(one.first) for one in draft.edges}, {id(one.second) for one in draft.edges}
    begun = {id(one.second) for one in draft.edges if one.first is nodes[0]} if nodes else set[int]()
    for i, node in enumerate(nodes):
        is_over = node.word == "pill" or _LAST.search(node.label) is not None or ends_branch(node.label)
        stops = id(node) not in out and not is_over and not node.members
        if stops and not all(_beside(draft, node, one) for one in nodes[i + 1 :]):
            yield f"nothing follows “{node.label}”", node.span
        is_first = not any(id(one) in into for one in nodes[:i])
        starts_too = is_first and begun & {id(one.second) for one in draft.edges if one.first is node}
        before = node.span.source.text[: node.span.start]
        if i and id(node) not in into and not starts_too and _FROM_FIRST.search(before) is None:
            yield f"nothing leads to “{node.label}”", node.span


#: The shapes of steps; what stands beside them and leads to them has others.
_STEPS = frozenset(("box", "pill", "decision"))


def _too_late(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Steps that are done before another, as they say, and stand behind it: "cancelled before it is shipped"."""
    for i, node in enumerate(draft.nodes):
        _, mark, what = node.label.partition(" before ")
        verb = predicate(Source("step", what).span()) if mark else None
        base = base_of(verb.place.text.split()[-1].casefold()) if verb is not None else ""
        if any(base == base_of(one) for other in draft.nodes[:i] for one in other.label.casefold().split() if base):
            yield f"“{node.label}” stands behind what it is done before", node.span


#: What follows a verb, and no noun in the plural.
_DETERMINERS = frozenset((
    "a", "an", "the", "it", "them", "its", "their", "this", "these", "those", "each", "every", "all", "both", "any",
    "one", "two", "three", "many", "several", "multiple", "exactly", "into", "onto",
))  # fmt: skip
_MODALS = frozenset(("can", "may", "must", "should", "will", "could", "would"))


def _without_verb(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Steps that are no more than a name, where the others say what is done."""
    steps = [one for one in draft.nodes if one.word in ("box", "rounded") and not one.members]
    if not any(_DETERMINERS.intersection(one.label.casefold().split()) for one in steps):
        return  # stages: "convolution, max pooling, flatten"
    does = [one for one in steps if _says(one.span) or _says(Source("step", one.label).span())]
    for node in steps if 2 * len(does) >= len(steps) else ():
        before = _ARTICLE.sub("", node.span.source.text[: node.span.start])
        if node not in does and _JUMP.search(before) is None and before[-1:] not in ('"', "“") and _is_part(node):
            yield f"“{node.label}” does not say what is done", node.span


def _is_part(node: Node) -> bool:
    """Whether a text is of several words, or one of several that a verb behind "and" is said of."""
    behind = node.span.source.text[node.span.end :]
    return " " in node.label or _AND_BEHIND.match(behind) is not None


_AND_BEHIND = re.compile(r"\s+and\s", re.IGNORECASE)


def _says(span: Span) -> bool:
    words = span.text.split()
    if len(words) > 1 and (words[1].casefold() in _DETERMINERS or words[0].casefold() in _MODALS):  # "parse it"
        return True
    first = forms(words[0].casefold()) if words else frozenset()
    if len(words) > 1 and lexicon.THIRD in forms(words[-1].casefold()):  # "the dough rises"
        return True
    if len(words) > 1 and "participle" in forms(words[-1].casefold()):  # "application received"
        return True
    if words and _OF_ACTION.search(words[-1]) is not None:
        return True
    return predicate(span) is not None or is_action(span) or not first.isdisjoint(("participle", "third", "ing"))


#: Endings of nouns for what is done: "manual approval", "phone interview".
_OF_ACTION = re.compile(r"\w{2}(?:tion|sion|ment|oval|usal|view|ysis|ting|ying|ing)\Z", re.IGNORECASE)
_JUMP = re.compile(r"(?:\b(?:to|at|with|in|from)|->|→|=>|:)\s+\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)


def _beside(draft: Draft, node: Node, other: Node) -> bool:
    """Whether another step is of another branch: a decision, or a fork, before both leads to it, and not by way of the
    first."""
    back = [(edge.second, edge.first) for edge in draft.edges]
    both = reached(node, back) & reached(other, back)
    out = Counter(id(one.first) for one in draft.edges)
    return any((one.word == "decision" or out[id(one)] > 1) and id(one) in both for one in draft.nodes)


def parts(draft: Draft) -> list[frozenset[int]]:
    """The nodes, by ``id``, of each part of a diagram that nothing joins with the others."""
    joined: dict[int, set[int]] = {id(one): {id(one)} for one in draft.nodes}
    pairs = [(one.first, one.second) for one in draft.edges]
    pairs += [(one.subject, one.object) for one in draft.stated]
    pairs += [(one, one.inside) for one in draft.nodes if one.inside is not None]
    pairs += [(row.nodes[0], other) for row in draft.arranged for other in row.nodes[1:]]
    for first, second in pairs:
        whole = joined[id(first)] | joined[id(second)]
        for one in whole:
            joined[one] = whole
    return list({min(part): frozenset(part) for part in joined.values()}.values())


def _apart(draft: Draft) -> Iterator[tuple[str, Span]]:
    """The first node of each part of a diagram but the largest, where nothing joins the parts."""
    several = [part for part in parts(draft) if len(part) > 1]
    for part in sorted(several, key=len)[:-1]:
        node = next(one for one in draft.nodes if id(one) in part)
        others = {word for one in draft.nodes if id(one) not in part for word in _words(one)}
        if any(not others.isdisjoint(_words(one)) for one in draft.nodes if id(one) in part):  # perhaps the same
            yield f"nothing joins “{node.label}” and what it belongs to with the rest", node.span


def _perhaps_others(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Names that may stand for nodes there are: "every service", and "the warm ocean" where there is an ocean."""
    for i, node in enumerate(draft.nodes):
        before = node.span.source.text[: node.span.start]
        says_each = node.label[-1:].isdigit() or node.label.startswith(("Each ", "Every "))
        if _EVERY.search(before) is not None and not says_each:
            yield f"“{node.label}” is drawn as one, and is said of each", node.span
        name = node.label.casefold()
        if name and lexicon.is_plural(name.split()[-1]) and _has_each(node.span.source.text, lexicon.one_of(name)):
            yield f"“{node.label}” are drawn as one, and something is said of each", node.span
        short = next((one for one in draft.nodes if one is not node and _shortens(node.label, one.label)), None)
        if short is not None:
            yield f"“{node.label}” is drawn beside “{short.label}”, and may be the same", node.span
        first, _, rest = node.label.partition(" ")
        known = any(key(one.label) == key(rest) for one in draft.nodes[:i]) if rest else False
        if known and _THE.search(before) is not None and lexicon.is_adjective(first.casefold()):
            yield f"“{node.label}” is drawn beside “{rest}”, and may be the same", node.span


#: Where the first steps are done at the same time.
_FROM_FIRST = re.compile(
    r"\A[^.]*\b(?:while|in parallel|at the same time|at once|simultaneously)\b[^.]*\Z",
    re.IGNORECASE,
)


def _shortens(label: str, other: str) -> bool:
    """Whether a name is another with a word cut short: "auth server", "authorization server"."""
    words, longer = label.casefold().split(), other.casefold().split()
    if len(words) != len(longer) or words == longer or label[-1:].isdigit():
        return False
    cut = [(a, b) for a, b in zip(words, longer, strict=True) if a != b]
    return len(cut) == 1 and len(cut[0][0]) > 2 and len(words) > 1 and cut[0][1].startswith(cut[0][0].rstrip("."))


def _has_each(text: str, one: str) -> bool:
    said = rf"\b(?:each|every)\s+{re.escape(one)}\s+(?:has|owns|contains|runs|hosts)\b"
    return re.search(said, text, re.IGNORECASE) is not None


_EVERY = re.compile(r"\b(?:each|every)\s+\Z", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)


def _words(node: Node) -> set[str]:
    """The words of a name that has no number of its own."""
    words = key(node.label).split()
    return set() if not words or words[-1].isdigit() else set(words)
