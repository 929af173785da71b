"""What the tests of the resolver share: texts in, scene graphs and their diagnostics out."""

from __future__ import annotations

from sgc.graph import SceneGraph, resolve
from sgc.source import Diagnostic, Source
from sgc.syntax import parse


def figure(text: str) -> SceneGraph:
    """The only figure of a file."""
    (found,) = resolve(parse(Source("test.sgc", text)))
    return found


def scene(body: str) -> SceneGraph:
    """A scene with this body."""
    return figure(f"scene {{\n{body}\n}}")


def errors(found: SceneGraph) -> list[Diagnostic]:
    return [one for one in found.diagnostics if one.is_error]


def codes(found: SceneGraph) -> list[str]:
    return [one.code.name for one in found.diagnostics]


def one_error(body: str) -> Diagnostic:
    """The only error of a scene with this body."""
    (found,) = errors(scene(body))
    assert found.span is not None
    return found
