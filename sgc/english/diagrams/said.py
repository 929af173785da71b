"""What is read of a clause, for those that go on with it, and how its words are cut before they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause
from sgc.english.diagrams.parts_of_speech import Tag, Word
from sgc.english.diagrams.pieces import fullmatch, trim, words_of
from sgc.english.diagrams.verbs import APART
from sgc.english.diagrams.words import SEVERAL, Verb, base_of, forms, table
from sgc.english.lexicon import ING
from sgc.source import Span

#: Verbs of what goes from place to place: "enters A, goes to B" goes from A to B.
MOVING = frozenset((
    "enter", "go to", "go into", "move to", "move into", "flow to", "flow into", "reach", "travel to", "pass to",
    "pass into",
))  # fmt: skip
#: Verbs of what comes about.
MAKING = frozenset((
    "generate", "produce", "create", "make", "build", "compute", "form", "compile", "derive", "yield", "give",
))  # fmt: skip
_OF_PHRASES = frozenset((Tag.DET, Tag.NUM, Tag.ADJ, Tag.NOUN, Tag.NOUNS, Tag.PRON, Tag.VN))
_HAVING = frozenset((
    "pick", "consume", "read", "fetch", "pull", "load", "process", "serve", "retrieve", "handle", "take", "deliver",
))  # fmt: skip
_PARTS = re.compile(
    rf"(?:(?:into|of)\s+)?(?:\d+|{SEVERAL}|several)\s+(?:\w+\s+)?(?P<noun>parts|components|elements|pieces|stages|steps"
    r"|phases|modules|services|microservices|subsystems)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Said:
    """What was read of a clause, for those that go on with it; ``first`` is the number of its first link."""

    subjects: list[Node] = field(default_factory=list)
    verb: Verb | None = None
    apart: bool = False  # each of the subjects by itself
    pending: Span | None = None  # a verb that shares what the next leads to: "reads and writes a database"
    objects: list[Node] = field(default_factory=list)
    first: int = 0
    who: Span | None = None  # the subject of what is pending
    whole: Span | None = None  # all words of a clause that was taken as it stands
    made: bool = False  # from what was named last: "generates an answer from the question"

    @property
    def all_pending(self) -> Span:
        """The pending verb with its subject, where that was not named."""
        assert self.pending is not None
        return self.pending if self.who is None else self.who.to(self.pending)


def moves(verb: Verb) -> bool:
    """Whether a verb says that something goes from place to place: "goes to", "is pumped to"."""
    return verb.base in MOVING or (verb.base.startswith("be ") and verb.base.endswith((" to", " into")))


def introduces(one: Clause) -> bool:
    """Whether a clause says that there is something, and no more: "there is also a bulb", "we have two servers"."""
    if one.around is not None or one.passive or one.negated or not one.rest or not one.verb:
        return False
    there = not one.subject and (any(word.lower == "there" for word in one.adverbs) or one.verb[0].lower == "there's")
    is_there = one.main.base in ("be", "there's") and (there or one.who.text.casefold() == "there")
    return is_there or (one.main.base == "have" and one.who.text.casefold() in ("we", "you", "i"))


def with_aims(found: Sequence[Clause]) -> Iterator[Clause]:
    """Clauses, of which aims that something is made for are clauses of their own: "uses light | to make sugar". Behind
    a verb that has no object the aim belongs to it: "cools to form rock"."""
    for one in found:
        if one.passive and one.main.base == "use" and [word.tag for word in one.rest[:2]] == [Tag.TO, Tag.VI]:
            one.verb, one.rest = [*one.verb, *one.rest[:2]], one.rest[2:]  # "is used to fit | the model"
        i = next((i for i in range(len(one.rest) - 2) if _is_aim(one.rest[i:])), None)
        if i is None or one.main.base in ("be", "have", "go", "pass", "move", "flow"):
            yield one
            continue
        verb, rest = one.rest[i : i + 2], one.rest[i + 2 :]
        verb = verb if verb[1].base in MAKING else verb[1:]
        if i == 0:
            one.verb, one.rest = [*one.verb, *verb], rest
            yield one
            continue
        one.rest = one.rest[:i]
        yield one
        yield Clause(one.source, "to", verb=verb, rest=rest, around=one.around)


def _is_aim(words: Sequence[Word]) -> bool:
    """Whether words begin with what is made, or brought somewhere: "to make sugar", "to serve pages to the app"."""
    word, verb, *rest = words
    sent = {"send", "put"}.intersection(table("verb").get(verb.base, ())) or verb.base in _SERVING
    brings = bool(sent) and any(one.lower in ("to", "into", "in") and one.tag in (Tag.PREP, Tag.TO) for one in rest)
    return word.tag is Tag.TO and verb.tag is Tag.VI and (verb.base in MAKING or brings)


_SERVING = frozenset(("serve", "provide", "supply", "write", "load"))


def kind_of(one: Clause) -> tuple[Span, list[Word]] | None:
    """What a clause says that its subject is, and the words behind that begin with a participle: "is a Flask app |
    running on Heroku"; None if it says no such thing."""
    says = one.main.base == "be" and not one.passive and not one.negated and bool(one.subject) and one.around is None
    if not says or len(one.rest) < 2 or one.rest[0].lower not in ("a", "an") or one.verb[0].tag is Tag.MODAL:
        return None
    places = (i for i, (word, behind) in enumerate(pairwise(one.rest)) if i > 1 and _is_done(word, behind))
    end = next(places, len(one.rest))
    noun, tail = [word for word in one.rest[1:end] if word.tag is not Tag.COMMA], one.rest[end:]
    if not 0 < len(noun) < 5 or any(word.tag not in _OF_PHRASES for word in noun):
        return None
    if tail and tail[0].tag is not Tag.VN:
        tail = [replace(tail[0], tag=Tag.VG), *tail[1:]]
    return Span(one.source.source, noun[0].start, noun[-1].end), tail


def _is_done(word: Word, behind: Word) -> bool:
    """Whether a participle says more of the noun before it: "running on", "served from"."""
    return behind.tag in (Tag.PREP, Tag.TO, Tag.SUB) and (word.tag in (Tag.VN, Tag.VG) or ING in forms(word.lower))


def without_adverbs(words: Sequence[Word], span: Span) -> Span:
    """What stands behind a verb, without adverbs before it: "(there is) also a bulb"."""
    start = next((one.start for one in words if one.tag is not Tag.ADV), span.start)
    return Span(span.source, start, span.end)


def is_case(one: Clause) -> bool:
    """Whether a clause says when another holds."""
    return one.mark is not None and one.around is None and one.mark.lower not in APART


def otherwise(one: Clause) -> Word | None:
    """The word by which a clause says that it holds in the other case; None if it does not."""
    return next((word for word in one.adverbs if word.lower in ("otherwise", "else")), None)


def with_cases(found: Sequence[Clause]) -> Iterator[tuple[Clause, Span]]:
    """Each clause, and its words with those behind it that say when it holds."""
    for i, one in enumerate(found):
        end = i + 1
        while end < len(found) and is_case(found[end]) and not is_case(one):
            end += 1
        last = found[end - 1].span
        yield one, Span(last.source, one.span.start, max(one.span.end, last.end))


def lower_case(span: Span) -> str:
    """Words that say when something is so, before a clause: with a small letter, and without the comma behind them."""
    words = words_of(span).rstrip(", ")
    return words[:1].lower() + words[1:]


def phrases(one: Clause) -> list[tuple[str | None, Span]]:
    """What stands behind the verb, cut before each preposition, with these; particles belong to the verb."""
    found: list[tuple[str | None, list[Word]]] = [(None, [])]
    for i, word in enumerate(one.rest):
        is_last = i + 1 == len(one.rest)
        if word.tag in (Tag.PREP, Tag.TO) and word.lower not in ("of", "between") and not is_last:
            found.append((word.lower, []))
        elif word.tag is not Tag.ADV:
            found[-1][1].append(word)
    source = one.source.source
    return [(mark, trim(Span(source, words[0].start, words[-1].end), ",")) for mark, words in found if words]


def pieces(one: Clause, rest: Span) -> Iterator[tuple[Span, bool, Span | None]]:
    """What stands behind the verb, cut where it leads to something else, too: each piece, whether "then" says that it
    goes on from the one before, and the subject that it has of its own.

    "(is connected) to a router and to a switch", "(gets) names from a file and photos from a disk", "(goes) to a mill,
    then to a bakery".
    """
    words = [word for word in (*one.subject, *one.rest) if rest.start <= word.start < rest.end]
    starts, own = [0], dict[int, tuple[bool, Span | None]]()
    for i, word in enumerate(words):
        if word.tag not in (Tag.COMMA, Tag.AND) or i < starts[-1]:
            continue
        k = i
        while k < len(words) and words[k].tag in (Tag.COMMA, Tag.AND, Tag.ADV):
            k += 1
        then = any(one.lower in ("then", "finally", "back") for one in words[i:k])
        if k == len(words):
            continue
        if words[k].tag is Tag.PREP or (then and words[k].tag in (Tag.DET, Tag.NOUN, Tag.NOUNS)):
            starts.append(k)
            own[k] = then, None
            continue
        later = next((n for n in range(k, len(words)) if words[n].tag not in _OF_PHRASES), len(words))
        if later == len(words) or words[later].tag is not Tag.PREP or later == k:
            continue
        before = words[starts[-1] : i]
        if any(word.lower == words[later].lower for word in before):
            starts.append(k)
            own[k] = False, None
        elif later + 1 < len(words) and rest.source.text[: words[0].start].rstrip().endswith(f" {words[later].lower}"):
            starts.append(later + 1)
            own[later + 1] = False, Span(rest.source, words[k].start, words[later - 1].end)
    ends = [*(max(k for k in range(n) if words[k].tag in (Tag.COMMA, Tag.AND)) for n in starts[1:]), len(words)]
    if not words:
        yield rest, False, None
        return
    for start, end in zip(starts, ends, strict=True):
        then, subject = own.get(start, (False, None))
        yield trim(Span(rest.source, words[start].start, words[end - 1].end), ","), then, subject


def is_taken(put: Verb, one: Clause) -> bool:
    """Whether what was put somewhere is had from there: "are put on a queue and picked up by the workers"."""
    behind = next((word.lower for word in one.rest if word.tag is Tag.PREP), "")
    puts = put.sense == "put" or any("put" in table("verb").get(base_of(word), ()) for word in put.base.split())
    return puts and one.passive and one.main.base in _HAVING and behind in ("by", "via", "from")


def as_label(one: Clause, verb: Verb | None) -> Verb | None:
    """The verb as a link says it: what "is copied to" or "is plugged into" something says so without "is"."""
    if verb is None or not one.passive or verb.base in table("verb") or not verb.base.endswith("to"):
        return verb
    is_whither = verb.base.endswith("to") and not verb.base.endswith(" to")  # "plugged into"
    end = verb.span.end if is_whither else one.main.end
    return Verb(verb.sense, verb.base, Span(verb.span.source, one.main.start, end))


def announces_parts(span: Span) -> bool:
    """Whether words count parts that are told by their names behind them: "three services", "the auth service"."""
    match = fullmatch(span, _PARTS)
    if match is None:
        return False
    further, noun = span.source.text[span.end :], match["noun"].casefold()
    named_so = re.compile(rf"\bthe\s+\w+\s+{lexicon.one_of(noun)}\b", re.IGNORECASE)
    return len(named_so.findall(further)) > 1 if noun.endswith(("services", "systems")) else len(further) > 1


def speaks_of_object(one: Clause) -> bool:
    """Whether something is done to what a relative clause speaks of: "a queue that a worker reads"."""
    is_gap = bool(one.verb) and not one.passive and not one.negated and all(word.tag is Tag.ADV for word in one.rest)
    mark = one.mark.lower if one.mark is not None and one.around is not None else ""
    return is_gap and mark in ("which", "that", "whom") and bool(one.subject) and one.main.base != "be"
