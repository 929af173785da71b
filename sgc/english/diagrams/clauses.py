"""Clauses that link things: who does what to whom ("a client calls two services, which both use one database")."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.lexis import forms, table
from sgc.english.diagrams.messages import AGAIN_TO, ASKING, ORIGIN, PROTOCOL, Messages
from sgc.english.diagrams.naming import COUNTED, can_be_named, is_name
from sgc.english.diagrams.phrasing import (
    CUT,
    DESTINATION,
    REPLIES,
    before_mark,
    behind_mark,
    is_bare,
    is_pronoun,
    passing,
    replies,
    without_leading,
    without_trailing,
)
from sgc.english.diagrams.pieces import (
    bare,
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
from sgc.english.diagrams.verbs import joining
from sgc.english.diagrams.words import Verb, find_verb
from sgc.source import Span

_RELATIVE = re.compile(r"\b(?:which|who|that)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\s*,?\s+(?:labell?ed(?: with)?|with (?:the |an? )?label|saying|marked)\s+", re.IGNORECASE)
_MANNER = re.compile(
    r"\s+(?:at(?=\s+(?:night|noon|midnight|home|work|first|last|least)\b)|by(?=\s+(?:night|day)\b)|over|using"
    r"|via|through|when"
    r"|if|whenever|by means of|for|every|after|before|during|under|because"
    r"|in order to|with|by|as)\s+(?=\S)",
    re.IGNORECASE,
)
#: "mass is measured with a scale"
_DONE = re.compile(
    r"(?P<first>[^,]+?)\s+(?P<verb>(?:is|are|was|were)\s+\w+(?:ed|en|wn)\s+(?:with|using|by|from|in|on|as|at))"
    r"\s+(?P<second>[^,]+)",
    re.IGNORECASE,
)
_BECOMING = re.compile(r"\s+(?:in order\s+)?to\s+(?:become|produce|form|make|yield|get|create|give)\s+", re.IGNORECASE)
_FOLLOWED = re.compile(r"followed by\s+", re.IGNORECASE)
#: "sends back a token"
_BACK = re.compile(r"back\s+(?!to\b|into\b)", re.IGNORECASE)
_WHOM = re.compile(r"(?P<who>(?:an?|the|its|their)\s+[\w-]+(?:\s[\w-]+)?)\s+(?P<verb>[a-z]+s)", re.IGNORECASE)
_PARTICLE = re.compile(r"(?P<word>out|up|off|down|away)\s+(?!of\b|to\b|into\b|from\b|in\b|on\b)", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|was|were)\b", re.IGNORECASE)
_NO_LIST = re.compile(r"\b(?:but|while|whereas|which|who|that)\b", re.IGNORECASE)
_EACH_BEHIND = re.compile(r"\s+(?:each|both|all|also|then|first|next|now|finally|in turn|simply)$", re.IGNORECASE)
_ALONE = re.compile(r"(?P<who>.+?)\s+(?P<verb>\w+[^s\W]s)(?:\s+\w+ly)?", re.IGNORECASE)
_APART = re.compile(r"\b(?:while|whereas|but)\b", re.IGNORECASE)
_GAPPED = re.compile(r"(?P<first>\S.*?)\s+to\s+(?P<second>.+)", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|every)\b", re.IGNORECASE)
_WITH_SOME = re.compile(rf"with\s+(?P<what>{COUNTED.pattern})", re.IGNORECASE)
_OF_OWN = re.compile(r"\bown\b", re.IGNORECASE)
#: "three web servers, each with its own database"
_EACH_WITH = re.compile(
    r"(?:each|both|all|every one)(?: of (?:them|which))?\s+(?:with|having)\s+(?P<what>.+)", re.IGNORECASE
)
#: Verbs of what belongs to the subject alone.
_OWNING = frozenset(("have", "run", "own", "hold", "contain", "host"))
_EACH_ALONE = re.compile(r"(?:each|both|all|every one)(?: of (?:them|which))?", re.IGNORECASE)
_IT_WITHIN = re.compile(r"\b(?:it|them)\b(?=\s|$)")
_OF_SENSES = {"with": "--", "both": "<->"}
_CASE = re.compile(
    r"(?:for|if|when|whenever|unless|once|upon|on|after|before|during|in case of|as soon as|every)\s+.+", re.IGNORECASE
)
#: "for premium users the request goes …"
_FOR_WHOM = re.compile(
    r"(?:for|on|upon|after|during|in case of)\s+(?:(?!the\s|an?\s|it\s|they\s)\S+\s+){1,4}?(?=(?:the|an?|it|they)\s)",
    re.IGNORECASE,
)
#: Verbs of what goes from place to place: "enters A, goes to B" goes from A to B.
_MOVING = frozenset((
    "enter", "go to", "go into", "move to", "move into", "flow to", "flow into", "reach", "travel to", "pass to",
    "pass into",
))  # fmt: skip
_GOES_ON = re.compile(
    r"(?:(?:(?:is|are|gets?)\s+(?P<done>\w+(?:ed|en|t))|[a-z]+s)\s+(?:back\s+)?(?:to|into|through)|enters?"
    r"|reach(?:es)?)\s+(?P<where>.+)",
    re.IGNORECASE,
)
_OF_ORIGIN = re.compile(r"(?P<what>[^,]+?)\s+from\s+(?P<where>[^,]+)", re.IGNORECASE)
#: Verbs of which the object is had from where it was put.
_TAKING = frozenset((
    "subscribe to", "consume", "listen to", "listen on", "receive", "get", "read", "fetch", "pull", "load",
))  # fmt: skip
#: Verbs of which "from" says what goes in.
_MAKING = frozenset(("generate", "produce", "create", "make", "build", "compute", "form", "compile", "derive"))


@dataclass(slots=True)
class _Clause:
    subjects: list[Node] = field(default_factory=list)
    verb: Verb | None = None
    apart: bool = False  # each of the subjects by itself
    pending: str = ""  # a verb that shares what the next leads to: "reads and writes a database"
    objects: list[Node] = field(default_factory=list)
    how: str = ""  # how it is done, as its links say it: "under heat"
    said: str = ""  # what its links say, where something goes to several
    made: bool = False  # from what was named last: "generates an answer from the question"


class Clauses(Messages):
    """Reads clauses into a draft, where ``word`` is the node word of nouns that have none of their own. Of a sequence
    every clause is a message, in order, and ``speakers`` take part."""

    @abstractmethod
    def _stated(self, span: Span) -> bool:
        """Take a clause that states something else than a link, if it does."""

    def clauses(self, span: Span) -> None:
        """Take a sentence of clauses."""
        clause = _Clause()
        waiting: list[Span] = []
        self.case = ""
        pieces = split_keeping(span, CUT)
        for i, (piece, before) in enumerate(pieces):
            piece = without_trailing(without_leading(piece))
            if not waiting and (case := self._case(piece, span)) is not None:
                self.case = words_of(Span(piece.source, piece.start, case))
                self.case = self.case[:1].lower() + self.case[1:]
                piece = trim(Span(piece.source, case, piece.end))
                if not piece.text:
                    continue
            relative = _RELATIVE.search(before) is not None
            if not relative and not waiting and self._stated(piece):
                clause = _Clause(objects=list(self.cast.latest))
                continue
            if self._goes_with(clause, piece, relative, waiting, span):
                continue
            verb = self._verb(clause, piece, bool(waiting), relative)
            on = clause.verb is not None and clause.verb.sense == "chain" and search(piece, _BECOMING) is not None
            if verb is None and clause.verb is not None:
                gapped = fullmatch(piece, _GAPPED) if clause.verb.base.endswith(" to") and not relative else None
                if gapped is not None:  # "the internet goes to a modem, the modem to a router"
                    clause = _Clause(self.cast.named(named(piece, gapped, "first")), clause.verb)
                    piece = named(piece, gapped, "second")
                piece = past(piece, AGAIN_TO)  # "is connected to memory and to the disk"
            is_last = verb is None or not trim(Span(piece.source, verb.span.end, piece.end)).text
            if is_last and self.is_sequence and not waiting and self._does(piece):
                continue
            if verb is None or on:
                # "…, while a phone and a tablet use it"
                apart = _APART.search(before) is not None and i + 1 < len(pieces)
                apart = apart or (bool(clause.objects) and self._begins_next(pieces[i : i + 2]))
                if apart or not self._without_verb(clause, piece, before, relative, span):
                    waiting.append(piece)
                continue
            stands_first = not piece.source.text[piece.start : verb.span.start].strip()
            if stands_first and not waiting:
                subjects = clause.objects if relative and clause.objects else clause.subjects
            else:
                subjects = self._acting(waiting, Span(piece.source, piece.start, verb.span.start), verb)
                waiting = []
            if not subjects:
                self.draft.unread.append(piece)
                continue
            apart = search(Span(piece.source, span.start, verb.span.start), _EACH) is not None
            pending = clause.pending if subjects == clause.subjects else ""
            clause = _Clause(subjects, verb, apart, pending)
            self._join(clause, verb, trim(Span(piece.source, verb.span.end, piece.end)), span)
            self.cast.subjects = subjects
        if clause.pending and clause.verb is not None:
            self.draft.unread.append(clause.verb.span)
        self._alone(waiting)

    def _goes_with(self, clause: _Clause, piece: Span, relative: bool, waiting: list[Span], span: Span) -> bool:
        """Take a piece that says by its form what it joins, or goes on with the clause before."""
        if not waiting and (self._moves_on(clause, piece, relative) or (not relative and self._passed(piece))):
            return True
        if clause.objects and (follows := past(piece, _FOLLOWED)).start > piece.start:
            nodes = self.cast.named(follows)
            self.draft.join(clause.objects, nodes, piece)
            clause.objects = nodes
            return True
        if not relative:
            return self._given(piece, waiting, clause, span)
        whose = fullmatch(piece, _WHOM) if clause.objects else None
        who = named(piece, whose, "who") if whose is not None else None  # "a queue that a worker reads"
        if whose is None or who is None or not is_name(bare(who)):
            return False
        if lexicon.THIRD not in forms(whose["verb"].casefold()):
            return False
        self.draft.join(self.cast.named(who), clause.objects[-1:], piece, label=whose["verb"])
        return True

    def _verb(self, clause: _Clause, piece: Span, waits: bool, relative: bool) -> Verb | None:
        """The verb of a piece of a sentence, by what stands before it."""
        agrees = len(clause.subjects) > 1 and (clause.verb is None or clause.verb.is_base)
        agrees = agrees or (clause.verb is not None and clause.verb.is_base and not relative)
        verb = find_verb(piece, self.senses, waits, agrees or (relative and len(clause.objects) > 1))
        if verb is None and not self.is_sequence:
            verb = joining(piece)
        if verb is not None and clause.verb is not None and verb.base in ("to", "from") and clause.objects:
            verb = verb if clause.verb.sense not in ("get", "send", "put") else None  # "images from a bucket"
        return verb

    def _acting(self, waiting: list[Span], who: Span, verb: Verb) -> list[Node]:
        """The nodes that the words before a verb name; "blood from the lungs enters" says what goes, too."""
        origin = fullmatch(trim(who), _OF_ORIGIN) if verb.base in _MOVING and not waiting else None
        if origin is not None:
            self.case, who = words_of(bare(named(who, origin, "what"))), named(who, origin, "where")
        subjects = self._subjects(waiting, who)
        self.cast.several = subjects if len(subjects) > 1 else self.cast.several
        return subjects

    def _moves_on(self, clause: _Clause, piece: Span, relative: bool) -> bool:
        """ "(enters the mixer,) goes to the oven": from where the clause before leads to."""
        further = fullmatch(piece, _GOES_ON) if clause.objects else None
        moves = clause.verb is not None and clause.verb.base in _MOVING
        if further is None or not (moves or (relative and further["done"])):
            return False
        places = self.cast.named(named(piece, further, "where"))
        self.draft.join(clause.objects, places, piece, label=further["done"] or "")
        clause.objects = places
        return True

    def _without_verb(self, clause: _Clause, piece: Span, before: str, relative: bool, span: Span) -> bool:
        """Take words that have no verb: they go on with the clause before, or nothing is said of them yet (False)."""
        if clause.verb is not None and not relative:
            # "goes into the mixer, then into the oven"
            if "then" in before.casefold() and clause.verb.base in table("silent"):
                clause.subjects, clause.objects = clause.objects, []
            if clause.how and self._adds(clause, piece, before):
                pass
            elif clause.made:
                self.draft.join(self.cast.named(piece), clause.subjects, span)
            elif clause.said and search(piece, DESTINATION) is None and is_name(bare(piece)):
                nodes = self.cast.named(piece)
                self.draft.join(clause.subjects, nodes, span, label=clause.said)
                clause.objects = clause.objects + nodes
            else:
                self._join(clause, clause.verb, piece, span)
        elif (done := fullmatch(piece, _DONE)) is not None:
            first, second = (self.cast.named(named(piece, done, end)) for end in ("first", "second"))
            self.draft.join(first, second, piece, label=words_of(named(piece, done, "verb")))
        elif _IS.search(piece.text):  # "the question is embedded" joins nothing
            self.draft.unread.append(piece)
        else:
            return False
        return True

    def _adds(self, clause: _Clause, piece: Span, before: str) -> bool:
        """ "(becomes marble under heat) and pressure": what belongs to how something is done."""
        if before.strip() != "and" or self.draft.find(piece) is not None or not is_bare(piece):
            return False
        edges = [one for one in self.draft.edges if one.first in clause.subjects and one.label.endswith(clause.how)]
        for one in edges:
            one.label += f" and {words_of(piece)}"
        return bool(edges)

    def _case(self, piece: Span, whole: Span) -> int | None:
        """Where the words end that say when a clause holds: "for premium users", "if the payment fails" before a
        comma."""
        if (case := _FOR_WHOM.match(piece.source.text, piece.start, piece.end)) is not None:
            return case.end()
        is_alone = piece.source.text[piece.end : piece.end + 1] == "," and piece.end < whole.end
        return piece.end if is_alone and fullmatch(piece, _CASE) is not None else None

    def _begins_next(self, pieces: Sequence[tuple[Span, str]]) -> bool:
        """Whether a name between a comma and "and" belongs to the verb behind: "…, frogs and rabbits are eaten"."""
        marks = [mark.strip().casefold() for _, mark in pieces]
        if len(marks) < 2 or marks[0] not in (",", ", and") or marks[1] != "and":
            return False
        verb = find_verb(pieces[1][0], self.senses, several=True) or joining(pieces[1][0])
        if verb is not None and verb.sense == "to" and lexicon.BASE in forms(verb.span.text.casefold().split()[0]):
            subject = trim(Span(verb.span.source, pieces[1][0].start, verb.span.start)).text
            return bool(subject) and not subject.endswith(" to")
        who = trim(Span(verb.span.source, pieces[1][0].start, verb.span.start)).text if verb is not None else ""
        if verb is None or not who or who.endswith(" to"):
            return False
        return verb.is_base or verb.span.text.casefold().startswith(("are ", "have "))

    def _given(self, span: Span, waiting: list[Span], clause: _Clause, whole: Span) -> bool:
        """ "each with its own database": what each of those has who were named together."""
        match = fullmatch(span, _EACH_WITH)
        if match is None:
            return False
        owners = self.cast.named(waiting[0].to(waiting[-1])) if waiting else self.cast.several
        if not owners:
            return False
        verb = Verb("to", "have", Span(span.source, span.start, match.start("what")))
        self._join(_Clause(owners, verb, apart=True), verb, named(span, match, "what"), whole)
        waiting.clear()
        self.cast.several = clause.subjects = owners
        return True

    def _does(self, span: Span) -> bool:
        """ "the cache misses": what somebody known does alone."""
        match = fullmatch(span, _ALONE)
        who = self.draft.find(named(span, match, "who")) if match is not None else None
        if match is None or who is None:
            return False
        back = self._last_caller([who]) if replies(match["verb"].casefold()) else None
        asked = self.draft.find(back) if back is not None else None
        self.draft.link(who, asked or who, span, "-->" if asked is not None else "->", match["verb"])
        return True

    def _subjects(self, waiting: list[Span], last: Span) -> list[Node]:
        """The nodes that the words before a verb name, together: "the user and order services each"."""
        last = trim(last)
        each = search(last, _EACH_BEHIND)
        last = last if each is None else Span(last.source, last.start, each.start())
        if waiting and fullmatch(last, _EACH_ALONE) is not None:  # "two nodes, each running three pods"
            waiting, last = waiting[:-1], waiting[-1]
        whole = trim(Span(last.source, waiting[0].start if waiting else last.start, last.end))
        if not can_be_named(whole):
            return []
        if search(whole, _NO_LIST) is None:
            return self.cast.named(whole)
        return [node for one in (*waiting, last) for node in self.cast.named(one)]

    def _passed(self, span: Span) -> bool:
        """ "the page is returned to the browser": sent by whom it says, else by who acted last."""
        match = passing(span)
        payload = part(span, match, "payload") if match is not None else None
        if match is None or payload is None:
            return False
        if match["way"] == "from":  # "the answers are retrieved from the store"
            self.draft.join(
                self.cast.named(named(span, match, "target")), self.cast.named(payload), span, label=match["verb"]
            )
            return True
        actor, known = part(span, match, "actor"), self.draft.find(bare(payload))
        senders = self.cast.named(actor) if actor is not None else [known] if known is not None else self.cast.subjects
        label = words_of(bare(payload))
        if not senders or known in senders:
            senders, label = self.cast.named(payload), match["verb"]
        targets = self.cast.named(named(span, match, "target"))
        is_reply = self.is_sequence and lexicon.verb_base(match["verb"].casefold()) in REPLIES
        self.draft.join(senders, targets, span, "-->" if is_reply else "->", label)
        self.cast.subjects = senders
        return True

    def _alone(self, waiting: list[Span]) -> None:
        """Noun phrases of which nothing is said are nodes of their own, if they can be."""
        for piece in waiting:
            if len(piece.text.split()) <= 4 and not self.is_sequence:
                self.cast.named(piece)
            else:
                self.draft.unread.append(piece)

    def _join(self, clause: _Clause, verb: Verb, rest: Span, whole: Span) -> None:
        """Link a clause's subjects with what the rest of it names."""
        if verb.sense in ("hold", "inside", "chain"):
            self._hold(clause, verb, rest, whole)
            return
        if self.is_sequence and (beside := self._beside(rest)) is not None:
            said = f"{verb.span.text} {words_of(beside[1])}"
            self.draft.join(clause.subjects, self.cast.named(beside[0]), whole, label=said)
            return
        rest = past(rest, _BACK)
        if (particle := _PARTICLE.match(rest.source.text, rest.start, rest.end)) is not None:  # "breathe out oxygen"
            place = Span(rest.source, verb.span.start, particle.end("word"))
            verb, rest = Verb(verb.sense, verb.base, place), past(rest, _PARTICLE)
        label: Span | None = None
        if (labelled := search(rest, _LABELLED)) is not None:
            label = behind_mark(rest, labelled)
            rest = trim(Span(rest.source, rest.start, labelled.start()))
        manner = search(rest, _MANNER)
        told = trim(Span(rest.source, manner.start(), rest.end)) if manner is not None else None
        if manner is not None:
            rest = trim(Span(rest.source, rest.start, manner.start()))
            if verb.sense == "send" and told is not None and search(rest, DESTINATION) is None and not self.is_sequence:
                via = PROTOCOL.match(told.text)
                if via is not None:  # "sends emails via a mail service"
                    rest, told = Span(rest.source, rest.start, told.end), None
        rest = self._made_from(clause, verb, rest, whole)
        with_them = fullmatch(told, _WITH_SOME) if told is not None and not self.is_sequence else None
        things = named(told, with_them, "what") if told is not None and with_them is not None else None
        told = told if things is None else None
        target, payload = self._target(verb, rest, clause.subjects)
        if self.is_sequence and target is None and (party := self._through(told)) is not None:
            target, payload, told = party, rest, None  # "charges the card via the payment API"
        if self.is_sequence and target is None and lexicon.base_of_third(verb.base.split()[0]) in ASKING:
            target = self._last_caller(clause.subjects)  # "asks for a code"
            payload = rest if rest.text.strip() else None
        through = self._through(told) if target is not None and not self.is_sequence else None
        if through is not None:  # "connect to a gateway via a load balancer"
            self.draft.join(clause.subjects, nodes := self.cast.named(through), whole)
            clause, told = _Clause(nodes, verb, pending=clause.pending), None
        clause.how = words_of(told) if told is not None else ""
        said = self._said(verb, clause.subjects, payload, told) if label is None else bare(label).text
        if clause.pending:
            said, clause.pending = f"{clause.pending} and {said}".removesuffix(" and "), ""
        if target is not None and self._is_payload(target, clause.subjects):
            holders = [one for one in self.holders if one not in clause.subjects] if verb.base in _TAKING else []
            for one in clause.subjects:  # "a device that aggregates them" does so by itself
                self.draft.join([one], holders or [one], whole, label=f"{said} {self.payload}")
            return
        if payload is not None and verb.sense in ("send", "get", "put") and not is_pronoun(payload):
            self.payload = words_of(bare(payload))
        if target is None:
            self._alone_with(clause, verb, rest.to(told) if told is not None and told.end > rest.end else rest, whole)
            return
        objects = self._link_each(clause, verb, target, said, whole)
        if things is not None:  # "an engine with three containers" has them
            self.draft.join(objects, self.cast.named(things), whole)
        clause.said = said if payload is not None and verb.sense == "send" else ""
        self.holders = objects if payload is not None and not is_pronoun(payload) else self.holders

    def _link_each(self, clause: _Clause, verb: Verb, target: Span, said: str, whole: Span) -> list[Node]:
        """Link the subjects of a clause with what its verb leads to, which is returned."""
        each = self._apart(clause, verb, target)
        objects = [one for some in each for one in some] or self.cast.named(target, clause.subjects)
        clause.objects = clause.objects + [one for one in objects if one not in clause.objects]
        of_each = each or [objects] * len(clause.subjects)
        pairs = ((one, other) for one, some in zip(clause.subjects, of_each, strict=True) for other in some)
        for one, other in pairs:
            first, second = (other, one) if verb.sense in ("from", "get") else (one, other)
            arrow = _OF_SENSES.get(verb.sense, "->")
            if self.is_sequence and replies(verb.base):
                arrow = "-->"
            self.draft.link(first, second, whole, arrow, said)
        return objects

    def _made_from(self, clause: _Clause, verb: Verb, rest: Span, whole: Span) -> Span:
        """ "makes it from the chunks": those lead to who makes it; what is made is left."""
        makes = not self.is_sequence and lexicon.base_of_third(verb.base) in _MAKING
        origin = search(rest, ORIGIN) if makes else None
        sources = behind_mark(rest, origin) if origin is not None else None
        if origin is None or sources is None:
            return rest
        self.draft.join(self.cast.named(sources), clause.subjects, whole)
        clause.made = True
        return before_mark(rest, origin) or sources

    def _hold(self, clause: _Clause, verb: Verb, rest: Span, whole: Span) -> None:
        """What is in what, and what leads through one after the other."""
        if verb.sense == "chain":
            for piece in split(rest, _BECOMING):
                for node in self.cast.named(piece):
                    self.draft.join(clause.subjects, [node], whole)
                    clause.subjects = [node]
            clause.objects = clause.subjects
            return
        alike = self._apart(clause, verb, rest) if verb.sense == "hold" else []
        for one, members in zip(clause.subjects, alike, strict=False):
            for member in members:
                one.give(member)
        clause.objects = [one for members in alike for one in members] or self.cast.named(rest)
        for one in () if alike else clause.objects:
            for other in clause.subjects:
                (other if verb.sense == "hold" else one).give(one if verb.sense == "hold" else other)

    def _alone_with(self, clause: _Clause, verb: Verb, rest: Span, whole: Span) -> None:
        """What subjects do that leads to nobody: a message to themselves, or a verb whose object is still to come."""
        back = self._last_caller(clause.subjects) if self.is_sequence and replies(verb.base) else None
        if back is not None and not rest.text.strip():  # "they acknowledge"
            said = words_of(verb.span)
            self.draft.join(clause.subjects, self.cast.named(back), whole, "-->", said)
            return
        if self.is_sequence:
            if rest.text.strip() and not _IT_WITHIN.match(rest.text):
                self.payload = words_of(bare(rest))
            for one in clause.subjects:
                does = words_of(Span(rest.source, verb.span.start, max(rest.end, verb.span.end)))
                does = _IT_WITHIN.sub(self.payload, does) if self.payload else does
                self.draft.link(one, one, whole, label=f"{does} {self.case}".strip())
        elif rest.text.strip():
            self.draft.unread.append(verb.span.to(rest))
        else:
            clause.pending = verb.span.text

    def _apart(self, clause: _Clause, verb: Verb, target: Span) -> list[list[Node]]:
        """What a clause gives to each of its subjects alone, if that is what it says."""
        owns = lexicon.base_of_third(verb.base.split()[0]) in _OWNING
        if owns and len(clause.subjects) == 1 and (more := self.cast.more(target)):  # "B has 2 pods", behind A's three
            return [more]
        if len(clause.subjects) < 2 or not (clause.apart or _OF_OWN.search(target.text)):
            return []
        return self.cast.apart(target, clause.subjects, clause.apart and owns)


