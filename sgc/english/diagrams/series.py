"""Things in an order of their own: stacks of layers, cycles, trees, mind maps, sets, timelines and plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Arranged, Draft, Node, Stated
from sgc.english.diagrams.naming import COUNTED, LIST
from sgc.english.diagrams.pieces import (
    STATEMENT,
    bare,
    caption,
    fullmatch,
    key,
    matches,
    named,
    part,
    past,
    search,
    split,
    trim,
)
from sgc.english.diagrams.words import SEVERAL, numbered, series
from sgc.source import Span

_ITEMS = re.compile(
    r"(?:.*?(?::|\b(?:from bottom to top|from top to bottom|from the bottom up|from the top down|namely|called"
    r"|named|with (?:the )?(?:\w+ )?"
                    r"(?:layers|levels|tiers|stages|steps|phases|parts|branches"
                    r"|events)))\s*:?\s*)(?P<items>.+)", re.IGNORECASE | re.DOTALL)  # fmt: skip
_COUNT = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>layers|levels"
    r"|tiers|stages|steps|phases)\b",
    re.IGNORECASE,
)
#: "A, B and C, each on top of the next": how it says what is above.
UPON = re.compile(
    r",?\s*\b(?:each|every one)\b[\w ]{0,20}?\b(?P<how>on top of|above|over|below|under)\s+the\s+"
    r"(?:next|previous|other|last)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|on|in)\s+(?:the\s+)?(?:very\s+)?(?:bottom|base|top|middle)$", re.IGNORECASE)
_NODES = re.compile(
    r"(?:(?:with|of|the|containing)\s+)*(?:(?:nodes|values|elements|items|cells)\s*:?\s+)?",
    re.IGNORECASE,
)
_LEVELS = ("layer", "level", "tier")
_DOWN = re.compile(r"\bfrom (?:the )?top\b", re.IGNORECASE)
_THEN = re.compile(
    r"\s*,\s*(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+|\s*(?:->|→|=>)\s*|;\s*|\n+", re.IGNORECASE
)


def stack(draft: Draft, span: Span, narrowing: bool = False) -> None:
    """Layers upon each other, the first at the bottom unless the prompt says otherwise; of a pyramid each is narrower
    than the one below."""
    upon = search(span, UPON)
    members = _members(draft, span if upon is None else Span(span.source, span.start, upon.start()), _LEVELS)
    down = _DOWN.search(span.text) is not None
    if upon is not None:
        down = upon["how"].casefold() not in ("under", "below")
    nodes: list[Node] = []
    for i, (place, label) in enumerate(members):
        at = search(place, _AT)
        name = place if at is None else trim(Span(place.source, place.start, at.start()))
        down = down or (not i and at is not None and "top" in at.group().casefold())
        nodes.append(draft.add(name, "box", label if at is None else None))
    known = [members for members in series().values() if set(members) == {node.label for node in nodes}]
    if known and len(nodes) > 1:  # the earth's layers, whichever end one begins with
        nodes.sort(key=lambda node: known[0].index(node.label))
        down = False
    if not down:
        nodes.reverse()
    if len(nodes) > 1:
        widths = [10 * len(node.label) + 40 for node in nodes]
        if narrowing:
            for node, width in zip(nodes, accumulate(widths, lambda above, own: max(above + 40, own)), strict=True):
                node.properties["width"] = str(width)
        else:
            draft.styles["box"] = {"width": str(max(160, *widths))}
        draft.arranged.append(Arranged("column", nodes, gap=4))


def cycle(draft: Draft, span: Span) -> None:
    """Stages that lead to each other, the last to the first again."""
    nodes = [draft.add(place, "rounded", label) for place, label in _members(draft, span, ("stage", "step", "phase"))]
    for first, second in zip(nodes, [*nodes[1:], *nodes[:1]], strict=True):
        if first is not second:
            draft.link(first, second, first.span)
    draft.settings["routing"] = "straight"
    if len(nodes) > 2:
        draft.arranged.append(Arranged("ring", nodes, radius=60 + 18 * len(nodes)))


def line(draft: Draft, span: Span) -> None:
    """Things that each lead to the next: a linked list."""
    draft.settings["direction"] = "right"
    names = past(span, _NODES)
    nodes = [draft.add(bare(one), "box") for one in split(trim(names, "."), _THEN)]
    for first, second in pairwise(nodes):
        draft.link(first, second, second.span)


def goes_on(span: Span) -> bool:
    """Whether the clauses behind the first say what the same subject does: "evaporates, forms clouds, falls"."""
    verbs = [one.text.split()[0].casefold() for one in split(trim(span, ".:"), _THEN)[1:]]
    return len(verbs) > 1 and all("third" in lexicon.classes(one) for one in verbs)


def _members(draft: Draft, span: Span, nouns: tuple[str, ...]) -> list[tuple[Span, str]]:
    """The members that the prompt lists, those that are well known, or as many as it says."""
    listed = fullmatch(span, _ITEMS)
    items = part(span, listed, "items") if listed is not None else None
    if items is not None:
        return [(one, caption(bare(one).text)) for one in split(trim(items, "."), _THEN)]
    pieces = split(trim(span, ".:"), _THEN)
    if len(pieces) > 2:
        return [(one, caption(bare(one).text)) for one in pieces]
    text = span.source.text.casefold()
    known = next((members for name, members in series().items() if re.search(rf"\b{re.escape(name)}\b", text)), None)
    count = _COUNT.search(span.source.text)
    said = numbered(count["count"]) if count is not None else None
    if known is not None and said in (None, len(known)):
        return [(span, one) for one in known]
    if said:
        return [(span, f"{caption(nouns[0])} {i}") for i in range(1, said + 1)]
    return [(one, caption(bare(one).text)) for one in pieces if re.search(r"\w", one.text)]


# ---------------------------------------------------------------- trees

_BULLET = re.compile(r"^(?P<depth>[ \t]*)(?:[-*•–+]|\d{1,2}[.)])\s+(?P<text>\S[^\n]*)", re.MULTILINE)
_OVER = re.compile(
    r"(?P<above>.+?)\s+(?:has|have|manages?|leads?|heads|supervises?|oversees?|is (?:over|above|the (?:boss"
    r"|parent|manager) of)|includes?|contains?|into|splits? into"
    r"|branches? into|divides? into|consists? of|is divided into|is split into|are divided into"
    r"|(?:is )?made up of|with)\s+"
    r"(?:(?:the\s+)?(?:\w+\s+)?(?:children|branches|subbranches|sub-branches|subtopics|topics|parts|reports|causes"
    r"|teams|departments|subtypes|types|kinds|leaves|nodes)\s*:?\s+)?(?P<below>.+)",
    re.IGNORECASE | re.DOTALL,
)
_UNDER = re.compile(
    r"(?P<below>.+?)\s+(?:reports?|belongs?|answers?)\s+to\s+(?P<above>.+)|under\s+(?P<above2>.+?)\s+(?:is|are"
    r"|come)\s+(?P<below2>.+)"
    r"|(?P<above3>[^:]+?)\s*:\s*(?P<below3>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "below her the heads of Sales and HR", "the CEO at the top"
_BELOW = re.compile(
    r"(?:below|under|beneath|reporting to)\s+(?P<above>(?:it|them|him|her|this|that)\b|[^,]+?(?=,|\s+(?:is"
    r"|are|comes?)\b))"
    r",?\s+(?:(?:is|are|comes?|stands?)\s+)?(?P<below>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TOP = re.compile(
    r"(?:(?:with|at the top is)\s+)?(?P<root>.+?)\s+(?:is\s+)?(?:at the top|on top|as (?:the )?root)",
    re.IGNORECASE,
)
_OFFICES = re.compile(r"(?:the\s+)?(?P<office>[\w-]+)\s+of\s+(?P<list>.+)", re.IGNORECASE)
#: "Maria as CEO, Tom and Lena reporting to Maria"
_REPORTING = re.compile(r"\breporting to\b", re.IGNORECASE)
_REPORTS = re.compile(r"(?P<below>.+?)\s+reporting\s+to\s+(?P<above>.+)", re.IGNORECASE)
_ROLE = re.compile(r"(?:with\s+)?(?P<who>[A-Z]\w*(?:\s[A-Z]\w*)*)\s+as\s+(?:the\s+)?(?P<role>[^,]+)")
_AND_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
_UNDER_EACH = re.compile(
    r"(?P<below>.+?)\s+(?:under|below|for|per|in|reporting to)\s+(?P<above>(?:each|every)\s+.+)",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(("it", "them", "him", "her", "that", "this", "these", "those"))
#: "the root A, children B and C": whose children they are is said before.
_CHILDREN = re.compile(
    r"\s*,?\s+(?:and\s+|with\s+)?(?:its\s+|the\s+|an?\s+|two\s+|three\s+)?(?:(?:left|right)\s+)?"
    r"(?:children|child(?: nodes?)?|leaves|branches|subtopics)\s+(?:are\s+|is\s+|:\s*)?",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:(?:the|an?)\s+)?(?:left|right)?\s*(?:child|children|leaf|leaves)(?: nodes?)?\s*:?\s+", re.IGNORECASE
)
_ROOT = re.compile(
    r"(?:with\s+)?(?:(?:the\s+|an?\s+)?root(?: node)?(?!\s+(?:has|have|contains|includes)\b)|the\s+cent(?:er"
    r"|re)|the\s+top|the\s+(?:central |main )?(?:topic"
    r"|idea|theme))\s+(?:is\s+)?(?P<root>.+)",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(
    r"\s*,?\s+(?:and|while|whereas|where)\s+(?=[^,;.]+?\s(?:has|have|manages?|leads?|includes?|contains?"
    r"|with)\s)|\s*,\s+(?=[^,;.]+?\s(?:has|manages?|leads?|includes?|contains?)\s)",
    re.IGNORECASE,
)
_NESTED = re.compile(r"(?P<above>[^()]+?)\s*\((?P<below>[^()]*)\)")
_COMMA = re.compile(r"\s*,\s*(?:and\s+)?(?![^(]*\))|\s+and\s+(?![^(]*\))", re.IGNORECASE)


_EACH = re.compile(r"(?:each|every)(?:\s+of\s+(?:the|these))?\s+", re.IGNORECASE)


def is_over(span: Span) -> bool:
    """Whether the first sentence says what stands over what."""
    sentences = split(span, STATEMENT)
    return bool(sentences) and fullmatch(sentences[0], _OVER) is not None


class Tree:
    """Reads "Ann leads Bob and Cy; Bob manages Dee" into links from parent to child."""

    def __init__(self, draft: Draft, word: str) -> None:
        self.draft = draft
        self.word = word
        self.latest: list[Node] = []  # what pronouns point to

    def read(self, span: Span) -> None:
        lines = list(_BULLET.finditer(span.source.text, span.start, span.end))
        if len(lines) > 1:
            self._outline(span, lines)
            return
        for sentence in split(span, STATEMENT):
            for clause in split(trim(sentence, ",.:"), _NEXT_CLAUSE):
                self._clause(trim(clause, ","))

    def _outline(self, span: Span, lines: Sequence[re.Match[str]]) -> None:
        """Lines with dashes, each under the nearest line before it that stands farther left."""
        before = trim(Span(span.source, span.start, lines[0].start()), ",.:")
        if before.text:
            self._clause(before)
        above: list[tuple[int, Node]] = [(-1, self.draft.nodes[0])] if self.draft.nodes else []
        for line in lines:
            depth = len(line["depth"].expandtabs(4))
            while above and above[-1][0] >= depth:
                above.pop()
            place = trim(Span(span.source, line.start("text"), line.end("text")), ".,;")
            if above:
                self._children(above[-1][1], place)
                node = self.draft.find(split(place, re.compile(r"[(,]"))[0]) or above[-1][1]
            else:
                node = self._named(place)
            above.append((depth, node))

    def _clause(self, span: Span) -> None:
        if (root := fullmatch(span, _ROOT)) is not None and (root_name := part(span, root, "root")) is not None:
            if len(pieces := split(root_name, _CHILDREN)) > 1:
                parent = self._named(pieces[0])
                for piece in pieces[1:]:
                    self._children(parent, piece)
                return
            over = fullmatch(root_name, _OVER)
            if over is None:
                self._named(root_name)
                return
            span = root_name
        if (reports := list(matches(span, _REPORTING))) and len(split(span, _AND_COMMA)) > 1:
            for piece in split(span, _AND_COMMA):
                self._clause(piece)
            return
        if len(reports) == 1 and (report := fullmatch(span, _REPORTS)) is not None:
            self._under(named(span, report, "above"), named(span, report, "below"), False)
            return
        if (role := fullmatch(span, _ROLE)) is not None:
            label = f"{named(span, role, 'who').text} ({named(span, role, 'role').text})"
            self.latest = [self.draft.add(named(span, role, "who"), self.word, label)]
            return
        if (top := fullmatch(span, _TOP)) is not None:
            self.latest = [self._named(named(span, top, "root"))]
            return
        if (under := fullmatch(span, _BELOW)) is not None:
            above = named(span, under, "above")
            known = self.latest if above.text.casefold() in _PRONOUNS else [self._named(above)]
            if known:
                self._children(known[0], named(span, under, "below"))
            else:
                self.draft.unread.append(span)
            return
        for form in (_OVER, _UNDER):
            match = fullmatch(span, form)
            if match is None:
                continue
            for suffix in ("", "2", "3"):
                if f"above{suffix}" in form.groupindex and match[f"above{suffix}"] is not None:
                    above, below = named(span, match, f"above{suffix}"), named(span, match, f"below{suffix}")
                    self._under(above, below, form is _UNDER and suffix == "3")
                    return
        several = split(span, _COMMA)
        if not self.draft.nodes and len(several) > 1:  # "a president, two vice presidents"
            span = Span(span.source, several[1].start, span.end)
            self._named(several[0])
        if not self.draft.nodes:
            self._named(span)
        else:
            self._children(self.draft.nodes[0], span)

    def _under(self, above: Span, below: Span, by_colon: bool) -> None:
        """What stands under one node, or under each of several: "each vice principal leads two teachers"."""
        each = _EACH.match(above.source.text, above.start, above.end)
        if each is not None:
            noun = key(trim(Span(above.source, each.end(), above.end)).text)
            form = re.compile(rf"(?:.* )?{re.escape(noun)}(?: \d+)?")
            alike = [one for one in self.draft.nodes if form.fullmatch(key(one.label))]
            for one in alike:
                self._children(one, below)
            if not alike:
                self.draft.unread.append(above.to(below))
            return
        is_branch = by_colon and bool(self.draft.nodes) and self.draft.find(bare(above)) is None
        node = self._named(above)
        if is_branch:  # "health: sleep, food" in a mind map
            self.draft.link(self.draft.nodes[0], node, above, "--")
        if by_colon and ":" in below.text and "(" not in below.text:
            self._clause(below)
        else:
            self._children(node, below)

    def _children(self, parent: Node, span: Span) -> None:
        """Names under one; in parentheses behind a name stand its own children."""
        self.latest = [parent]
        offices = fullmatch(span, _OFFICES)
        noun = offices["office"].casefold() if offices is not None else ""
        if offices is not None and lexicon.is_plural(noun) and self.draft.find(span) is None:  # "heads of Sales and HR"
            for place in split(named(span, offices, "list"), LIST):
                label = f"{caption(lexicon.one_of(noun))} of {place.text}"
                self.draft.link(parent, self.draft.add(place, self.word, label), place, "--")
            return
        for piece in split(trim(span, ".,"), _COMMA):
            if (each := fullmatch(piece, _UNDER_EACH)) is not None:
                self._under(named(piece, each, "above"), named(piece, each, "below"), False)
                continue
            nested = fullmatch(trim(piece, "."), _NESTED)
            name = part(piece, nested, "above") if nested is not None else piece
            assert name is not None
            children = self._members(past(name, _SIDE))
            for child in children:
                has_parent = any(one.second is child for one in self.draft.edges)
                if child is not parent and not has_parent:
                    self.draft.link(parent, child, piece, "--")
                elif child is not parent:
                    self.draft.unread.append(piece)  # two parents make no tree
            if nested is not None and (below := part(piece, nested, "below")) is not None:
                self._children(children[0], below)

    def _members(self, span: Span) -> list[Node]:
        """One node, or as many as a number says: "two developers"."""
        counted = fullmatch(span, COUNTED)
        noun = part(span, counted, "noun") if counted is not None else None
        if counted is None or noun is None or self.draft.find(span) is not None:
            return [self._named(span)]
        one = lexicon.one_of(noun.text.casefold()) if noun.text.islower() else noun.text
        count = numbered(counted["count"]) or 1
        form = re.compile(rf"{re.escape(caption(one))} \d+")
        before = sum(form.fullmatch(node.label) is not None for node in self.draft.nodes)
        numbers = range(before + 1, before + count + 1)
        return [self.draft.add(noun, self.word, f"{caption(one)} {i}") for i in numbers]

    def _named(self, span: Span) -> Node:
        piece = bare(span)
        known = self.draft.find(piece) or next(  # "Maria" is "Maria (CEO)"
            (one for one in self.draft.nodes if one.label.startswith(f"{piece.text} (")), None
        )
        return known or self.draft.add(piece, self.word)


# ---------------------------------------------------------------- sets

_IN_BOTH = re.compile(
    r"(?P<items>.+?)\s+(?:(?:are|is|being|lies?|belongs?|stands?)\s+)?(?:(?:only|just)\s+)?(?:in|to|inside"
    r"|within)\s+(?:only\s+|just\s+)?"
    r"(?P<sets>both|all(?: three| four)?|neither|none|the (?:middle|overlap|intersection|center|centre)"
    r"|.+?)(?:\s+(?:only|alone|sets|of them))?",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"(?:of\s+)?(?:(?:two|three|four|2|3|4)\s+)?(?:sets?|circles?)?\s*(?:called|named|labell?ed|for"
    r"|:)?\s*(?P<sets>.+?)(?:\s*(?:,|:)?\s+(?:with|where|in which)\s+(?P<items>.+))?",
    re.IGNORECASE | re.DOTALL,
)
#: "both: JavaScript", "Frontend only: CSS"
_REGION = re.compile(
    r"(?:only\s+)?(?P<sets>[^:]+?)(?:\s+(?:only|alone))?\s*:\s*(?P<items>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "the middle is Product"
_MIDDLE = re.compile(
    r"(?:the\s+|their\s+)?(?:middle|overlap|intersection|cent(?:er|re)|(?:common|shared) (?:part|area))"
    r"(?:\s+of (?:all|both)(?: \w+)?)?\s+(?:is|shows|contains|:)\s+(?P<item>.+)",
    re.IGNORECASE,
)
#: "comparing cats and dogs: both are pets, cats climb"
_COMPARED = re.compile(
    r"(?:comparing\s+|of\s+)?(?P<sets>[^:]+?)\s*:\s*(?P<items>(?:both|all|they)\s.+|.+\bboth\s.+)",
    re.IGNORECASE | re.DOTALL,
)
_TRAITS = re.compile(r"\s*[,;]\s*(?:and\s+|but\s+|while\s+)?", re.IGNORECASE)
_SAID_OF = re.compile(r"(?P<who>both|all|they|(?:only\s+)?[\w-]+)\s+(?P<what>[^:]+)", re.IGNORECASE)
_COPULA = re.compile(r"(?:are|is|have|has|can)\s+", re.IGNORECASE)
_SEVERAL_ITEMS = re.compile(
    r"\s*[,;]\s*(?:and\s+|with\s+)?(?=(?:[^,;]|,\s*(?!.*\bin\b))+?\s(?:in|inside)\s)"
    r"|\s+and\s+(?=[^,;]+?\s(?:only\s+)?in\s)|;\s*|\.\s+",
    re.IGNORECASE,
)


def sets(draft: Draft, span: Span) -> None:
    """ "A and B with x in both, y only in A": circles, and items in their regions."""
    sentences = split(span, re.compile(r"(?<=\w)\.(?:\s+|$)|\n+|;\s*(?=[^;]*(?:\bis\b|:))"))
    if not sentences:
        return
    compared = fullmatch(sentences[0], _COMPARED)
    match = compared or fullmatch(sentences[0], _SETS)
    assert match is not None  # the second takes any words
    circled = part(sentences[0], match, "sets")
    circles = [draft.add(bare(one), "circle") for one in split(circled, LIST)] if circled is not None else []
    said = [one for one in (part(sentences[0], match, "items"), *sentences[1:]) if one is not None]
    for sentence in said:
        for piece in split(trim(sentence, "."), _SEVERAL_ITEMS if compared is None else _TRAITS):
            if compared is None or not _trait(draft, circles, piece):
                _item(draft, circles, trim(piece, ","))


def _trait(draft: Draft, circles: list[Node], span: Span) -> bool:
    """ "both are pets", "cats climb trees": what is so of all circles, or of one alone."""
    said = fullmatch(span, _SAID_OF)
    if said is None:
        return False
    name = key(bare(named(span, said, "who")).text)
    own = circles if name in ("both", "all", "they") else [one for one in circles if key(one.label) == name]
    for place in split(past(named(span, said, "what"), _COPULA), LIST) if own else ():
        node = draft.named(place, "text")
        draft.stated += (Stated(node, "inside", circle, span) for circle in own)
    return bool(own)


def _item(draft: Draft, circles: list[Node], span: Span) -> None:
    middle = fullmatch(span, _MIDDLE)
    if middle is not None:
        node = draft.add(bare(named(span, middle, "item")), "text")
        draft.stated += (Stated(node, "inside", circle, span) for circle in circles)
        return
    match = fullmatch(span, _IN_BOTH) or fullmatch(span, _REGION)
    items, where = (part(span, match, "items"), part(span, match, "sets")) if match is not None else (None, None)
    if items is None or where is None:
        draft.unread.append(span)
        return
    words = " ".join(where.text.casefold().split())
    inside: list[Node] = []
    if words.startswith(("both", "all", "the ")):
        inside = list(circles)
    elif words not in ("neither", "none"):
        names = {key(one.label): one for one in circles}
        for one in split(where, LIST):
            circle = names.get(key(bare(one).text))
            if circle is None:
                draft.unread.append(span)
                return
            inside.append(circle)
    for item in split(items, LIST):
        node = draft.named(item, "text")
        draft.stated += (Stated(node, "inside", circle, span) for circle in inside)
