"""Sets as circles, and what is in which of their regions ("A and B with x in both")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node, Stated
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import (
    bare,
    fullmatch,
    key,
    named,
    part,
    past,
    split,
    trim,
    up_to,
)
from sgc.english.diagrams.verbs import is_apart, predicate, statements
from sgc.source import Span

_IN_BOTH = re.compile(
    r"(?P<items>.+?)\s+(?:(?:are|is|being|lies?|belongs?|stands?|goes|go)\s+)?(?:(?:only|just)\s+)?(?:in|to|inside"
    r"|within|on)\s+(?:only\s+|just\s+)?"
    r"(?P<sets>both|all(?: three| four)?|neither|none|the (?:middle|overlap|intersection|center|centre)"
    r"|.+?)(?:\s+(?:only|alone|sets|of them))?",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"(?:of\s+)?(?:the\s+)?(?:(?:two|three|four|2|3|4)\s+)?(?:(?:overlapping|intersecting)\s+)?(?:sets?|circles?)?\s*,?\s*(?:called|named"
    r"|labell?ed|for"
    r"|representing|showing|:)?\s*(?P<sets>.+?)(?:\s*(?:,|:)?\s+(?:with|where|in which)\s+(?P<items>.+))?",
    re.IGNORECASE | re.DOTALL,
)
#: "both: JavaScript", "Frontend only: CSS"
_REGION = re.compile(
    r"(?:only\s+)?(?P<sets>[^:]+?)(?:\s+(?:only|alone))?\s*:\s*(?P<items>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "all squares are rectangles", "A ⊂ B"
_WITHIN = re.compile(
    r"(?:(?:all|every|each)\s+(?P<inner>.+?)\s+(?:are|is(?:\s+an?)?)\s+(?P<outer>.+)"
    r"|(?P<inner2>.+?)\s*(?:(?:is|are)?\s*(?:an?\s+)?(?:proper\s+)?(?:subsets?|part)\s+of|⊂|⊆)\s*(?P<outer2>.+))",
    re.IGNORECASE,
)
#: "Bert only coffee", "Anna likes both", "Dan neither"
_ONLY_IN = re.compile(
    r"(?P<items>[^,:]+?)\s+(?:(?:likes?|has|have|is|are|does|do|plays?|speaks?|uses?)\s+)?(?:(?:only|just)\s+(?P<sets>.+)"
    r"|(?P<all>both|all(?: three)?|neither|none))",
    re.IGNORECASE,
)
#: "primes between 1 and 10" are one set.
_SET_LIST = re.compile(rf"(?<!between \d)(?<!between \d\d)(?:{LIST.pattern}|\s+(?:vs\.?|versus)\s+)", re.IGNORECASE)
_TRAITS = re.compile(r"\s*[,;]\s*(?:and\s+|but\s+|while\s+)?|\s+and\s+(?=only\s)", re.IGNORECASE)
#: Where another statement on sets begins: "and that", "and all".
_FURTHER = re.compile(r"\s*[,;]?\s+and\s+(?:that\s+|(?=(?:all|every|each)\b))|\s*[,;]\s*", re.IGNORECASE)
_ALL_ARE = re.compile(r"(?P<inner>[\w -]+?)\s+are\s+(?P<outer>[\w -]+?)(?:\s+(?:too|also|as well))?", re.IGNORECASE)
#: Nouns by which no set is told from another: "red things".
_THINGS = re.compile(r"(?<=\w) (?:things|objects|items|ones|people|stuff)$")
_ONLY = re.compile(r"(?:only|just)\s+", re.IGNORECASE)
_ONLY_BEHIND = re.compile(r"\s+(?:only|just)$", re.IGNORECASE)
_OF_A_SET = frozenset(("the", "one", "ones", "circle", "set", "group", "only", "just", "in"))
_EVERY_WORD = re.compile(r"[^\W_]+")
_ALL = re.compile(r"\b(?:both|all|overlap|intersection|middle|cent(?:er|re)|shared|common)\b")
_PLACED = re.compile(
    r"\b(?:on the (?:left|right)|in the (?:middle|overlap|intersection|cent(?:er|re)))\b", re.IGNORECASE
)
_AND = re.compile(r"(?:and|but|while|whereas)\s+", re.IGNORECASE)
_CIRCLE = re.compile(
    r"(?:(?:the|an?)\s+)?(?:(?:left|right|top|bottom|first|second|third|one|other)\s+)?(?:circle"
    r"|set)\s*\w?\s*(?:(?::|is|=|shows)\s*|(?=[\"“]))"
    r"(?P<name>[^:,]+)",
    re.IGNORECASE,
)
#: "set A = {1, 2}"
_EXTENSION = re.compile(r"(?:\bsets?\s+)?(?P<name>\w+)\s*=\s*\{(?P<items>[^{}]*)\}", re.IGNORECASE)
#: "mammals and animals that live in water: whales are in both, dogs are only mammals"
_STATED = re.compile(
    r"(?:of\s+)?(?:the\s+)?(?:(?:sets|circles)\s+)?"
    r"(?P<sets>[^:]+?)\s*:\s*(?P<items>[^:]+\b(?:is|are|in|both|only)\b[^:]*)",
    re.IGNORECASE | re.DOTALL,
)
#: "x in the middle", among the names of sets.
_IN_REGION = re.compile(
    r".+?\s+(?:(?:is|are|lies?)\s+)?in\s+"
    r"(?:both|all(?: three| four)?|the (?:middle|overlap|intersection|cent(?:er|re)))",
    re.IGNORECASE,
)
#: "where all three overlap, write x", "where maths meets art write x", and "put x where they overlap".
_WHERE = re.compile(
    r"where\s+(?P<sets>.+?\s+(?:meets?|overlaps?(?:\s+with)?|intersects?)\s+(?!write\b|put\b|place\b|note\b|is\b|it\b|says?\b).+?|.+?)"
    r"(?:\s+(?:meet|overlap|intersect))?\s*,?\s+(?:it\s+)?(?:write|put|place|note|is|goes|says|reads)\s+(?P<items>.+)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"(?:write|put|place|note|add)\s+(?P<items>.+?)\s+(?:where\s+(?P<sets>.+?)\s+(?:meet|overlap|intersect)"
    r"|in(?:to)?\s+the\s+(?:overlap|intersection|middle|cent(?:er|re))(?:\s+(?:of|between)\s+(?P<sets2>.+))?)",
    re.IGNORECASE,
)
_NEXT_WHERE = re.compile(r"\s*,\s*(?:and\s+)?(?=where\s)|\s+and\s+(?=where\s)", re.IGNORECASE)
#: What is where sets overlap.
_OVERLAP = re.compile(
    r"(?:in\s+)?(?:the\s+)?(?:overlap|intersection|middle|cent(?:er|re))(?:\s+(?:of|between)\s+(?P<sets>.+?))?\s*"
    r"(?:,?\s(?:is|are|shows?|contains?|has|have|there (?:is|are)"
    r"|(?:it\s+|you\s+)?(?:says?|reads?|write|put|place|note))\s|:)\s*"
    r"(?P<items>.+)"
    r"|(?P<sets2>.+?\sand\s.+?)\s+(?:overlap|intersect|meet)\s+(?:in|at)\s+(?P<items2>.+)",
    re.IGNORECASE,
)
_COPULA = re.compile(r"(?:are|is|have|has|can)\s+", re.IGNORECASE)
_SEVERAL_ITEMS = re.compile(
    r"\s*[,;]\s*(?:and\s+|with\s+)?(?=(?:[^,;]|,\s*(?!.*\b(?:in|on)\b))+?\s(?:in|inside|on)\s)"
    r"|\s+and\s+(?=[^,;]+?\s(?:only\s+)?(?:in|on)\s)|;\s*|\.\s+",
    re.IGNORECASE,
)


#: Where a sentence ends, and where a semicolon parts statements.
_SENTENCE = re.compile(
    r"(?<=[\w'’”\"])\.(?:\s+|$)|\n+|;\s*(?=[^;]*(?:\b(?:is|are|has|have|can|says?|both|only|where|write|put|place"
    r"|overlap|intersection|middle|cent(?:er|re))\b|:))"
)
#: "what dogs and cats have in common: both are pets"
_IN_COMMON = re.compile(
    r"(?:showing\s+)?what\s+(?P<sets>[^:.;,]+?)\s+have\s+in\s+common(?:\s+[^:.;,]+)?\s*[:.;,]\s*(?P<items>.+)",
    re.IGNORECASE | re.DOTALL,
)


def sets(draft: Draft, span: Span) -> None:
    """ "A and B with x in both, y only in A": circles, and items in their regions."""
    if _extensions(draft, span):
        return
    in_common = fullmatch(span, _IN_COMMON)
    if in_common is not None:
        circles = [draft.add(bare(name), "circle") for name in split(named(span, in_common, "sets"), _SET_LIST)]
        draft.heard.append(Span(span.source, in_common.end("sets"), in_common.start("items")))
        _fill(draft, circles, split(named(span, in_common, "items"), _SENTENCE))
        return
    sentences = split(span, _SENTENCE)
    if sentences and fullmatch(next(iter(split(sentences[0], _NEXT_CIRCLE))), _CIRCLE) is not None:
        sentences = [one for sentence in sentences for one in split(sentence, _NEXT_CIRCLE)]
    if not sentences:
        return
    if _nested(draft, sentences):
        return
    told_first = _NAMED_FIRST.match(sentences[0].text) is not None
    if not told_first and (_circles(draft, sentences) or _kinds(draft, sentences) or _told_of(draft, sentences)):
        return
    match = next(one for form in (_STATED, _SETS) if (one := fullmatch(sentences[0], form)) is not None)
    circled = part(sentences[0], match, "sets")
    if circled is not None:
        circled, _ = draft.hear_behind(circled, _AS_VENN)
    listed = [past(one, _WHICH_CIRCLE) for one in split(circled, _SET_LIST)] if circled is not None else []
    circles = [draft.add(bare(name), "circle") for name in listed if fullmatch(name, _IN_REGION) is None]
    for name in listed if len(circles) > 1 else ():  # "A and B, x in the middle"
        if fullmatch(name, _IN_REGION) is not None:
            _item(draft, circles, name)
    said = [one for one in (part(sentences[0], match, "items"), *sentences[1:]) if one is not None]
    _fill(draft, circles, said, listed=match.re is _SETS)


def _fill(draft: Draft, circles: list[Node], said: Sequence[Span], *, listed: bool = False) -> None:
    """Put into the circles what sentences say of them; if ``listed``, by the places of items and not by commas."""
    _share_noun(circles, said)
    verbs = Counter(one.main.base for sentence in said for one in clauses(sentence) if one.verb and one.subject)
    common = frozenset(base for base, times in verbs.items() if times > 1)
    for sentence in (rest for one in said for rest in _overlaps(draft, circles, one)):
        sentence = past(sentence, _PUT)
        headed = fullmatch(trim(sentence, "."), _REGION)
        if headed is not None and _regions(circles, named(sentence, headed, "sets")):
            _item(draft, circles, trim(sentence, ".,"))  # "Cats: purr, climb trees"
            continue
        first = next(iter(split(sentence, _TRAITS)), sentence)
        is_run = (
            _SAYS_WHERE.search(first.text) is None and _PLACED.search(sentence.text) is not None
        )  # "2, 4 on the left"
        by_comma = predicate(sentence) is not None or not (listed or is_run)
        before = len(draft.stated)
        pieces = split(trim(sentence, "."), _TRAITS) if by_comma else _several(trim(sentence, "."))
        for i, piece in enumerate(pieces):
            if i and by_comma and _goes_on(circles, piece) and len(draft.stated) > before:  # "both have fur, tails"
                latest = [one.object for one in draft.stated[before:] if one.subject is draft.stated[-1].subject]
                for item in split(past(piece, _AND), LIST):
                    _put(draft, item, latest, piece)
            elif not (by_comma and _statement(draft, circles, past(piece, _AND), common)):
                _item(draft, circles, trim(piece, ","))


def _kinds(draft: Draft, sentences: Sequence[Span]) -> bool:
    """ "Bats are both mammals and flying animals, whales are mammals": what belongs to what, each set named twice."""
    said: list[tuple[Span, list[Span]]] = []
    for one in (clause for sentence in sentences for clause in clauses(trim(sentence, "."))):
        if not one.verb or not one.subject or one.negated or one.main.base not in ("be", "belong"):
            return False
        said.append((one.who, split(past(past(one.what, _TO), _BOTH_OF), LIST)))
    named_sets = Counter(key(place.text) for _, places in said for place in places)
    if len(said) < 2 or len(named_sets) < 2 or min(named_sets.values()) < 2:
        return False
    for _, places in said:
        for place in places:
            if draft.find(place) is None:
                draft.add(bare(place), "circle")
    for who, places in said:
        for item in split(who, LIST):
            _put(draft, item, [circle for place in places if (circle := draft.find(place)) is not None], who)
    return True


def _told_of(draft: Draft, sentences: Sequence[Span]) -> bool:
    """ "Both cats and dogs are pets. Cats climb, only dogs need walks": what is so of which of the sets, of which some
    are spoken of together and some more than once."""
    said = [one for sentence in sentences for one in clauses(trim(sentence, "."))]
    if len(said) < 2 or not said[0].subject or not all(one.verb and is_apart(one) for one in said):
        return False
    who: list[list[Span]] = []
    for one in said:  # a clause without a subject goes on with the one before
        named_so = split(past(one.who, _SOME), LIST) if one.subject else who[-1]
        who.append([bare(past(name, _SOME)) for name in named_so])
    times = Counter(key(name.text) for names in who for name in names if key(name.text) not in _TOGETHER)
    if not 1 < len(times) < 5 or max(times.values()) < 2 or all(len(names) < 2 for names in who):
        return False
    circles = {}
    for name in (name for names in who for name in names):
        if key(name.text) in times and key(name.text) not in circles:
            circles[key(name.text)] = draft.add(name, "circle")
    for one, names in zip(said, who, strict=True):
        own = [circles[key(name.text)] for name in names if key(name.text) in circles] or list(circles.values())
        if one.negated:  # what "goldfish don't" is seen by their not being there
            (draft.unread if one.rest else draft.heard).append(one.span)
            continue
        for item in split(Span(one.span.source, one.place.start, one.span.end), LIST):
            _put(draft, past(past(item, _COPULA), _SOME), own, one.span)
    return True


#: Whom a statement on several sets is on.
_TOGETHER = ("both", "all", "they", "three", "four", "all three", "all four")
_SOME = re.compile(r"(?:both|all|only|just)\s+", re.IGNORECASE)
#: "three sets A, B and C": nobody sets anything.
_NAMED_FIRST = re.compile(
    r"(?:of\s+)?(?:the\s+)?(?:(?:two|three|four|2|3|4)\s+)?(?:(?:overlapping|intersecting)\s+)?(?:sets|circles)\b",
    re.IGNORECASE,
)
_AS_VENN = re.compile(r"\s+(?:with|in|as|using)\s+(?:an?\s+)?(?:venn|euler)(?:\s+diagram)?\Z", re.IGNORECASE)
#: "one labelled Mammals", "the other Sea animals", "the left circle for cats": which of the circles it is.
_WHICH_CIRCLE = re.compile(
    r"(?:the\s+)?(?:one|others?|first|second|third|left|right)(?:\s+(?:circle|set|one))?\s+(?:(?:is|being)\s+)?"
    r"(?:(?:label+ed|called|named|for|showing|representing)\s+)?",
    re.IGNORECASE,
)
_PUT = re.compile(r"(?:put|write|place|note|add)\s+(?=.+\s(?:in|on|into)\s)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s(?:in|on)\s", re.IGNORECASE)
#: "no fish is a mammal": sets that have nothing in common.
_APART = re.compile(r"(?:and\s+)?no\s+(?P<inner>[\w -]+?)\s+(?:is|are)\s+(?:an?\s+)?(?P<outer>[\w -]+)", re.IGNORECASE)
#: "left circle “Democracy”, right circle “Monarchy”, shared: laws": where the next of them is told of.
_NEXT_CIRCLE = re.compile(
    r"\s*[,;]\s*(?:and\s+)?(?=(?:the\s+)?(?:(?:left|right|first|second|third|other)\s+(?:circle|set)\b"
    r"|(?:shared|both|overlap|middle|cent(?:er|re)|in common)\s*:))",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?:shares?|have|has|contains?|include|includes)\s+", re.IGNORECASE)
_SIDES = {"left": 0, "right": 1}
_TO = re.compile(r"to\s+", re.IGNORECASE)
_BOTH_OF = re.compile(r"(?:both|either)\s+", re.IGNORECASE)


def _several(span: Span) -> list[Span]:
    """What is said of items, cut where the next is said: "apple and cherry in both" is one."""
    found: list[Span] = []
    for piece in split(span, _SEVERAL_ITEMS):
        if found and _SAYS_WHERE.search(found[-1].text) is None:
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found


def _goes_on(circles: list[Node], span: Span) -> bool:
    """Whether a piece is no more than a name, or several, and says nothing of a circle: "dogs bark"."""
    first = key(span.text.split()[0])
    if any(key(one.label) == first for one in circles):
        return False
    return predicate(span) is None and _SAYS_WHERE.search(span.text) is None


_SAYS_WHERE = re.compile(
    r"\b(?:only|just|both|all|neither|none|in|inside|on|is|are|has|have|can|middle)\b|:", re.IGNORECASE
)


def _circles(draft: Draft, sentences: list[Span]) -> bool:
    """ "left circle: cats; right circle: dogs; middle: have fur": each circle by itself, then the regions."""
    found = [fullmatch(trim(one, "."), _CIRCLE) for one in sentences]
    circles = [
        draft.add(bare(named(sentence, match, "name")), "circle")
        for sentence, match in zip(sentences, found, strict=True) if match is not None
    ]  # fmt: skip
    if len(circles) < 2:
        return False
    for sentence, match in zip(sentences, found, strict=True):
        if match is None and not _statement(draft, circles, trim(sentence, ".")):
            _item(draft, circles, trim(sentence, ".,"))
    return True


def _extensions(draft: Draft, span: Span) -> bool:
    """ "A = {1, 2}, B = {2, 3}": sets by what is in them."""
    found = list(_EXTENSION.finditer(span.source.text, span.start, span.end))
    if len(found) < 2:
        return False
    circles = [draft.add(named(span, one, "name"), "circle") for one in found]
    for circle, one in zip(circles, found, strict=True):
        for item in split(named(span, one, "items"), LIST):
            node = next((known for known in draft.nodes if known.word == "text" and known.label == item.text), None)
            draft.stated.append(Stated(node or draft.add(item, "text", item.text), "inside", circle, item))
    return True


def _share_noun(circles: list[Node], said: Sequence[Span]) -> None:
    """ "frontend and backend developers" are two sets of developers, where the first are called so, too."""
    noun = circles[-1].label.split()[-1] if circles and circles[-1].label else ""
    for one in circles[:-1]:
        if any(f"{one.label} {noun}".casefold() in sentence.text.casefold() for sentence in said):
            one.label = f"{one.label} {noun}"


def _overlaps(draft: Draft, circles: list[Node], span: Span) -> list[Span]:
    """Take what is said to be where sets overlap: "the overlap of all three is data", "A and B overlap in x"; what is
    left of a sentence."""
    told = split(trim(span, "."), _NEXT_WHERE)
    pieces = [one for cut in told for one in _of_overlaps(cut)]
    left: list[Span] = []
    for piece in pieces:
        match = _of_overlap(piece)
        if match is None:
            left.append(piece)
            continue
        where = part(piece, match, "sets") or (part(piece, match, "sets2") if "sets2" in match.re.groupindex else None)
        is_all = where is None or where.text.casefold() in ("they", "the circles", "the sets", "circles", "sets")
        inside = circles if is_all or where is None else _regions(circles, where)
        items = part(piece, match, "items") or (
            part(piece, match, "items2") if "items2" in match.re.groupindex else None
        )
        if items is None or len(inside) < 2:
            draft.unread.append(piece)
            continue
        draft.heard += [Span(piece.source, piece.start, items.start), Span(piece.source, items.end, piece.end)]
        for item in split(items, LIST):
            _put(draft, item, inside, piece)
    return left if len(left) < len(pieces) else [span]


def _of_overlaps(span: Span) -> list[Span]:
    """A sentence cut where another overlap is told: "A and B overlap in x, and B and C overlap in y"."""
    pieces = statements(span)
    is_whole = _of_overlap(span) is not None and not all(_of_overlap(one) is not None for one in pieces)
    return [span] if is_whole else pieces


def _of_overlap(span: Span) -> re.Match[str] | None:
    """What words say of where sets overlap."""
    written = fullmatch(span, _WRITTEN)
    if written is not None and _ELSEWHERE.search(written["items"]) is not None:  # "put x in A, y in the middle"
        written = None
    return fullmatch(span, _OVERLAP) or fullmatch(span, _WHERE) or written


def _statement(draft: Draft, circles: list[Node], span: Span, common: frozenset[str] = frozenset()) -> bool:
    """ "both are pets", "dogs are only mammals": what is so of which sets, or is in them. Verbs that are ``common`` to
    several statements say no more than that something is in a set: "both know Git"."""
    found = predicate(span)
    if found is None or not found.subject.text:  # "dogs bark"
        own = [one for one in circles if key(one.label) == key(span.text.split()[0])]
        for circle in own:
            _put(draft, trim(Span(span.source, span.start + len(span.text.split()[0]), span.end)), [circle], span)
        return bool(own)
    name = key(bare(past(found.subject, _ONLY)).text)
    own = circles if name in _TOGETHER else [one for one in circles if key(one.label) == name]
    if not own and len(pair := [draft.find(one) for one in split(found.subject, LIST)]) > 1:
        own = [one for one in circles if one in pair] if all(one in circles for one in pair) else []
    says = Span(span.source, found.place.end if found.base in common else found.place.start, span.end)
    says = past(says, _SHARE) if len(own) > 1 else says  # "A and B share 3"
    if own:
        draft.heard += [found.place] if found.base in common else []
        for place in split(says, LIST):
            _put(draft, past(place, _COPULA), own, span)
        return True
    where = _regions(circles, says)
    draft.heard += [found.place] if where else []
    for item in split(up_to(past(found.subject, _ONLY), _ONLY_BEHIND), LIST) if where else ():
        _put(draft, item, where, span)
    return bool(where)


def _put(draft: Draft, item: Span, where: list[Node], span: Span) -> None:
    known = draft.find(item)
    node = known if known is not None and known.word == "text" else draft.add(bare(item), "text")
    draft.stated += (Stated(node, "inside", circle, span) for circle in where)


def _regions(circles: list[Node], span: Span) -> list[Node]:
    """The sets that words speak of: all of them, or those whose names they say."""
    text = " ".join(_EVERY_WORD.findall(span.text.casefold()))
    side = next((place for word, place in _SIDES.items() if text.endswith(f"the {word}")), None)
    if side is not None and len(circles) == 2:
        return [circles[side]]
    if _ALL.search(text) is not None:
        return list(circles)
    names = [(one, _THINGS.sub("", _plain(one.label))) for one in circles]
    found = [one for one, name in names if f" {name} " in f" {text} " or name.endswith(f" {text}")]
    if not found:  # "lives in water", of animals that do
        first, _, behind = text.partition(" ")
        does = f" {lexicon.base_of_third(first)} {behind}"
        found = [one for one, name in names if behind and name.endswith(does)]
    if not found:
        found = [one for one in circles if f" {key(one.label)} " in f" {' '.join(map(key, text.split()))} "]
    return found


def _partly(circles: list[Node], span: Span) -> Node | None:
    """The only set whose name has all the words of a phrase: "the water one" is "animals that live in water"."""
    words = {one for one in _EVERY_WORD.findall(span.text.casefold()) if one not in _OF_A_SET}
    found = [one for one in circles if words and words <= set(_EVERY_WORD.findall(one.label.casefold()))]
    return found[0] if len(found) == 1 else None


def _plain(label: str) -> str:
    return " ".join(_EVERY_WORD.findall(label.casefold()))


def _nested(draft: Draft, sentences: list[Span]) -> bool:
    """ "all squares are rectangles", "A is a subset of B": sets that lie within each other, and are
    frames."""
    pieces = [one for sentence in sentences for one in split(trim(sentence, "."), _FURTHER)]
    found = [(one, fullmatch(one, _WITHIN)) for one in pieces]
    if any(match is not None for _, match in found):  # beside those, "rhombuses are quadrilaterals" says it, too
        found = [(one, match or fullmatch(one, _ALL_ARE)) for one, match in found]
    apart = [one for one, match in found if match is None and fullmatch(one, _APART) is not None]
    if len(apart) == len(found) or not all(match is not None or one in apart for one, match in found):
        return False
    draft.sort = ""
    for piece, match in found:
        if (none := fullmatch(piece, _APART) if match is None else None) is not None:
            draft.named(named(piece, none, "inner"), "rounded")
            draft.named(named(piece, none, "outer"), "rounded")
            draft.heard.append(piece)
        if match is not None:
            number = "2" if match.re is _WITHIN and match["inner"] is None else ""
            inner, outer = (draft.named(named(piece, match, end + number), "rounded") for end in ("inner", "outer"))
            outer.give(inner)
    return True


def _item(draft: Draft, circles: list[Node], span: Span) -> None:
    match = fullmatch(span, _IN_BOTH) or fullmatch(span, _REGION) or fullmatch(span, _ONLY_IN)
    items, where = (part(span, match, "items"), part(span, match, "sets")) if match is not None else (None, None)
    if match is not None and match.re is _ONLY_IN:
        where = where or part(span, match, "all")
    if items is None or where is None:
        draft.unread.append(span)
        return
    words = " ".join(where.text.casefold().split())
    inside: list[Node] = []
    if words.startswith(("both", "all")) or _ALL.search(words) is not None:
        inside = list(circles)
    elif (partly := _partly(circles, where)) is not None:
        inside = [partly]
    elif len(circles) == 2 and (side := words.removeprefix("the ").removesuffix(" side")) in _SIDES:
        inside = [circles[_SIDES[side]]]
    elif words not in ("neither", "none"):
        names = {key(one.label): one for one in circles}
        for one in split(where, LIST):
            circle = names.get(key(bare(one).text))
            if circle is None:
                draft.unread.append(span)
                return
            inside.append(circle)
    for item in split(items, LIST):
        _put(draft, item, inside, span)
