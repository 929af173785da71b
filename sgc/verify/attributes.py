"""The facts of what a declaration states of its things: colour, pattern, size, lengths, place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import log, sqrt

from sgc.graph.colors import basic_color, color_value
from sgc.graph.relations import PREDICATES, accepts
from sgc.graph.scene import Kind, Length, Position, SceneObject
from sgc.graph.wording import phrase
from sgc.measure.motifs import WORDS
from sgc.measure.proportions import SIZE_WORDS
from sgc.measure.themes import theme_named
from sgc.verify.boxes import middle
from sgc.verify.case import Case, color_words, fact_about
from sgc.verify.colors import SAME, difference, shows
from sgc.verify.declared import opacity_of, solid, stated_color
from sgc.verify.judge import box_of
from sgc.verify.showing import BEHIND, is_told, own_color, own_colors
from sgc.verify.types import UNKNOWN_COLOR, UNKNOWN_PATTERN, Detection, Fact, Verdict

#: Shapes that look like themselves in one direction only, as pictures do.
ONE_WAY_UP = ("arrow", "heart", "semicircle", "crescent")
#: How far a turn (in degrees) and an opacity may be from what was stated.
TURN, CLEAR = 2.0, 0.03
#: Why nothing is said of paint of which hardly anything is seen.
FAINT = "too little of it is seen"


def attribute_facts(case: Case, one: SceneObject) -> Iterator[Fact]:
    words = phrase(one)
    color = stated_color(one)
    if color is not None:
        yield _color(case, one, color)
    elif one.attributes.color is not None:
        why = f"“{one.attributes.color}” is no colour that is known"
        yield _unchecked(one, words, why, one.attributes.color)
    if one.attributes.size is not None:
        yield _size_word(case, one, one.attributes.size)
    if one.attributes.pattern is not None:
        yield _pattern(case, one, one.attributes.pattern)
    for kind in ("material", "texture", "shape"):
        if (word := getattr(one.attributes, kind)) is not None:
            yield _unchecked(one, words, f"nothing here measures “{word}”", word)
    for word in one.attributes.other:
        yield _unchecked(one, words, f"nothing here measures “{word}”", word)
    yield from _lengths(case, one)
    yield from _paint(case, one)
    position = one.properties.get("position")
    if isinstance(position, Position):
        yield _position(case, one, position)


def _color(case: Case, one: SceneObject, color: str) -> Fact:
    seen = [case.detections[i] for i in case.evidence(one)]
    words = one.attributes.color or color
    statement = f"{one.noun}: {words}" if one.kind is not Kind.GROUP else f"group: {words}"
    if case.monochrome:
        return _hatching(case, one, statement, color)
    if not seen:
        return _absent(one, statement, words)
    if not all(detection.colors for detection in seen):
        return _unchecked(one, statement, "its colour was not measured", words)
    opacity = opacity_of(one)
    if not is_told(seen, opacity):
        return _unchecked(one, statement, FAINT, words, None, case.evidence(one))
    measured = [color_words(detection) for detection in seen]
    wrong = [name for name, d in zip(measured, seen, strict=True) if shows(own_colors(d, opacity), color) is False]
    found = _shown(measured)
    if wrong and opacity < 1 and not all(BEHIND in detection.attributes for detection in seen):
        why = "it is seen through, so that its colour is mixed with what is behind it"
        return _unchecked(one, statement, why, words, found, case.evidence(one))
    why = f"{_several_words(len(wrong), len(seen))} {', '.join(dict.fromkeys(wrong))}" if wrong else f"{words} is seen"
    return _fact(one, statement, not wrong, why, words, found, case.evidence(one))


def _hatching(case: Case, one: SceneObject, statement: str, color: str) -> Fact:
    """A theme that prints without colour tells colours apart by patterns."""
    value = color_value(color)
    pattern = theme_named(case.scene.figure.theme).hatching[basic_color(value[:7])] if value is not None else ""
    seen = [case.detections[i].attributes.get("pattern", "plain") for i in case.evidence(one)]
    if pattern in ("", "black", "white") or one.attributes.pattern or not case.measures_attribute("pattern"):
        return _unchecked(one, statement, "the theme prints without colour", color)
    if not seen:
        return _absent(one, statement, pattern)
    wrong = [found for found in seen if found != pattern]
    why = f"it is {wrong[0]}" if wrong else f"{pattern} is seen, which stands for it in print"
    return _fact(one, statement, not wrong, why, pattern, seen[0], case.evidence(one))


def _several_words(wrong: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return "it is"
    return f"{wrong} of {all_of_them} {'is' if wrong == 1 else 'are'}"


def _pattern(case: Case, one: SceneObject, word: str) -> Fact:
    seen = [case.detections[i] for i in case.evidence(one)]
    statement = f"{one.noun}: {word}"
    motif = WORDS.get(word)
    if motif is None or not case.measures_attribute("pattern") or case.monochrome:
        return _unchecked(one, statement, f"nothing here measures “{word}”", word)
    if not seen:
        return _absent(one, statement, word)
    found = [detection.attributes.get("pattern", "plain") for detection in seen]
    if UNKNOWN_PATTERN in found:
        why = "it has a pattern, which this detector cannot name"
        return _unchecked(one, statement, why, word, None, case.evidence(one))
    wrong = [name for name in found if name != motif]
    why = f"{_several_words(len(wrong), len(seen))} {', '.join(dict.fromkeys(wrong))}" if wrong else f"{word} is seen"
    return _fact(one, statement, not wrong, why, word, _shown(found), case.evidence(one))


def _size_word(case: Case, one: SceneObject, word: str) -> Fact:
    """A large apple is larger than a plain one, and that than a small one."""
    statement = f"{one.noun}: {word}"
    factor = _factor(one)
    own = case.evidence(one)
    if not own:
        return _absent(one, statement, word)
    others = [
        other for other in _comparable(case, one)
        if other.kind is one.kind and other.meaning == one.meaning and _factor(other) != factor
    ]  # fmt: skip
    if not others and not (others := _counterparts(case, one, factor)):
        return _size_beside_others(case, one, statement, word)
    for other in others:
        larger = factor > _factor(other)
        predicate = PREDICATES["larger than" if larger else "smaller than"]
        for i in own:
            for j in case.evidence(other):
                boxes = (box_of(case.detections[i]), box_of(case.detections[j]))
                if not accepts(predicate, boxes, case.measures):
                    why = f"it is not {predicate.name} the {phrase(other)}"
                    return _fact(one, statement, False, why, word, None, (i, j))
    why = f"its size is in the right order of every {one.noun}"
    if any(other.meaning != one.meaning for other in others):
        why = f"it is {'larger' if factor > 1 else 'smaller'} than the {phrase(others[0])}"
    return _fact(one, statement, True, why, word, None, own)


def _counterparts(case: Case, one: SceneObject, factor: float) -> list[SceneObject]:
    """What is said to be small beside a large thing, where nature has them so as well: a mouse beside an elephant."""
    extents = case.judge.extents
    return [
        other for other in _comparable(case, one)
        if other.meaning != one.meaning and (_factor(other) - 1) * (factor - 1) < 0
        and one.id in extents and other.id in extents
        and (extents[one.id].natural - extents[other.id].natural) * (factor - 1) > 0
    ]  # fmt: skip


def _comparable(case: Case, one: SceneObject) -> list[SceneObject]:
    """The other things that are seen, of which as of this one no size is stated."""
    return [
        other for other in case.scene.objects
        if other is not one and case.evidence(other)
        and not {"width", "height", "size"} & {*other.properties, *one.properties}
    ]  # fmt: skip


def _factor(one: SceneObject) -> float:
    """How much larger than usual a size word says that a thing is."""
    return SIZE_WORDS.get(one.attributes.size or "", 1.0)


def _size_beside_others(case: Case, one: SceneObject, statement: str, word: str) -> Fact:
    """Where nothing else has its noun, a size word speaks of the noun's natural size, as other things show it.

    A large thing drawn smaller than natural is not large; nearer to its natural size than to a large one's, nobody
    can tell.
    """
    own, factor = case.evidence(one), SIZE_WORDS[word]
    scale = case.scale_without(one)
    if scale is None:
        why = f"there is nothing beside which it could be {word}"
        return _unchecked(one, statement, why, word, None, own)
    if not case.is_sized_by_nature(one):
        why = "nothing like it is beside it, and its size does not follow its nature"
        return _unchecked(one, statement, why, word, None, own)
    extent = case.judge.extents[one.id]
    natural = scale * extent.natural / extent.worded
    shares = [case.length(i) / natural for i in own]
    found = round(sum(shares) / len(shares), 2)
    if factor == 1:
        right, wrong = (sqrt(SIZE_WORDS[next_to]) for next_to in ("small", "large"))
        verdict: Verdict = "holds" if all(right <= share <= wrong for share in shares) else "unchecked"
    else:
        powers = [log(share) / log(factor) for share in shares]  # 0: its natural size, 1: as the word says
        verdict = "holds" if min(powers) >= 0.5 else "fails" if min(powers) < 0 else "unchecked"
    why = f"beside other things it has {found:g} times its natural size"
    return fact_about("attribute", one, statement, verdict, why, factor, found, own)


def _lengths(case: Case, one: SceneObject) -> Iterator[Fact]:
    """Stated widths, heights and sizes, in pixels or parts of what is around."""
    if one.kind is Kind.TEXT:  # there a width says where lines break
        return
    for name in ("width", "height", "size"):
        length = one.properties.get(name)
        if not isinstance(length, Length) or (length.percent and one.container is not None):
            continue
        seen = case.evidence(one)
        found = []
        for i in seen:
            left, top, right, bottom = case.detections[i].box
            width, height = right - left, bottom - top
            found.append({"width": width, "height": height}.get(name, max(width, height)))
        whole = case.scene.figure.size[1 if name == "height" else 0]
        wanted = [float(length.value) * whole / 100 if length.percent else float(length.value)]
        if name == "size" and length.percent:
            wanted.append(float(length.value) * case.scene.figure.size[1] / 100)
        statement = f"{one.noun} {{ {name}: {float(length.value):g}{'%' if length.percent else ''} }}"
        off = [value for value in found if min(abs(value - w) for w in wanted) > 2 * case.tolerance]
        measured = [round(value, 1) for value in found]
        why = f"it is {off[0]:.0f} px" if off else "it is that long"
        yield (
            _fact(one, statement, not off, why, round(wanted[0], 1), measured, seen) if seen
            else _absent(one, statement, round(wanted[0], 1), measured)
        )  # fmt: skip


def _paint(case: Case, one: SceneObject) -> Iterator[Fact]:
    """Stated turns, outlines and opacities."""
    turn, stroke, opacity = (one.properties.get(name) for name in ("rotate", "stroke", "opacity"))
    if isinstance(turn, int | Fraction) and turn % 360 and (one.kind is Kind.PICTURE or one.noun in ONE_WAY_UP):
        seen = [case.detections[i].rotation for i in case.evidence(one)]
        turns = [None if found is None else round(found) % 360 for found in seen]
        off = [found is None or abs((found - float(turn) + 180) % 360 - 180) > TURN for found in seen]
        yield _painted(case, one, f"rotate: {float(turn):g}deg", "rotation", float(turn), turns, off)
    if isinstance(stroke, str) and (len(stroke) == 7 or int(stroke[7:], 16)) and not case.monochrome:
        yield _stroke(case, one, stroke[:7])
    is_read = one.label not in case.observation.illegible
    if isinstance(ink := one.properties.get("ink"), str) and one.label and is_read and not case.monochrome:
        letters = [case.detections[i].colors[0][0] for i in case.saying(one.label)]
        right = sum(difference(color, ink[:7]) <= SAME for color in letters)
        yield _painted(case, one, f"ink: {ink}", "color", ink[:7], letters, [right < len(case.evidence(one))])
    if isinstance(opacity, int | Fraction) and one.kind in (Kind.PICTURE, Kind.SHAPE):
        yield _opacity(case, one, float(opacity))


def _stroke(case: Case, one: SceneObject, stroke: str) -> Fact:
    statement, opacity = f"{one.noun} {{ stroke: {stroke} }}", opacity_of(one, "stroke")
    seen = [case.detections[i] for i in case.evidence(one)]
    if not is_told(seen, opacity):
        return _unchecked(one, statement, FAINT, stroke)
    edges = [_edge(found, opacity) for found in seen]
    if any(_is_of_ground(found, stroke) for found in seen):
        return _unchecked(one, statement, "its outline would have the colour of what is behind it", stroke)
    if UNKNOWN_COLOR in edges or any(_may_be(edge, stroke, found) for edge, found in zip(edges, seen, strict=True)):
        return _unchecked(one, statement, "its outline is too thin for its colour to be told", stroke)
    off = [edge is None or difference(edge, stroke) > SAME for edge in edges]
    return _painted(case, one, f"stroke: {stroke}", "stroke", stroke, edges, off)


def _opacity(case: Case, one: SceneObject, opacity: float) -> Fact:
    """An opacity is measured where a thing is upon several colours. Where it is upon one, paint of more of another
    colour looks just so, and all that is told is whether it looks as paint of the stated colours would."""
    words, wanted = f"opacity: {opacity:.0%}", round(opacity_of(one), 2)
    seen = [case.detections[i].attributes for i in case.evidence(one)]
    found = [float(one["opacity"]) if "opacity" in one else None if BEHIND in one else 1.0 for one in seen]
    statement = f"{one.noun} {{ {words} }}"
    if not seen:
        return _absent(one, statement, wanted)
    if not case.sees_through(one):
        return _unchecked(one, statement, "the detector measures no opacity", wanted)
    if None in found:
        stroke, color = one.properties.get("stroke"), stated_color(one)
        colors = [_color(case, one, color)] if color is not None else []
        colors += [_stroke(case, one, stroke[:7])] if isinstance(stroke, str) and solid(stroke) is not None else []
        if not colors or case.monochrome or any(fact.verdict != "holds" for fact in colors):
            return _unchecked(one, statement, "it is upon one colour only, which does not tell", wanted)
        return _fact(one, statement, True, "its colours are seen so upon what is behind it", wanted, None,
                     case.evidence(one))  # fmt: skip
    shares = [share for share in found if share is not None]
    errors = [abs(share - wanted) for share in shares]
    if any(CLEAR < off <= CLEAR + float(one.get("opacity_error", 0)) for off, one in zip(errors, seen, strict=True)):
        return _unchecked(one, statement, "it is not seen so exactly", wanted, _shown(shares), case.evidence(one))
    off = max(errors) > CLEAR
    why = f"it is {', '.join(f'{share:.2f}' for share in shares)}" if off else "it is seen so"
    return _fact(one, statement, not off, why, wanted, _shown(shares), case.evidence(one))


def _may_be(edge: str | None, color: str, seen: Detection) -> bool:
    """Whether an outline has another colour than this one, but by no more than that may be seen wrongly."""
    error = float(seen.attributes.get("stroke_error", "0"))
    return edge is not None and "stroke" in seen.attributes and SAME < difference(edge, color) <= error


def _is_of_ground(seen: Detection, color: str) -> bool:
    """Whether no outline is seen, and one of this colour would not be: it is like what is behind the thing."""
    behind = seen.attributes.get(BEHIND)
    return "stroke" not in seen.attributes and behind is not None and difference(behind, color) <= SAME


def _edge(seen: Detection, opacity: float) -> str | None:
    """The colour of the outline of what is seen, so much of which is its own; of a line that is not told from the fill
    it has the fill's."""
    edge = seen.attributes.get("stroke") or (seen.colors[0][0] if seen.colors else None)
    return edge if edge in (None, UNKNOWN_COLOR) else own_color(seen, edge, opacity)


def _painted(
    case: Case, one: SceneObject, words: str, name: str, wanted: object, found: Sequence[object], off: Sequence[bool]
) -> Fact:  # fmt: skip
    statement = f"{one.noun} {{ {words} }}"
    if not found:
        return _absent(one, statement, wanted)
    if not case.measures_attribute(name):
        return _unchecked(one, statement, f"the detector measures no {name}", wanted)
    why = f"it is {', '.join(str(one) for one in dict.fromkeys(found))}" if any(off) else "it is seen so"
    return _fact(one, statement, not any(off), why, wanted, _shown(found), case.evidence(one))


def _position(case: Case, one: SceneObject, position: Position) -> Fact:
    wanted = tuple(
        float(length.value) * whole / 100 if length.percent else float(length.value)
        for length, whole in zip((position.x, position.y), case.scene.figure.size, strict=True)
    )
    statement = f"{one.noun} {{ position: ({wanted[0]:g}, {wanted[1]:g}) }}"
    seen = case.evidence(one)
    found = [middle(case.detections[i].box) for i in seen]
    off = [place for place in found if max(abs(p - w) for p, w in zip(place, wanted, strict=True)) > case.tolerance]
    expected, centres = [round(w, 1) for w in wanted], [[round(x, 1), round(y, 1)] for x, y in found]
    if not seen:
        return _absent(one, statement, expected, centres)
    why = f"its centre is at ({off[0][0]:.0f}, {off[0][1]:.0f})" if off else "its centre is there"
    return _fact(one, statement, not off, why, expected, centres, seen)


# ---------------------------------------------------------------- facts


def _fact(
    one: SceneObject, statement: str, holds: bool, why: str, expected: object, found: object, evidence: Sequence[int]
) -> Fact:
    return fact_about("attribute", one, statement, "holds" if holds else "fails", why, expected, found, evidence)


def _absent(one: SceneObject, statement: str, expected: object, found: object = None) -> Fact:
    return _fact(one, statement, False, "it is not in the picture", expected, found, ())


def _unchecked(
    one: SceneObject, statement: str, why: str, expected: object, found: object = None, evidence: Sequence[int] = ()
) -> Fact:
    return fact_about("attribute", one, statement, "unchecked", why, expected, found, evidence)


def _shown(found: Sequence[object]) -> object:
    """What was found of each thing: once where it is the same of all."""
    return found[0] if len(set(found)) == 1 else list(found)
