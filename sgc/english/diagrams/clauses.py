"""Clauses that link things: who does what to whom ("a client calls two services, which both use one database")."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.messages import ASKING, IT_BEHIND, ORIGIN, PROTOCOL, without_particle
from sgc.english.diagrams.naming import COUNTED, LIST, can_be_named
from sgc.english.diagrams.parts_of_speech import Tag, Word
from sgc.english.diagrams.passages import Passages
from sgc.english.diagrams.phrasing import (
    DESTINATION,
    before_mark,
    behind_mark,
    how_often,
    is_pronoun,
    replies,
    without_leading,
    without_trailing,
)
from sgc.english.diagrams.pieces import (
    bare,
    caption,
    fullmatch,
    key,
    named,
    past,
    search,
    split,
    trim,
    words_of,
)
from sgc.english.diagrams.said import (
    MAKING,
    MOVING,
    Said,
    announces_parts,
    as_label,
    introduces,
    is_case,
    is_taken,
    kind_of,
    lower_case,
    moves,
    otherwise,
    pieces,
    speaks_of_object,
    with_aims,
    with_cases,
    without_adverbs,
)
from sgc.english.diagrams.verbs import verb_of
from sgc.english.diagrams.words import Verb, is_technical, shape_of, table
from sgc.source import Span

_LABELLED = re.compile(r"\s*,?\s+(?:labell?ed(?: with)?|with (?:the |an? )?label|saying|marked)\s+", re.IGNORECASE)
_MANNER = re.compile(
    r"\s+(?:at(?=\s+(?:night|noon|midnight|home|work|first|last|least)\b)|by(?=\s+(?:night|day)\b)|over|using"
    r"|via|through|when"
    r"|if|whenever|by means of|for|every|after|before|during|under|because"
    r"|in order to|(?<!together )(?<!along )with|by|as)\s+(?=\S)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\s+(?:together|along)\s+with\s+", re.IGNORECASE)
#: "sends back a token"
_BACK = re.compile(r"back\s+(?!to\b|into\b)", re.IGNORECASE)
_PARTICLE = re.compile(r"(?P<word>out|up|off|down|away)\s+(?!of\b|to\b|into\b|from\b|in\b|on\b)", re.IGNORECASE)
_ALONE = re.compile(r"(?P<who>.+?)\s+(?P<verb>\w+[^s\W]s)(?:\s+\w+ly)?", re.IGNORECASE)
_ARRIVING = frozenset(("land", "arrive"))
_ALL_OF = frozenset(("each", "both", "all"))
_EACH = frozenset(("each", "every"))
_WITH_SOME = re.compile(rf"with\s+(?P<what>{COUNTED.pattern}|an?\s+(?P<one>[^,]+))", re.IGNORECASE)
#: "(uses Postgres to store users) and Redis as a cache"
_ALSO_AS = re.compile(r"\s+and\s+(?=[A-Z][\w.]*\s+(?:as|for|to)\s)")
_WITH = re.compile(r"with\s+(?=[A-Z])")
#: "(uses Postgres) with Redis as a cache"
_WITH_AS = re.compile(r"with\s+(?P<what>[^,]+?)\s+(?P<how>as\s+(?:an?|its|their|the)\s+[^,]+)", re.IGNORECASE)
_WHOSE = re.compile(r"(?:his|her|their|its|my|our)\s+", re.IGNORECASE)
#: "three web servers, each with its own database"
_EACH_WITH = re.compile(
    r"(?:each|both|all|every one)(?: of (?:them|which))?\s+(?:with|having)\s+(?P<what>.+)", re.IGNORECASE
)
_EACH_ALONE = re.compile(r"(?:each|both|all|every one)(?: of (?:them|which))?", re.IGNORECASE)
_IT_WITHIN = re.compile(r"\b(?:it|them)\b(?=\s|$)")
_OF_SENSES = {"with": "--", "both": "<->"}
_OF_ORIGIN = re.compile(r"(?P<what>[^,]+?)\s+from\s+(?P<where>[^,]+)", re.IGNORECASE)
#: Verbs of which the object is had from where it was put.
_TAKING = frozenset((
    "subscribe", "subscribe to", "consume", "listen to", "listen on", "receive", "get", "read", "fetch", "pull", "load",
))  # fmt: skip


class Clauses(Passages):
    """Reads clauses into a draft, where ``word`` is the node word of nouns that have none of their own. Of a sequence
    every clause is a message, in order, and ``speakers`` take part."""

    @abstractmethod
    def _stated(self, span: Span) -> bool:
        """Take a clause that states something else than a link, if it does."""

    def clauses(self, span: Span) -> None:
        """Take a sentence of clauses."""
        said = Said()
        self.case = ""
        around: dict[int, Said] = {}  # what was read of the clauses in which others stand
        alone: list[Span] = []
        told = list(with_cases(list(with_aims(clauses(span)))))
        for (one, whole), (then, _) in zip(told, [*told[1:], (Clause(span), span)], strict=True):
            if is_case(one):
                if then.subject and not then.joined and then.mark is None and not self.is_sequence:
                    said = Said()  # "(A runs tests,) if they pass | B is built"
                if not self.is_sequence or not self._framed(one, said):
                    self._when(one, said)
                continue
            self.case = "" if said.verb is not None and one.subject else self.case
            if self.is_sequence:
                self.frames.otherwise(one)
            elif otherwise(one) is not None:
                self.case = "otherwise"
            known, place = len(self.draft.nodes), None
            if one.lead and one.around is None:
                place = self._led(Span(span.source, one.lead[0].start, one.lead[-1].end))
            if said.pending is not None and (one.subject or not one.verb):
                self.draft.unread.append(said.all_pending)
            around[id(one)] = said = self._clause(one, whole, said, around, alone, span)
            for node in [one for one in self.draft.nodes[known:] if one.inside is None]:
                if place is not None:
                    place.give(node)
        if said.pending is not None:
            self.draft.unread.append(said.all_pending)
        self._alone(alone)
        self.frames.end()

    def _framed(self, one: Clause, said: Said) -> bool:
        """Take what says when messages are sent as a frame around them: those before it, unless it begins with them."""
        before = one.source.source.text[one.source.start : one.span.start].rstrip()
        begins = not before or before.endswith(",") or before.split()[-1].casefold() in ("and", "but", "or", "then")
        return self.frames.case(one, self.payload, None if begins else said.first)

    def _clause(
        self, one: Clause, stated: Span, before: Said, around: Mapping[int, Said], alone: list[Span], whole: Span
    ) -> Said:
        """Take one clause behind another; what is said of it, for those that go on with it. ``stated`` are its words
        and those that say when it holds."""
        first = len(self.draft.edges)
        if one.around is None and one.verb and (self._carried(one) or self._impersonal(one)):
            return Said(list(self.cast.subjects), objects=list(self.cast.latest), first=first)
        if one.around is None and one.verb and self._stated(stated):
            return Said(list(self.cast.subjects), objects=list(self.cast.latest), first=first, whole=stated)
        if self._given(one.span, alone, before, whole):
            return before
        of_it = around.get(id(one.around)) if one.around is not None else before if self._is_said(one, before) else None
        if self._told_that(one, of_it):
            return before
        if one.lead and one.around is not None and not self.is_sequence:
            self._by_way(one, around)
            if not one.verb or (one.main.base == "be" and not one.passive):
                return Said(objects=list(self.cast.latest), first=first)
        if one.subject and not self.draft.nodes and announces_parts(one.what):
            self.draft.title = self.draft.title or caption(bare(one.who).text)
            self.draft.heard.append(one.span)  # "a compiler has three parts", which are told next
            return before
        if one.verb and not self.is_sequence and (kind := kind_of(one)) is not None:
            return self._is_kind(one, *kind, whole)
        if introduces(one) and not self.is_sequence:
            return Said(objects=self._introduced(without_adverbs(one.rest, one.what)), first=first)
        verb = as_label(one, verb_of(one, self.senses))
        if speaks_of_object(one):
            subjects, objects = self.cast.named(one.who), self._spoken_of(one, around)
            self.draft.join(subjects, objects, one.span, label=words_of(one.place))
            return Said(subjects, verb, objects=objects, first=first)
        if verb is None and not one.verb:
            alone += map(without_leading, split(one.span, LIST))
            return before
        if verb is None or one.negated:
            return self._without_object(one, before)
        rest = trim(Span(whole.source, verb.span.end, max(one.span.end, verb.span.end)), ",")
        often, rest = how_often(rest) if self.is_sequence else "", without_trailing(rest)
        if self.is_sequence and not rest.text and one.subject and self._does(one.span):
            return Said(self.cast.named(one.who), verb, first=first)
        if one.passive and self._passed(one, around):
            self.case = ""
            return Said(list(self.cast.subjects), verb, objects=list(self.cast.latest), first=first)
        subjects, self.latest_verb = self._acting(one, verb, before, around, alone), verb
        if not subjects:
            self.draft.unread.append(one.span)
            return before
        if one.joined and not one.subject and (givers := self._gets_back(verb, rest, subjects, before)):
            self.payload, self.holders = words_of(bare(rest)), subjects
            self.draft.join(givers, subjects, one.span, label=self.payload)
            return Said(subjects, verb, objects=givers, first=first)
        said = Said(subjects, verb, any(word.lower in _EACH for word in (*one.adverbs, *one.subject)), first=first)
        said.pending = before.pending if not one.subject else None
        for piece, then, gapped in pieces(one, rest):
            if gapped is not None:  # "a modem is connected to a router, and the router to a switch"
                said.subjects = self.cast.named(gapped)
            elif then and (moves(verb) or verb.base in table("silent")) and said.objects:
                said.subjects, said.objects = said.objects, []
            self._join(said, verb, piece, whole)
            self.case = "" if verb.base in MOVING else self.case  # what goes is said where it begins to
        self.cast.subjects, self.cast.each = subjects, said.apart
        self.case = "" if one.subject and one.subject[0].tag is Tag.VG else self.case
        self.case = "" if self.case.startswith(("every ", "each ")) else self.case  # said of the first
        for edge in () if not often or self.frames.repeat(often, first) else self.draft.edges[first:]:
            edge.label = f"{edge.label} {often}"
        return said

    def _is_kind(self, one: Clause, kind: Span, tail: list[Word], whole: Span) -> Said:
        """ "the backend is a Flask app running on Heroku": a node that says so, and what is said of it behind."""
        first, nodes = len(self.draft.edges), self.cast.named(one.who)
        for node in nodes:
            node.label = node.label if key(kind.text) in key(node.label) else f"{node.label} ({words_of(kind)})"
            node.word = shape_of(kind.text, node.word) if node.word == self.cast.word else node.word
        said = Said(nodes, objects=nodes, first=first)
        self.cast.subjects = nodes
        if tail:
            of_it = Clause(one.source, verb=tail[:1], rest=tail[1:], around=one)
            self._clause(of_it, of_it.span, said, {id(one): said}, [], whole)
            self.cast.subjects = nodes
        return said

    def _without_object(self, one: Clause, before: Said) -> Said:
        """Take a clause that leads to nothing, or denies that it does."""
        if one.negated and self.is_sequence and one.subject and can_be_named(one.who):
            nodes = self.cast.named(one.who)  # "Tom does not know the answer (and asks Ann)"
            does = Span(one.source.source, one.place.start, one.span.end)
            self.draft.join(nodes, nodes, one.span, label=words_of(does))
            return Said(nodes, first=len(self.draft.edges) - 1)
        is_alone = all(word.tag is Tag.ADV for word in one.rest)
        goes_on = one.passive and not one.subject and bool(before.subjects) and not self.is_sequence
        is_on = bool(one.subject) or one.around is not None or goes_on  # "are collected, cleaned (and split)"
        acts = not one.negated and is_on and is_alone and one.main.base != "be"
        if acts and self.is_sequence and (self._does(one.span) or (one.subject and self._acts_alone(one))):
            verb = verb_of(one) or Verb("to", one.main.base, one.place)
            return Said(self.cast.named(one.who), verb, first=len(self.draft.edges) - 1)
        if not acts or (one.subject and not can_be_named(one.who)):
            self.draft.unread.append(one.span)
            return before
        if one.rest and one.around is not None:  # "tests, which run in parallel"
            self.draft.heard.append(one.span)
            return before
        if one.passive:  # "documents are chunked (and embedded into a store)"
            does = Span(one.place.source, one.main.start, one.main.end)
            if goes_on:
                return Said(before.subjects, before.verb, pending=does, objects=before.objects)
            return Said(pending=does, who=one.who)
        return Said(self.cast.named(one.who), first=len(self.draft.edges), pending=one.place)  # "two workers run"

    def _when(self, one: Clause, said: Said) -> None:
        """Take what says when a clause holds: the one before it, or those that follow in the sentence."""
        if said.whole is not None and said.whole.end >= one.span.end:
            return
        if said.verb is None:
            self.case = lower_case(one.span)
            return
        for edge in self.draft.edges[said.first :]:
            edge.label = f"{edge.label} {words_of(one.span)}".strip()
        if said.first == len(self.draft.edges):
            self.draft.unread.append(one.span)

    def _acting(
        self, one: Clause, verb: Verb, before: Said, around: Mapping[int, Said], alone: list[Span]
    ) -> list[Node]:
        """The nodes of which a clause speaks: those that it names, or of which the clause before it or around it is."""
        who = one.who if one.verb else trim(Span(verb.span.source, one.span.start, verb.span.start), ",")
        if one.around is not None and one.mark is not None and one.mark.lower == "whose":
            self.case = lower_case(who)  # "a filter, whose output goes to …": the filter leads there, with its output
            return self._spoken_of(one, around) if verb.base in MOVING or verb.base in table("silent") else []
        of_each = fullmatch(who, _EACH_ALONE) is not None or (not who.text and bool(one.adverbs))
        if of_each and alone:  # "two nodes, each running three pods"
            who = alone[0].to(alone[-1])
            alone.clear()
        if not who.text:
            if one.around is not None:
                return self._spoken_of(one, around)
            if not one.joined and any(word.lower in _ALL_OF for word in one.adverbs) and self.cast.several:
                return self.cast.several  # "each has its own database"
            # "enters a mixer, goes to the oven"
            if before.who is not None:
                return self.cast.named(before.who)
            on = before.verb is not None and ((moves(before.verb) and moves(verb)) or is_taken(before.verb, one))
            last = before.objects if on and before.objects else before.subjects
            return last or ([] if one.verb else self.cast.latest)
        origin = fullmatch(who, _OF_ORIGIN) if verb.base in MOVING else None
        if origin is not None:  # "blood from the lungs enters the heart"
            self.case, who = words_of(bare(named(who, origin, "what"))), named(who, origin, "where")
        if one.subject and one.subject[0].tag is Tag.VG and (where := self._done_at(one)) is not None:
            return where  # "uploading a file to the bucket triggers …"
        if not can_be_named(who):
            return []
        if verb.base in MOVING and self.holders and self.draft.find(bare(who)) is None and self._was_sent(who):
            self.case = words_of(bare(who))  # "A passes a tree to B, and the tree goes to C"
            return self.holders
        if self._passes_on(who, verb, one.what):
            return self.holders
        self.cast.hearer = self._hearer(one, verb)
        subjects = self._coming_out(who, before) or self.cast.named(who)
        self.cast.hearer = None
        self.cast.several = subjects if len(subjects) > 1 else self.cast.several
        return subjects

    def _given(self, span: Span, waiting: list[Span], clause: Said, whole: Span) -> bool:
        """ "each with its own database": what each of those has who were named together."""
        match = fullmatch(span, _EACH_WITH)
        if match is None:
            return False
        owners = self.cast.named(waiting[0].to(waiting[-1])) if waiting else self.cast.several
        if not owners:
            return False
        verb = Verb("to", "have", Span(span.source, span.start, match.start("what")))
        self._join(Said(owners, verb, apart=True), verb, named(span, match, "what"), whole)
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

    def _alone(self, waiting: list[Span]) -> None:
        """Noun phrases of which nothing is said are nodes of their own, if they can be."""
        for piece in waiting:
            if len(piece.text.split()) <= 4 and not self.is_sequence:
                self.cast.named(piece)
            else:
                self.draft.unread.append(piece)

    def _join(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> None:
        """Link a clause's subjects with what the rest of it names."""
        if verb.sense in ("hold", "inside", "chain"):
            self._hold(clause, verb, rest, whole)
            return
        if not self.is_sequence and (also := search(rest, _ALSO_AS)) is not None:
            self._join(clause, verb, trim(Span(rest.source, rest.start, also.start())), whole)
            self._join(clause, verb, trim(Span(rest.source, also.end(), rest.end)), whole)
            return
        if self.is_sequence and (beside := self._beside(verb, rest)) is not None:
            what, said = beside[1], f"{verb.span.text} {words_of(beside[1])}"
            if not is_pronoun(without_particle(what)):
                self.payload = words_of(bare(past(what, _WHOSE)))
            elif self.payload:
                said = IT_BEHIND.sub(self.payload, said)
            self.draft.join(clause.subjects, self.cast.named(beside[0]), whole, label=said)
            return
        forms = (self._done_with_it, self._mutual, self._exchanged, self._held_against)
        if any(form(clause, verb, rest, whole) for form in forms):
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
                via = PROTOCOL.match(told.text) or _WITH.match(told.text)
                if via is not None:  # "sends emails via a mail service"
                    rest, told = Span(rest.source, rest.start, told.end), None
        rest = self._made_from(clause, verb, rest, whole)
        also = fullmatch(told, _WITH_AS) if told is not None and not self.is_sequence else None
        if told is not None and also is not None:
            self.draft.join(clause.subjects, self.cast.named(named(told, also, "what")), whole, label=also["how"])
            told = None
        with_them = fullmatch(told, _WITH_SOME) if told is not None and not self.is_sequence else None
        is_part = with_them is not None and (not with_them["one"] or is_technical(with_them["one"]))
        things = named(told, with_them, "what") if told is not None and with_them is not None and is_part else None
        told = told if things is None else None
        rest = self._together(clause, rest)
        target, payload = self._target(verb, rest, clause.subjects)
        payload = without_particle(payload) if payload is not None else None
        self._asked_for(verb, payload, told or rest)
        if self.is_sequence and target is None and (party := self._through(told)) is not None:
            target, payload, told = party, rest, None  # "charges the card via the payment API"
        if self.is_sequence and target is None:
            target, payload = self._to_whom(verb, clause.subjects, rest, told) or (None, payload)
        through = self._through(told) if target is not None and not self.is_sequence else None
        if through is not None:  # "connect to a gateway via a load balancer"
            self.draft.join(clause.subjects, nodes := self.cast.named(through), whole)
            clause, told = Said(nodes, verb, pending=clause.pending), None
        said = self._said(verb, clause.subjects, payload, told) if label is None else bare(label).text
        if clause.pending:
            said, clause.pending = f"{clause.pending.text} and {said}".removesuffix(" and "), None
        if self.is_sequence and target is not None and is_pronoun(target) and replies(verb.base) and payload is None:
            self._alone_with(clause, verb, target, whole)
            return
        if target is not None and (self._is_payload(target, clause.subjects) or self._is_held(verb, target)):
            holds = any(one in self.holders for one in clause.subjects)
            holders = (
                []
                if holds and verb.base not in _TAKING
                else [one for one in self.holders if one not in clause.subjects]
            )
            for one in clause.subjects:  # "a device that aggregates them" does so by itself
                label_of_it = f"{self.payload} {said}" if verb.sense == "get" else f"{said} {self.payload}"
                self.draft.join([one], holders or [one], whole, label=label_of_it.strip())
            return
        given = verb.sense in ("send", "get", "put") or (verb.base in table("input") and verb.base not in ASKING)
        taken = payload is not None and payload.text.casefold().endswith(" from")  # "reads instructions from memory"
        if payload is not None and (given or taken) and not is_pronoun(payload):
            self.payload = words_of(bare(past(payload, _WHOSE))).removesuffix(" from")
        if target is None:
            self._alone_with(clause, verb, rest.to(told) if told is not None and told.end > rest.end else rest, whole)
            return
        known = self.draft.find(bare(payload)) if payload is not None and not self.is_sequence else None
        if known is not None and verb.sense == "to" and known not in clause.subjects:
            self.draft.join([known], clause.subjects, whole)  # "maps tokens to vectors", of tokens that are drawn
            said = words_of(verb.span)
        is_nearer = payload is None and verb.sense == "to" and " " not in verb.base and self._is_alike(target)
        if not is_pronoun(target) and (is_nearer or lexicon.base_of_third(verb.base) in MAKING):
            self.payload, self.holders = "", []  # what is spoken of next is what was made, or done something to
        objects = self._link_each(clause, verb, target, said, whole)
        if things is not None:  # "an engine with three containers" has them
            self.draft.join(objects, self.cast.named(things), whole)
        if verb.base.split()[0] in _ARRIVING and len(clause.subjects) == 1 and objects:  # "logs land in a bucket"
            self.payload, self.holders = lower_case(clause.subjects[0].span), objects
            return
        if verb.base.split()[0] in _TAKING and any(one in self.holders for one in objects):
            self.holders = clause.subjects  # "reads from the broker, cleans the data"
        passed = payload is not None and (not is_pronoun(payload) or bool(self.payload))
        self.holders = (clause.subjects if verb.sense == "get" or taken else objects) if passed else self.holders

    def _is_alike(self, target: Span) -> bool:
        """Whether a pronoun that pointed to what was sent may point to this thing, which is new, as well."""
        if not self.payload or self.is_sequence or self.draft.find(bare(target)) is not None:
            return False
        several = (lexicon.is_plural(one.split()[-1].casefold()) for one in (self.payload, bare(target).text or "it"))
        return len(set(several)) == 1

    def _link_each(self, clause: Said, verb: Verb, target: Span, said: str, whole: Span) -> list[Node]:
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
            if verb.base.endswith("behind") and other.inside is not None and one.inside is None:
                other.inside.give(one)  # "two servers behind a proxy in a zone"
        return objects

    def _together(self, clause: Said, rest: Span) -> Span:
        """ "go to the cycle together with carbon dioxide": that goes there, too; what is left of the words."""
        also = search(rest, _TOGETHER) if not self.is_sequence else None
        others = behind_mark(rest, also) if also is not None else None
        if also is None or others is None:
            return rest
        clause.subjects = [*clause.subjects, *self.cast.named(others)]
        return before_mark(rest, also) or rest

    def _made_from(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> Span:
        """ "makes it from the chunks": those lead to who makes it; what is made is left."""
        makes = not self.is_sequence and lexicon.base_of_third(verb.base) in MAKING
        origin = search(rest, ORIGIN) if makes else None
        sources = behind_mark(rest, origin) if origin is not None else None
        if origin is None or sources is None:
            return rest
        self.draft.join(self.cast.named(sources), clause.subjects, whole)
        clause.made = True
        return before_mark(rest, origin) or sources

    def _alone_with(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> None:
        """What subjects do that leads to nobody: a message to themselves, or a verb whose object is still to come."""
        back = self._last_caller(clause.subjects) if self.is_sequence and replies(verb.base) else None
        if back is not None and (not rest.text.strip() or is_pronoun(rest)):  # "they acknowledge", "it accepts it"
            said = " ".join(filter(None, (words_of(verb.span), self.payload if rest.text.strip() else "")))
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
            clause.pending = verb.span
