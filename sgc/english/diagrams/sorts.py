"""Which sort of diagram a prompt asks for, what it is called, and where its content begins."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from sgc.english.diagrams import discourse, topologies
from sgc.english.diagrams.actions import is_action, is_step
from sgc.english.diagrams.asking import TITLED, Asked, by_colon, called, known_series, starting_at, title_of
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.neural import layers
from sgc.english.diagrams.normal_form import normal_form
from sgc.english.diagrams.parts_of_speech import Tag, words
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import caption, fullmatch, named, part, past, split, trim
from sgc.english.diagrams.series import layers_by_place
from sgc.english.diagrams.speaking import count_links, holds, is_all_links, ranks, says_links, says_moves, travels
from sgc.english.diagrams.titles import headed
from sgc.english.diagrams.tree_forms import AT_TOP
from sgc.english.diagrams.trees import is_over
from sgc.english.diagrams.turns import in_turn
from sgc.english.diagrams.unnamed import (
    BEFORE,
    TELLS_ORDER,
    by_its_clauses,
    by_its_parts,
    by_what_is_said,
)
from sgc.english.diagrams.views import BY_COLON, CHAINS, COMMON, is_of_a_scene, is_painted, is_view
from sgc.english.diagrams.well_known import by_what_is_known
from sgc.english.diagrams.wishes import asks_for_steps, named_within
from sgc.english.diagrams.words import plain_name, table
from sgc.source import Source, Span

#: What asks for a picture and says nothing of it: "Could you please draw me". Words that name things, too, ask only
#: before an article.
_ORDER = re.compile(
    r"\s*(?:(?:hi|hello|hey|please|pls|plz)[,:!]?\s+)*"
    r"(?:for\s+[^.,:;!?\n]{3,50}?,?\s+(?=(?:i|we)\s+(?:need|want|would)\s))?(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?"
    r"(?:(?:explain|show|illustrate|describe)\s+(?:it\s+|this\s+)?(?:with|in|as|using)\s+(?=an?\s+(?:\w+\s+)?diagram))?"
    r"(?:(?:organi[sz]e|arrange|put|order)\s+(?:these|this|them|the following)\s+(?:in|into|as)\s+(?=an?\s))?"
    r"(?:(?:i|we)\s+(?:want|need|would like)\s+(?:(?:you\s+)?to\s+)?(?=\w)|(?:this|here)\s+is\s+)?"
    r"(?:(?:(?:draw|show|sketch|create|generate|illustrate|visuali[sz]e|depict)(?:\s+(?:me|us))?|(?:make"
    r"|give)\s+(?:me|us))"
    r"(?:\s*:\s*|\s+(?=[\w\"“(]))"
    r"|(?:make|give|design|build|produce|model|explain|describe|draw up)\s+(?=(?:the|an?|how|my|our)\s)"
    r"|(?:map|chart|picture)\s+(?=(?:the|an?|how|these|our)\s)|explain\s+(?=[^.:\n]{2,40}:))?",
    re.IGNORECASE,
)
_BEHIND = (
    r"(?:,?[^\S\n]+(?P<form>with|containing"
    r"|comparing|that|of|for|about|on|where|in which|from|showing|that shows|which shows"
    r"|that describes|describing"
    r"|depicting|explaining|to|titled|called|in (?:weeks|months|days|years)|by (?:week|month|day)|between"
    r"|label+ed|how to|how)\b|(?:\s+please)?\s*(?:[:,–.\n]|-(?!\w))|\s+(?=[(\"“])|\s*$)"
)
_STACK = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[\w/'’\- ]+?\s+)?(?:as\s+)?(?:an?\s+)?(?:stack|pile"
    r"|tower)\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:layers|levels|tiers)\b",
    re.IGNORECASE,
)
#: "tcp/ip stack: application, transport, …": what is under each other, and no pile of things.
_STACK_OF = re.compile(
    BEFORE + r"(?P<title>(?:[\w/'’\-]+\s+){1,4}?(?:stack|layers|tiers))\s*(?P<order>\([^()]*\)|,?\s+from[^:,]+)?\s*:"
    r"\s*(?=[^.:>→]*,[^.:>→]*[.)\s]*$)",
    re.IGNORECASE,
)
_STATES_OF = re.compile(BEFORE + r"(?:possible\s+)?states\s+of\s+(?P<title>[^.:\n]{2,60}):\s+", re.IGNORECASE)
#: Words for diagrams that are said of what they show, too: "the carbon cycle".
_IN_TITLES = frozenset(("flow", "cycle", "process", "workflow", "hierarchy", "taxonomy", "classification", *CHAINS))
#: "a comparison table of …", "a table comparing …", "a table with the columns …": no furniture.
_TABLE = re.compile(
    BEFORE + r"(?:(?:comparison|comparative|feature)\s+(?:table|chart|matrix)"
    r"|(?:\w+\s+)?table\s+(?=(?:that\s+)?compar(?:es|ing)\s|with\s+(?:the\s+)?columns\b))\s*[:,]?\s*(?=\w)",
    re.IGNORECASE,
)
#: "compare Python and Java in a table", "a comparison of Python and Java as a table: …"
_IN_A_TABLE = re.compile(
    BEFORE
    + r"compar(?:e|ison\s+(?:of|between)|ing)\s+(?P<items>[^.;:]+?)\s+(?:in|as|with|using)\s+an?\s+(?:\w+\s+)?table"
    r"(?P<rest>[\s:.,].*)?",
    re.IGNORECASE | re.DOTALL,
)
_NEURAL = re.compile(
    BEFORE + r"(?:[\w–-]+\s+){0,5}?(?:neural\s+net(?:work)?s?|multi-?layer perceptron|perceptron|mlp)\b", re.IGNORECASE
)
#: "compare cats and dogs with a Venn diagram"
_COMPARED = re.compile(
    r"(?:compar(?:e|ing|ison of)\s+|(?=[^:.;]+?\sand\s[^:.;]+?\s(?:in|as|using)\s))(?P<sets>[^:.;]+?)\s+"
    r"(?:with|in|as|using)\s+(?:an?\s+)?(?:venn|euler)(?:\s+diagram)?\s*(?:\.?|[:.]\s+(?P<rest>\S.*))",
    re.IGNORECASE | re.DOTALL,
)
#: "three overlapping circles for A, B and C": sets, and no rings to be seen.
_OVERLAPPING = re.compile(
    BEFORE + r"(?=(?:two|three|four|[234])\s+(?:overlapping|intersecting)\s+(?:circles|sets)\s*,?\s+"
    r"(?:one\s+|(?:which|that) are\s+)?(?:for|label+ed|called|named|showing|representing)\s)",
    re.IGNORECASE,
)
#: "A tree: animals split into …", "a tree showing that animals …", "a tree with A at the root".
_TREE_OF = re.compile(
    BEFORE + r"(?:[\w-]+\s+){0,3}tree(?:\s+(?:of|for)\s+[\w ]{2,40}?)?\s*(?P<mark>:|,?\s*(?:with|whose|of|where"
    r"|in which|showing|(?:that|which) shows|(?:that|which)(?=\s+(?:classif|divid|split|group|sort|break|subdivid)))"
    r"\b(?:\s+(?:that|how)\b)?)\s*(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"(?:the\s+|an?\s+)?root\b|\w+\s+(?:is\s+)?(?:at|as)\s+the\s+root\b", re.IGNORECASE)
_GRAPH = re.compile(
    BEFORE + r"(?:(?:directed|undirected|weighted|acyclic|bipartite|complete|cyclic|connected)\s+)*graph\s*"
    r"(?:\s(?:with|of|on|over)\s+(?:the\s+)?(?=.*\b(?:nodes|vertices|edges)\b)|:\s*(?=.*[-–>]))",
    re.IGNORECASE | re.DOTALL,
)
_LANES = re.compile(r"\b(?:swim\s?)?lanes?\b", re.IGNORECASE)
#: "Maslow's pyramid: …", "a pyramid with … at the bottom": levels upon each other, and no heap of things.
_PYRAMID = re.compile(
    BEFORE
    + r"(?P<title>(?:[\w'’\-]+\s+){0,4}?pyramid(?:\s+of\s+(?!(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s)"
    r"[\w'’\- ]{1,40}?)?)(?:,?\s+(?:from\s+)?(?:the\s+)?(?:bottom|top)[- ](?:to[- ](?:the\s+)?(?:top|bottom)|up|down))?"
    r"\s*(?::\s*(?=[^.:]*,[^.:]*,)|(?::|,?\s+with\s+)\s*(?=.*\b(?:at the (?:bottom|base|top)|levels?|on top)\b))",
    re.IGNORECASE | re.DOTALL,
)
#: "sales funnel: leads, offers, deals": what becomes fewer, and nothing to pour through.
_FUNNEL = re.compile(
    BEFORE + r"(?P<title>(?:[\w'’\-]+\s+){0,4}?funnel(?:\s+(?:diagram|chart))?(?:\s+(?:of|for)\s+[\w'’\- ]{1,40}?)?)"
    r"\s*(?::|,?\s+with\s+)\s*(?=[^.]*(?:,|->|→)[^.]*(?:,|->|→|\band\b))",
    re.IGNORECASE,
)
_CHILDREN = re.compile(r"\bwith\s+(?:\w+\s+){1,2}(?:children|child|kids|sons?|daughters?|twins)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?|\bif\b", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:left[- ]to[- ]right|horizontal)\b", re.IGNORECASE)

#: "We use git flow", "drawing of a mind map": who has it, and what shows it, is no part of its title.
_WE_USE = re.compile(r"\A(?:(?:we|i|you)\s+\w+|(?:.*\s)?(?:an?|the|my|our))\Z", re.IGNORECASE)


@cache
def _frame() -> re.Pattern[str]:
    names = sorted(table("sort"), key=len, reverse=True)
    return re.compile(
        BEFORE + r"(?P<of>[\w'’\- ]+?\s+)??(?P<name>" + "|".join(map(re.escape, names)) + r")s?" + _BEHIND,
        re.IGNORECASE,
    )


@cache
def _titled_so() -> re.Pattern[str]:
    """ "mindmap project management - scope: …", "sequence diagram login: …": a name with its title behind it."""
    names = sorted((one for one in table("sort") if one not in BY_COLON | COMMON), key=len, reverse=True)
    return re.compile(
        BEFORE + r"(?P<name>" + "|".join(map(re.escape, names)) + r")[^\S\n]+"
        r"(?!(?:charts?|diagrams?|models?|graphs?|maps?|of|for|about|on|with|that|titled|called|showing|to|in|as|how|where|please|from|between|by|containing"
        r"|comparing|which|is|label+ed)\b)(?P<title>\w[^:>.;,\n(]{2,40}?)\s*(?:\s[-–]\s|:\s+|\n)(?P<rest>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )


#: What something is shown as that has stages.
_OF_STAGES = ("pipeline", "chain", "chain of steps", "series of steps", "sequence of steps")


@cache
def _as_a() -> re.Pattern[str]:
    names = sorted((*table("sort"), *_OF_STAGES, "tree"), key=len, reverse=True)
    return re.compile(
        BEFORE
        + r"(?P<title>[^.;:\n]{2,80}?)\s+as\s+(?:an?\s+)(?P<name>"
        + "|".join(map(re.escape, names))
        + r")"
        + _BEHIND,
        re.IGNORECASE,
    )


#: A last sentence that asks for a picture and says nothing of it: "Can you draw the architecture?"
_WISH = re.compile(
    r"(?<=[.!?;\n])\s*(?:(?:can|could|would|will)\s+you|please|pls|i(?:'d| would)?\s+(?:want|need|like)|help me)?"
    r"(?:\s*(?:please|(?:want |like |need )?to))*\s*(?:draw|show|sketch|visuali[sz]e|illustrate|diagram|make|create)\s+"
    r"(?!.*\b(?:if|then|to the|into)\b)(?P<what>[^.;:?!\n]{2,60})[.?!\s]*\Z",
    re.IGNORECASE,
)
#: What diagrams are made of, and the sort of which that is: "Draw the states.", "the messages: …".
_MADE_OF = {
    "states": "states", "transitions": "states", "states and transitions": "states", "messages": "sequence",
    "steps": "flow",
}  # fmt: skip
_STEPS_OF = re.compile(
    BEFORE + r"(?:(?:main\s+)?(?:steps|stages|phases)\s+(?:of|in|for)\s+(?P<title2>[^.:\n]{2,50}?)"
    r"(?:\s+in (?:the (?:right|correct) )?order)?|(?P<title>(?:[\w'’-]+\s+){1,4})steps)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_PARTS = re.compile(BEFORE + rf"(?P<name>{'|'.join(_MADE_OF)})\s*:\s+", re.IGNORECASE)
#: A first sentence that says what somebody is at: "We are building a delivery platform."
_AT_WORK = re.compile(
    r"\s*(?:we|i)(?:\s+am|\s+are|['’]m|['’]re)\s+(?:currently\s+|now\s+)?(?:building|designing|making|developing|writing"
    r"|planning|teaching|working on|creating|documenting|setting up)\s+(?:an?\s+|the\s+|our\s+|my\s+)?"
    r"(?P<title>[^.:\n]{3,60})[.:]\s+(?=\S)",
    re.IGNORECASE,
)


_DATA_MODEL = re.compile(r"\b(?:database|data ?model|(?:database )?schema)\b", re.IGNORECASE)
#: A first sentence that only asks ("Sketch the architecture of our shop."), and one that only says that it is told how
#: something is ("Our platform works like this.").
_ONLY_ASKS = re.compile(
    r"\s*(?:please\s+)?(?:draw|show|sketch|map|illustrate|depict|visuali[sz]e|outline|diagram)\s+(?:the|our|my)\s+"
    r"(?:(?P<of>class(?:es)?|states|messages|architecture|components|network|structure|friendships|connections|links)\b)"
    r"(?P<title>(?:(?!\b(?:that|which|who|with|where|whose|between|from|called)\b)[^.:;,!?\n]){0,70})"
    r"(?:,\s*(?:in order|without arrows|please))*\s*[.!]\s+(?=\S)"
    r"|\s*(?:please\s+)?(?:draw|show|sketch|illustrate|depict|explain|describe)\s+(?:(?:me|us)\s+)?what\s+"
    r"(?:happens|goes on)\s+(?:when|if|after|during|in|as|behind)\s[^.:;!?\n]{3,70}[.:]\s+(?=\S)"
    r"|\s*[^.:;!?\n]{3,80}?\s(?:like this|as follows|in (?:the following|this) way)\s*[.:]\s+(?=\S)",
    re.IGNORECASE,
)
#: What such a sentence asks for, where no other words name it.
_ASKED_FOR = {
    "class": "classes", "classes": "classes", "states": "states", "messages": "sequence", "architecture": "links",
    "components": "links", "network": "links", "friendships": "links", "connections": "links", "links": "links",
}  # fmt: skip


def asked(source: Source) -> Asked | None:
    """What sort of diagram a prompt asks for; None if it is of something to be seen."""
    found = _asked_for(source)
    named = named_within(source) if found is not None and not found.sort else ""
    return replace(found, sort=named) if found is not None and named else found


def _asked_for(source: Source) -> Asked | None:
    only = _ONLY_ASKS.match(source.text)
    if only is None:
        found, steps = _asked_before(source), asks_for_steps(source)
        if steps is None or (found is not None and found.sort not in ("", "flow", "links")):
            return found
        return found if found is not None and found.sort and found.rest.start >= steps.rest.start else steps
    rest = Span(source, only.end(), source.span().end)
    found = _asked(rest, rest) if only["of"] is None else None
    sort = _ASKED_FOR.get((only["of"] or "").casefold(), found.sort if found is not None else "")
    content = found.rest if found is not None else rest
    return Asked(sort, found.title if found is not None else "", content, Span(source, 0, only.end()))


def _asked_before(source: Source) -> Asked | None:
    """What a prompt asks for whose first sentence says more than that."""
    whole = source.span()
    wish = _WISH.search(source.text)
    plain = Span(source, whole.start, wish.start()) if wish is not None else whole
    at_work = _AT_WORK.match(source.text)
    if at_work is not None:
        plain = Span(source, at_work.end(), plain.end)
    wished = _MADE_OF.get(plain_name(wish["what"])) if wish is not None else None
    if wished is not None and at_work is None:
        assert wish is not None
        return Asked(wished, "", plain, Span(source, wish.start(), whole.end))
    if at_work is not None and _DATA_MODEL.search(at_work["title"]) is not None:
        return Asked("entities", called(at_work["title"]), plain, Span(source, 0, at_work.end()))
    if plain != whole and (found := _asked(plain, whole)) is not None:
        title = found.title or (called(at_work["title"]) if at_work is not None else "")
        frame = found.frame if found.frame.text else Span(source, plain.end, whole.end)
        return replace(found, title=title, frame=frame)
    return _asked(whole, whole)


def _asked(whole: Span, said: Span) -> Asked | None:
    """What a prompt asks for by its words without those around them, or by all that is ``said``."""
    whole = past(whole, _ORDER)
    named_so = by_what_is_known(whole) or _layered(whole) or _by_name(whole)
    if named_so is None and (wish := discourse.request(said)) is not None:
        sort, rest, frame = wish
        found = headed(rest) if sort not in ("classes", "sets") else None
        if found is None or LIST.search(found["title"]) is not None:
            return Asked(sort, "", rest, frame)
        return Asked(sort, title_of(found), named(rest, found, "rest"), frame)
    seen = is_painted(whole) and (named_so is None or named_so.sort == "stack")
    if seen or (named_so is None and is_view(whole)):
        return None
    one = named_so or by_its_parts(whole) or by_what_is_said(whole) or by_its_clauses(whole)
    return in_turn(one) if one is not None else None


#: "OSI layers: …", "Layered architecture. …"
_OF_LAYERS = re.compile(
    BEFORE + r"(?P<title>[^:.\n]{0,40}?\b(?:layers?|stack|pyramid|tower|architecture|diagram)"
    r"(?:\s+of\s+[^:.\n]{2,40})?)\s*[:.]\s+(?=\S)",
    re.IGNORECASE,
)
_DIAGRAM_OF = re.compile(r"\A(?:layer(?:ed|s)?|stack)\s+diagram\s+of\s+", re.IGNORECASE)
_ONLY_LAYERS = re.compile(r"layer(?:ed|s)? (?:architecture|diagram)|architecture|diagram|layers|stack", re.IGNORECASE)


def _layered(whole: Span) -> Asked | None:
    """A stack, where all that is said behind a title is what is on, above or below what, and at which end."""
    match = _OF_LAYERS.match(whole.source.text, whole.start)
    rest = Span(whole.source, match.end(), whole.end) if match is not None else whole
    if match is None or layers_by_place(trim(normal_form(rest).rest, ". ")) is None:
        return None
    sort = "pyramid" if "pyramid" in match["title"].casefold() else "stack"
    title = "" if _ONLY_LAYERS.fullmatch(match["title"]) else called(_DIAGRAM_OF.sub("", title_of(match)))
    return starting_at(whole, rest.start, sort, title)


def _by_name(whole: Span) -> Asked | None:
    """A diagram that the prompt calls one."""
    source, text, start = whole.source, whole.source.text, whole.start
    neural = _NEURAL.match(text, start)
    if neural is not None and len(layers(whole)) > 1:
        return starting_at(whole, start, "neural")
    compared = fullmatch(whole, _COMPARED)
    if compared is not None:
        further = compared["rest"] is not None
        content = Span(source, compared.start("sets"), whole.end) if further else named(whole, compared, "sets")
        return Asked("sets", "", content, Span(source, 0, content.start) if further else whole)
    table_of = _TABLE.match(text, start)
    if table_of is not None:
        return starting_at(whole, table_of.end(), "table")
    in_table = fullmatch(whole, _IN_A_TABLE)
    if in_table is not None:
        return starting_at(whole, in_table.start("items"), "table")
    titled = _titled_so().match(text, start)
    if titled is not None:
        sort = table("sort")[" ".join(titled["name"].casefold().split())][0]
        return starting_at(whole, titled.start("rest"), sort, title_of(titled))
    stack = _STACK.match(text, start)
    if stack is not None:
        return Asked("stack", title_of(stack), whole, Span(source, 0, stack.end()))
    stack = _STACK_OF.match(text, start)
    if stack is not None:
        end = stack.start("order") if stack["order"] else stack.end()
        return Asked("stack", title_of(stack), Span(source, stack.end(), whole.end), Span(source, 0, end))
    parts = _PARTS.match(text, start)
    if parts is not None:
        return starting_at(whole, parts.end(), _MADE_OF[parts["name"].casefold()])
    steps = _STEPS_OF.match(text, start)
    if steps is not None:
        title = called(steps["title2"]) if steps["title2"] else title_of(steps)
        return starting_at(whole, steps.end(), "flow", title)
    states = _STATES_OF.match(text, start)
    if states is not None:
        return starting_at(whole, states.end(), "states", title_of(states))
    as_a = _as_a().match(text, start)
    if as_a is not None and (as_a["name"].casefold() != "diagram" or by_colon(as_a)):
        return _framed(whole, as_a, title_of(as_a))
    frame = _frame().match(text, start)
    if frame is not None and not is_of_a_scene(frame, Span(source, frame.end(), len(text))):
        name, before = frame["name"].casefold(), _WE_USE.sub("", (frame["of"] or "").strip())
        title = f"{before} {frame['name']}" if name in _IN_TITLES else before
        return _framed(whole, frame, caption(title) if before or name in CHAINS else "")
    shaped = topologies.NAMED.match(text, start)
    if shaped is not None and topologies.members(whole) is not None:
        return starting_at(whole, start, "topology")
    pyramid = _PYRAMID.match(text, start)
    if pyramid is not None:
        return starting_at(whole, pyramid.end(), "pyramid", title_of(pyramid))
    funnel = _FUNNEL.match(text, start)
    if funnel is not None:
        return starting_at(whole, funnel.end(), "funnel", title_of(funnel))
    if (circles := _OVERLAPPING.match(text, start)) is not None:
        return starting_at(whole, circles.end(), "sets")
    graph = _GRAPH.match(text, start)
    if graph is not None:
        return starting_at(whole, graph.end(), "links")
    tree = fullmatch(whole, _TREE_OF)
    if tree is None:
        return None
    says = tree["mark"].startswith(":") or tree["mark"].casefold().startswith(("show", "that", "which"))
    rest = normal_form(named(whole, tree, "rest")).rest
    if _ROOT.match(tree["rest"]) is None and not (says and is_over(rest)):
        return None
    return starting_at(whole, tree.start("rest"), "tree")


#: Words behind a diagram's name that lead to its title.
_FORMS = frozenset((
    "of", "for", "about", "on", "titled", "called", "showing", "describing", "to", "explaining", "that", "how",
    "how to",
))  # fmt: skip

#: Diagrams of what flows from one thing to the next, or of steps.
_OF_FLOWS = frozenset(("flow diagram", "process flow", "workflow", "flow", "process diagram", "process"))
_OF_SOMETHING = re.compile(r"\bflow\s+of\s*$", re.IGNORECASE)


def _sort_of(name: str, title: str, rest: Span, behind: Span) -> str:
    """The sort of a diagram that is called so, where what is said of it may make it another."""
    sort = "flow" if name in _OF_STAGES else "tree" if name == "tree" else table("sort")[name][0]
    if name == "decision tree" and _QUESTION.search(behind.text):
        sort = "flow"
    if sort == "flow" and re.search(r"\bdata\b", title, re.IGNORECASE) and says_links(rest):
        sort = "links"  # data goes from one thing to the next
    if name in _OF_FLOWS and TELLS_ORDER.search(rest.text) is None and is_all_links(rest):
        sort = "links"
    if name in _OF_FLOWS and all(map(travels, split(rest, SENTENCE))):
        sort = "links"  # "water goes from the tank to the pump and on to the filter"
    if sort == "tree" and is_all_links(rest) and not ranks(rest):
        sort = "links"  # "smoking causes cancer; stress causes insomnia": what leads to what, under nothing
    of_something = name == "flow" and _OF_SOMETHING.search(behind.source.text[: behind.start]) is not None
    if of_something and TELLS_ORDER.search(rest.text) is None:
        sort = "links"
    if sort == "links" and topologies.NAMED.match(rest.source.text, rest.start) and topologies.members(rest):
        sort = "topology"  # "network diagram: five routers connected in a ring"
    if sort == "line" and (count_links(rest) or says_moves(rest)):
        sort = "links"
    if sort == "flow" and _LANES.search(rest.text) is not None:
        sort = "lanes"
    if name == "diagram" and discourse.says_answers(rest):
        sort = "sequence"
    elif name == "diagram" and not is_all_links(rest) and not holds(rest):
        sort = ""  # what is told says whether it is of what joins what, or of what is done
    return sort


#: "Flowchart “Is it a mammal?”: …"
_QUOTED_TITLE = re.compile(r"[\"“](?P<title>[^\"“”\n]{2,60})[\"”]\s*(?::|\n)\s*(?=\S)")


#: Behind these a clause may say what is shown: "showing that matter is …".
_SAYING = frozenset(("showing", "shows", "that shows", "which shows", "depicting", "explaining", "describing"))
_THAT = re.compile(
    r"that\s+(?=(?:the|an?|each|every|all|our|my)\s|[\w-]+\s+(?:is|are|can|has|have|consists?)\s)", re.IGNORECASE
)


def _framed(whole: Span, match: re.Match[str], title: str) -> Asked:
    source, text = whole.source, whole.source.text
    name = match["name"].casefold()
    rest = trim(Span(source, match.end(), whole.end), ":,.-–")
    rest = past(rest, _THAT) if (match["form"] or "").casefold() in _SAYING else rest
    quoted = _QUOTED_TITLE.match(text, rest.start, rest.end)
    if quoted is not None and not match["form"]:
        title, rest = caption(quoted["title"]), Span(source, quoted.end(), rest.end)
    sort = _sort_of(name, title, rest, Span(source, match.end(), whole.end))
    frame = Span(source, 0, rest.start if quoted is not None else match.end())
    across = _LEFT.search(frame.text) is not None
    form = (match["form"] or "").casefold()
    is_titled = form in _FORMS and _BEGINS.match(text, rest.start, rest.end) is None  # "that starts with a question"
    titled = TITLED.match(text, rest.start, rest.end) if is_titled else None
    is_headed = titled is not None and by_colon(titled)
    is_tree = sort == "tree" and titled is not None and titled.group().rstrip()[-1:] in (":", ".")
    is_chart = is_tree and re.search(r"\borg|structure", name) is not None  # it is of somebody, who is not in it
    if sort == "kin" and _CHILDREN.search(rest.text) is not None and not is_headed:
        titled = None
    if titled is not None and (
        sort not in ("sets", "mindmap", "tree")
        or (sort == "sets" and is_headed)
        or is_chart
        or (sort == "tree" and is_over(Span(source, titled.end(), whole.end)))
        or (is_tree and AT_TOP.search(text, titled.end(), whole.end) is not None)
    ):
        heading = part(Span(source, rest.start, rest.end), titled, "title")
        assert heading is not None
        known = known_series(heading.text)
        if is_headed and known is not None and len(split(Span(source, titled.end(), rest.end), LIST)) > 2:
            known, sort = None, "cycle" if heading.text.casefold().endswith("cycle") else sort
        if (
            known is None
            and len(heading.text.split()) <= 10
            and ((is_headed and sort == "flow") or LIST.search(heading.text) is None)
        ):
            name_of_it = f"{title} of {heading.text}" if title and form == "of" else title or called(heading.text)
            content = trim(Span(source, titled.end(), rest.end))
            return Asked(sort, name_of_it, content, Span(source, 0, titled.end()), across)
    if is_titled and not title and (start := _begins_at(rest, sort)) is not None:
        content = trim(Span(source, start, rest.end))
        heading = trim(Span(source, rest.start, start), ", ")
        return Asked(sort, called(_RELATIVE.sub("", heading.text)), content, Span(source, 0, start), across)
    return Asked(sort, title, rest, frame, across)


_BEGINS = re.compile(r"(?:starts|begins)\s+(?:with|at|by)\s", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*,?\s+(?:that|which)\Z", re.IGNORECASE)


def _begins_at(rest: Span, sort: str) -> int | None:
    """Where what is told begins behind that of which it is: "a lamp that | goes from off to on", "a vending machine, |
    insert a coin, take the drink"; None if what is told stands first."""
    head, *steps = split(rest, LIST) or [rest]
    if (
        sort == "flow"
        and len(steps) > 1
        and not is_step(head)
        and (is_action(steps[0]) or steps[0].text in table("end"))
    ):
        return steps[0].start
    said = words(next(iter(split(rest, SENTENCE)), rest))
    k = next((k for k, word in enumerate(said) if word.tag not in _OF_NAMES), len(said))
    relative = k and [word.tag for word in said[k : k + 2]] in ([Tag.REL, Tag.V3], [Tag.REL, Tag.VP])
    return said[k + 1].start if relative and sort in ("flow", "states") else None


_OF_NAMES = (Tag.DET, Tag.ADJ, Tag.NOUN, Tag.NOUNS, Tag.VG, Tag.VN)
