"""Trees told by where things stand: "8 at the root, 3 and 10 below it, 1 and 6 under 3", "at the top A, below it B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.naming import LIST, is_name
from sgc.english.diagrams.pieces import bare, fullmatch, key, matches, named, part, past, search, split, trim, up_to
from sgc.source import Span

_PRONOUN = r"(?:each|both|all)(?:\s+of\s+(?:them|these|those))?|it|them|that|these|those"
_MARK = re.compile(
    r"\s*(?:\b(?:is|are|comes?|stands?|goes|both)\s+)*(?P<top>\b(?:at|as|on|is)\s+the\s+(?:very\s+)?(?:root|top)(?:\s+node)?\b)"
    r"|\s*(?:\b(?:is|are|comes?|stands?|goes|both|directly)\s+)*\b(?:below|under(?:neath)?|beneath"
    r"|(?:(?:a|the)\s+)?(?:(?:left|right)\s+)?child(?:ren)?\s+of)\s+"
    rf"(?P<above>(?:{_PRONOUN})\b|[^,;]+?(?=\s*(?:[,;]|$|\band\b)))"
    r"|\s*(?:\b(?:is|are|stands?|goes)\s+)?\b(?:(?:on|to|at|as|is)\s+(?:the|its|a)\s+)(?P<side>(?:left|right)"
    r"(?:\s+(?:side|child|subtree|branch))?)\b(?!\s+(?:of|child))",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(?:left|right)\b", re.IGNORECASE)
_ROOT = re.compile(r"\b(?:at|as|is)\s+the\s+root\b", re.IGNORECASE)
_A_THING = re.compile(r"(?:an?|the|some)\s", re.IGNORECASE)
_EACH = re.compile(r"each\b", re.IGNORECASE)
_JOIN = re.compile(r"(?:[\s,]|\b(?:and|with|has|then)\b)+", re.IGNORECASE)
_JOIN_BEHIND = re.compile(r"(?:[\s,]|\b(?:and|again|with)\b)+$", re.IGNORECASE)
_LAST = re.compile(r"\s*,\s*(?:and\s+)?(?=[^,]*$)", re.IGNORECASE)
_CHILD = re.compile(r"(?P<below>[^,;]+?)\s+(?:is|are)\s+(?:(?:a|the)\s+)?(?:(?:left|right)\s+)?child(?:ren)?\s+of\s+"
                    r"(?P<above>[^,;]+)", re.IGNORECASE)  # fmt: skip


def tells_places(span: Span) -> bool:
    """Whether words say of several lists of bare names, one behind the other, where each stands in a tree."""
    groups = _groups(span)
    return len(groups) > 1 and not any(_A_THING.match(one.text) for _, names in groups for one in names)


def read_places(draft: Draft, span: Span, word: str) -> bool:
    """Take a sentence that says of each list of names where it stands; whether it was one."""
    child = fullmatch(span, _CHILD)
    groups = _groups(span)
    if child is not None:
        groups = [(part(span, child, "above"), split(named(span, child, "below"), LIST))]
    elif len(groups) < 2 and (draft.nodes or not groups or _ROOT.search(span.text) is None):
        return False  # but "a tree with A at the root" says where the first stands
    latest: Sequence[Node] = draft.nodes[:1]
    parents: Sequence[Node] = ()
    sided = False  # whether those before stand at a side of what they are below
    for above, names in groups:
        if above is None:
            latest = [_node(draft, one, word) for one in names]
            continue
        is_side = _SIDE.match(above.text) is not None
        found = (parents if sided else latest[-1:]) if is_side else _meant(draft, above, latest, parents)
        sided = is_side
        if not found:
            return False
        apart = _EACH.match(above.text) is not None
        children: list[Node] = []
        for one in found:
            for place in names:
                child_node = draft.add(bare(place), word) if apart else _node(draft, place, word)
                draft.link(one, child_node, place, "--")
                children.append(child_node)
        draft.heard.append(above)
        latest, parents = children, found
    return True


def _meant(draft: Draft, above: Span, latest: Sequence[Node], parents: Sequence[Node]) -> Sequence[Node]:
    """Below what something stands: what was named, or what pronouns point to."""
    words = above.text.casefold()
    if words in ("it", "that"):
        return latest[-1:] if len(latest) == 1 else parents[-1:]
    if re.fullmatch(_PRONOUN, words) is not None:
        return latest
    known = [one for one in draft.nodes if key(one.label) == key(bare(above).text)]
    return known[-1:]


def _node(draft: Draft, span: Span, word: str) -> Node:
    name = bare(span)
    return draft.labelled(name.text) or draft.add(name, word)


def _groups(span: Span) -> list[tuple[Span | None, list[Span]]]:
    """Names with what they stand below, None of those at the top; nothing where words say anything else.

    Names stand before the mark of their place, or behind it where nothing stands before.
    """
    marks = list(matches(span, _MARK))
    found: list[tuple[Span | None, list[Span]]] = []
    start = span.start
    for i, mark in enumerate(marks):
        names = _bare_list(Span(span.source, start, mark.start()))
        start = mark.end()
        if not names:
            end = marks[i + 1].start() if i + 1 < len(marks) else span.end
            behind = Span(span.source, start, end)
            cut = search(behind, _LAST) if i + 1 < len(marks) else None
            if cut is not None and _bare_list(Span(span.source, cut.end(), end)):
                behind = Span(span.source, start, cut.start())
            names, start = _bare_list(behind), behind.end
        if not names or not all(is_name(bare(one)) and len(one.text.split()) < 4 for one in names):
            return []
        above = part(span, mark, "above") or part(span, mark, "side")
        found.append((above, names))
    return found if not _bare_list(Span(span.source, start, span.end)) else []


def _bare_list(span: Span) -> list[Span]:
    """The names between two marks."""
    return split(up_to(past(trim(span, ".:"), _JOIN), _JOIN_BEHIND), LIST)
