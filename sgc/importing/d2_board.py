"""A board of D2: what its entries say of shapes within shapes, edges between them, classes, variables and patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.importing.d2_shapes import Edge, Looks, Shape, is_pattern, lets_through, matching
from sgc.importing.d2_syntax import Entry, Word, dotted, is_null, is_word, text_of
from sgc.importing.draft import DEEPEST, Row
from sgc.importing.page import Page
from sgc.source import Span

#: Keys that mean something about the shape, edge or board that they stand in.
KEYWORDS = frozenset({
    "label", "shape", "style", "class", "classes", "direction", "vars", "layers", "scenarios", "steps", "near", "icon",
    "tooltip", "link", "width", "height", "top", "left", "desc", "constraint", "source-arrowhead", "target-arrowhead",
    "grid-rows", "grid-columns", "grid-gap", "vertical-gap", "horizontal-gap", "filled",
})  # fmt: skip
_CONSTRAINTS = {"primary_key": "PK", "foreign_key": "FK", "unique": "UNQ"}
#: Scopes within each other, looks of looks and patterns of patterns, so that no file runs in circles.
_DEEPEST = 60
#: Edges that one pattern makes.
_MOST_EDGES = 2000


class Board:
    """What is known of a board while its entries are read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        whole = page.span(0, len(page.text))
        self.root = Shape(Word(""), whole)
        self.edges: list[Edge] = []
        self.classes: dict[str, Looks] = {}
        self.variables: dict[str, str] = {}
        self.maps: dict[str, Sequence[Entry]] = {}
        #: What is said of many things, with where; it holds for all that there are in the end.
        self.said: list[tuple[Entry, Shape]] = []
        #: While one of these is put in: where it stands. What was said of a single thing later than that holds.
        self.since: int | None = None

    # ------------------------------------------------------------ entries

    def entries(self, found: Sequence[Entry], scope: Shape) -> None:
        """What a map says of the shape that it stands in: its keywords first, for rows depend on its shape."""
        for one in sorted(found, key=lambda one: not _is(one, "vars") and not _is(one, "shape")):
            if one.filter:
                continue
            if one.spread is not None:
                self._spread(one, scope)
            elif one.arrows:
                self._edges(one, scope)
            else:
                self._key(one, scope)

    def _key(self, entry: Entry, scope: Shape) -> None:
        path = entry.ends[0]
        if len(path) > _DEEPEST:
            self.page.not_understood(entry.span, "this key is too deep")
            return
        if is_pattern(path):
            self.said.append((entry, scope))
            if entry.value is None and entry.body is None and not entry.array:
                self.page.not_understood(entry.span)
            return
        for number, word in enumerate(path):
            if is_keyword(word):
                self._keyword([one.text.lower() for one in path[number:]], entry, scope)
                return
            if word.text == "_" and not word.quoted:
                scope = scope.parent or scope
                continue
            if scope.is_table:
                self._row(entry, path[number:], scope)
                return
            scope = self._shape(word, scope, entry.span)
        if is_null(entry.value):
            self._remove(scope)
            return
        self.of_shape(entry, scope)

    def of_shape(self, entry: Entry, one: Shape) -> None:
        """What an entry says of the shape that it names."""
        self._valued(one, entry)
        if entry.body is not None:
            self.entries(entry.body, one)

    def _spread(self, entry: Entry, scope: Shape) -> None:
        """``...${x}`` puts in the entries of a variable."""
        known = self.maps.get(entry.spread or "")
        if known is None:
            self.page.not_understood(entry.span)
        elif scope.depth < _DEEPEST:
            self.entries(known, scope)

    # ------------------------------------------------------------ patterns

    def patterns(self) -> None:
        """Put in what was said of many things; such a saying may make others."""
        for _ in range(_DEEPEST):
            said, self.said = self.said, []
            for entry, scope in said:
                self.since = entry.span.start
                if entry.arrows:
                    self._edges_of_pattern(entry, scope)
                else:
                    self._shapes_of_pattern(entry, scope)
        self.since = None

    def _shapes_of_pattern(self, entry: Entry, scope: Shape) -> None:
        path = entry.ends[0]
        keywords = (i for i, word in enumerate(path) if is_keyword(word))
        end = next(keywords, len(path))
        for one in list(matching(path[:end], scope)):
            if not lets_through(entry.body, one, self.edges):
                continue
            if end < len(path):
                self._keyword([word.text.lower() for word in path[end:]], entry, one)
            elif is_null(entry.value):
                self._remove(one)
            else:
                self.of_shape(entry, one)

    def _edges_of_pattern(self, entry: Entry, scope: Shape) -> None:
        ends = [list(matching(end, scope)) if is_pattern(end) else [self._end(end, scope, entry.span)[0]]
                for end in entry.ends]  # fmt: skip
        made: list[Edge] = []
        for sources, targets, arrow in zip(ends, ends[1:], entry.arrows, strict=False):
            if entry.index is not None:
                made += [one for one in self.edges
                         if one.source in sources and one.target in targets and one.arrow == arrow]  # fmt: skip
                continue
            pairs = [(a, b) for a in sources for b in targets if a is not b]
            if len(pairs) > _MOST_EDGES:
                self.page.not_understood(entry.span, f"this means more than {_MOST_EDGES} edges")
                return
            made += [Edge(a, b, arrow, entry.span) for a, b in pairs]
        if entry.index is None:
            self.edges += made
        elif entry.index != "*":
            made = made[int(entry.index) :][:1]
        made = [one for one in made if lets_through(entry.body, one, self.edges)]
        self._of_edges(entry, made)

    def _shape(self, word: Word, scope: Shape, span: Span) -> Shape:
        key = word.text.lower()
        while scope.depth >= DEEPEST and scope.parent is not None:
            scope = scope.parent
        if key not in scope.children:
            scope.children[key] = Shape(word, span, scope, scope.depth + 1)
        return scope.children[key]

    def _remove(self, one: Shape) -> None:
        if one.parent is not None:
            one.parent.children.pop(one.name.text.lower(), None)
        self.edges = [edge for edge in self.edges if one not in (edge.source, edge.target)]

    def _valued(self, one: Shape | Edge, entry: Entry) -> None:
        """The value behind a shape or an edge: its label, or whether it is seen at all."""
        if is_word(entry.value, "suspend", "unsuspend"):
            one.is_suspended = is_word(entry.value, "suspend")
        elif entry.value is not None:
            self._labelled(one, entry.value, entry.span)

    def _labelled(self, one: Shape | Edge, value: Word, span: Span) -> None:
        if value.text.startswith("@") and not value.quoted:
            self.page.left_out("another file", span)
        else:
            one.label = self.text(value)

    def _row(self, entry: Entry, path: Sequence[Word], table: Shape) -> None:
        """A column of a table, or a member of a class."""
        name = dotted(path)
        cells = [name] if entry.value is None else [name, self.text(entry.value)]
        for one in entry.body or ():
            if _is(one, "constraint"):
                words = [one.value, *one.array]
                cells += [_CONSTRAINTS.get(word.text, word.text) for word in words if word is not None]
        if table.looks["shape"][0] == "class":
            sign, bare = (name[0], name[1:]) if name[:1] in "+-#~" else ("", name)
            table.rows.append(Row((f"{sign}{bare}" + "".join(f": {one}" for one in cells[1:]),), name))
        else:
            table.rows.append(Row(tuple(cells), name))

    def _keyword(self, path: Sequence[str], entry: Entry, one: Shape | Edge) -> None:
        """A look of a shape or an edge, or what is said of the whole board."""
        word = path[0]
        holds_a_map = one is self.root and path in (["vars"], ["classes"])
        if entry.body is None and (holds_a_map or (entry.value is None and not entry.array)):
            self.page.not_understood(entry.span)
        elif word == "vars" and one is self.root:
            self._vars(_within(entry, len(path) - 1), "")
        elif word == "classes" and one is self.root:
            for each in _within(entry, len(path) - 1):
                name, *rest = each.ends[0]
                look = Shape(name, each.span, looks=self.classes.setdefault(name.text, {}))
                self.entries(_within(each, len(rest)) if rest else each.body or (), look)
        elif word == "class":
            one.classes += [each.text for each in (entry.value, *entry.array) if each is not None and each.text]
        elif list(path) == ["label"] and entry.value is not None:
            self._labelled(one, entry.value, entry.span)
        else:
            self._look(path, entry, one.looks, 0)

    def _look(self, path: Sequence[str], entry: Entry, looks: Looks, depth: int) -> None:
        known = looks.get(name := ".".join(path))
        if entry.value is not None and (known is None or self.since is None or known[1].start < self.since):
            looks[name] = (self.text(entry.value), entry.span)
        for one in entry.body or () if depth < _DEEPEST else ():
            self._look([*path, *(word.text.lower() for word in one.ends[0])], one, looks, depth + 1)

    def _vars(self, found: Sequence[Entry], prefix: str) -> None:
        for one in found:
            name = prefix + dotted(one.ends[0])
            if name == "d2-legend":
                self.page.left_out("a legend", one.span)
                continue
            if one.value is not None:
                self.variables[name] = one.value.text
            if one.body is not None:
                self.maps[name] = one.body
            self._vars(one.body or (), f"{name}.")

    # ------------------------------------------------------------ edges

    def _edges(self, entry: Entry, scope: Shape) -> None:
        if any(is_pattern(end) for end in entry.ends):
            self.said.append((entry, scope))
            return
        if max(map(len, entry.ends)) > _DEEPEST:
            self.page.not_understood(entry.span, "this key is too deep")
            return
        if entry.index is not None and not all(self._is_known(end, scope) for end in entry.ends):
            self.page.not_understood(entry.span, "there is no such edge")
            return
        found = [self._end(end, scope, entry.span) for end in entry.ends]
        made: list[Edge] = []
        for (source, port), (target, other), arrow in zip(found, found[1:], entry.arrows, strict=False):
            if entry.index is None:
                made.append(Edge(source, target, arrow, entry.span, (port, other)))
                self.edges.append(made[-1])
                continue
            known = [one for one in self.edges if (one.source, one.target, one.arrow) == (source, target, arrow)]
            if entry.index == "*":
                made += known
            elif int(entry.index) < len(known):
                made.append(known[int(entry.index)])
            else:
                self.page.not_understood(entry.span, "there is no such edge")
        self._of_edges(entry, made)

    def _of_edges(self, entry: Entry, meant: Sequence[Edge]) -> None:
        """What an entry says of the edges that it makes, or that there are already: maybe that there are none."""
        if entry.index is not None and is_null(entry.value):
            self.edges = [one for one in self.edges if one not in meant]
            return
        for one in meant:
            self.of_edge(entry, one)

    def of_edge(self, entry: Entry, one: Edge) -> None:
        """What an entry says of one of its edges."""
        if entry.rest:
            self._keyword([word.text.lower() for word in entry.rest], entry, one)
            return
        self._valued(one, entry)
        for each in entry.body or ():
            if each.filter or each.spread is not None:
                continue
            self._keyword([word.text.lower() for word in each.ends[0]], each, one)

    def _is_known(self, path: Sequence[Word], scope: Shape) -> bool:
        """Whether a key names a shape that there is."""
        one: Shape | None = scope
        for word in path:
            if one is None or one.is_table:
                return one is not None
            one = one.parent if word.text == "_" and not word.quoted else one.children.get(word.text.lower())
        return one is not None

    def _end(self, path: Sequence[Word], scope: Shape, span: Span) -> tuple[Shape, str | None]:
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

    def text(self, value: Word) -> str:
        """A value with the variables of the board put in."""
        return text_of(value, self.variables)


def _within(entry: Entry, words: int) -> Sequence[Entry]:
    """What an entry says within its key without the last so many words: ``classes.hot.x: 1`` says ``hot.x: 1``."""
    return [replace(entry, ends=[entry.ends[0][-words:]])] if words else entry.body or ()


def is_keyword(word: Word) -> bool:
    return not word.quoted and word.text.lower() in KEYWORDS


def _is(entry: Entry, word: str) -> bool:
    return not entry.arrows and len(entry.ends[0]) == 1 and entry.ends[0][0].text.lower() == word
