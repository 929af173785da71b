"""Carries out declarations, loops, conditions, parts and includes: a figure's text becomes its things.

What speaks *about* things (relations, arrangements, constraints) is kept for later, with the scope in
which it stands, so that it may name what is declared further down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sgc.graph import scene
from sgc.graph.evaluate import evaluate, text_of, truth, words_of
from sgc.graph.include import Includes
from sgc.graph.limits import CONSTRAINTS, DEPTH, LOOP_TURNS, OBJECTS
from sgc.graph.links import ARROWS, LEFTWARDS, LinkStyle
from sgc.graph.outline import Outline, carry_out
from sgc.graph.phrases import ObjectPhrase, describe, description_of, read_classes, read_phrase
from sgc.graph.properties import read_link_property, read_property, read_setting, refuse_setting
from sgc.graph.references import indices
from sgc.graph.report import Refused, Report, refuse
from sgc.graph.rows import has_rows, only_properties, read_rows
from sgc.graph.scene import CANVAS, Kind
from sgc.graph.scope import Declared, Deferred, Family, Names, Scope
from sgc.graph.styles import Style
from sgc.graph.values import Interval, Quantity, kind_of
from sgc.graph.wording import several, statement_text
from sgc.source import Span, warning
from sgc.source.codes import (
    BAD_NAME,
    DUPLICATE_NAME,
    INCLUDE,
    LIMIT,
    MISPLACED,
    WRONG_ARGUMENTS,
    WRONG_COUNT,
    WRONG_TYPE,
)
from sgc.syntax import tree

#: What no name may hold: these build the ids of members, and the variables of constraints.
_RESERVED_IN_NAMES = "[].,()"

Pending = (
    tree.Relation | tree.Arrangement | tree.Require | tree.Negation | tree.Preference | tree.Block | tree.Activation
)


class TooLarge(Refused):
    """A limit of the whole figure is passed: nothing more of it is read."""


@dataclass(slots=True)
class Expansion:
    """What a figure's statements come to, and the work of getting there.

    ``statements`` are those about things, with their scopes; so are ``links``, with their properties. ``settings``
    are typed already. ``outline`` has the steps of a figure with an order of its own.
    """

    report: Report
    includes: Includes
    top: Scope
    things: list[Declared] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    statements: list[tuple[Pending, Scope]] = field(default_factory=list)
    absences: list[scene.Absence] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    links: list[tuple[tree.Link, Scope, dict[str, scene.Value]]] = field(default_factory=list)
    link_styles: list[LinkStyle] = field(default_factory=list)
    settings: dict[str, tuple[scene.Value, Span]] = field(default_factory=dict)
    lets: list[Deferred] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    _depth: int = 0
    _turns: int = 0
    _objects: int = 0

    def run(self, statements: Sequence[tree.Statement]) -> None:
        """Carry out statements at the top of the figure."""
        self.block(statements, self.top)

    # ------------------------------------------------------------ blocks

    def block(self, statements: Sequence[tree.Statement], scope: Scope) -> None:
        """Carry out a block; its values and parts are known in all of it, wherever they stand."""
        if self._depth >= DEPTH and statements:
            raise refuse(LIMIT, f"blocks, parts and includes go {DEPTH} deep at most", statements[0].span,
                         "Does a part or a file contain itself?")  # fmt: skip
        self._depth += 1
        try:
            self._each((one for one in statements if isinstance(one, (tree.Let, tree.Part))), scope)
            self._each((one for one in statements if not isinstance(one, (tree.Let, tree.Part))), scope)
        finally:
            self._depth -= 1

    def _each(self, statements: Iterable[tree.Statement], scope: Scope) -> None:
        """Carry out statements one by one; what is wrong with one keeps no other from being read."""
        for one in statements:
            try:
                self._statement(one, scope)
            except TooLarge:
                raise
            except Refused as refused:
                self.report.add(*refused.diagnostics)
                scope.names.broken.update(_declared((one,)))

    def _statement(self, node: tree.Statement, scope: Scope) -> None:
        match node:
            case tree.Declaration():
                self._declaration(node, scope)
            case tree.Let():
                self._let(node, scope)
            case tree.Part():
                self._part(node, scope)
            case tree.For():
                self._loop(node, scope)
            case tree.If():
                self.block(node.then if truth(node.condition, scope) else node.otherwise, scope)
            case tree.Group():
                self._group(node, scope)
            case tree.Include():
                self._include(node, scope)
            case tree.Style():
                self._style(node, scope)
            case tree.Setting():
                self._setting(node, scope)
            case tree.Absence():
                self._absence(node, scope)
            case tree.Link():
                self._check_diagram(node.span)
                self._check_number(self.links, node.span)
                self.links.append((node, scope, self._link_properties(node.properties, scope)))
                self.outline.link(node.span)
            case tree.Block() | tree.Activation() if self.top.sort is not None:
                carry_out(self, node, scope)
            case _:
                self._check_number(self.statements, node.span)
                self.statements.append((node, scope))

    def _check_number(self, statements: Sequence[object], span: Span) -> None:
        if len(statements) >= CONSTRAINTS:
            raise self._too_large(f"a figure may have {CONSTRAINTS:,} statements about its objects", span)

    def _too_large(self, message: str, span: Span) -> TooLarge:
        return TooLarge(*refuse(LIMIT, message, span).diagnostics)

    # ------------------------------------------------------------ values, loops, includes, styles, settings

    def _let(self, node: tree.Let, scope: Scope) -> None:
        name = node.name.text
        self._check_name(node.name, node.name)
        earlier = scope.values.get(name)
        if earlier is not None:
            raise _twice(node.name, earlier.name.span if isinstance(earlier, Deferred) else None)
        if scope.names.entities.get(name) is not None and scope is self.top:
            raise _twice(node.name, scope.names.entities[name].span)
        scope.values[name] = deferred = Deferred(node.name, node.value, scope)
        self.lets.append(deferred)

    def _part(self, node: tree.Part, scope: Scope) -> None:
        earlier = scope.parts.get(node.name.text)
        if earlier is not None:
            raise _twice(node.name, earlier[0].name.span)
        seen: set[str] = set()
        for parameter in node.parameters:
            if parameter.text in seen:
                raise _twice(parameter, None)
            seen.add(parameter.text)
        scope.parts[node.name.text] = (node, scope)

    def _loop(self, node: tree.For, scope: Scope) -> None:
        values = evaluate(node.values, scope)
        if not isinstance(values, Interval) or values.least is None or values.most is None:
            hint = f"Write {node.variable.text} in 1..{values}." if isinstance(values, Quantity) else "Write 1..3."
            raise refuse(WRONG_TYPE, f"a loop runs over a range with both ends, not {kind_of(values)}",
                         node.values.span, hint)  # fmt: skip
        if values.least.denominator != 1 or values.most.denominator != 1:
            raise refuse(WRONG_TYPE, f"a loop counts in whole numbers, not {values}", node.values.span)
        for turn in range(int(values.least), int(values.most) + 1):
            self._turns += 1
            if self._turns > LOOP_TURNS:
                raise self._too_large(f"the loops of a figure may take {LOOP_TURNS:,} turns together", node.values.span)
            inner = Scope(scope.names, scope, scope.container, scope.instance, is_turn=True)
            inner.values[node.variable.text] = Quantity(Fraction(turn))
            self.block(node.body, inner)

    def _include(self, node: tree.Include, scope: Scope) -> None:
        if scope is not self.top:
            raise refuse(MISPLACED, "files are included at the top of a file or of a figure", node.span)
        try:
            included = self.includes.open(text_of(node.path, scope), node.path.span)
        except Refused:
            scope.names.incomplete = True
            raise
        if included is None:  # it was included before
            return
        self.report.add(*included.diagnostics)
        if any(one.is_error for one in included.diagnostics):
            scope.names.incomplete = True
        if included.figures:
            message = f"the figures of '{included.source.name}' are left out; what stands before them is included"
            self.report.add(warning(INCLUDE, message, node.span))
        with self.includes.inside(included):
            self.block(included.preamble, scope)

    def _style(self, node: tree.Style, scope: Scope) -> None:
        if node.link is not None:
            self._check_diagram(node.span)
            tail, head = node.link.ends
            ends = statement_text(tail.span).strip("'"), statement_text(head.span).strip("'")
            written = node.link.arrows[0]
            if written in LEFTWARDS:
                ends = ends[1], ends[0]
            arrow = ARROWS.get(written, (written,))[0]
            self.link_styles.append(LinkStyle(self._link_properties(node.properties, scope), (), ends, arrow))
            return
        if scope.is_diagram and [one.text for one in node.selector] == ["link"]:
            classes = read_classes(node.classes, scope)
            self.link_styles.append(LinkStyle(self._link_properties(node.properties, scope), classes))
            return
        description = describe(node.selector, node.classes, scope)
        properties = self._properties(node.properties, scope)
        self.styles.append(Style(description, properties, scope.instance))

    def _check_diagram(self, span: Span) -> None:
        """Links belong to diagrams. Raises Refused elsewhere."""
        if not self.top.is_diagram:
            raise refuse(MISPLACED, "links are drawn in diagrams", span, "Write diagram instead of scene.")

    def _setting(self, node: tree.Setting, scope: Scope) -> None:
        name = node.name.text
        if scope is not self.top:
            raise refuse(MISPLACED, f"'{name}' is a setting of the figure, and stands first in its block", node.span)
        if name in self.settings:
            raise refuse(DUPLICATE_NAME, f"'{name}' is set twice", node.name.span,
                         related=((self.settings[name][1], "first set here"),))  # fmt: skip
        self.settings[name] = (read_setting(node, scope), node.name.span)

    def _absence(self, node: tree.Absence, scope: Scope) -> None:
        description, warnings = description_of(node.words, (), scope)
        if description.noun is None:
            raise refuse(WRONG_TYPE, "this names no kind of thing", node.span)
        self.report.add(*warnings)
        self.absences.append(scene.Absence(
            description.noun, description.entry, description.attributes, node.open, statement_text(node.span), node.span
        ))  # fmt: skip

    def _properties(self, nodes: Iterable[tree.Property], scope: Scope) -> dict[str, scene.Value]:
        """The typed properties of an object's block; every wrong one is reported, the others stand."""

        def read(node: tree.Property, name: str, scope: Scope) -> scene.Value:
            if node.value is None:
                raise refuse(WRONG_TYPE, f"'{name}' has no value", node.span, f"Write {name}: and its value.")
            value = read_property(name, node.value, node.name.span, scope)
            return self.includes.image(str(value), node.value.span) if name == "image" else value

        return self._block_of(nodes, scope, read)

    def _link_properties(self, nodes: Iterable[tree.Property], scope: Scope) -> dict[str, scene.Value]:
        """The same for a link's."""
        return self._block_of(nodes, scope, read_link_property)

    def _block_of(
        self, nodes: Iterable[tree.Property], scope: Scope, read: Callable[[tree.Property, str, Scope], scene.Value]
    ) -> dict[str, scene.Value]:
        found: dict[str, tuple[scene.Value, Span]] = {}
        for node in nodes:
            name = " ".join(words_of((node.name,), scope))
            try:
                if name in found:
                    raise refuse(DUPLICATE_NAME, f"'{name}' is given twice", node.name.span,
                                 related=((found[name][1], "first given here"),))  # fmt: skip
                found[name] = (read(node, name, scope), node.name.span)
            except Refused as refused:
                self.report.add(*refused.diagnostics)
        return {name: value for name, (value, _) in found.items()}

    # ------------------------------------------------------------ things

    def _group(self, node: tree.Group, scope: Scope) -> None:
        id = self.new_id(node.name, None, scope)
        head = node.span.source.span(node.span.start, (node.title or node.name).span.end)
        thing = Declared(id, Kind.GROUP, "group", node.name.span, statement_text(head))
        thing.label = None if node.title is None else text_of(node.title, scope)
        thing.classes = read_classes(node.classes, scope)
        self.add(thing, node.name, None, scope)
        self.block(node.body, Scope(scope.names, scope, id, scope.instance))

    def _declaration(self, node: tree.Declaration, scope: Scope) -> None:
        name, index = self._name_and_index(node.name, scope)
        id = self.new_id(name, index, scope)
        phrase = read_phrase(node.phrase, scope)
        if phrase.entry is None and index is None:
            refuse_setting(node, scope)
        self.report.add(*phrase.warnings)
        written = node.phrase.label
        label = None if written is None else text_of(written, scope)
        rows: tuple[scene.Row, ...] = ()
        properties: Mapping[str, scene.Value] = {}
        if has_rows(phrase.entry.concept if phrase.entry is not None else None):
            rows = read_rows(node.phrase.properties, scope)
        else:
            properties = self._properties(only_properties(node.phrase.properties, phrase.noun), scope)
        if written is not None and "label" in properties:
            raise refuse(DUPLICATE_NAME, f"'{id}' is given two labels", written.span)

        def thing(id: str) -> Declared:
            return Declared(
                id, phrase.kind, phrase.noun, node.span, statement_text(node.span), phrase.entry,
                attributes=phrase.attributes, label=label, classes=phrase.classes, properties=properties, rows=rows,
            )  # fmt: skip

        if phrase.part is not None:
            self._instances(node, phrase, name, index, scope, thing)
            return
        one = thing(id)
        if phrase.count is not None:
            one.count, one.counted = (phrase.count.least, phrase.count.most), True
        self.add(one, name, index, scope)

    def _instances(
        self, node: tree.Declaration, phrase: ObjectPhrase, name: tree.Name, index: tuple[int, ...] | None,
        scope: Scope, thing: Callable[[str], Declared],
    ) -> None:  # fmt: skip
        """One instance of a part, or as many as are counted, each with members of its own."""
        assert phrase.part is not None
        part, home = phrase.part
        arguments = node.phrase.arguments or ()
        if len(arguments) != len(part.parameters):
            wanted = f"{several(len(part.parameters), 'value')}"
            parameters = ", ".join(parameter.text for parameter in part.parameters)
            raise refuse(WRONG_ARGUMENTS, f"'{part.name.text}' takes {wanted}, not {len(arguments)}", node.phrase.span,
                         f"It is defined as {part.name.text}({parameters}).")  # fmt: skip
        values = {p.text: evaluate(argument, scope) for p, argument in zip(part.parameters, arguments, strict=True)}
        if phrase.count is None:
            counted: list[tuple[int, ...] | None] = [index]
        else:
            if phrase.count.most != phrase.count.least:
                raise refuse(WRONG_COUNT, "a part has an exact count", node.phrase.span,
                             "Write how many: 4 wheel(…).")  # fmt: skip
            counted = [(*(index or ()), number) for number in range(1, phrase.count.least + 1)]
        for one_index in counted:
            instance = thing(self._id(name, one_index, scope))
            instance.noun = part.name.text
            instance.names = Names(f"{instance.id}.")
            self.add(instance, name, one_index, scope)
            inner = Scope(instance.names, home, instance.id, instance.id)
            inner.values.update(values)
            self.block(part.body, inner)

    def add(self, thing: Declared, name: tree.Name, index: tuple[int, ...] | None, scope: Scope) -> None:
        """Enter a thing under its name, and count it."""
        self._objects += max(1, thing.count[0])
        if self._objects > OBJECTS:
            raise self._too_large(f"a figure may have {OBJECTS:,} objects, not {self._objects:,}", thing.span)
        thing.container, thing.instance = scope.container, scope.instance
        entities = scope.names.entities
        if index is None:
            entities[name.text] = thing
        else:
            family = entities.get(name.text)
            if not isinstance(family, Family):
                family = entities[name.text] = Family(scope.names.prefix + name.text, thing.span)
                self.families.append(family)
            family.members[index] = thing
        self.things.append(thing)
        self.outline.thing(thing)

    # ------------------------------------------------------------ names

    def _name_and_index(self, node: tree.Name | tree.Index, scope: Scope) -> tuple[tree.Name, tuple[int, ...] | None]:
        if isinstance(node, tree.Name):
            return node, None
        if isinstance(node.base, tree.Name):
            return node.base, indices(node, scope)
        raise refuse(BAD_NAME, "a declared name is one word, with indices in one pair of brackets", node.span,
                     "Write cell[i, j].")  # fmt: skip

    def _id(self, name: tree.Name, index: tuple[int, ...] | None, scope: Scope) -> str:
        brackets = "" if index is None else f"[{','.join(map(str, index))}]"
        return f"{scope.names.prefix}{name.text}{brackets}"

    def new_id(self, name: tree.Name, index: tuple[int, ...] | None, scope: Scope) -> str:
        """The id of a new thing. Raises Refused when its name is taken or is none."""
        self._check_name(name, name)
        for around in scope.around():
            if around.names is not scope.names:
                break
            value = around.values.get(name.text)
            if value is not None:
                raise _twice(name, value.name.span if isinstance(value, Deferred) else None)
        earlier = scope.names.entities.get(name.text)
        if isinstance(earlier, Declared) or (earlier is not None and index is None):
            hints = (f"In a loop, give each turn's object an index: {name.text}[i].",) if scope.is_turn else ()
            raise _twice(name, earlier.span, *hints)
        if earlier is not None and index is not None:
            taken = earlier.members.get(index)
            if taken is not None:
                raise _twice(name, taken.span, *(() if taken.span != name.span else ("Use the loop's variable.",)))
            if len(next(iter(earlier.members), index)) != len(index):
                raise refuse(BAD_NAME, f"the members of '{name.text}' have different numbers of indices", name.span)
        return self._id(name, index, scope)

    def _check_name(self, name: tree.Name, at: tree.Name) -> None:
        if name.text == CANVAS:
            raise refuse(BAD_NAME, "'canvas' is the whole figure, and no name for an object", at.span)
        wrong = [character for character in name.text if character in _RESERVED_IN_NAMES or not character.isprintable()]
        if wrong or not name.text.strip():
            what = f"may not hold {wrong[0]!r}" if wrong else "is not empty"
            raise refuse(BAD_NAME, f"the name of an object {what}", at.span)


def _twice(name: tree.Name, first: Span | None, *hints: str) -> Refused:
    related = ((first, "first declared here"),) if first is not None else ()
    return refuse(DUPLICATE_NAME, f"'{name.text}' is declared twice", name.span, *hints, related=related)


def _declared(statements: Iterable[tree.Statement]) -> Iterator[str]:
    """The names that statements would have declared."""
    for one in statements:
        match one:
            case tree.Declaration():
                base = one.name
                while isinstance(base, tree.Index) and isinstance(base.base, (tree.Index, tree.Name)):
                    base = base.base
                if isinstance(base, tree.Name):
                    yield base.text
            case tree.Let():
                yield one.name.text
            case tree.Group():
                yield one.name.text
                yield from _declared(one.body)
            case tree.For():
                yield from _declared(one.body)
            case tree.If():
                yield from _declared((*one.then, *one.otherwise))
            case tree.Block(body=body) if body is not None:
                yield from _declared(body)
