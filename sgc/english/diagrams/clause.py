"""A clause: who does what, and where its words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sgc.english.diagrams.parts_of_speech import Tag, Word
from sgc.english.diagrams.pieces import trim
from sgc.source import Span


@dataclass(slots=True)
class Clause:
    """One clause. ``mark`` is the word that subordinates it ("if", "which") or None; ``joined`` what stands between it
    and the clause before, in lower case; ``adverbs`` stand before its subject or its verb ("then"), and ``lead`` stands
    before the subject with a preposition ("in the morning").

    ``subject`` is empty where the clause goes on with that of another, or tells somebody to do something; ``rest`` is
    what stands behind the verb, up to the next clause. A phrase of which nothing is said has no ``verb``.
    """

    source: Span
    joined: str = ""
    mark: Word | None = None
    adverbs: list[Word] = field(default_factory=list)
    lead: list[Word] = field(default_factory=list)
    subject: list[Word] = field(default_factory=list)
    verb: list[Word] = field(default_factory=list)
    rest: list[Word] = field(default_factory=list)
    around: Clause | None = None  # of a relative clause the one in which its noun stands

    @property
    def span(self) -> Span:
        """All words of the clause, without what joins it to the one before."""
        own = [*([self.mark] if self.mark else []), *self.adverbs, *self.lead, *self.subject, *self.verb, *self.rest]
        return Span(self.source.source, min(one.start for one in own), max(one.end for one in own))

    @property
    def unmarked(self) -> Span:
        """The clause without the word that subordinates it."""
        start = self.mark.end if self.mark is not None else self.span.start
        return trim(Span(self.source.source, start, self.span.end), ", ")

    @property
    def who(self) -> Span:
        """The subject, without a mark behind it."""
        start = self.subject[0].start if self.subject else self.place.start
        end = self.subject[-1].end if self.subject else start
        return trim(Span(self.source.source, start, end), ",")

    @property
    def place(self) -> Span:
        """The group of verbs; empty if there is none."""
        if not self.verb:
            return Span(self.source.source, self.source.start, self.source.start)
        return Span(self.source.source, self.verb[0].start, self.verb[-1].end)

    @property
    def what(self) -> Span:
        """What stands behind the verb."""
        end = self.place.end
        return trim(Span(self.source.source, end, max((one.end for one in self.rest), default=end)))

    @property
    def last_noun(self) -> Span:
        """The last noun phrase behind the verb, of which a relative clause speaks."""
        words = [word for word in self.rest if word.tag is not Tag.COMMA]
        start = words[phrase_start(words)].start if phrase_start(words) < len(words) else words[-1].start
        return Span(self.source.source, start, words[-1].end)

    @property
    def main(self) -> Word:
        """The verb that says what is done: the last of the group."""
        return next((one for one in reversed(self.verb) if one.tag not in (Tag.NOT, Tag.ADV)), self.verb[0])

    @property
    def passive(self) -> bool:
        return bool(self.verb) and self.main.tag is Tag.VN and not any(one.tag is Tag.HAVE for one in self.verb)

    @property
    def negated(self) -> bool:
        return any(one.tag is Tag.NOT or one.lower.endswith(("n't", "n’t", "cannot")) for one in self.verb)


def phrase_start(given: Sequence[Word]) -> int:
    """Where the last noun phrase of words begins."""
    k = len(given)
    while k and given[k - 1].tag in (Tag.NOUN, Tag.NOUNS, Tag.ADJ, Tag.VN, Tag.ADV, Tag.NUM):
        k -= 1
    if k and given[k - 1].tag in (Tag.DET, Tag.PRON):
        k -= 1
    return k
