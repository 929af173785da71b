"""Changes of what is said of things: arrangements made or taken back, relations taken back, absences lifted."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.editing.changes import Change, deletion, insertion, target_name, targets
from sgc.editing.operations import Allow, Arrange, Release
from sgc.editing.references import References
from sgc.editing.state import State, changed, impossible
from sgc.graph.builder import written_name
from sgc.graph.relations import PHRASES
from sgc.graph.scene import Reference
from sgc.graph.vocabulary import is_a, lookup
from sgc.source import Span
from sgc.syntax import tree


def released(state: State, references: References, operation: Release, others: Sequence[str]) -> State:
    """Without the statements that put a thing into a relation with others, or into a row."""
    found = references.find(operation.target) if operation.target is not None else None
    names = {*found.members, *found.whole} if found is not None else set()
    known = PHRASES.get(operation.predicate)
    spans: list[Span] = []
    for row in state.scene.arrangements:
        if row.kind == operation.predicate and (found is None or _speaks_of(row.references, names)):
            spans.append(row.span)
    for relation in state.scene.relations:
        if known is None or relation.predicate != known.name or relation.negated or len(relation.arguments) < 2:
            continue
        one, other = relation.arguments[:2]
        if _speaks_of((one,), names) and set(other.targets) & set(others):
            spans.append(relation.span)
    if not spans:
        message = "nothing of the kind is said in the scene"
        raise impossible(operation.span, message, "The picture just happens to be so.")
    for statement in state.figure.body:
        if isinstance(statement, tree.Relation) and statement.span in spans and len(statement.steps) > 1:
            message = f"'{statement.span.text}' says several things in one"
            raise impossible(operation.span, message, "Write each as a statement of its own first.")
    return changed(state, [deletion(state.source, span) for span in dict.fromkeys(spans)], operation.span)


def arranged(state: State, references: References, operation: Arrange, around: str) -> tuple[State, list[str]]:
    """With an arrangement of all that is meant, in place of the one that it had; and the members of it."""
    found = references.find(operation.target)
    names = [*found.whole, *(id for id in found.members if id.partition("[")[0] not in found.whole)]
    if len(found.members) < 2:
        raise impossible(operation.span, "an arrangement is of two things or more")
    kind, _, edge = operation.kind.partition(" ")
    line = " ".join([kind, *filter(None, [edge]), *map(written_name, names)])
    line += f" around {written_name(around)}" if around else ""
    changes: list[Change] = []
    for statement in state.figure.body:
        if isinstance(statement, tree.Arrangement) and kind != "align" and statement.kind not in ("align", "mirror"):
            spoken = {target_name(one) for one in targets(statement.references)}
            if spoken <= {name.partition("[")[0] for name in names}:
                changes.append(Change(statement.span.start, statement.span.end, line))
    if len(changes) > 1:
        raise impossible(operation.span, "these things stand in several arrangements", "Remove them first.")
    changes = changes or [insertion(state.source, state.figure, state.figure.body[-1], [line])]
    members = list(found.members)
    return changed(state, changes, operation.span, moving=members if kind != "align" else ()), members


def allowed(state: State, operation: Allow) -> State:
    """Without the statement that there is none of a noun."""
    noun = lookup(operation.noun)
    spans = [
        one.span for one in state.scene.absences
        if one.noun == operation.noun
        or (noun is not None and (entry := lookup(one.noun)) is not None and is_a(noun.concept, entry.concept))
    ]  # fmt: skip
    if not spans:
        raise impossible(operation.span, f"nothing in the scene forbids '{operation.noun}'")
    return changed(state, [deletion(state.source, span) for span in spans], operation.span)


def _speaks_of(references: Sequence[Reference], names: set[str]) -> bool:
    """Whether all that is spoken of is among the names."""
    spoken = {id for one in references for id in one.targets}
    return spoken <= names or {id.partition("[")[0] for id in spoken} <= names
