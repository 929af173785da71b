"""Links that are drawn or told as a way, without a clause's subject and verb ("A -> B", "farmer to mill to bakery")."""

from __future__ import annotations

import re
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.naming import LIST, Cast, is_name, is_several
from sgc.english.diagrams.pieces import (
    bare,
    caption,
    fullmatch,
    named,
    part,
    past,
    search,
    split,
    split_keeping,
    trim,
    words_of,
)
from sgc.english.diagrams.verbs import predicate, statements
from sgc.english.diagrams.words import is_technical
from sgc.source import Span

#: Arrows, of which some hold a label: "-yes->", "-->|no|".
_LABEL_WITHIN = r"-{1,2}\s?(?P<within>\w[\w '/+.,:=&()*?!]{0,30}?)\s?-{1,2}>|(?:->|-->)\s*\|(?P<piped>[^|\n]+)\|"
_ARROW = re.compile(
    r"\s*((?<=[\s?])"
    + re.sub(r"\?P<\w+>", "?:", _LABEL_WITHIN)
    + r"|(?<=\w\s)[–—](?=\s\w)|<->|<-->|<-|->|-->|=>|→|←|↔|--)\s*"
)
_LABELLED = re.compile(_LABEL_WITHIN)
_ARROWS = {"<->": "<->", "<-->": "<->", "↔": "<->", "<-": "<-", "←": "<-", "--": "--", "–": "--", "—": "--"}
WHEN = (
    r"(?:\s*,?\s*(?:on(?!\s+(?:in)?to\b)|when|if|after|upon|once|by|at|as soon as|labell?ed|with the label|with)\s+"
    r"(?P<when>.+))?"
)
FROM_TO = re.compile(
    r"(?:(?P<what>.*?)\b(?P<verb>goes|go|going|moves|move|moving|turns|turn|transitions|transition|switches|changes|returns|flows?"
    r"|flowing|travels?|traveling|travelling|passes|pass|passing|leads"
    r"|arrow|arrows|link"
    r"|links|edge|edges|connection|line|lines|path)\s+(?:back\s+)?)?from\s+(?P<first>.+?)\s+"
    r"(?:,?\s*(?:it|they|you|we|one|the \w+)\s+(?:(?:can|may|might|could|will)\s+)?(?:then\s+)?\w+\s+)?"
    r"(?:back\s+)?(?:to|into)\s+(?P<second>.+?)" + WHEN,
    re.IGNORECASE,
)
#: Where something goes on to: "to the lungs to the heart", "and finally to a dashboard".
ONWARD = re.compile(
    r"\s*,?\s*(?:and\s+)?(?:then\s+|finally\s+|back\s+|on\s+|out\s+|down\s+|up\s+|over\s+|from there\s+|lastly\s+)*"
    r"(?:to|into)\s+",
    re.IGNORECASE,
)
#: Where another way is told behind the one before: ", with information flowing back from …".
NEXT_FROM = re.compile(
    r"(?:\s*,\s*(?:and\s+|with\s+)?|\s+(?:and|with)\s+)(?=from\s|\b(?:[\w-]+\s){1,4}?(?:flowing|going|moving"
    r"|passing)\s+(?:back\s+)?from\s)",
    re.IGNORECASE,
)
#: Where it goes on by the order of telling only: "to the heart, then the lungs, then the heart".
_THEN = re.compile(r"\s*,?\s*(?:and\s+)?then\s+(?:(?:back\s+)?(?:to|into)\s+)?", re.IGNORECASE)
#: "plants to animals by feeding"
_TO = re.compile(
    r"(?P<first>[^,]+?)\s+to\s+(?P<second>[^,]+?)(?:\s+(?:by|via|through|with|when|on)\s+(?P<when>[^,]+)"
    r"|\s*\((?P<note>[^()]+)\))?",
    re.IGNORECASE,
)
_BOTH_TO = re.compile(r"(?P<first>[^,]+?)\s+(?:both\s+|all\s+|each\s+)?to\s+(?P<second>[^,]+)", re.IGNORECASE)
#: Where another chain begins: behind a comma, or an "and" with an arrow behind what follows.
_NEXT_CHAIN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=[^,>→]*?\s*(?:->|-->|=>|→|<-))", re.IGNORECASE)
#: How a link looks, behind its end: "A -> B (dashed)".
_LOOK = re.compile(r"(?P<name>[^()]+?)\s*\((?P<look>dashed|dotted)(?:\s+(?:line|arrow|link))?\)", re.IGNORECASE)
_IN_PARENTHESES = re.compile(
    r"(?P<name>[^()]+?)\s*\((?P<note>(?!(?:start|initial|accept|accepting|final|end)\b)[^()]+)\)", re.IGNORECASE
)
#: "pause: playing -> paused": on what, before the states.
_EVENT_FIRST = re.compile(r"(?P<event>[^:>→]{1,40}):\s*(?P<chain>[^:]+(?:->|→|=>).+)")
_WEIGHT = r"(?:\s*[:(=]?\s*(?P<weight>\d+(?:\.\d+)?)\)?)?"
_PAIR = re.compile(r"(?P<first>\w+)[-–](?P<second>\w+)" + _WEIGHT)
_PAIRS = re.compile(
    r"(?:\w+[-–]\w+" + _WEIGHT.replace("?P<weight>", "") + r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|$))+", re.IGNORECASE
)
#: "raw logs are ingested by Kafka, processed by Spark and stored in S3": what it meets, one after the other.
PASSED_ON = re.compile(
    r"(?P<first>[^,.;]+?)\s+(?:is|are)\s+(?P<rest>\w+(?:ed|en|t|d)\s+(?:by|in|into|to|with|using|on|through)\s[^,.;]+"
    r"(?:(?:,|\s+and)\s+(?:and\s+)?(?:then\s+|finally\s+)?\w+(?:ed|en|t|d)\s+(?:by|in|into|to|with|using|on"
    r"|through)\s[^,.;]+?)+)(?=[.;]|$)",
    re.IGNORECASE,
)
_MET = re.compile(
    r"(?:then\s+|finally\s+)?(?P<verb>\w+)\s+(?:by|in|into|to|with|using|on|through)\s+(?P<where>.+)",
    re.IGNORECASE,
)
#: "nitrification turns ammonia into nitrates"
TURNED = re.compile(
    r"(?P<by>[^,]+?)\s+(?:turns?|converts?|transforms?|changes?|translates?|compiles?|combines?|merges?"
    r"|assembles?|links?)\s+(?P<first>[^,]+?)"
    r"\s+(?:in)?to\s+(?P<second>[^,]+)",
    re.IGNORECASE,
)
#: "app: open" behind an arrow
_ON = re.compile(r"(?P<name>.+?)\s+(?:on|when|if|upon|after)\s+(?P<note>.+)", re.IGNORECASE)
_NOTED = re.compile(r"(?P<name>[^:]{1,40}):\s+(?P<note>.+)")
_AND = re.compile(r"and\s+", re.IGNORECASE)
_WITH_DOING = re.compile(
    r"(?:and\s+)?with\s+(?P<who>[^,]+?)\s+(?P<does>\w+ing)\s+"
    r"(?:(?P<all>(?:all|each|every one)(?:\s+of\s+(?:them|these))?|them(?:\s+all)?|everything)|(?P<what>[^,]+))",
    re.IGNORECASE,
)
_WAY = re.compile(r"(?:[\w/'’-]+\s+){1,3}?(?:to\s+(?:[\w/'’-]+(?:\s+|$)){1,3}?){2,}", re.IGNORECASE)


class Ways:
    """Reads such statements into a draft; ``senses`` are those of verbs that would make a clause of one."""

    def __init__(self, draft: Draft, cast: Cast, senses: tuple[str, ...]) -> None:
        self.draft, self.cast, self.senses = draft, cast, senses
        self.latest: tuple[list[Node], str] | None = None  # whence the latest link leads, and its arrow
        self.further: list[Span] = []  # clauses behind chains
        self.event: Span | None = None  # on what the latest chain of states is gone

    def read(self, span: Span) -> bool:
        """Whether the statement was one."""
        if is_drawn(span):
            self.latest = None
            chains = split_keeping(span, _NEXT_CHAIN) if _ARROW.search(span.text.split(",")[0]) else [(span, "")]
            for chain, mark in chains:
                self.event = self.event if mark.strip() == "and" else None
                if not is_drawn(chain) and predicate(past(chain, _AND)) is not None:
                    self.further.append(past(chain, _AND))
                elif not (self._both_to(chain) or self._with_doing(chain) or self._also_to(chain)):
                    self._chain(chain)
            return True
        forms = (self._pairs, self._way, self.turned, self._passed_on, self._from_each)
        return any(form(span) for form in forms)

    def _both_to(self, span: Span) -> bool:
        """ "C and D both to E", between chains of arrows."""
        match = fullmatch(span, _BOTH_TO) if not is_drawn(span) else None
        if match is None:
            return False
        first, second = (self.cast.named(named(span, match, end)) for end in ("first", "second"))
        self.draft.join(first, second, span)
        return True

    def _with_doing(self, span: Span) -> bool:
        """ "(A -> B -> C,) with a scheduler triggering all of them" """
        match = fullmatch(span, _WITH_DOING) if not is_drawn(span) else None
        if match is None:
            return False
        before = list(self.draft.nodes)
        sources = self.cast.named(named(span, match, "who"))
        targets = before if match["all"] else self.cast.named(named(span, match, "what"), sources)
        base = lexicon.verb_base(match["does"].casefold())
        does = base if len(sources) > 1 or any(map(is_several, sources)) else lexicon.third_person(base)
        self.draft.join(sources, [one for one in targets if one not in sources], span, label=does)
        return True

    def _also_to(self, span: Span) -> bool:
        """ "(A -> b,) c, d": further ends of the link before."""
        if is_drawn(span) or self.latest is None:
            return False
        sources, arrow = self.latest
        self.draft.join(sources, self.cast.named(span), span, arrow)
        return True

    def _chain(self, span: Span) -> None:
        """ "A -> B -> C" """
        before: list[Node] = []
        event = fullmatch(span, _EVENT_FIRST) if self.cast.word == "state" else None
        self.event = on_event = part(span, event, "event") if event is not None else self.event
        span = named(span, event, "chain") if event is not None else span
        for piece, mark in split_keeping(span, _ARROW):
            noted = fullmatch(piece, _NOTED)  # "app -> server: fetch data"
            note: Span | None = None
            if noted is None and before:
                noted = fullmatch(piece, _ON)  # "Closed -> Open on push", of known states
                is_known = noted is not None and (
                    self.cast.word == "state" or self.draft.find(named(piece, noted, "name")) is not None
                )
                noted = noted if is_known else None
            if noted is not None and before:
                note, piece = part(piece, noted, "note"), named(piece, noted, "name")
            if before and noted is None and self.cast.word == "state":  # "idle -> busy (a call)"
                on = fullmatch(piece, _IN_PARENTHESES)
                if on is not None:
                    note, piece = part(piece, on, "note"), named(piece, on, "name")
            note = on_event if note is None else note
            look = fullmatch(piece, _LOOK) if before else None
            piece = named(piece, look, "name") if look is not None else piece
            nodes = self._asked(piece) or self.cast.named(piece)
            arrow = _ARROWS.get(mark.strip(), "->")
            arrow = "-->" if self.draft.sort == "sequence" and mark.strip() == "-->" else arrow  # an answer
            labelled = _LABELLED.fullmatch(mark.strip())
            said = labelled["within"] or labelled["piped"] if labelled is not None else ""
            self.draft.join(before, nodes, span, arrow, words_of(note) if note is not None else said.strip())
            if look is not None:
                for edge in self.draft.edges[-len(before) * len(nodes) :]:
                    edge.properties[look["look"].casefold()] = ""
            self.latest = (before, arrow) if before else None
            before = nodes

    def _asked(self, span: Span) -> list[Node]:
        """A question between arrows is a decision: "Valid?"."""
        if not span.text.rstrip().endswith("?") and span.source.text[span.end : span.end + 1] != "?":
            return []
        label = caption(span.text.strip().rstrip("?")) + "?"
        known = [one for one in self.draft.nodes if one.label == label]
        return known or [self.draft.add(trim(span), "decision", label)]

    def _pairs(self, span: Span) -> bool:
        """ "A-B, B-C", with weights "A-B 4" """
        if fullmatch(span, _PAIRS) is None:
            return False
        for pair in split(span, LIST):
            match = fullmatch(pair, _PAIR)
            assert match is not None
            first, second = (self.cast.named(named(pair, match, one)) for one in ("first", "second"))
            self.draft.join(first, second, pair, "--", match["weight"] or "")
        return True

    def _way(self, span: Span) -> bool:
        """ "farmer to mill to bakery" """
        if not is_way(span):
            return False
        for first, second in pairwise([self.cast.named(stop) for stop in split(span, ONWARD)]):
            self.draft.join(first, second, span)
        return True

    def turned(self, span: Span) -> bool:
        """ "the compiler turns source code into machine code": what becomes what, by what."""
        found = [(one, fullmatch(one, TURNED)) for one in statements(span)]
        if not all(match is not None and is_name(bare(named(one, match, "by"))) for one, match in found):
            return False
        for one, match in found:
            assert match is not None
            is_it = named(one, match, "first").text.casefold() in ("it", "them", "this", "these")
            before = list(self.cast.latest) if is_it else []
            second = self.cast.named(named(one, match, "second"))
            first = before or self.cast.named(named(one, match, "first"))
            by = bare(named(one, match, "by"))
            if is_technical(by.text) or self.draft.find(by) is not None:  # what turns it is a part of its own
                through = self.cast.named(by)
                self.draft.join(first, through, one)
                self.draft.join(through, second, one)
            else:
                self.draft.join(first, second, one, label=words_of(by))
            self.cast.latest = second
        return True

    def _passed_on(self, span: Span) -> bool:
        """ "raw logs are ingested by Kafka, processed by Spark" """
        match = fullmatch(span, PASSED_ON)
        steps = [fullmatch(one, _MET) for one in split(named(span, match, "rest"), LIST)] if match is not None else []
        if match is None or not all(steps):
            return False
        before = self.cast.named(named(span, match, "first"))
        for step in steps:
            assert step is not None
            nodes = self.cast.named(named(span, step, "where"))
            verb = "" if step["verb"].casefold() == "then" else step["verb"]
            self.draft.join(before, nodes, span, label=verb)
            before = nodes
        return True

    def _from_each(self, span: Span) -> bool:
        """ "plants to animals by feeding, animals to soil by decay": several pairs, none with a verb."""
        pieces = split(span, LIST)
        found = [fullmatch(one, _TO) for one in pieces]
        if len(pieces) < 2 or not all(
            match and is_name(whence := named(one, match, "first")) and predicate(whence) is None
            for one, match in zip(pieces, found, strict=True)
        ):
            return False
        for piece, match in zip(pieces, found, strict=True):
            assert match is not None
            label = part(piece, match, "when") or part(piece, match, "note")
            first, second = (self.cast.named(named(piece, match, end)) for end in ("first", "second"))
            self.draft.join(first, second, piece, label=words_of(label) if label is not None else "")
        return True


def stops(span: Span) -> list[Span]:
    """Where something comes to, one after the other; where "then" parts them all, commas do, too."""
    legs = split(span, _THEN)
    in_order = len(legs) > 2 or (len(legs) > 1 and len(split(legs[-1], LIST)) > 2)  # "then to B, C and back to A"
    found = [stop for one in split(span, ONWARD) for stop in split(one, _THEN)]
    return [stop for one in found for stop in split(one, LIST)] if in_order else found


def is_noted(span: Span) -> bool:
    """Whether all that stands between arrows is who does what: "client: request -> server: answer"."""
    pieces = split(span, _ARROW)
    return len(pieces) > 1 and all(fullmatch(one, _NOTED) is not None for one in pieces)


def is_drawn(span: Span) -> bool:
    """Whether there are arrows in it."""
    return search(span, _ARROW) is not None


def is_way(span: Span) -> bool:
    """Whether words are no more than where something goes: "farmer to mill to bakery"."""
    return fullmatch(trim(span, ".,"), _WAY) is not None and predicate(span) is None
