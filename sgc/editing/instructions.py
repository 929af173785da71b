"""Reads English instructions ("make the apples green; remove the cup on the left") as operations on a scene.

Who a phrase means is not decided here: that needs the scene, and the picture of it (``sgc.editing.references``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sgc.editing.idioms import IDIOMS, NUMBERS
from sgc.editing.link_idioms import LINK_IDIOMS
from sgc.editing.operations import (
    Add,
    Describe,
    Move,
    Operation,
    Recount,
    Remove,
    Rename,
    Replace,
    Resize,
    Rotate,
    Swap,
    Target,
)
from sgc.editing.pieces import pieces, unclear
from sgc.editing.wordings import (
    BIGGER,
    BUT,
    CORNER,
    DIRECTION,
    FROM,
    ONE,
    PICKS,
    SHADES,
    SIZE,
    VERBS,
    are_attributes,
    factor_of,
    positive,
    shift_of,
)
from sgc.english import lexicon
from sgc.english.limits import check_limits
from sgc.english.phrases import NounPhrase, Phrase, parse_phrases
from sgc.english.tagging import tag
from sgc.english.tokens import Token, tokenize
from sgc.graph.colors import color_value
from sgc.source import SgcError, Source, Span


def read_instruction(source: Source, of_diagram: bool = False) -> tuple[Operation, ...]:
    """The operations of an instruction, in order, which may be one about a diagram. Raises SgcError with the part that
    no rule understood, and for one that is too long."""
    check_limits(source)
    found: list[Operation] = []
    for span in pieces(source):
        found += Reader(span, of_diagram).read()
    if not found:
        raise unclear(source.span(), "the instruction is empty")
    return tuple(found)


class Reader:
    """Reads one operation."""

    def __init__(self, span: Span, of_diagram: bool = False) -> None:
        self.span = span
        self.of_diagram = of_diagram
        self.source = span.source
        self.verb = ""
        self.word = ""
        self.rest = span.start
        for verb, words in VERBS.items():
            match = re.compile(rf"(?:{words})\b\s*", re.I).match(self.source.text, span.start, span.end)
            if match and match.end() > self.rest:
                self.verb, self.word, self.rest = verb, match.group().strip().lower(), match.end()
        self.text = self.source.text[self.rest : span.end]

    def read(self) -> Sequence[Operation]:
        for pattern, make in [*LINK_IDIOMS, *IDIOMS] if self.of_diagram else IDIOMS:
            match = pattern.fullmatch(self.source.text, self.span.start, self.span.end)
            if match and (asked := make(self, match)):
                return (asked,)
        if not self.text.strip():
            raise unclear(self.span, f"'{self.span.text}' does not say what")
        return self._of_both() or (self._of_verb(),)

    def _of_verb(self) -> Operation:
        operation: Operation = getattr(self, f"_{self.verb or 'state'}")()
        return operation

    def _of_both(self) -> Sequence[Operation]:
        """ "Make the left cup red and the right one blue": two operations of one verb; else none."""
        if self.verb != "make":
            return ()
        for joint in re.finditer(r",?\s+and\s+(?=(?:the|its|all|both|every)\s)", self.text, re.I):
            ends = (self.rest, self.rest + joint.start()), (self.rest + joint.end(), self.span.end)
            if all(self._split(*one) for one in ends):
                pieces = (Span(self.source, self.span.start, ends[0][1]), Span(self.source, *ends[1]))
                return tuple(Reader(one, self.of_diagram)._of_verb() for one in pieces)
        return ()

    # ------------------------------------------------------------ one for each kind of verb

    def _remove(self) -> Operation:
        label = re.match(r"(?:the )?(?:label|caption|text) (?:of|from|on) (?P<what>.+)$", self.text, re.I)
        if label:
            return Rename(self.span, self.target(*self._at(label, "what")), None)
        return Remove(self.span, self.target(self.rest, self.span.end))

    def _add(self) -> Operation:
        return Add(self.span, Span(self.source, self.rest, self.span.end))

    def _have(self) -> Operation:
        phrases = self.phrases(self.rest, self.span.end)
        match phrases:
            case [NounPhrase(count=(int(least), most)) as phrase] if least == most and phrase.nouns:
                target = self.target(self.rest, self.span.end)
                return Recount(self.span, _without_count(target), least)
        return Add(self.span, Span(self.source, self.rest, self.span.end))

    def _swap(self) -> Operation:
        places = r"^(?:the )?(?:places|positions?) (?:of|between) "
        body = re.sub(places, lambda m: " " * len(m.group()), self.text, flags=re.I)
        match = re.match(r"\s*(?P<one>.+?)\s+(?:and|with|for)\s+(?P<other>.+)$", body, re.I)
        if match is None:
            raise unclear(self.span, f"'{self.span.text}' does not say what to swap with what")
        one, other = (self.target(*self._at(match, name)) for name in ("one", "other"))
        return Swap(self.span, one, other, places=body != self.text)

    def _replace(self) -> Operation:
        match = re.match(r"(?P<one>.+?)\s+(?:with|by)\s+(?P<other>.+)$", self.text, re.I)
        if match is None:
            raise unclear(self.span, f"'{self.span.text}' does not say what to put in its place")
        return self.become(self.target(*self._at(match, "one")), *self._at(match, "other"))

    def _make(self) -> Operation:
        end = self.span.end
        if (but := BUT.search(self.source.text, self.rest, end)) and self._split(self.rest, but.start()):
            # "Make the apples yellow except the first": who is left out stands after what the others become.
            whole = Reader(Span(self.source, self.span.start, but.start()), self.of_diagram)._make()
            if isinstance(whole, Describe | Replace):
                return replace(whole, span=self.span, target=self._without(whole.target, but.end(), end))
        count = re.match(r"(?:it|them|that) (?:to )?(?P<what>(?:\d+|\w+) .+)$", self.text, re.I)
        colored = re.match(r"(?:the )?colou?r of (?P<what>.+?) (?:to |into )?(?P<how>[\w ]+?)$", self.text, re.I)
        if colored and (self.text.lower().rfind(" to ") > 0 or color_value(colored["how"])):
            first, _, _ = self.text.rpartition(" to ")
            start, stop = self._at(colored, "what")
            if first:
                stop = self.rest + len(first)
                return self._described(self.target(start, stop), stop + len(" to "), end)
            return self._described(self.target(start, stop), *self._at(colored, "how"))
        if found := SIZE.search(self.text):
            target = self.target(self.rest, self.rest + found.start())
            return Resize(self.span, target, factor_of(found))
        phrases = self.phrases(self.rest, end)
        if count and len(phrases) == 2 and isinstance(phrases[1], NounPhrase) and phrases[1].count:
            target = self.target(phrases[1].start, end)
            if target.count is not None:
                return Recount(self.span, _without_count(target), target.count)
        split = self._split(self.rest, end)
        if split is None:
            raise unclear(self.span, f"'{self.span.text}' does not say what to change, or into what")
        target = self.target(self.rest, split[0])
        return self.become(target, split[1], end)

    def _state(self) -> Operation:
        """Without a verb: "the sky more blue", "the apples should be green", "apples green"."""
        text = self.text
        should = re.match(r"(?P<what>.+?)\s+(?:should|must|shall|has to|have to) be\s+(?P<how>.+)$", text, re.I)
        if should:
            start, end = self._at(should, "how")
            target = self.target(*self._at(should, "what"))
            if size := SIZE.match(self.source.text[start:end]):
                return Resize(self.span, target, factor_of(size))
            phrases = self.phrases(start, end)
            if phrases and phrases[0].kind in ("relation", "place"):
                return self._moved(target, phrases)
            return self.become(target, start, end)
        if re.match(r"(?:no|without)\s", text, re.I):
            first = text.index(" ") + 1
            return Remove(self.span, self.target(self.rest + first, self.span.end))
        if re.match(r"(?:one more|another|\d+ more|two more|three more)\s", text, re.I):
            return Add(self.span, Span(self.source, self.rest, self.span.end))
        try:
            return self._make()
        except SgcError:
            raise unclear(self.span, f"'{self.span.text}' begins with no verb that changes a scene") from None

    def _move(self) -> Operation:
        for gap in re.finditer(r"\s+", self.text):
            direction = DIRECTION.match(self.text, gap.start())
            if direction:
                target = self.target(self.rest, self.rest + gap.start())
                return shift_of(self.span, target, direction)
        if corner := CORNER.search(self.text):
            target = self.target(self.rest, self.rest + corner.start())
            edges = "-".join(one.lower() for one in (corner["vertical"], corner["across"]) if one)
            return Move(self.span, target, f"at {edges or 'center'} of", ())
        phrases = self.phrases(self.rest, self.span.end)
        last = max((i for i, one in enumerate(phrases) if one.kind in ("relation", "place")), default=0)
        if last == 0:
            raise unclear(self.span, f"'{self.span.text}' does not say where to")
        if self.word in ("put", "place", "set") and self._is_new(phrases[0]):
            return Add(self.span, Span(self.source, self.rest, self.span.end))
        target = self.target(self.rest, phrases[last].start)
        return self._moved(target, phrases[last:])

    def _resize(self) -> Operation:
        factors = {"double": Fraction(2), "halve": Fraction(1, 2)}
        body = re.sub(r"^(?:the )?size of ", lambda m: " " * len(m.group()), self.text, flags=re.I)
        by = re.search(r"\s+(?P<kind>by|to)\s+(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|per ?cent|times)?$", body, re.I)
        half = re.search(r"\s+(?:to|by) half(?: (?:its|their|the) size)?$|\s+in size$", body, re.I)
        end = self.rest + (by.start() if by else half.start() if half else len(body))
        start = self.rest + len(body) - len(body.lstrip())
        factor = factors.get(self.word)
        if factor is None:
            smaller = self.word in ("shrink", "reduce")
            factor = 1 / (1 + Fraction(BIGGER, 100)) if smaller else 1 + Fraction(BIGGER, 100)
            if half and "half" in half.group():
                factor = Fraction(1, 2)
            elif by:
                number = Fraction(by["number"])
                share = number / 100 if by["unit"] != "times" and number >= 3 else number
                if by["kind"].lower() == "to" or by["unit"] == "times" or self.word in ("scale", "resize"):
                    factor = share
                else:
                    factor = 1 - share if smaller else 1 + share
        if factor <= 0:
            raise unclear(self.span, f"'{self.span.text}' leaves nothing")
        return Resize(self.span, self.target(start, end), factor)

    def _label(self) -> Operation:
        raise unclear(self.span, f"'{self.span.text}' gives no label", 'Write for example "label the cup "Tea"".')

    def _link(self) -> Operation:
        hint = 'In a diagram write for example "link the client to the server", or "group the client and the server".'
        raise unclear(self.span, f"'{self.span.text}' does not say what is linked with what", hint)

    def _rotate(self) -> Operation:
        match = re.match(
            r"(?P<what>.+?)\s+(?:by |to )?(?P<turn>-?\d+(?:\.\d+)?)\s*(?:°|deg|degrees?)?(?P<way>\s+.*clockwise)?$",
            self.text, re.I,
        )  # fmt: skip
        if match is None:
            raise unclear(self.span, f"'{self.span.text}' does not say by how many degrees")
        back = bool(match["way"]) and re.search(r"anti|counter", match["way"], re.I)
        degrees = Fraction(match["turn"]) * (-1 if back else 1)
        return Rotate(self.span, self.target(*self._at(match, "what")), degrees)

    # ------------------------------------------------------------ pieces

    def become(self, target: Target, start: int, end: int) -> Operation:
        """What something is made: attributes, another thing, or another number of it."""
        phrases = [one for one in self.phrases(start, end) if one.kind not in ("relation", "COMMA")]
        match phrases:
            case [NounPhrase(nouns=(_, *_), kind="noun_phrase") as phrase] if not color_value(phrase.nouns[-1].lower):
                words = tuple(" ".join(one.lower for one in group) for group in phrase.adjectives)
                read = self.target(phrase.start, end)
                return Replace(self.span, target, words, read.nouns, read.count)
        return self._described(target, start, end)

    def _described(self, target: Target, start: int, end: int) -> Operation:
        text = self.source.text[start:end].strip().lower()
        text = re.sub(r"^(?:into |to |in |a |look )+", "", text)
        adjectives: list[str] = []
        shades: list[str] = []
        for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text):
            words = piece.removesuffix(" color").removesuffix(" colour").strip()
            # "A darker blue" is a colour of its own, and no degree.
            words = re.sub(r"^(dark|light|pal|bright|deep)e?r (?=\w)", r"\1 ", words).replace("pal ", "pale ")
            comparative = re.match(r"(?:(?:much|a bit|a little|slightly|even)\s+)?(?:more\s+)?(?P<word>[\w ]+)$", words)
            if words in SHADES or (comparative and comparative["word"] in SHADES):
                shades.append(SHADES[comparative["word"] if comparative else words])
            elif comparative and comparative["word"] != words and color_value(comparative["word"]):
                shades.append(comparative["word"])
            elif words.endswith("er") and (base := positive(words)):
                shades.append(base)
            elif color_value(words) or re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", words):
                adjectives.append(words)
            else:
                parts = words.split()
                colored = next((i for i in range(len(parts)) if color_value(" ".join(parts[i:]))), len(parts))
                adjectives += [*parts[:colored], *([" ".join(parts[colored:])] if colored < len(parts) else [])]
        for word in adjectives:
            if not color_value(word) and not _may_describe(word):
                raise unclear(Span(self.source, start, end), f"'{word}' is no attribute that is understood here")
        return Describe(self.span, target, tuple(adjectives), tuple(shades))

    def _moved(self, target: Target, phrases: Sequence[Phrase]) -> Move:
        where, *others = phrases
        if where.kind == "place":
            predicate, of = self._of_it(where)
            return Move(self.span, target, predicate, of)
        objects = tuple(
            self.target(one.start, one.end) for one in others if isinstance(one, NounPhrase) or one.kind == "pronoun"
        )
        if not objects or not where.meaning or where.meaning == "-":
            raise unclear(self.span, f"'{where.text}' says no place")
        # "In the middle of the table" is not between two things.
        alone = where.meaning == "between" and len(objects) == 1 and not objects[0].plural
        return Move(self.span, target, "at center of" if alone else where.meaning, objects)

    def _of_it(self, place: Phrase) -> tuple[str, tuple[Target, ...]]:
        """The relation of a place and what it is to: "on it" speaks of a thing, "on the left" of the picture."""
        whose, _, relation = place.meaning.partition(" ")
        if whose != "its":
            return place.meaning, ()
        return relation, (Target(Span(self.source, place.start, place.end), pronoun="it"),)

    def target(self, start: int, end: int) -> Target:
        """The phrase from ``start`` to ``end`` as what is meant; in a diagram it may be a name that is no noun."""
        try:
            return self._target(start, end)
        except SgcError:
            words = self.source.text[start:end].strip()
            if not self.of_diagram or not words:
                raise
            return Target(Span(self.source, start, end), re.sub(r"^(?:the|an?)\s+", "", words.lower()), article="the")

    def _target(self, start: int, end: int) -> Target:
        text = self.source.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        span = Span(self.source, start, end)
        if start == end:
            raise unclear(self.span, f"'{self.span.text}' does not say what")
        words = span.text.lower()
        if words in ("everything", "all", "all of it", "all of them", "it all", "all things", "every thing"):
            return Target(span, pronoun="everything")
        if but := BUT.search(text, start, end):
            return self._all_but(span, but)
        if words in ("it", "them", "that", "this", "these", "those"):
            return Target(span, pronoun="it")
        if of_kind := ONE.fullmatch(text, start, end):
            return self._of_that_kind(span, of_kind)
        side = ""
        if order := FROM.search(text, start, end):
            side, end = order[1].lower(), order.start()
        phrases = self.phrases(start, end)
        number: int | None = None
        match phrases:  # "one of the cups"
            case [NounPhrase(nouns=(), count=count), Phrase(kind="of"), *more] if count:
                number, phrases = count[0], more
        head = phrases[0] if phrases else None
        if not isinstance(head, NounPhrase) or not head.nouns:
            raise unclear(span, f"'{span.text}' names nothing that could be in the scene")
        rest = phrases[1:]
        picks, adjectives, nouns = _sorted(head)
        place = relation = ""
        other = also = None
        for i, one in enumerate(rest):
            if one.kind == "place":
                predicate, of = self._of_it(one)
                place, relation, other = ("", predicate, of[0]) if of else (predicate, "", None)
            elif one.kind in ("AND", "COMMA") and i + 1 < len(rest):
                following = i + 2 if rest[i + 1].kind == "AND" else i + 1
                also = self.target(rest[min(following, len(rest) - 1)].start, end)
                break
            elif one.kind == "relation" and i + 1 < len(rest):
                relation, other = one.meaning, self.target(rest[i + 1].start, end)
                break
            elif one.kind not in ("WHO", "copula"):
                raise unclear(Span(self.source, one.start, one.end), f"'{one.text}' says nothing of '{head.text}' here")
        if number is None and head.count and head.count[0] == head.count[1]:
            number = head.count[0]
        article = "one of" if len(rest) < len(phrases) - 1 else head.article
        return Target(
            span, lexicon.one_of(nouns), lexicon.is_plural(nouns.split()[-1]), "", article, number,
            adjectives, (*picks, *([f"from {side}"] if side else [])), place, relation, other, also,
        )  # fmt: skip

    def _of_that_kind(self, span: Span, found: re.Match[str]) -> Target:
        """ "The left one", "the one at the top": of the kind that was spoken of."""
        words = (found["words"] or "").lower().split()
        places = self.phrases(*found.span("place")) if found["place"] else []
        if len(places) > 1 or any(one.kind != "place" for one in places):
            raise unclear(span, f"'{found['place']}' says no place")
        picks = tuple(word for word in words if word in PICKS)
        adjectives = tuple(word for word in words if word not in PICKS)
        noun = found["one"].lower()
        place = places[0].meaning if places else ""
        return Target(span, noun, noun == "ones", "", "the", None, adjectives, picks, place)

    def _all_but(self, span: Span, but: re.Match[str]) -> Target:
        """ "All the forks but one", "all but one of the forks", "everything except the table"."""
        text, at = self.source.text, but.end()
        if some := re.compile(rf"(?P<n>\d+|{'|'.join(NUMBERS)})\s+of\s+", re.I).match(text, at, span.end):
            number = NUMBERS.get(some["n"].lower()) or int(some["n"])
            return _all_of(self.target(some.end(), span.end), span, number)
        return replace(self._without(self.target(span.start, but.start()), at, span.end), span=span)

    def _without(self, found: Target, start: int, end: int) -> Target:
        """All but what the words from ``start`` to ``end`` say: some of its kind, a number of them, or others."""
        words = self.source.text[start:end].strip().lower()
        if words.isdigit() or words in NUMBERS:
            return _all_of(found, found.span, NUMBERS.get(words) or int(words))
        if (word := words.removeprefix("the ").removesuffix(" one")) in PICKS:
            return _all_of(
                found, found.span, replace(found, count=None, plural=False, article="the", picks=(word,))
            )  # fmt: skip
        return _all_of(found, found.span, self.target(start, end))

    def _split(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the target ends and what it is made begins."""
        # A colour of several words may look like the end of a noun ("the grass light blue").
        words = [one.span() for one in re.compile(r"\S+").finditer(self.source.text, start, end)]
        texts = [self.source.text[first:last].lower() for first, last in words]
        for i in range(1, len(words)):
            if color_value(" ".join(texts[i:])) and texts[i - 1] != "more":
                while i > 1 and texts[i - 1] in ("a", "an", "to", "into", "in", *SHADES):
                    i -= 1
                return words[i][0], words[i][0]
        phrases = self.phrases(start, end)
        for i in range(len(phrases) - 1, 0, -1):
            before, one = phrases[i - 1], phrases[i]
            if one.kind == "attributes":
                first = i
                while first > 1 and phrases[first - 1].kind in ("attributes", "AND", "COMMA"):
                    first -= 1
                to = phrases[first - 1]
                if to.kind == "relation" and to.text in ("to", "into", "in") and first > 1:
                    return to.start, one.start
                return phrases[first].start, phrases[first].start
            if isinstance(one, NounPhrase) and before.kind == "relation" and before.text in ("to", "into"):
                return before.start, one.start
            if isinstance(one, NounPhrase) and isinstance(before, NounPhrase) and one.article == "a":
                return one.start, one.start
            if isinstance(one, NounPhrase) and before.kind == "pronoun":
                return one.start, one.start
        # "the table red": the last words were read with the noun.
        for at, _ in words[1:]:
            tail = self.source.text[at:end].lower()
            if tail in SHADES or color_value(tail.removeprefix("more ")) or are_attributes(tail):
                return at, at
        last = words[-1][0] if len(words) > 1 else end
        if _may_describe(self.source.text[last:end].lower()):
            return last, last
        return None

    def where(self, start: int, end: int) -> tuple[str, tuple[Target, ...]] | None:
        """A relation with its objects ("left of the plate"), or a place of the picture; None when it is neither."""
        phrases = self.phrases(start, end)
        if not phrases or phrases[0].kind not in ("relation", "place"):
            return None
        moved = self._moved(Target(self.span), phrases)
        return moved.predicate, moved.others

    def _is_new(self, phrase: Phrase) -> bool:
        return isinstance(phrase, NounPhrase) and phrase.article in ("a", "") and not phrase.owner

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """The phrases of a part of the instruction, their tokens placed in the whole."""
        tokens = tokenize(self.source.text[start:end])
        for token in tokens:
            token.start += start
            token.end += start
        phrases, dropped = parse_phrases(tag(tokens))
        if dropped:
            raise unclear(dropped[0].span(self.source), f"'{dropped[0].lower}' is not understood here")
        return phrases

    def _at(self, match: re.Match[str], group: str) -> tuple[int, int]:
        return self.rest + match.start(group), self.rest + match.end(group)


def _sorted(phrase: NounPhrase) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The words of a noun phrase that pick by the picture, those that describe, and the noun."""

    def words(tokens: Sequence[Token]) -> str:
        return " ".join(one.lower for one in tokens)

    described = [words(group) for group in phrase.adjectives]
    nouns = [one.lower for one in phrase.nouns]
    picks = [one for one in described if one in PICKS]
    while len(nouns) > 1 and nouns[0] in PICKS:
        picks.append(nouns.pop(0))
    return tuple(picks), tuple(one for one in described if one not in PICKS), " ".join(nouns)


def _may_describe(word: str) -> bool:
    """Whether a word is an adjective, or could be one that nobody knows."""
    if lexicon.is_adjective(word):
        return True
    return word.isalpha() and word not in lexicon.phrases() and not lexicon.is_known_noun(word)


def _all_of(target: Target, span: Span, without: Target | int) -> Target:
    return replace(target, span=span, count=None, plural=True, article="every", without=without)


def _without_count(target: Target) -> Target:
    return replace(target, count=None, article="the", plural=True)
