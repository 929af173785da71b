"""Takes from ``matplotlib_helpers``, as text, what a printed script uses: imports, constants, functions."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class _Part:
    """A definition: its source, and the names that occur in it. An import: its module, and "" or its source."""

    names: frozenset[str]
    source: str
    module: str | None = None

    @property
    def is_function(self) -> bool:
        return "\n" in self.source


def parts_for(script: str) -> list[str]:
    """The lines that must stand before the script, with those that separate them from it."""
    parts = _parts()
    needed: set[str] = set()
    waiting = list(_names(ast.parse(script)))
    while waiting:
        name = waiting.pop()
        if name in parts and name not in needed:
            needed.add(name)
            waiting += parts[name].names
    chosen = {name: part for name, part in parts.items() if name in needed}
    lines: list[str] = []
    for ours in (False, True):
        modules: dict[str, list[str]] = {}
        for name, part in chosen.items():
            if part.module is not None and (part.module.split(".")[0] == "matplotlib") is ours:
                modules.setdefault(part.module, []).append(name)
        for module, names in modules.items():
            lines.append(f"import {module}" if names == [module] else f"from {module} import {', '.join(names)}")
        lines.append("")
    definitions = [part for part in chosen.values() if part.module is None]
    lines += [part.source for part in definitions if not part.is_function]
    for part in definitions:
        if part.is_function:
            lines += ["", "", *part.source.split("\n")]
    return [*lines, "", ""]


@cache
def _parts() -> Mapping[str, _Part]:
    """All that the file defines and imports, by name, in its order."""
    text = files("sgc.backends").joinpath("matplotlib_helpers.py").read_text(encoding="utf-8")
    lines = text.split("\n")
    found: dict[str, _Part] = {}
    for node in ast.parse(text).body:
        match node:
            case ast.Import(names=aliases):
                found |= {alias.name: _Part(frozenset(), "", alias.name) for alias in aliases}
            case ast.ImportFrom(module=str(module), names=aliases):
                found |= {alias.name: _Part(frozenset(), "", module) for alias in aliases}
            case ast.Assign(targets=[ast.Name(id=name)]):
                found[name] = _Part(_names(node), lines[node.lineno - 1])
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found[name] = _Part(_names(node), "\n".join(lines[node.lineno - 1 : node.end_lineno]))
    return found


def _names(tree: ast.AST) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
