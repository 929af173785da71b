"""Automata in short: "q0 on 1 stays in q0", "- idle: coin -> paid", "q2 is accepting"."""

from __future__ import annotations

import re

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.links import Links
from sgc.english.diagrams.pieces import bare, fullmatch, key, named, part, split, trim, words_of
from sgc.source import Span

#: "on a q0 goes to q1", "on 0 stay in q2"
_READS = re.compile(
    r"(?:on|reading|with|for)\s+(?:an?\s+|input\s+|the \w+\s+)??(?P<when>\S+?),?\s+(?P<first>\S+)\s+"
    r"(?:(?:stays|remains|loops)(?:\s+(?:in|on|at)\s+\S+)?|(?:goes|moves)\s+to\s+(?P<second>\S+))",
    re.IGNORECASE,
)
#: "q0 on 1 stays in q0": the state, what it reads, and where that leads.
_AT = re.compile(
    r"(?:(?P<first>\S+)\s+)?(?:on|reading|with)\s+(?P<when>\S+)\s+(?:(?:stays|remains|loops)(?:\s+(?:in|on|at)\s+\S+)?"
    r"|(?:goes|moves|returns|transitions|leads)\s+(?:back\s+)?to\s+(?P<second>\S+))",
    re.IGNORECASE,
)
#: "q2 is accepting", "q0 is the start state", "the start state is s0"
_IS_END = re.compile(
    r"(?P<states>\S+)\s+(?:is|are)\s+(?:an?\s+|the\s+)?(?P<which>accepting|final|initial|start)(?:\s+states?)?"
    r"|(?:with\s+)?(?:the |an? )?(?P<which2>initial|start|final|end|accepting) states?(?: is| are|:)?\s+"
    r"(?P<states2>.+)",
    re.IGNORECASE,
)
#: Where the states that were listed end and those to start and end in begin.
MARKS_END = re.compile(
    r"\s*,\s*(?:and\s+)?(?=(?:the |an? )?(?:initial|start|final|end|accepting) states?\b)"
    r"|\s+and\s+(?=(?:the |an? )?(?:accepting|final|end) state)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
_LINES = re.compile(r"\n+|;\s*")
_STATE_LINE = re.compile(r"(?P<state>[^:>→]{1,40}):\s*(?P<ways>[^:]+(?:->|→|=>)[^:]+)")
_WAY = re.compile(r"(?P<event>[^>→]+?)\s*(?:->|→|=>)\s*(?P<target>[^>→]+)")
_NOTED_STATE = re.compile(
    r"(?P<name>.+?)\s*\((?P<which>start|initial|accepting|final|end|accept)(?:ing)?(?:\s+state)?\)", re.IGNORECASE
)


class Automata(Links):
    """Reads what is noted of automata into a draft. ``current`` are the states that were reached last, ``before`` those
    from where they were."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft, "state")
        self.current: list[Node] = []
        self.before: list[Node] = []

    def read(self, span: Span) -> None:
        if not self._by_lines(span):
            super().read(span)
        for node in list(self.draft.nodes):  # "q0 (start)", "q2 (accepting)"
            match = _NOTED_STATE.fullmatch(node.label)
            if match is not None:
                node.label = match["name"]
                self._mark(match["which"].casefold(), [node], node.span)

    def _by_lines(self, span: Span) -> bool:
        """ "- idle: coin -> paid; - paid: push -> idle": for each state, on what it leads where."""
        lines = split(span, _LINES)
        found = [fullmatch(trim(one, ".,"), _STATE_LINE) for one in lines]
        if len(lines) < 2 or not all(match is not None for match in found):
            return False
        heads = {key(match["state"]) for match in found if match is not None}
        ways = [(one, match, [fullmatch(way, _WAY) for way in split(named(one, match, "ways"), _COMMA)])
                for one, match in zip(lines, found, strict=True) if match is not None]  # fmt: skip
        if not all(way is not None and key(way["target"]) in heads for _, _, listed in ways for way in listed):
            return False
        for line, match, listed in ways:
            sources = self.cast.named(named(line, match, "state"))
            for way in listed:
                assert way is not None
                self._lead(sources, self.cast.named(named(line, way, "target")), part(line, way, "event"), line)
        return True

    def _noted(self, span: Span) -> bool:
        """ "q0 on 1 stays in q0, on 0 goes to q1", "q2 is accepting": what automata are told by."""
        pieces = split(span, _COMMA)
        forms = [fullmatch(one, _IS_END) or fullmatch(one, _AT) or fullmatch(one, _READS) for one in pieces]
        if not all(forms) or any(one is not None and one.re is _AT and not one["first"] and not self.current and not i
                                 for i, one in enumerate(forms)):  # fmt: skip
            return False
        for piece, form in zip(pieces, forms, strict=True):
            assert form is not None
            if form.re is _IS_END:
                place = part(piece, form, "states") or named(piece, form, "states2")
                self._mark((form["which"] or form["which2"]).casefold(), self.cast.named(place), piece)
                continue
            sources = self.cast.named(named(piece, form, "first")) if form["first"] else self.current
            targets = self.cast.named(named(piece, form, "second")) if form["second"] else sources
            self._lead(sources, targets, part(piece, form, "when"), piece)
            self.current = sources
        return True

    def _lead(self, sources: list[Node], targets: list[Node], when: Span | None, span: Span) -> None:
        self.draft.join(sources, targets, span, label=words_of(bare(when)) if when is not None else "")
        self.before, self.current = sources, targets

    def _mark(self, which: str, nodes: list[Node], span: Span) -> None:
        """The point at which a machine begins in states, or ends in them, or what they accept."""
        word = "start" if which.startswith(("start", "begin", "initial")) else "end"
        self.current = nodes
        if which.startswith(("accept", "final")):
            for node in nodes:
                node.word = "accepting"
            return
        point = self.draft.add(span, word, "")
        for node in nodes:
            self.draft.link(*((point, node) if word == "start" else (node, point)), span)
