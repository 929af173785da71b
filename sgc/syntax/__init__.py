"""Scene files to syntax trees and back: one grammar, recovery at statement ends, a formatter."""

from collections.abc import Iterable

from sgc.source import Source
from sgc.syntax import tree
from sgc.syntax.parser import parse, parse_statement

__all__ = ["format_source", "parse", "parse_statement", "to_source"]


def format_source(source: Source) -> str:
    """A scene file in its tidy form; see ``sgc.syntax.format``, which compiling a scene need not load."""
    from sgc.syntax import format

    return format.format_source(source)


def to_source(node: tree.SyntaxTree | tree.Figure | tree.Statement, comments: Iterable[tuple[int, str]] = ()) -> str:
    """A tree, a figure or a statement as a scene file; see ``sgc.syntax.format``."""
    from sgc.syntax import format

    return format.to_source(node, comments)
