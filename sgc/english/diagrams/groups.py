"""What is in what, of a diagram of links: groups, what each of several has for itself, and what "which" speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause
from sgc.english.diagrams.messages import Messages
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.phrasing import is_aside
from sgc.english.diagrams.pieces import bare, fullmatch, named, split, trim
from sgc.english.diagrams.said import Said, lower_case
from sgc.english.diagrams.words import Verb
from sgc.source import Span

_WITHIN = re.compile(
    r"(?P<what>[^,]+?)\s+(?:in|inside|within)\s+(?P<where>(?:the|our|my|an?|each)\s[^,]+)", re.IGNORECASE
)
_IN_PLACE = re.compile(r"(?:in|inside|within|on)\s+(?P<where>(?:the|our)\s+[^,]+)", re.IGNORECASE)
_BECOMING = re.compile(r"\s+(?:in order\s+)?to\s+(?:become|produce|form|make|yield|get|create|give)\s+", re.IGNORECASE)
#: Verbs of what belongs to the subject alone.
_OWNING = frozenset(("have", "run", "own", "hold", "contain", "host"))


class Groups(Messages):
    """What a clause puts into another thing, or through one after the other."""

    def _led(self, lead: Span) -> Node | None:
        """Take what stands before a clause: what the diagram is of ("In the carbon cycle, …"), when it holds, or in
        which node what is named in it is, which is returned ("In the cloud, a processor …")."""
        if is_aside(lead):
            self.draft.heard.append(lead)
            return None
        if self.is_sequence and self.frames.each(lead):
            return None
        place = fullmatch(trim(lead, ","), _IN_PLACE) if not self.is_sequence else None
        node = self.draft.find(named(lead, place, "where")) if place is not None else None
        if node is None:
            self.case = lower_case(lead)
        return node

    def _spoken_of(self, one: Clause, around: Mapping[int, Said]) -> list[Node]:
        """The nodes that "which" or "that" stands for: those that the words before it name."""
        assert one.around is not None
        outer = around.get(id(one.around))
        if outer is None:  # "the server that holds it sends …"
            return self.cast.named(one.around.who)
        last = outer.objects or outer.subjects or self.cast.latest
        return last if not one.verb or one.main.tag is Tag.VP or one.place.text.startswith("are") else last[-1:]

    def _by_way(self, one: Clause, around: Mapping[int, Said]) -> None:
        """ "a firewall, behind which is a switch", "an event, on which the service updates the order"."""
        places = self._spoken_of(one, around)
        others = self.cast.named(one.who if one.who.text else one.what)
        if one.lead[0].lower in ("in", "inside", "within"):
            for other in others if places else ():
                places[0].give(other)
        else:
            self.draft.join(places, others, one.span)

    def _introduced(self, span: Span) -> list[Node]:
        """ "(there are) two subnets in the VPC": new nodes, and what they are in."""
        within = fullmatch(span, _WITHIN)
        if within is None:
            return self.cast.named(span)
        inside, wholes = (self.cast.named(named(span, within, one)) for one in ("what", "where"))
        for one in inside if wholes else ():
            wholes[0].give(one)
        return inside

    def _done_at(self, one: Clause) -> list[Node] | None:
        """The known node at which something is done that a clause speaks of: "uploading a file to the bucket"."""
        i = max((k for k, word in enumerate(one.subject) if word.tag in (Tag.PREP, Tag.TO)), default=0)
        place = Span(one.source.source, one.subject[i].end, one.subject[-1].end)
        known = self.draft.find(bare(trim(place))) or self.cast.by_part(bare(trim(place))) if i else None
        if known is None:
            return None
        self.case = f"on {lower_case(Span(place.source, one.subject[0].start, one.subject[i - 1].end))}"
        return [known]

    def _hold(self, clause: Said, verb: Verb, rest: Span, whole: Span) -> None:
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
        self.cast.subjects = clause.subjects
        clause.objects = [one for members in alike for one in members] or self.cast.named(rest)
        for one in () if alike else clause.objects:
            for other in clause.subjects:
                (other if verb.sense == "hold" else one).give(one if verb.sense == "hold" else other)

    def _apart(self, clause: Said, verb: Verb, target: Span) -> list[list[Node]]:
        """What a clause gives to each of its subjects alone, if that is what it says."""
        owns = lexicon.base_of_third(verb.base.split()[0]) in _OWNING
        if owns and len(clause.subjects) == 1 and (more := self.cast.more(target)):  # "B has 2 pods", behind A's three
            return [more]
        if len(clause.subjects) < 2 or not clause.apart:
            return []
        return self.cast.apart(target, clause.subjects, clause.apart and owns)
