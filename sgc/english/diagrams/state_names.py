"""Which states words name: known ones, all of them, those that something is in, and those that verbs lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sgc.english import lexicon
from sgc.english.diagrams.automata import Automata
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import can_be_named
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.phrasing import is_pronoun
from sgc.english.diagrams.pieces import bare, caption, key, split, trim
from sgc.english.diagrams.transitions import BRINGING, Said, lasting, said_of_states
from sgc.english.diagrams.words import is_base
from sgc.source import Span

OR = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
IT = frozenset(("it", "this", "they", "he", "she", "them"))
ANY = re.compile(
    r"(?:any|every|each|all)\s+(?:other\s+)?(?:states?|of\s+them|time|moment|point)|anywhere|everywhere|anytime",
    re.IGNORECASE,
)
_STATE = re.compile(r"\s+(?:states?|mode|phase|status)$", re.IGNORECASE)
_PRONOUN_IS_IN = re.compile(r"(?:it|he|she|they)\s+(?:is|are)\s+(?:still\s+|already\s+)?(?:in\s+)?", re.IGNORECASE)

_BEFORE = re.compile(r"\bbefore\s+\Z", re.IGNORECASE)
_FOR = re.compile(r"for\s+(?:an?\s+|the\s+|its\s+)?", re.IGNORECASE)
_IN = re.compile(r"(?:in|under|awaiting|waiting for|pending)\s+", re.IGNORECASE)
_THE_TWO = re.compile(r"them|both|(?:the|these) two(?: states)?|these states|the states", re.IGNORECASE)


class StateNames(Automata):
    """Names of states, looked up in a draft or added to it. ``earlier`` are those before a state before which something
    happens: "it can be cancelled before it is shipped"."""

    earlier: Sequence[Node] = ()

    def _whence(self, one: Clause, said: Said) -> list[Node]:
        """From which states something goes: as the clause says, or those where it is."""
        if said.first is not None or self.earlier:
            return self._states(said.first) if said.first is not None else list(self.earlier)
        places = [place for place in (said.object, one.who) if place is not None and place.text]
        for place in places:
            if place.text.casefold() in IT:
                continue
            if (inner := self._known(place)) is not None:
                return inner
        return self.current or self.draft.nodes[:1]

    def _is_machine(self, who: Span) -> bool:
        """Whether words name what has the states: "it", "the order"."""
        text = who.text.casefold()
        last = lexicon.one_of(text.split()[-1]) if text else ""
        is_title = last in self.draft.title.casefold().split()
        return text in IT or is_title or text.startswith(("the ", "an ", "a ", "its "))

    def _of_machine(self, who: Span, goes: bool = True) -> Span | None:
        """The words that say in which state something is: "new" of "new orders"; None if there are none."""
        noun = who.text.split()[-1] if who.text else ""
        is_title = lexicon.one_of(noun.casefold()) in self.draft.title.casefold().split()
        name = trim(Span(who.source, who.start, who.end - len(noun))) if is_title else who
        is_it = name.text.casefold() in IT or (goes and bool(self.current) and self._is_machine(name))
        is_empty = name.text.casefold() in ("", "the", "a", "an", "this", "each", "every")
        return name if not is_empty and can_be_named(name) and not is_it else None

    def _entitle(self, who: Span) -> None:
        """What has the states is what the diagram is of."""
        name = bare(who).text
        if not self.draft.title and name and name.casefold() not in IT:
            self.draft.title = caption(name)
        self.draft.heard.append(who)

    def _known(self, span: Span) -> list[Node] | None:
        """The known states that words speak of: "Pending and paid orders", "any state"; None if there are none."""
        if ANY.fullmatch(span.text) is not None:
            return [one for one in self.draft.nodes if one.word == self.cast.word]
        said = span.text.split()
        if said and is_base(said[0].casefold()) and said[0].islower():  # "(makes it) move up"
            said[0] = lexicon.ing_form(said[0])
            moving = key(" ".join(said))
            if (known := next((one for one in self.draft.nodes if key(one.label) == moving), None)) is not None:
                return [known]
        words = f" {key(span.text)} "
        found = [one for one in self.draft.nodes if one.label and f" {key(one.label)} " in words]
        found = [one for one in found if not _is_other(words, key(one.label))]
        found = found or [one for one in self.draft.nodes if one.label and key(one.span.text) == words.strip()]
        found = found or [one for one in self.draft.nodes if one.label and self._without_machine(one) == words.strip()]
        several = split(span, OR)
        if len(several) > 1:
            each = [self._known(one) for one in several]
            return [node for one in each if one is not None for node in one] or None
        return sorted(found, key=lambda one: -len(one.label))[:1] or None

    def _without_machine(self, state: Node) -> str:
        """What a state is called without the noun of what has it: "liquid" of "liquid water"."""
        *words, last = state.label.split() or [""]
        is_title = lexicon.one_of(last.casefold()) in self.draft.title.casefold().split()
        return key(" ".join(words)) if words and is_title else key(state.label)

    def _is_exactly(self, span: Span) -> bool:
        return any(one.label and key(one.label) == key(bare(span).text) for one in self.draft.nodes)

    def _is_in(self, span: Span) -> Span | None:
        """The states that words say something is in, if all are known: "it is still pending or paid", "it waits"."""
        one = next((one for one in clauses(span) if one.verb), None)
        if one is not None and one.who.text.casefold() in IT and one.main.tag is Tag.V3:
            doing = key(f"{lexicon.ing_form(one.main.base)} {bare(one.what).text}".strip())
            labels = [(key(node.label), node) for node in self.draft.nodes if node.label]
            exact = [node for label, node in labels if label == doing]
            found = exact or [node for label, node in labels if not one.rest and label.startswith(f"{doing} ")]
            return found[0].span if found and len(found) < 2 else None
        match = _PRONOUN_IS_IN.match(span.source.text, span.start, span.end)
        where = Span(span.source, match.end(), span.end) if match is not None else None
        known = where is not None and all(map(self._is_exactly, split(where, OR)))
        return where if known else None

    def _lead_of(self, one: Clause) -> tuple[Span, bool] | None:
        """What stands before the subject, and whether that is whence: "from closed", "after payment"."""
        if not one.lead:
            return None
        words = one.lead[1:] if one.lead[0].tag is Tag.PREP else one.lead
        if not words:
            return None
        place = trim(Span(one.source.source, words[0].start, one.lead[-1].end), ",")
        after = one.lead[0].lower == "after" and self._known(place) is not None
        return place, one.lead[0].lower in ("from", "in") or after

    def _parted(self, one: Clause) -> tuple[Clause, Span | None]:
        """A clause without the state from which something is done, and that: "stopping | from any state"."""
        at = next((i for i, word in enumerate(one.subject) if i and word.lower in ("from", "in", "during")), None)
        if at is None or at + 1 == len(one.subject):
            return one, None
        place = Span(one.source.source, one.subject[at + 1].start, one.subject[-1].end)
        is_state = ANY.fullmatch(place.text) is not None or all(map(self._is_exactly, split(place, OR)))
        return (replace(one, subject=one.subject[:at]), place) if is_state else (one, None)

    def _lasting(self, event: Span) -> Span | None:
        """The state in which something happens: "(the door is opened) during washing", "spinning is done"."""
        place = lasting(event)
        return place if place is not None and (self._is_exactly(place) or ANY.fullmatch(place.text)) else None

    def _is_state(self, span: Span) -> bool:
        return self._known(span) is not None

    def _states(self, span: Span) -> list[Node]:
        """The states that words name, new ones if they are not known."""
        if (known := self._known(span)) is not None:
            return known
        span = Span(span.source, span.start, span.start + len(_STATE.sub("", span.text)))
        if not can_be_named(span):
            self.draft.unread.append(span)
            return []
        return [node for one in split(span, OR) for node in self.cast.named(one)]

    def _listed_name(self, piece: Span) -> None:
        """A state that a list names, which may be where something is: "on hook, dialing, out of order"."""
        if can_be_named(piece) or len(piece.text.split()) > 3 or is_pronoun(piece):
            self.cast.named(piece)
        elif self.draft.find(bare(piece)) is None:
            self.draft.add(bare(piece), self.cast.word)

    def _without_before(self, one: Clause, pending: list[Span]) -> tuple[Clause, list[Span]]:
        """A clause and what is told before it without what says before which state it happens, of which the earlier
        ones are noted: "before shipping", "before it is shipped"."""
        at = next((i for i, word in enumerate(one.rest) if word.lower == "before"), len(one.rest))
        place = [Span(one.source.source, one.rest[at + 1].start, one.rest[-1].end)] if at + 1 < len(one.rest) else []
        said = [event for event in pending if _BEFORE.search(event.source.text, 0, event.start) is not None]
        limit = next((node for words in (*place, *said) for node in self.draft.nodes if _is_reached(node, words)), None)
        self.earlier = [node for node in self._leading_to(limit) if node.label] if limit is not None else ()
        if not self.earlier:
            return one, pending
        self.draft.heard += [*place, *said]
        return replace(one, rest=one.rest[:at]), [event for event in pending if event not in said]

    def _leading_to(self, state: Node) -> list[Node]:
        """The states from which a way leads to one."""
        found: list[Node] = []
        ends = [state]
        while ends:
            end = ends.pop()
            before = [one.first for one in self.draft.edges if one.second is end and one.first is not state]
            ends += (new := [one for one in before if one not in found])
            found += new
        return [node for node in self.draft.nodes if node in found]

    def _both(self, one: Clause) -> list[Node] | None:
        """The two states that something goes to and fro between: "toggles between on and off", "between them"."""
        at = next((i for i, word in enumerate(one.rest) if word.lower == "between"), None)
        if at is None or at + 1 == len(one.rest):
            return None
        place = Span(one.source.source, one.rest[at + 1].start, one.rest[-1].end)
        states = [node for node in self.draft.nodes if node.word == self.cast.word and node.label]
        found = states if _THE_TWO.fullmatch(place.text) is not None else self._known(place) or self._states(place)
        return found if len(found) == 2 else None

    def _put_up_for(self, events: list[Span]) -> Node | None:
        """ "submits it for review", where "in review" is a state: that, taken from what happens."""
        for event in events:
            what = key(_FOR.sub("", event.text)) if _FOR.match(event.text) is not None else ""
            alike = (one for one in self.draft.nodes if one.label and key(_IN.sub("", one.label)) == what)
            if what and (found := next(alike, None)) is not None:
                events.remove(event)
                return found
        return None

    @staticmethod
    def _whole_of(one: Clause) -> Span:
        """The subject with what is said of it before the verb: "a clerk who finds one"."""
        return Span(one.source.source, one.who.start, max(one.who.end, one.place.start - 1)) if one.subject else one.who

    def _caused(self, one: Clause, second: Span) -> list[Node]:
        """The states that something is brought into: "puts it under review", "makes it move up"."""
        first = next((word for word in one.rest if word.start == second.start), None)
        if first is None or first.tag is not Tag.VI or self._known(second) is not None:
            return self._states(second)
        label = caption(f"{lexicon.ing_form(first.lower)} {second.text[len(first.text) :].strip()}".strip())
        return [self.draft.add(second, self.cast.word, label)]

    def _outcome(self, one: Clause) -> list[Node]:
        """The state that a clause says something is in: "it is published", "it goes back to draft"."""
        where = Span(one.source.source, one.main.start, one.main.end) if one.passive else said_of_states(one).second
        return self._states(where) if where is not None else []

    def _undone(self, verb: str, states: list[Node]) -> list[Node]:
        """The state before, if a verb says that this one is left again for it: "unlocked", of what is locked."""
        word = lexicon.past_participle(verb)
        stem = word.removeprefix("un").removeprefix("de")
        is_left = word != stem and any(key(one.label) in (stem, verb.removeprefix("un")) for one in states)
        return self.before if is_left and self._state_of(verb, new=False) is None else []

    def _state_of(self, verb: str, new: bool, particle: Clause | None = None) -> Node | None:
        """The state that a verb leads to: what it "closes" is "closed", what it "opens" is "open" if it can be, what
        turns it "off" is "off"."""
        rest = particle.rest if particle is not None else []
        words = [word.lower for word in rest if word.tag in (Tag.ADV, Tag.PREP)]
        names = [*words[:1], *called_by(verb)]
        if verb.startswith("re") and len(verb) > 5:  # what is reopened is open again
            names += [verb[2:], lexicon.past_participle(verb[2:])]
        for name in names:
            for node in self.draft.nodes:
                if node.label and key(node.label) == key(name):
                    return node
        doing = f"{key(lexicon.ing_form(verb))} "  # "it waits again", where it was "waiting for coins"
        if (known := next((node for node in self.draft.nodes if key(node.label).startswith(doing)), None)) is not None:
            return known
        if not new or particle is None:
            return None
        if words[:1] in (["off"], ["on"]) and verb in BRINGING:
            return self.draft.add(particle.place, self.cast.word, words[0].capitalize())
        participle = particle.main.lower if particle.passive else lexicon.past_participle(verb)
        is_it = not particle.subject or particle.who.text.casefold() in IT
        goes_on = not particle.passive and not particle.rest and is_it  # "it prints"
        name = lexicon.ing_form(verb) if goes_on else participle
        name = verb if lexicon.is_adjective(verb) and particle.subject and not particle.passive else name
        main = Span(particle.source.source, particle.main.start, particle.main.end)
        return self.draft.add(main, self.cast.word, name.capitalize())


def _is_reached(state: Node, words: Span) -> bool:
    """Whether words say that something comes to be in a state: "it is shipped", "shipping", "shipment"."""
    name, said = key(state.label), key(words.text)
    base, last = lexicon.verb_base(name), said.split()[-1] if said else ""
    return bool(name) and (f" {name} " in f" {said} " or (base != name and last.startswith(base)))


def called_by(verb: str) -> tuple[str, ...]:
    """What a state may be called that a verb leads to."""
    return verb, lexicon.past_participle(verb), lexicon.ing_form(verb), *_LEADING_TO.get(verb, ())


#: States with a word of their own for what is so once it is done.
_LEADING_TO = {"fill": ("full",), "heat": ("hot",), "cool": ("cold",), "warm": ("warm",), "die": ("dead",)}


def _is_other(words: str, state: str) -> bool:
    """Whether words name another state than the one that they end with: "flashing yellow" is not "yellow"."""
    before = words.strip().removesuffix(state).split()
    return words.strip() != state and words.strip().endswith(f" {state}") and before[-1].endswith("ing")
