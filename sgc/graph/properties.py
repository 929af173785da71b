"""The properties of objects and the settings of figures: their names, their types, and how values are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sgc.graph.date_forms import DATE_PARTS, unknown_part
from sgc.graph.evaluate import evaluate, force, text_of, words_of
from sgc.graph.moments import LAST_YEAR, moment_of, year_of
from sgc.graph.report import Refused, refuse
from sgc.graph.scene import Length, Moment, Position, Value
from sgc.graph.scope import Deferred, Scope
from sgc.graph.values import Quantity, kind_of, value_text
from sgc.graph.wording import statement_text
from sgc.source import Span
from sgc.source.codes import UNKNOWN_NOUN, UNKNOWN_PROPERTY, UNKNOWN_SETTING, WRONG_TYPE
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree
from sgc.syntax.words import DIRECTIONS as OTHER_DIRECTIONS

#: The themes that a figure may name; what they look like is the drawing's.
THEMES = ("default", "dark", "print")
#: Where the links of a diagram lead, and the forms that they are drawn in.
DIRECTIONS = ("down", "right", "up", "left")
ROUTINGS = ("orthogonal", "straight", "curved")
#: What is drawn at an end of a link.
HEADS = (
    "arrow", "open", "triangle", "diamond", "hollow diamond", "circle", "hollow circle", "bar", "cross", "many", "one",
    "zero or one", "one or many", "zero or many", "none",
)  # fmt: skip

#: The colour that is none: nothing is painted.
TRANSPARENT = "#00000000"

Reader = Callable[[tree.Expression, Scope], Value]


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of value: what it is called in messages, an example, and how it is read from an expression."""

    name: str
    example: str
    read: Reader


def _quantity(expression: tree.Expression, scope: Scope, what: Type) -> Quantity:
    value = evaluate(expression, scope)
    if not isinstance(value, Quantity):
        raise _wrong(what, kind_of(value), expression.span)
    return value


def _wrong(what: Type, found: str, span: Span) -> Refused:
    return refuse(WRONG_TYPE, f"{found} is no {what.name}", span, f"Write for example {what.example}.")


def _length(expression: tree.Expression, scope: Scope) -> Length:
    found = _any_length(expression, scope, LENGTH)
    if found.value <= 0:
        raise refuse(WRONG_TYPE, "a length is more than 0", expression.span)
    return found


def _any_length(expression: tree.Expression, scope: Scope, what: Type) -> Length:
    quantity = _quantity(expression, scope, what)
    if quantity.unit == "deg":
        raise _wrong(what, str(quantity), expression.span)
    return Length(quantity.value, quantity.unit == "%")


def _pixels(expression: tree.Expression, scope: Scope) -> Length:
    found = _length(expression, scope)
    if found.percent:
        raise _wrong(PIXELS, f"{value_text(Quantity(found.value, '%'))}", expression.span)
    return found


def _room(expression: tree.Expression, scope: Scope) -> Fraction:
    quantity = _quantity(expression, scope, ROOM)
    if quantity.unit not in (None, "px") or quantity.value < 0:
        raise _wrong(ROOM, str(quantity), expression.span)
    return quantity.value


def _fraction(expression: tree.Expression, scope: Scope) -> Fraction:
    quantity = _quantity(expression, scope, FRACTION)
    value = quantity.value / 100 if quantity.unit == "%" else quantity.value
    if quantity.unit in ("px", "deg") or not 0 <= value <= 1:
        raise _wrong(FRACTION, str(quantity), expression.span)
    return value


def _angle(expression: tree.Expression, scope: Scope) -> Fraction:
    quantity = _quantity(expression, scope, ANGLE)
    if quantity.unit not in (None, "deg"):
        raise _wrong(ANGLE, str(quantity), expression.span)
    return quantity.value


def _whole(expression: tree.Expression, scope: Scope) -> Fraction:
    quantity = _quantity(expression, scope, WHOLE)
    if quantity.unit is not None or not quantity.is_whole:
        raise _wrong(WHOLE, str(quantity), expression.span)
    return quantity.value


def _flag(expression: tree.Expression, scope: Scope) -> bool:
    value = evaluate(expression, scope)
    if not isinstance(value, bool):
        raise _wrong(FLAG, kind_of(value), expression.span)
    return value


def _text(expression: tree.Expression, scope: Scope) -> str:
    if isinstance(expression, tree.Text):
        return text_of(expression, scope)
    value = evaluate(expression, scope)
    if isinstance(value, bool):
        raise _wrong(TEXT, kind_of(value), expression.span)
    return value_text(value)


def _words(expression: tree.Expression, scope: Scope) -> str:
    """Bare words or a text: what colours and themes are given as; a name may be a value's."""
    match expression:
        case tree.Name():
            value = scope.value(expression.text)
            if isinstance(value, Deferred):
                if isinstance(value.expression, (tree.Name, tree.Words)):
                    return _words(value.expression, value.scope)
                value = force(value, expression.span)
            return expression.text if value is None else value_text(value)
        case tree.Words():
            return " ".join(words_of(expression.words, scope))
        case tree.Logical(operator="or", operands=operands):  # "zero or many"
            return " or ".join(_words(operand, scope) for operand in operands)
        case _:
            value = evaluate(expression, scope)
            if not isinstance(value, str):
                raise refuse(WRONG_TYPE, f"{kind_of(value)} stands where words are needed", expression.span)
            return value


def _color(expression: tree.Expression, scope: Scope) -> str:
    from sgc.graph.colors import color_value, nearest_colors

    words = _words(expression, scope)
    if words in ("none", "transparent"):
        return TRANSPARENT
    value = color_value(words)
    if value is None:
        near = nearest_colors(words)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Write for example {COLOR.example}."
        raise refuse(WRONG_TYPE, f"'{words}' is no colour", expression.span, hint)
    return value


def _theme(expression: tree.Expression, scope: Scope) -> str:
    name = _words(expression, scope)
    if name not in THEMES:
        hints = did_you_mean(name, THEMES) or (f"The themes are {', '.join(THEMES)}.",)
        raise refuse(WRONG_TYPE, f"there is no theme '{name}'", expression.span, *hints)
    return name


def _one_of(what: str, known: tuple[str, ...]) -> Reader:
    """Reads one of the words that are ``known``."""

    def read(expression: tree.Expression, scope: Scope) -> Value:
        words = _words(expression, scope)
        if words not in known:
            hints = did_you_mean(words, known) or (f"Write one of {', '.join(known)}.",)
            raise refuse(WRONG_TYPE, f"'{words}' is no {what}", expression.span, *hints)
        return words

    return read


def _direction(expression: tree.Expression, scope: Scope) -> Value:
    """One of the four; "LR" and "top-to-bottom" are told what to write."""
    meant = OTHER_DIRECTIONS.get(statement_text(expression.span).lower())
    if meant is not None:
        raise refuse(WRONG_TYPE, f"'{statement_text(expression.span)}' is no direction", expression.span,
                     f"Write direction {meant}.")  # fmt: skip
    return _one_of("direction", DIRECTIONS)(expression, scope)


def _seed(expression: tree.Expression, scope: Scope) -> Fraction:
    value = _whole(expression, scope)
    if value < 0:
        raise refuse(WRONG_TYPE, "a seed is 0 or more", expression.span)
    return value


def _position(expression: tree.Expression, scope: Scope) -> Position:
    if not isinstance(expression, tree.Pair):
        raise refuse(WRONG_TYPE, "a position is a pair", expression.span, f"Write for example {POSITION.example}.")
    x, y = (_any_length(part, scope, LENGTH) for part in (expression.x, expression.y))
    return Position(x, y)


def _moment(expression: tree.Expression, scope: Scope) -> Moment:
    """A date, or a year as a number."""
    if isinstance(expression, tree.Name) and isinstance(deferred := scope.value(expression.text), Deferred):
        return _moment(deferred.expression, deferred.scope)  # ``let begin = 2026-01-05``
    if isinstance(expression, tree.Date):
        moment = moment_of(expression.value)
        if moment is None:
            raise refuse(WRONG_TYPE, f"there is no day {expression.value}", expression.span)
        return moment
    year = _whole(expression, scope)
    if not 1 <= year <= LAST_YEAR:
        raise refuse(WRONG_TYPE, f"a year is 1 to {LAST_YEAR}", expression.span, "Write a date so: 2026-01-05.")
    return year_of(int(year))


def _duration(expression: tree.Expression, scope: Scope) -> Fraction:
    quantity = _quantity(expression, scope, DURATION)
    if quantity.unit is not None or not 0 <= quantity.value <= LAST_YEAR * 366:
        raise _wrong(DURATION, str(quantity), expression.span)
    return quantity.value


def _date_form(expression: tree.Expression, scope: Scope) -> str:
    form = _text(expression, scope)
    if (unknown := unknown_part(form)) is not None:
        raise refuse(WRONG_TYPE, f"'{unknown}' is no part of a date", expression.span,
                     f"The parts are {', '.join(f'%{letter}' for letter in DATE_PARTS)}.")  # fmt: skip
    return form


def _names(expression: tree.Expression, scope: Scope) -> str:
    """Names of other things, one a line; whether there are such is seen later."""
    parts = (expression.x, expression.y) if isinstance(expression, tree.Pair) else (expression,)
    if not all(isinstance(part, (tree.Name, tree.Index, tree.Member)) for part in parts):
        raise _wrong(NAMES, kind_of(evaluate(expression, scope)), expression.span)
    return "\n".join(part.text if isinstance(part, tree.Name) else statement_text(part.span) for part in parts)


LENGTH = Type("length", "120 or 25%", _length)
PIXELS = Type("length in pixels", "24", _pixels)
ROOM = Type("distance in pixels", "12", _room)
FRACTION = Type("share", "0.5 or 50%", _fraction)
ANGLE = Type("angle", "45 or 45deg", _angle)
WHOLE = Type("whole number", "2", _whole)
FLAG = Type("truth value", "true or false", _flag)
TEXT = Type("text", '"Tea"', _text)
COLOR = Type("colour", "crimson, light blue or #ff8800", _color)
POSITION = Type("position", "(10%, 20%)", _position)
THEME = Type("theme", '"dark"', _theme)
SEED = Type("seed", "3", _seed)
DIRECTION = Type("direction", "right", _direction)
ROUTING = Type("form of links", "curved", _one_of("form of links", ROUTINGS))
HEAD = Type("end of a link", "triangle", _one_of("end of a link", HEADS))

MOMENT = Type("date", "2026-01-05, 2026-01-05T14:30 or the year 1969", _moment)
DURATION = Type("number of days", "5", _duration)
NAMES = Type("name of a task", "design or (design, review)", _names)

DATE_FORM = Type("form of dates", '"%d %b"', _date_form)

#: What things have in figures of time beside the properties of all objects.
TIME_PROPERTIES: Mapping[str, Type] = {
    "start": MOMENT, "end": MOMENT, "seconds": DURATION, "minutes": DURATION, "hours": DURATION, "days": DURATION,
    "weeks": DURATION, "months": DURATION, "after": NAMES, "progress": FRACTION,
}  # fmt: skip

#: The properties of objects, groups and styles.
PROPERTIES: Mapping[str, Type] = {
    "width": LENGTH, "height": LENGTH, "size": LENGTH, "position": POSITION,
    "fill": COLOR, "stroke": COLOR, "opacity": FRACTION, "rotate": ANGLE, "z": WHOLE,
    "thickness": PIXELS, "dashed": FLAG, "dotted": FLAG,
    "font": PIXELS, "bold": FLAG, "ink": COLOR, "label": TEXT, "caption": TEXT, "image": TEXT,
}  # fmt: skip

#: The properties of links and of their styles; truth values may be written without ``: true``.
LINK_PROPERTIES: Mapping[str, Type] = {
    "stroke": COLOR, "width": PIXELS, "dashed": FLAG, "dotted": FLAG, "opacity": FRACTION, "tail": HEAD, "head": HEAD,
    "routing": ROUTING, "label": TEXT, "font": PIXELS, "bold": FLAG, "ink": COLOR,
}  # fmt: skip
#: What messages of sequences have beside: whose lifeline begins or ends with them.
LIFE_PROPERTIES: Mapping[str, Type] = {"creates": FLAG, "destroys": FLAG, "ends": FLAG}

#: The settings of a figure.
SETTINGS: Mapping[str, Type] = {"spacing": ROOM, "margin": ROOM, "background": COLOR, "theme": THEME, "seed": SEED}
#: Those of a diagram beside them.
DIAGRAM_SETTINGS: Mapping[str, Type] = {"direction": DIRECTION, "routing": ROUTING, "axis": DATE_FORM}

#: Other names for properties that people try, with what to write.
_OTHER_NAMES: Mapping[str, str] = {
    "color": "fill", "colour": "fill", "background": "fill", "text": "label", "title": "label", "name": "label",
    "border": "stroke", "outline": "stroke", "angle": "rotate", "rotation": "rotate", "w": "width", "h": "height",
    "alpha": "opacity", "transparency": "opacity", "src": "image", "file": "image", "x": "position", "y": "position",
    "left": "position", "top": "position", "center": "position", "order": "z", "layer": "z", "weight": "bold",
}  # fmt: skip


def read_property(name: str, value: tree.Expression, span: Span, scope: Scope) -> Value:
    """The typed value of a property; ``span`` is its name's. Raises Refused."""
    kind = PROPERTIES.get(name) or (TIME_PROPERTIES.get(name) if scope.order.has_dates else None)
    if kind is None:
        other = _OTHER_NAMES.get(name.lower())
        hints = (f"Did you mean '{other}'?",) if other else did_you_mean(name, PROPERTIES)
        unclosed = "If this is meant to be a declaration, close the block before it: write }."
        hints = hints or (f"The properties are {', '.join(PROPERTIES)}.", unclosed)
        raise refuse(UNKNOWN_PROPERTY, f"an object has no property '{name}'", span, *hints)
    return kind.read(value, scope)


def read_link_property(node: tree.Property, name: str, scope: Scope) -> Value:
    """The typed value of a link's property. Raises Refused."""
    kind = LINK_PROPERTIES.get(name) or (LIFE_PROPERTIES.get(name) if scope.order.has_bars else None)
    if kind is None:
        other = {"color": "stroke", "colour": "stroke", "fill": "stroke", "thickness": "width"}.get(name.lower())
        hints = (f"Did you mean '{other}'?",) if other else did_you_mean(name, LINK_PROPERTIES)
        hints = hints or (f"The properties of links are {', '.join(LINK_PROPERTIES)}.",)
        raise refuse(UNKNOWN_PROPERTY, f"a link has no property '{name}'", node.name.span, *hints)
    if node.value is None:
        if kind is FLAG:
            return True
        raise refuse(WRONG_TYPE, f"'{name}' has no value", node.span, f"Write {name}: {kind.example}.")
    return kind.read(node.value, scope)


def refuse_setting(node: tree.Declaration, scope: Scope) -> None:
    """``background: black`` declares nothing that there could be a picture of, and is meant as a setting.
    Raises Refused."""
    name, words = node.name, node.phrase.words
    settings = {**SETTINGS, **DIAGRAM_SETTINGS} if scope.is_diagram else SETTINGS
    if isinstance(name, tree.Name) and name.text in settings and not any(one.quoted for one in words):
        noun = " ".join(one.span.text for one in words)
        value = f'"{noun}"' if settings[name.text] is THEME else noun
        raise refuse(UNKNOWN_NOUN, f"there is no picture of '{noun}'", words[0].span.to(words[-1].span),
                     f"To set the {name.text} leave out the ':' and write {name.text} {value}.",
                     f"To declare something of this noun all the same, quote it: {name.text}: '{noun}'.")  # fmt: skip


def read_setting(setting: tree.Setting, scope: Scope) -> Value:
    """The typed value of a figure's setting. Raises Refused."""
    name = setting.name.text
    settings = {**SETTINGS, **DIAGRAM_SETTINGS} if scope.is_diagram else SETTINGS
    kind = settings.get(name)
    if kind is None:
        if name in DIAGRAM_SETTINGS:
            raise refuse(UNKNOWN_SETTING, f"'{name}' is a setting of diagrams", setting.name.span,
                         "Write diagram { … } for a figure with links.")  # fmt: skip
        what = "diagram" if scope.is_diagram else "scene"
        hints = did_you_mean(name, settings) or (f"The settings are {', '.join(settings)}.",)
        if name in ("width", "height", "size"):
            hints = (f"The size of a figure stands before its '{{': {what} 640x480 {{ … }}.",)
        raise refuse(UNKNOWN_SETTING, f"a {what} has no setting '{name}'", setting.name.span, *hints)
    if kind is DATE_FORM and not scope.order.has_dates:
        raise refuse(UNKNOWN_SETTING, f"'{name}' is a setting of figures with dates", setting.name.span,
                     "Write diagram gantt { … } or diagram timeline { … }.")  # fmt: skip
    word = setting.value
    if kind in (ROOM, SEED) and isinstance(word, tree.Name) and scope.value(word.text) is None:
        raise _wrong(kind, f"'{word.text}'", word.span)  # "spacing ten": no word would do
    return kind.read(setting.value, scope)
