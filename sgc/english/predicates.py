"""Predicates: what participles, "with", attributes and verbs say of the things in their clause."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.attachment import is_finite, is_singular
from sgc.english.clause import Link, VerbText
from sgc.english.meaning import Note, Thing, is_counted, named_by
from sgc.english.phrases import NounPhrase, Phrase, words_of
from sgc.english.places import AFTER_VERB, Places
from sgc.graph.colors import is_color_word
from sgc.graph.relations import PREDICATES
from sgc.graph.vocabulary import classify_adjective

_IN_TIME = ("in", "at", "on", "during")  # "in winter with a sledge"
#: Verbs of which a past form says how somebody is, and nothing that was done to them: "a mouse stood on a cheese".
_STANCES = frozenset(("stand", "sit", "lie", "kneel", "hang"))


class Predicates(Places):
    """Reads the phrases that say how things are, and what they do or have."""

    def _participle(self, phrase: Phrase) -> None:
        """ "hidden by", "is surrounded by", "made of": a relation that says "is" itself where there is one."""
        if self.verb is not None:
            self._flush_verb()
        said = phrase.meaning.lstrip("~")
        finite = any(one.kind in ("AUXILIARY", "NOT") for one in phrase.tokens) or self.copula is not None
        negated = self._is_negative() or any(one.kind == "NOT" for one in phrase.tokens)
        word = phrase.tokens[-1].lower
        subjects = self._subject_of_verb(finite or word.endswith("s"), phrase)
        self.copula = None
        if said == "made of":
            self._made_of(subjects, phrase)
            return
        free = said not in PREDICATES
        self.link = Link(
            subjects,
            said,
            "verb" if free else "place",
            phrase.start,
            word,
            free,
            phrase.meaning.startswith("~"),
            negated,
            True,
        )
        if free and said == "wearing":
            self.link.kind = "verb"

    def _made_of(self, subjects: Sequence[Thing], phrase: Phrase) -> None:
        """A material is an attribute: "a cup made of glass"."""
        following = self._peek()
        if isinstance(following, NounPhrase) and following.nouns and not following.article and subjects:
            self.i += 1
            made = [*following.adjectives, following.nouns]
            while self._peek_kind() == "AND" and _is_material(further := self._peek(1)):  # "of wood and metal"
                self.i += 2
                assert isinstance(further, NounPhrase)
                made += [*further.adjectives, further.nouns]
            self.meaning.told.append((phrase.start, self.phrases[self.i - 1].end))
            for thing in subjects:
                thing.adjectives += made
            return
        self.link = Link(tuple(subjects), "made of", "verb", phrase.start, "made of", True, after_verb=True)

    def _with(self, phrase: Phrase) -> None:
        owning = phrase.tokens[-1].lower != "with"
        if self.meaning.is_sheet and (self.last is None or self.last.is_written) and self.verb is None:
            self._end_clause()  # "a poster with …": what stands on it is in the picture
            self.last = None
            self.meaning.told.append((phrase.start, phrase.end))
            return
        if self.joined == "comma" and not owning and self._stands_apart():
            self.meaning.told.append((phrase.start, phrase.end))
            return
        verb = self.verb
        if verb is not None and not owning and verb.words.split()[0] not in _IN_TIME:
            self.verb = None
            words = f"{verb.words} with"
            self.link = Link(
                verb.subjects, words, "verb", verb.start, words, True, negated=verb.negated, after_verb=True
            )
            return
        self._flush_verb()
        subjects = self._subject_of_verb(True, phrase) if owning and not self.relative else ()
        if not subjects:
            subjects = self._with_subjects(phrase)
        self.owner = subjects
        negated = owning and self._is_negative()  # "neither car has a driver"
        self.link = Link(subjects, "with", "with", phrase.start, phrase.text, free=True, negated=negated)
        self.copula = None

    def _stands_apart(self) -> bool:
        """Whether ", with" goes on with a thing of which more is said: "…, with a dragon flying above it"."""
        ahead = self._peek()
        if not isinstance(ahead, NounPhrase) or ahead.article == "its" or (thing := named_by(ahead)) is None:
            return False
        acts = self._peek_kind(1) in ("participle", "verb")
        beside = self._peek_kind(1) == "relation" and self._names_again(self._peek(2))
        if self._names_own(self._peek(2)):
            return False  # "a giraffe, with a bird perched on its head"
        if thing.listed("clothing") or self.last is None:
            return False
        return beside or (acts and not thing.is_part)  # "…, with a window on each side of the door"

    def _of(self, phrase: Phrase) -> None:
        """ "of" that no noun phrase took: "full of", "tired of"."""
        which, pool = self._peek(), next((one for one in reversed(self.meaning.things) if is_counted(one)), None)
        if which is not None and which.text in ("which", "whom") and pool is not None and self.verb is None:
            self.i += 1  # "six eggs in a basket, of which two are brown"
            self._end_clause()
            self.pool, self.last = pool, None
            self.meaning.told.append((phrase.start, which.end))
            return
        if self.verb is not None:
            self.link = Link(
                self.verb.subjects, f"{self.verb.words} of", "verb", self.verb.start, f"{self.verb.words} of", True
            )
            self.verb = None
        elif self.link is not None:
            self.link.words += " of"
        elif self.last is not None:
            self.link = Link((self.last,), "of", "place", phrase.start, "of", True)
        else:
            self._unknown(phrase.start, phrase.end)

    def _attributes(self, phrase: Phrase) -> None:
        assert isinstance(phrase, NounPhrase)
        if self._is_lettering(phrase) or self._is_colored(phrase) or self._alternating(phrase):
            return
        if self._colored_in_order():
            return
        if self.copula is None and self._each_colored(phrase):
            return
        if self._ones() is not None:  # "red ones"
            self._elliptical(phrase)
            return
        if self.verb is not None:
            self.verb.words += " " + words_of(phrase.tokens)
            self.verb.end = phrase.end
            return
        if self.link is not None and self.link.subjects:  # "a woman in pink", "a blanket of white"
            link, self.link = self.link, None
            self._note(link.subjects[-1:], f"{link.words} {words_of(phrase.tokens)}", link.start, phrase.end)
            return
        things: tuple[Thing, ...] = ()
        if self.copula is not None or (self.joined in ("comma", "and", "break") and len(self.group) < 2):
            things = self.subject
        elif self.last is not None:
            things = (self.last,)
        negative = self._is_negative()
        self.stated = self.stated or self.copula is not None
        for thing in things:
            if negative:
                thing.notes.append(Note("not " + words_of(phrase.tokens), phrase.start, phrase.end))
            else:
                thing.adjectives += phrase.adjectives
        if self.copula is not None and self._peek_kind() in ("relation", "with", "of"):
            return
        self.copula = None
        if not things:
            self._unknown(phrase.start, phrase.end)

    def _is_colored(self, phrase: NounPhrase) -> bool:
        """ "a wall painted red", "a light showing green": the verb says that the thing has the colour."""
        verb = self.verb
        colors = all(is_color_word(one[-1].lower) for one in phrase.adjectives)
        base = lexicon.verb_base(verb.words) if verb is not None else ""
        if verb is None or verb.negated or not colors or not lexicon.listed("coloring", base):
            return False
        for thing in verb.subjects:
            thing.adjectives += phrase.adjectives
        self.meaning.told.append((verb.start, verb.end))
        self.verb = None
        self.last = verb.subjects[-1]
        return True

    # ------------------------------------------------------------ verbs

    def _verb(self, phrase: Phrase) -> None:
        following = self._peek()
        words = f"{self.adverb} {_verb_words(phrase, following is not None and following.text == 'by')}".strip()
        self.adverb = ""
        finite = is_finite(phrase)
        if self.link is not None:  # "for displaying flowers"
            self.verb = VerbText(
                self.link.subjects, f"{self.link.words} {words}", self.link.start, phrase.end, self.link.negated
            )
            self.link = None
            return
        if self.verb is not None and not self.joined and not finite:
            self.verb.words += " " + words
            self.verb.end = phrase.end
            return
        self._flush_verb()
        if finite and self.forward and isinstance(self._peek(), NounPhrase):  # "in front of the house stands a tree"
            link = self.forward[-1]
            goes = link.predicate in AFTER_VERB and words.endswith("ing") and " " not in words
            link.predicate = f"{words} {link.predicate}" if goes else link.predicate
            return
        if finite:
            self._agree(phrase)
            self.each = () if self.joined == "comma" else self.each  # "four sheep, each …, graze behind a fence"
        subjects = self._subject_of_verb(finite or self.copula is not None, phrase)
        self.finite = self.finite or finite
        self.stated = self.stated or finite
        self.copula = None
        if not subjects:
            self._unknown(phrase.start, phrase.end)
            return
        self.meaning.told.append(self.adverb_place)
        negated = any(one.kind == "NOT" for one in phrase.tokens) or self._is_negative()
        self.acting += () if finite else subjects
        self.verb = VerbText(subjects, words, phrase.start, phrase.end, negated)

    def _agree(self, phrase: Phrase) -> None:
        """ "a stove, and a cat sleeps": a verb in the singular is said of the last only."""
        alone = is_singular(phrase) or self.added == "comma"  # "a barn, hens scattered everywhere"
        alone = alone and not self.negative  # "neither the cat nor the dog is on the sofa"
        if len(self.subject) > 1 and self.last is self.subject[-1] and alone and not self.relative:
            last = self.subject[-1]
            self.before, self.subject, self.group = self.subject[:-1], (last,), [last]

    def _copula(self, phrase: Phrase) -> None:
        self._flush_verb()
        if self.forward and isinstance(self._peek(), NounPhrase):  # "on the left is a cat"
            return
        self._agree(phrase)
        self.copula = phrase
        self.finite = True
        if self.relative and self.last is not None:
            self.subject = (self.last,)
            self.relative = False
        self.done = None


def _is_material(phrase: Phrase | None) -> bool:
    bare = isinstance(phrase, NounPhrase) and not phrase.article and phrase.count is None and len(phrase.nouns) == 1
    return bare and isinstance(phrase, NounPhrase) and classify_adjective(phrase.nouns[0].lower)[0] == "material"


def _verb_words(phrase: Phrase, passive: bool) -> str:
    """A verb as the words of a relation: "sat down" is "sitting down", "is being chased" stays "chased"."""
    passive = passive or any(one.kind == "AUXILIARY" for one in phrase.tokens)
    words = [one.lower for one in phrase.tokens if one.kind == "MANNER"]
    for one in phrase.tokens:
        if one.kind == "VERB":
            words.append(one.lower if passive and one.lower.endswith("ed") else lexicon.to_ing(one.lower))
        elif one.kind in ("ING", "PAST", "PARTICLE"):
            stands = one.kind == "PAST" and lexicon.verb_base(one.lower) in _STANCES  # "was hung" hangs
            words.append(lexicon.to_ing(one.lower) if stands else one.lower)
    return " ".join(words)
