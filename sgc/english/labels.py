"""Labels without quotes: "three circles labelled 1, 2 and 3", "boxes numbered 1 to 4", "a square marked Start".

Behind a word of labelling a text is what is written as one: figures, a single letter, capitalised words. What is said
of a text in quotes only says that it is written: "with 'STOP' painted on it", "on which 'STOP' is painted".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sgc.english.lexicon import ADJECTIVE, NOUN, classes, listed, one_of
from sgc.english.meaning import WRITTEN, Fact, Meaning, Row, Thing, kind_of
from sgc.english.noun_phrases import NounPhrases, deals, surrounds
from sgc.english.tokens import Token
from sgc.english.writing import PAIRING
from sgc.graph.relations import PHRASES

#: What puts labels on things, and what gives names: a person or an animal bears those, and shows them nowhere.
_LABELLING = frozenset(("labeled", "labelled", "marked", "numbered", "lettered", "with the label"))
_NAMING = frozenset(("named", "called"))
_NAMED = ("person", "animal")
#: What may stand between the verb and the labels: "labelled with the letters A to D", "numbered from 1 to 4".
_LEADING = frozenset(("with", "as", "from", "the", "letter", "letters", "number", "numbers"))
_TO = frozenset(("to", "through", "–", "—"))
_RANGE = re.compile(r"(\d{1,3}|[^\W\d_])[-–](\d{1,3}|[^\W\d_])")
#: What is done with a text, and with what it is on, which is spoken of already.
_WRITING = frozenset((
    "written", "printed", "painted", "inscribed", "engraved", "carved", "embroidered", "stamped", "displayed", "shown",
))  # fmt: skip
_ACROSS = frozenset(("on", "onto", "upon", "across", "over"))
#: So many labels at most are those of a range.
MOST_LABELS = 50


def find_labels(tokens: Sequence[Token], text: str) -> list[Token]:
    """The same tokens, where the labels behind a word of labelling in ``text`` are texts one behind the other."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        labels, end = _labels(tokens, i, text) if _puts_labels(tokens, i, text) else ([], i)
        if labels:
            first, *more = labels
            found += [Token("SAYS", tokens[i].lower, tokens[i].start, tokens[i].end), first]
            found += [replace(one, kind="LABEL") for one in more]
            i = end
        else:
            found.append(tokens[i])
            i += 1
    return found


def find_texts(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens, where a text in quotes that is one more thing is called a text: "… and 'Sale' at the bottom",
    "below it 'Welcome'", "a star with the text 'NOVA' beneath", but "a sign, 'EXIT', above a door", which bears it."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "TEXT" and found and found[-1].kind == "SAYS" and _side_of_it(tokens, i + 1):
            found[-1] = Token("STOP", ";", found[-1].start, found[-1].end)
            found += [Token("NOUN", "text", token.start, token.start), token]
        elif token.kind == "TEXT" and _is_apart(tokens, i):
            found += [Token("NOUN", "text", token.start, token.start), token]
        elif found and found[-1].kind == "TEXT" and (side := _side_of_it(tokens, i)):
            found.append(Token("PLACE", token.lower, token.start, token.end, f"its {side}"))
        else:
            found.append(token)
    return found


def _side_of_it(tokens: Sequence[Token], i: int) -> str:
    """On which side a place without its object is: "beneath"."""
    ends = all(one.kind in ("STOP", "COMMA", "AND") for one in tokens[i + 1 : i + 2])
    if i >= len(tokens) or not ends:
        return ""
    place = tokens[i].meaning.removeprefix("its ") if tokens[i].kind in ("PREP", "PLACE") else ""
    place = "below" if tokens[i].lower in ("beneath", "underneath", "under", "under it", "underneath it") else place
    return place if place in ("above", "below", "left of", "right of", "beside") else ""


def _is_apart(tokens: Sequence[Token], i: int) -> bool:
    """Whether the text at ``i`` is a thing of its own, and not what another one says."""
    before = [one.kind for one in tokens[max(0, i - 3) : i]]
    placed = before[-1:] == ["PLACE"] and tokens[i - 1].meaning not in ("its on", "its inside")
    before = before[:-1] if placed else before
    named = next((one for one in reversed(tokens[:i]) if one.kind not in ("STOP", "COMMA", "PLACE")), None)
    if before[-1:] == ["STOP"] and named is not None and (named.kind == "SAYS" or one_of(named.lower) in WRITTEN):
        return False  # "a card that says: 'Hello'"
    after = next((one.kind for one in tokens[i + 1 : i + 2]), "STOP")
    if before[-1:] not in ([], ["AND"], ["COMMA"], ["BREAK"], ["STOP"]):
        return False
    if "TEXT" in before and not placed:  # "the words 'one' and 'two'"
        return after in ("PLACE", "PREP")
    sheet = named is not None and (listed("sheet", named.lower) or listed("leaf", named.lower))
    return placed or sheet or before[-1:] in ([], ["AND"]) or after in ("PLACE", "PREP", "WITH", "BE")


def find_writing(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens, where all that says that a text in quotes is written on a thing is one word of saying."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        end = _end_of_writing(tokens, i) if token.kind == "TEXT" and found else i
        where = 2 if [one.kind for one in found[-2:]] == ["PREP", "WHO"] and found[-2].lower in _ACROSS else 1
        opens = where == 2 or (end > i and found[-1].kind == "BREAK" and found[-1].lower == "where")
        says = end > i and (opens or found[-1].kind in ("WITH", "SAYS"))
        if says or _bears(tokens, found, i):
            end = max(end, i + 1)
            first = found[-where]
            found[-where:] = [
                Token("SAYS", first.lower, first.start, found[-1].end),
                replace(token, end=tokens[end - 1].end),
            ]
            i = end
        elif end > i and found[-1].kind == "WORD" and one_of(found[-1].lower) in WRITTEN:
            found.append(replace(token, end=tokens[end - 1].end))  # "the word 'BLUE' written in red"
            i = end
        else:
            found.append(token)
            i += 1
    return found


def _bears(tokens: Sequence[Token], found: Sequence[Token], i: int) -> bool:
    """Whether a thing is said to be with the text at ``i``, which is written on it: "a poster with 'SALE'", but "a man
    with 'STOP' signs"."""
    if tokens[i].kind != "TEXT" or not found or found[-1].kind != "WITH":
        return False
    return i + 1 == len(tokens) or tokens[i + 1].kind not in ("WORD", "TEXT")


def _end_of_writing(tokens: Sequence[Token], i: int) -> int:
    """The place behind what says that the text at ``i`` is written; ``i`` where nothing does."""
    end = i + 1
    end += end < len(tokens) and tokens[end].kind == "BE"
    if written := end < len(tokens) and tokens[end].lower in _WRITING:
        end += 1
    if end < len(tokens) and tokens[end].kind == "PLACE" and tokens[end].meaning == "its on":
        return end + 1
    if [one.kind for one in tokens[end : end + 2]] == ["PREP", "PRONOUN"] and tokens[end].lower in _ACROSS:
        return end + 2
    return end if written else i


def label_each(meaning: Meaning, nouns: NounPhrases) -> None:
    """Each of several things gets its own of the labels that were said of all: at the places of their row, if one of
    them was told by its place there, and else in their order, in which they stand in a row as well."""
    for labels in list({id(one.labels): one.labels for one in meaning.things if one.labels}.values()):
        bearers = [one for one in meaning.things if one.labels is labels]
        for one in bearers:
            one.labels = ()
        if any((other := _dealt(fact, one)) and other.count != one.count for one in bearers for fact in meaning.facts):
            meaning.not_understood += labels  # "six cats on three mats"
            continue
        places = {thing: place for row in meaning.rows for place, thing in row.placed.items()}
        for one in bearers:
            if one in places and places[one] <= len(labels) and one.label is None:
                one.label = labels[places[one] - 1]
        taken = {one.label.lower for one in bearers if one.label is not None}
        rest = iter([one for one in labels if one.lower not in taken])
        parts = [part for one in bearers for part in _one_by_one(one, meaning, nouns)]
        for part in parts:
            part.label = part.label or next(rest, None)
        _put_in_order(parts, [one.lower for one in labels], meaning)


def _put_in_order(parts: Sequence[Thing], labels: Sequence[str], meaning: Meaning) -> None:
    order = {label: i for i, label in enumerate(labels)}
    ordered = sorted(parts, key=lambda part: order.get(part.label.lower, 0) if part.label is not None else 0)
    meaning.things[:] = _in_order(meaning.things, ordered)
    for row in meaning.rows:
        row.things = tuple(_in_order(row.things, ordered))


def _one_by_one(thing: Thing, meaning: Meaning, nouns: NounPhrases) -> list[Thing]:
    """The things apart, each with its share in what was said of them together: a place in a ring, one of the others."""
    about = [one for one in meaning.facts if thing in (*one.subjects, *one.objects)]
    around = [one for one in about if surrounds(one, thing)]
    dealt = [one for one in about if _dealt(one, thing) is not None]
    of_all = [one for one in about if deals(one, thing) and one not in dealt]
    meaning.facts[:] = [one for one in meaning.facts if one not in (*around, *dealt, *of_all)]
    meaning.rows += [Row("ring", (thing,), one.start, one.end, around=one.objects[0]) for one in around]
    parts = nouns.one_by_one(thing)
    meaning.facts += [
        replace(one, objects=tuple(part if each is thing else each for each in one.objects))
        for one in of_all
        for part in parts
    ]
    others = dict.fromkeys(one for fact in dealt for one in (*fact.subjects, *fact.objects) if one is not thing)
    apart = {thing: parts, **{one: nouns.one_by_one(one) for one in others}}
    for one in dealt:
        pairs = zip(apart[one.subjects[0]], apart[one.objects[0]], strict=True)
        meaning.facts += [replace(one, subjects=(first,), objects=(second,)) for first, second in pairs]
    return parts


def _dealt(fact: Fact, thing: Thing) -> Thing | None:
    """The others of which a fact gives every one of several things one, or the other way round: "cats on mats"."""
    if {len(fact.subjects), len(fact.objects)} != {1} or fact.free or fact.which:
        return None
    (one,), (other,) = fact.subjects, fact.objects
    known = PHRASES.get(fact.predicate) or PHRASES.get(fact.predicate.partition(" ")[2])
    if thing not in (one, other) or one is other or known is None or known.family not in PAIRING:
        return None
    return (other if thing is one else one) if one.is_several and other.is_several else None


def _in_order(things: Sequence[Thing], ordered: Sequence[Thing]) -> list[Thing]:
    """The same things, where the ordered ones among them have their order at their places."""
    some = iter([one for one in ordered if one in things])
    return [next(some) if one in ordered else one for one in things]


def _puts_labels(tokens: Sequence[Token], i: int, text: str) -> bool:
    token = tokens[i]
    if i == 0 or not text[token.start : token.end].islower():
        return False
    if token.lower in _LABELLING:
        return True
    bearer = tokens[i - 1]
    names = token.lower in _NAMING and bearer.kind == "WORD"
    return names and not any(kind_of(one_of(bearer.lower), one) for one in _NAMED)


def _labels(tokens: Sequence[Token], i: int, text: str) -> tuple[list[Token], int]:
    """The labels behind the word of labelling at ``i``, and the place after them; none where something else stands."""
    verb, first = tokens[i].lower, tokens[i + 1].kind if i + 1 < len(tokens) else "STOP"
    i += 1
    while i < len(tokens) and tokens[i].lower in _LEADING:
        i += 1
    labels, end = _one(tokens, i, text, verb)
    shape = _shape(labels)
    while labels:
        k = end
        while k < len(tokens) and tokens[k].kind in ("COMMA", "AND"):
            k += 1
        more, after = _one(tokens, k, text, verb) if k > end else ([], k)
        if not more or _shape(more) != shape or _begins_things(tokens[after - 1 : after + 4]):
            break
        labels, end = labels + more, after
    quoted = len(labels) == 1 and first == "TEXT"  # as it is read anyhow
    small = len(labels) == 1 and text[labels[0].start].islower()  # "labelled a": a letter, or an article
    named = verb in _NAMING and shape == "word"
    return ([], i) if quoted or small or named else (labels, end)


def _one(tokens: Sequence[Token], i: int, text: str, verb: str) -> tuple[list[Token], int]:
    """The label that stands here, or those of a range: "A", "1 to 4", "Main Street"."""
    token = tokens[i] if i < len(tokens) else Token("STOP", "", 0, 0)
    if (match := _RANGE.fullmatch(text[token.start : token.end])) is not None:
        return _between(match[1], match[2], token.start, token.end), i + 1
    if not (label := _written(token, text, verb)):
        return [], i
    last = tokens[i + 2] if i + 2 < len(tokens) and text[tokens[i + 1].start : tokens[i + 1].end] in _TO else None
    if last is not None:
        return _between(label, _written(last, text, verb), token.start, last.end), i + 3
    end = i + 1
    while token.kind == "WORD" and len(label) > 1 and end < len(tokens) and tokens[end].kind == "WORD":
        if not text[tokens[end].start].isupper():
            break
        end += 1
    written = text[token.start : tokens[end - 1].end] if end > i + 1 else label
    return [Token("TEXT", written, token.start, tokens[end - 1].end)], end


def _written(token: Token, text: str, verb: str) -> str:
    """What a token writes as a label; nothing where it is a word of the sentence."""
    written = text[token.start : token.end]
    if token.kind == "TEXT":
        return token.lower
    if token.kind == "COUNT" and (written.isdecimal() or verb == "numbered"):
        least, _, most = token.meaning.partition("..")
        return written if written.isdecimal() else least if least == most else ""
    letter = len(written) == 1 and written.isalpha()
    return written if letter or (token.kind == "WORD" and written[:1].isupper()) else ""


def _between(first: str, last: str, start: int, end: int) -> list[Token]:
    """ "1" to "4", "A" to "D": all of them; nothing where there is no such order."""
    written: Callable[[int], str]
    if first.isdecimal() and last.isdecimal():
        least, most, written = int(first), int(last), str
    elif len(first) == len(last) == 1 and first.isupper() == last.isupper():
        least, most, written = ord(first), ord(last), chr
    else:
        return []
    numbers = range(least, most + 1) if 0 < most - least < MOST_LABELS else ()
    return [Token("TEXT", written(one), start, end) for one in numbers]


def _shape(labels: Sequence[Token]) -> str:
    """What a list of labels has alike: letters and figures, small letters, or words."""
    short = all(one.lower.isdecimal() or len(one.lower) == 1 for one in labels)
    return "word" if not short else "small" if any(one.lower.islower() for one in labels) else "short"


def _begins_things(tokens: Sequence[Token]) -> bool:
    """Whether the first of the tokens counts or begins what follows it: "a circle labelled A and 3 red squares"."""
    if tokens[0].kind == "TEXT":
        return False
    for one in tokens[1:]:
        if one.kind != "WORD":
            return False
        if NOUN in classes(one.lower):
            return True
        if ADJECTIVE not in classes(one.lower):
            return False
    return False
