"""What goes whence and whither: by whom it is brought, where it is passed on to, and what was sent before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause
from sgc.english.diagrams.groups import Groups
from sgc.english.diagrams.naming import LIST, can_be_named
from sgc.english.diagrams.phrasing import REPLIES, is_base_at, is_pronoun, passing
from sgc.english.diagrams.pieces import bare, fullmatch, key, named, part, trim, words_of
from sgc.english.diagrams.said import Said, lower_case, moves, phrases, pieces
from sgc.english.diagrams.words import Verb, is_technical, table
from sgc.source import Span

_IT_BY = re.compile(
    r"(?:it|them)\s+(?:in|on|with|using|via|through|by)\s+(?!(?:to|into)\s)(?P<where>[^,]+)", re.IGNORECASE
)
#: Who does something and is nobody in the diagram.
_NOBODY = frozenset(("we", "you", "i", "one", "people"))
_IT_FIRST = re.compile(r"(?:it|them)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:an?|the|its|his|her|their)\s", re.IGNORECASE)
_WITH_WHOM = re.compile(r"(?P<what>[^,]+?)\s+(?:with|against|at)\s+(?P<who>[^,]+)", re.IGNORECASE)
#: Verbs of what goes to and fro, and of what is had by both.
EXCHANGING = frozenset(("exchange", "trade", "swap", "sync", "synchronize", "synchronise", "share"))
_EACH_OTHER = re.compile(r"(?:with\s+|to\s+)?(?:each other|one another)(?:\s+(?:too|as well))?", re.IGNORECASE)
#: Verbs of what somebody has done by whom they are with.
LODGING = frozenset(("place", "file", "lodge", "book", "register", "deposit"))
_LOOKING = frozenset(("check", "look up", "search", "find", "verify"))
_EXCHANGED = re.compile(
    r"(?P<what>[^,]+?)\s+with\s+(?P<who>[^,]+?)(?:\s+(?P<way>(?:over|via|using|through|by)\s[^,]+))?", re.IGNORECASE
)
_LOOKED_UP = re.compile(
    r"(?P<what>[^,]+?)\s+(?:in|at)\s+(?P<who>(?:the|its|an?)\s[^,]+?)(?P<way>\s+(?:over|via|using|through)\s[^,]+)?",
    re.IGNORECASE,
)
_OUTPUT = re.compile(r"(?:(?:the|its)\s+)?(?:output|result)s?", re.IGNORECASE)
_WITH = frozenset(("with", "using", "via", "through"))
_WHITHER = frozenset(("to", "into", "onto"))
_THROUGH = frozenset(("via", "through", "over"))
_CONTENT = frozenset(("that", "whether", "how", "where", "when", "what"))
#: Verbs behind which "that" begins what is told.
_TELLING = frozenset((
    "tell", "say", "inform", "notify", "confirm", "report", "announce", "ask", "warn", "explain", "reply", "answer",
    "show", "signal",
))  # fmt: skip


class Passages(Groups):
    """Clauses on what goes from one thing to another, read into a draft."""

    def _told_that(self, one: Clause, said: Said | None) -> bool:
        """ "(tells the shop) that the payment was made": what a message says is a part of its text."""
        is_content = one.mark is None or one.mark.lower in _CONTENT
        if not is_content or not (one.subject and one.verb) or said is None or said.verb is None:
            return False
        if said.verb.base.split()[0] not in _TELLING:
            return False
        for edge in self.draft.edges[said.first :]:
            edge.label = f"{edge.label} {words_of(one.span)}"
            if edge.first is edge.second and self.is_sequence:  # it is said to whom asked, or to who speaks next
                other = self._last_caller([edge.first]) or self._next_speaker([edge.first], one.place)
                edge.second = (self.cast.named(other) or [edge.second])[0] if other is not None else edge.second
        return len(self.draft.edges) > said.first

    def _is_said(self, one: Clause, before: Said) -> bool:
        """Whether a clause is what the one before says, without "that": "(the host says) table 5 is free"."""
        alone = self.is_sequence and one.mark is None and not one.joined and bool(one.subject and one.verb)
        return alone and before.verb is not None and before.verb.span.end == one.span.start - 1

    def _carried(self, one: Clause) -> bool:
        """ "data comes in from a shop via a queue to a store", "a job copies files from A to B": what goes whence and
        whither, and by whom."""
        legs = phrases(one)
        marks = [preposition for preposition, _ in legs]
        if not self.is_sequence and not one.negated and self._led_through(one, legs):
            return True
        end = next((i for i, mark in enumerate(marks) if mark in _WHITHER), -1)
        if self.is_sequence or one.negated or "from" not in marks[: max(0, end)]:
            return False
        at = marks.index("from")
        among = [leg for i, leg in enumerate(legs) if i > at and i != end]
        between = [where for mark, where in among if mark in _THROUGH]
        form = next((where for mark, where in among if mark == "as"), None)  # "falls from the clouds as rain"
        if len(among) > len(between) + (form is not None) or any(mark not in _THROUGH for mark in marks[end + 1 :]):
            return False
        goes_on = not one.subject and bool(one.joined) and not at
        if at > 1 or (at and (legs[0][0] is not None or one.passive)) or not (one.subject or goes_on):
            return False
        thing = legs[0][1] if at else form or one.who
        if not can_be_named(legs[at][1]) or is_pronoun(thing) or any(LIST.search(where.text) for _, where in legs[at:]):
            return False
        mover = [one.who] if at and one.who.text.casefold() not in ("we", "you", "i", "they") else []
        stops = [legs[at][1], *mover, *between, legs[end][1]]
        label = lower_case(bare(thing)) if thing.text else ""
        self.payload = label or self.payload
        self.draft.heard += [one.place, one.who] if not at else []
        before: list[Node] = []
        for stop in stops:
            nodes = self.cast.named(stop)
            self.draft.join(before, nodes, one.span, label=label if before else "")
            self.cast.subjects, before = before, nodes
        self.holders = before
        return True

    def _coming_out(self, who: Span, said: Said) -> list[Node]:
        """ "the output", "results": what comes out of what was spoken of last, if it was not named yet."""
        if self.is_sequence or _OUTPUT.fullmatch(who.text) is None or self.draft.find(bare(who)) is not None:
            return []
        last = said.objects if said.verb is None or moves(said.verb) else said.subjects
        nodes = self.cast.named(who)
        self.draft.join(last[-1:], nodes, who)
        return nodes

    def _led_through(self, one: Clause, legs: Sequence[tuple[str | None, Span]]) -> bool:
        """ "the output is fed back through a sensor to the junction": what goes there by way of others."""
        marks = [preposition for preposition, _ in legs]
        ways = marks[:-1] and all(mark in ("through", "via") for mark in marks[:-1]) and marks[-1] in ("to", "into")
        is_way = ways and not any(_leads_on(where) for _, where in legs)
        if not is_way or not one.subject or not can_be_named(one.who) or self._was_sent(one.who):
            return False
        before = self._coming_out(one.who, Said(objects=self.cast.latest)) or self.cast.named(one.who)
        for _, where in legs:
            nodes = self.cast.named(where)
            self.draft.join(before, nodes, one.span)
            self.cast.subjects, before = before, nodes
        self.draft.heard.append(one.place)
        return True

    def _passed(self, one: Clause, around: Mapping[int, Said]) -> bool:
        """ "the page is returned to the browser": sent by whom it says, else from where it is, or by who acted last."""
        span = one.span if one.mark is None else Span(one.source.source, one.mark.end, one.span.end)
        match = passing(trim(span))
        payload = part(span, match, "payload") if match is not None else None
        if match is None or payload is None:
            return False
        if match["way"] == "from":  # "the answers are retrieved from the store", "… by the builder"
            by = part(span, match, "actor")
            if by is not None and can_be_named(by):
                sources, takers = self.cast.named(named(span, match, "target")), self.cast.named(by)
                self.payload, self.holders = lower_case(bare(payload)), takers
                self.draft.join(sources, takers, span, label=f"{self.payload} {self.case}".strip())
                self.draft.heard.append(one.place)
                self.cast.subjects = takers
                return True
            sources, taken = self.cast.named(named(span, match, "target")), self.cast.named(payload)
            self.draft.join(sources, taken, span, label=f"{match['verb']} {self.case}".strip())
            self.cast.subjects = taken
            return True
        actor, known = part(span, match, "actor"), self.draft.find(bare(payload))
        place = self._spoken_of(one, around) if one.around is not None else []
        if actor is None and not self.is_sequence and not (is_pronoun(payload) or self._was_sent(payload)):
            return False  # what is read of it is said of the thing itself
        senders = self.cast.named(actor) if actor is not None else [known] if known is not None else self.cast.subjects
        label = words_of(bare(payload))
        if is_pronoun(payload) and not self.is_sequence:  # "…, where they are stored in a database"
            senders, label = place or self.holders or senders, match["verb"]
        if not senders or known in senders:
            senders, label = self.cast.named(payload), match["verb"]
        is_reply = self.is_sequence and lexicon.verb_base(match["verb"].casefold()) in REPLIES
        self.cast.subjects, targets = senders, senders
        for piece, then, _ in pieces(one, named(span, match, "target")):
            senders = targets if then else senders  # "to a disk and then to a tape"
            targets = self.cast.named(piece)
            self.draft.join(senders, targets, span, "-->" if is_reply else "->", f"{label} {self.case}".strip())
        return True

    def _is_held(self, verb: Verb, target: Span) -> bool:
        """Whether somebody does something with what was sent to them: "the gateway filters the data"."""
        is_same = bool(self.payload) and key(bare(target).text) == key(self.payload)
        known = self.draft.find(bare(target)) is not None
        return is_same and not known and verb.sense == "to"

    def _passes_on(self, who: Span, verb: Verb, what: Span) -> bool:
        """ "(A sends a file to B.) It passes it on to C": who was sent something passes it on, and not who sent it."""
        is_it = who.text.casefold() == "it" and _IT_FIRST.match(what.text) is not None
        return is_it and verb.sense == "send" and bool(self.payload) and len(self.holders) == 1

    def _gets_back(self, verb: Verb, rest: Span, subjects: Sequence[Node], before: Said) -> list[Node]:
        """ "(logs in with the provider and) gets a token": from whom that is had, where it is no node."""
        thing = bare(rest)
        is_plain = can_be_named(rest) and LIST.search(rest.text) is None and not is_pronoun(rest)
        if self.is_sequence or verb.sense != "get" or not is_plain or len(before.objects) != 1 or before.pending:
            return []
        is_part = is_technical(thing.text) or self.draft.find(thing) is not None
        return [] if is_part or before.objects[0] in subjects or _ARTICLE.match(rest.text) is None else before.objects

    def _held_against(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> bool:
        """ "checks the token with the provider", of a token that was sent: whom it is checked with."""
        match = fullmatch(rest, _WITH_WHOM) if not self.is_sequence and verb.sense == "to" else None
        who = self.draft.find(bare(named(rest, match, "who"))) if match is not None else None
        what = named(rest, match, "what") if match is not None else rest
        if who is None or who in clause.subjects or self.draft.find(bare(what)) or not self._was_sent(what):
            return False
        self.draft.join(clause.subjects, [who], whole, label=f"{words_of(verb.span)} {words_of(bare(what))}")
        clause.objects = [who]
        return True

    def _mutual(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> bool:
        """ "Ben and Chloe know each other": they are joined among themselves, whoever is named first."""
        if self.is_sequence or _EACH_OTHER.fullmatch(rest.text) is None:
            return False
        if len(clause.subjects) < 2:
            self.draft.unread.append(verb.span.to(rest))  # who of them is not said
            return True
        label = "" if verb.base in table("silent") else words_of(verb.span)
        for first, second in combinations(clause.subjects, 2):
            self.draft.link(first, second, whole, "--", label)
        self.draft.heard.append(verb.span.to(rest))
        return True

    def _exchanged(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> bool:
        """ "exchanges patient data with the hospital system": what goes to and fro, or is shared with another."""
        form = _EXCHANGED if verb.base in EXCHANGING | LODGING else _LOOKED_UP if verb.base in _LOOKING else None
        match = fullmatch(rest, form) if form is not None and not self.is_sequence else None
        if match is None or not can_be_named(who := named(rest, match, "who")):
            return False
        if form is _LOOKED_UP and self.draft.find(bare(named(rest, match, "what"))) is not None:
            return False
        what, way = bare(named(rest, match, "what")), part(rest, match, "way")
        self.payload = "" if is_pronoun(what) else words_of(what)
        does = words_of(verb.span) if form is _LOOKED_UP else ""
        label = " ".join(filter(None, (does, self.payload, words_of(way) if way is not None else "")))
        nodes = self.cast.named(who, clause.subjects)
        is_both = verb.base in EXCHANGING and verb.base != "share"
        self.draft.join(clause.subjects, nodes, whole, "<->" if is_both else "->", label)
        self.draft.heard.append(verb.span)
        clause.objects = self.holders = nodes
        return True

    def _done_with_it(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> bool:
        """ "(pulls data from a bucket,) cleans it with Spark": what was sent is worked on by what is named behind."""
        match = fullmatch(rest, _IT_BY) if self.payload and not self.is_sequence else None
        if match is None or not _is_tool(named(rest, match, "where")):
            return False
        nodes = self.cast.named(named(rest, match, "where"))
        self.draft.join(clause.subjects, nodes, whole, label=f"{words_of(verb.span)} {self.payload}")
        clause.objects = nodes
        return True

    def _was_sent(self, payload: Span) -> bool:
        """Whether words name what went somewhere before: "the order is stored", of an order that was sent."""
        last = key(bare(payload).text).split()[-1:]
        said = (self.payload, *(one.label for one in self.draft.edges))
        return bool(last) and any(last[0] in key(one).split() for one in said)

    def _impersonal(self, one: Clause) -> bool:
        """ "we collect logs from the servers with Filebeat", "we deploy the app on AWS": nobody in the diagram does it,
        so that it is said of what it is done with or to."""
        if self.is_sequence or one.negated or one.passive or one.who.text.casefold() not in _NOBODY:
            return False
        (mark, thing), *legs = phrases(one) or [(None, one.who)]
        if mark is not None or not legs or not can_be_named(thing):
            return False
        tool = legs.pop()[1] if legs[-1][0] in _WITH and _is_tool(legs[-1][1]) else None
        by = self.cast.named(tool) if tool is not None else []
        does = one.place.text if by else lexicon.past_participle(one.main.base)
        if not legs:
            if by:
                self.draft.join(by, self.cast.named(thing), one.span, label=does)
            return bool(by)
        (mark, where), *further = legs
        if further or not can_be_named(where):
            return False
        places = self.cast.named(where)
        self.draft.heard.append(one.place)
        if mark == "from":  # what is had from there goes on from who has it
            self.payload = lower_case(bare(thing))
            self.draft.join(places, by, one.span, label=self.payload)
            self.holders = self.cast.subjects = by or places
            return True
        known = self.draft.find(bare(thing))
        senders = [known] if known is not None else self.holders if self._was_sent(thing) or is_pronoun(thing) else []
        things = senders or self.cast.named(thing)
        self.draft.join(things, by or places, one.span, label=f"{does} {mark}" if not by else does)
        self.draft.join(by, places, one.span)
        self.cast.subjects = self.holders = places
        return True


def _leads_on(where: Span) -> bool:
    """Whether words behind a preposition are no name of one thing: "a lexer and a parser", "become code", "it"."""
    is_one = can_be_named(where) and not is_pronoun(where) and LIST.search(where.text) is None
    return not is_one or is_base_at(where, where.start)


def _is_tool(span: Span) -> bool:
    """Whether words name what something is done with, which is a part of the diagram: "Filebeat", "a message queue"."""
    name = bare(span).text
    return is_technical(name) or (name[:1].isupper() and name.casefold() not in table("protocol"))
