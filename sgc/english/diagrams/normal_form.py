"""Sentences in the order and form in which readers expect them, before they are read: "On the switch there are two
printers" says that two printers are on the switch, and "so is a scanner" that a scanner is, too.

A rule rewrites words of a text; what is read of the text that comes out is then said of the words that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.parts_of_speech import STATEMENTS, Tag, Word, words
from sgc.english.diagrams.pieces import matches, split
from sgc.english.diagrams.words import SEVERAL, forms, numbered
from sgc.english.lexicon import PARTICIPLE, THIRD
from sgc.source import Source, Span

#: What a rule puts in the place of a match: places of the text, and words with the place that they are said of.
Pieces = Sequence[tuple[int, int] | tuple[str, int]]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Source], Pieces | None]]


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in its normal form: ``rest`` is the content, ``origin`` has each character's place in the ``old`` text."""

    rest: Span
    old: Source
    origin: Sequence[int]

    def back(self, span: Span) -> Span:
        """The words of the old text from which those of a span came."""
        if span.source is not self.rest.source:
            return span
        places = self.origin[span.start : span.end] or self.origin[span.start : span.start + 1] or (len(self.old.text),)
        end = max(places) + 1 if span.end > span.start else min(places)
        return Span(self.old, min(places), end)

    def take_back(self, draft: Draft) -> None:
        """Let a draft that was read of the normal form speak of the old text."""
        for node in draft.nodes:
            node.span = self.back(node.span)
        for edge in draft.edges:
            edge.span = self.back(edge.span)
        for fact in draft.stated:
            fact.span = self.back(fact.span)
        draft.unread = list(map(self.back, draft.unread))
        draft.heard = list(map(self.back, draft.heard))
        draft.told = [one if one.span is None else replace(one, span=self.back(one.span)) for one in draft.told]
        draft.source = self.old


def normal_form(content: Span, rules: Sequence[Rule] | None = None) -> Normal:
    """The content of a text in its normal form, or as these rules rewrite it; what stands before it stays as it is."""
    text, origin = content.source.text[: content.end], list(range(content.end))
    name = STATEMENTS if rules is None else content.source.name
    for pattern, rewrite in _RULES if rules is None else rules:
        source = Source(name, text, is_prompt=True)
        for match in reversed(list(matches(Span(source, content.start, len(text)), pattern))):
            pieces = rewrite(match, source)
            if pieces is None:
                continue
            said, places = "", list[int]()
            for first, second in pieces:
                if isinstance(first, str):
                    said, places = said + first, places + [origin[second]] * len(first)
                else:
                    said, places = said + text[first:second], places + list(origin[first:second])
            text = text[: match.start()] + said + text[match.end() :]
            origin[match.start() : match.end()] = places
            source = Source(name, text, is_prompt=True)
    source = Source(name, text, is_prompt=True)
    return Normal(Span(source, content.start, len(text)), content.source, origin)


# ------------------------------------------------------------ words that say nothing of what is joined


def _nothing(match: re.Match[str], source: Source) -> Pieces:
    return []


_ADVERBS = re.compile(
    r"(?:,\s*|\s+)(?:too|as well|in turn|of course|however|for example|for instance)(?:\s*,(?=\s)|(?=\s*[.;,]|\s*\Z))"
    r"|\s+in turn(?=\s)|(?<=[a-z])\s+also(?=\s)"
    r"|(?<=\w)\s+(?:itself|himself|herself|themselves)(?=[\s.;,])",
    re.IGNORECASE,
)
#: "homogeneous and heterogeneous ones"
_ONES = re.compile(
    r"(?<=[a-z])\s+(?P<and>and|or)\s+(?!(?:other|new|old|last|first|second|many|several)\b)(?P<what>[\w-]+)\s+ones"
    r"(?=\s*(?:[.,;]|\Z))",
    re.IGNORECASE,
)


def _without_ones(match: re.Match[str], source: Source) -> Pieces:
    return [(match.start(), match.end("what"))]


_AND_ALSO = re.compile(r"\s+as\s+well\s+as\s+", re.IGNORECASE)


def _and(match: re.Match[str], source: Source) -> Pieces:
    return [(" and ", match.start())]


# ------------------------------------------------------------ what stands before its verb


_BEGIN = r"(?:(?<=[.;:!?\n]\s)|(?<=\n)|\A|(?P<joined>,?\s(?:and|while|whereas|but)\s)"
_BEGIN += r"|(?<=,\s)(?=[a-z]+(?:\s[a-z]+){0,2}\s(?:it|that|this|them|these|him|her)\s)"
_BEGIN += r"|(?P<comma>,\s)(?=(?:behind|in front of|inside|within|below|under|beneath)\s(?!wh)))"
_BE = r"(?:there\s+)?(?:is|are|was|were)|(?:we|you)\s+(?:have|find|see)"
_STAND = r"sits?|stands?|lies?|comes?|hangs?|falls?|put|place|add|list|draw|show|write"
_WHERE = (
    r"(?:directly\s+|right\s+|just\s+|also\s+)?(?:on top of|in front of|next to|in the (?:middle|cent(?:er|re)) of"
    r"|at the (?:top|bottom|head|base|cent(?:er|re)|foot) of"
    r"|(?:attached|connected|linked|wired|plugged|joined|subordinate|reporting)\s+(?:in)?to"
    r"|on|in|inside|within|under|underneath|below|beneath|behind|above|over|beside|between|around|among|amongst|to|at)"
)
#: "On the switch there are two printers", "behind it sits a firewall", "under food put cake".
_FRONTED = re.compile(
    rf"{_BEGIN}(?P<how>{_WHERE}\s+(?P<where>[^,;:.]+?))\s*,?\s+(?:(?P<be>{_BE}|{_STAND})(?:\s+(?P<done>connected|attached|linked|wired|plugged"
    r"|joined|assigned|subordinate)(?=\s))?|(?P<verb>works?|lives?|runs?))\s+(?P<what>(?!(?:in|on|at|to|by|with|from|not|then)\b)\S[^;]*?)"
    r"(?=\s*(?:;|[.!?](?:\s|\Z)|\Z|,?\s(?:and|while|whereas|but)\s(?:" + _WHERE + r")\s|,\s(?:" + _WHERE + r")\s))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?=(?:which|who|whom|whose|that|each|both|all of)\b)")
_MANY = re.compile(r"\sand\s|,", re.IGNORECASE)
#: Words behind another noun phrase.
_TWO = re.compile(
    r"\w\s+(?:they|we|he|she|you|I)\Z|(?<!\bof)\s+(?:the|an?|its|their)\s",
    re.IGNORECASE,
)
_NOUNS = (Tag.NOUN, Tag.NOUNS, Tag.NUM, Tag.DET, Tag.V3, Tag.VP, Tag.VI)


def _put_behind(match: re.Match[str], source: Source) -> Pieces | None:
    """What is somewhere, the verb, and where it is."""
    where, end_of_what = match["where"], match.end("what")
    told = clauses(Span(source, match.start("be") if match["be"] else match.start("verb"), match.end()))
    later = next((one for one in told[1:] if one.around is None and one.verb and one.subject and one.joined), None)
    if later is not None:  # "behind it are three servers, and all servers …"
        end_of_what = max(word.end for word in told[0].rest) if told[0].rest else match.end("what")
    what = source.text[match.start("what") : end_of_what]
    if not what:
        return None
    first = what.split()[0].casefold()
    is_done = PARTICIPLE in forms(first) and lexicon.NOUN not in forms(first)
    places = (Span(source, match.start("what"), end_of_what), Span(source, *match.span("where")))
    inner = [one for place in places for one in clauses(place)]
    if is_done or any(one.verb and one.subject and one.around is None for one in inner) or _TWO.search(where):
        return None
    if not any(word.tag in _NOUNS for one in inner for word in (*one.subject, *one.verb, *one.rest)):
        return None  # "In 1960 they were famous"
    relative = _RELATIVE.search(what)
    end = match.start("what") + relative.start() if relative is not None else end_of_what
    thing = what if relative is None else what[: relative.start()]
    is_one = (match["be"] or "").casefold().split()[-1:] in (["is"], ["sits"], ["stands"]) and " with " in thing
    is_many = _MANY.search(thing) is not None or lexicon.is_plural(thing.split(" of ")[0].split()[-1].casefold())
    is_many = is_many and not is_one
    verb: list[tuple[int, int] | tuple[str, int]] = [match.span("verb")] if match["verb"] else [
        ("are" if is_many else "is", match.start("be"))
    ]  # fmt: skip
    verb += [(" ", match.start("done")), match.span("done")] if match["done"] else []
    if match["how"].casefold().startswith("reporting"):
        verb = [("report" if is_many else "reports", match.start("be"))]
    how = re.sub(r"^(?:reporting\s|also|right|just|directly)\s*", "", match["how"], flags=re.IGNORECASE)
    start = match.end("how") - len(how)
    said: list[tuple[int, int] | tuple[str, int]] = [match.span("joined")] if match["joined"] else []
    said += [("; ", match.start())] if match["comma"] else []
    things = Span(source, match.start("what"), end)
    with_it = split(things, LIST) if is_one else [things]
    for one in with_it:  # "is a switch with two PCs, a printer and a server": all of these are with it
        said += [(" and ", one.start)] if one is not with_it[0] else []
        said.append((one.start, one.end))
    if relative is not None:
        said += [(end, end_of_what), (",", end_of_what - 1)]
    behind = (end_of_what, match.end())
    return [*said, (" ", end - 1), *verb, (" ", start), (how[:1].lower(), start), (start + 1, match.end("how")), behind]


# ------------------------------------------------------------ what is said once of several


_SO_TOO = re.compile(
    r"\s*[,;]?\s+(?:and\s+)?so\s+(?P<does>is|are|was|were|do|does|did|has|have|can)\s+(?P<also>[^,;.]+)", re.IGNORECASE
)


def _as_before(match: re.Match[str], source: Source) -> Pieces | None:
    """ "…, and so does the console": the clause before is said of it."""
    before = Span(source, max(source.text.rfind(mark, 0, match.start()) for mark in ".;:\n") + 1, match.start())
    told = [one for one in clauses(before) if one.verb and one.around is None]
    if not told:
        return None
    one = told[-1]
    also = match["also"].strip()
    is_many = lexicon.is_plural(also.split()[-1].casefold()) or " and " in also
    first, rest = one.verb[0], (one.verb[0].end, max([one.place.end, *(word.end for word in one.rest)]))
    said = first.text
    if first.tag is Tag.BE:
        said = "are" if is_many else "is"
    elif first.tag in (Tag.V3, Tag.VP):
        said = first.base if is_many else lexicon.third_person(first.base)
        said = {"haves": "has"}.get(said, said)
    return [(", and ", match.start()), match.span("also"), (f" {said}", match.start("does")), rest]


_SAME_AGAIN = re.compile(
    r"\b(?P<mark>to|by|with|from|into|for|of|through|via)\s+(?P<first>(?:(?!(?:to|and|or)\b)[\w'’-]+\s+){0,5}"
    r"[\w'’-]+)(?P<and>\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?P=mark)\s+(?!(?:which|whom|whose|what|do|be)\b)",
    re.IGNORECASE,
)


_FROM = re.compile(r"\bfrom\s[^.;:!?\n]+\Z", re.IGNORECASE)


def _once(match: re.Match[str], source: Source) -> Pieces | None:
    """ "to the router and to a switch": the preposition is said once."""
    if match["mark"].casefold() in ("from", "to") and re.match(r"[^.;,]*\s(?:to|from)\s", source.text[match.end() :]):
        return None  # "from A and from B to C" is told by those who read ways
    if any(one.verb and one.subject for one in clauses(Span(source, *match.span("first")))):
        return None  # "with Ann he had Bo, with Cy Di"
    before = source.text[: match.start()]
    if match["mark"].casefold() == "to" and match["and"].strip() == "," and _FROM.search(before) is not None:
        return None  # "from A to B, to C" goes on from B
    return [match.span("mark"), (match.end("mark"), match.end("first")), match.span("and")]


_SENTENCE = re.compile(r"(?<![^.;:!?\n\s])(?=\S)[^.;:!?\n]+")


def _verb_again(match: re.Match[str], source: Source) -> Pieces | None:
    """ "two cooks report to the chef, a waiter to the manager": the verb stands in each of the clauses."""
    for one in clauses(Span(source, match.start(), match.end())):
        if not one.verb or not one.rest or one.rest[0].tag not in (Tag.PREP, Tag.TO):
            continue
        gaps = list(_gaps(one))
        if not gaps:
            continue
        said: list[tuple[int, int] | tuple[str, int]] = []
        start = match.start()
        for names, mark in gaps:
            head = source.text[start : names[0].start].rstrip()
            head = (head[:-4] if head.endswith(" and") else head).rstrip(", ")
            said += [(start, start + len(head)), (", and ", names[0].start - 1), (names[0].start, names[-1].end)]
            said.append((f" {_agreeing(one, names, source)} ", one.verb[0].start))
            start = mark.start
        return [*said, (start, match.end())]
    return None


def _gaps(one: Clause) -> Iterator[tuple[list[Word], Word]]:
    """Where a clause goes on with other names and its preposition: the names, and the preposition behind them."""
    parted = [i for i, word in enumerate(one.rest) if word.tag in (Tag.AND, Tag.COMMA)]
    for i, word in enumerate(one.rest):
        k = max((k for k in parted if k < i), default=i)
        if i and word.lower == one.rest[0].lower and (names := one.rest[k + 1 : i]):
            if one.rest[k].tag is Tag.AND and (more := _list_before(one, k)) is not None:
                names = one.rest[more + 1 : i]
            mark = word
            while names and names[-1].tag is Tag.ADV:  # "bananas only to the first"
                mark = names.pop()
            if names and all(word.tag in _IN_NAMES or word.tag is Tag.AND for word in names):
                yield names, mark


def _list_before(one: Clause, k: int) -> int | None:
    """Where the list begins that ends with the "and" at ``k``: "(to the chef) and a cook and a waiter (to …)", "(to the
    chef), a cook and a waiter (to …)"."""
    before = next((i for i in range(k - 1, 0, -1) if one.rest[i].tag in (Tag.AND, Tag.COMMA)), None)
    return before if before is not None and before < k - 1 else None


def _agreeing(one: Clause, names: Sequence[Word], source: Source) -> str:
    """The verb of a clause as it is said of other names."""
    is_many = lexicon.is_plural(names[-1].lower) or any(word.tag is Tag.AND for word in names)
    if len(one.verb) == 1 and one.main.tag in (Tag.VP, Tag.V3):
        return one.main.base if is_many else lexicon.third_person(one.main.base)
    return source.text[one.verb[0].start : one.verb[-1].end]


_IN_NAMES = (Tag.DET, Tag.NUM, Tag.ADJ, Tag.NOUN, Tag.NOUNS, Tag.VG)
_COUNTED = re.compile(
    rf"(?P<head>(?:[Tt]he\s+)?\b(?P<count>\d{{1,2}}|{SEVERAL})\s+[\w-]+(?:\s[\w-]+)?)(?P<says>\s[^:.;,\n]*)?:\s+(?P<list>[^.;:\n]+)",
    re.IGNORECASE,
)


def _by_their_names(match: re.Match[str], source: Source) -> Pieces | None:
    """ "three jobs: web, api and db run here", "three people report to her: Al, Bo and Cy": those counted by name."""
    told = clauses(Span(source, *match.span("list")))
    names = told[0].who if told[0].verb and told[0].subject else Span(source, *match.span("list"))
    if len(split(names, LIST)) != numbered(match["count"]) or len(split(names, LIST)) < 2:
        return None
    begins = not source.text[: match.start()].rstrip() or source.text[: match.start()].rstrip()[-1] in ".:;!?\n"
    is_apart = told[0].verb and "," in source.text[names.end : told[0].verb[0].start]
    if told[0].verb and told[0].subject and not match["says"] and not is_apart:
        return [match.span("list")]
    says = match["says"] and begins and clauses(Span(source, match.start(), match.end("says")))[0]
    if says and says.verb and says.subject and not any(one.verb for one in told):
        return [match.span("list"), match.span("says")]
    return None


_NAMELY = re.compile(rf"(?P<head>\b(?:\d{{1,2}}|{SEVERAL})\s+[\w-]+(?:\s[\w-]+)?),?\s+namely\s*[,:]?\s+", re.IGNORECASE)


def _by_colon(match: re.Match[str], source: Source) -> Pieces:
    return [match.span("head"), (": ", match.end("head"))]


#: "income, made up of salary and interest"
_MADE_OF = re.compile(r"(?<=\w),\s+(?:made\s+up|composed|consisting|comprised)\s+of\s+", re.IGNORECASE)
_SEMICOLON = re.compile(r";\s+and\s+", re.IGNORECASE)


def _which_consists(match: re.Match[str], source: Source) -> Pieces:
    return [(", which consists of ", match.start())]


def _semicolon(match: re.Match[str], source: Source) -> Pieces:
    return [("; ", match.start())]


#: "(a tree that) classifies animals into fish and birds"
_CLASSIFIES = re.compile(
    r"(?:\A|(?<=[.;:]\s)|(?<=\bthat\s)|(?<=\bwhich\s))(?:(?:we|you|one|i|they)\s+(?:can\s+)?)?(?:classif(?:y|ies)|divides?|splits?|groups?|sorts?|breaks?|subdivides?)\s+"
    r"(?:up\s+|down\s+)?(?P<what>(?!in)[^,.;:]+?)\s+(?:up\s+|down\s+)?into\s+",
    re.IGNORECASE,
)


def _is_divided(match: re.Match[str], source: Source) -> Pieces:
    verb = " are divided into " if lexicon.is_plural(match["what"].split()[-1].casefold()) else " is divided into "
    return [match.span("what"), (verb, match.start())]


_LATTER = re.compile(r"\bthe\s+(?P<which>former|latter)\b", re.IGNORECASE)


def _which_of_two(match: re.Match[str], source: Source) -> Pieces | None:
    """ "the former" by its name, of the two that were named together last."""
    before = source.text[: match.start()]
    this = max(before.rfind(". "), 0)  # where the sentence begins; the two are in it or in the one before
    start = max(before.rfind(". ", 0, this), before.rfind(": ", 0, this), -1)
    told = [one for one in clauses(Span(source, start + 1, match.start())) if one.verb]
    pairs = [split(where, LIST) for one in told for where in (one.who, one.what)]
    pair = next((two for two in reversed(pairs) if len(two) == 2), None)
    if pair is None:
        return None
    named = pair[match["which"].casefold() == "latter"]
    return [(named.start, named.end)]


_DASH = re.compile(r"(?<=\w)\s+-\s+(?=\w)")
_PART = re.compile(r"[;.\n]")


def _heading(match: re.Match[str], source: Source) -> Pieces | None:
    """ "food - milk, bread; drinks - tea": a dash behind a heading, where several parts of a text have one."""
    parts = [one for one in _PART.split(source.text) if _DASH.search(one) or ": " in one]
    is_one = _DASH.search(_PART.split(source.text[: match.start()])[-1]) is None
    return [(": ", match.start())] if is_one and len(parts) > 1 and any("," in one for one in parts) else None


_APPOSED = re.compile(
    r"(?P<name>\b[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)(?P<comma>,\s+)(?:the|our|a|an)\s+(?P<what>\w+(?:\s\w+){0,3}?)"
    r"(?=\s*(?:[.;]|\Z)|,\s+(?:and\s+)?(?P<behind>\w+))(?P<end>,(?=\s))?"
)
#: Words that are said of a thing, and are no part of what it is.
_NOT_IN_NAMES = frozenset((Tag.V3, Tag.VP, Tag.VD, Tag.BE, Tag.MODAL, Tag.AND, Tag.REL, Tag.SUB))


def _in_parentheses(match: re.Match[str], source: Source) -> Pieces | None:
    """ "Tom, the head of sales, reports": what somebody is, behind the name and before what is said of them."""
    what = words(Span(source, *match.span("what")))
    before = source.text[: match.start()].rstrip()
    lists = before.endswith((",", ":")) or any(one.tag in _NOT_IN_NAMES for one in what)
    following = match["behind"] or ""
    goes_on = following == "" or following[:1].isupper() or THIRD in forms(following) or following in _BEING
    return None if lists or not goes_on else [
        match.span("name"), (" (", match.start("comma")), match.span("what"), (")", match.end("what")),
    ]  # fmt: skip


_BEING = frozenset(("is", "are", "was", "has", "have", "report", "and"))
_RULES: Sequence[Rule] = (
    (_DASH, _heading),
    (_APPOSED, _in_parentheses),
    (_ADVERBS, _nothing),
    (_ONES, _without_ones),
    (_AND_ALSO, _and),
    (_NAMELY, _by_colon),
    (_CLASSIFIES, _is_divided),
    (_MADE_OF, _which_consists),
    (_SEMICOLON, _semicolon),
    (_COUNTED, _by_their_names),
    (_FRONTED, _put_behind),
    (_SO_TOO, _as_before),
    (_SAME_AGAIN, _once),
    (_SAME_AGAIN, _once),
    (_SENTENCE, _verb_again),
    (_LATTER, _which_of_two),
)
