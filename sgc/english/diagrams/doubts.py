"""A diagram that was read is held against its prompt: what is perhaps not what was said is told, with its place.

The checks look at the prompt's words and at the nodes and links only, so that they hold for every reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from sgc.english import lexicon
from sgc.english.diagrams.actions import ends_branch
from sgc.english.diagrams.claims import unfounded, untrue
from sgc.english.diagrams.draft import CELL, Draft, Node, reached
from sgc.english.diagrams.frames import shown as shown_by
from sgc.english.diagrams.mentions import Mention, left_out, listed, mentions, says_link, unjoined, unlike
from sgc.english.diagrams.names import faults_of_label, faults_of_name, faults_of_phrase, faults_of_row, faults_of_step
from sgc.english.diagrams.phrasing import SENTENCE, replies
from sgc.english.diagrams.pieces import NO_STOP, key, split
from sgc.english.diagrams.promises import BESIDE, ends_early, promises
from sgc.english.diagrams.verbs import goes_on
from sgc.english.diagrams.wholeness import falls_apart
from sgc.english.diagrams.words import SEVERAL, base_of, forms, is_third, numbered
from sgc.source import Diagnostic, Span, warning
from sgc.source.codes import DOUBTFUL

#: Sorts of which the nodes are steps or tasks, and sorts of which they are phrases of any form: no names of things.
_OF_STEPS = frozenset(("flow", "lanes", "usecases", "gantt", "timeline", "cycle"))
_OF_PHRASES = frozenset(("mindmap", "board", "line", "stack", "pyramid", "funnel", "sets"))
#: Sorts of which the clauses say what is over what.
_OF_TREES = frozenset(("kin", "tree"))
#: Sorts of which each sentence names what it links.
_FOUNDED = frozenset(("links", "sequence", "tree", "mindmap", "classes", "entities"))
#: Sorts in which a node may stand alone.
_OF_PARTS = frozenset(
    ("sets", "board", "stack", "pyramid", "funnel", "gantt", "timeline", "classes", "entities", "usecases", "lanes")
)
_SELF = re.compile(
    r"\b(?:itself|themselves|loops?|self|again|stays?|remains?|repeats?|retries|keeps?)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:if|unless|otherwise|or else|else|in case|whenever|as long as|depending on|except|only)\b[ ,]*"
    r"(?P<rest>[^.;\n]*)",
    re.IGNORECASE,
)
#: Conditions that a "yes" or "no" on a link shows.
_ANSWER = re.compile(
    r"(?:otherwise|or else|else|if (?:not|so|yes|no|(?:it|they|he|she|this|that) "
    r"(?:is|are|does|do|has|have|can|was|were)(?: not|n['’]t)?(?=\s*,)))(?!\w)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:no|not|never|without|cannot|neither|nor)\b|\b\w+n['’]t\b", re.IGNORECASE)
#: "three web servers": a number before a noun in the plural.
_COUNT = re.compile(
    rf"(?<![\w.-])(?<!up to )(?<!at most )(?<!week )(?<!day )(?<!month )(?<!step )(?<!phase )(?<!page )"
    rf"(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>(?!(?:has|is|was)\b)(?:(?!(?:it|they|he|she|we|you)\b)[^\W\d]+\s+){{0,2}}?(?:[^\W\d]{{2,}}(?<!s)s|people"
    rf"|children))(?!\w)",
    re.IGNORECASE,
)
_EACH_HAS = re.compile(
    r"\b(?:each|every)\s[\w ]+\s(?:has|runs|owns|contains|hosts|holds|with)\s+(?:an?|its own)\s+$", re.IGNORECASE
)
_NUMBER_BEHIND = re.compile(r" \d+$")
#: Whom or what a message is for that leads back to its sender: "redirects to the provider".
_TO_ANOTHER = re.compile(
    r"(?i:\b(?:to|from|with|via|against)\s+(?:the|an?)\s+\w+|\A(?:asks?|tells?|requests?)\b)|\b(?:to|from|with|via)\s+[A-Z]|,"
)
_THEN_DOES = re.compile(r"\bthen\s+\Z", re.IGNORECASE)
_ARROW_BEFORE = re.compile(r"(?:->|→|=>)\s*\Z")
_BOUND = re.compile(r"\s*(?:->|→|=>|[.,;\n]|$)")
#: What numbers measure, and do not count.
_MEASURES = frozenset(("day", "week", "month", "year", "hour", "minute", "second", "sprint", "time", "percent", "bit"))
#: Nodes that stand for any number of the same.
_OF_DATA = frozenset(("class", "interface", "table"))
#: What a stack or a pyramid has so many of.
_LEVELS = frozenset(("level", "layer", "tier", "stage", "step"))
_WORD = re.compile(r"[^\W_]+")
_PRONOUN = re.compile(r"\b(?:it|them|they|he|she|him)\b", re.IGNORECASE)


#: How what a sort of diagram shows can be said so that it is read.
_SAY: Mapping[str, str] = {
    "flow": "then check it; if it is valid, save it, otherwise go back to the check",
    "links": "the client sends requests to the server; the server is in the cluster",
    "states": "from idle it goes to busy when a call comes",
    "sequence": "the client sends a request to the server; if it fails, the server returns an error to the client",
    "classes": "Order has a date; Order has many Items; Gift inherits from Order",
    "entities": "a customer has a name and an email; each customer has many orders",
    "tree": "the CEO leads the CTO and the CFO",
    "mindmap": "food: fruit, bread and milk",
    "gantt": "design takes 2 weeks, then building takes 3 weeks",
    "timeline": "in 1969 the Moon landing",
    "sets": "x is in both, y is only in A",
    "stack": "the database at the bottom, then the server, the browser at the top",
}


def doubts(draft: Draft, sort: str, content: Span) -> Iterator[Diagnostic]:
    """What to tell of the diagram, each at its place in the prompt."""
    told = [*draft.unread, *draft.heard]
    named = mentions(draft, content)
    find = faults_of_step if sort in _OF_STEPS else faults_of_phrase if sort in _OF_PHRASES else faults_of_name
    if sort == "cycle" and any(one.label for one in draft.edges):
        find = faults_of_name
    checks = (
        _names(draft, find, content), _parts(draft, named), _decisions(draft), _loops(draft, named), _twice(draft),
        _alone(draft, sort), _labels(draft), _pairs(draft, named) if find is faults_of_name and sort != "kin" else (),
        untrue(draft, content) if find is faults_of_name and sort not in _OF_TREES else (),
        unfounded(draft, content) if sort in _FOUNDED else (),
        _counts(draft, content), _repeated(draft, content) if sort == "flow" else (),
        _of_each(draft, content, named), _conditions(draft, content),
        _negations(draft, content), falls_apart(draft, sort),
        ends_early(draft, sort, ends_branch), _foreign(draft), _unlisted(draft, named),
        _regions(draft, content), _undated(draft), _cuts(draft), _states_in_labels(draft),
        _begun_later(draft, content),
    )  # fmt: skip
    way = f"Say it in a sentence of its own, as “{_SAY[sort]}”" if sort in _SAY else "Say it in a sentence of its own"
    hint = f"{way}, or edit the scene file."
    for text, span in chain.from_iterable(checks):
        if not any(one.start <= span.start and span.end <= one.end for one in told):
            yield warning(DOUBTFUL, text, span, hint)
    for text, span in promises(draft, sort, content):  # of titles, too
        if not any(one.start <= span.start and span.end <= one.end for one in draft.unread):
            yield warning(DOUBTFUL, text, span, hint)


def _names(draft: Draft, find: Callable[[str], Iterator[str]], content: Span) -> Iterator[tuple[str, Span]]:
    """Nodes of which the text is no name, or no step, but more or less than one; rows that are none."""
    for node in draft.nodes:
        span = node.span
        written = _NUMBER_BEHIND.sub("", node.label)
        does = _THEN_DOES.search(span.source.text, 0, span.start) is not None and is_third(span.text.casefold())
        if find is faults_of_name and does:
            yield f"“{node.label}” is drawn as one node, and is what somebody does", span
        is_read = content.start <= span.start and span.end <= content.end and key(written) in key(span.text)
        if not is_read or _is_quoted(span):
            continue
        if node.word in ("task", "milestone", "event", "period") and node.label.count(",") > 1:
            yield f"“{node.label}” is drawn as one, and says several things", span
        faults = faults_of_step(node.label) if node.word == "decision" else find(node.label)
        fault = next(faults, "") if not node.members else ""
        if fault:
            yield f"“{node.label}” is drawn as one node, and {fault}", span
        for row in node.rows:
            for fault in faults_of_row(row):
                yield f"“{row}” is a row of “{node.label}”, and {fault}", span
                break


def _cuts(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Texts that end in the midst of a word or a phrase of the prompt, or go on over the end of a sentence."""
    for node in draft.nodes:
        text, span = node.span.source.text, node.span
        label = _NUMBER_BEHIND.sub("", node.label).rstrip("?")
        if not label or key(label) not in key(span.text):
            continue
        behind = text[span.end : span.end + 24]
        ends_so = span.text.casefold().rstrip("?").endswith(label.casefold()[-3:])
        if ends_so and (_WORD_GOES_ON.match(behind) is not None):
            yield f"“{node.label}” ends in the midst of what stands there", span
        elif ends_so and span.text[-1:].isdigit() and _MORE_THAN.search(span.text) and _NOUN_BEHIND.match(behind):
            yield f"“{node.label}” ends before what is counted", span
        if _STOP_WITHIN.search(node.label) is not None:
            yield f"“{node.label}” is drawn as one node, and goes on over the end of a sentence", span
        if node.label.casefold() in _ALONE and node.word != "state" and not _is_quoted(span):
            yield f"“{node.label}” names nothing", span


_WORD_GOES_ON = re.compile(r"[-–/]\w")
_MORE_THAN = re.compile(r"\b(?:than|least|most|over|under|above|below|exactly)\s+\d+\Z", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r"\s+[a-z]+s\b")
_STOP_WITHIN = re.compile(r"[\w'’\"”)]{2}" + NO_STOP + r"[.!?]\s+(?:[A-Z]\w|(?=[a-z])(?<=\w{4}[.!?]\s)\w{2})")
_ALONE = frozenset((
    "on", "in", "at", "by", "of", "to", "from", "with", "for", "into", "via", "back", "down", "up", "out", "off",
    "again", "then", "also", "both", "each", "and", "or", "it", "they", "them", "this", "that",
))  # fmt: skip


def _is_quoted(span: Span) -> bool:
    """Whether a name is marked as one: by quotation marks, or by arrows around it."""
    text = span.source.text
    return (text[span.start - 1 : span.start] in ('"', "“", "'", "‘") and '"' not in span.text) or (
        _ARROW_BEFORE.search(text, 0, span.start) is not None and _BOUND.match(text, span.end) is not None
    )


def _decisions(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Decisions without two different ways out. What follows from a "yes", or a way back, may be all that was said."""
    for i, node in enumerate(draft.nodes):
        if node.word != "decision":
            continue
        out = [one for one in draft.edges if one.first is node]
        if re.search(r"[^\W\d_]{2}|[<>=≤≥]", node.label) is None:
            yield f"“{node.label}” asks nothing", node.span
        later = {id(one) for one in draft.nodes[i + 1 :]}
        is_all = any(one.label != "no" or id(one.second) not in later for one in out)
        if len(out) < 2 and not (is_all and later <= reached(node, [(one.first, one.second) for one in draft.edges])):
            yield f"“{node.label}” has {'one way' if out else 'no way'} out: what follows else was not read", node.span
        elif len(out) > 1 and len({id(one.second) for one in out}) == 1:
            yield f"every answer to “{node.label}” leads to the same", node.span
        elif len({one.label for one in out}) < len(out) and any(one.label for one in out) and not _is_beside(node):
            yield f"“{node.label}” has the same answer on several ways out", node.span


def _is_beside(node: Node) -> bool:
    """Whether the text says that something is done beside something else, behind a decision: it may begin there."""
    return BESIDE.search(node.span.source.text, node.span.end) is not None


def _parts(draft: Draft, named: Sequence[Mention]) -> Iterator[tuple[str, Span]]:
    """Nodes that are only a part of the name of another: "money" where "has money" is a state."""
    for node in draft.nodes:
        for one in named:
            is_part = one.span.start <= node.span.start and node.span.end <= one.span.end and one.span != node.span
            if is_part and one.node is not node and not any(other.node is node for other in named):
                yield f"“{node.label}” is drawn beside “{one.node.label}”, of which it is a part", one.span
                break


def _loops(draft: Draft, named: Sequence[Mention]) -> Iterator[tuple[str, Span]]:
    """Links from a node to itself, where no word says so. In a sequence who does something alone has one."""
    said = {id(one.node) for one, other in pairwise(named) if one.node is other.node and says_link(one, other)}
    said |= {id(one.node) for one, other in pairwise(named) if one.node is other.node and _is_drawn(one, other)}
    for edge in draft.edges:
        if edge.first is edge.second and draft.sort == "sequence" and _TO_ANOTHER.search(edge.label) is not None:
            yield f"“{edge.label}” leads from “{edge.first.label}” to itself", edge.first.span
        if edge.first is not edge.second or draft.sort == "sequence" or _SELF.search(edge.span.text):
            continue
        first = forms(edge.label.partition(" ")[0].casefold())
        does = " " in edge.label and not first.isdisjoint(("third", "base"))  # "the hub aggregates them"
        if not does and id(edge.first) not in said:
            yield f"“{edge.first.label}” leads to itself", edge.first.span


def _foreign(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Texts of links that name another node, which they do not lead to: "checks the user db" where that is one."""
    if draft.sort == "states" or any(one.word == "state" for one in draft.nodes):
        return  # "after dispensing" may name one
    for edge in draft.edges:
        words = f" {key(edge.label)} "
        sends_on = any(base_of(one.casefold()) in _SENDING_ON for one in edge.label.split()[:1])
        is_free = edge.label in ("yes", "no") or (sends_on and edge.first is not edge.second)
        for node in draft.nodes if not is_free else ():
            behind = words.partition(f" {key(node.label)} ")[2].split() if node.label else []
            is_part = (
                bool(behind) and edge.first is not edge.second and lexicon.NOUN in forms(behind[0])
            )  # "the user record" is no user
            names = bool(node.label) and f" {key(node.label)} " in words and not is_part
            if node not in (edge.first, edge.second) and names:
                yield f"the label “{edge.label}” names “{node.label}”, which it does not lead to", edge.span
    for edge in draft.edges if draft.sort == "sequence" else ():
        verb = edge.label.split()[0].casefold() if edge.label else ""
        if edge.first is edge.second and verb and replies(verb):
            yield f"whom “{edge.label}” answers is not said", edge.first.span


#: Verbs by which somebody is told whom to turn to: "redirects to the server".
_SENDING_ON = frozenset(("redirect", "refer", "direct", "forward", "send", "pass", "give", "hand", "return", "bring"))


def _states_in_labels(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Texts of transitions that go on with another state: "payment and cancelled after 30 days"."""
    states = [key(one.label) for one in draft.nodes if one.word in ("state", "accepting") and one.label]
    for edge in draft.edges:
        words = f" {key(edge.label)} "
        if any(f" {mark} {one} " in words for one in states for mark in ("and", "or", "then", "to")):
            yield f"the label “{edge.label}” is more than one link says", edge.span


def _begun_later(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """Transitions from a state before which they happen: "it can be cancelled before it is shipped"."""
    for sentence in split(content, SENTENCE):
        match = _SAYS_BEFORE.search(sentence.source.text, sentence.start, sentence.end)
        said = f" {key(match.group())} " if match is not None else ""
        for edge in draft.edges:
            is_here = edge.first.word == "state" and edge.span.overlaps(sentence)
            if is_here and f" {key(edge.first.label)} " in said and edge.first.span.end <= sentence.start:
                yield f"“{edge.first.label}” leads to “{edge.second.label}”, which comes before it", sentence


_SAYS_BEFORE = re.compile(r"\bbefore\s[^,.;\n]+", re.IGNORECASE)


def _unlisted(draft: Draft, named: Sequence[Mention]) -> Iterator[tuple[str, Span]]:
    """States beside those that the prompt lists."""
    states = {id(one.node) for one in listed(named) if one.node.word == "state"}
    for node in draft.nodes if len(states) > 2 else ():
        is_said = _IS.search(node.span.source.text, 0, node.span.start) is not None  # "it may be cancelled"
        if node.word == "state" and id(node) not in states and not is_said:
            yield f"“{node.label}” is not among the states that are listed", node.span


_IS = re.compile(r"\b(?:be|is|are|becomes?|gets?)\s+\Z", re.IGNORECASE)


def _undated(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Tasks of which nothing says when they begin, beside the first."""
    if draft.sort != "gantt":
        return
    later = {id(one.second) for one in draft.edges}
    for node in draft.nodes[1:]:
        if not {"start", "end"} & set(node.properties) and id(node) not in later:
            yield f"when “{node.label}” begins is not said", node.span


def _regions(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """What is said to be only in one set, and is drawn in several."""
    if draft.sort != "sets":
        return
    circles = [one for one in draft.nodes if one.word == "circle"]
    if len(circles) == 1:
        yield f"“{circles[0].label}” is the only set", circles[0].span
    for node in circles:
        if _OF_OTHERS.search(node.label) is not None and not _is_quoted(node.span):
            yield f"“{node.label}” is drawn as a set of its own, and speaks of the others", node.span
    for node in draft.nodes:
        inside = [one for one in draft.stated if one.subject is node]
        start = max(content.source.text.rfind(mark, 0, node.span.start) for mark in ",;.\n")
        clause = Span(content.source, start + 1, _end_of_clause(content.source.text, node.span.end)).text
        if len(inside) > 1 and _ONLY.search(clause) is not None:
            yield f"“{node.label}” is drawn in {len(inside)} sets", node.span


_OF_OTHERS = re.compile(r"\b(?:both|all|neither|none)\b", re.IGNORECASE)


def _end_of_clause(text: str, start: int) -> int:
    return min((place for mark in ",;.\n" if (place := text.find(mark, start)) >= 0), default=len(text))


_ONLY = re.compile(r"\b(?:only|just|alone|exclusive(?:ly)?|unique)\b", re.IGNORECASE)


def _is_drawn(first: Mention, second: Mention) -> bool:
    """Whether an arrow stands between two names."""
    between = Span(first.span.source, first.span.end, second.span.start).text
    return re.fullmatch(r"\s*(?:<?-[^>,;\n]*>|=>|→)\s*", between) is not None


def _twice(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Links that say the same as one before, and trees with more than one root."""
    said = set[tuple[int, int, str]]()
    for edge in draft.edges if draft.sort != "sequence" else ():
        same = (id(edge.first), id(edge.second), edge.label)
        if same in said:
            yield f"“{edge.first.label}” leads to “{edge.second.label}” twice", edge.span
        said.add(same)
    below = {id(one.second) for one in draft.edges}
    roots = [one for one in draft.nodes if id(one) not in below]
    for root in roots[1:] if draft.sort in ("tree", "mindmap") else ():
        yield f"“{root.label}” stands under nothing, and is not the first", root.span


def _alone(draft: Draft, sort: str) -> Iterator[tuple[str, Span]]:
    """Nodes that nothing joins, in a diagram of links."""
    if sort in _OF_PARTS or not draft.edges:
        return
    joined = {id(one) for edge in draft.edges for one in (edge.first, edge.second)}
    joined |= {id(one) for stated in draft.stated for one in (stated.subject, stated.object)}
    joined |= {id(one) for row in draft.arranged for one in row.nodes}
    for node in draft.nodes:
        is_free = id(node) not in joined and not node.members and node.inside is None
        if is_free and node.label and not _is_quoted(node.span):
            yield f"nothing joins “{node.label}”", node.span


def _labels(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Labels of links with a pronoun, which the picture leaves open, and such as no link has."""
    for edge in draft.edges:
        found = _PRONOUN.search(edge.label)
        is_machine = found is not None and found.group() == "it" and edge.second.word == "state" and bool(draft.title)
        if found is not None and not is_machine:  # what has the states is "it"
            yield f"the label “{edge.label}” has “{found.group()}”, which the picture does not explain", edge.span
        for fault in faults_of_label(edge.label):
            yield f"the label “{edge.label}” {fault}", edge.span


def _pairs(draft: Draft, named: Sequence[Mention]) -> Iterator[tuple[str, Span]]:
    """What the prompt joins and the diagram does not."""
    for first, second in unjoined(draft, named):
        yield f"nothing joins “{first.node.label}” with “{second.node.label}”", first.span.to(second.span)
    for sentence in split(named[0].span.to(named[-1].span), SENTENCE) if named else ():
        for one in left_out(draft, named, sentence):
            yield f"nothing that is said here joins “{one.node.label}”", one.span
    for first, second in unlike(draft, named):
        labels = f"“{first.node.label}” and “{second.node.label}”"
        yield f"{labels} are joined with nothing that is the same", first.span.to(second.span)


def _counts(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """Numbers of things that the diagram does not have so many of."""
    shown = " ".join(_texts(draft)).casefold()
    for match in _COUNT.finditer(content.source.text, content.start, content.end):
        count, one = numbered(match["count"]), lexicon.one_of(match["noun"].casefold())
        if not count or count < 2 or one.split()[-1] in _MEASURES or match.group().casefold() in shown:
            continue
        if any(edge.second.word in _OF_DATA and key(edge.second.label) == key(one) for edge in draft.edges):
            continue  # the end of the link says it
        total = sum(
            numbered(other["count"]) or 0 for other in _COUNT.finditer(content.source.text, content.start, content.end)
            if lexicon.one_of(other["noun"].casefold()) == one
        )  # fmt: skip
        alike = sum(f"{one} " in f"{node.label} ".casefold() and node.label[-1:].isdigit() for node in draft.nodes)
        is_whole = draft.sort == "" and one.split()[-1] in _LEVELS and len({node.word for node in draft.nodes}) == 1
        is_whole = is_whole and not draft.edges
        if alike and alike == total:
            continue
        if alike % count if alike else len(draft.nodes) < count or (is_whole and len(draft.nodes) != count):
            yield f"the diagram does not have {match.group()}", Span(content.source, match.start(), match.end())


def _repeated(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """What stands behind a loop, and may be repeated in it: "while there are lines, read one. Print it." """
    for match in _LOOP.finditer(content.source.text, content.start, content.end):
        condition = Span(content.source, *match.span("condition"))
        behind = Span(content.source, *match.span("behind"))
        asked = [one for one in draft.nodes if one.word == "decision" and one.span.start == condition.start]
        is_whole = " and " in Span(content.source, condition.end, behind.start).text and not _IT.search(behind.text)
        if asked and not is_whole and not goes_on(asked[0].span) and _BEHIND_LOOPS.match(behind.text) is None:
            yield "whether this is repeated, too, is not said", behind


_IT = re.compile(r"\b(?:it|them)\b", re.IGNORECASE)
_LOOP = re.compile(
    r"(?:^|[.;]\s+|\n)(?:while|as long as)\s+(?P<condition>[^,.;]+)(?:,[^.]*)?\.\s+(?P<behind>[^.;]+)", re.IGNORECASE
)
_BEHIND_LOOPS = re.compile(
    r"(?:and\s+)?(?:then|finally|lastly|after|afterwards|when|once|at the end|in the end|as soon as|otherwise|else"
    r"|if not|if the loop)\b",
    re.IGNORECASE,
)


def _of_each(draft: Draft, content: Span, named: Sequence[Mention]) -> Iterator[tuple[str, Span]]:
    """What each of several has for itself, and the diagram has once."""
    for mention in named:
        start = content.source.text.rfind(".", content.start, mention.span.start) + 1
        before = content.source.text[max(start, content.start) : mention.span.start]
        if _EACH_HAS.search(before) is None:
            continue
        ends = [one.first for one in draft.edges if one.second is mention.node]
        if len(ends) > 1 and all(one.label[-1:].isdigit() for one in ends):
            yield f"“{mention.node.label}” is there once, and not for each", mention.span


def _conditions(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """Conditions that neither a decision nor the text of a link has."""
    shown = [node.label for node in draft.nodes if node.word == "decision"] + [one.label for one in draft.edges]
    shown += shown_by(draft.frames)
    words = {_stem(one) for text in shown for one in _WORD.findall(text.casefold())}
    answered = bool({"yes", "no"} & words)
    for match in () if draft.sort == "sets" else _CONDITION.finditer(content.source.text, content.start, content.end):
        said = [_stem(one) for one in _WORD.findall(match["rest"].casefold())][:8]
        said += [_stem(one) for one in _WORD.findall(match.group().casefold())][:1]
        is_shown = any(one in words for one in said) or (answered and _ANSWER.match(match.group()) is not None)
        rest = match.start("rest")
        is_shown = is_shown or any(one.start <= rest < one.end for one in draft.heard)  # the answer to a question
        if not is_shown:
            word = Span(content.source, match.start(), match.start("rest")).text.strip(" ,")
            yield f"the condition behind “{word}” is not shown", Span(content.source, match.start(), match.end())


def _negations(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """Words that deny, where nothing that is drawn of their sentence does."""
    if draft.sort == "sets":
        return
    frames = " ".join(shown_by(draft.frames))
    for sentence in split(content, SENTENCE):
        nodes = [one for one in draft.nodes if one.span.overlaps(sentence)]
        edges = [one for one in draft.edges if one.span.overlaps(sentence)]
        nodes += [end for one in edges for end in (one.first, one.second)]
        texts = [*(one.label for one in edges), *(text for one in nodes for text in (one.label, *one.rows))]
        if _NEGATION.search(" ".join((*texts, frames))) is not None:
            continue
        for match in _NEGATION.finditer(content.source.text, sentence.start, sentence.end):
            yield f"“{match.group()}” is shown by nothing", Span(content.source, match.start(), match.end())


def _texts(draft: Draft) -> Iterator[str]:
    for node in draft.nodes:
        yield from (node.label, *(one.replace(CELL, " ") for one in node.rows), *node.properties.values())
    for edge in draft.edges:
        yield from (edge.label, *(edge.texts or ()))
    yield from shown_by(draft.frames)


def _stem(word: str) -> str:
    return lexicon.verb_base(word)[:5]
