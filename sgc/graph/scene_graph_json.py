"""Reads scene graphs in the JSON of sg2im (J. Johnson et al., "Image Generation from Scene Graphs", 2018).

A file holds one graph or a list: ``{"objects": [noun, …], "relationships": [[subject, predicate,
object], …]}`` with positions in ``objects``. Their predicates are words people used of photographs.
What one of ours means stands in ``_PREDICATES``; the rest become free relations, which are kept and not
checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sgc.graph.builder import Thing, name_all, named, quoted, read_text, scene_text
from sgc.graph.relations import AFTER_ING, PHRASES
from sgc.graph.scene import SceneGraph
from sgc.source import Diagnostic, SgcError, error, warning
from sgc.source.codes import SCENE_GRAPH_JSON, SELF_RELATION
from sgc.source.suggest import did_you_mean

#: What sg2im adds to every graph for the picture itself.
_IMAGE, _IN_IMAGE = "__image__", ("__in_image__", "in image")

#: Predicates that mean one of ours, beyond the spellings that the language has itself.
_PREDICATES: Mapping[str, str] = {
    "by": "beside", "along": "beside", "at": "near", "in middle of": "centered in", "attached to": "touching",
    "against": "touching", "on back of": "on", "in front": "in front of", "outside": "outside",
}  # fmt: skip

#: The last word of a predicate that tells where the subject is, whatever it does there ("parked on").
_PLACES = {"on": "on", "in": "inside", **{words: words for words in AFTER_ING}}

#: Nouns of the COCO-Stuff data set that are one word there.
_NOUNS: Mapping[str, str] = {
    "playingfield": "playing field", "diningtable": "dining table", "tvmonitor": "television",
    "pottedplant": "potted plant", "trafficlight": "traffic light",
}  # fmt: skip


def read_scene_graphs(path: str | Path) -> tuple[SceneGraph, ...]:
    """The scene graphs of a JSON file, each a scene.

    A graph that is not well formed has its diagnostics, and holds what could be read. Raises SgcError
    when the file is no JSON of this form at all, OSError when it cannot be read.
    """
    path = Path(path)
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as failure:
        raise SgcError([error(SCENE_GRAPH_JSON, f"'{path.name}' is no JSON: {failure}")]) from None
    graphs = content if isinstance(content, list) else [content]
    return tuple(read_scene_graph(one, f"{path.name}, graph {i}") for i, one in enumerate(graphs, 1))


def read_scene_graph(content: Any, name: str) -> SceneGraph:
    """The scene graph of one decoded JSON object; what is wrong with it is in its diagnostics."""
    found: list[Diagnostic] = []
    nouns = _nouns(content, name, found)
    things = [_thing(noun) for noun in nouns]
    ids = name_all(things)
    kept = [replace(thing, id=id) for thing, noun, id in zip(things, nouns, ids, strict=True) if noun != _IMAGE]
    statements = list(_statements(content, nouns, ids, name, found))
    graph = read_text(scene_text(kept, statements=statements), name)
    return replace(graph, diagnostics=(*found, *graph.diagnostics))


def _nouns(content: Any, name: str, found: list[Diagnostic]) -> list[str]:
    if not isinstance(content, dict):
        found.append(error(SCENE_GRAPH_JSON, f"{name} is no object with 'objects' and 'relationships'"))
        return []
    for key in content:
        if key not in ("objects", "relationships"):
            hints = did_you_mean(str(key), ("objects", "relationships"))
            found.append(warning(SCENE_GRAPH_JSON, f"{name}: '{key}' is not read", None, *hints))
    nouns = content.get("objects")
    if not isinstance(nouns, list):
        found.append(error(SCENE_GRAPH_JSON, f"{name}: 'objects' is no list of nouns"))
        return []
    wrong = [noun for noun in nouns if not isinstance(noun, str) or not noun.strip()]
    found += [error(SCENE_GRAPH_JSON, f"{name}: {json.dumps(noun)[:40]} is no noun") for noun in wrong]
    return [noun if isinstance(noun, str) and noun.strip() else "object" for noun in nouns]


def _thing(noun: str) -> Thing:
    """COCO-Stuff writes a noun with its kind: "wall-panel", "sky-other"."""
    head, _, kind = noun.strip().partition("-")
    if head and kind:
        return Thing(_NOUNS.get(head, head), attributes=() if kind == "other" else (kind,))
    return Thing(_NOUNS.get(noun, " ".join(noun.split())))


def _statements(
    content: Any, nouns: Sequence[str], ids: Sequence[str], name: str, found: list[Diagnostic]
) -> Iterator[str]:
    """The relationships as statements of the scene language."""
    triples = content.get("relationships", []) if isinstance(content, dict) else []
    if not isinstance(triples, list):
        found.append(error(SCENE_GRAPH_JSON, f"{name}: 'relationships' is no list of triples"))
        return
    for triple in triples:
        match triple:
            case [int(subject), str(predicate), int(other)] if bool not in (type(subject), type(other)):
                pass
            case _:
                message = f"{name}: {json.dumps(triple)[:60]} is no [subject, predicate, object]"
                found.append(error(SCENE_GRAPH_JSON, message, None, 'Write for example [0, "left of", 1].'))
                continue
        words = " ".join(predicate.replace("_", " ").split()) if predicate not in _IN_IMAGE else _IN_IMAGE[1]
        beyond = [one for one in (subject, other) if not 0 <= one < len(ids)]
        if beyond:
            message = f"{name}: there is no object {beyond[0]}, of {len(ids)}"
            found.append(error(SCENE_GRAPH_JSON, message, None, "Objects are counted from 0."))
        elif _IMAGE in (nouns[subject], nouns[other]) and words == _IN_IMAGE[1]:
            continue  # everything that is declared is in the image
        elif _IMAGE in (nouns[subject], nouns[other]):
            found.append(warning(SCENE_GRAPH_JSON, f"{name}: '{words}' of the image itself is left out"))
        elif subject == other:
            message = f"{name}: '{ids[subject]} {words} {ids[other]}' relates an object to itself, and is left out"
            found.append(warning(SELF_RELATION, message))
        elif not words:
            found.append(error(SCENE_GRAPH_JSON, f"{name}: a relationship has no predicate"))
        else:
            for said in _said(words):
                yield f"{named(ids[subject])} {said} {named(ids[other])}"


def _said(words: str) -> tuple[str, ...]:
    """What a predicate says in the scene language: a relation, or a free one and the place it implies."""
    lower = words.lower()
    if lower in PHRASES:
        return (lower,)
    if lower in _PREDICATES:
        return (_PREDICATES[lower],)
    verb, _, place = lower.rpartition(" ")
    if verb and place in _PLACES:
        return quoted(words), _PLACES[place]
    return (quoted(words),)
