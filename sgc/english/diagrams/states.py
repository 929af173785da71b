"""State machines: what state leads to which, said from the states' side or from the events' ("a coin unlocks it")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.gapping import (
    AFTER_TOO,
    DONE_FROM,
    ONE_TOO,
    TAKEN,
    TIMED,
    TO_TOO,
    TOO,
    is_done_from,
    shortened,
)
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import bare, caption, fullmatch, key, named, part, past, split
from sgc.english.diagrams.said import otherwise
from sgc.english.diagrams.state_names import IT, OR, StateNames, called_by
from sgc.english.diagrams.transitions import (
    BRINGING,
    ENDS,
    GOING,
    LEADING,
    STAYING,
    Said,
    begins,
    event_of,
    is_case,
    is_first,
    named_mark,
    said_of_states,
    without_mark,
)
from sgc.english.diagrams.ways import FROM_TO, is_drawn
from sgc.english.diagrams.words import base_of, forms
from sgc.source import Span

#: "It can be open, closed or locked."
_CAN_BE = re.compile(
    r"(?:(?P<of>it|they|the [\w -]+?|an?\s[\w -]+?|[\w-]+)\s+)(?:(?:can|may|might)\s+(?:either\s+)?be"
    r"|(?:is|are)(?=.*,.*\bor\b)|has the states)\s+(?:either\s+)?(?:in\s+)?(?P<list>.+)",
    re.IGNORECASE,
)
#: "with states Idle and Running", "the states are: …"
_STATES_ARE = re.compile(
    r"(?:(?:it|there|with|has|have|having|are)\s+)*(?:the\s+|its\s+|\w+\s+)??(?:possible\s+)?states\s*(?:are\b|:|,|called)?\s*"
    r"(?P<list>.+)",
    re.IGNORECASE,
)
#: "is red, then green, then red again": states in the order in which it has them.
_IN_TURN = re.compile(
    r"(?P<of>[^,]+?)\s+(?:is|are)\s+(?:first\s+|at first\s+)?"
    r"(?P<list>[\w-]+(?:\s[\w-]+)?(?:,\s*(?:and\s+)?then\s+[\w-]+(?:\s[\w-]+)?)+)",
    re.IGNORECASE,
)
_THEN = re.compile(r"\s*,\s*(?:and\s+)?then\s+|\s+again\b", re.IGNORECASE)
_WAITING = frozenset(("wait", "look", "search", "listen", "ask"))
_EITHER = frozenset(("if", "whenever"))
#: Verbs of what goes to and fro between two states.
_TOGGLING = frozenset(("toggle", "switch", "alternate", "flip", "change", "move", "go", "cycle"))
_AND_TO = re.compile(r"and\s+(?:back\s+)?(?:to|into)\s", re.IGNORECASE)
_AND = re.compile(r"and\s+", re.IGNORECASE)


class States(StateNames):
    """Reads sentences on states into a draft. ``current`` is the state that was reached last: events that name none
    begin there; ``before`` are the states from which that was reached."""

    made: Node | None = None  # the state that the latest verb was taken for
    whence: Span | None = None  # the state before the subject of the sentence: "from idle, …"
    action: Span | None = None  # what is done on the way to the next state
    awaited: Sequence[Span] = ()  # until what the state lasts that was told last

    def _sentence(self, span: Span) -> None:
        if is_drawn(span):
            super()._sentence(span)
            return
        in_turn = False  # whether "then" says that what follows goes on from there
        event = ""  # on what all ways of the sentence are gone
        for piece in shortened(span):
            known = len(self.draft.edges)
            in_turn = in_turn or piece.text.casefold().startswith("then ")
            piece = past(piece, _AND) if in_turn and _AND_TO.match(piece.text) is not None else piece
            if not self._noted(piece) and not self._listed_states(piece) and not self._gapped(piece):
                super()._sentence(piece)
            for edge in self.draft.edges[known:]:
                event = edge.label if fullmatch(piece, TAKEN) is not None else event
                edge.label = edge.label or event

    def _colored(self, span: Span) -> bool:
        return False

    def _all_moved(self, span: Span) -> bool:
        """A sentence of clauses, each on what leads where."""
        found = clauses(span, frozenset(one.label.casefold() for one in self.draft.nodes))
        if self._names_only(span, found) or self._from_to(span, found):
            return True
        begun, self.whence = self.current, None  # alternatives begin where the sentence does
        pending, self.awaited = list(self.awaited), ()
        if pending and any(is_case(one) for one in found):  # what comes then is not told
            self.draft.unread += pending
            pending = []
        either = False
        told = 0  # clauses that were read
        reached: list[Node] = []
        i = 0
        while i < len(found):
            one, within = found[i], None
            i += 1
            if i > 1 and named_mark(one) == "while" and one.verb and self._is_exactly(one.who):
                within, doing = one.who, found[i - 2]  # "pushing while unlocked locks it"
                one = replace(one, mark=None, subject=doing.subject)
                self.draft.unread = [span for span in self.draft.unread if span != doing.span]
            if is_case(one):
                while i < len(found) and found[i].joined == "and" and found[i].verb and not is_case(found[i]):
                    i += 1  # "when the door is closed and the button is pressed"
                either = either or named_mark(one) in _EITHER
                pending.append(without_mark(one, found[i - 1].span.end))
                continue
            if self._in_which_case(one) and i < len(found) and self.made is not None:
                self._is_made(self.made, self._outcome(found[i]))
                i += 1
                continue
            if not one.verb:
                if self._begins_as(one, found[i : i + 1]):
                    continue
                if one.subject:
                    self.draft.unread.append(one.span)
                continue
            later: list[Span] = []  # "it is idle until a job arrives", of what comes then
            while i < len(found) and is_case(found[i]) and not begins(found[i]):  # "it stops when the tank is full"
                of_next = named_mark(found[i]) == "until" and i + 1 < len(found)
                when = without_mark(found[i], found[i].span.end)
                if named_mark(found[i]) == "until" and not of_next and one.main.base not in STAYING:
                    self.awaited = [when]  # where it leads then is told in the next sentence
                else:
                    (later if of_next else pending).append(when)
                i += 1
            if (other := otherwise(one)) is not None:
                pending.append(Span(span.source, other.start, other.end))
            is_or = told and one.joined.endswith("or")
            again = told and (other is not None or (either and bool(pending)))
            self.current = (self.before if is_or else begun if again else []) or self.current
            of_subject = one.around is not None and any(other is one.around for other in found[i:])
            if not of_subject and not self._says(one, pending, within):
                if pending and one.passive and i < len(found) and found[i].joined.endswith("and"):
                    later, self.action = pending, one.span  # "(on cancel) the coin is returned, and it is idle again"
                else:
                    self.draft.unread.append(one.span)
            begun = list(self.before) if not told and self.before else begun
            told += 1
            pending = later
            reached += (node for node in self.current if node not in reached)
        self.draft.unread += pending
        self.cast.several = reached if len(reached) > 1 else self.cast.several  # "from both"
        self.current = reached if self.whence is not None and len(reached) > 1 else self.current
        return True

    def _names_only(self, span: Span, found: list[Clause]) -> bool:
        """ "idle, busy, done": states, of which no more is said."""
        pieces = split(span, OR)
        if len(pieces) < 2 or any(len(one.text.split()) > 3 for one in pieces):
            return False
        if any(one.verb and one.subject for one in found) and (len(pieces) < 3 or self.draft.nodes):
            return False
        for one in pieces:
            self._listed_name(one)
        return True

    def _from_to(self, span: Span, found: list[Clause]) -> bool:
        """ "from Idle to Running on start" """
        match = fullmatch(span, FROM_TO)
        if (
            match is None
            or match["what"]
            or any(one.verb and one.verb[0].start < match.start("second") for one in found)
        ):
            return False
        when = part(span, match, "when")
        sources, targets = self._states(named(span, match, "first")), self._states(named(span, match, "second"))
        self._leads(sources, targets, [when] if when is not None else [], span)
        return True

    def _begins_as(self, one: Clause, further: Sequence[Clause]) -> bool:
        """ "idle until a coin is inserted": the state in which it is at first, of which no more is said."""
        is_state = bool(one.subject) and len(one.subject) < 3 and one.subject[0].tag not in (Tag.PREP, Tag.TO)
        if self.draft.nodes or not is_state or not further or named_mark(further[0]) != "until":
            return False
        self._mark("start", self._states(one.who), one.span)
        return True

    # ------------------------------------------------------------ one clause

    def _says(self, one: Clause, pending: list[Span], within: Span | None = None) -> bool:
        """Take a clause, on what happens that is told before it, and ``within`` which state."""
        if one.negated:
            return False
        one, whence = self._parted(one)
        one, pending = self._without_before(one, pending)
        said = said_of_states(one)
        said.first = said.first or whence or within
        base = one.main.base
        if base in _TOGGLING and (both := self._both(one)) is not None:
            events = [one.who, *pending] if self._is_done(one) or not self._is_machine(one.who) else pending
            self._leads(both[:1], both[1:], events, one.span)
            self._leads(both[1:], both[:1], events, one.span)
            self.draft.heard.append(one.place)
            return True
        lead = self._lead_of(one)
        if lead is not None and lead[1]:
            said.first = self.whence = lead[0]
        elif lead is not None:
            said.events.insert(0, lead[0])
        elif one.joined == "and" and one.subject and one.who.text.casefold() not in IT:
            said.first = said.first or self.whence  # "from idle, a call makes it ring and a key makes it dial"
        exact = next((event for event in pending if self._is_exactly(event)), None)
        said.first = said.first or exact  # "after solved it returns to open"
        if said.first is None and exact is None:
            exact = next((event for event in pending if self._is_in(event) is not None), None)
            said.first = self._is_in(exact) if exact is not None else None  # "while it is pending or paid"
        said.first = said.first or next((place for event in pending if (place := self._lasting(event))), None)
        events = [*(event for event in pending if event is not exact), *said.events]
        if self._starts(one, said, bool(events)):
            return True
        if one.around is not None and said.second is not None and self.made is not None:
            self._is_made(self.made, self._states(said.second))
            return True
        self.made = None
        if base in STAYING:
            sources = self._whence(one, said)
            self._leads(sources, sources, events, one.span)
            return bool(sources)
        if base in BRINGING and said.second is not None and (said.object is not None or one.passive):
            return self._brought(one, said, events, label=base not in BRINGING)
        if (base in GOING or base in ENDS) and said.second is not None and not one.passive:
            return self._goes(one, said, events)
        if said.second is not None and base == "be":
            return self._is(one, said, events)
        if said.second is not None and said.object is None and not one.passive:  # "ice melts into water"
            return self._goes(one, said, events or [one.place])
        if said.second is not None and self._is_state(said.second):
            return self._brought(one, said, events, label=True)
        return self._acts(one, said, events)

    def _starts(self, one: Clause, said: Said, happens: bool) -> bool:
        """ "an order starts as pending", "it begins in Idle", "new orders are pending", "it is open at first"."""
        base, where = one.main.base, said.second
        is_bare = not one.rest or is_first(one)
        if one.passive and is_bare and not self.draft.nodes and not happens:  # "a door is closed until …"
            base, where = "be", Span(one.source.source, one.main.start, one.main.end)
            self.draft.heard.append(one.span)
        elif one.passive:
            return False
        alone = not happens or bool(said.events)
        if where is None and base in _WAITING and not self.draft.nodes and alone:  # "it waits for coins"
            self._entitle(one.who)
            place = Span(one.source.source, one.main.start, one.span.end)
            label = caption(f"{lexicon.ing_form(base)} {one.what.text}")
            self._mark("start", [self.draft.add(place, self.cast.word, label)], one.span)
            return True
        if where is None or where.text.casefold() in IT:
            return False
        if base in ENDS and self.draft.nodes and self._is_done(one):
            return False  # "pressing W starts walking"
        if base in ENDS and self.current and (happens or (one.joined and one.who.text.casefold() in IT)):
            return False  # "when it is full it begins washing"
        is_new = base == "be" and not self.draft.nodes and not happens
        if base not in ENDS and not is_new:
            return False
        self._entitle(one.who)
        self._mark("end" if base in ("end", "stop", "finish", "terminate") else "start", self._states(where), one.span)
        return True

    def _goes(self, one: Clause, said: Said, events: list[Span]) -> bool:
        """ "it goes to red", "paid orders move to shipped"."""
        assert said.second is not None
        sources = self._whence(one, said)
        if self._is_done(one) or (said.first is not None and not self._is_machine(one.who) and one.subject):
            events = [one.who, *events]  # "hanging up returns to idle", "play goes from stopped to playing"
        elif self._known(one.who) is None and said.first is None:
            who = self._of_machine(one.who, one.main.base in GOING)
            sources = self._states(who) if who is not None else sources
        if said.first is not None and not self.draft.title:
            self._entitle(one.who)
        self.draft.heard.append(one.place)
        self._leads(sources, self._states(said.second), events, one.span)
        if said.both_ways:
            self._and_back(events, one.span)
        for place in said.further:
            self._leads(self.current, self._states(place), [], one.span)
        return bool(sources)

    def _and_back(self, events: list[Span], span: Span) -> None:
        """ "the scheduler moves it from ready to running and back": what it goes on from afterwards is the state that
        it was brought into."""
        there, here = self.current, self.before
        self._leads(there, here, events, span)
        self.before, self.current = here, there

    def _is_done(self, one: Clause) -> bool:
        """Whether the subject of a clause is what happens, and no state: "answering", "a timeout (leads to)"."""
        first = one.subject[0] if one.subject else None
        may_be = first is not None and (first.tag is Tag.VG or lexicon.ING in forms(first.lower))
        happens = one.main.base in LEADING and one.who.text.casefold() not in IT
        return (may_be or happens) and self._known(one.who) is None

    def _is(self, one: Clause, said: Said, events: list[Span]) -> bool:
        """ "(when it is submitted,) it is under review": only what happens leads there."""
        assert said.second is not None
        sources = self._whence(one, said) if self.draft.nodes else []
        may = any(word.tag is Tag.MODAL for word in one.verb)
        if not events and not may and not self._is_state(said.second):
            return False
        targets = self._states(said.second)
        if not sources and events:  # "a report is new when it is created"
            self._entitle(one.who)
            begun = len(self.draft.edges)
            self._mark("start", targets, one.span)
            for edge in self.draft.edges[begun:]:
                edge.label = ", ".join(map(event_of, events))
            return True
        if sources == targets or not (events or may):
            self.current = targets
            return True
        self._leads(sources, targets, events, one.span)
        return bool(sources)

    def _brought(self, one: Clause, said: Said, events: list[Span], label: bool) -> bool:
        """ "the reviewer sends it back to draft", "a draft is sent to review by its author"."""
        assert said.second is not None
        sources = self._whence(one, said)
        if not sources and one.passive and (named_so := self._of_machine(one.who)) is not None:
            sources = self._states(named_so)
        of_state = self._known(one.who) is not None and one.subject[0].tag is Tag.VG
        doing = one.subject[0] if of_state else None
        if not events and doing is not None:  # "closing an open door makes it closed"
            events = [Span(one.source.source, doing.start, doing.end)]
        elif not events and one.who.text and not one.passive and self._known(one.who) is None:
            is_whence = said.first is not None and one.who.end < said.first.start < one.place.start
            who = self._whole_of(one) if one.main.base in BRINGING else one.who.to(one.place)
            events = [one.who if is_whence else who]
        elif not events and (label or one.passive or not one.who.text):
            events = [Span(one.source.source, one.main.start, one.main.end)]
        self.draft.heard.append(one.place)
        self._leads(sources, self._caused(one, said.second), events, one.span)
        if said.both_ways:
            self._and_back(events, one.span)
        elif said.back and not one.passive and said.object is not None and said.object.text.casefold() in IT:
            self.current = sources  # what is told next is told of the same
        return bool(sources)

    def _acts(self, one: Clause, said: Said, events: list[Span]) -> bool:
        """A verb that says itself where it leads: "a coin unlocks it", "it can be cancelled", "the door opens"."""
        base = one.main.base
        alone = one.who.text.casefold() in IT and not one.rest and bool(events)  # "it moves", "it stops"
        acts_on = said.object is not None and (
            said.object.text.casefold() in IT or self._is_machine(said.object) or self._known(said.object) is not None
        )
        known = self._state_of(base, new=False, particle=one) or self._put_up_for(events)
        is_end = base in ENDS and not (alone and base == "stop") and not acts_on
        if base in ("be", "have", "do") or is_end or (base in BRINGING | GOING and said.object is None and not alone):
            return False
        goes_on = bool(one.joined) and not one.subject and bool(self.current)  # "it washes, rinses and spins"
        by_itself = said.object is None and not one.passive and (bool(events) or known is not None or goes_on)
        if not (one.passive or acts_on or by_itself):
            return False
        sources = self._whence(one, said)
        undone = self._undone(base, sources)
        target = undone or ([known] if known is not None else None)
        if target is None and (doing := self._doing(one, said)) is not None:
            target, self.made = [doing], doing
            events = [event for event in events if event not in said.events]
        if target is None:
            made = self._state_of(base, new=True, particle=one)
            target, self.made = [made] if made is not None else [], made
        if acts_on and one.who.text and one.who.text.casefold() not in IT:
            events = [one.who, *events]
            self.draft.heard += [one.place] if undone or known is not None else []  # "(a guard) unlocks it"
        elif undone or (known is not None and key(known.label) not in called_by(base)):
            main = Span(one.source.source, one.main.start, one.main.end)
            is_behind = bool(events) and events[0].start > main.end  # "unlocked with the key"
            events = [main.to(events[-1])] if is_behind else events or [main]
        self._leads([node for node in sources if node not in target], target, events, one.span)
        return bool(sources)

    def _doing(self, one: Clause, said: Said) -> Node | None:
        """What it does with something is a state of its own: "it shows an error", "it fills with water"."""
        is_it = one.who.text.casefold() in IT and not one.passive
        on_other = said.object is not None and said.object.text.casefold() not in IT and not self._known(said.object)
        waits = ("with", "for") if one.main.base in _WAITING else ("with",)
        with_it = said.object is None and bool(one.rest) and one.rest[0].lower in waits
        if not is_it or not (on_other or with_it):
            return None
        place = Span(one.source.source, one.main.start, one.what.end)
        name = f"{lexicon.ing_form(one.main.base)} {bare(one.what).text}"
        return self.draft.add(place, self.cast.word, caption(name))

    def _is_made(self, made: Node, states: list[Node]) -> None:
        """ "approves it, which makes it published": a state that a verb was taken for is the one that it leads to."""
        verb = lexicon.third_person(base_of(made.span.text.casefold()))
        for edge in [one for one in self.draft.edges if one.second is made]:
            edge.second = states[0] if states else made
            edge.label = f"{edge.label} {verb}".strip()
        if states and made not in states:
            self.draft.nodes.remove(made)
        self.current = states

    def _in_which_case(self, one: Clause) -> bool:
        """ "(approves it,) in which case (it is published)": what follows says the state that the verb leads to."""
        is_case = one.around is not None and not one.verb and one.who.text.casefold() == "case"
        self.draft.heard += [one.span] if is_case else []
        return is_case

    def _leads(self, sources: list[Node], targets: list[Node], events: list[Span], span: Span) -> None:
        label = ", ".join(event_of(event) for event in events)
        if self.action is not None:
            label, self.action = f"{label} / {event_of(self.action)}", None
        for source in sources:
            for target in targets:
                is_said = (source, target, label) in ((one.first, one.second, one.label) for one in self.draft.edges)
                if not is_said and (source is not target or len(sources) < 2):  # "any state to off"
                    self.draft.link(source, target, span, label=label)
        if len(targets) > 1:
            self.cast.several = targets
        self.cast.subjects = sources
        self.before, self.current = sources, targets

    # ------------------------------------------------------------ shorter forms

    def _gapped(self, span: Span) -> bool:
        """ "green to yellow", "a locked one unlocked" """
        is_onward = bool(self.current) and fullmatch(span, TIMED) is None
        onward = (fullmatch(span, TO_TOO) or fullmatch(span, AFTER_TOO)) if is_onward else None
        if onward is not None:
            sources = self.before if span.text.startswith("and ") and onward.re is TO_TOO else self.current
            name = "second" if onward["second"] else "done"
            self._leads(sources, self._states(named(span, onward, name)), [named(span, onward, "when")], span)
            return True
        done = fullmatch(span, DONE_FROM)
        if done is not None and is_done_from(span, done):
            targets = self._states(named(span, done, "second"))
            self._leads(self._states(named(span, done, "first")), targets, [named(span, done, "event")], span)
            return True
        too = fullmatch(span, TOO)
        if too is not None and FROM_TO.match(span.text) is None:
            sources, targets = self._states(named(span, too, "first")), self._states(named(span, too, "second"))
            when = part(span, too, "when")
            self._leads(sources, targets, [when] if when is not None else [], span)
            return True
        timed = fullmatch(span, TIMED) if self.current else None
        if timed is not None:
            when = named(span, timed, "when")
            self._leads(self.current, self._states(named(span, timed, "second")), [when], span)
            return True
        one = fullmatch(span, ONE_TOO) if self.before else None
        if one is None:
            return False
        sources, second = self._states(named(span, one, "first")), named(span, one, "second")
        base = lexicon.verb_base(second.text.casefold())
        undone = self._undone(base, sources)
        when = part(span, one, "when") or (second if undone else None)
        self._leads(sources, undone or self._states(second), [when] if when is not None else [], span)
        return True

    def _listed_states(self, span: Span) -> bool:
        """ "It can be open, closed or locked", "open, solved, closed": names, and no more."""
        in_turn = fullmatch(span, _IN_TURN) if not self.current else None
        if in_turn is not None:
            self._entitle(named(span, in_turn, "of"))
            reached = [self._states(one) for one in split(named(span, in_turn, "list"), _THEN)]
            self._mark("start", reached[0], span)
            for first, second in pairwise(reached):
                self._leads(first, second, [], span)
            return True
        states = fullmatch(span, _STATES_ARE)
        if states is not None and self._names_only(named(span, states, "list"), []):
            self.draft.heard.append(Span(span.source, span.start, states.start("list")))
            return True
        listed = fullmatch(span, _CAN_BE)
        names = named(span, listed, "list") if listed is not None else None
        pieces = split(names, OR) if names is not None else []
        if listed is not None and len(pieces) > 1 and not any(len(one.text.split()) > 3 for one in pieces):
            if len(pieces) == 2 and self.draft.nodes:
                return False
            self._entitle(named(span, listed, "of"))
            for one in pieces:
                self._listed_name(one)
            return True
        return False
