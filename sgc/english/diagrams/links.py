"""Sentences that link things: systems, states and messages ("a client calls two services; both use one database")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node, Stated
from sgc.english.diagrams.naming import LIST, Cast
from sgc.english.diagrams.pieces import bare, fullmatch, key, named, part, past, search, split, split_keeping, trim
from sgc.english.diagrams.words import Verb, active, find_verb, is_technical, sends, table
from sgc.graph.relations import PHRASES
from sgc.source import Span

SENTENCE = re.compile(r"(?<=[\w)\"”'’])[.;!?]+(?=\s|$)|\n+|;")
CUT = re.compile(
    r"\s*,\s*(?:and|but|while|whereas|so|then|or)?\s*(?:also\s+|then\s+)?(?:which|who|that)\s+(?:then\s+"
    r"|in turn\s+|also\s+)?"
    r"|\s+(?:which|who|that)\s+(?:then\s+|in turn\s+|also\s+)?"
    r"|\s*,\s*(?:and|but|while|whereas|or|then)?\s*(?:also\s+|then\s+)?|\s+(?:and|but|while"
    r"|whereas)\s+(?:also\s+|then\s+)?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|who|that)\b", re.IGNORECASE)
_ARROW = re.compile(r"\s*(<->|<-->|<-|->|-->|=>|→|←|↔|--)\s*")
_ARROWS = {"<->": "<->", "<-->": "<->", "↔": "<->", "<-": "<-", "←": "<-", "--": "--"}
WHEN = r"(?:\s*,?\s*(?:on|when|if|after|upon|once|by|at|as soon as|labell?ed|with the label|with)\s+(?P<when>.+))?"
FROM_TO = re.compile(
    r"(?:.*?\b(?P<verb>goes|go|going|moves|move|transitions|transition|switches|changes|returns|flows|leads"
    r"|arrow|arrows|link"
    r"|links|edge|edges|connection|line|lines)\s+)?from\s+(?P<first>.+?)\s+(?:back\s+)?to\s+(?P<second>.+?)" + WHEN,
    re.IGNORECASE,
)
_NEXT_FROM = re.compile(r"\s*,?\s*(?:and\s+)?(?=from\s)", re.IGNORECASE)
_CALLED = re.compile(r"(?:there (?:is|are)\s+)?(?P<list>an?\s[\w -]+\scalled\s.+)", re.IGNORECASE)
_LABELLED = re.compile(r"\s*,?\s+(?:labell?ed(?: with)?|with (?:the |an? )?label|saying|marked)\s+", re.IGNORECASE)
#: Where a list of nodes ends and one of edges begins.
_EDGES = re.compile(
    r"\s*,?\s*(?:and\s+|with\s+)?(?:the\s+)?(?:directed\s+)?(?:edges|transitions|links|arrows"
    r"|connections)\s*:?\s+(?=from\b|\w+\s*[-–→<]|\w+\s+to\b)",
    re.IGNORECASE,
)
_PAIRS = re.compile(r"(?:\w+[-–]\w+(?:\s*,\s*(?:and\s+)?|\s+and\s+|$))+", re.IGNORECASE)
DESTINATION = re.compile(r"\s+(?:back\s+)?(?:to|into|onto|towards)\s+", re.IGNORECASE)
_STORE = re.compile(r"\s+(?:in|into|on|onto|to|inside)\s+", re.IGNORECASE)
_SENT = re.compile(r"\s+(?:back\s+)?(?:to|into|onto|towards|via|through|using|over)\s+", re.IGNORECASE)
_ORIGIN = re.compile(r"\s+from\s+", re.IGNORECASE)
_MANNER = re.compile(
    r"\s+(?:over|using|via|through|when|if|whenever|by means of|for|every|after|before|during|under|because"
    r"|in order to|with|by|as)\s+(?=\S)",
    re.IGNORECASE,
)
_PROTOCOL = re.compile(r"\s*(?:over|using|via|by means of)\s+(?:the\s+|an?\s+)?", re.IGNORECASE)
_PLACE = re.compile(
    r"(?P<subject>.+?)\s+(?:is|are|stands?|sits?|should be|must be)\s+(?:directly\s+)?(?:to the\s+|on the\s+)?"
    r"(?P<predicate>" + "|".join(sorted(map(re.escape, PHRASES), key=len, reverse=True)) + r")\s+(?P<object>.+)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:(?:it|the \w+)\s+)?(?:with|has|have|having|there (?:is|are)|between|of|showing|the)?\s*(?:an?\s+"
    r"|the\s+|\w+\s+)?"
    r"(?P<noun>nodes|states|participants|actors|components|boxes|entities|services|parts|elements|lifelines|stages"
    r"|steps|phases)\s*(?:are"
    r"|:|called|named)?\s*(?P<list>.+)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:and|but|then|so|also|next|finally|first|where|in which|there|with|while|whereas|of|showing"
    r"|that shows)\s*,?\s+",
    re.IGNORECASE,
)
#: What "the system has" are its nodes, and no more is said of it.
_WHOLE = re.compile(
    r"(?:it|the (?:whole |entire )?(?:system|architecture|network|pipeline|setup|infrastructure|diagram|circuit))\s+"
    r"(?:has|consists of|is made (?:up )?of|comprises)\s+(?P<list>.+)",
    re.IGNORECASE,
)
_EACH_NEXT = re.compile(
    r"(?:each|every)(?:\s+(?:one|\w+))?\s+(?P<verb>\w+)(?:\s+\w+)??(?:\s+(?:to|into))?"
    r"\s+the\s+(?:next|following)(?:\s+\w+)?",
    re.IGNORECASE,
)
#: "The page is returned to the browser": what goes there, and by whom if that is said.
_PASSIVE = re.compile(
    r"(?P<payload>.+?)\s+(?:is|are|gets?)\s+(?:then\s+|finally\s+|also\s+)?(?P<verb>\w+)\s+(?:back\s+)?"
    r"(?:to|into|onto|in|on)\s+(?P<target>.+?)(?:\s+by\s+(?P<actor>.+))?",
    re.IGNORECASE,
)
_BECOMING = re.compile(
    r"\s+(?:in order\s+)?to\s+(?:become|produce|form|make|yield|get|create|give)\s+", re.IGNORECASE
)
_BESIDE = re.compile(r"(?P<what>.+)\s+(?:in|on|at|with)\s+(?P<where>[^,]+)", re.IGNORECASE)
_FOLLOWED = re.compile(r"followed by\s+", re.IGNORECASE)
#: Words that no name of a node has: what has them was not understood.
NO_NAME = re.compile(r"\s(?:it|them|until|when)\b|^(?:then|until|when)\s", re.IGNORECASE)
_NO_LIST = re.compile(r"\b(?:but|while|whereas|which|who|that)\b", re.IGNORECASE)
_EACH_BEHIND = re.compile(r"\s+(?:each|both|all)$", re.IGNORECASE)
_IN_ORDER = frozenset(("stages", "steps", "phases"))
_SEVERAL = re.compile(r"\b(?:both|they|these|all)\b", re.IGNORECASE)

_OF_SYSTEMS = ("both", "chain", "put", "send", "get", "hold", "inside", "with", "from", "to")
_OF_MESSAGES = ("both", "put", "send", "get", "with", "from", "to")
_OF_SENSES = {"with": "--", "both": "<->"}
_PRONOUNS = frozenset(("it", "them", "this", "that", "these", "those"))
_REPLIES = frozenset(("return", "reply", "respond", "answer"))


@dataclass(slots=True)
class _Clause:
    subjects: list[Node] = field(default_factory=list)
    verb: Verb | None = None
    objects: list[Node] = field(default_factory=list)


class Links:
    """Reads sentences into a draft. Of a sequence, every clause is a message, in order."""

    def __init__(self, draft: Draft, word: str) -> None:
        self.draft = draft
        self.cast = Cast(draft, word, shaped=word != "state")
        self.is_sequence = draft.sort == "sequence"
        self.senses = _OF_MESSAGES if self.is_sequence else _OF_SYSTEMS
        self.speakers: set[str] = set()
        self.stages: list[Node] = []  # what follows each other in the order in which it was named
        self.payload = ""

    def read(self, span: Span) -> None:
        if self.is_sequence:
            self.speakers = set(_speakers(span, self.senses))
        for sentence in split(span, SENTENCE):
            for piece in split(sentence, _EDGES):
                self._sentence(without_leading(trim(piece, ",:-•*")))
        if not any(one.first in self.stages and one.second in self.stages for one in self.draft.edges):
            self._in_order("")

    def _sentence(self, span: Span) -> None:
        if not span.text.strip():
            return
        if search(span, _ARROW) is not None:
            for chain in split(span, LIST) if _ARROW.search(span.text.split(",")[0]) else [span]:
                self._chain(chain)
        elif fullmatch(span, _PAIRS) is not None:
            for pair in split(span, LIST):
                first, second = split(pair, re.compile("[-–]"))[:2]
                self.draft.link(self.cast.named(first)[0], self.cast.named(second)[0], pair, "--")
        elif not (self._listed(span) or self._all_moved(span) or self._placed(span)):
            self._clauses(span)

    # ------------------------------------------------------------ plain forms

    def _chain(self, span: Span) -> None:
        """ "A -> B -> C" """
        before: list[Node] = []
        for piece, mark in split_keeping(span, _ARROW):
            nodes = self.cast.named(piece)
            arrow = _ARROWS.get(mark.strip(), "->")
            for first in before:
                for second in nodes:
                    self.draft.link(first, second, span, arrow)
            before = nodes

    def _listed(self, span: Span) -> bool:
        """ "with states Idle, Running and Done" names nodes and says no more."""
        if (each := fullmatch(span, _EACH_NEXT)) is not None:
            self.stages = self.stages or list(self.draft.nodes)
            self._in_order(each["verb"])
            return True
        match = fullmatch(span, _CALLED) or fullmatch(span, _LISTED) or fullmatch(span, _WHOLE)
        names = part(span, match, "list") if match is not None else None
        if names is None or find_verb(names, self.senses) is not None or " from " in f" {names.text} ":
            return False
        nodes = self.cast.named(names)
        if match is not None and match.re is _LISTED and match["noun"].casefold() in _IN_ORDER:
            self.stages = nodes
        return True

    def _in_order(self, verb: str) -> None:
        """Link what was listed as stages, each with the next."""
        label = "" if any(one.split()[0] == lexicon.base_of_third(verb) for one in table("silent")) else verb
        for first, second in pairwise(self.stages):
            self.draft.link(first, second, first.span, label=label)

    def _moved(self, span: Span) -> bool:
        """ "from Idle to Running on start" """
        match = fullmatch(span, FROM_TO)
        if match is None or match.start("first") - span.start > 40:
            return False
        when = part(span, match, "when")
        sources = self.cast.named(named(span, match, "first"))
        targets = self.cast.named(named(span, match, "second"))
        for source in sources:
            for target in targets:
                self.draft.link(source, target, span, label=words_of(bare(when)) if when is not None else "")
        self.cast.subjects = sources
        return True

    def _all_moved(self, span: Span) -> bool:
        """One statement of what leads where, or several parted by commas and "and"."""
        for cut in (_NEXT_FROM, CUT):
            pieces = split(span, cut)
            if len(pieces) > 1 and all(self._is_move(one) for one in pieces):
                return all(list(map(self._moved, pieces)))
        return self._moved(span)

    def _is_move(self, span: Span) -> bool:
        return fullmatch(span, FROM_TO) is not None

    def _placed(self, span: Span) -> bool:
        """ "the database is below both services" """
        match = fullmatch(span, _PLACE)
        if match is None or self.is_sequence:
            return False
        subject, object_ = named(span, match, "subject"), named(span, match, "object")
        if any(self.draft.find(one) is None for one in split(object_, LIST) if not _SEVERAL.match(one.text)):
            return False
        objects = self.cast.named(object_)
        if match["predicate"].casefold() == "between":
            for one in self.cast.named(subject):
                for other in objects:
                    self.draft.link(one, other, span, "--")
            return True
        for one in self.cast.named(subject):
            for other in objects:
                self._state(one, match["predicate"].lower(), other, span)
        return True

    def _state(self, subject: Node, predicate: str, object_: Node, span: Span) -> None:
        if PHRASES[predicate].name == "inside":
            object_.give(subject)
        else:
            self.draft.stated.append(Stated(subject, predicate, object_, span))

    # ------------------------------------------------------------ subject, verb, object

    def _clauses(self, span: Span) -> None:
        clause = _Clause()
        waiting: list[Span] = []
        for piece, before in split_keeping(span, CUT):
            piece = without_leading(piece)
            relative = _RELATIVE.search(before) is not None
            if not relative and not waiting and self._placed(piece):
                continue
            if not relative and not waiting and self._passed(piece):
                continue
            if clause.objects and (follows := past(piece, _FOLLOWED)).start > piece.start:
                nodes = self.cast.named(follows)
                for one in clause.objects:
                    for other in nodes:
                        self.draft.link(one, other, piece)
                clause.objects = nodes
                continue
            verb = find_verb(
                piece, self.senses, bool(waiting), len(clause.subjects) > 1 or (relative and len(clause.objects) > 1)
            )
            on = clause.verb is not None and clause.verb.sense == "chain" and search(piece, _BECOMING) is not None
            if verb is None or on:
                if clause.verb is not None and not relative:
                    if "then" in before.casefold():  # "goes into the mixer, then the oven"
                        clause.subjects, clause.objects = clause.objects, []
                    self._join(clause, clause.verb, piece, span)
                else:
                    waiting.append(piece)
                continue
            stands_first = not piece.source.text[piece.start : verb.span.start].strip()
            if stands_first and not waiting:
                subjects = clause.objects if relative and clause.objects else clause.subjects
            else:
                subjects = self._subjects(waiting, Span(piece.source, piece.start, verb.span.start))
                self.cast.several = subjects if len(subjects) > 1 else self.cast.several
                waiting = []
            if not subjects:
                self.draft.unread.append(piece)
                continue
            clause = _Clause(subjects, verb)
            self._join(clause, verb, trim(Span(piece.source, verb.span.end, piece.end)), span)
            self.cast.subjects = subjects
        self._alone(waiting)

    def _subjects(self, waiting: list[Span], last: Span) -> list[Node]:
        """The nodes that the words before a verb name, together: "the user and order services each"."""
        last = trim(last)
        each = search(last, _EACH_BEHIND)
        last = last if each is None else Span(last.source, last.start, each.start())
        whole = trim(Span(last.source, waiting[0].start if waiting else last.start, last.end))
        if search(whole, NO_NAME) is not None:
            return []
        if search(whole, _NO_LIST) is None:
            return self.cast.named(whole)
        return [node for one in (*waiting, last) for node in self.cast.named(one)]

    def _passed(self, span: Span) -> bool:
        """ "the page is returned to the browser": sent by whom it says, else by who acted last."""
        match = fullmatch(span, _PASSIVE)
        payload = part(span, match, "payload") if match is not None else None
        if match is None or payload is None or not sends(match["verb"]):
            return False
        actor, known = part(span, match, "actor"), self.draft.find(bare(payload))
        senders = self.cast.named(actor) if actor is not None else [known] if known is not None else self.cast.subjects
        label = words_of(bare(payload))
        if not senders or known in senders:
            senders, label = self.cast.named(payload), match["verb"]
        targets = self.cast.named(named(span, match, "target"))
        for one in senders:
            for other in targets:
                is_reply = self.is_sequence and lexicon.verb_base(match["verb"].casefold()) in _REPLIES
                self.draft.link(one, other, span, "-->" if is_reply else "->", label)
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
        if verb.sense in ("hold", "inside"):
            objects = self.cast.named(rest)
            for one in objects:
                for other in clause.subjects:
                    (other if verb.sense == "hold" else one).give(one if verb.sense == "hold" else other)
            clause.objects = objects
            return
        if verb.sense == "chain":
            for piece in split(rest, _BECOMING):
                for node in self.cast.named(piece):
                    for one in clause.subjects:
                        self.draft.link(one, node, whole)
                    clause.subjects = [node]
            clause.objects = clause.subjects
            return
        if self.is_sequence and (beside := self._beside(rest)) is not None:
            for one in clause.subjects:
                for other in self.cast.named(beside[0]):
                    self.draft.link(one, other, whole, label=f"{verb.span.text} {words_of(beside[1])}")
            return
        label: Span | None = None
        if (labelled := search(rest, _LABELLED)) is not None:
            label = _after(rest, labelled)
            rest = trim(Span(rest.source, rest.start, labelled.start()))
        manner = search(rest, _MANNER)
        told = trim(Span(rest.source, manner.start(), rest.end)) if manner is not None else None
        if manner is not None:
            rest = trim(Span(rest.source, rest.start, manner.start()))
            if (
                verb.sense == "send"
                and told is not None
                and search(rest, DESTINATION) is None
                and not self.is_sequence
            ):
                via = _PROTOCOL.match(told.text)
                if via is not None:  # "sends emails via a mail service"
                    rest, told = Span(rest.source, rest.start, told.end), None
        target, payload = self._target(verb, rest, clause.subjects)
        said = self._said(verb, payload, told) if label is None else bare(label).text
        if target is not None and self._is_payload(target, clause.subjects):
            for one in clause.subjects:  # "a device that aggregates them" does so by itself
                self.draft.link(one, one, whole, label=f"{said} {self.payload}")
            return
        if payload is not None and verb.sense in ("send", "get", "put") and not _is_pronoun(payload):
            self.payload = words_of(bare(payload))
        if target is None:
            if self.is_sequence:
                for one in clause.subjects:
                    self.draft.link(
                        one,
                        one,
                        whole,
                        label=words_of(Span(rest.source, verb.span.start, max(rest.end, verb.span.end))),
                    )
            elif rest.text.strip() or verb.base:
                self.draft.unread.append(verb.span.to(rest) if rest.start < rest.end else verb.span)
            return
        objects = self.cast.named(target, clause.subjects)
        clause.objects = clause.objects + [one for one in objects if one not in clause.objects]
        own = len(objects) == len(clause.subjects) and target.text.casefold().find(" own ") >= 0
        pairs = zip(clause.subjects, objects, strict=True) if own else (
            (one, other) for one in clause.subjects for other in objects)  # fmt: skip
        for one, other in pairs:
            first, second = (other, one) if verb.sense in ("from", "get") else (one, other)
            arrow = _OF_SENSES.get(verb.sense, "->")
            if self.is_sequence and verb.base.split()[0] in _REPLIES:
                arrow = "-->"
            self.draft.link(first, second, whole, arrow, said)

    def _is_payload(self, target: Span, subjects: list[Node]) -> bool:
        """Whether a pronoun points to what was sent, and to no node."""
        if not self.payload or not _is_pronoun(target):
            return False
        several = target.text.casefold() in ("them", "these", "those")
        others = [one for one in self.cast.latest if one not in subjects]
        fits = len(others) > 1 if several else len(others) == 1
        fits = fits or (several and any(lexicon.is_plural(one.label.split()[-1].casefold()) for one in others))
        return not fits and lexicon.is_plural(self.payload.split()[-1].casefold()) == several

    def _target(self, verb: Verb, rest: Span, subjects: list[Node]) -> tuple[Span | None, Span | None]:
        """What a clause leads to, and what goes there: "a request to the server"."""
        if not rest.text.strip():
            return None, None
        origin = search(rest, _ORIGIN)
        goal = search(rest, _STORE if verb.sense == "put" else DESTINATION if verb.sense != "send" else _SENT)
        if verb.sense == "get":
            if origin is None:
                return None, rest
            return _after(rest, origin), _before(rest, origin)
        if goal is not None:
            return _after(rest, goal), _before(rest, goal)
        if verb.sense == "send" and self.is_sequence and not self._names_participant(rest):
            back = self._last_caller(subjects)
            return (back, rest) if back is not None else (None, rest)
        if origin is not None and verb.sense == "to":
            return _after(rest, origin), _before(rest, origin)
        if self.is_sequence and not self._names_participant(rest):
            return None, rest
        return rest, None

    def _beside(self, rest: Span) -> tuple[Span, Span] | None:
        """Who a message is for where a clause ends with it: "clicks login in the app"."""
        match = fullmatch(rest, _BESIDE)
        where = part(rest, match, "where") if match is not None else None
        known = where is not None and (self.draft.find(bare(where)) or key(bare(where).text) in self.speakers)
        return (where, named(rest, match, "what")) if match is not None and where is not None and known else None

    def _names_participant(self, span: Span) -> bool:
        """Whether words name who takes part: someone named, or what is one by its noun."""
        piece = bare(span)
        return (
            self.draft.find(piece) is not None
            or key(piece.text) in self.speakers
            or is_technical(piece.text)
            or span.text.casefold() in ("it", "them")
        )

    def _last_caller(self, subjects: list[Node]) -> Span | None:
        """Who is answered: the sender of the latest message to the speaker."""
        for edge in reversed(self.draft.edges):
            if edge.second in subjects and edge.first not in subjects:
                return edge.first.span
        return None

    def _said(self, verb: Verb, payload: Span | None, told: Span | None) -> str:
        """The label of a link: what is sent, or the verb, with how it is done."""
        words: list[str] = []
        if payload is not None and verb.sense in ("send", "get") and not _is_pronoun(payload):
            words.append(words_of(bare(payload)))
        elif verb.sense == "from":
            words.append(active(verb.base))
        elif verb.base not in table("silent"):
            words.append(
                verb.span.text
                if payload is None or _is_pronoun(payload)
                else f"{verb.span.text} {bare(payload).text}"
            )
        if told is not None:
            protocol = _PROTOCOL.match(told.text)
            words.append(told.text[protocol.end() :] if protocol is not None else told.text)
            if protocol is not None and len(words) > 1 and payload is None:
                words = words[1:]
        return " ".join(" ".join(words).split())


def _is_pronoun(span: Span) -> bool:
    return span.text.strip().casefold() in _PRONOUNS


def _speakers(span: Span, senses: tuple[str, ...]) -> Iterator[str]:
    """Who does something in the sentences: they take part, whoever names them first."""
    for sentence in split(span, SENTENCE):
        for piece in split(without_leading(trim(sentence, ",:")), CUT):
            verb = find_verb(piece, senses)
            if verb is not None and (words := bare(Span(piece.source, piece.start, verb.span.start)).text):
                yield key(words)


def _before(span: Span, match: re.Match[str]) -> Span | None:
    piece = trim(Span(span.source, span.start, match.start()))
    return piece if piece.start < piece.end else None


def _after(span: Span, match: re.Match[str]) -> Span | None:
    piece = trim(Span(span.source, match.end(), span.end))
    return piece if piece.start < piece.end else None


def without_leading(span: Span) -> Span:
    """A clause without words that only join it to the one before."""
    return past(trim(span, ",:"), _LEADING)


def words_of(span: Span) -> str:
    return " ".join(span.text.split())
