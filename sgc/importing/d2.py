"""D2: shapes within shapes, edges between them, classes, tables and styles; what a map of D2 says as a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sgc.importing.colors import scene_color
from sgc.importing.d2_sequence import sequence, sequence_of
from sgc.importing.d2_syntax import Entry, Word, dotted, entries, text_of
from sgc.importing.draft import DEEPEST, Draft, Group, Link, Row, Value, ends
from sgc.importing.page import Page
from sgc.importing.texts import plain
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_SHAPES: Mapping[str, str] = {
    "rectangle": "box", "square": "square", "page": "document", "document": "document",
    "parallelogram": "parallelogram", "cylinder": "cylinder", "queue": "queue", "package": "box", "step": "step",
    "callout": "note", "stored_data": "queue", "person": "person", "c4-person": "person", "diamond": "diamond",
    "oval": "ellipse", "circle": "circle", "hexagon": "hexagon", "cloud": "cloud", "text": "text", "code": "box",
    "class": "class", "sql_table": "table", "image": "box",
}  # fmt: skip
#: Arrowheads, hollow and filled.
_HEADS: Mapping[str, tuple[str, str]] = {
    "triangle": ("triangle", "arrow"), "arrow": ("open", "open"), "diamond": ("hollow diamond", "diamond"),
    "circle": ("hollow circle", "circle"), "cf-one": ("zero or one", "zero or one"),
    "cf-one-required": ("one", "one"), "cf-many": ("zero or many", "zero or many"),
    "cf-many-required": ("one or many", "one or many"), "cross": ("cross", "cross"), "none": ("none", "none"),
}  # fmt: skip
#: Keys that mean something about the shape, edge or board that they stand in.
_KEYWORDS = frozenset({
    "label", "shape", "style", "class", "classes", "direction", "vars", "layers", "scenarios", "steps", "near", "icon",
    "tooltip", "link", "width", "height", "top", "left", "desc", "constraint", "source-arrowhead", "target-arrowhead",
    "grid-rows", "grid-columns", "grid-gap", "vertical-gap", "horizontal-gap", "filled",
})  # fmt: skip
_CONSTRAINTS = {"primary_key": "PK", "foreign_key": "FK", "unique": "UNQ"}
#: Scopes within each other and looks of looks, so that no file runs in circles.
_DEEPEST = 60


def read(page: Page) -> tuple[tree.Figure, ...]:
    """The one board of the page; none where nothing is on it."""
    board = _Board(page)
    found = entries(page)
    if (steps := sequence_of(found)) is not None:
        return (sequence(*steps, page),)
    board.entries(found, board.root)
    made = board.draft()
    return () if not made.nodes and not made.groups else (figure(made),)


@dataclass(slots=True, eq=False)
class _Shape:
    """A shape, or the board itself; ``looks`` are its keywords' values, ``style.fill`` among them."""

    name: Word
    span: Span
    parent: _Shape | None = None
    depth: int = 0
    label: str | None = None
    looks: dict[str, tuple[str, Span]] = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    children: dict[str, _Shape] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.name.text if self.parent is None or self.parent.parent is None else (
            f"{self.parent.id}.{self.name.text}")  # fmt: skip

    @property
    def is_table(self) -> bool:
        return self.looks.get("shape", ("",))[0] in ("sql_table", "class")


@dataclass(slots=True, eq=False)
class _Edge:
    source: _Shape
    target: _Shape
    arrow: str
    span: Span
    ports: tuple[str | None, str | None] = (None, None)
    label: str | None = None
    looks: dict[str, tuple[str, Span]] = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)


class _Board:
    def __init__(self, page: Page) -> None:
        self.page = page
        whole = page.span(0, len(page.text))
        self.root = _Shape(Word(""), whole)
        self.edges: list[_Edge] = []
        self.classes: dict[str, dict[str, tuple[str, Span]]] = {}
        self.variables: dict[str, str] = {}

    # ------------------------------------------------------------ entries

    def entries(self, found: Sequence[Entry], scope: _Shape) -> None:
        """What a map says of the shape that it stands in: its keywords first, for rows depend on its shape."""
        for one in sorted(found, key=lambda one: not _is(one, "vars") and not _is(one, "shape")):
            if one.arrows:
                self._edges(one, scope)
            else:
                self._key(one, scope)

    def _key(self, entry: Entry, scope: _Shape) -> None:
        path = entry.ends[0]
        if len(path) > _DEEPEST:
            self.page.not_understood(entry.span, "this key is too deep")
            return
        if any("*" in one.text and not one.quoted for one in path):
            self.page.left_out("a pattern of keys", entry.span)
            return
        for number, word in enumerate(path):
            if not word.quoted and word.text.lower() in _KEYWORDS:
                self._keyword([one.text.lower() for one in path[number:]], entry, scope)
                return
            if word.text == "_" and not word.quoted:
                scope = scope.parent or scope
                continue
            if scope.is_table:
                self._row(entry, path[number:], scope)
                return
            scope = self._shape(word, scope, entry.span)
        if _is_null(entry.value):
            self._remove(scope)
            return
        if entry.value is not None:
            self._labelled(scope, entry.value, entry.span)
        if entry.body is not None:
            self.entries(entry.body, scope)

    def _shape(self, word: Word, scope: _Shape, span: Span) -> _Shape:
        key = word.text.lower()
        while scope.depth >= DEEPEST and scope.parent is not None:
            scope = scope.parent
        if key not in scope.children:
            scope.children[key] = _Shape(word, span, scope, scope.depth + 1)
        return scope.children[key]

    def _remove(self, one: _Shape) -> None:
        if one.parent is not None:
            one.parent.children.pop(one.name.text.lower(), None)
        self.edges = [edge for edge in self.edges if one not in (edge.source, edge.target)]

    def _labelled(self, one: _Shape | _Edge, value: Word, span: Span) -> None:
        if value.text.startswith("@") and not value.quoted:
            self.page.left_out("another file", span)
        else:
            one.label = self._text(value)

    def _row(self, entry: Entry, path: Sequence[Word], table: _Shape) -> None:
        """A column of a table, or a member of a class."""
        name = dotted(path)
        cells = [name] if entry.value is None else [name, self._text(entry.value)]
        for one in entry.body or ():
            if _is(one, "constraint"):
                words = [one.value, *one.array]
                cells += [_CONSTRAINTS.get(word.text, word.text) for word in words if word is not None]
        if table.looks["shape"][0] == "class":
            sign, bare = (name[0], name[1:]) if name[:1] in "+-#~" else ("", name)
            table.rows.append(Row((f"{sign}{bare}" + "".join(f": {one}" for one in cells[1:]),), name))
        else:
            table.rows.append(Row(tuple(cells), name))

    def _keyword(self, path: Sequence[str], entry: Entry, one: _Shape | _Edge) -> None:
        """A look of a shape or an edge, or what is said of the whole board."""
        word = path[0]
        if word in ("layers", "scenarios", "steps"):
            self.page.left_out(f"'{word}', other boards of the file,", entry.span)
        elif word == "vars" and one is self.root:
            self._vars(entry.body or (), "")
        elif word == "classes" and one is self.root:
            for each in entry.body or ():
                look = _Shape(each.ends[0][0], each.span)
                self.entries(each.body or (), look)
                self.classes[each.ends[0][0].text] = look.looks
        elif word == "class":
            one.classes += [each.text for each in (entry.value, *entry.array) if each is not None and each.text]
        elif word == "label" and entry.value is not None:
            self._labelled(one, entry.value, entry.span)
        else:
            self._look(path, entry, one.looks, 0)

    def _look(self, path: Sequence[str], entry: Entry, looks: dict[str, tuple[str, Span]], depth: int) -> None:
        if entry.value is not None:
            looks[".".join(path)] = (self._text(entry.value), entry.span)
        for one in entry.body or () if depth < _DEEPEST else ():
            self._look([*path, *(word.text.lower() for word in one.ends[0])], one, looks, depth + 1)

    def _vars(self, found: Sequence[Entry], prefix: str) -> None:
        for one in found:
            name = prefix + dotted(one.ends[0])
            if one.value is not None:
                self.variables[name] = one.value.text
            self._vars(one.body or (), f"{name}.")

    # ------------------------------------------------------------ edges

    def _edges(self, entry: Entry, scope: _Shape) -> None:
        if any("*" in word.text and not word.quoted for end in entry.ends for word in end):
            self.page.left_out("a pattern of keys", entry.span)
            return
        if max(map(len, entry.ends)) > _DEEPEST:
            self.page.not_understood(entry.span, "this key is too deep")
            return
        if entry.index is not None and not all(self._is_known(end, scope) for end in entry.ends):
            self.page.not_understood(entry.span, "there is no such edge")
            return
        found = [self._end(end, scope, entry.span) for end in entry.ends]
        made: list[_Edge] = []
        for (source, port), (target, other), arrow in zip(found, found[1:], entry.arrows, strict=False):
            if entry.index is None:
                made.append(_Edge(source, target, arrow, entry.span, (port, other)))
                self.edges.append(made[-1])
                continue
            known = [one for one in self.edges if (one.source, one.target, one.arrow) == (source, target, arrow)]
            if entry.index == "*":
                made += known
            elif int(entry.index) < len(known):
                made.append(known[int(entry.index)])
            else:
                self.page.not_understood(entry.span, "there is no such edge")
        if entry.index is not None and _is_null(entry.value):
            self.edges = [one for one in self.edges if one not in made]
            return
        for one in made:
            self._of_edge(entry, one)

    def _of_edge(self, entry: Entry, one: _Edge) -> None:
        if entry.rest:
            self._keyword([word.text.lower() for word in entry.rest], entry, one)
            return
        if entry.value is not None:
            self._labelled(one, entry.value, entry.span)
        for each in entry.body or ():
            self._keyword([word.text.lower() for word in each.ends[0]], each, one)

    def _is_known(self, path: Sequence[Word], scope: _Shape) -> bool:
        """Whether a key names a shape that there is."""
        one: _Shape | None = scope
        for word in path:
            if one is None or one.is_table:
                return one is not None
            one = one.parent if word.text == "_" and not word.quoted else one.children.get(word.text.lower())
        return one is not None

    def _end(self, path: Sequence[Word], scope: _Shape, span: Span) -> tuple[_Shape, str | None]:
        """The shape that a key names, and the row of it, if it is a table's."""
        one = scope
        for number, word in enumerate(path):
            if word.text == "_" and not word.quoted:
                one = one.parent or one
            elif one.is_table and one is not scope:
                return one, dotted(path[number:])
            else:
                one = self._shape(word, one, span)
        return one, None

    # ------------------------------------------------------------ the diagram

    def draft(self) -> Draft:
        """All of it as a diagram."""
        made = Draft(self.root.span)
        direction = self.root.looks.pop("direction", ("down", self.root.span))[0]
        if direction in ("right", "up", "left"):
            made.settings["direction"] = direction
        fill = scene_color(self.root.looks.pop("style.fill", ("none", self.root.span))[0])
        if fill not in (None, "none"):
            made.settings["background"] = fill
        self._tell_others(self.root.looks, "the board", frozenset({"shape"}))
        for name, looks in self.classes.items():
            made.styles[name] = self._look_of(looks, of_edge=False)
        for one in self.root.children.values():
            if not self._is_title(one, made):
                self._place(one, None, made)
        for edge in self.edges:
            if all(one.id in made.nodes or one.id in made.groups for one in (edge.source, edge.target)):
                made.links.append(self._link(edge))
            else:
                self.page.not_understood(edge.span, "an edge ends at nothing that is drawn")
        return made

    def _is_title(self, one: _Shape, draft: Draft) -> bool:
        """Whether a text stands above or below all as the title, as people write it in D2."""
        near = one.looks.get("near", ("",))[0]
        linked = any(one in (edge.source, edge.target) for edge in self.edges)
        if not near.startswith(("top-", "bottom-")) or linked or one.children or draft.title or one.label is None:
            return False
        draft.title = one.label
        return True

    def _place(self, one: _Shape, around: Group | None, draft: Draft) -> None:
        looks = {**self._of_classes(one.classes, ("shape",)), **one.looks}
        label = one.label if one.label is not None else plain(one.name.text)
        if one.children and not one.is_table:
            group = draft.group(one.id, one.span, label or None, around)
            group.called, group.classes = one.name.text, one.classes
            group.properties = self._look_of(looks, of_edge=False)
            for child in one.children.values():
                self._place(child, group, draft)
            return
        node = draft.node(one.id, one.span, around)
        node.called, node.label, node.classes, node.rows = one.name.text, label, one.classes, one.rows
        shape = looks.pop("shape", ("rectangle", one.span))[0].lower()
        node.noun = _SHAPES.get(shape, "box")
        if shape not in _SHAPES:
            self.page.left_out(f"the shape '{shape}'", one.looks.get("shape", ("", one.span))[1])
        node.properties = self._look_of(looks, of_edge=False)

    def _link(self, edge: _Edge) -> Link:
        looks = {**self._of_classes(edge.classes), **edge.looks}
        backward, forward = edge.arrow.startswith("<"), edge.arrow.endswith(">")
        tail = self._head(looks, "source-arrowhead", "arrow" if backward else "none")
        head = self._head(looks, "target-arrowhead", "arrow" if forward else "none")
        made = Link(edge.source.id, edge.target.id, edge.span, label=edge.label)
        made.arrow, found = ends(tail if backward else "none", head if forward else "none")
        made.ports = edge.ports
        made.texts = self._end_text(looks, "source-arrowhead"), self._end_text(looks, "target-arrowhead")
        made.properties = {**found, **self._look_of(looks, of_edge=True)}
        return made

    def _head(self, looks: dict[str, tuple[str, Span]], key: str, usual: str) -> str:
        shape, span = looks.pop(f"{key}.shape", ("", self.root.span))
        filled = looks.pop(f"{key}.style.filled", looks.pop(f"{key}.filled", ("", span)))[0]
        if not shape:
            return usual
        if shape not in _HEADS:
            self.page.left_out(f"the arrowhead '{shape}'", span)
            return usual
        hollow, full = _HEADS[shape]
        return full if filled == "true" or (shape == "triangle" and filled != "false") else hollow

    def _end_text(self, looks: dict[str, tuple[str, Span]], key: str) -> str | None:
        """The text at an end of an edge: a multiplicity, a role."""
        found = [looks.pop(name)[0] for name in (f"{key}.label", key) if name in looks]
        return next((one for one in found if one), None)

    # ------------------------------------------------------------ looks

    def _of_classes(self, names: Sequence[str], only: Sequence[str] = ()) -> dict[str, tuple[str, Span]]:
        """What classes say; of nodes only what no style of a scene can (their shape)."""
        found: dict[str, tuple[str, Span]] = {}
        for name in names:
            found.update(self.classes.get(name, {}))
        return {key: value for key, value in found.items() if not only or key in only}

    def _look_of(self, looks: Mapping[str, tuple[str, Span]], of_edge: bool) -> dict[str, Value]:
        made: dict[str, Value] = {}
        known = {"shape", *self._looks(looks, of_edge, made)}
        self._tell_others(looks, "edges" if of_edge else "shapes", frozenset(known))
        return made

    def _looks(self, looks: Mapping[str, tuple[str, Span]], of_edge: bool, made: dict[str, Value]) -> Iterator[str]:
        """Fill in the properties; gives the keys that were used."""
        for key, (text, _) in looks.items():
            name = key.removeprefix("style.")
            number = _number(text)
            if name in ("fill", "stroke") and (color := scene_color(text)) is not None:
                if not (of_edge and name == "fill"):
                    made[name] = color
                yield key
            elif name == "opacity" and number is not None and 0 <= number <= 1:
                made["opacity"] = number
                yield key
            elif name == "font-size" and number is not None and 4 <= number <= 200:
                made["font"] = number
                yield key
            elif name == "bold":
                if text == "true":
                    made["bold"] = True
                yield key
            elif name == "font-color" and (color := scene_color(text)) is not None:
                made["ink"] = color
                yield key
            elif name == "stroke-width" and number is not None and 0 < number < 50:
                made["width" if of_edge else "thickness"] = number
                yield key
            elif name == "stroke-dash" and number is not None:
                if number > 0:
                    made["dotted" if number < 3 else "dashed"] = True
                yield key
            elif not of_edge and name in ("width", "height") and number is not None and 0 < number <= 2000:
                made[name] = number
                yield key

    def _tell_others(self, looks: Mapping[str, tuple[str, Span]], what: str, known: frozenset[str]) -> None:
        for key, (_, span) in looks.items():
            if key not in known:
                self.page.left_out(f"'{key}' of {what}", span)

    def _text(self, value: Word) -> str:
        return text_of(value, self.variables)


def _is(entry: Entry, word: str) -> bool:
    return not entry.arrows and len(entry.ends[0]) == 1 and entry.ends[0][0].text.lower() == word


def _is_null(value: Word | None) -> bool:
    """Whether a value takes away what its key names."""
    return value is not None and not value.quoted and value.text == "null"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
