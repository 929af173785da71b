"""Activity diagrams of PlantUML: actions, branches, loops, forks and swimlanes as a flowchart.

What was done last is kept as *loose ends*: nodes that the next action follows, each with the label of the way there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from sgc.importing.draft import Arrangement, Group, Link, Node, Unseen
from sgc.importing.page import Line, Page
from sgc.importing.plantuml.arrows import ARROW, dress, unseen, way
from sgc.importing.plantuml.notes import Note
from sgc.importing.plantuml.reading import Reading
from sgc.importing.plantuml.texts import fill_of, label
from sgc.source import Span
from sgc.syntax import tree

_ACTION = re.compile(r"(?:#(?P<color>[\w;:-]+?))?:(?P<text>.*?)(?P<end>[;|<>/\]}]\s*(?:<<\w+>>)?)?", re.DOTALL)
#: What ends an action; ``>`` may be the end of a tag in its text.
_ACTION_END = re.compile(r"(?<!</\w)(?<!</size)(?<!</font)(?<!</color)[;|<>/\]}]\s*(?:<<\w+>>)?\s*$")
#: A line that is an action for itself.
_BEGUN = re.compile(r":[^:]*;$")
_IF = re.compile(
    r"(?:\((?P<otherwise>[^()]*)\)\s*(?=else))?(?P<word>if|else\s?if)\s*\((?P<text>.*?)\)\s*(?:(?:is|equals?)\s*(?:\((?P<is>.*?)\))?\s*)?(?:then\s*(?:\((?P<then>.*)\))?)?",
    re.IGNORECASE | re.DOTALL,
)
#: A question that goes on in the next line.
_QUESTION = re.compile(r"(?:if|else\s?if|while|switch)\s*\(", re.IGNORECASE)
#: What stands between the bracket of a question and the next one, and is none of the words that may.
_UNKNOWN = re.compile(r"\)\s*(?P<word>\w+)\s*\(")
#: Lines of one question.
_MOST_LINES = 12
_ELSE = re.compile(r"else\s*(?:\((?P<text>.*)\))?", re.IGNORECASE)
_WHILE = re.compile(r"while\s*\((?P<text>.*?)\)\s*(?:is\s*\((?P<is>.*)\))?", re.IGNORECASE)
_END_WHILE = re.compile(r"end\s?while\s*(?:\((?P<text>.*)\))?", re.IGNORECASE)
_REPEAT = re.compile(r"repeat\s*(?::(?P<text>.*?);?)?", re.IGNORECASE)
_REPEAT_WHILE = re.compile(
    r"repeat\s?while\s*(?:\((?P<text>.*?)\))?\s*(?:is\s*\((?P<is>.*?)\))?\s*(?:not\s*\((?P<not>.*)\))?", re.IGNORECASE
)
_BACKWARD = re.compile(r"backward\s*:(?P<text>.*?);?", re.IGNORECASE)
_SWITCH = re.compile(r"switch\s*\((?P<text>.*)\)", re.IGNORECASE)
_CASE = re.compile(r"case\s*\((?P<text>.*)\)", re.IGNORECASE)
_ARROW_TEXT = re.compile(r"-(?:\[[^\]]*\])?-?>\s*(?P<text>.*?);?")
#: A circle at which what ends at one place goes on at another.
_CONNECTOR = re.compile(r"(?:#\w+:)?\((?P<name>\w{1,3})\)")
_OF_LANE = "lane "  # the ids of lanes begin with it
_LANE = re.compile(r"\|(?:#[\w]+\|)?(?P<name>[^|]+)\|(?P<title>.*)?")
_GROUP = re.compile(
    r"(?:partition|group|package|rectangle|card)\s*(?:#\w+\s+)?(?P<name>\"[^\"]*\"|[^{#]*?)\s*(?:#\w+\s*)?\{?",
    re.IGNORECASE,
)
_OLD_END = r"(?:\(\*(?:top)?\)|\"(?:[^\"]|\n)*\"|[\w.]+|==+\w+==+)"
#: ``(*) --> "First"``, or to a question: ``--> if "Ready?" then``.
_OLD = re.compile(
    rf"(?P<source>{_OLD_END})?\s*{ARROW}\s*(?:\[(?P<label>[^\]]*)\]\s*)?"
    rf"(?:if\s*(?P<question>\"[^\"]*\")\s*(?:then)?|(?P<target>{_OLD_END})(?:\s+as\s+(?P<alias>\w+))?)"
)
_OLD_IF = re.compile(r"if\s*(?P<text>\"[^\"]*\")\s*(?:then)?", re.IGNORECASE)
#: What goes on with the question of an older diagram.
_OLD_WORD = "old if"


def read(page: Page) -> tree.Figure | None:
    """The figure of an activity diagram."""
    return _Activity(page).figure()


@dataclass(frozen=True, slots=True)
class _End:
    """A loose end: the node, and what the way on is labelled with."""

    node: Node
    label: str | None = None


@dataclass(slots=True)
class _Open:
    """What is not ended yet: the node where it parts, the loose ends kept for its end, those that break out; and what
    is done on the way back."""

    word: str
    node: Node | None
    kept: list[_End] = field(default_factory=list)
    breaks: list[_End] = field(default_factory=list)
    back: tuple[str, Span] | None = None


class _Activity(Reading):
    nothing = "there is no action in this diagram"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.ends: list[_End] = []
        self.open: list[_Open] = []
        self.groups: list[Group] = []
        self.lane: Group | None = None
        self.last: Node | None = None

    def finish(self) -> None:
        for left in self.open:
            self.page.not_understood(left.node.span if left.node else self.draft.span, f"this '{left.word}' has no end")
        for group in self.groups:
            self.page.not_understood(group.span, "this group has no end")
        self._order_lanes()
        for node in self.draft.nodes.values():
            self.skin.dress(node, {"rounded": "activity", "diamond": "activitydiamond"}.get(node.noun, ""))

    def _order_lanes(self) -> None:
        """Lanes stand beside each other as they are written, all as long, those in which there is something."""
        held = {around for id in self.draft.nodes for around in self.draft.around(id)}
        lanes = [one for one in self.draft.groups.values() if one.id.startswith(_OF_LANE) and one.id in held]
        self.draft.relations += [(right.span, left.id, "left of", right.id) for left, right in pairwise(lanes)]
        ids = [one.id for one in lanes]
        edges: tuple[Literal["top", "bottom"], ...] = ("top", "bottom") if len(lanes) > 1 else ()
        self.draft.arrangements += [Arrangement("align", ids, self.draft.span, edge=edge) for edge in edges]

    def whole(self, line: Line, rest: Iterator[Line]) -> Line:
        """A line with those behind it in which the text of a question goes on."""
        text = line.text
        for _ in range(_MOST_LINES if _QUESTION.match(text) else 0):
            if text.count("(") <= text.count(")"):
                break
            following = next(rest, None)
            if following is None:
                break
            text = f"{text}\n{following.text.strip()}"
        return Line(text, line.start, line.length)

    def statement(self, line: Line, rest: Iterator[Line]) -> None:
        text, span = line.text, self.page.place(line)
        word = text.lower().rstrip(";")
        if word == "start":
            self._add("start", "", span)
        elif word in ("stop", "end"):
            if self.ends or not self.draft.nodes:  # else nothing leads here
                self._add("end", "", span)
            self.ends = []
        elif (found := _CONNECTOR.fullmatch(text)) is not None:
            self._connector(label(found["name"]), span)
        elif word in ("detach", "kill"):
            self.ends = []
        elif word == "break":
            loop = next((one for one in reversed(self.open) if one.word in ("while", "repeat")), None)
            if loop is None:
                self.page.not_understood(span, "there is no loop to break out of")
                return
            loop.breaks += self.ends
            self.ends = []
        elif re.fullmatch(r"(?:#[\w;:-]+)?:.*", text):
            following = self._action(line, rest, span)
            while following is not None:
                one = following.stripped()
                following = self._action(one, rest, self.page.place(one))
        elif word in ("fork", "split"):
            node = self._add("fork", "", span)
            self.open.append(_Open("fork", node))
        elif word in ("fork again", "split again"):
            self._again(span)
        elif re.fullmatch(r"end\s?(?:fork|split|merge)(?:\s*\{.*\})?", word):
            self._join(span)
        elif re.fullmatch(r"end\s?if", word) or re.fullmatch(r"end\s?switch", word):
            self._end_if(span)
        elif re.fullmatch(r"\}|end\s?(?:group|partition)", word):
            if self.groups:
                self.groups.pop()
            else:
                self.page.not_understood(span, "no group ends here")
        else:
            self._structure(text, span)

    def _structure(self, text: str, span: Span) -> None:
        """Branches, loops, lanes and arrows."""
        if (found := _IF.fullmatch(text)) is not None and found["word"].lower() == "if":
            self._decide("if", found["text"], span, found["then"] or found["is"])
        elif found is not None:
            self._else_if(found, span)
        elif (found := _REPEAT_WHILE.fullmatch(text)) is not None:
            self._repeat_while(found, span)
        elif (found := _WHILE.fullmatch(text)) is not None:
            self._decide("while", found["text"], span, found["is"])
        elif (found := _END_WHILE.fullmatch(text)) is not None:
            self._end_while(found, span)
        elif (found := _REPEAT.fullmatch(text)) is not None:
            node = self._add("rounded", label(found["text"]), span) if found["text"] else None
            self.open.append(_Open("repeat", node, self.ends if node is None else []))
        elif (found := _SWITCH.fullmatch(text)) is not None:
            self._decide("switch", found["text"], span, None)
            self.ends = []
        elif (found := _CASE.fullmatch(text)) is not None or (found := _ELSE.fullmatch(text)) is not None:
            self._branch(found["text"], span)
        elif (found := _LANE.fullmatch(text)) is not None:
            name = label(found["title"] or "") or label(found["name"])
            self.lane = self.draft.group(f"{_OF_LANE}{found['name'].strip()}", span, name)
            self.lane.called = name
        elif (found := _ARROW_TEXT.fullmatch(text)) is not None and self.ends and '"' not in text and "(*" not in text:
            self.ends = [_End(one.node, label(found["text"]) or one.label) for one in self.ends]
        elif (found := _OLD_IF.fullmatch(text)) is not None:
            asked = self._old_question(found["text"], span)
            if self.last is not None:
                self.draft.links.append(Link(self.last.id, asked.id, span))
            self.last = asked
        elif (found := _OLD.fullmatch(text)) is not None and ">" in (found["point"] or ""):
            self._old(found, span)
        elif (found := _GROUP.fullmatch(text)) is not None:
            name = label(found["name"]) or "group"
            group = self.draft.group(f"group {span.start}", span, name, self._around)
            group.called = name
            self.groups.append(group)
        elif (found := _BACKWARD.fullmatch(text)) is not None and (loop := self._innermost("repeat")) is not None:
            loop.back = label(found["text"]), span
        else:
            self.page.not_understood(span)

    # ------------------------------------------------------------ nodes

    @property
    def _around(self) -> Group | None:
        return self.groups[-1] if self.groups else self.lane

    def _add(self, noun: str, words: str, span: Span) -> Node:
        """A node that follows all loose ends."""
        node = self.draft.node(f"{noun} {span.start}", span, self._around)
        node.noun, node.label, node.called = noun, words, words.partition("\n")[0] or noun
        for end in self.ends:
            self.draft.links.append(Link(end.node.id, node.id, span, label=end.label))
        self.ends = [_End(node)]
        self.last = node
        for one in self.open:
            if one.word == "repeat" and one.node is None:
                one.node = node
        return node

    def _connector(self, name: str, span: Span) -> None:
        """A circle where a way ends, and where it goes on when it is written again."""
        key = f"connector {name}"
        if key in self.draft.nodes and not self.ends:
            self.ends = [_End(self.draft.nodes[key])]
            return
        node = self.draft.node(key, span, self._around)
        node.noun, node.label = "circle", name
        self.draft.links += [Link(end.node.id, key, span, label=end.label) for end in self.ends]
        self.ends = [_End(node)]

    def _action(self, line: Line, lines: Iterator[Line], span: Span) -> Line | None:
        """``:text;``, on as many lines as it takes; where a line begins another action, this one has no end."""
        text, following = line.text, None
        while not _ACTION_END.search(text):
            more = next(lines, None)
            if more is None or _BEGUN.match(more.text.strip()):
                self.page.not_understood(span, "this action has no end: ';' is missing")
                following = more
                break
            text += "\n" + more.text.strip()
        self._act(text, span)
        return following

    def _act(self, text: str, span: Span) -> None:
        found = _ACTION.fullmatch(text)
        node = self._add("rounded", label(found["text"]) if found else "", span)
        if found is not None and found["color"] and (fill := fill_of(found["color"])) is not None:
            node.properties["fill"] = fill

    def note(self, note: Note, span: Span) -> None:
        if self.last is None:
            self.page.not_understood(span, "this note stands beside nothing")
        else:
            self.draft.note(note.text, self.last.id, note.side, span, self.last.group)

    # ------------------------------------------------------------ branches

    def _decide(self, word: str, words: str, span: Span, way: str | None) -> None:
        node = self._add("diamond", self._asked(words, span), span)
        self.open.append(_Open(word, node))
        self.ends = [_End(node, label(way or "") or None)]

    def _asked(self, words: str, span: Span) -> str:
        """What a question asks: the text up to the bracket that closes it, where a misspelt word stands behind that."""
        depth = 0
        for number, letter in enumerate(words):
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if depth < 0 and (found := _UNKNOWN.match(words, number)) is not None:
                message = f"'{found['word']}' is not understood behind a question; what follows it is left out"
                self.page.not_understood(span, message)
                return label(words[:number])
        return label(words)

    def _innermost(self, *words: str) -> _Open | None:
        return self.open[-1] if self.open and self.open[-1].word in words else None

    def _branch(self, words: str | None, span: Span) -> None:
        """``else (no)``, ``case (b)``: what came so far waits for the end, the next way begins at the question."""
        one = self._innermost("if", "switch", _OLD_WORD)
        if one is None or one.node is None:
            self.page.not_understood(span, "no question goes on here")
            return
        if one.word == _OLD_WORD:
            self.last = one.node
            return
        one.kept += self.ends
        self.ends = [_End(one.node, label(words or "") or None)]
        if one.word == "if":
            one.word = "if else"

    def _else_if(self, found: re.Match[str], span: Span) -> None:
        one = self._innermost("if")
        if one is None or one.node is None:
            self.page.not_understood(span, "no question goes on here")
            return
        one.kept += self.ends
        self.ends = [_End(one.node, label(found["otherwise"] or "") or None)]
        one.node = self._add("diamond", self._asked(found["text"], span), span)
        self.ends = [_End(one.node, label(found["then"] or found["is"] or "") or None)]

    def _end_if(self, span: Span) -> None:
        one = self._innermost("if", "if else", "switch", _OLD_WORD)
        if one is None:
            self.page.not_understood(span, "no question ends here")
            return
        self.open.pop()
        self.ends += one.kept
        if one.word == "if" and one.node is not None:  # nothing was said of the other way
            self.ends.append(_End(one.node))

    # ------------------------------------------------------------ loops and forks

    def _end_while(self, found: re.Match[str], span: Span) -> None:
        one = self._innermost("while")
        if one is None or one.node is None:
            self.page.not_understood(span, "no loop ends here")
            return
        self.open.pop()
        for end in self.ends:
            if end.node is not one.node:
                self.draft.links.append(Link(end.node.id, one.node.id, span, label=end.label))
        self.ends = [_End(one.node, label(found["text"] or "") or None), *one.breaks]

    def _repeat_while(self, found: re.Match[str], span: Span) -> None:
        one = self._innermost("repeat")
        if one is None:
            self.page.not_understood(span, "no loop ends here")
            return
        self.open.pop()
        if found["text"]:
            node = self._add("diamond", self._asked(found["text"], span), span)
            if one.node is not None:
                self._go_back(node, one, label(found["is"] or "") or None, span)
            self.ends = [_End(node, label(found["not"] or "") or None)]
        self.ends += one.breaks

    def _go_back(self, node: Node, loop: _Open, words: str | None, span: Span) -> None:
        """A way from the end of a loop to its beginning, past what is done on it."""
        assert loop.node is not None
        if loop.back is not None:
            text, place = loop.back
            between = self.draft.node(f"backward {place.start}", place, self._around)
            between.noun, between.label, between.called = "rounded", text, text
            self.draft.links.append(Link(node.id, between.id, span, label=words))
            node, words = between, None
        self.draft.links.append(Link(node.id, loop.node.id, span, label=words))

    def _again(self, span: Span) -> None:
        one = self._innermost("fork")
        if one is None or one.node is None:
            self.page.not_understood(span, "no fork goes on here")
            return
        one.kept += self.ends
        self.ends = [_End(one.node)]

    def _join(self, span: Span) -> None:
        one = self._innermost("fork")
        if one is None:
            self.page.not_understood(span, "no fork ends here")
            return
        self.open.pop()
        self.ends += one.kept
        if self.ends:
            self._add("join", "", span)

    # ------------------------------------------------------------ the older syntax

    def _old(self, found: re.Match[str], span: Span) -> None:
        """``(*) --> "First" --> [label] "Second"``: a line is a link from what it names, or from the last."""
        source = self._old_end(found["source"], span, is_source=True) if found["source"] else self.last
        if source is None:
            self.page.not_understood(span, "this arrow begins nowhere")
            return
        if found["question"]:
            target = self._old_question(found["question"], span)
        else:
            target = self._old_end(found["target"], span, is_source=False, alias=found["alias"])
        link = Link(source.id, target.id, span, label=label(found["label"] or "") or None)
        if (hidden := unseen(link, found)) is not None:
            self.draft.unseen.append(hidden)
        else:
            dress(link, found, self.page, leads=True, back="u")
            self.draft.links.append(link)
            if way(found) in ("l", "r"):
                first, second = (source, target) if way(found) == "r" else (target, source)
                self.draft.unseen.append(Unseen(first.id, second.id, span, along=False))
        self.last = target

    def _old_question(self, written: str, span: Span) -> Node:
        node = self.draft.node(f"diamond {span.start}", span, self._around)
        node.noun, node.label, node.called = "diamond", label(written), label(written).partition("\n")[0] or "diamond"
        self.open.append(_Open(_OLD_WORD, node))
        return node

    def _old_end(self, written: str, span: Span, is_source: bool, alias: str | None = None) -> Node:
        if written.startswith("(*"):
            kind = "start" if is_source else "end"
            node = self.draft.node(f"(*) {kind}", span, self._around)
            node.noun, node.called = kind, kind
            return node
        if written.startswith("=="):
            node = self.draft.node(written, span, self._around)
            node.noun = "bar"
            return node
        bare = written.strip('"')
        node = self.draft.node(alias or bare, span, self._around)
        if node.noun == "box":
            node.noun, node.label = "rounded", label(written)
        return node
