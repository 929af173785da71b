"""Gives every token one class by its neighbours: the rules that tell nouns, adjectives and verbs apart.

English marks the class of a word mostly by its place. The rules go from left to right and know how far a noun
phrase has come ("outside", "open": a determiner or adjective was read, "noun": it has a noun), whether the clause
has its finite verb, and whether the subject is several things, because then a verb has no -s.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.lexicon import ADJECTIVE, ADVERB, BASE, FINITE, ING, NOUN, PARTICIPLE, PAST, THIRD
from sgc.english.marking import mark
from sgc.english.meaning import kind_of
from sgc.english.neighbours import CLAUSE_ENDS, DETERMINERS, HAVE, Neighbours
from sgc.english.noun_phrases import ORDINALS
from sgc.english.respelling import forms, grids, growing, halves, nobody, possessives, respelt
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word
from sgc.graph.vocabulary import classify_adjective


def tag(tokens: list[Token]) -> list[Token]:
    """The same tokens with their classes set; some are split or joined."""
    tokens = forms(grids(growing(halves(nobody(possessives(respelt(tokens)))))))
    return _Tagger(tokens).run()


class _Tagger(Neighbours):
    def run(self) -> list[Token]:
        self._compounds()
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.entries:
                self._closed(i)
            if token.kind == "WORD":
                token.kind = self._open(i)
            self._follow(token, i)
            i += 1
        self._first_so_many()
        return mark(self.tokens)

    def _first_so_many(self) -> None:
        """ "the first three" are "the three first": the number stands before all adjectives, each at its place."""
        for i, (token, number) in enumerate(pairwise(self.tokens)):
            if token.kind == "ADJ" and token.lower in ("first", "last") and number.kind == "COUNT":
                self.tokens[i] = replace(number, start=token.start, end=token.end)
                self.tokens[i + 1] = replace(token, start=number.start, end=number.end)

    def _compounds(self) -> None:
        """Nouns of several words that the vocabulary knows are nouns, whatever their words are alone."""
        i = 0
        while i < len(self.tokens):
            length = 1
            for n in range(min(lexicon.longest_compound(), len(self.tokens) - i), 1, -1):
                run = self.tokens[i : i + n]
                words = " ".join(one.lower for one in run)
                plain = all(one.kind in ("WORD", "GROUP") or one.lower in ("can", "no") for one in run)
                if plain and lexicon.is_known_noun(words):
                    if not self._is_clause(i, n) and not lexicon.is_colored(words):
                        length = n
                        for one in run:
                            one.kind, one.entries = "NOUN", ()
                    break
            i += length

    def _is_clause(self, i: int, n: int) -> bool:
        """Whether the words read better as noun and verb ("a man painting the wall")."""
        last = self.open_classes(i + n - 1)
        return bool(last & {ING, THIRD}) and self.starts_phrase(i + n)

    def _closed(self, i: int) -> None:
        """Chooses among the readings of a closed word by what follows it."""
        token = self.tokens[i]
        kinds = {entry.kind: entry for entry in token.entries}
        choice = token.kind
        word = token.lower
        if "ABOUT" in kinds and self.kind(i + 1) in ("COUNT", "LEAST"):
            choice = "ABOUT"
        elif "ABOUT" in kinds and len(kinds) > 1:
            choice = next(kind for kind in kinds if kind != "ABOUT")
        elif word in ("over", "less than", "more than", "fewer than") and self.kind(i + 1) == "COUNT":
            choice = (
                kinds.get("LEAST", kinds.get("MOST", token.entries[0])).kind if self._counts_next(i) else token.kind
            )
        elif word == "to":
            choice = "DO" if self._verb_follows(i) else "PREP"
        elif word == "her" and not self.goes_on(i + 1) and self.kind(i + 1) not in ("COUNT", "LEAST"):
            choice = "PRONOUN"
        elif word == "it's":
            choice = "ARTICLE" if self.goes_on(i + 1) and self.phrase == "outside" and i > 0 else "PRONOUN"
            token.meaning = "its" if choice == "ARTICLE" else "it"
        elif word == "that" and self.phrase != "noun":
            choice = "ARTICLE"
            token.meaning = "the"
        elif word == "can" and self.phrase != "outside" and not self._does_next(i):
            choice = "NOUN"  # "a soda can", but "the dog can swim"
        elif word == "one" and i + 1 < len(self.tokens) and self.tokens[i + 1].lower == "can":
            token.kind, token.lower, token.meaning = "PRONOUN", "you", "it"  # "one can see a tree"
            return
        elif (
            word == "one"
            and not self.begins_range(i)
            and (self.phrase == "open" or not (self.goes_on(i + 1) or self.kind(i + 1) in ("OF", "COUNT")))
        ):
            choice = "PRONOUN"
            token.meaning = "one"
        elif word == "both":
            plural = any(lexicon.is_plural(one.lower) for one in self.tokens[i + 1 : i + 3])
            choice = (
                "COUNT"
                if plural and not self.starts_phrase(i + 1)
                else "ADV"
                if self.can_start_phrase(i + 1)
                else "PRONOUN"
            )
        elif word in ("alone", "only") and self.kind(i + 1) not in ("STOP", "COMMA", "AND"):
            choice = "ADV"
        elif token.kind == "GROUP":
            place = i > 1 and self.tokens[i - 1].lower in PLACES_AMONG and self.tokens[i - 2].lower == "the"
            choice = "NOUN" if self.kind(i + 1) == "OF" or place else "WORD"  # "the top row"
        if choice in kinds:
            token.kind, token.meaning = choice, token.meaning if choice == token.kind else kinds[choice].meaning
        else:
            token.kind = choice
        self._by_place(i, token)

    def _by_place(self, i: int, token: Token) -> None:
        """What a closed word is after all where it stands: an adverb without an object, an adjective, a noun."""
        if token.kind == "PREP" and not self._object_follows(i) and token.lower in _PARTICLES:
            token.kind = "ADV"
        if (
            token.kind == "COUNT"
            and token.lower in ("single", "twin", "double", "triple", "dozen")
            and self.phrase == "open"
        ):
            token.kind = "ADJ" if token.lower != "dozen" else "COUNT"
        if token.kind == "ING" and self.phrase == "open":
            token.kind = "ADJ"  # "an ice skating rink"
        named = token.lower == "contain" or (" " not in token.lower and NOUN in lexicon.classes(token.lower))
        if token.kind == "PARTICIPLE" and (self.phrase == "open" or self.kind(i + 1) == "OF") and named:
            token.kind = "NOUN"  # "a soothing touch"
        if token.kind == "COUNT" and token.lower == "pair of" and self.phrase == "open" and self.kind(i - 1) == "ADJ":
            token.kind = "ADJ"  # "a round pair of earrings"

    def _counts_next(self, i: int) -> bool:
        """Whether "over" and its like belong to a number: where a noun phrase starts, and after no noun."""
        return self.phrase == "outside" and self.kind(i - 1) not in ("BE", "VERB", "ING", "PAST")

    def _object_follows(self, i: int) -> bool:
        return (
            self.can_start_phrase(i + 1)
            or self.kind(i + 1) in ("ABOUT", "NOUN", "ADJ", "AND")
            or (self.tokens[i].lower == "through" and self.kind(i + 1) == "WHO")
            or (self.kind(i + 1) == "ADV" and self.can_start_phrase(i + 2))
            or self._adverb_before_phrase(i + 1)
        )

    def _does_next(self, i: int) -> bool:
        return bool(self.open_classes(i + 1) & {BASE, ADVERB}) or self.kind(i + 1) == "BE"

    def _adverb_before_phrase(self, i: int) -> bool:
        return ADVERB in self.open_classes(i) and self.can_start_phrase(i + 1)

    def _verb_follows(self, i: int) -> bool:
        classes = self.open_classes(i + 1)
        if BASE not in classes:
            return False
        return NOUN not in classes or not self.open_classes(i + 2) & {NOUN} or self.starts_phrase(i + 2)

    def _open(self, i: int) -> str:
        classes = self.open_classes(i)
        if self.phrase == "noun":
            return self._after_noun(i, classes)
        before = self.kind(i - 1)
        if self.phrase == "outside":
            if before in ("BE", "NOTBE") or (before == "ADV" and self.kind(i - 2) in ("BE", "NOTBE")):
                return self._after_be(i, classes)
            if before == "DO" and classes & {BASE, PARTICIPLE}:
                return "VERB" if BASE in classes else "PAST"
            if before == "ADV" and self.kind(i - 2) in ("AND", "COMMA", "BREAK"):
                before = self.kind(i - 2)  # "…, carefully adding spices"
            verb = self._verb_of_clause(i, classes, before)
            if verb:
                return verb
        return self._in_phrase(i, classes)

    def _after_be(self, i: int, classes: frozenset[str]) -> str:
        if ADVERB in classes and ADJECTIVE not in classes:
            return "ADV"
        if ING in classes:
            return "ADJ" if ADJECTIVE in classes and not self.starts_phrase(i + 1) else "ING"
        if PARTICIPLE in classes:
            return "PAST"
        if ADJECTIVE in classes:
            return "ADJ"
        return "NOUN" if NOUN in classes else "PAST" if PAST in classes else "VERB"

    def _verb_of_clause(self, i: int, classes: frozenset[str], before: str) -> str:
        """The class of a verb where a noun phrase could start; nothing when it does start here."""
        if classes & FINITE and before in ("PRONOUN", "WHO", "THERE") and self.tokens[i - 1].lower != "whose":
            # "there are flies", but "there stands a tree"
            return "" if NOUN in classes and self.tokens[i - 1].lower.startswith("there ") else "VERB"
        if before in ("AND", "COMMA", "BREAK", "ADV"):
            if ING in classes and self.kind(i - 2) == "ADJ" and self.goes_on(i + 1):
                return "ADJ"
            if ING in classes and not (self.goes_on(i + 1) and before not in ("COMMA", "AND")):
                if self.goes_on(i + 1) and not self.starts_phrase(i + 1) and not self._verb_earlier(i):
                    return ""
                return "ING"
            if ADJECTIVE in classes and self.goes_on(i + 1):
                return ""
            if classes & FINITE and NOUN not in classes and self._verb_earlier(i):
                return "" if PARTICIPLE in classes and self.goes_on(i + 1) and not self.starts_phrase(i + 1) else "VERB"
            if classes & {THIRD, PAST, BASE} and self._verb_earlier(i) and self.starts_phrase(i + 1):
                return "VERB"
        if before == "ADV" and classes & FINITE and NOUN not in classes and ADJECTIVE not in classes:
            return "VERB" if not (PARTICIPLE in classes and self.goes_on(i + 1)) else ""
        return ""

    def _verb_earlier(self, i: int) -> bool:
        return any(one.kind in ("VERB", "ING", "PAST", "BE", "WITH") for one in self.tokens[:i])

    def _in_phrase(self, i: int, classes: frozenset[str]) -> str:
        """A word where a noun phrase starts, or after its determiner or adjectives."""
        goes_on = self.goes_on(i + 1)
        opened = self.phrase == "open"
        if (opened and self.kind(i + 1) == "POSSESSIVE") or (NOUN in classes and self._is_wanted_verb(i + 1)):
            return "NOUN"
        if self.tokens[i - 1].lower == "in" and ING in self.open_classes(i + 1) and is_color_word(self.tokens[i].lower):
            return "ADJ"  # "a woman in pink riding a horse"
        if opened and self._does_in_color(i, classes):
            return "VERB"
        ones = opened and i + 1 < len(self.tokens) and self.tokens[i + 1].lower in ("one", "ones")
        if opened and BASE in classes and self.tokens[i - 1].lower == "the others" and not goes_on:
            return "VERB"  # "the others play"
        acts = opened and (self._acts(i + 1) or (self.indefinite and THIRD in self.open_classes(i + 1)))
        if {NOUN, ADJECTIVE} <= classes and (self._falls(i) or acts):
            return "NOUN"  # "with snow falling", "a rainbow arching over a lake"
        before = self.tokens[i - 1]
        if before.kind == "COUNT" and before.meaning != "1..1" and is_color_word(self.tokens[i].lower) and not goes_on:
            return "NOUN" if lexicon.is_plural(self.tokens[i].lower) else "ADJ"  # "two orange, two blue"
        if (classes & {ADJECTIVE, PARTICIPLE} or self.tokens[i].lower in PLACES_AMONG) and ones:
            return "ADJ"  # "the middle one", "a closed one"
        if ADJECTIVE in classes and (goes_on or self._adjective_and_more(i)):
            return "ADJ"
        adverb = ADVERB in classes and (not opened or NOUN not in classes)
        if adverb and not (classes & {NOUN, ADJECTIVE} and goes_on) and (ADJECTIVE not in classes or not opened):
            return "ADV"
        if NOUN in classes and not (not opened and ING in classes and not goes_on):
            return "NOUN"
        if ADJECTIVE in classes:
            kind, _ = classify_adjective(self.tokens[i].lower)
            alone = self.indefinite and not self._lends_noun(i)  # "a succulent"
            return "NOUN" if opened and (alone or kind in ("material", "pattern", "shape")) else "ADJ"
        if classes & {BASE, THIRD} and self.kind(i - 1) in ("PREP", "WITH", "OF", "PARTICIPLE"):
            return "NOUN"
        if THIRD in classes and self.kind(i - 1) in ("ING", "VERB") and (self.has_finite or self.kind(i + 1) != "PREP"):
            return "NOUN"  # "adding spices"
        if ING in classes and is_color_word(self.tokens[i - 1].lower) and self.tokens[i - 2].lower == "in":
            return "ING"
        if ING in classes:
            if opened and PAST in self.open_classes(i + 1) and (NOUN in classes or self._sentence_verb(i + 1)):
                return "NOUN"  # "the etching added depth"
            apart = before.lower == "one" or (before.kind == "ARTICLE" and before.meaning in ("other", "every"))
            if apart and (not goes_on or self.starts_phrase(i + 1)):
                return "ING"  # "one sleeping and the other barking"
            return "ADJ" if goes_on and (opened or not self.starts_phrase(i + 1)) else "NOUN" if opened else "ING"
        if PARTICIPLE in classes:
            return "ADJ" if goes_on else "NOUN" if opened and classes & {BASE, THIRD} else "PAST"
        if opened:
            return "NOUN"
        return "VERB" if classes & FINITE else "ADV" if ADVERB in classes else "NOUN"

    def _does_in_color(self, i: int, classes: frozenset[str]) -> bool:
        """Whether a verb stands after the colour that somebody wears: "the goalkeeper in yellow stands in the goal"."""
        if i < 3 or self.tokens[i - 2].lower != "in" or not is_color_word(self.tokens[i - 1].lower):
            return False
        who, word = self.tokens[i - 3].lower, self.tokens[i].lower
        agrees = BASE if lexicon.is_plural(who) else THIRD
        somebody = kind_of(lexicon.one_of(who), "person") or lexicon.listed("person", who)
        ends = self.kind(i + 1) in ("PREP", "PLACE", "ARTICLE", "COUNT", *CLAUSE_ENDS)
        worn = lexicon.listed("clothing", word) or PAST in classes
        return agrees in classes and somebody and ends and not worn and not self.has_finite and not self.finite_ahead(i)

    def _acts(self, i: int) -> bool:
        """Whether the token is a verb in -ing, and no adjective or noun, before a place or its object."""
        verb = ING in self.open_classes(i) and not self.open_classes(i) & {NOUN, ADJECTIVE}
        return verb and (self.kind(i + 1) == "PREP" or self.kind(i + 1) == "ARTICLE")

    def _falls(self, i: int) -> bool:
        """Whether a noun that is the name of a colour as well does what the last word of its clause says."""
        ends = self.kind(i + 2) in (*CLAUSE_ENDS, "PREP")
        return ends and self.open_classes(i + 1) == {ING} and lexicon.is_curated_noun(self.tokens[i].lower)

    def _lends_noun(self, i: int) -> bool:
        """Whether the noun of an adjective stands in the phrase after "and": "a red and a blue balloon"."""
        return (
            self.kind(i + 1) == "AND"
            and self.kind(i + 2) in ("ARTICLE", "COUNT")
            and ADJECTIVE in self.open_classes(i + 3)
            and NOUN in self.open_classes(i + 4)
            and classify_adjective(self.tokens[i].lower)[0] == classify_adjective(self.tokens[i + 3].lower)[0]
        )

    def _is_wanted_verb(self, i: int) -> bool:
        """Whether a word that could be a noun is the finite verb of several things ("the cup and straw rest on …")."""
        return (
            self.several
            and BASE in self.open_classes(i)
            and self.kind(i + 1) == "PREP"
            and self._sentence_verb(i)
        )  # fmt: skip

    def _adjective_and_more(self, i: int) -> bool:
        """Whether "and" or a comma joins the adjective to another one of the same noun ("red and white bus")."""
        j = i + 1
        while self.kind(j) in ("AND", "COMMA"):
            j += 1
        return (
            j > i + 1
            and ADJECTIVE in self.open_classes(j)
            and (self.goes_on(j + 1) or self._adjective_and_more(j))
            and not (NOUN in self.open_classes(i) and self.phrase == "outside" and NOUN in self.open_classes(j))
            and not (self._is_material(i) and not self._is_material(j))  # "an oval stone and rectangular band"
        )

    def _is_material(self, i: int) -> bool:
        return NOUN in self.open_classes(i) and classify_adjective(self.tokens[i].lower)[0] == "material"

    def _after_noun(self, i: int, classes: frozenset[str]) -> str:
        """A word after a noun: more of a compound, or the verb."""
        object_follows = self.starts_phrase(i + 1)
        ends = self.kind(i + 1) in ("PREP", "PLACE")
        is_finite = not self.has_finite and not self.finite_ahead(i)
        if ING in classes:
            if NOUN in classes and lexicon.is_curated_noun(self.tokens[i].lower) and not object_follows:
                return "NOUN"
            if self.goes_on(i + 1) and not object_follows and self.finite_ahead(i) and not self._verb_earlier(i):
                return "NOUN"
            return "ING"
        base = lexicon.verb_base(self.tokens[i].lower)
        placed = PARTICIPLE in classes and base in lexicon.placing() and not lexicon.listed("posture", base)
        if placed and ends:
            return "PAST"  # "circles arranged in a ring", who arrange nothing
        acts = self.open_classes(i + 1) or self.starts_phrase(i + 1) or self.sentence_like()
        if PAST in classes and acts and self._plural_subject(i) and not self.has_finite and not self.finite_ahead(i):
            return "VERB"  # "three boys snapped pictures"
        if classes & {PAST, PARTICIPLE} and NOUN not in classes:
            if PARTICIPLE in classes and self.open_classes(i + 1) & {NOUN} and not self._sentence_verb(i):
                return self._bound_participle(i)
            return "VERB" if PAST in classes and is_finite and self._sentence_verb(i) else "PAST"
        if self.tokens[i].lower == "set" and i + 1 < len(self.tokens) and self.tokens[i + 1].lower == "for":
            return "PAST"  # "a table set for two"
        if {PAST, NOUN} <= classes and self.kind(i + 1) == "PREP" and self._sentence_verb(i):
            return "VERB"  # "the sun set behind the hills"
        if THIRD in classes:
            if NOUN not in classes:
                return "VERB"
            if object_follows or (is_finite and not self.several and self._singular_subject(i)):
                return "VERB"
            if ends and self._singular_subject(i) and (self.indefinite or self.begins_clause(i)):
                return "VERB"  # "…, and a cat waits by the door": there is no "a waits"
            if is_finite and ends and (not lexicon.is_plural(self.tokens[i - 1].lower) or self._one_acts(i)):
                return "VERB"
        if BASE in classes:
            if self._is_perceived(i):
                self.tokens[i].lower, self.tokens[i].meaning = lexicon.to_ing(self.tokens[i].lower), "perceived"
                return "ING"  # "watching a bird fly"
            if PAST in classes and NOUN not in classes and self._sentence_verb(i):
                return "VERB"  # "the butter spread on the toast"
            if NOUN not in classes and ADJECTIVE not in classes:
                # One thing takes another form of the verb: "a tie clip".
                return "NOUN" if self._singular_subject(i) and not object_follows and not self.several else "VERB"
            if object_follows or (is_finite and self._sentence_verb(i) and self.several and not self.goes_on(i + 1)):
                return "VERB"
            before = self.tokens[i - 1].lower
            if ends and lexicon.is_plural(before) and self.begins_clause(i):
                return "VERB"  # "… and the pupils look at it"
            if is_finite and lexicon.is_plural(before) and not self.goes_on(i + 1) and not self.indefinite:
                return "VERB"
        if ADVERB in classes and NOUN not in classes:
            return "ADV"
        if NOUN in classes:
            return "NOUN"
        if ADJECTIVE in classes:
            if object_follows and self.tokens[i].lower.endswith("ed"):
                return "VERB"
            if self.open_classes(i + 1) & {NOUN, ADJECTIVE}:
                self._make_adjective(i - 1)
            return "ADJ"
        return "NOUN" if BASE in classes else "VERB"

    def _one_acts(self, i: int) -> bool:
        """Whether one thing begins the clause, and several are named in what is said of it: "a vase with tulips stands
        on a table"."""
        first = i - 1
        while first > 0 and self.tokens[first - 1].kind not in CLAUSE_ENDS:
            first -= 1
        begins = ("ING", "WITH", "OF", "PREP", "PARTICIPLE")
        said = next((k for k in range(first, i) if self.tokens[k].kind in begins), i)
        subject = self.tokens[first:said]
        one = bool(subject) and subject[0].kind == "ARTICLE" and not lexicon.is_plural(subject[-1].lower)
        return one and said < i and not any(token.kind in ("AND", "COMMA") for token in self.tokens[first:i])

    def _is_perceived(self, i: int) -> bool:
        """Whether the clause says what someone sees, hears, lets or makes the thing before do."""
        j = self.last_before(i, ("NOUN", "ADJ", "JOIN", "ARTICLE", "COUNT"))
        sees = j >= 0 and self.tokens[j].kind in ("ING", "VERB") and j < i - 2
        plain = self.kind(i + 1) not in ("WORD", "NOUN", "ADJ", "POSSESSIVE", "OF")
        noun = self.tokens[i - 1].lower
        living = NOUN not in self.open_classes(i) or kind_of(lexicon.one_of(noun), "animal")
        living = living or kind_of(lexicon.one_of(noun), "person") or self.tokens[j + 1].meaning == "its"
        return sees and plain and living and lexicon.listed("perceiving", lexicon.verb_base(self.tokens[j].lower))

    def _sentence_verb(self, i: int) -> bool:
        """Whether the clause still wants a finite verb: it looks like a sentence and none is in sight."""
        return self.sentence_like() and not self.has_finite and not self.finite_ahead(i)

    def _singular_subject(self, i: int) -> bool:
        """Whether the phrase before is one thing with a determiner: "a dog walks", but "three kitchen knives"."""
        j = self.last_before(i, ("NOUN", "ADJ", "ADV", "JOIN"))
        first = self.tokens[j] if j >= 0 else None
        word = self.tokens[i - 1].lower
        single = not (lexicon.is_plural(word) or (lexicon.listed("paired", word) and word.endswith("s")))
        if first is None or first.kind not in DETERMINERS:
            return False
        if first.kind == "COUNT" and first.meaning != "1..1":
            return False
        return single and (first.lower in ("a", "an", "one") or not self.goes_on(i + 1))

    def _plural_subject(self, i: int) -> bool:
        """Whether the noun before is one of several that stand first in their clause: "three boys …"."""
        if not lexicon.is_plural(self.tokens[i - 1].lower):
            return False
        j = self.last_before(i, ("NOUN", "ADJ", "JOIN", "COUNT", "ARTICLE", "AND", "COMMA"))
        return j < 0 or self.tokens[j].kind in (*CLAUSE_ENDS, "FRAME")

    def _bound_participle(self, i: int) -> str:
        """ "a wood framed mirror": noun and participle are one adjective."""
        self._make_adjective(i - 1)
        return "ADJ"

    def _make_adjective(self, i: int) -> None:
        while i >= 0 and self.tokens[i].kind == "NOUN":
            self.tokens[i].kind = "ADJ"
            i -= 1

    # ------------------------------------------------------------ what the words before say

    def _follow(self, token: Token, i: int) -> None:
        """Takes the token into account for those after it."""
        kind = token.kind
        if kind in DETERMINERS or kind in ("ADJ", "LEAST", "MOST", "ABOUT", "TWICE", "MORE"):
            if kind in ("ARTICLE", "NO") or (kind == "COUNT" and self.phrase != "open"):
                self.several = self.several and self.kind(i - 1) in ("AND", "COMMA")
                self.several = self.several or (kind == "COUNT" and token.meaning != "1..1")
            if kind in DETERMINERS:
                self.indefinite = kind == "ARTICLE" and token.meaning == "a"
            self.phrase = "open"
        elif kind == "NOUN":
            self.phrase = "noun"
            if lexicon.is_plural(token.lower) and not self.has_finite:
                self.several = True
        elif kind == "ADV":
            # "a very big dog", but "a dog quickly": a noun is finished by it.
            self.phrase = "outside" if self.phrase == "noun" else self.phrase
        else:
            self.phrase = "outside"
        if kind == "AND" and not self.has_finite:
            self.several = True
        if kind in ("VERB", "BE", "NOTBE", "DO") or (kind == "WITH" and token.lower in HAVE):
            self.has_finite = kind != "VERB" or self.kind(i - 1) != "DO" or self.has_finite
            self.has_finite = True
        if kind in CLAUSE_ENDS or kind in ("WHO", "THERE"):
            self.has_finite = self.several = False


#: What tells one of several rows, or of other things in an order.
PLACES_AMONG = frozenset((
    "top", "bottom", "left", "right", "middle", "center", "centre", "upper", "lower", "last", *ORDINALS,
))  # fmt: skip
#: Prepositions that stand without an object as adverbs ("looking up", "inside").
_PARTICLES = frozenset((
    "in", "on", "over", "off", "up", "down", "out", "by", "along", "through", "past", "across", "around", "inside",
    "outside", "under", "above", "below", "behind", "near", "about", "underneath", "beneath", "between", "before",
    "after", "upon", "within", "for", "to", "from", "at", "away", "onto", "into", "toward", "towards", "like", "of",
    "with",
))  # fmt: skip
