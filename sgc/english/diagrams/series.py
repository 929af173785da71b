"""Things in an order of their own: stacks of layers, told by their order or by what each is on, cycles and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Arranged, Draft, Node
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import (
    bare,
    caption,
    fullmatch,
    key,
    named,
    part,
    past,
    search,
    split,
    trim,
)
from sgc.english.diagrams.words import SEVERAL, forms, numbered, plain_name, series
from sgc.source import Span

_PIECE = re.compile(r"\s*[,;]\s*|\s+and\s+", re.IGNORECASE)
_LEADING = re.compile(r"(?:(?:and|with|then|finally|lastly|next|again)\s+)+", re.IGNORECASE)
_STANDS = r"(?:(?:is|are|lies?|sits?|stands?|comes?|runs?|rests?|follows?)\s+)?(?:directly\s+|right\s+|then\s+)?"
_HOW = r"on top of|on|upon|above|over|below|beneath|under|underneath"
_UPON = re.compile(
    rf"(?P<who>[^:]+?)\s+(?:which\s+)?{_STANDS}(?P<how>{_HOW})\s+"
    r"(?P<where>(?!(?:the\s+)?(?:very\s+)?(?:top|bottom)\b).+)"
    rf"|(?P<how2>{_HOW})\s+(?P<where2>it|that|this|them)\s+"
    r"(?:(?:is|are|comes?|lies?|sits?)\s+)?(?P<who2>.+)",
    re.IGNORECASE,
)
_WHICH_UPON = re.compile(rf"(?:which|that)\s+(?:in turn\s+)?{_STANDS}(?P<how>{_HOW})\s+(?P<where>.+)", re.IGNORECASE)
_AT_END = re.compile(
    r"(?P<who>[^:]+?)\s+" + _STANDS + r"(?:at|on)\s+(?:the\s+)?(?:very\s+)?(?P<end>top|bottom|base)"
    r"|(?:the\s+)?(?P<end2>lowest|highest|bottom|top|uppermost|topmost|outermost|innermost)(?:\s+(?:layer|level|tier))?\s+(?:is|are)"
    r"\s+(?P<who2>.+)"
    r"|(?:at|on)\s+(?:the\s+)?(?:very\s+)?(?P<end4>top|bottom|base)\s*,?\s+(?:(?:is|are|comes?|sits?|lies?)\s+)?"
    r"(?P<who4>.+)"
    r"|(?P<who3>[^:]+?)\s+(?:is|are|forms?)\s+the\s+"
    r"(?P<end3>lowest|highest|bottom|top|uppermost|topmost|outermost|base|foundation)(?:\s+\w+)?",
    re.IGNORECASE,
)
_LOW = frozenset(("bottom", "base", "lowest", "innermost", "foundation"))
_ABOVE = frozenset(("on top of", "on", "upon", "above", "over"))
_POINTING = frozenset(("it", "that", "this", "them", "these", "those", "which"))


def layers_by_place(span: Span) -> list[Span] | None:
    """The layers from the bottom to the top; None unless all words say where one is."""
    order: list[Span] = []
    last: list[Span] = []
    named_last: list[Span] = []  # on or under which the latest layer is
    goes_up, told = True, 0
    for sentence in split(span, SENTENCE):
        waiting: list[Span] = []
        for piece in split(sentence, _PIECE):
            plain = past(piece, _LEADING)
            which = fullmatch(plain, _WHICH_UPON)
            if which is not None and named_last:  # "A is on B, which is on C"
                goes_up = which["how"].casefold() in _ABOVE
                if (at := _place(order, named_last, not goes_up)) is None:
                    return None
                last = _put(order, [named(plain, which, "where")], at, not goes_up)
                named_last, goes_up, told = last, not goes_up, told + 1
                continue
            upon = fullmatch(plain, _UPON)
            at_end = fullmatch(plain, _AT_END) if upon is None else None
            if upon is None and at_end is None:
                waiting.append(plain)
                continue
            told += 1
            if upon is not None:
                n = "" if upon["how"] else "2"
                where, who = named(plain, upon, f"where{n}"), [*waiting, named(plain, upon, f"who{n}")]
                goes_up = upon[f"how{n}"].casefold() in _ABOVE
                anchor = last if where.text.casefold() in _POINTING else [where]
                named_last = anchor
                if not anchor or (at := _place(order, anchor, goes_up)) is None:
                    return None
            else:
                assert at_end is not None
                if waiting and last:  # "React on top, then Node, then a database at the bottom"
                    between = _place(order, last, goes_up)
                    assert between is not None
                    last, waiting = _put(order, waiting, between, goes_up), []
                n = next(one for one in ("", "2", "3", "4") if at_end[f"end{one}"])
                who = [*waiting, named(plain, at_end, f"who{n}")]
                goes_up = at_end[f"end{n}"].casefold() in _LOW
                at = 0 if goes_up else len(order)
                goes_up = goes_up or bool(order)  # what is named before the top is below it
            last, waiting = _put(order, who, at, goes_up), []
        if waiting:
            if not last:
                return None
            at = _place(order, last, goes_up)
            assert at is not None
            last = _put(order, waiting, at, goes_up)
    return order if told > 1 and len(order) > 1 else None


def _place(order: list[Span], anchor: Sequence[Span], above: bool) -> int | None:
    """Where what is above or below another is put; what is not known yet is only put into an empty order."""
    if not order:
        order.append(bare(anchor[-1]))
    names = [key(bare(one).text) for one in order]
    places = [names.index(name) for one in anchor if (name := key(bare(one).text)) in names]
    if not places:
        return None
    return max(places) + 1 if above else min(places)


def _put(order: list[Span], who: Sequence[Span], at: int, above: bool) -> list[Span]:
    """Put layers into the order, each above or below the one before."""
    names = [key(bare(one).text) for one in order]
    new = [bare(one) for one in who if key(bare(one).text) not in names]
    order[at:at] = new if above else list(reversed(new))
    return new or [bare(one) for one in who]


_ITEMS = re.compile(
    r"(?:.*?(?::|\b(?:from bottom to top|from top to bottom|from the bottom up|from the top down|namely|called"
    r"|named|with (?:the )?(?:\w+ )?"
                    r"(?:layers|levels|tiers|stages|steps|phases|parts|branches"
                    r"|events)))\s*:?\s*)(?P<items>.+)", re.IGNORECASE | re.DOTALL)  # fmt: skip
_COUNT = re.compile(rf"\b(?P<count>\d{{1,2}}|{SEVERAL})\s+(?:layers|levels|tiers|stages|steps|phases)\b", re.IGNORECASE)
#: "A, B and C, each on top of the next": how it says what is above.
UPON = re.compile(
    r",?\s*\b(?:each|every one)\b[\w ]{0,20}?\b(?P<how>on top of|above|over|below|under)\s+the\s+"
    r"(?:next|previous|other|last)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\s*,?\s+(?:and\s+)?(?:ending|ends|terminated|terminating)\s+(?:in|with|by|at)\s+", re.IGNORECASE)
_ON_TOP = re.compile(r"\s+(?:which\s+)?(?:is\s+|sits\s+)?on top of\s+", re.IGNORECASE)
_AT = re.compile(
    r"\s+(?:below|under|beneath|above|on top of) (?:it|that|them|this)$"
    r"|\s+(?:at|on|in)\s+(?:the\s+)?(?:very\s+)?(?:bottom|base|top|middle|tip|peak|apex)$|\s+above$",
    re.IGNORECASE,
)
#: Where the last stage of a cycle leads.
_BACK = re.compile(
    r"(?:(?:and|then|finally|it|that|this|everything|all|(?:after |from )?which|after (?:that|this)"
    r"|(?:the )?cycle)\s+)*"
    r"(?:(?:goes|go|leads|returns?|comes|starts|begins)\s+)?(?:back|again|over|anew"
    r"|return(?:s|ing)?)"
    r"(?:\s+(?:again|around))?\s+(?:to|with|at|into|in)\b",
    re.IGNORECASE,
)
#: "evaporation leads to condensation", and then "condensation to precipitation".
_LEADS_ON = re.compile(
    r"(?:with\s+)?(?P<first>[\w -]+?)\s+(?:(?:leads?|leading|goes|going|turns?|turning|becomes?|changes?|flows?|flowing"
    r"|feeds|passes)\s+)?(?:back\s+)?(?:to|into)\s+(?P<second>[\w -]+)",
    re.IGNORECASE,
)
#: "The five stages of grief are"
_STAGES_ARE = re.compile(
    r"(?:the\s+)?(?:\w+\s+){1,2}?(?:stages|steps|phases)\s+of\s+(?P<of>[^.,:]+?)\s*(?:\s(?:are|include)"
    r"|:)\s+",
    re.IGNORECASE,
)
_NODES = re.compile(
    r"(?:(?:with|of|the|containing)\s+)*(?:(?:nodes|values|elements|items|cells)\s*:?\s+)?",
    re.IGNORECASE,
)
_LEVELS = ("layer", "level", "tier")
_DOWN = re.compile(
    r"\bfrom (?:the )?top\b|\btop[- ](?:to[- ]bottom|down)\b|\b(?:from )?(?:the )?outside(?: |-)in|\bfrom the surface\b"
    r"|\bfrom (?:the )?(?:highest|uppermost|outermost)\b",
    re.IGNORECASE,
)
#: How a list is to be read, before it.
_ORDERED = re.compile(
    r"\b(?:from\s+)?(?:the\s+)?(?:ground\s+up|bottom\s+up|top\s+down|outside\s+in|inside\s+out|surface\s+(?:down|inwards?)"
    r"|(?:bottom|top|lowest|highest)\s+to\s+(?:the\s+)?(?:top|bottom|highest|lowest))\b",
    re.IGNORECASE,
)
#: "…, with C on top": at which end of a list one of it is.
_WITH_END = re.compile(
    r"\s*,?\s*(?:with|so that|where)\s+(?P<who>[^,]+?)\s+(?:is\s+)?(?:on|at)\s+(?:the\s+)?(?P<end>top|bottom)"
    r"\s*\.?\s*\Z",
    re.IGNORECASE,
)
_PUSHED = re.compile(r"(?:push(?:es|ed)?|put|place)\s+", re.IGNORECASE)
#: How a list is to be read, in parentheses before or behind it: "(top to bottom)".
_ORDER = re.compile(
    r"\s*,?\s*\(?\b(?:from (?:the )?)?(?:top[- ](?:to[- ]bottom|down)|(?:bottom|ground)[- ](?:to[- ]top|up))\)?\s*:?",
    re.IGNORECASE,
)
_BY_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
_THEN = re.compile(
    r"\s*,\s*(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+|\s*(?:->|→|=>)\s*|;\s*|\n+", re.IGNORECASE
)


def stack(draft: Draft, span: Span, narrowing: bool = False) -> None:
    """Layers upon each other, the first at the bottom unless the prompt says otherwise; of a pyramid each is narrower
    than the one below."""
    down = _DOWN.search(draft.source.text) is not None
    draft.heard += [Span(span.source, *one.span()) for one in _ORDERED.finditer(span.source.text, 0, span.end)]
    if (order := search(span, _ORDER)) is not None and not span.source.text[order.end() : span.end].strip(" .;)"):
        draft.heard.append(Span(span.source, order.start(), order.end()))
        span = trim(Span(span.source, span.start, order.start()), ",:")
    if (told := layers_by_place(trim(span, ".: "))) is not None:
        draft.heard.append(span)
        _column(draft, [draft.add(one, "box") for one in told][::-1], narrowing)
        return
    span, end = _with_end(draft, span)
    piled = split(trim(span, ".:"), _ON_TOP)
    if len(piled) > 2 or (len(piled) == 2 and LIST.search(span.text) is None):  # "A on top of B on top of C"
        _column(draft, [draft.add(bare(one), "box") for one in piled], narrowing)
        return
    upon = search(span, UPON)
    members = _members(span if upon is None else Span(span.source, span.start, upon.start()), _LEVELS)
    if upon is not None:
        down = upon["how"].casefold() not in ("under", "below")
    nodes: list[Node] = []
    for i, (place, label) in enumerate(members):
        at = search(place, _AT)
        name = place if at is None else trim(Span(place.source, place.start, at.start()))
        down = down or (not i and at is not None and "top" in at.group().casefold())
        pushed = past(name, _PUSHED)
        is_said = at is not None or pushed.start > name.start
        nodes.append(draft.add(bare(pushed), "box", None if is_said else label))
    if end is not None and nodes and end[0] in (key(nodes[0].label), key(nodes[-1].label)):
        down = (end[0] == key(nodes[0].label)) == (end[1] == "top")
    known = [members for members in series().values() if set(members) == {node.label for node in nodes}]
    if known and len(nodes) > 1:  # the earth's layers, whichever end one begins with
        nodes.sort(key=lambda node: known[0].index(node.label))
        down = False
    if not down:
        nodes.reverse()
    _column(draft, nodes, narrowing)


def funnel(draft: Draft, span: Span) -> None:
    """Stages from the top down, each narrower than the one before."""
    nodes = [draft.add(place, "box", label) for place, label in _members(span, ("stage", "step", "level"))]
    _column(draft, nodes, narrowing=False)
    draft.styles.clear()
    for node, width in zip(reversed(nodes), _widths(list(reversed(nodes))), strict=True):
        node.properties["width"] = str(width)


def _with_end(draft: Draft, span: Span) -> tuple[Span, tuple[str, str] | None]:
    """A list without what stands behind it of one that it has: its name, and at which end that is."""
    match = search(span, _WITH_END)
    if match is None:
        return span, None
    who, before = key(match["who"]), trim(Span(span.source, span.start, match.start()), ",")
    names = [key(past(one, _PUSHED).text) for one in split(before, _THEN)]
    if who not in names or len(names) < 2:
        return span, None
    draft.heard.append(Span(span.source, match.start(), match.end()))
    return before, (who, match["end"].casefold())


def _column(draft: Draft, nodes: Sequence[Node], narrowing: bool) -> None:
    """Layers from the top down."""
    if len(nodes) > 1:
        if narrowing:
            for node, width in zip(nodes, _widths(nodes), strict=True):
                node.properties["width"] = str(width)
        else:
            draft.styles["box"] = {"width": str(max(160, *map(_width, nodes)))}
        draft.arranged.append(Arranged("column", nodes, gap=4))


def _width(node: Node) -> int:
    """The pixels that a text needs."""
    return 10 * len(node.label) + 40


def _widths(nodes: Sequence[Node]) -> Iterable[int]:
    """Widths that grow from the first to the last."""
    return accumulate(map(_width, nodes), lambda above, own: max(above + 40, own))


#: "It goes egg, tadpole, frog."
_IT_GOES = re.compile(
    r"(?:it|this|that|they)\s+(?:goes|go|runs?|passes|pass|is)\s+"
    r"(?:(?:from|through|like this|in this order)\s*:?\s+)?(?=[^.;]*,)"
    r"|(?:the|its)\s+(?:stages|steps|phases)\s+are\s*:?\s+",
    re.IGNORECASE,
)


def cycle(draft: Draft, span: Span) -> None:
    """Stages that lead to each other, the last to the first again, which the prompt may say, too."""
    span = trim(span, ".: ")
    if span.text.startswith("(") and span.text.endswith(")"):
        span = Span(span.source, span.start + 1, span.end - 1)
    span = past(span, _IT_GOES)
    members = each_to_the_next(span) or _members(span, ("stage", "step", "phase"))
    is_closed = len(members) > 1 and _closes(members[-1][0], members[0][1])
    if is_closed:
        draft.heard.append(members.pop()[0])
    nodes = [draft.add(place, "rounded", label) for place, label in members]
    if not is_closed and _ends(nodes, span):
        for first, second in pairwise(nodes):
            draft.link(first, second, first.span)
        return
    for first, second in zip(nodes, [*nodes[1:], *nodes[:1]], strict=True):
        if first is not second:
            draft.link(first, second, first.span)
    in_a_ring(draft, nodes)


def _ends(nodes: Sequence[Node], span: Span) -> bool:
    """Whether a life is told by the states of what lives it, of which the last is its end: "the life cycle of an order:
    placed, paid, delivered"."""
    if _LIFE.search(span.source.text, 0, span.start) is None or len(nodes) < 2:
        return False
    return all(lexicon.PARTICIPLE in forms(one.label.split()[-1].casefold()) for one in (nodes[-2], nodes[-1]))


_LASTLY = re.compile(r"(?:and\s+)?(?:finally|lastly)\s+", re.IGNORECASE)
_LIFE = re.compile(r"\blife\s?-?cycle\b", re.IGNORECASE)


def each_to_the_next(span: Span) -> list[tuple[Span, str]]:
    """The stages of which each clause says that one leads to that of the next clause, and the last to the first; none
    if it is told otherwise."""
    pieces = split(span, _THEN)
    found = [fullmatch(one, _LEADS_ON) for one in pieces]
    ends = [(key(one["first"]), key(one["second"])) for one in found if one is not None]
    if len(ends) < max(2, len(pieces)) or any(a[1] != b[0] for a, b in zip(ends, [*ends[1:], ends[0]], strict=True)):
        return []
    firsts = (named(piece, one, "first") for piece, one in zip(pieces, found, strict=True) if one is not None)
    return [(one, caption(bare(one).text)) for one in firsts]


def in_a_ring(draft: Draft, nodes: Sequence[Node]) -> None:
    """Stages stand in a circle, if there are enough of them for one."""
    draft.settings["routing"] = "straight"
    if len(nodes) > 2:
        draft.arranged.append(Arranged("ring", nodes, radius=60 + 18 * len(nodes)))


_ROUND = re.compile(r"(?:and\s+|then\s+)*(?:(?:a?round|over)(?:\s+and\s+(?:a?round|over))?\s+again|so on)\b")


def _closes(span: Span, first: str) -> bool:
    """Whether words say that it begins anew: "and back to evaporation", "then evaporation again"."""
    words = span.text.casefold()
    return (_BACK.match(words) or _ROUND.match(words)) is not None or (
        words.endswith("again") and first.casefold() in words
    )


def line(draft: Draft, span: Span) -> None:
    """Things that each lead to the next: a linked list."""
    draft.settings["direction"] = "right"
    if (stages := _STAGES_ARE.match(span.source.text, span.start, span.end)) is not None:
        draft.title = draft.title or caption(f"Stages of {stages['of']}")
        draft.heard.append(Span(span.source, stages.start(), stages.end()))
        span = Span(span.source, stages.end(), span.end)
    names = past(span, _NODES)
    nodes = [draft.add(bare(one), "box") for stop in split(trim(names, "."), _ENDING) for one in split(stop, _THEN)]
    for first, second in pairwise(nodes):
        draft.link(first, second, second.span)


def goes_on(span: Span) -> bool:
    """Whether the clauses behind the first say what the same subject does: "evaporates, forms clouds, falls"."""
    verbs = [one.text.split()[0].casefold() for one in split(trim(span, ".:"), _THEN)[1:]]
    return len(verbs) > 1 and all(lexicon.THIRD in forms(one) for one in verbs)


def _members(span: Span, nouns: tuple[str, ...]) -> list[tuple[Span, str]]:
    """The members that the prompt lists, those that are well known, or as many as it says."""
    listed = fullmatch(span, _ITEMS)
    items = part(span, listed, "items") if listed is not None else None
    if items is not None:
        count = _COUNT.search(span.source.text)
        by_commas = split(trim(items, "."), _BY_COMMA)
        if count is not None and len(by_commas) == numbered(count["count"]):  # "love and belonging" is one
            return [(one, caption(bare(one).text)) for one in by_commas]
        return [(one, caption(bare(one).text)) for one in split(trim(items, "."), _THEN)]
    pieces = [past(trim(one, "-–"), _LASTLY) for one in split(trim(span, ".:"), _THEN)]
    if len(pieces) > 2:
        return [(one, caption(bare(one).text)) for one in pieces]
    text = plain_name(span.source.text)
    known = next((members for name, members in series().items() if re.search(rf"\b{re.escape(name)}\b", text)), None)
    count = _COUNT.search(span.source.text)
    said = numbered(count["count"]) if count is not None else None
    if known is not None and said in (None, len(known)):
        return [(span, one) for one in known]
    if said:
        return [(span, f"{caption(nouns[0])} {i}") for i in range(1, said + 1)]
    return [(one, caption(bare(one).text)) for one in pieces if re.search(r"\w", one.text)]
