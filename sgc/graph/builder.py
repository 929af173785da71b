"""Scene graphs from Python: objects and relations are written as a scene, which is then read as any other.

So what a program builds is checked exactly as what a person writes, and can be shown, edited and saved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from sgc.graph.relations import AFTER_ING, PHRASES
from sgc.graph.scene import CANVAS, SceneGraph
from sgc.graph.values import number_text
from sgc.source import SgcError, Source
from sgc.syntax.texts import written_literal, written_quoted

#: What a property may be given as: a number is pixels, a text may be a length ("90%") or words.
PropertyValue = str | bool | int | float | Fraction | tuple[str | float, str | float]

_NAME = re.compile(r"[^\W\d]\w*")
_MEMBER = re.compile(r"(.+)(\[-?\d+(?:,-?\d+)*\])")
_MEASURE = re.compile(r"-?\d+(?:\.\d+)?(?:px|%|deg)?")
_VERB = re.compile(rf"[a-z]{{2,}}ing(?: (?:{'|'.join(AFTER_ING)}))?")
#: What would end a statement or open a block inside a reference.
_BREAKS = re.compile(r"[\n\r;{}]|//")


@dataclass(frozen=True, slots=True)
class Thing:
    """An object to declare; with a ``count`` (a number, or least and most) it is a collection.

    ``id`` is its name in relations: without one it is the noun, numbered where that is taken.
    """

    noun: str
    count: int | tuple[int, int | None] | None = None
    color: str | None = None
    size: str | None = None
    material: str | None = None
    texture: str | None = None
    pattern: str | None = None
    attributes: Sequence[str] = ()
    label: str | None = None
    id: str | None = None
    classes: Sequence[str] = ()
    properties: Mapping[str, PropertyValue] = field(default_factory=dict)


def from_objects(
    objects: Iterable[Thing | str],
    relations: Iterable[Sequence[str]] = (),
    *,
    statements: Iterable[str] = (),
    size: tuple[int, int] = (512, 512),
    title: str | None = None,
    settings: Mapping[str, PropertyValue] | None = None,
) -> SceneGraph:
    """The scene graph of these objects.

    - ``objects``: things, or bare nouns.
    - ``relations``: (subject, predicate, object), or (subject, "between", one, other). A subject or
      object is an id, a member ("apples[2]"), "canvas", or a quantified reference ("some apples"). A
      predicate that the language does not know is a free relation, which no geometry decides.
    - ``statements``: anything else a figure may say, as in a file: "row apples gap 12".
    - ``size``: width and height in pixels.

    Raises SgcError with every diagnostic when one of them is an error. The spans of the graph are in
    the text that ``scene_text`` gives for the same arguments.

    >>> from_objects([Thing("apple", count=3, color="red", id="apples"), "plate"],
    ...              [("apples", "left of", "plate")]).relations[0].statement
    'apples left of plate'
    """
    text = scene_text(objects, relations, statements=statements, size=size, title=title, settings=settings)
    graph = read_text(text, "<objects>")
    if any(one.is_error for one in graph.diagnostics):
        raise SgcError(graph.diagnostics)
    return graph


def scene_text(
    objects: Iterable[Thing | str],
    relations: Iterable[Sequence[str]] = (),
    *,
    statements: Iterable[str] = (),
    size: tuple[int, int] = (512, 512),
    title: str | None = None,
    settings: Mapping[str, PropertyValue] | None = None,
) -> str:
    """The scene file of these objects; the arguments are those of ``from_objects``."""
    things = [Thing(one) if isinstance(one, str) else one for one in objects]
    ids = name_all(things)
    head = f"scene {quoted(title)} " if title is not None else "scene "
    lines = [f"{name} {_value(name, value)}" for name, value in (settings or {}).items()]
    lines += [_declaration(id, one) for id, one in zip(ids, things, strict=True)]
    lines += [_relation(one, ids) for one in relations]
    lines += statements
    body = "".join(f"  {line}\n" for line in lines)
    return f"{head}{int(size[0])}x{int(size[1])} {{\n{body}}}\n"


def read_text(text: str, name: str) -> SceneGraph:
    """The graph of a text with one figure, with whatever is wrong in its diagnostics."""
    from sgc.graph.resolver import resolve
    from sgc.syntax import parse

    return resolve(parse(Source(name, text)))[0]


def name_all(things: Sequence[Thing]) -> list[str]:
    """The ids of things: given ones, else the noun, numbered where several would share it."""
    stems = [re.sub(r"\W+", "_", one.noun).strip("_") or "thing" for one in things]
    stems = [f"_{stem}" if stem[0].isdigit() else stem for stem in stems]
    shared = Counter(stem for stem, one in zip(stems, things, strict=True) if one.id is None)
    taken = {CANVAS, *(one.id for one in things if one.id is not None)}
    numbers: Counter[str] = Counter()
    ids = []
    for stem, one in zip(stems, things, strict=True):
        id = one.id
        if id is None:
            id = stem
            while id in taken or (id == stem and shared[stem] > 1):
                numbers[stem] += 1
                id = f"{stem}_{numbers[stem]}"
            taken.add(id)
        ids.append(id)
    return ids


# ---------------------------------------------------------------- words


def quoted(text: str) -> str:
    """A text in double quotes."""
    return f'"{written_literal(text)}"'


def written_name(id: str) -> str:
    """The reference to an object or a member by its id: ``'row'[2]`` for the second of what is called row."""
    base, bracket, rest = id.partition("[")
    return named(base) + bracket + rest


def named(name: str) -> str:
    """A name or noun as it is written: bare where the language lets it be, else in single quotes."""
    if _NAME.fullmatch(name) and name.casefold() not in _language_words():
        return name
    return written_quoted("".join(c if c.isprintable() else " " for c in name) or " ")


@cache
def _language_words() -> frozenset[str]:
    """Words that mean something by themselves somewhere in a statement."""
    relations = {word for phrase in PHRASES for word in phrase.split()}
    others = (
        "row column grid ring stack align distribute mirror layer gap radius around about horizontally vertically "
        "require prefer not weight no open let for in if else part include style group scene diagram chart geometry "
        "some none each every of at least most exactly by and or implies count mod size true false"
    )
    return frozenset(relations | set(others.split()))


def _declaration(id: str, one: Thing) -> str:
    words = [_count(one.count)] if one.count is not None else []
    for attribute in (one.size, *one.attributes, one.texture, one.pattern, one.color, one.material):
        if attribute is not None:
            words.append(attribute if re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", attribute) else named(attribute))
    words.append(named(one.noun))
    if one.label is not None:
        words.append(quoted(one.label))
    words += [f".{name}" for name in one.classes]
    if one.properties:
        listed = ", ".join(f"{name}: {_value(name, value)}" for name, value in one.properties.items())
        words.append(f"{{ {listed} }}")
    return f"{named(id)}: {' '.join(words)}"


def _count(count: int | tuple[int, int | None]) -> str:
    if isinstance(count, int):
        return str(count)
    least, most = count
    return f"{least}..{'' if most is None else most}"


def _value(name: str, value: PropertyValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            is_text = name in ("label", "caption", "image")
            return value if _MEASURE.fullmatch(value) and not is_text else quoted(value)
        case tuple():
            return f"({_value('', value[0])}, {_value('', value[1])})"
        case _:
            return number_text(Fraction(str(value)) if isinstance(value, float) else Fraction(value))


def _relation(one: Sequence[str], ids: Collection[str]) -> str:
    subject, predicate, *objects = one
    words = " ".join(predicate.split())
    said = words if words in PHRASES or _VERB.fullmatch(words) else quoted(predicate)
    others = " and ".join(_reference(other, ids) for other in objects)
    return f"{_reference(subject, ids)} {said} {others}"


def _reference(text: str, ids: Collection[str]) -> str:
    if text in ids:
        return named(text)
    member = _MEMBER.fullmatch(text)
    if member is not None and member[1] in ids:
        return f"{named(member[1])}{member[2]}"
    return named(text) if _BREAKS.search(text) else text
