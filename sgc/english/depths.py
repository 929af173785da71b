"""Depths: "in the background" and "in the foreground", which are known when all is read."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.english.arranging import Arranging
from sgc.english.clause import Link
from sgc.english.likelihood import place_of
from sgc.english.meaning import Fact, Thing
from sgc.english.phrases import NounPhrase, Phrase


class Depths(Arranging):
    """Reads which things are near and which are far."""

    def _in_depth(self, phrase: Phrase, relation: str) -> None:
        """ "in the background": behind what the prompt shows first, which is known when all is read."""
        named = isinstance(self._peek(), NounPhrase) or self._peek_kind() == "copula"
        begins = self.last is None or (self.joined != "" and named and self.verb is None)
        things = () if begins else self._place_subjects(phrase)
        if self.verb is not None:
            self._flush_verb(keep=True)
        self.copula = None
        link = Link(things, relation, "depth", phrase.start, phrase.text)
        self.depths.append(link)
        if begins:
            self.forward.append(link)

    def _apart_in_depth(self) -> None:
        """What is behind what, where one thing is in front; else the words are kept."""
        sides = {"behind": "in front of", "in front of": "behind"}
        said = {relation: [x for link in self.depths if link.predicate == relation for x in link.subjects]
                for relation in sides}  # fmt: skip
        placed = [thing for things in said.values() for thing in things]
        rest = [one for one in self.meaning.things if one not in placed]
        others = [one for one in rest if not one.is_backdrop][:1]
        if others and not said["in front of"]:  # "people in front of a castle with mountains in the background"
            others = [self._farthest(others[0], rest)]
        if others and others[0].is_several:  # "three people in a boat with mountains in the background"
            others = [one for one in self._bearers(others[0]) if one in rest and not one.is_backdrop] or others
        if not others or others[0].is_several:  # "two horses at a river with mountains in the background"
            others = [one for one in rest if one.is_backdrop and one.is_ground][:1] or others
        for link in self.depths:
            across = said[sides[link.predicate]] or others
            front, back = (across, link.subjects) if link.predicate == "behind" else (link.subjects, across)
            end = link.start + len(link.words)
            one_each = len(front) == 1 and not front[0].is_several and len(back) == 1
            if not one_each or (back[0].count or (1, 1))[0] > 2 or self._are_related(front[0], back[0]):
                self._note(link.subjects, link.words, link.start, end)
                continue
            self.meaning.told.append((link.start, end))
            relation = "inside" if back[0].is_living and front[0].is_backdrop else "behind"  # pigs on a farm
            self.meaning.facts.append(Fact(tuple(back), relation, tuple(front), link.start, end))
            self.meaning.facts = [
                one for one in self.meaning.facts
                if not (one.weak and one.predicate == "inside" and one.subjects[0] in link.subjects)
            ]  # fmt: skip

    def _farthest(self, thing: Thing, among: Sequence[Thing]) -> Thing:
        """What is said to be behind a thing, if need be behind something else that is."""
        seen = [thing]
        for fact in self.meaning.facts * len(among):
            place, ends = place_of(fact.predicate), (fact.subjects, fact.objects)
            near, far = ends if place == "in front of" else reversed(ends) if place == "behind" else ((), ())
            if seen[-1] in near and len(far) == 1 and far[0] in among and far[0] not in seen and not fact.negated:
                seen.append(far[0])
        return seen[-1]

    def _bearers(self, thing: Thing) -> list[Thing]:
        """In or on what a thing is said to be."""
        said = [one for one in self.meaning.facts if one.subjects == (thing,) and not (one.free or one.negated)]
        return [one.objects[0] for one in said if place_of(one.predicate) in ("on", "inside")]
