"""Changes of what one thing looks like: its attributes, its colour by degree, its size, turn, label and noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sgc.editing.changes import Change, with_property
from sgc.graph.box import UNITS
from sgc.graph.colors import basic_color, color_value, mix
from sgc.graph.scene import Kind, SceneObject
from sgc.graph.vocabulary import classify_adjective, is_a, longest_noun, lookup
from sgc.layout.types import Edges
from sgc.syntax import tree
from sgc.syntax.printer import number_text
from sgc.syntax.texts import written_quoted, written_text
from sgc.syntax.words import is_name

#: How far "more blue" and "darker" go towards blue and black.
SHADE = 0.4
_ENDS = {"darker": "#000000", "lighter": "#ffffff"}


def adjective(phrase: tree.Phrase, one: SceneObject, word: str) -> Iterator[Change]:
    """Gives an attribute in place of the one of its kind, or beside the others."""
    kind = _kind(word)
    if word.startswith("#"):
        yield from _filled(phrase, one, word)
        return
    if kind == "color":
        yield _colored(phrase, one, word)
        return
    for old in _attribute_words(phrase):
        if (kind is not None and _kind(old.text) == kind) or old.text == word:
            yield Change(old.span.start, old.span.end, _written(word))
            return
    start = phrase.words[0].span.start
    yield Change(start, start, _written(word) + " ")


def shade(phrase: tree.Phrase, one: SceneObject, towards: str) -> Iterator[Change]:
    """Its colour by degree towards another, or "darker" or "lighter"; in words where the language has them."""
    now = one.attributes.color
    fill = one.properties.get("fill")
    step = {"darker": ("light ", "dark "), "lighter": ("dark ", "light ")}.get(towards)
    if step is not None and now is not None and fill is None:
        away, on = step
        worded = now.removeprefix(away) if now.startswith(away) else on + now
        if not now.startswith(on) and color_value(worded):
            yield _colored(phrase, one, worded)
            return
    natural = one.entry.color if one.entry is not None else None
    color = str(fill) if fill else color_value(now or "") or (color_value(natural) if natural else None)
    goal = _ENDS.get(towards) or color_value(towards) or "#000000"
    if color is None:
        if step is None:
            yield _colored(phrase, one, towards)
            return
        color = "#808080"
    mixed = mix(color, goal, SHADE)
    if basic_color(mixed) == basic_color(color):
        yield with_property(phrase, "fill", mixed)
    else:
        yield from _filled(phrase, one, mixed)


def _filled(phrase: tree.Phrase, one: SceneObject, color: str) -> Iterator[Change]:
    """A colour that has no name; the word of the old one would say what is no longer so."""
    yield with_property(phrase, "fill", color)
    if words := _color_words(phrase, one):
        yield Change(words[0].span.start, _next(phrase, words[-1]), "")


def sized(phrase: tree.Phrase, one: SceneObject, box: Edges, factor: Fraction, axis: str = "") -> Iterator[Change]:
    """Its extents, or that of one axis, times a factor; in pixels, as they are in the picture, when none is written."""
    if axis:
        extent = Fraction(box[2] - box[0] if axis == "width" else box[3] - box[1], UNITS)
        yield measured(phrase, axis, _rounded(extent * factor))
        return
    written = [
        (prop, prop.value) for prop in phrase.named
        if prop.name.text in ("width", "height", "size", "font") and isinstance(prop.value, tree.Number)
    ]  # fmt: skip
    if written:
        for _, value in written:
            yield Change(value.span.start, value.span.end, _rounded(value.value * factor) + (value.unit or ""))
        return
    width, height = (Fraction(box[i + 2] - box[i], UNITS) * factor for i in (0, 1))
    if one.kind is Kind.TEXT:
        yield with_property(phrase, "font", _rounded(Fraction(16) * factor))
    elif one.kind is Kind.SHAPE and abs(width - height) > Fraction(1, 2):
        both = f"{_rounded(width)}, height: {_rounded(height)}"
        yield with_property(phrase, "width", both)
    else:
        yield with_property(phrase, "width", _rounded(width))


def measured(phrase: tree.Phrase, name: str, value: str) -> Change:
    """Sets a property; of lengths one takes the place of another that says as much ("size" is the longer side)."""
    written = {prop.name.text: prop for prop in phrase.named}
    rivals = {"size": ("width", "height"), "width": ("size",), "height": ("size",)}.get(name, ())
    rival = next((written[one] for one in rivals if one in written), None)
    if name in written or rival is None:
        return with_property(phrase, name, value)
    return Change(rival.span.start, rival.span.end, f"{name}: {value}")


def turned(phrase: tree.Phrase, one: SceneObject, degrees: Fraction) -> Change:
    now = one.properties.get("rotate")
    total = ((now if isinstance(now, Fraction) else Fraction(0)) + degrees) % 360
    return with_property(phrase, "rotate", number_text(total))


def labelled(phrase: tree.Phrase, text: str | None) -> Iterator[Change]:
    """Another label; None takes the label away."""
    old = phrase.label
    if text is None:
        if old is not None:
            start = old.span.start
            blank = start > 0 and phrase.span.source.text[start - 1] == " "
            yield Change(start - blank, old.span.end, "")
        return
    written = written_text([text])
    if old is not None:
        yield Change(old.span.start, old.span.end, written)
    else:
        end = phrase.words[-1].span.end
        yield Change(end, end, " " + written)


def another(phrase: tree.Phrase, adjectives: Sequence[str], noun: str) -> Change:
    """Another thing in its place, with attributes of its own."""
    words = [_written(one) for one in adjectives]
    bare = all(is_name(word) for word in noun.split())
    start, _ = longest_noun([*" ".join(adjectives).split(), *noun.split()])
    reads_back = start == len(" ".join(adjectives).split())
    words.append(noun if bare and (reads_back or not adjectives) else written_quoted(noun))
    return Change(phrase.words[0].span.start, phrase.words[-1].span.end, " ".join(words))


def _kind(word: str) -> str | None:
    return "color" if color_value(word) else classify_adjective(word)[0]


def _colored(phrase: tree.Phrase, one: SceneObject, color: str) -> Change:
    if any(prop.name.text == "fill" for prop in phrase.named):
        return with_property(phrase, "fill", color)
    words = _color_words(phrase, one)
    if words:
        return Change(words[0].span.start, words[-1].span.end, _written(color))
    start = phrase.words[0].span.start
    return Change(start, start, _written(color) + " ")


def _attribute_words(phrase: tree.Phrase) -> Sequence[tree.Word]:
    """The words before the noun."""
    words = phrase.words
    if words and words[-1].quoted:
        return words[:-1]
    start, _ = longest_noun([word.text.lower() for word in words])
    return words[:start]


def _color_words(phrase: tree.Phrase, one: SceneObject) -> Sequence[tree.Word]:
    """The words of its colour, "dark red" being two."""
    wanted = (one.attributes.color or "").split()
    words = _attribute_words(phrase)
    for i in range(len(words)):
        run = words[i : i + len(wanted)]
        if wanted and [word.text.lower() for word in run] == wanted:
            return run
        if words[i].quoted and words[i].text.lower().split() == wanted:
            return words[i : i + 1]
    # A kind of thing that is named by its colour ("black cat") is a colour and a noun to people.
    noun = phrase.words[len(words) :]
    if not wanted and one.entry is not None and len(noun) > 1 and color_value(noun[0].text):
        rest = lookup(" ".join(word.text for word in noun[1:]))
        if rest is not None and is_a(one.entry.concept, rest.concept):
            return noun[:1]
    return ()


def _next(phrase: tree.Phrase, word: tree.Word) -> int:
    """Where what follows a word begins."""
    return min(one.span.start for one in phrase.words if one.span.start > word.span.start)


def _written(word: str) -> str:
    return word if all(is_name(part) for part in word.split()) else written_quoted(word)


def _rounded(length: Fraction) -> str:
    """A length in pixels to a tenth."""
    return number_text(max(Fraction(1, 10), Fraction(round(length * 10), 10)))
