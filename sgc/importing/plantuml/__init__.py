"""PlantUML: the diagrams of a file, what all kinds share, and which reader each asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from sgc.importing.page import Page
from sgc.importing.plantuml.macros import expand
from sgc.importing.plantuml.skin import SKINPARAM, Skin, skin_of
from sgc.importing.plantuml.texts import label
from sgc.source import Span
from sgc.syntax import tree

_START = re.compile(r"^[ \t]*@start(?P<kind>\w+)[^\n]*$", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^[ \t]*@end\w+[ \t]*$", re.MULTILINE | re.IGNORECASE)
_COMMENTS = re.compile(r"/'(?P<comment>[\s\S]*?)'/|^[ \t]*'(?P<line>[^\n]*)$", re.MULTILINE)
#: What is about the whole page and has no counterpart; each with what it is called.
_LEFT_OUT: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (name, re.compile(pattern, re.MULTILINE | re.IGNORECASE))
    for name, pattern in (
        ("another file", r"^[ \t]*!include\w*\b[^\n]*$"),
        ("a directive", r"^[ \t]*!(?!theme\b)[^\n]*$"),
        ("a style sheet", r"<style>[\s\S]*?</style>"),
        ("a sprite", r"^[ \t]*sprite\b[^\n{]*(?:\{[^}]*\})?[^\n]*$"),
        ("a header, a footer or a caption",
         r"^[ \t]*(?:(?:left|right|center)\s+)?(header|footer|caption)\b"
         r"(?:[^\n]*\n(?:(?!^[ \t]*end\s?\1)[^\n]*\n){0,60}?[ \t]*end\s?\1[^\n]*$|[^\n]+$)"),
        ("'hide' or 'show'", r"^[ \t]*(?:hide|show|remove)\b(?!\s+(?:empty|footbox|circle))[^\n]*$"),
        ("a setting of the page", r"^[ \t]*(?:page|newpage|allow_?mixing|set\s+\w*separator|mainframe|minwidth|rotate"
                                  r"|ignore newpage|!pragma)\b[^\n]*$"),
    )
)  # fmt: skip
_LEGEND = re.compile(
    r"^[ \t]*legend\b[^\n]*\n(?P<words>(?:(?![ \t]*end\s?legend)[^\n]*\n){0,60}?)[ \t]*end\s?legend[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
#: How a cell of a table looks, before its words.
_ROW_LOOK = re.compile(r"(?<=\|)\s*(?:<#[^>\n]*>|=)")
#: What holds words of people, or members, and no commands: notes on several lines, and the braces of classes.
_BODIES = re.compile(
    r"^[ \t]*(?:floating[ \t]+)?[rh]?note\b[^:\n]*\n(?P<note>[\s\S]*?)^[ \t]*end\s?[rh]?note\b"
    r"|^[ \t]*(?:[-+#~][ \t]*)?(?:(?:abstract|static)[ \t]+)?(?:class|abstract|interface|enum|entity|annotation|object"
    r"|map|struct|exception|protocol|record|dataclass)\b[^\n{]*\{[^\n}]*\n(?P<members>[^{}]*(?:\{[^{}\n]*\}[^{}]*)*)\}",
    re.MULTILINE | re.IGNORECASE,
)
#: What says how it is here anyway.
_AS_HERE = re.compile(
    r"^[ \t]*(?:hide\s+(?:empty\b[^\n]*|footbox|circle)|set\s+(?:namespace)?separator\s+none|allow_?mixing"
    r"|scale\s+(?:max\s+)?[\d.][^\n:=(]*|skinparam\s+dpi\b[^\n]*|!pragma\b[^\n]*)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
#: Files whose macros are read without them: those of C4.
_KNOWN_FILES = re.compile(r"^[ \t]*!include\w*\b[^\n]*\bC4[_/][^\n]*$", re.MULTILINE)
_TITLE = re.compile(
    r"^[ \t]*title\b(?:[ \t]*:|(?=\s))(?:[ \t]*(?P<line>[^\n]+)|[ \t]*\n(?P<lines>[\s\S]*?)^[ \t]*end\s?title)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"^[ \t]*(?P<word>left to right|top to bottom)\s+direction[ \t]*(?:'[^\n]*)?$", re.MULTILINE | re.IGNORECASE
)

_ACTIVITY = re.compile(
    r"^[ \t]*(?::(?![^:\n]+:[ \t]*(?:[-.<*|]|as\b))[^\n]*[;|<>/\]}][ \t]*$"
    r"|#[\w;:-]+?:[^\n]*;[ \t]*$|start[ \t]*$|stop[ \t]*$|(?:if|while|switch)\s*\(.*\)"
    r"|repeat\b|fork[ \t]*$"
    r"|\(\*(?:top)?\)\s*-|->\s*\(\*\))",
    re.MULTILINE | re.IGNORECASE,
)
#: What has no reader, by what such a text begins with.
_NOT_READ: Mapping[str, re.Pattern[str]] = {
    "timing": re.compile(r"^[ \t]*(?:robust|concise|binary|analog|clock)[ \t]+[\w\"]", re.MULTILINE),
    "networks": re.compile(r"\A\s*(?:nwdiag|rackdiag|packetdiag)\s*\{"),
    "screens": re.compile(r"\A\s*salt\s*$", re.MULTILINE),
    "ditaa": re.compile(r"\A\s*ditaa\b"),
}
_STATES = re.compile(r"^[ \t]*state\s+[\w\"]|\[\*\]", re.MULTILINE)
_CLASSES = re.compile(r"^[ \t]*(?:(?:abstract|static)\s+)?(?:class|interface|enum)\s+[\w\"][^\n]*\{", re.MULTILINE)
_DECLARED = re.compile(
    r"^[ \t]*(?:(?:abstract|static)\s+class|abstract|class|interface|enum|annotation|object|map|struct|exception"
    r"|protocol|diamond|component|node|package|rectangle|cloud|folder|frame|usecase|storage|artifact|agent|card|file|hexagon|person|stack"
    r"|label|namespace|together|circle|action|process|portin|portout|port)\b",
    re.MULTILINE,
)
_LINKED = re.compile(
    r"^[ \t]*(?:\[[^\]\n*]+\]|\([^)\n]+\)|:[^:\n]+:|\(\))[ \t]*(?:as\b|[-.<>*o|#:]|$|<<)"
    r"|[-.>|*o][ \t]*(?:\[[^\]\n*]+\]|\([^)\n*]+\)|:[^:\n]+:)[ \t]*(?::|$)"
    r"|<\|[-.]|[-.]\|>|\*[-.]{2}|[-.]{2}\*|\bo[-.]{2}|[-.]{2}o\b|[-.]\[[^\]\n]*\][-.]*>|[-.](?:up|down|left|right|[udlr])[-.]"
    r"|[|}][|o]?(?:--|\.\.)|(?:--|\.\.)[|o]?[|{]|^[ \t]*(?:Person|System|Container|Component|Rel)\w*\s*\("
    r"|^[ \t]*[A-Z]\w+[ \t]*\([ \t]*[\w.]+[ \t]*,[ \t]*\"[^\n]*\)[ \t]*\{?[ \t]*$",
    re.MULTILINE,
)
_SEQUENCE = re.compile(
    r"^[ \t]*(?:activate|deactivate|autonumber|alt|opt|loop|par|critical|return|ref over|note over)\b|->>"
    r"|^[ \t]*==.*==[ \t]*$|^[ \t]*\.\.\.|^[ \t]*\[-|->x?[ \t]*\]",
    re.MULTILINE,
)
#: By ``@start…``, the module that reads such a diagram, and its function where it has several.
_KINDS = {"mindmap": "outline", "wbs": "outline:read_tree", "gantt": "gantt", "json": "data", "yaml": "data:read_yaml"}

_SHEETS = ("mindmap", "wbs")


def read(page: Page) -> tuple[tree.Figure, ...]:
    """Every diagram of the page that has a reader; of others the page is told."""
    found = []
    for part, kind in list(_diagrams(page)):
        text = _prepared(part, has_sheets=kind in _SHEETS)
        told = next((name for name, begins in _NOT_READ.items() if begins.search(text)), f"'@start{kind}'")
        module = _KINDS.get(kind) if kind != "uml" else None if told in _NOT_READ else _kind(text)
        if kind != "uml" and (legend := legend_of(part)) is not None:
            part.left_out("a legend", legend[1])
        if module is None:
            message = f"diagrams of {told} are not read"
            page.unreadable(part.span(0, len(part.text)), message, "Read are uml, gantt, json, mindmap, wbs and yaml.")
            continue
        place, _, reader = module.partition(":")
        figure = getattr(import_module(f"sgc.importing.plantuml.{place}"), reader or "read")(part)
        if figure is not None:
            found.append(figure)
    return tuple(found)


def _diagrams(page: Page) -> Iterator[tuple[Page, str]]:
    """What stands between ``@start`` and ``@end``; the whole page where neither stands."""
    starts = list(_START.finditer(page.text))
    if not starts and page.text.strip():
        yield page, "uml"
    for number, one in enumerate(starts):
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(page.text)
        end = _END.search(page.text, one.end(), limit)
        yield page.part(one.end(), end.start() if end else limit), one["kind"].lower()


def _prepared(page: Page, *, has_sheets: bool) -> str:
    """Take out what all kinds share, but for the style sheets of those that read them; gives the rest."""
    for found in _COMMENTS.finditer(page.text):
        words = found["comment"] or found["line"] or ""
        if words.strip():
            page.comments.append((found.start(), " ".join(words.split())))
    page.blank_all(re.compile(_COMMENTS.pattern.replace("(?P<comment>", "(").replace("(?P<line>", "("), re.MULTILINE))
    expand(page)
    page.blank_all(_KNOWN_FILES)
    page.blank_all(_AS_HERE)
    for name, pattern in _LEFT_OUT:
        if has_sheets and name == "a style sheet":
            continue
        for found in _commands(page, pattern):
            page.left_out(name, page.span(found.start(), found.end()))
            page.blank(found.start(), found.end())
    return SKINPARAM.sub("", _LEGEND.sub("", "\n".join(line.text for line in page.lines())))


def legend_of(page: Page) -> tuple[str, Span] | None:
    """What the legend of a page says, a line for each row of its tables; it is taken out of the text."""
    said = _commands(page, _LEGEND)
    for found in said:
        page.blank(found.start(), found.end())
    lines = [line.strip() for found in said[:1] for line in found["words"].split("\n")]
    words = label("\n".join(_ROW_LOOK.sub("", line).strip("| ").replace("|", " – ") for line in lines))
    return (words, page.span(said[0].start(), said[0].end())) if words else None


def _commands(page: Page, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Where a command stands on the page: what begins like one in a note or between the braces of a class is none."""
    bodies = [found.span("note" if found["note"] is not None else "members") for found in _BODIES.finditer(page.text)]
    found = pattern.finditer(page.text)
    return [one for one in found if not any(first <= one.start() < last for first, last in bodies)]


def _kind(text: str) -> str:
    """Which diagram of UML a text is, by what stands in it."""
    if _CLASSES.search(text):
        return "graph"
    if _ACTIVITY.search(text):
        return "activity"
    if _STATES.search(text):
        return "states"
    is_graph = _DECLARED.search(text) or (_LINKED.search(text) and not _SEQUENCE.search(text))
    return "graph" if is_graph and not re.search(r"^[ \t]*participant\b", text, re.MULTILINE) else "sequence"


def page_settings(page: Page) -> tuple[str | None, dict[str, str], Skin]:
    """The title of a diagram, its direction and its looks, taken out of the text."""
    title, settings, skin = None, {}, skin_of(page)
    for number, said in enumerate(_commands(page, _TITLE)):
        title = title if number else label(said["line"] or said["lines"] or "") or None
        page.blank(said.start(), said.end())
    if (found := _DIRECTION.search(page.text)) is not None and found["word"].lower() == "left to right":
        settings["direction"] = "right"
    page.blank_all(_DIRECTION)
    return title, settings, skin
