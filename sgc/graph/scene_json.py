"""Scene graphs as JSON: what ``sgc graph --json`` prints and other programs rely on."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sgc.graph import scene
from sgc.graph.links import heads
from sgc.graph.scene import Attributes, Reference, SceneGraph, SceneObject


def to_json(graph: SceneGraph) -> dict[str, Any]:
    """The scene graph as a dictionary of JSON values.

    Objects are as declared: a collection is one entry. A reference to several objects at once (``every
    apple``) has them as ``targets``, and the words as ``ref``.
    """
    figure = graph.figure
    constraints: tuple[scene.Arrangement | scene.Requirement, ...] = (*graph.arrangements, *graph.requirements)
    return {
        "figure": {
            "kind": figure.kind, "name": figure.name, "title": figure.title,
            "size": None if figure.fitted else list(figure.size),
        },
        "objects": [_object(one) for one in graph.objects],
        "relations": [_relation(one) for one in graph.relations],
        "constraints": [_constraint(one) for one in constraints],
        "links": [
            {"id": one.id, "source": one.source, "target": one.target, "arrow": one.arrow, "label": one.label,
             "heads": list(heads(one)), "texts": list(one.texts),
             "ports": [{"row": port.row, "side": port.side} for port in one.ports], "span": one.span.to_json()}
            for one in graph.links
        ],
        "absent": [
            {"noun": one.noun, "attributes": _attributes(one.attributes)} for one in graph.absences if not one.open
        ],
        "open": [
            {"noun": one.noun, "attributes": _attributes(one.attributes)} for one in graph.absences if one.open
        ],
        "not_understood": [
            {"text": span.text, "start": span.start, "end": span.end} for span in graph.not_understood
        ],
        "diagnostics": [one.to_json() for one in graph.diagnostics],
    }  # fmt: skip


def _object(one: SceneObject) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id, "noun": one.noun, "concept": one.concept, "count": list(one.count),
        "attributes": _attributes(one.attributes), "label": one.label, "span": one.span.to_json(),
    }  # fmt: skip
    if one.container is not None:
        found["container"] = one.container
    if one.rows:
        found["rows"] = [list(row.cells) for row in one.rows]
    return found


def _attributes(attributes: Attributes) -> dict[str, Any]:
    """The attributes that are stated."""
    named = ("color", "size", "material", "texture", "pattern", "shape")
    found: dict[str, Any] = {name: value for name in named if (value := getattr(attributes, name)) is not None}
    if attributes.other:
        found["other"] = list(attributes.other)
    return found


def _relation(one: scene.Relation) -> dict[str, Any]:
    return {
        "predicate": one.predicate,
        "arguments": [_reference(reference) for reference in one.arguments],
        "distance": _number(one.distance),
        "negated": one.negated,
        "weight": _number(one.weight),
        "checked": one.checked,
        "span": one.span.to_json(),
    }


def _reference(reference: Reference) -> dict[str, Any]:
    quantifier = reference.quantifier
    if quantifier in ("exactly", "at least", "at most"):
        quantifier_text = f"{quantifier} {reference.number}"
    else:
        quantifier_text = "every" if quantifier == "each" else quantifier
    if len(reference.targets) == 1:
        return {"ref": reference.targets[0], "quantifier": quantifier_text}
    return {"ref": reference.text, "quantifier": quantifier_text, "targets": list(reference.targets)}


def _constraint(one: scene.Arrangement | scene.Requirement) -> dict[str, Any]:
    if isinstance(one, scene.Arrangement):
        references = (*one.references, *((one.around,) if one.around is not None else ()))
        kind, refs = one.kind, [target for reference in references for target in reference.targets]
    else:
        kind, refs = "require", _subjects(one)
    return {
        "kind": kind, "refs": refs, "text": one.statement, "negated": one.negated, "weight": _number(one.weight),
        "span": one.span.to_json(),
    }  # fmt: skip


def _subjects(one: scene.Requirement) -> list[str]:
    """The ids that a requirement speaks of."""
    from sgc.graph.linear import variables

    names = sorted(variables(one.formula))
    ids = (name[6:-1] if name.startswith("count(") else name.rpartition(".")[0] for name in names)
    return list(dict.fromkeys(ids))


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
