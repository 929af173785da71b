"""The steps of a figure that has an order of its own: what was written after what, and in which block.

Messages and blocks may name what is declared further down, so that steps are drafts until all names are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sgc.graph import scene
from sgc.graph.evaluate import text_of
from sgc.graph.phrases import read_classes, read_phrase
from sgc.graph.references import References
from sgc.graph.report import Refused, Report, refuse
from sgc.graph.scene import Link, Step
from sgc.graph.scope import Declared, Scope
from sgc.graph.sorts import SORTS, Sort
from sgc.graph.styles import Style
from sgc.graph.wording import statement_text
from sgc.source import Span
from sgc.source.codes import BAD_NAME, DUPLICATE_NAME, MISPLACED
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree

if TYPE_CHECKING:
    from sgc.graph.expand import Expansion

#: What the id of a node that is written as a text leaves out: these build the ids of members.
_RESERVED = re.compile(r"[\[\].,()]|[^\S ]")


@dataclass(slots=True)
class _Draft:
    """A step as it was written; a link is known by its number, and bars by their references."""

    kind: str
    span: Span
    ids: tuple[str, ...] = ()
    word: str = ""
    number: int = 0
    activation: tuple[tree.Activation, Scope] | None = None
    parts: list[tuple[str | None, list[_Draft]]] = field(default_factory=list)
    classes: tuple[str, ...] = ()


class Outline:
    """Collects the steps while a figure is carried out."""

    def __init__(self) -> None:
        self._open: list[list[_Draft]] = [[]]
        self._links = 0

    @property
    def depth(self) -> int:
        """How many blocks are open."""
        return len(self._open) - 1

    def thing(self, thing: Declared) -> None:
        self._add(_Draft("object", thing.span, (thing.id,)))

    def link(self, span: Span) -> None:
        self._add(_Draft("link", span, number=self._links))
        self._links += 1

    def words(self, word: str, text: str, span: Span) -> None:
        self._add(_Draft("words", span, word=word, parts=[(text, [])]))

    def activation(self, node: tree.Activation, scope: Scope) -> None:
        self._add(_Draft(node.word, node.span, activation=(node, scope)))

    def block(self, span: Span, word: str = "", ids: tuple[str, ...] = (), classes: tuple[str, ...] = ()) -> _Draft:
        made = _Draft("block", span, ids, word, classes=classes)
        self._add(made)
        return made

    @contextmanager
    def inside(self, block: _Draft, text: str | None) -> Iterator[None]:
        """What is collected meanwhile is a part of the block."""
        steps: list[_Draft] = []
        block.parts.append((text, steps))
        self._open.append(steps)
        try:
            yield
        finally:
            self._open.pop()

    def _add(self, draft: _Draft) -> None:
        self._open[-1].append(draft)

    def steps(
        self, references: References, links: Sequence[Sequence[Link]], styles: Sequence[Style], report: Report
    ) -> tuple[Step, ...]:
        """The steps with every name resolved; ``links`` are those of each link's statement, in their order, and
        ``styles`` what classes look like, the more general first."""

        def finished(drafts: Sequence[_Draft]) -> Iterator[Step]:
            for one in drafts:
                ids = one.ids
                if one.kind == "link":
                    ids = tuple(link.id for link in links[one.number]) if one.number < len(links) else ()
                elif one.activation is not None:
                    ids = report.attempt(partial(_named, references, *one.activation)) or ()
                parts = tuple(scene.Part(text, tuple(finished(inner))) for text, inner in one.parts)
                head = one.span.source.span(one.span.start, one.span.end)
                look = {key: value for style in styles if one.classes and style.is_of(one.classes)
                        for key, value in style.properties.items()}  # fmt: skip
                yield Step(one.kind, ids, one.word, parts, statement_text(head), one.span, look)  # type: ignore[arg-type]

        return tuple(finished(self._open[0]))


def _named(references: References, node: tree.Activation, scope: Scope) -> tuple[str, ...]:
    return tuple(id for one in node.references for id in references.reference(one, scope)[0].targets)


# ---------------------------------------------------------------- blocks are carried out


def carry_out(expansion: Expansion, node: tree.Block | tree.Activation, scope: Scope) -> None:
    """What a block, words alone or an activation comes to in a figure with an order of its own. Raises Refused."""
    name = expansion.top.sort or ""
    sort = SORTS[name]
    if isinstance(node, tree.Activation):
        if not sort.has_bars:
            raise refuse(MISPLACED, f"'{node.word}' belongs to a sequence", node.span)
        expansion.outline.activation(node, scope)
        return
    word = _plain_word(node)
    if word in sort.blocks and node.body is not None:
        _frame(expansion, node, word, sort, scope)
    elif word in sort.words and node.text is not None and node.body is None:
        expansion.outline.words(word, text_of(node.text, scope), node.span)
    elif sort.noun is not None:
        _node(expansion, node, sort, scope)
    else:
        raise _unknown_word(node, word, name, sort)


def _plain_word(node: tree.Block) -> str:
    if node.word is None or node.word.quantifier is not None or not isinstance(node.word.target, tree.Name):
        return ""
    return node.word.target.text


def _unknown_word(node: tree.Block, word: str, name: str, sort: Sort) -> Refused:
    """A word that begins no block here, or one that needs a block or a text."""
    at = node.word.span if node.word is not None else node.span
    if word in sort.blocks:
        return refuse(MISPLACED, f"'{word}' needs a block", at, f'Write {word} "words" {{ … }}.')
    if word in sort.words:
        return refuse(MISPLACED, f"'{word}' stands alone with its text", at, f'Write {word} "words".')
    known = (*sort.blocks, *sort.words)
    hints = did_you_mean(word, known) or (f"The words here are {', '.join(known)}.",)
    what = f"'{word}' begins no block of a {name}" if word else f"a text alone means nothing in a {name}"
    return refuse(MISPLACED, what, at, *hints)


def _frame(expansion: Expansion, node: tree.Block, word: str, sort: Sort, scope: Scope) -> None:
    joint = sort.blocks[word]
    for branch in node.branches:
        if branch.joint != joint:
            first = branch.span.source.span(branch.span.start, branch.span.start + len(branch.joint))
            hint = f"A block '{word}' goes on with '{joint}'." if joint else f"A block '{word}' has one part."
            raise refuse(MISPLACED, f"'{word}' does not go on with '{branch.joint}'", first, hint)
    made = expansion.outline.block(_head(node), word, classes=read_classes(node.classes, scope))
    for text, body in ((node.text, node.body or ()), *((one.text, one.body) for one in node.branches)):
        with expansion.outline.inside(made, None if text is None else text_of(text, scope)):
            expansion.block(body, Scope(scope.names, scope, scope.container, scope.instance))


def _node(expansion: Expansion, node: tree.Block, sort: Sort, scope: Scope) -> None:
    """A node that is declared by its text or by a name and a text, or named again, with a block of its own."""
    if node.branches:
        raise refuse(MISPLACED, f"the block of a node does not go on with '{node.branches[0].joint}'",
                     node.branches[0].span)  # fmt: skip
    outline = expansion.outline
    text = None if node.text is None else text_of(node.text, scope)
    noun = sort.noun if node.body is not None and not outline.depth else sort.inner
    if node.word is None:
        name = tree.Name(node.span, _free_name(text or "", scope, shared=sort.shares_texts), quoted=True)
    elif plain := _plain_word(node):
        name = tree.Name(node.word.span, plain, quoted=True)
    else:
        raise refuse(BAD_NAME, "a node has a name of one word", node.word.span)
    known = scope.entity(name.text)
    if isinstance(known, Declared):
        if node.word is not None and text is not None:
            raise refuse(DUPLICATE_NAME, f"'{name.text}' is given two labels", node.span,
                         related=((known.span, "first declared here"),))  # fmt: skip
        thing = known
        if node.body is None:
            outline.thing(thing)
    else:
        id = expansion.new_id(name, None, scope)
        phrase = read_phrase(
            tree.Phrase(node.span, None, (tree.Word(node.span, noun or ""),), classes=node.classes), scope
        )
        head = _head(node)
        thing = Declared(id, phrase.kind, phrase.noun, head, statement_text(head), phrase.entry, label=text,
                         classes=phrase.classes)  # fmt: skip
        expansion.add(thing, name, None, scope)
    if node.body is not None:
        with outline.inside(outline.block(_head(node), ids=(thing.id,)), None):
            expansion.block(node.body, Scope(scope.names, scope, scope.container, scope.instance))


def _head(node: tree.Block) -> Span:
    """The words before the block."""
    parts = (*filter(None, (node.word, node.text)), *node.classes)
    return node.span.source.span(node.span.start, parts[-1].span.end)


def _free_name(text: str, scope: Scope, *, shared: bool) -> str:
    """A name for a node that is written as a text; the same text is the same node where texts are ``shared``."""
    stem = " ".join(_RESERVED.sub(" ", text).split()) or "node"
    name, number = stem, 1
    while (known := scope.names.entities.get(name)) is not None:
        if shared and isinstance(known, Declared) and known.label == text:
            return name
        number += 1
        name = f"{stem} {number}"
    return name
