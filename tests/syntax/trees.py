"""Random syntax trees of scene files, and trees without places, which compare by what was written."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sgc.source import NOWHERE
from sgc.syntax import tree
from sgc.syntax.words import PREDICATES

PLAIN = st.sampled_from(["cup", "plate", "a", "b2", "größe", "日本", "हिन्दी", "_x", "red", "width"])
ODD = st.sampled_from(
    ["t-shirt", "fire truck", "row", "left", "it's", "and", "count", "a\\b", "3d", "🍎", "no", "mod", "by"]
)
NAMES = PLAIN | ODD
LITERALS = st.text(st.sampled_from("ab \"\\$({}n\nu é日🍎\t\u200b/;'1"), max_size=8)


def bare(value: Any) -> Any:
    """A tree as nested tuples, without its places."""
    if isinstance(value, tree.SyntaxTree):
        return bare(value.preamble), bare(value.figures)
    if isinstance(value, tree.Node):
        return (type(value).__name__, *(bare(getattr(value, one.name)) for one in fields(value) if one.name != "span"))
    return tuple(map(bare, value)) if isinstance(value, tuple) else value


def settled(value: Any) -> Any:
    """A bare tree as it reads once printed: names that have to be quoted are."""
    if not isinstance(value, tuple):
        return value
    if value[:1] in (("Word",), ("Name",)):
        return (value[0], value[1], None, *map(settled, value[3:]))
    if value[:1] == ("Text",):
        return "Text", _joined(tuple(map(settled, value[1])))
    return tuple(map(settled, value))


def _joined(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    made: list[Any] = []
    for part in parts:
        if isinstance(part, str) and made and isinstance(made[-1], str):
            made[-1] += part
        elif part != "":
            made.append(part)
    return tuple(made)


def node(kind: type[Any], /, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, span=st.just(NOWHERE), **parts)


def several(of: st.SearchStrategy[Any], least: int = 0, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


maybe = st.none
names = st.builds(lambda text: tree.Name(NOWHERE, text), NAMES)
numbers = node(
    tree.Number,
    value=st.integers(0, 999).map(Fraction) | st.decimals(0, 99, places=3).map(Fraction),
    unit=st.sampled_from([None, None, "px", "%", "deg"]),
)
whole = node(tree.Number, value=st.integers(0, 99).map(Fraction))
colors = node(tree.Color, value=st.sampled_from(["#f80", "#ff8800", "#FF880080"]))
# What ``{…}`` can hold has neither blanks nor quotes.
plain_names = st.builds(lambda text: tree.Name(NOWHERE, text), PLAIN)
operators = st.sampled_from(["+", "-", "*", "/", "mod"])


def _compound(inner: st.SearchStrategy[Any], name: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    targets = node(tree.Index, base=name, indices=several(inner, 1, 2)) | node(tree.Member, base=name, name=name)
    return (
        targets
        | node(tree.Member, base=targets, name=name)
        | node(tree.Binary, operator=operators, left=inner, right=inner)
        | node(tree.Unary, operator=st.sampled_from(["-", "+"]), operand=inner)
        | node(tree.Call, function=name.filter(lambda one: one.text != "count"), arguments=several(inner))
    )


compact = st.recursive(whole | plain_names, lambda inner: _compound(inner, plain_names), max_leaves=4)
inserted = node(tree.Word, text=st.just(""), inserted=compact)
plain_words = st.builds(lambda text: tree.Word(NOWHERE, text), NAMES)
words = plain_words | inserted
sums = st.recursive(numbers | names | colors, lambda inner: _compound(inner, names), max_leaves=6)
comparisons = st.integers(1, 2).flatmap(
    lambda n: node(
        tree.Comparison,
        operands=several(sums, n + 1, n + 1),
        operators=several(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), n, n),
    )
)
counts = node(tree.Count, phrase=several(words, 1, 2), classes=several(plain_words, 0, 1))
texts = node(tree.Text, parts=several(LITERALS | compact))
conditions = st.recursive(
    comparisons | sums | counts | texts,
    lambda inner: (
        node(tree.Logical, operator=st.sampled_from(["and", "or"]), operands=several(inner, 2, 3))
        | node(tree.Logical, operator=st.just("not"), operands=several(inner, 1, 1))
        | node(tree.Logical, operator=st.just("implies"), operands=several(inner, 2, 2))
        | node(tree.Comparison, operands=several(inner, 2, 2), operators=st.just(("==",)))
    ),
    max_leaves=5,
)
ranges = (
    node(tree.Range, least=sums, most=sums)
    | node(tree.Range, least=sums, most=maybe())
    | node(tree.Range, least=maybe(), most=sums)
)
values = (
    conditions
    | ranges
    | node(tree.Pair, x=sums, y=sums)
    | node(tree.Words, words=st.builds(lambda first, rest: (first, *rest), plain_words, several(words, 1, 2)))
)

bounds = whole | compact.filter(lambda one: not isinstance(one, tree.Number))
quantifiers = st.sampled_from(["some", "none", "each"]).map(lambda kind: tree.Quantifier(NOWHERE, kind)) | node(
    tree.Quantifier, kind=st.sampled_from(["exactly", "at least", "at most"]), number=bounds
)
selectors = node(tree.Selector, word=plain_words, classes=several(plain_words, 0, 2)) | node(
    tree.Selector, word=maybe(), classes=several(plain_words, 1, 2)
)
targets = names | node(tree.Index, base=names, indices=several(sums, 1, 2)) | node(tree.Member, base=names, name=names)
references = node(tree.Reference, target=targets | selectors, quantifier=maybe() | quantifiers)
simple_predicates = st.sampled_from(
    [one for one in PREDICATES if "between" not in one and "middle of" not in one] + ["chasing", "sitting on"]
).map(lambda said: tree.Predicate(NOWHERE, said)) | st.sampled_from(["looks at", 'is "new" to', "a\\b"]).map(
    lambda said: tree.Predicate(NOWHERE, said, free=True)
)
distances = maybe() | node(tree.Distance, value=sums, exactly=st.booleans())


@st.composite
def relations(draw: st.DrawFn) -> tree.Relation:
    steps: list[tree.Step] = []
    for i in range(draw(st.integers(1, 3))):
        joined = "chain" if i == 0 else draw(st.sampled_from(["chain", "and"]))
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
            steps.append(tree.Step(NOWHERE, draw(simple_predicates), (), None, joined))
            joined = "and"
        if draw(st.booleans()):
            steps.append(tree.Step(NOWHERE, draw(simple_predicates), (draw(references),), draw(distances), joined))
        else:
            both = draw(several(references, 2, 2))
            steps.append(tree.Step(NOWHERE, tree.Predicate(NOWHERE, "between"), both, draw(distances), joined))
    return tree.Relation(NOWHERE, draw(references), tuple(steps))


members = several(references, 1, 3)
arrangements = (
    node(
        tree.Arrangement,
        kind=st.sampled_from(["row", "column", "stack", "pyramid"]),
        references=members,
        gap=maybe() | sums,
    )
    | node(
        tree.Arrangement,
        kind=st.just("grid"),
        references=members,
        size=maybe() | st.tuples(sums, sums) | st.tuples(whole, whole),
        gap=maybe() | sums,
    )
    | node(
        tree.Arrangement,
        kind=st.just("ring"),
        references=members,
        around=maybe() | references,
        radius=maybe() | sums,
    )
    | node(
        tree.Arrangement,
        kind=st.just("align"),
        references=members,
        variant=plain_words.filter(lambda w: w.text == "red"),
    )
    | node(tree.Arrangement, kind=st.just("mirror"), references=members, about=maybe() | sums)
    | node(tree.Arrangement, kind=st.just("layer"), references=members)
)

properties = node(tree.Property, name=plain_words, value=values)
flags = properties | node(tree.Property, name=plain_words, value=maybe())
phrase_counts = (
    whole
    | node(tree.Range, least=bounds, most=bounds)
    | node(tree.Range, least=maybe(), most=bounds)
    | node(tree.Range, least=bounds, most=maybe())
)


def _readable(phrase: tree.Phrase) -> bool:
    """An open range is followed by a word: ``3.. {n}`` would be a closed one."""
    is_open = isinstance(phrase.count, tree.Range) and phrase.count.most is None
    return not (is_open and phrase.words[0].inserted is not None)


phrases = node(
    tree.Phrase,
    count=maybe() | phrase_counts,
    words=several(words, 1, 3),
    arguments=maybe() | several(values, 0, 2),
    label=maybe() | texts,
    classes=several(plain_words, 0, 2),
    properties=several(properties),
).filter(_readable)
declarations = node(
    tree.Declaration,
    name=names | node(tree.Index, base=names, indices=several(sums, 1, 2)),
    phrase=phrases,
)
setting_statements = node(
    tree.Setting,
    name=st.sampled_from(["spacing", "margin", "seed"]).map(lambda said: tree.Word(NOWHERE, said)),
    value=numbers,
)
requirements = node(tree.Require, condition=conditions)
constraints = relations() | arrangements | requirements
negations = node(tree.Negation, statement=constraints)
preferences = node(tree.Preference, statement=constraints | negations, weight=maybe() | sums)
absences = node(tree.Absence, words=several(words, 1, 2), open=st.booleans())
lets = node(tree.Let, name=names, value=values)
includes = node(tree.Include, path=texts)
links = st.integers(1, 2).flatmap(
    lambda n: node(
        tree.Link,
        ends=several(references.filter(lambda one: not isinstance(one.target, tree.Selector)), n + 1, n + 1),
        arrows=several(st.sampled_from(["->", "<-", "<->", "--"]), n, n),
        label=texts,
        classes=several(plain_words, 0, 1),
        properties=several(flags),
    )
)
styles = node(
    tree.Style, selector=several(plain_words, 1, 2), classes=several(plain_words, 0, 1), properties=several(flags)
) | node(tree.Style, selector=st.just(()), classes=several(plain_words, 1, 2), properties=several(flags))

simple_statements = (
    declarations
    | setting_statements
    | constraints
    | negations
    | preferences
    | absences
    | lets
    | includes
    | links
    | styles
)


def _blocks(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    body = several(inner, 0, 3)
    return (
        node(tree.For, variable=names, values=sums | node(tree.Range, least=sums, most=sums), body=body)
        | node(tree.If, condition=conditions, then=body, otherwise=body)
        | node(tree.Part, name=names, parameters=several(names, 0, 2), body=body)
        | node(tree.Group, name=names, title=maybe() | texts, classes=several(plain_words, 0, 1), body=body)
    )


statements = st.recursive(simple_statements, _blocks, max_leaves=6)
figures = node(
    tree.Figure,
    kind=st.just("scene"),
    name=maybe() | names,
    title=maybe() | texts,
    size=maybe() | st.tuples(st.integers(1, 9999), st.integers(1, 9999)),
    body=several(statements, 0, 5),
)
preambles = several(
    lets
    | includes
    | styles
    | node(tree.Part, name=names, parameters=several(names, 0, 2), body=several(statements, 0, 2)),
    0,
    2,
)
files = st.builds(
    lambda preamble, found: tree.SyntaxTree(NOWHERE.source, preamble, found), preambles, several(figures, 0, 2)
)
