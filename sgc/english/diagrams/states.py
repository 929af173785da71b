"""State machines: what state leads to which, said from the states' side or from the events' ("a coin unlocks it")."""

from __future__ import annotations

import re

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.lexis import forms
from sgc.english.diagrams.links import Links
from sgc.english.diagrams.naming import can_be_named
from sgc.english.diagrams.pieces import (
    bare,
    caption,
    fullmatch,
    key,
    named,
    part,
    past,
    split,
    trim,
    words_of,
)
from sgc.english.diagrams.transitions import transition
from sgc.english.diagrams.ways import FROM_TO, WHEN, is_drawn
from sgc.source import Span

_TO_STATE = re.compile(
    r"(?P<first>.+?)\s+(?:goes|moves|transitions|switches|changes|returns|turns|becomes|go|move|transition"
    r"|return)\s+(?:back\s+)?(?:to|into)\s+"
    r"(?P<second>.+?)" + WHEN,
    re.IGNORECASE,
)
_BECOMES = re.compile(
    r"(?P<first>.+?)\s+(?:becomes?|(?:can|may)\s+(?:be|become))\s+"
    r"(?P<second>(?:(?:in|on|out of)\s+)?[\w-]+)" + WHEN, re.IGNORECASE
)
_TURNS = re.compile(r"(?P<first>[\w-]+)\s+(?P<verb>[a-z]+s)\s+(?:in)?to\s+(?P<second>.+?)" + WHEN, re.IGNORECASE)
_EVENT = re.compile(
    r"(?P<when>.+?)\s+(?:moves|takes|brings|changes|switches|sends"
    r"|returns)\s+(?:it\s+)?(?:from\s+)?(?P<first>.+?)\s+(?:back\s+)?to\s+(?P<second>.+)",
    re.IGNORECASE,
)
_WHEN_FIRST = re.compile(
    r"(?:on|when|if|after|upon|once)\s+(?P<when>.+?)(?:\s*,\s*|(?<=\d\d\sseconds)\s+|(?<=\d\sseconds)\s+"
    r"|(?<=minutes)\s+|(?<=hours)\s+|(?<=days)\s+|\s+(?=(?:it|they)\s+(?:goes?|becomes?|moves?|changes?|returns?"
    r"|enters?|switch(?:es)?|is)\b))(?P<rest>.+)",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"(?P<when>.+?)\s+(?:makes?|turns?|renders?|sets?|puts?|leaves?)\s+(?:it|them|the [\w ]+?)\s+"
    r"(?:into\s+|to\s+|in\s+)?(?P<second>[\w-]+(?:\s+[\w-]+)?)",
    re.IGNORECASE,
)
_DOES = re.compile(r"(?P<when>.+?)\s+(?:(?:can|may)\s+)?(?P<verb>[a-z]+)\s+(?:it|the \w+)(?:\s+again)?", re.IGNORECASE)
_ITSELF = re.compile(
    r"(?:it|the [\w ]+?)\s+(?P<verb>[a-z]+s)(?:\s+again)?"
    r"\s*,?\s+(?:when|on|after|if|once|upon|as soon as)\s+(?P<when>.+)",
    re.IGNORECASE,
)
_CAN_BE = re.compile(
    r"(?:it|they|the [\w -]+?|an?\s[\w -]+?)\s+(?:(?:can|may)\s+be|is(?=.*,.*\bor\b))\s+(?P<list>.+)", re.IGNORECASE
)
_OR = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_OF_A_STATE = re.compile(r"(?P<verb>\w+ing)\s+(?:an?|the)\s+(?P<state>[\w-]+)(?:\s+\w+)?", re.IGNORECASE)
_ENDS = re.compile(
    r"(?:with\s+)?(?:it\s+|(?:the|an?) (?:\w+\s+){1,2}?)?"
    r"(?P<which>starts|begins|ends|stops|finishes|(?:the |an? )?(?:initial|start|final"
    r"|end|accepting) states?(?: is| are|:)?)\s+(?:in\s+|at\s+|with\s+|as\s+)?(?P<states>.+)",
    re.IGNORECASE,
)
_BOTH_ENDS = re.compile(
    r"\s*,?\s+and\s+(?=(?:it\s+)?(?:ends|stops|finishes|starts|begins)\b|(?:the |an? )?(?:accepting|final|end) state)",
    re.IGNORECASE,
)
#: Where the states that were listed end and those to start and end in begin.
_POINTED = re.compile(
    r"\s*,\s*(?:and\s+)?(?=(?:the |an? )?(?:initial|start|final|end|accepting) states?\b)",
    re.IGNORECASE,
)
#: "approved documents are published"
_ARE = re.compile(
    r"(?:an?\s+|the\s+)?(?P<first>\w+)\s+\w+\s+(?:is|are|gets?)\s+(?:then\s+|finally\s+)?(?P<second>\w+)" + WHEN,
    re.IGNORECASE,
)
#: "after dispensing it returns to idle"
_FROM_THERE = re.compile(
    r"(?:after|once|when)\s+(?P<first>\w+),?\s+(?:it|they|the [\w ]+?)\s+(?:goes|returns?|moves|changes"
    r"|switches|is|resets)"
    r"\s+(?:back\s+)?(?:to\s+)?(?P<second>\w+)" + WHEN,
    re.IGNORECASE,
)
_SENT_BACK = re.compile(
    r"(?:(?P<when>.+?)\s+)?(?:can\s+|may\s+)?(?:sends?|puts?|moves?|takes?|brings?)\s+(?:it|them|the \w+)"
    r"\s+(?:back\s+)?(?:to|into|in)\s+(?P<second>.+)",
    re.IGNORECASE,
)
#: "on a q0 goes to q1", "on 0 stay in q2"
_READS = re.compile(
    r"(?:on|reading|with|for)\s+(?:an?\s+|input\s+|the \w+\s+)??(?P<when>\S+?),?\s+(?P<rest>\S+\s+(?:goes|stays"
    r"|moves|remains|loops)\s.+)",
    re.IGNORECASE,
)
#: "q0 on 1 stays in q0": the state, what it reads, and where that leads.
_AT = re.compile(
    r"(?:(?P<first>\S+)\s+)?(?:on|reading|with)\s+(?P<when>\S+)\s+(?:(?:stays|remains|loops)(?:\s+(?:in|on|at)\s+\S+)?"
    r"|(?:goes|moves|returns|transitions|leads)\s+(?:back\s+)?to\s+(?P<second>\S+))",
    re.IGNORECASE,
)
#: "q2 is accepting", "q0 is the start state"
_IS_END = re.compile(
    r"(?P<states>\S+)\s+(?:is|are)\s+(?:an?\s+|the\s+)?(?P<which>accepting|final|initial|start)(?:\s+states?)?",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"(?P<first>.+?)\s+(?:stays?|remains?|loops?)(?:\s+(?:in|on|at)\s+(?:itself|.+?))?" + WHEN,
    re.IGNORECASE,
)
#: "can approve it or send it back": two events.
_OR_EVENT = re.compile(r"\s+or\s+(?=\w+\s+(?:it|them)\b)", re.IGNORECASE)
_IT = frozenset(("it", "this", "they"))
#: "an email is a draft at first"
_AT_FIRST = re.compile(
    r"(?:it|an?\s+[\w -]+?|the\s+[\w -]+?)\s+(?:is|begins as|starts as"
    r"|starts out as)\s+(?:an?\s+)?(?P<state>[\w-]+(?:\s[\w-]+)?)\s+"
    r"(?:at first|at the beginning|in the beginning|initially|to begin with)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"(?P<word>otherwise|else|if not)\s*,?\s+(?P<rest>.+)", re.IGNORECASE)
#: "From closed it can be locked with a key", "a new order can be cancelled"
_ANY = re.compile(r"(?:from\s+)?(?:any|every|each|all)\s+(?:other\s+)?states?", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+and\s+", re.IGNORECASE)
_STATE_WHEN = re.compile(
    r"(?:to\s+)?(?P<second>[\w-]+(?:\s[\w-]+)?)\s+(?:after|on|when|if|once|upon)\s+(?P<when>.+)", re.IGNORECASE
)
_BULLET = re.compile(r"[-*•–]\s+")
_LINES = re.compile(r"\n+|;\s*")
_STATE_LINE = re.compile(r"(?P<state>[^:>→]{1,40}):\s*(?P<ways>[^:]+(?:->|→|=>)[^:]+)")
_NEXT_WAY = re.compile(r"\s*[,;]\s*(?:and\s+)?", re.IGNORECASE)
_WAY = re.compile(r"(?P<event>[^>→]+?)\s*(?:->|→|=>)\s*(?P<target>[^>→]+)")
_NOTED_STATE = re.compile(
    r"(?P<name>.+?)\s*\((?P<which>start|initial|accepting|final|end|accept)(?:ing)?(?:\s+state)?\)", re.IGNORECASE
)
_FROM_CAN = re.compile(
    r"(?:from|in)\s+(?P<first>[\w-]+),?\s+(?:it|they|the \w+)\s+(?:can|may)\s+(?:also\s+)?be\s+"
    r"(?P<second>\w+(?:ed|en|t))(?:\s+(?P<when>(?:with|by|using|when|if|after)\s.+))?",
    re.IGNORECASE,
)
_KIND_CAN = re.compile(
    r"(?:an?\s+|the\s+)?(?P<first>[\w-]+)\s+\w+\s+(?:can|may)\s+(?:also\s+)?be\s+(?P<second>\w+(?:ed|en|t))"
    r"(?:\s+(?P<when>(?:with|by|using|when|if|after)\s.+))?",
    re.IGNORECASE,
)
#: "and unlocked again with the key": back to where it came from.
_UNDONE = re.compile(
    r"(?:and\s+|then\s+)?(?P<verb>\w+ed)\s+again(?:\s+(?P<when>(?:with|by|using|when)\s.+))?", re.IGNORECASE
)
#: "and a locked one unlocked", behind "a closed door can be locked": the verb is said once.
_ONE_TOO = re.compile(
    r"(?:an?\s+|the\s+)?(?P<first>[\w-]+)\s+ones?\s+(?:(?:can|may)\s+(?:also\s+)?be\s+|is\s+)?(?P<second>\w+(?:ed|en|t))"
    r"(?:\s+again)?(?:\s+(?P<when>(?:with|by|using|when|if|after)\s.+))?",
    re.IGNORECASE,
)
#: "red goes to green, green to yellow, yellow back to red": the verb is said once.
_TOO = re.compile(
    r"(?P<first>any state|every state|all states|[\w-]+)\s+(?:back\s+)?to\s+(?P<second>[\w-]+)" + WHEN, re.IGNORECASE
)
_AND_TOO = re.compile(r"\s*,\s*(?:and\s+|then\s+)?(?=(?:any state|[\w-]+)\s+(?:back\s+)?to\s+[\w-]+)", re.IGNORECASE)
_AND_ONE = re.compile(r"\s*[,;]?\s+and\s+(?=(?:an?|the)\s+[\w-]+\s+ones?\s)", re.IGNORECASE)
_PRONOUN_IS = re.compile(
    r"(?:it|he|she|they)\s+(?:is|are|gets?|has been|have been)\s+(?=\w+(?:ed|en|t|d)\b)", re.IGNORECASE
)


class States(Links):
    """Reads sentences on states into a draft. ``current`` is the state that was reached last: events that name none
    begin there."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft, "state")
        self.current: list[Node] = []
        self.before: list[Node] = []  # from where that was reached

    def _named_states(self) -> None:
        """ "q0 (start)", "q2 (accepting)": what a state is, behind its name."""
        for node in list(self.draft.nodes):
            match = _NOTED_STATE.fullmatch(node.label)
            if match is not None:
                node.label = match["name"]
                self._mark(match["which"].casefold(), [node], node.span)

    def read(self, span: Span) -> None:
        if not self._by_lines(span):
            super().read(span)
        self._named_states()

    def _by_lines(self, span: Span) -> bool:
        """ "- idle: coin -> paid; - paid: push -> idle": for each state, on what it leads where."""
        lines = [past(one, _BULLET) for one in split(span, _LINES)]
        found = [fullmatch(trim(one, ".,"), _STATE_LINE) for one in lines]
        if len(lines) < 2 or not all(match is not None for match in found):
            return False
        heads = {key(match["state"]) for match in found if match is not None}
        ways = [(one, match, [fullmatch(way, _WAY) for way in split(named(one, match, "ways"), _NEXT_WAY)])
                for one, match in zip(lines, found, strict=True) if match is not None]  # fmt: skip
        if not all(way is not None and key(way["target"]) in heads for _, _, listed in ways for way in listed):
            return False
        for line, match, listed in ways:
            sources = self.cast.named(named(line, match, "state"))
            for way in listed:
                assert way is not None
                self._lead(sources, self.cast.named(named(line, way, "target")), part(line, way, "event"), line)
        return True

    def _moved(self, span: Span) -> bool:
        """ "from Idle to Running on start", "the timer moves it from Red to Green", "pushing locks it" """
        if self._reads(span) or (self._by_known(span) is None and self._can(span)):
            return True
        if (first := fullmatch(span, _AT_FIRST)) is not None:
            self._mark("start", self.cast.named(named(span, first, "state")), span)
            return True
        if (otherwise := fullmatch(span, _OTHERWISE)) is not None and self.before:
            self.current = self.before
            rest = named(span, otherwise, "rest")
            becomes = fullmatch(rest, _BECOMES)
            if becomes is not None:
                states = self.cast.named(named(rest, becomes, "second"))
                self._lead(self.current, states, Span(span.source, span.start, otherwise.end("word")), span)
                return True
        when = None
        if (reads := fullmatch(span, _READS)) is not None:
            when, span = part(span, reads, "when"), named(span, reads, "rest")
        elif self._by_known(span) is None and (first := fullmatch(span, _WHEN_FIRST)) is not None:
            when, span = part(span, first, "when"), named(span, first, "rest")
        known = self._by_known(span) is not None or transition(self.draft, span) is not None
        if not known and (listed := fullmatch(span, _CAN_BE)) is not None:
            for one in split(named(span, listed, "list"), _OR):
                self.cast.named(one)
            return True
        if (ends := _ENDS.match(span.source.text, span.start, span.end)) is not None:
            who = bare(Span(span.source, span.start, ends.start("which")))
            if not self.draft.title and who.text and who.text.casefold() not in ("it", "with"):
                self.draft.title = caption(who.text)  # "an order starts as pending"
            for piece in split(span, _BOTH_ENDS):
                self._points(piece)
            return True
        if (stays := fullmatch(span, _STAYS)) is not None and self.draft.find(named(span, stays, "first")) is not None:
            for state in self.cast.named(named(span, stays, "first")):
                self._lead([state], [state], part(span, stays, "when") or when, span)
            return True
        match = self._by_known(span) or _form(span)
        is_event = match is not None and "first" not in match.re.groupindex
        two = None if is_event or self._names_both(span, match) else transition(self.draft, span)
        if two is not None:
            self._lead([two.first], [two.second], two.when or when, span)
            return True
        if match is None:
            return False
        if "first" not in match.re.groupindex:
            return self._happens(span, match)
        source_words = named(span, match, "first")
        if not can_be_named(source_words):
            self.draft.unread.append(span)
            return True
        what = part(span, match, "what") if match.re is FROM_TO else None
        if what is not None and match["verb"] is not None and what.text.casefold() not in _IT:
            self.draft.heard.append(what)  # what has the states
            self.draft.title = self.draft.title or caption(bare(what).text)
        is_current = source_words.text.casefold() in _IT and bool(self.draft.nodes)
        sources = (self.current or self.draft.nodes[:1]) if is_current else self._states(source_words)
        if match.re is _TURNS:
            when = part(span, match, "verb")
        targets = self._states(named(span, match, "second"))
        self._lead(sources, targets, part(span, match, "when") or when, span)
        return True

    def _can(self, span: Span) -> bool:
        """ "from closed it can be locked with a key, and unlocked again", "a new order can be cancelled" """
        if (undone := fullmatch(span, _UNDONE)) is not None and self.before and self.current:
            when = Span(span.source, undone.start("verb"), undone.end("verb"))
            how = part(span, undone, "when")
            label = f"{when.text} {words_of(how)}" if how is not None else when.text
            for source in self.current:
                for target in self.before:
                    self.draft.link(source, target, span, label=label)
            self.draft.heard.append(span)
            return True
        match = fullmatch(span, _FROM_CAN) or (fullmatch(span, _ONE_TOO) if self.before else None)
        if match is None and (match := fullmatch(span, _KIND_CAN)) is not None:
            known = self.draft.find(named(span, match, "first"))
            match = match if known is not None and known.word == self.cast.word else None
        if match is None:
            return False
        sources, second = self.cast.named(named(span, match, "first")), named(span, match, "second")
        if self.draft.find(second) is None and self._undoes(second.text, sources):
            self._lead(sources, self.before, part(span, match, "when") or second, span)
            return True
        targets = self.cast.named(second)
        self._lead(sources, targets, part(span, match, "when"), span)
        return True

    def _undoes(self, verb: str, states: list[Node]) -> bool:
        """Whether a verb says that a state is left again for the one before: "unlocked", of what is locked."""
        word = verb.casefold().removeprefix("un").removeprefix("de")
        return bool(self.before) and word != verb.casefold() and any(key(one.label) == word for one in states)

    def _reads(self, span: Span) -> bool:
        """ "q0 on 1 stays in q0", "on 0 goes to q1", "q2 is accepting": what automata are told by."""
        if (is_end := fullmatch(span, _IS_END)) is not None:
            self._mark(is_end["which"].casefold(), self.cast.named(named(span, is_end, "states")), span)
            return True
        at = fullmatch(span, _AT)
        sources = self.current if at is not None and not at["first"] else []
        if at is not None and at["first"]:
            sources = self.cast.named(named(span, at, "first"))
        if at is None or not sources:
            return False
        targets = self.cast.named(named(span, at, "second")) if at["second"] else sources
        self._lead(sources, targets, part(span, at, "when"), span)
        self.current = sources
        return True

    def _sentence(self, span: Span) -> None:
        pieces = [one for piece in split(span, _POINTED) for part_of in _further(piece) for one in _done_too(part_of)]
        for part_of in [one for piece in pieces for one in self._and_states(piece)]:
            if (too := fullmatch(part_of, _STATE_WHEN)) is not None and part_of not in pieces and self.before:
                states = self.cast.named(named(part_of, too, "second"))
                self._lead(self.before, states, part(part_of, too, "when"), part_of)
                continue
            before = self.current
            for i, piece in enumerate(split(part_of, _OR_EVENT)):
                self.current = before if i else self.current
                super()._sentence(piece)

    def _and_states(self, span: Span) -> list[Span]:
        """A sentence cut where another state and its event are told of the same: "active on payment and cancelled after
        a month"."""
        pieces = split(span, _AND)
        found = pieces[:1]
        for piece in pieces[1:]:
            match = fullmatch(piece, _STATE_WHEN)
            if match is not None and self.draft.find(named(piece, match, "second")) is not None:
                found.append(piece)
            else:
                found[-1] = found[-1].to(piece)
        return found

    def _is_move(self, span: Span) -> bool:
        return is_move(span)

    def _names_both(self, span: Span, match: re.Match[str] | None) -> bool:
        """Whether a form says what leads where by names that are known, or can be names."""
        if match is None or not {"first", "second"} <= set(match.re.groupindex):
            return False
        names = [named(span, match, one) for one in ("first", "second")]
        return all(one.text.casefold() in _IT or self.draft.find(one) is not None for one in names)

    def _by_known(self, span: Span) -> re.Match[str] | None:
        """Forms that only what is known to be states has: "approved documents are published", …"""
        for form in (_ARE, _FROM_THERE):
            match = fullmatch(span, form)
            if match is not None and all(self.draft.find(named(span, match, one)) for one in ("first", "second")):
                return match
        back = fullmatch(span, _SENT_BACK)
        return back if back is not None and self.draft.find(bare(named(span, back, "second"))) is not None else None

    def _states(self, span: Span) -> list[Node]:
        """ "New or Paid orders" of an order are its states New and Paid."""
        if _ANY.fullmatch(span.text) is not None:
            return [one for one in self.draft.nodes if one.word == self.cast.word]
        noun = span.text.split()[-1]
        if lexicon.one_of(noun.casefold()) in self.draft.title.casefold().split() and len(span.text) > len(noun):
            span = Span(span.source, span.start, span.end - len(noun))
        return [node for one in split(span, _OR) for node in self.cast.named(one)]

    def _happens(self, span: Span, match: re.Match[str]) -> bool:
        """An event that says in which state it leaves the machine, by a word or by its verb."""
        if match.re is _DOES and not {lexicon.THIRD, lexicon.BASE} & forms(match["verb"].casefold()):
            self.draft.unread.append(span)
            return True
        if match.re in (_MAKES, _SENT_BACK):
            target = self.cast.named(named(span, match, "second"))
        else:
            target = [self._state_of(named(span, match, "verb"))]
        when = part(span, match, "when")
        sources = [one for one in self.current or self.draft.nodes[:1] if one not in target]
        if when is not None and (of := fullmatch(when, _OF_A_STATE)) is not None:
            state = self.draft.find(named(when, of, "state"))
            if state is not None and state not in target:
                sources, when = [state], part(when, of, "verb")
        if not sources:
            self.draft.unread.append(span)
            return True
        self._lead(sources, target, when, span)
        return True

    def _state_of(self, verb: Span) -> Node:
        """The state that a verb leads to: what it "closes" is "closed", what it "opens" is "open" if it can be."""
        base = lexicon.base_of_third(verb.text.casefold())
        for node in self.draft.nodes:
            if key(node.label) in (base, lexicon.past_participle(base)):
                return node
        name = base if lexicon.is_adjective(base) else lexicon.past_participle(base)
        return self.draft.add(verb, self.cast.word, name.capitalize())

    def _lead(self, sources: list[Node], targets: list[Node], when: Span | None, span: Span) -> None:
        label = _PRONOUN_IS.sub("", words_of(bare(when))) if when is not None else ""
        self.before = sources
        for source in sources:
            for target in targets:
                if len(sources) < 3 or source is not target:  # "any state to off"
                    self.draft.link(source, target, span, label=label)
        self.cast.subjects = sources
        self.current = targets

    def _points(self, span: Span) -> None:
        """ "it starts in Idle": the points that states begin and end at."""
        match = fullmatch(span, _ENDS)
        states = part(span, match, "states") if match is not None else None
        if match is None or states is None:
            self.draft.unread.append(span)
            return
        self._mark(re.sub(r"^(?:the|an?)\s+", "", match["which"].casefold()), self.cast.named(states), span)

    def _mark(self, which: str, nodes: list[Node], span: Span) -> None:
        """The point at which a machine begins in states, or ends in them, or what they accept."""
        word = "start" if which.startswith(("start", "begin", "initial")) else "end"
        self.current = nodes
        if which.startswith(("accepting", "final")):
            for node in nodes:
                node.word = "accepting"
            return
        point = self.draft.add(span, word, "")
        for node in nodes:
            self.draft.link(*((point, node) if word == "start" else (node, point)), span)


def _done_too(span: Span) -> list[Span]:
    """A clause cut where it says what else is done to the same: "it can be locked with a key | and unlocked again"."""
    found = clauses(span)
    cut = next((one.span.start for one in found[1:] if one.passive and one.joined == "and" and not one.subject), None)
    if cut is None or not found[0].verb or is_drawn(span):
        return [span]
    before = Span(span.source, span.start, cut).text.rstrip().removesuffix("and")
    return [trim(Span(span.source, span.start, span.start + len(before))), Span(span.source, cut, span.end)]


def _further(span: Span) -> list[Span]:
    """A sentence cut where another state's way is told without its verb."""
    pieces = split(span, _AND_TOO)
    if len(pieces) > 1 and all(fullmatch(one, _TOO) is not None for one in pieces[1:]):
        return pieces
    return split(span, _AND_ONE)


def is_move(span: Span) -> bool:
    """Whether a clause says what state something leads to."""
    return any(fullmatch(span, one) is not None for one in (_READS, _AT, _IS_END)) or _form(span) is not None


def _form(span: Span) -> re.Match[str] | None:
    """How a statement says what leads where."""
    for form in (FROM_TO, _TO_STATE, _BECOMES, _TURNS, _EVENT, _MAKES, _DOES, _ITSELF, _TOO):
        if (match := fullmatch(span, form)) is not None:
            return match
    return None
