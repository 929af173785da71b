"""Object phrases: "3 large dark red fire truck" becomes a count, attributes and a noun of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sgc.graph.colors import MATERIALS, color_names, color_value, is_color_word, is_modifier
from sgc.graph.evaluate import evaluate, words_of
from sgc.graph.limits import OBJECTS
from sgc.graph.nodes import node_noun
from sgc.graph.report import Refused, refuse
from sgc.graph.scene import Attributes, Kind
from sgc.graph.scope import Declared, Scope
from sgc.graph.values import Interval, Quantity, Value, kind_of, value_text
from sgc.graph.vocabulary import (
    Noun,
    adjective_words,
    classify_adjective,
    is_a,
    longest_noun,
    lookup,
    nearest_nouns,
    noun_words,
    singular,
)
from sgc.source import Diagnostic, Span, warning
from sgc.source.codes import LIMIT, MISPLACED, NOT_DRAWN, UNKNOWN_NAME, UNKNOWN_NOUN, WRONG_COUNT, WRONG_TYPE
from sgc.source.suggest import did_you_mean, nearest
from sgc.syntax import tree
from sgc.syntax.words import PREDICATES

#: What the drawing shows of an object beyond its noun; everything else is kept and not checked.
DRAWN = ("color", "size", "pattern")

_ARTICLES = ("a", "an", "the")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_WORDS_OF_RELATION = max(len(one.split()) for one in PREDICATES)
_STATED = ("color", "size", "material", "texture", "pattern", "shape")


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; ``most`` None is open."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a phrase after insertion, with the place in the source that it came from."""

    text: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """A kind of object: what styles, selectors, counts and absences speak of.

    ``noun`` None fits every noun. Attributes that are stated have to agree, others may be anything.
    """

    noun: str | None
    entry: Noun | None = None
    attributes: Attributes = field(default_factory=Attributes)
    classes: tuple[str, ...] = ()

    def fits(self, one: Declared) -> bool:
        """Whether an object is of this kind, over the vocabulary's is-a tree."""
        if not set(self.classes) <= set(one.classes) or not self._fits_noun(one):
            return False
        wanted, has = self.attributes, one.attributes
        return set(wanted.other) <= set(has.other) and all(
            _agree(getattr(wanted, name), getattr(has, name)) for name in _STATED
        )

    def _fits_noun(self, one: Declared) -> bool:
        if self.noun is None or self.noun == one.noun:
            return True
        return self.entry is not None and one.entry is not None and is_a(one.entry.concept, self.entry.concept)

    @property
    def depth(self) -> int:
        """How narrow the noun is: 0 for any, more for a noun further down the is-a tree."""
        depth, entry = int(self.noun is not None), self.entry
        while entry is not None and entry.parent is not None:
            depth, entry = depth + 1, lookup(entry.parent)
        return depth

    @property
    def detail(self) -> int:
        """How many attributes are stated."""
        return sum(getattr(self.attributes, name) is not None for name in _STATED) + len(self.attributes.other)


def _agree(wanted: str | None, has: str | None) -> bool:
    if wanted is None or wanted == has:
        return True
    color = color_value(wanted)
    return has is not None and color is not None and color == color_value(has)


@dataclass(frozen=True, slots=True)
class ObjectPhrase:
    """The phrase of a declaration, read. ``part`` is set when it calls one."""

    count: Count | None
    noun: str
    kind: Kind
    entry: Noun | None = None
    attributes: Attributes = field(default_factory=Attributes)
    classes: tuple[str, ...] = ()
    part: tuple[tree.Part, Scope] | None = None
    warnings: tuple[Diagnostic, ...] = ()


def read_phrase(node: tree.Phrase, scope: Scope) -> ObjectPhrase:
    """What a declaration's phrase says. Raises Refused."""
    count = None if node.count is None else _count(evaluate(node.count, scope), node.count.span)
    pieces, inserted = _pieces(node.words, scope)
    if inserted is not None:
        if count is not None:
            raise refuse(WRONG_COUNT, "the count is given twice", inserted[1])
        count = _count(*inserted)
    if pieces and count is None and not pieces[0].quoted and pieces[0].text.casefold() in _NUMBERS and len(pieces) > 1:
        digits = _NUMBERS[pieces[0].text.casefold()]
        raise refuse(WRONG_COUNT, "counts are written in digits", pieces[0].span, f"Write {digits}.")
    if not pieces:
        raise refuse(WRONG_TYPE, "this names no kind of thing", node.span, "Write for example red apple.")
    classes = read_classes(node.classes, scope)
    called = _called_part(pieces, node, scope)
    if called is not None:
        part, length = called
        words = _Reading(scope.is_diagram)
        words.attribute(pieces[: len(pieces) - length])
        told = tuple(
            warning(NOT_DRAWN, f"'{piece.text}' is not drawn: a part looks as its members do", piece.span,
                    "Give it as a value of the part.")
            for piece in pieces[: len(pieces) - length]
        )  # fmt: skip
        return ObjectPhrase(count, part[0].name.text, Kind.PART, None, words.attributes, classes, part, told)
    reading = _Reading(scope.is_diagram)
    reading.read(pieces)
    _refuse_relation(pieces, reading.noun)
    return ObjectPhrase(
        count, reading.noun, _kind(reading.entry), reading.entry, reading.attributes, classes,
        warnings=(*reading.warnings, *reading.not_drawn()),
    )  # fmt: skip


def _refuse_relation(pieces: Sequence[Piece], noun: str) -> None:
    """A declaration says what an object is, not where: "red cup left of plate" is two statements."""
    inner = [one.text.casefold() for one in pieces]
    own = len(inner) - len(noun.split()) if lookup(noun) is not None else len(inner)
    for start in range(1, own):
        for end in range(min(own, start + _WORDS_OF_RELATION), start, -1):
            words = " ".join(inner[start:end])
            if words in PREDICATES and end < len(inner) and not any(one.quoted for one in pieces[start:end]):
                raise refuse(MISPLACED, f"'{words}' is a relation, and stands in a statement of its own",
                             pieces[start].span.to(pieces[end - 1].span),
                             f"Declare the object; then write its name, {words} and the other's name.")  # fmt: skip


def describe(words: Sequence[tree.Word], classes: Sequence[tree.Word], scope: Scope) -> Description:
    """The kind of object that a phrase without a count names; what is unknown in it is no error here."""
    return description_of(words, classes, scope)[0]


def description_of(
    words: Sequence[tree.Word], classes: Sequence[tree.Word], scope: Scope
) -> tuple[Description, tuple[Diagnostic, ...]]:
    """A kind of object, and warnings about a noun that nobody knows. Raises Refused."""
    pieces, inserted = _pieces(words, scope)
    if inserted is not None:
        raise refuse(WRONG_COUNT, "a kind of object has no count", inserted[1])
    read_as = read_classes(classes, scope)
    if not pieces:
        return Description(None, classes=read_as), ()
    if len(pieces) == 1 and scope.part(pieces[0].text) is not None:
        return Description(pieces[0].text, classes=read_as), ()
    reading = _Reading(scope.is_diagram)
    reading.read(pieces)
    return Description(reading.noun, reading.entry, reading.attributes, read_as), tuple(reading.warnings)


def read_classes(words: Sequence[tree.Word], scope: Scope) -> tuple[str, ...]:
    """The names of classes, each once."""
    return tuple(dict.fromkeys(words_of(words, scope)))


# ---------------------------------------------------------------- pieces and counts


def _pieces(words: Sequence[tree.Word], scope: Scope) -> tuple[list[Piece], tuple[Value, Span] | None]:
    """The words of a phrase, inserted texts split at their blanks; a number inserted first is the count."""
    pieces: list[Piece] = []
    count: tuple[Value, Span] | None = None
    for word in words:
        if word.inserted is None:
            text = word.text if word.quoted else word.text.casefold()
            if word.quoted or pieces or len(words) == 1 or text not in _ARTICLES:
                pieces.append(Piece(word.text, word.span, word.quoted))
            continue
        value = evaluate(word.inserted, scope)
        if isinstance(value, (Quantity, Interval)) and not pieces and count is None:
            count = (value, word.span)
        else:
            pieces += [Piece(one, word.span) for one in value_text(value).split()]
    return pieces, count


def _count(value: Value, span: Span) -> Count:
    match value:
        case Quantity():
            least, most = value.value, value.value
            plain = value.unit is None
        case Interval():
            # A range starts at 1 unless 0 is written.
            least, most = (1 if value.least is None else value.least), value.most  # type: ignore[assignment]
            plain = True
        case _:
            raise refuse(WRONG_COUNT, f"{kind_of(value)} is no count", span)
    ends = [end for end in (least, most) if end is not None]
    if not plain or any(end.denominator != 1 for end in ends):
        raise refuse(WRONG_COUNT, f"a count is a whole number, not {value}", span)
    if any(end < 0 for end in ends):
        raise refuse(WRONG_COUNT, f"there cannot be {value} of anything", span)
    if most is not None and most < least:
        hint = f"Write {most}..{least}." if value.least is not None else "Write 0..0, or 'no' and the noun."  # type: ignore[union-attr]
        raise refuse(WRONG_COUNT, f"the range {value} is the wrong way round", span, hint)
    if max(ends) > OBJECTS:
        raise refuse(LIMIT, f"a figure may have {OBJECTS:,} objects, not {int(max(ends)):,}", span)
    return Count(int(least), None if most is None else int(most))


def _called_part(
    pieces: Sequence[Piece], node: tree.Phrase, scope: Scope
) -> tuple[tuple[tree.Part, Scope], int] | None:
    """The part that the phrase's last words name, and how many words that are."""
    for start in range(len(pieces)):
        part = scope.part(" ".join(piece.text for piece in pieces[start:]))
        if part is not None:
            return part, len(pieces) - start
    if node.arguments is None:
        return None
    if scope.names.incomplete:
        raise Refused()
    name = pieces[-1]
    known = [name for around in scope.around() for name in around.parts]
    hints = did_you_mean(name.text, known) or (f"Define it: part {name.text}(…) {{ … }}.",)
    if name.text == "at" and len(node.arguments) == 2:
        hints = ("The place of a thing is a property: write { position: (x, y) } behind the noun.",)
    raise refuse(UNKNOWN_NAME, f"there is no part '{name.text}'", name.span, *hints)


def _kind(entry: Noun | None) -> Kind:
    if entry is None:
        return Kind.PICTURE
    if entry.concept in ("text", "image"):
        return Kind.TEXT if entry.concept == "text" else Kind.IMAGE
    return Kind.SHAPE if entry.kind == "shape" else Kind.PICTURE


# ---------------------------------------------------------------- nouns and attributes


@dataclass(slots=True)
class _Reading:
    """The words of a phrase, sorted into a noun and attributes, with what there is to say about them; of ``nodes`` in
    a diagram."""

    nodes: bool
    noun: str = ""
    entry: Noun | None = None
    stated: dict[str, str] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)
    places: dict[str, Piece] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)

    @property
    def attributes(self) -> Attributes:
        return Attributes(**self.stated, other=tuple(self.other))

    def read(self, pieces: Sequence[Piece]) -> None:
        """The longest known noun from the right; what stands before it are attributes."""
        start = self._noun(pieces)
        self.attribute(pieces[:start])

    def _noun(self, pieces: Sequence[Piece]) -> int:
        """Find the noun, and where it starts."""
        last = pieces[-1]
        if self.nodes and (entry := node_noun(last.text)) is not None:
            self.noun, self.entry = singular(last.text.casefold()), entry
            if entry.concept == "rectangle" and len(pieces) > 1 and pieces[-2].text.casefold() in ("rounded", "round"):
                self.noun, self.entry = "rounded", node_noun("rounded")  # "a rounded box" is a shape of its own
                return len(pieces) - 2
            return len(pieces) - 1
        if last.quoted:
            self.noun = singular(last.text) if lookup(last.text) is not None else last.text.casefold()
            self.entry = lookup(last.text)
            if self.entry is None:
                self._unknown(last.text, [last])
            return len(pieces) - 1
        first = max((i + 1 for i, piece in enumerate(pieces) if piece.quoted), default=0)
        words = [piece.text.casefold() for piece in pieces[first:]]
        start, self.entry = longest_noun(words)
        if self.nodes and self.entry is not None:  # nothing stands on the ground of a diagram, or on a node
            self.entry = replace(self.entry, stance="free", role="solid", face=None, hollow=None)
        # Words that are no adjectives and stand before a noun belong to it: "dragon fruit" is no fruit.
        begin = start
        while begin > 0 and self._belongs_to_noun(words[begin - 1]):
            begin -= 1
        if begin < start:
            self.entry = None
        self.noun = singular(" ".join(words[begin:]))
        if self.entry is None:
            self._unknown(" ".join(words[begin:]), pieces[first + begin :])
        return first + begin

    def _belongs_to_noun(self, word: str) -> bool:
        if classify_adjective(word)[0] is not None or is_modifier(word) or _adjectives_near(word):
            return False
        return self.entry is None or lookup(word) is not None

    def _unknown(self, words: str, pieces: Sequence[Piece]) -> None:
        parts = words.casefold().split()
        near = [*nearest_nouns(words)]
        if len(parts) > 1 and lookup(parts[-1]) is not None:
            near.append(parts[-1])
        near = near or [noun for part in parts[-1:] for noun in nearest_nouns(part)] or _containing(parts[-1])
        hints = (f"The nearest known words are {', '.join(repr(one) for one in dict.fromkeys(near))}.",) if near else ()
        if self.nodes and len(parts) > 1 and node_noun(parts[0]) is not None:
            label = " ".join(one.text for one in pieces[-len(parts) + 1 :])
            hints = (f'A label stands in double quotes: {parts[0]} "{label}".',)
        self.warnings.append(warning(
            UNKNOWN_NOUN, f"there is no picture of '{words}': a labelled placeholder is drawn",
            pieces[0].span.to(pieces[-1].span) if pieces[0].span.source is pieces[-1].span.source else pieces[-1].span,
            *hints,
        ))  # fmt: skip

    def attribute(self, pieces: Sequence[Piece]) -> None:
        """Sort adjectives by what they speak of; a second one of a kind joins the free ones."""
        modifiers: list[Piece] = []  # "light" and "dark" wait for their colour
        rest = list(pieces)
        while rest:
            piece = rest.pop(0)
            word = piece.text.casefold()
            if is_modifier(word) and not piece.quoted:
                modifiers.append(piece)
                continue
            if rest and not is_color_word(word) and is_color_word(word + rest[0].text.casefold()):
                word = f"{word} {rest.pop(0).text.casefold()}"  # "sky blue"
            kind, canonical = ("color", word) if color_value(word) is not None else classify_adjective(word)
            if kind == "color":
                canonical = " ".join((*(one.text.casefold() for one in modifiers), canonical))
            else:
                self._plain(modifiers)
            modifiers = []
            self._state(kind, canonical, piece)
        self._plain(modifiers)

    def _plain(self, modifiers: Sequence[Piece]) -> None:
        """Modifiers that no colour follows are words like others."""
        for piece in modifiers:
            self._state(*classify_adjective(piece.text), piece)

    def _state(self, kind: str | None, word: str, piece: Piece) -> None:
        self.places[word] = piece
        if kind is None or kind in self.stated:
            self.other.append(word)
        else:
            self.stated[kind] = word

    def not_drawn(self) -> Iterator[Diagnostic]:
        """A warning for every attribute that no picture shows."""
        for name, word in self.stated.items():
            if name == "material" and MATERIALS.get(self.stated[name]) and "color" not in self.stated:
                continue  # its colour is drawn
            if name not in DRAWN:
                yield warning(NOT_DRAWN, f"'{word}' is not drawn, and not checked: it says what {_ABOUT[name]}",
                              self.places[word].span)  # fmt: skip
        for word in self.other:
            kind, _ = classify_adjective(word)
            if kind in self.stated:
                message = f"'{word}' is not drawn, and not checked: the {kind} is '{self.stated[kind]}' already"
                yield warning(NOT_DRAWN, message, self.places[word].span)
                continue
            near = _adjectives_near(word)
            hints = (f"Did you mean '{near[0]}'?",) if near else ()
            yield warning(NOT_DRAWN, f"'{word}' is not drawn, and not checked: it is no adjective of the vocabulary",
                          self.places[word].span, *hints)  # fmt: skip


_ABOUT = {"material": "a thing is made of", "texture": "a surface feels like", "shape": "form a thing has"}


def _adjectives_near(word: str) -> tuple[str, ...]:
    """Adjectives within a typing mistake, unless the word is a noun of its own."""
    if lookup(word) is not None:
        return ()
    return nearest(word, (*adjective_words(), *color_names()))


def _containing(word: str) -> list[str]:
    """Nouns that hold the word, when nothing is spelled like it."""
    return [noun for noun in noun_words() if word in noun.split()][:3]
