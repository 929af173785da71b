"""The second pass over classified words: what joins adjectives, which words belong to a verb or a number, where nouns
end."""

from __future__ import annotations

from collections.abc import Iterator

from sgc.english import lexicon
from sgc.english.noun_phrases import ORDINALS
from sgc.english.tokens import Token


def mark(tokens: list[Token]) -> list[Token]:
    """The same tokens with joiners, auxiliaries, particles, numbers and heads marked, and gaps put in."""
    return _Marker(tokens).run()


class Tokens:
    """Tokens, and what stands at a place among them."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else "STOP"

    def begins_range(self, i: int) -> bool:
        """Whether a number begins "two to four", "two or three", or "two and four" after "between"."""
        joiner = self.tokens[i + 1].lower if i + 1 < len(self.tokens) else ""
        joins = joiner in ("to", "or") or (joiner == "and" and i > 0 and self.tokens[i - 1].lower == "between")
        if not joins or i + 2 >= len(self.tokens):
            return False
        return any(one.kind == "COUNT" for one in self.tokens[i + 2].entries) or self.kind(i + 2) == "COUNT"


class _Marker(Tokens):
    def run(self) -> list[Token]:
        self._joiners()
        self._verbs()
        self._counts()
        return list(self._phrase_ends())

    def _joiners(self) -> None:
        """Marks what joins two adjectives, so that "red and white" is one list; and adverbs of degree."""
        tokens = self.tokens
        for i, token in enumerate(tokens):
            if token.kind in ("AND", "COMMA") and self.kind(i - 1) in ("ADJ", "JOIN"):
                j = i
                while self.kind(j) in ("AND", "COMMA"):
                    j += 1
                if self.kind(j) == "ADJ" or (self.kind(j) in ("ADV", "DEGREE") and self.kind(j + 1) == "ADJ"):
                    for one in tokens[i:j]:
                        one.kind = "JOIN"
            elif token.kind == "ADV" and self.kind(i + 1) == "ADJ":
                token.kind = "DEGREE"

    def _verbs(self) -> None:
        """Marks forms of "be" and "do" that belong to a verb after them, and the particles after a verb."""
        tokens = self.tokens
        in_verb = False
        for i in range(len(tokens) - 1, -1, -1):
            token = tokens[i]
            if token.kind in ("VERB", "ING", "PAST", "PARTICIPLE"):
                in_verb = True
            elif token.kind in ("BE", "DO", "NOTBE") and in_verb:
                negative = token.kind == "NOTBE" or "not" in token.lower.split() or token.lower.endswith("n't")
                token.kind = "NOT" if negative or token.lower in ("cannot", "never") else "AUXILIARY"
            elif token.lower in ("has", "have", "had") and in_verb and self.kind(i + 1) == "PAST":
                token.kind = "AUXILIARY"
            elif token.kind == "ADV" and in_verb and self.kind(i - 1) in ("BE", "NOTBE", "DO", "ADV"):
                j = i
                while self.kind(j) == "ADV":
                    j -= 1
                in_verb = self.kind(j) in ("BE", "NOTBE", "DO")
                token.kind = "MANNER" if in_verb else token.kind
            else:
                in_verb = False
                if token.kind == "DO":
                    token.kind = "ADV"
        for i, token in enumerate(tokens):
            if token.kind == "ADV" and self.kind(i - 1) in ("VERB", "ING", "PAST", "PARTICLE"):
                token.kind = "PARTICLE"

    def _counts(self) -> None:
        """Leaves words of counting in their class only where the grammar has a place for them."""
        tokens = self.tokens
        for i, token in enumerate(tokens):
            if token.kind in ("LEAST", "MOST", "ABOUT") and self.kind(i + 1) != "COUNT":
                token.kind = "ADV"
            elif token.lower in ("between", "from") and self.kind(i + 1) == "COUNT" and self.begins_range(i + 1):
                if self.kind(i + 4) in ("NOUN", "ADJ", "HEAD"):
                    token.kind, tokens[i + 2].kind = "RANGE", "RANGE_AND"
            elif token.kind == "COUNT" and self.begins_range(i) and self.kind(i + 3) in ("NOUN", "ADJ", "HEAD"):
                tokens[i + 1].kind = "RANGE_AND"
            elif token.kind == "SIZE":
                end = self._noun_end(i + 1)
                head = tokens[end - 1].lower if end > i + 1 else ""
                if not (lexicon.is_plural(head) or lexicon.gathers(head) == "grid"):
                    token.kind = "ADJ"  # "a 4x4 truck"
            elif token.kind in ("MORE", "TWICE"):
                self._comparison(i, "THAN" if token.kind == "MORE" else "AS")
            elif token.kind == "SAYS" and self.kind(i + 1) != "TEXT":
                token.kind = "PAST"
        for token in tokens:
            if token.kind == "THAN" and token.meaning != "taken":
                token.kind = "WORD"

    def _comparison(self, i: int, joiner: str) -> None:
        """ "more cars than trucks", "twice as many forks as knives": else "more" is an adjective, "twice" an adverb."""
        j = self._noun_end(i + 1)
        taken = j > i + 1 and (
            self.kind(j) == "THAN" if joiner == "THAN" else self.kind(j) == "BREAK" and self.tokens[j].lower == "as"
        )
        if self.tokens[i].lower.endswith("number of"):  # "the same number of forks and knives"
            taken = j > i + 1 and self.kind(j) == "AND"
        end = j + 1
        while self.kind(end) in ("ARTICLE", "COUNT"):
            end += 1
        if taken and self._noun_end(end) > end:
            self.tokens[j].kind, self.tokens[j].meaning = joiner, "taken"
        else:
            self.tokens[i].kind = "ADJ" if self.kind(i + 1) in ("NOUN", "ADJ") else "ADV"

    def _noun_end(self, i: int) -> int:
        """The place after a noun with its adjectives that starts here; the same place when none does."""
        j = i
        while self.kind(j) in ("ADJ", "JOIN", "DEGREE"):
            j += 1
        k = j
        while self.kind(k) == "NOUN":
            k += 1
        return k if k > j else i

    def _phrase_ends(self) -> Iterator[Token]:
        """Marks heads, and puts a gap where a determiner or an adjective has no noun."""
        for i, token in enumerate(self.tokens):
            if token.kind == "NOUN" and self.kind(i + 1) != "NOUN":
                token.kind = "HEAD"
            if token.kind in ("JOIN", "DEGREE") and self.kind(i + 1) not in ("ADJ", "DEGREE", "JOIN"):
                token.kind = "ADV"
            if token.kind == "POSSESSIVE" and (
                self.kind(i - 1) != "HEAD" or self.kind(i + 1) not in ("ADJ", "NOUN", "DEGREE")
            ):
                token.kind = "MARK"
            yield token
            numbered = token.kind == "ADJ" and token.lower in _COUNTING and self.kind(i + 1) == "COUNT"
            if numbered and self.kind(i - 1) == "ARTICLE" and self.kind(i - 2) == "PREP":
                yield Token("GAP", "", token.end, token.end)  # "in the second three apples"
            if token.kind in ("ARTICLE", "COUNT", "NO", "ADJ", "SIZE", "SHARE") and self.kind(i + 1) not in _INSIDE:
                yield Token("GAP", "", token.end, token.end)


#: What tells one of several by its number, but the first, of which "the first three" are several.
_COUNTING = ORDINALS[1:]
#: What may follow a determiner or an adjective without ending the phrase.
_INSIDE = frozenset((
    "ARTICLE", "COUNT", "SIZE", "SHARE", "NO", "LEAST", "MOST", "ABOUT", "RANGE", "RANGE_AND", "ADJ", "JOIN", "DEGREE",
    "NOUN", "HEAD",
))  # fmt: skip
