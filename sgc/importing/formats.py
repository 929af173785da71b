"""The table of foreign formats: how a file of each is told, and the module that reads it.

A reader is a function ``read(page) -> figures``: it takes the text of one diagram and gives what a scene file
would say, with spans in the foreign file. What it cannot say or does not understand it tells the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from sgc.importing.page import Page
from sgc.source import SgcError, Source, error
from sgc.source.codes import UNKNOWN_FORMAT
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree

Reader = Callable[[Page], tuple[tree.Figure, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: suffixes of its files, what their text begins with, the marks of its blocks in Markdown."""

    module: str
    suffixes: tuple[str, ...]
    begins: re.Pattern[str]
    fences: tuple[str, ...]

    def reader(self) -> Reader:
        read: Reader = import_module(self.module).read
        return read


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


_MERMAID = (
    r"\s*(?:---\s*\n[\s\S]*?\n\s*---\s*\n\s*)?(?:%%[^\n]*\n\s*|%%\{[\s\S]*?\}%%\s*)*"
    r"(?:graph|flowchart(?:-elk)?|sequenceDiagram|classDiagram|stateDiagram|erDiagram|mindmap|gantt|journey|pie"
    r"|gitGraph|timeline|quadrantChart|requirementDiagram|C4\w+|\w+-beta|kanban|block|sankey|architecture|treemap"
    r"|packet|xychart|ishikawa|treeView|venn)\b(?!\s*[\w\"]*\s*\{)"
)

#: By name; the order is that in which a text is tried.
FORMATS: Mapping[str, Format] = {
    "plantuml": Format(
        "sgc.importing.plantuml", (".puml", ".plantuml", ".pu", ".iuml", ".wsd", ".uml"), _begins(r"^\s*@start\w+"),
        ("plantuml", "puml", "uml"),
    ),
    "mermaid": Format(
        "sgc.importing.mermaid", (".mmd", ".mermaid"), _begins(r"\A" + _MERMAID), ("mermaid", "mermaidjs", "mmd")
    ),
    "dot": Format(
        "sgc.importing.dot", (".dot", ".gv"),
        _begins(r"\A(?:\s|//[^\n]*|\#[^\n]*|/\*[\s\S]*?\*/)*(?:strict\s+)?(?:di)?graph\b[^{\n]*\s*\{"),
        ("dot", "graphviz", "gv", "viz"),
    ),
    "d2": Format(
        "sgc.importing.d2", (".d2",),
        _begins(r"^[^\n{}#|<>]*[\w\"'.)]\s*(?:<?-+>|<-+|--)\s*[\w\"'(][^\n]*$|^[^\n{}#]*:\s*[^\n{}]*\{"), ("d2",),
    ),
}  # fmt: skip

#: Files in which diagrams stand in blocks.
MARKDOWN = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,}|:::)[ \t]*\{?\.?(?P<name>\w+)[^\n]*\n", re.MULTILINE)
#: Lines such as ``:caption: …`` at the head of a block.
_OPTIONS = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*\n)*")


def format_of(source: Source) -> str | None:
    """The name of the format that a file's name tells: "mermaid", "markdown", …; None for a scene file."""
    suffix = PurePath(source.name).suffix.lower()
    if suffix in MARKDOWN:
        return "markdown"
    return next((name for name, one in FORMATS.items() if suffix in one.suffixes), None)


def read_foreign(source: Source, format: str | None = None) -> tree.SyntaxTree:
    """The diagrams of a foreign file as the tree of a scene file, its spans in the foreign file.

    Raises as ``imported`` does.
    """
    return imported(source, format)[0]


def imported(source: Source, format: str | None = None) -> tuple[tree.SyntaxTree, list[tuple[int, str]]]:
    """The tree of a foreign file, and the comments in it, each with its offset.

    Without a ``format`` the file's name tells it, or else its text. Warnings say what was left out; an error
    among the diagnostics says that a diagram could not be read. Raises SgcError for an unknown format.
    """
    name = _checked(format) or format_of(source) or _told_by(source)
    figures: list[tree.Figure] = []
    page = Page.whole(source)
    for part, reader in _blocks(page) if name == "markdown" else [(page, FORMATS[name].reader())]:
        for figure in reader(part):
            if part.is_misread and all(isinstance(said, tree.Setting | tree.Style) for said in figure.body):
                part.unreadable(figure.span, "nothing of this diagram is understood")
            else:
                figures.append(figure)
    if not figures and not page.is_refused:
        what = "no diagram in a block that sgc reads" if name == "markdown" else "no diagram"
        page.unreadable(source.span(0, 0), f"{source.name} holds {what}")
    found = tree.SyntaxTree(source, (), tuple(figures), page.diagnostics(bool(figures)))
    return found, [one for one in page.comments if any(map(str.isalnum, one[1]))]


def names() -> tuple[str, ...]:
    """What ``--from`` can name."""
    return (*FORMATS, "markdown")


def _checked(format: str | None) -> str | None:
    if format is None or format in names():
        return format
    hints = did_you_mean(format, names()) or (f"The formats are {', '.join(names())}.",)
    raise SgcError([error(UNKNOWN_FORMAT, f"there is no reader for '{format}'", None, *hints)])


def _told_by(source: Source) -> str:
    if PurePath(source.name).suffix.lower() == ".sgc":
        hint = "Tidy it with 'sgc format', or draw it with 'sgc compile'."
        raise SgcError([error(UNKNOWN_FORMAT, f"{source.name} is a scene file already", None, hint)])
    if not any(one.begins.match(source.text) for one in FORMATS.values()) and any(_fences(source.text)):
        return "markdown"
    for name, one in FORMATS.items():
        if one.begins.search(source.text):
            return name
    hint = f"Say it with --from: {', '.join(names())}."
    raise SgcError([error(UNKNOWN_FORMAT, f"what format {source.name} has cannot be told", None, hint)])


def _blocks(page: Page) -> Iterator[tuple[Page, Reader]]:
    """The diagrams in the blocks of a Markdown file."""
    for format, start, end in _fences(page.text):
        yield page.part(start, end), format.reader()


def _fences(text: str) -> Iterator[tuple[Format, int, int]]:
    """The blocks of known formats: which, and the place of what is in them."""
    position = 0
    while head := _FENCE.search(text, position):
        mark = head["mark"]
        closing = re.compile(rf"^[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$", re.MULTILINE)
        foot = closing.search(text, head.end())
        end = foot.start() if foot else len(text)
        position = foot.end() if foot else len(text)
        word = head["name"].lower()
        options = _OPTIONS.match(text, head.end())
        start = options.end() if options is not None and options.end() <= end else head.end()
        for one in FORMATS.values():
            if word in one.fences:
                yield one, start, end
