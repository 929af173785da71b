"""The grammar that a language model decodes under: ``grammars/model.lark``, with words from the language's tables.

A figure is written in two parts, so that its statements and links can speak of nothing but what it declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sgc.english.lexicon import present_participles
from sgc.graph.colors import MODIFIERS, color_names
from sgc.graph.nodes import NAMELESS, NODE_WORDS, RECORD, shape_words
from sgc.graph.properties import DIRECTIONS, HEADS, THEMES
from sgc.graph.references import EDGES
from sgc.graph.relations import ALIGNED_EDGES, PREDICATES
from sgc.graph.sorts import SORTS
from sgc.syntax.tables import scene_table
from sgc.syntax.words import PREDICATE_STARTS, misspelt_relation

GRAMMAR = Path(__file__).parents[2] / "grammars" / "model.lark"

_DECLARED = re.compile(r"^ +(?:group )?([a-z][a-z0-9_]*)(?=: | .*\{$)", re.MULTILINE)


def declared_grammar() -> str:
    """For the first part of a figure: its head and its things or nodes, to the blank line behind them."""
    return _grammar("declared", "")


def rest_grammar(declared: str) -> str:
    """For the rest of a figure of which ``declared`` is the first part."""
    names = _any_of(dict.fromkeys(_DECLARED.findall(declared)))
    start = "messages" if declared.startswith("diagram sequence ") else "links"
    return _grammar(start if declared.startswith("diagram ") else "statements", f"NAME: /{names}/\n")


def _grammar(start: str, names: str) -> str:
    """Lark in llguidance's dialect."""
    own = f"start: {start}\n{names}"
    return own + GRAMMAR.read_text(encoding="utf-8") + _terminals()


@cache
def _terminals() -> str:
    shapes = dict(shape_words())
    records, points = shapes[RECORD], [word for one in NAMELESS for word in shapes[one]]
    binary = [one for one in PREDICATES.values() if one.arity == 2]
    words: Mapping[str, Iterable[str]] = {
        "KEYWORD": sorted(scene_table().keywords),
        "PREDICATE": [one.name for one in binary],
        "MEASURED": [one.name for one in binary if one.measured],
        "DIRECTION": [one.name for one in binary if one.family == "direction"],
        "PLACE": [one.name for one in binary if one.name in scene_table().phrases["_place"]],
        "VERB": [word for word in present_participles() if _is_free(word)],
        "EDGE": EDGES,
        "LINE": ALIGNED_EDGES,
        "THEME": [f'"{name}"' for name in THEMES],
        "SORT": list(SORTS),
        "SHAPE": ["text", *(word for word in NODE_WORDS if word not in (*records, *points))],
        "RECORD": records,
        "POINT": points,
        "END": HEADS,
        "DIRECTED": DIRECTIONS,
    }
    colors = f"COLOR: /(({_any_of(MODIFIERS)}) )?({_any_of(color_names())})/\n"
    return colors + "".join(f"{name}: /{_any_of(listed)}/\n" for name, listed in words.items())


def _is_free(verb: str) -> bool:
    """Whether a verb is read as one: it is neither a relation of the language nor taken for a misspelt one."""
    return verb not in PREDICATE_STARTS and misspelt_relation(verb) is None


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in words)
