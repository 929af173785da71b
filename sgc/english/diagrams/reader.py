"""The way in for diagrams: a prompt that asks for one becomes its scene file's tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from sgc.english import prose
from sgc.english.diagrams.accounts import content_words, unaccounted
from sgc.english.diagrams.actions import is_step
from sgc.english.diagrams.announced import broken_count, without_count
from sgc.english.diagrams.asking import Asked
from sgc.english.diagrams.boards import board
from sgc.english.diagrams.classes import Classes
from sgc.english.diagrams.discourse import says_offices, suggests
from sgc.english.diagrams.doubts import doubts
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.evidence import speaks_for
from sgc.english.diagrams.grown import parse_tree, search_tree
from sgc.english.diagrams.histories import OF_COMMITS, History
from sgc.english.diagrams.kin import Families
from sgc.english.diagrams.lanes import lanes
from sgc.english.diagrams.links import Links
from sgc.english.diagrams.neural import network
from sgc.english.diagrams.normal_form import normal_form
from sgc.english.diagrams.pieces import trim
from sgc.english.diagrams.promises import goes_round
from sgc.english.diagrams.series import cycle, each_to_the_next, funnel, goes_on, line, stack
from sgc.english.diagrams.sets import sets
from sgc.english.diagrams.sorts import asked
from sgc.english.diagrams.speaking import says_links
from sgc.english.diagrams.spelling import respelt
from sgc.english.diagrams.states import States
from sgc.english.diagrams.steps import Steps
from sgc.english.diagrams.tables import comparison
from sgc.english.diagrams.times import plan, timeline
from sgc.english.diagrams.topologies import topology
from sgc.english.diagrams.trees import Tree
from sgc.english.diagrams.usecases import use_cases
from sgc.english.diagrams.wholeness import parts
from sgc.english.diagrams.words import is_base
from sgc.graph.sorts import SORTS
from sgc.source import Diagnostic, Source, Span, error, warning
from sgc.source.codes import DOUBTFUL, NO_YEAR, NOT_YET
from sgc.syntax.tree import SyntaxTree


def read_diagram(source: Source) -> tuple[SyntaxTree, list[Span], Span] | None:
    """The tree of the diagram that a prompt asks for, the words that nothing took, and those that name the diagram.

    None if the prompt is of something to be seen, or if nothing in it is of a diagram. One that is asked for by its
    name and could not be read is empty: all its words are told.
    """
    meant = respelt(source)
    found = asked(source if meant is None else meant.rest.source)
    if found is None:
        drawn = read_prose(source)
        return None if drawn is None else (drawn.written(), drawn.missed(), source.span(0, 0))
    sort, draft = read_as(found.rest.source, found)
    frame = found.frame
    if meant is not None:
        meant.take_back(draft)
        frame = meant.back(frame)
    faults = _faults(source, draft, sort)
    if (drawn := read_prose(source, sort, draft, faults)) is not None:
        return _hinted(drawn, sort).written(), drawn.missed(), frame
    draft.told += _faulty(draft, faults)
    _hinted(draft, sort)
    if not draft.nodes and not draft.told and not (draft.unread and frame.text):
        return None
    return draft.written(), draft.missed(), frame


def _hinted(draft: Draft, sort: str) -> Draft:
    """The draft, whose last doubt on prose says what may read more of it."""
    if draft.told and prose.is_prose(draft.source.text):
        can_parse = not prose.is_there() and sort in prose.SORTS
        hint = _GET_PARSER if can_parse else _GET_MODEL
        draft.told[-1] = replace(draft.told[-1], hints=(*draft.told[-1].hints, hint))
    return draft


def read_as(source: Source, found: Asked) -> tuple[str, Draft]:
    """The sort of the diagram that a prompt asks for, and what its reader makes of it.

    Where no words name the sort, it is that of which the reader leaves the least unread, doubtful and apart, and for
    which what the clauses state speaks most.
    """
    if found.sort == "cycle":
        return found.sort, _read_cycle(source, found)
    if found.sort:
        return found.sort, _read(source, found)
    words = max(_FEW, content_words(found.rest))
    best, least = ("", Draft(source)), inf
    for sort, evidence in speaks_for(found.rest, found.title).items():
        if -evidence >= least:
            break
        draft = _read(source, replace(found, sort=sort))
        lost = min(_BAD, _lost(draft, sort, words)) if len(draft.nodes) > 1 else _WORST
        if lost - evidence < least:
            best, least = (sort, draft), lost - evidence
    return best


def _read_cycle(source: Source, found: Asked) -> Draft:
    """What goes round, told by a list, by what becomes what or by what is done: the reading that leaves the least."""
    first = _read(source, found)
    words = max(_FEW, content_words(found.rest))
    least = _lost(first, "links", words) if len(first.nodes) > 1 else _WORST
    if least < _MARGIN:
        return first
    best = first
    for sort, read in (("cycle", _links("rounded")), ("cycle", _READERS["flow"]), ("states", _READERS["states"])):
        draft = Draft(source, first.sort, first.title, settings=dict(first.settings))
        read(draft, found)
        _hold_against(draft, sort, found.rest)
        is_one = len(draft.nodes) > 1 and (sort == "states" or goes_round(draft))
        lost = _lost(draft, "links", words) if is_one else _WORST
        if lost < least:
            best, least = draft, lost
    return best


def _lost(draft: Draft, sort: str, words: float) -> float:
    """How much of a text of so many words a draft leaves unread, doubtful and apart."""
    left = sum(max(1, content_words(one)) for one in draft.missed())
    apart = len(parts(draft)) - 1 if sort in _JOINED else 0
    if sort == "links" and apart > 1 and all(len(one) < _SCATTERED for one in parts(draft)):
        apart *= 2  # what each does, and nothing that joins them
    told = sum(one.code is not NO_YEAR for one in draft.told)
    return _FEW * left / words + told + apart


def read_prose(
    source: Source, ruled: str = "", draft: Draft | None = None, faults: Sequence[Span] = ()
) -> Draft | None:
    """What a parser reads in a text, where one is installed and that is more than what the rules read in it.

    It is asked where the rules leave something unread or doubtful (``draft``, of the sort that they ``ruled``, with
    ``faults`` among its names), and where the text names another sort of diagram.
    """
    if ruled in _SPECIAL or not _is_for_parser(source) or (draft is None and not prose.names_diagram(source.text)):
        return None
    named, is_sure = prose.asked_sort(source)
    draft = draft or Draft(source)
    is_other = bool(named) and named != ruled and (ruled, named) != ("kin", "tree")
    if not (is_other or draft.unread or draft.told or faults):
        return None
    words = max(_FEW, content_words(source.span()))
    by_rule = (_lost(draft, ruled, words) if draft.nodes else _WORST) + len(faults)
    best, least = None, by_rule + (_BAD if is_other and is_sure else 0) - _MARGIN
    sorts = (ruled,) if ruled == "kin" else (named,) if is_other and is_sure else (named, ruled)
    for sort in dict.fromkeys(filter(None, sorts)):  # a family is no tree in which parents stand over children alone
        found = prose.read(source, sort) if sort in prose.SORTS else None
        if found is None or len(found.nodes) < 2 or (sort in _JOINED and not found.edges):
            continue
        found.title = draft.title if sort == ruled and not _OF_US.search(draft.title) else ""
        _hold_against(found, sort, source.span())
        lost = _lost(found, sort, words / 2) - (_MARGIN if sort == named else 0)  # what is dropped counts twice
        if lost < least:
            best, least = found, lost
    return best


#: Words of a request, which is no title.
_OF_US = re.compile(r"\b(?:i|we|you|me|us)\b", re.IGNORECASE)
#: What to do where prose was read by the rules alone.
_GET_PARSER = "A parser reads prose beside the rules: pip install 'sgc[prose]'."
#: What may read prose that rules and parser doubt.
_GET_MODEL = "A language model of yours may read more of it: --llm FOLDER."
#: By how much a reading has to be better than that of the rules.
_MARGIN = 0.25


def _faults(source: Source, draft: Draft, sort: str) -> list[Span]:
    """The places of nodes of things, and not of steps, that have a clause for a name."""
    if sort not in _OF_THINGS or not _is_for_parser(source):
        return []
    if sort == "cycle" and any(is_step(one.span) and not _is_verb_as_name(one.span) for one in draft.nodes[1:]):
        return []  # of what happens: "water evaporates, condenses into clouds, …"
    named = [one.span for one in draft.nodes if one.span.source is source and len(one.label) > 0.8 * len(one.span.text)]
    return prose.no_names(source, named)


def _is_for_parser(source: Source) -> bool:
    """Whether there is a parser, and a text for it."""
    return prose.is_there() and prose.is_prose(source.text)


def _is_verb_as_name(span: Span) -> bool:
    """Whether a verb that stands alone is written as a name: "(going round Plan,) Do, Check and Act"."""
    return span.text[:1].isupper() and is_base(span.text.casefold())


def _faulty(draft: Draft, faults: Sequence[Span]) -> Iterator[Diagnostic]:
    """What the parser doubts of names that the rules read, beyond what they doubt themselves."""
    told = [one.span for one in draft.told if one.span is not None] + draft.unread
    for span in faults:
        if not any(map(span.overlaps, told)):
            text = f"“{' '.join(span.text.split())}” is drawn as one node, and is more than a name"
            yield warning(DOUBTFUL, text, span, "Say it in a sentence of its own, or edit the scene file.")


#: Sorts of which the nodes are things.
_OF_THINGS = frozenset(("links", "tree", "mindmap", "sequence", "cycle"))
#: Sorts of which every word has its place in a form, and none in prose.
_SPECIAL = frozenset(("line", "topology", "neural", "lanes", "history", "board", "table", "chart"))


#: Parts of fewer nodes show no network.
_SCATTERED = 4
#: So many words of a text are as bad to lose as one doubt is to have, if it has no more; of longer ones, that share.
_FEW = 5
#: From here on a reading gets no worse, and what is worse than any.
_BAD, _WORST = 6, 8


#: Sorts that show how things are, and nothing of the order in which something is told or done.
_OF_STRUCTURE = frozenset(("links", "tree", "mindmap", "stack", "pyramid", "sets", "entities", "classes", "kin"))
#: Sorts of which the nodes hang together.
_JOINED = frozenset(("links", "flow", "states", "tree", "entities", "classes"))


def _read(source: Source, found: Asked) -> Draft:
    """What the reader of a sort makes of a text, and what it leaves of it."""
    rest, counted = without_count(found.rest)
    normal = normal_form(rest) if found.sort in _OF_STRUCTURE else None
    if normal is None:
        draft = _read_content(source, replace(found, rest=rest))
    else:
        draft = _read_content(normal.rest.source, replace(found, rest=normal.rest))
        normal.take_back(draft)
    if counted is not None:
        draft.heard.append(Span(source, found.rest.start, rest.start))
        draft.told += broken_count(draft, found.sort, found.rest, counted)
    return draft


def _read_content(source: Source, found: Asked) -> Draft:
    draft = Draft(source, found.sort if found.sort in SORTS else "", _titled(found.title))
    if found.across:
        draft.settings["direction"] = "right"
    _READERS[found.sort](draft, found)
    if found.sort == "flow" and 0 < len(draft.nodes) == 1 + sum(map(_is_carried_on, draft.nodes)):
        draft.unread += [node.span for node in draft.nodes]  # one step is no process
        draft.nodes, draft.edges = [], []
    if draft.nodes or draft.told or (draft.unread and found.frame.text):
        _hold_against(draft, found.sort, found.rest)
    if found.sort == "mindmap" and len(draft.nodes) - len({id(one.second) for one in draft.edges}) > 1:
        draft.sort = "tree"  # a mind map has one middle
    return draft


def _hold_against(draft: Draft, sort: str, content: Span) -> None:
    """Tell what a draft leaves out of the text that it is read from, and what of it is doubtful."""
    draft.unread += list(unaccounted(draft, sort, content))
    draft.told += list(doubts(draft, sort, content))


def _is_carried_on(node: Node) -> bool:
    """Whether a relative clause says a step: "we use an app, which calls our API"."""
    return _WHICH.search(node.span.source.text, 0, node.span.start) is not None


_WHICH = re.compile(r"\b(?:who|which)\s+\Z", re.IGNORECASE)


def named_diagram(source: Source) -> Diagnostic | None:
    """What to tell of a prompt that was read as a picture and names a diagram, or says what no picture shows."""
    whole = source.span()
    found = _NAMED.match(source.text)
    if found is None and not suggests(whole):
        return None
    hint = "Begin with the diagram's name (“flowchart: …”), and say what leads to what: “A calls B; C is in D”."
    place = Span(source, *found.span("name")) if found is not None else whole
    return warning(DOUBTFUL, "no diagram was read here; this is a picture", place, hint)


_NAMED = re.compile(
    r"\s*(?:(?:please\s+)?(?:draw|show|make|create|sketch|generate)(?:\s+me|\s+us)?\s+)?(?:(?:the"
    r"|an?)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?P<name>diagram|flow\s?chart|org chart|mind ?map|state machine|gantt chart"
    r"|(?:tier|layered|layer|system|software|microservices?)\s+architecture|(?:stack|pipeline|workflow|hierarchy|tree|timeline|layers|cycle|architecture|network|schema|protocol|sequence"
    r"|roadmap|plan|states|process)(?=[^:.,\n]{0,40}:\s)|how)\b",
    re.IGNORECASE,
)
_SORTED = re.compile(r"\bsearch tree\b|\bbst\b", re.IGNORECASE)
#: What names a tree of people and their offices.
_OF_OFFICES = re.compile(r"\b(?:org(?![\w-]*-like)|organi|company|corporate|reporting|team)", re.IGNORECASE)


def _titled(title: str) -> str:
    """A title, unless it only says that there is a diagram."""
    return "" if title.casefold() in ("diagram", "a diagram", "figure") else title


def _links(word: str) -> Callable[[Draft, Asked], None]:
    return lambda draft, found: Links(draft, word).read(found.rest)


def _cycle(draft: Draft, found: Asked) -> None:
    if each_to_the_next(trim(found.rest, ".: ")):
        cycle(draft, found.rest)
    elif _BECOMES.search(found.rest.text) is not None and not goes_on(found.rest):
        States(draft).read(found.rest)  # "of a thread: new, running, done. A new thread becomes running"
    elif says_links(found.rest) and not goes_on(found.rest):
        Links(draft, "rounded").read(found.rest)
    else:
        cycle(draft, found.rest)


_BECOMES = re.compile(r"\bbecomes?\b", re.IGNORECASE)


def _chart(draft: Draft, found: Asked) -> None:
    """Numbers are drawn to scale in no figure of this version, and the prompt is told so."""
    draft.heard.append(found.rest)
    hint = "Diagrams show what there is and how it is joined; a plotting library draws numbers to scale."
    draft.told.append(error(NOT_YET, "charts of data are not drawn", trim(found.frame, ":,"), hint))


def _tree(draft: Draft, found: Asked) -> None:
    if parse_tree(draft, found.rest) or (_SORTED.search(found.frame.text) and search_tree(draft, found.rest)):
        return
    offices = _OF_OFFICES.search(found.frame.text) is not None or says_offices(found.rest)
    Tree(draft, "box", offices=offices).read(found.rest)


def _classes(draft: Draft, found: Asked) -> None:
    draft.settings.setdefault("direction", "up")
    Classes(draft, entities=False).read(found.rest)


_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d\d|\s?[ap]\.?m\b)", re.IGNORECASE)
_DATED = re.compile(r"(?<![\d:])(?:1\d|20)\d\d(?!\d)")


def _timeline(draft: Draft, found: Asked) -> None:
    """Events at their dates, or those of one day, of which each leads to the next."""
    if len(_CLOCK.findall(found.rest.text)) > 1 and _DATED.search(found.rest.text) is None:
        draft.sort = ""
        line(draft, found.rest)
    else:
        timeline(draft, found.rest)


def _history(draft: Draft, found: Asked) -> None:
    """Commits in rows, or, where none are told of, branches and what they lead to."""
    if OF_COMMITS.search(found.rest.text) is not None:
        History(draft).read(found.rest)
    else:
        Links(draft, "rounded").read(found.rest)


def _entities(draft: Draft, found: Asked) -> None:
    draft.settings.setdefault("direction", "right")
    Classes(draft, entities=True).read(found.rest)


#: The reader of each sort of diagram (``sort`` rows of ``grammars/diagrams.tsv``).
_READERS: Mapping[str, Callable[[Draft, Asked], None]] = {
    "flow": lambda draft, found: Steps(draft).read(found.rest),
    "links": _links("rounded"),
    "states": lambda draft, found: States(draft).read(found.rest),
    "sequence": _links("box"),
    "history": _history,
    "classes": _classes,
    "entities": _entities,
    "usecases": lambda draft, found: use_cases(draft, found.rest),
    "neural": lambda draft, found: network(draft, found.rest),
    "kin": lambda draft, found: Families(draft, found.title).read(found.rest),
    "lanes": lambda draft, found: lanes(draft, found.rest),
    "stack": lambda draft, found: stack(draft, found.rest),
    "topology": lambda draft, found: topology(draft, found.rest),
    "line": lambda draft, found: line(draft, found.rest),
    "pyramid": lambda draft, found: stack(draft, found.rest, narrowing=True),
    "funnel": lambda draft, found: funnel(draft, found.rest),
    "cycle": _cycle,
    "sets": lambda draft, found: sets(draft, found.rest),
    "tree": _tree,
    "board": lambda draft, found: board(draft, found.rest),
    "table": lambda draft, found: comparison(draft, found.rest),
    "chart": _chart,
    "gantt": lambda draft, found: plan(draft, found.rest),
    "timeline": _timeline,
    "mindmap": lambda draft, found: Tree(draft, "rounded").read(found.rest),
}
