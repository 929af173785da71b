"""Files that a scene file brings in: included ones and images, never from outside the project's folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sgc.graph.limits import DEPTH
from sgc.graph.report import refuse
from sgc.source import Code, SgcError, Span
from sgc.source.codes import IMAGE, INCLUDE, LIMIT
from sgc.source.files import read_source, resolve_inside
from sgc.syntax import tree


class Includes:
    """Opens the files of one figure, each once, and knows which of them is being read.

    ``root`` is the folder that no path may leave; None opens nothing.
    """

    def __init__(
        self, root: Path | None, main: tree.SyntaxTree, parsed: dict[Path, tree.SyntaxTree] | None = None
    ) -> None:
        self._root = root
        self._main = main
        self._parsed = {} if parsed is None else parsed
        self._open: list[tree.SyntaxTree] = [main]
        self._done: set[Path] = set()

    def for_figure(self) -> Includes:
        """The same files for another figure, which includes them anew (they are parsed only once)."""
        return Includes(self._root, self._main, self._parsed)

    def open(self, name: str, span: Span) -> tree.SyntaxTree | None:
        """The tree of an included file; None when this figure has included it before. Raises Refused."""
        path = self._path(name, span, INCLUDE)
        chain = [one.source.path.resolve() for one in self._open if one.source.path is not None]
        if path in chain:
            raise refuse(INCLUDE, f"'{name}' includes itself" if path == chain[-1] else
                         f"'{name}' is being included already: the files include each other", span)  # fmt: skip
        if path in self._done:
            return None
        if len(self._open) > DEPTH:
            raise refuse(LIMIT, f"files include each other {DEPTH} deep at most", span)
        if path not in self._parsed:
            self._parsed[path] = self._parse(path, name, span)
        self._done.add(path)
        return self._parsed[path]

    @contextmanager
    def inside(self, included: tree.SyntaxTree) -> Iterator[None]:
        """While an included file's statements are carried out, paths are relative to it."""
        self._open.append(included)
        try:
            yield
        finally:
            self._open.pop()

    def image(self, name: str, span: Span) -> str:
        """The path of an image of the project. Raises Refused when there is none of this name."""
        return str(self._path(name, span, IMAGE))

    def _parse(self, path: Path, name: str, span: Span) -> tree.SyntaxTree:
        from sgc.syntax import parse

        try:
            return parse(read_source(path))
        except SgcError as failure:
            raise refuse(INCLUDE, f"'{name}' cannot be read: {failure.message}", span) from None
        except OSError as failure:
            raise refuse(INCLUDE, f"'{name}' cannot be read: {failure}", span) from None

    def _path(self, name: str, span: Span, code: Code) -> Path:
        """The file of this name beside the one being read. Raises Refused."""
        if self._root is None:
            raise refuse(code, f"'{name}' cannot be opened: this text has no project folder", span)
        current = self._open[-1].source.path
        base = current.parent if current is not None else self._root
        try:
            return resolve_inside(self._root, base, name)
        except SgcError as failure:
            (told,) = failure.diagnostics
            raise refuse(code, told.message, span, *told.hints) from None
        except (OSError, ValueError) as failure:
            raise refuse(code, f"'{name}' cannot be opened: {failure}", span) from None
