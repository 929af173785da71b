"""Prompts of something to be seen, although words stand in them that name diagrams elsewhere."""

from __future__ import annotations

import re

from sgc.english.diagrams.asking import TITLED, by_colon
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.normal_form import normal_form
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, fullmatch, search, split, trim
from sgc.english.diagrams.speaking import holds, is_of_systems, says_links, says_moves
from sgc.english.diagrams.turns import lists_steps
from sgc.english.diagrams.unnamed import ARROWS
from sgc.english.diagrams.ways import FROM_TO
from sgc.english.diagrams.words import SEVERAL, table
from sgc.graph.colors import is_color_word
from sgc.graph.plurals import singular
from sgc.graph.vocabulary import lookup
from sgc.source import Span

#: Words that name a diagram only before a colon.
BY_COLON = frozenset((
    "sequence", "interaction", "uml", "classes", "venn", "flow", "algorithm", "procedure", "recipe", "journey",
    "user journey", "customer journey", "roadmap", "plan",
))  # fmt: skip
#: Lines of what each leads to the next, named by what they are of.
CHAINS = ("food chain", "supply chain", "value chain")
#: Words for other things, too, which name a diagram only as the first words of a prompt, or behind "as a".
COMMON = frozenset((
    "process", "diagram", "workflow", "cycle", "hierarchy", "taxonomy", "classification", "brainstorm", "timeline",
    "time line", "chronology", *CHAINS,
))  # fmt: skip
#: "…: red at the bottom, then blue": what has a colour and a place is seen, and is no step.
_PAINTED = re.compile(
    r":\s*(?:an?\s+)?(?P<color>\w+)\s+(?:\w+\s+)?(?:at|on|in)\s+(?:the\s+)?(?:bottom|top|left|right|middle)\b", re.I
)
_VIEW = re.compile(rf"\s*(?:(?:an?|the|my|our)|(?P<count>\d|{SEVERAL}))\s+(?P<place>\w+(?:\s\w+)?)\s*:", re.IGNORECASE)
#: "three boxes A, B and C, where A points to B"
_SHAPES = re.compile(r"\s*(?:\w+\s+)?(?:boxes|nodes|blocks|rectangles|circles|states|components)\b", re.IGNORECASE)
#: What shows a diagram, before its name: "a man drawing a (flowchart)".
_SHOWN_IN = re.compile(r"\b(?:of|with|\w+ing)\s+(?:an?|the)\s*\Z", re.IGNORECASE)
_COLON = re.compile(":")
_DASH = re.compile(r"\s[-–]\s*\Z")
_FIGURES = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
#: Behind these a diagram's name stands by itself.
_ENDED = re.compile(r"[:.\n]\s*\Z")


def is_view(whole: Span) -> bool:
    """Whether a room, a landscape or several things to be seen stand before a colon: "three boats: the last …"."""
    view = _VIEW.match(whole.source.text, whole.start)
    if view is None:
        return False
    word = singular(view["place"].casefold())
    entry = lookup(word)
    seen = view["count"] is not None and word not in table("technical") and entry is not None and entry.curated
    return entry is not None and (entry.role == "backdrop" or (seen and entry.stance != "free"))


def is_painted(whole: Span) -> bool:
    """Whether a colour and a place are said of the first thing behind a colon."""
    painted = _PAINTED.search(whole.source.text, whole.start, whole.end)
    return painted is not None and is_color_word(painted["color"].casefold())


def is_of_a_scene(frame: re.Match[str], rest: Span) -> bool:
    """Whether the word that names a diagram in the ``frame`` means something else before the ``rest`` of a prompt."""
    name = frame["name"].casefold()
    if table("sort")[name] == ("chart",):  # one without numbers is a thing on a wall
        return _FIGURES.search(rest.text) is None
    if name == "diagram":
        return not _is_told(frame, rest)
    if by_colon(frame) or _DASH.search(frame.group()) is not None:
        return False
    if _SHOWN_IN.search(frame["of"] or "") is not None and _is_of_things(rest):
        return True
    titled = TITLED.match(rest.source.text, rest.start)
    told = Span(rest.source, titled.end(), rest.end) if titled is not None and by_colon(titled) else None
    listed = told is not None and len(split(told, LIST)) > 2
    if table("sort")[name] == ("timeline",) and len(_YEAR.findall(rest.source.text, rest.start)) > 2:
        return False
    if name in BY_COLON:
        return not listed and not (name == "flow" and told is not None and says_links(told))
    if not listed and table("sort")[name][0] in ("cycle", "line") and (frame["form"] or "").casefold() == "with":
        items = split(trim(rest, ". "), LIST)
        listed = len(items) > 2 and not any(one.text.casefold().startswith(("a ", "an ", "the ")) for one in items)
    return name in COMMON and bool((frame["of"] or "").strip()) and not listed


def _is_of_things(rest: Span) -> bool:
    """Whether the rest only names things to be seen: "(a man drawing a flowchart on) a whiteboard", "(a laptop showing
    a flowchart,) a cup and a plant"."""
    return all(map(_is_of_a_thing, split(trim(rest, ". "), LIST) or [rest]))


def _is_of_a_thing(span: Span) -> bool:
    words = bare(span).text.casefold().split()
    entry = lookup(singular(words[-1])) if 0 < len(words) < 4 else None
    return entry is not None and entry.curated


def _is_told(frame: re.Match[str], rest: Span) -> bool:
    """Whether the rest says what stands in a diagram: of one on a wall nothing more is said."""
    if _ENDED.search(frame.group()) is not None and (_says_something(rest) or lists_steps(rest)):
        return True
    headed = search(rest, _COLON)
    if headed is not None:
        told = Span(rest.source, headed.end(), rest.end)
        if (
            says_links(told)
            or holds(told)
            or any(fullmatch(one, FROM_TO) for one in split(told, SENTENCE))
            or says_moves(told)
            or lists_steps(told)
        ):
            return True
    drawn = _SHAPES.match(rest.text) is not None and says_links(rest)
    return drawn or is_of_systems(rest) or ARROWS.search(rest.source.text) is not None


def _says_something(rest: Span) -> bool:
    """Whether a clause says something of a thing and another."""
    sentence = next(iter(split(rest, SENTENCE)), rest)
    return any(one.verb and one.subject and one.rest for one in clauses(normal_form(sentence).rest))
