"""What stands around a word: whether a noun phrase starts or goes on there, and whether a verb follows."""

from __future__ import annotations

from collections.abc import Container

from sgc.english import lexicon
from sgc.english.lexicon import ADJECTIVE, ADVERB, BASE, FINITE, ING, NOUN, PARTICIPLE, PAST, THIRD
from sgc.english.marking import Tokens
from sgc.english.tokens import Token

DETERMINERS = frozenset((
    "ARTICLE", "COUNT", "SIZE", "SHARE", "NO", "POSSESSIVE",
))  # fmt: skip
#: What may stand before the first word of a noun phrase, or in it.
PHRASE_STARTS = DETERMINERS | {"PRONOUN", "TEXT", "LEAST", "MOST", "TWICE"}
CLAUSE_ENDS = frozenset((
    "STOP", "BREAK",
))  # fmt: skip
#: What a clause may have in place of a verb: it says what belongs to its subject.
HAVE = frozenset((
    "has", "have", "had", "features", "includes", "include", "that has", "that have", "which has", "which have",
))  # fmt: skip


class Neighbours(Tokens):
    """Tokens while they get their classes: how far the noun phrase has come, and what the clause has had so far."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.phrase = "outside"
        self.has_finite = False
        self.several = False
        self.indefinite = False

    # ------------------------------------------------------------ looking around

    def last_before(self, i: int, passed: Container[str]) -> int:
        """The place of the last token before ``i`` that is of none of these kinds; -1 where there is none."""
        return next((j for j in range(i - 1, -1, -1) if self.tokens[j].kind not in passed), -1)

    def open_classes(self, i: int) -> frozenset[str]:
        """What the token can be, if it is an open word; else nothing."""
        if 0 <= i < len(self.tokens) and self.tokens[i].kind in ("WORD", "GROUP"):
            return lexicon.classes(self.tokens[i].lower)
        if 0 <= i < len(self.tokens) and self.tokens[i].kind in ("NOUN", "ADJ"):
            return frozenset({NOUN})
        return frozenset()

    def goes_on(self, i: int) -> bool:
        """Whether the token can be a further word of a noun phrase."""
        classes = self.open_classes(i)
        if 0 <= i < len(self.tokens) and self.tokens[i].lower == "pair of":
            return True
        if self.kind(i) == "PARTICIPLE" and (self.kind(i + 1) == "OF" or self.phrase == "open"):
            if " " in self.tokens[i].lower:
                return False
            return NOUN in lexicon.classes(self.tokens[i].lower)  # "the soothing touch of"
        if ADJECTIVE in classes and NOUN not in classes and self.kind(i + 1) in ("PREP", "OF", "STOP", "WITH"):
            # "a tall succulent", but "the chocolate melted on the plate"
            return self.phrase == "open" and self.indefinite and PAST not in classes
        if classes and classes <= FINITE and BASE in classes and self.phrase == "open" and self.indefinite:
            return True  # "a political rally"
        return bool(classes & {NOUN, ADJECTIVE, ING, PARTICIPLE}) and not (
            classes <= {ADVERB} | FINITE | {PARTICIPLE} and not self.participle_before_noun(i)
        )

    def participle_before_noun(self, i: int) -> bool:
        return PARTICIPLE in self.open_classes(i) and bool(self.open_classes(i + 1) & {NOUN, ADJECTIVE})

    def starts_phrase(self, i: int) -> bool:
        """Whether a noun phrase certainly starts at the token."""
        return self.kind(i) in PHRASE_STARTS

    def can_start_phrase(self, i: int) -> bool:
        return self.starts_phrase(i) or bool(self.open_classes(i) & {NOUN, ADJECTIVE, ING, PARTICIPLE})

    def finite_ahead(self, i: int) -> bool:
        """Whether a finite verb surely follows in the clause that goes on after token ``i``. Behind "and" one in the
        singular is of a clause of its own: "the sun shines on the hills and the river runs through the valley"."""
        joined = False
        for j in range(i + 1, len(self.tokens)):
            kind = self.kind(j)
            joined = joined or kind == "AND"
            if kind in CLAUSE_ENDS or kind in ("WHO", "THERE") or (joined and self._is_singular(j)):
                return False
            if kind in ("BE", "NOTBE", "DO") or (kind == "WITH" and self.tokens[j].lower in HAVE):
                return True
            classes = self.open_classes(j)
            if (
                classes
                and classes <= FINITE | {PARTICIPLE}
                and classes & FINITE
                and self.kind(j - 1) not in DETERMINERS
            ):
                if PARTICIPLE in classes and not self.sentence_like():
                    continue
                return True
        return False

    def begins_clause(self, i: int) -> bool:
        """Whether "and" goes on with the noun before after what has a verb already: "…, and her dog waits under it"."""
        j = self.last_before(i, ("NOUN", "ADJ", "ADV", "JOIN", *DETERMINERS))
        return self.kind(j) == "AND" and (self.has_finite or any(one.kind == "THERE" for one in self.tokens[:j]))

    def _is_singular(self, j: int) -> bool:
        """Whether the token is a verb that is said of one thing: "runs", "is"."""
        return self.tokens[j].lower in ("is", "was") or self.open_classes(j) == {THIRD}

    def sentence_like(self) -> bool:
        """Whether the text has the look of a sentence: a definite subject first, or a full stop at its end."""
        first = next((token for token in self.tokens if token.kind != "FRAME"), None)
        return self.kind(len(self.tokens) - 1) == "STOP" or (first is not None and first.lower == "the")

    # ------------------------------------------------------------ the pass
