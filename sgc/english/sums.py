"""Sums shown with things: "4 + 3 = 7 shown with green apples" is four apples beside three, below the sum itself."""

from __future__ import annotations

import re

from sgc.english.meaning import Fact, Meaning, Row
from sgc.english.tokens import Token

_SUM = re.compile(r"(?P<a>[1-9]\d?)\s*\+\s*(?P<b>[1-9]\d?)\s*=\s*[1-9?]\d?")
#: What may be called a sum that is written besides texts, and so many things at most can be told in a row.
_CALLED, MOST = ("sum", "equation", "calculation", "addition", "problem"), 20


def reckon(meaning: Meaning) -> None:
    """Shows the first sum of which it is said what it is shown with."""
    for text in meaning.things:
        match = _SUM.fullmatch(text.label.lower) if text.label is not None else None
        if match is None or not (text.is_written or text.noun in _CALLED):
            continue
        said = [fact for fact in meaning.facts if text in (*fact.subjects, *fact.objects)]
        shown = [one for fact in said for one in (*fact.subjects, *fact.objects) if one is not text]
        first, second = int(match["a"]), int(match["b"])
        if len({id(one) for one in shown}) != 1 or shown[0].count != (2, None) or first + second > MOST:
            continue
        for fact in said:
            meaning.take_back(fact)
        rest = shown[0]
        some = rest.like_it((first, first) if first > 1 else None)
        rest.count = (second, second) if second > 1 else None
        meaning.things.insert(meaning.things.index(rest), some)
        text.nouns = (Token("NOUN", "text", text.start, text.end),)
        place = text.start, rest.end
        meaning.rows += [Row("row", (one,), *place) for one in (some, rest) if one.is_several]
        meaning.facts += [Fact((some,), "left of", (rest,), *place), Fact((text,), "above", (some,), *place)]
        meaning.facts.append(Fact((text,), "above", (rest,), *place))
        return
