"""Sentences that link things: systems, states and messages ("a client calls two services; both use one database")."""

from __future__ import annotations

import re
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.asking import called
from sgc.english.diagrams.clauses import Clauses
from sgc.english.diagrams.draft import Draft, Edge, Node, Stated
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.laid_out import lay_out, placed
from sgc.english.diagrams.naming import LIST, is_name
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.phrasing import CUT, SENTENCE, before_mark, behind_mark, speakers, without_leading
from sgc.english.diagrams.pieces import (
    bare,
    fullmatch,
    key,
    named,
    part,
    past,
    search,
    split,
    trim,
    words_of,
)
from sgc.english.diagrams.titles import headed
from sgc.english.diagrams.verbs import find_verb
from sgc.english.diagrams.ways import FROM_TO, NEXT_FROM, Ways, is_drawn, is_noted, stops
from sgc.english.diagrams.words import SEVERAL, numbered, table
from sgc.graph.colors import is_color_word
from sgc.graph.relations import PHRASES
from sgc.source import Span

_CALLED = re.compile(r"(?:there (?:is|are)\s+)?(?P<list>an?\s[\w -]+\scalled\s.+)", re.IGNORECASE)
#: Where a list of nodes ends and one of edges begins.
_EDGES = re.compile(
    r"\s*,?\s*(?:and\s+|with\s+)?(?:the\s+)?(?:directed\s+)?(?:edges|transitions|links|arrows"
    r"|connections)\s*:?\s+(?=from\b|\w+\s*[-–→<]|\w+\s+to\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?P<subject>.+?)\s+(?:is|are|stands?|sits?|should be|must be)\s+(?:directly\s+)?(?:to the\s+|on the\s+)?"
    r"(?P<predicate>" + "|".join(sorted(map(re.escape, PHRASES), key=len, reverse=True)) + r")\s+(?P<object>.+)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:(?:it|the \w+)\s+)?(?:with|has|have|having|there (?:is|are)|between|of|showing|the)?\s*(?:an?\s+"
    r"|the\s+|\w+\s+)?"
    r"(?:nodes|vertices|states|layers|tiers|modules|participants|actors|components|boxes|entities"
    r"|services|parts|elements|lifelines|stages"
    r"|steps|phases)\s*(?:are"
    r"|:|called|named)?\s*(?P<list>.+)",
    re.IGNORECASE,
)
_STAGES = re.compile(
    rf"(?:(?:with\s+|has\s+|of\s+)?(?:the\s+)?(?P<count>\d+|{SEVERAL})\s+(?:\w+\s+)?(?:stages|steps|phases)\s*[:.]"
    r"|in\s+(?:\w+\s+)?order\s*:)\s*(?P<list>[^.;:\n]+)[.;]?",
    re.IGNORECASE,
)
_THERE_IS_ONE = re.compile(r"there(?:['’]s|\s+is|\s+are)\s+", re.IGNORECASE)
_EACH_NEXT = re.compile(
    r"(?:each|every)(?:\s+(?:one|(?P<who>\w+)))?\s+(?P<verb>\w+)(?:\s+(?:its\s+)?\w+)??(?:\s+(?:to|into))?"
    r"\s+the\s+(?:next|following)(?:\s+\w+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?P<subject>[^,:]+?)(?:\s+(?:sits?|stands?|lies|is|are|placed"
    r"|put))?\s+between\s+(?P<first>[^,]+?)\s+and\s+(?P<second>[^,]+)",
    re.IGNORECASE,
)
#: "behind the gateway sit two services", "inside the box there is a fan"
_JOINS = re.compile(
    r"(?P<subject>[^,:]+?)\s+(?:separates?|joins?|bridges?|(?:connects?|links?)(?=[^,:]+?\s(?:with|to)\s))\s+"
    r"(?P<first>(?!to\b|with\b)[^,]+?)\s+(?:from|with|to)\s+(?P<second>[^,]+)",
    re.IGNORECASE,
)
#: What stands where in the picture, and is joined with nothing by that.
_IN_THE_MIDDLE = re.compile(
    r"(?P<who>.+?)\s+(?:is|are|stands?|sits?|comes?)\s+(?:at|in|on)\s+the\s+(?:very\s+)?"
    r"(?:cent(?:er|re)|middle|core|heart|top|bottom|front|back)"
    r"(?:\s+of\s+(?:the\s+)?(?:system|diagram|network|picture|everything))?",
    re.IGNORECASE,
)
_IS = re.compile(r"(?P<who>.+?)\s+(?:is|are)\s+(?:colou?red\s+|filled\s+)?(?P<color>\w+)", re.IGNORECASE)
_A_DIAGRAM = re.compile(
    r"(?:an?|the|this)\s+(?:\w+\s+)?(?:diagram|graph|figure|picture|system|pipeline|architecture)", re.IGNORECASE
)
#: "from the tank through a filter to the tap"
_THROUGH = re.compile(r"\s+(?:through|via)\s+", re.IGNORECASE)
_BY_PROTOCOL = re.compile(r"\s+(?:over|via|using|through|by)\s+", re.IGNORECASE)
_WHERE_IT = re.compile(r"\s*,?\s+where\s+(?=(?:it|they)\s)", re.IGNORECASE)
_WHERE = re.compile(r"\s*,?\s+(?:where|in which)\s+", re.IGNORECASE)
_TAKING_PART = re.compile(
    r"(?P<who>[^:.]+?)(?:\s+(?:during|in|when|while|for)\s[^:.]+)?:\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
#: What a diagram itself has between nodes.
_DRAWN = frozenset(("arrow", "arrows", "link", "links", "edge", "edges", "connection", "line", "lines"))


class Links(Clauses):
    """Reads sentences into a draft. Of a sequence, every clause is a message, in order."""

    def __init__(self, draft: Draft, word: str) -> None:
        super().__init__(draft, word)
        self.ways = Ways(draft, self.cast, self.senses)
        self.stages: list[Node] = []  # what follows each other in the order in which it was named

    def read(self, span: Span) -> None:
        found = headed(span) if not is_noted(span) and not self.draft.title else None
        if found is not None and is_drawn(span):  # "Services: gateway -> users"
            self.draft.title = called(found["title"])
            span = named(span, found, "rest")
        if self.is_sequence:
            told = list(speakers(span, self.senses))
            self.speakers = dict(reversed(told))
            self.spoken = sorted((who for _, who in told), key=lambda who: who.start)
        span = self._counted_stages(span)
        for sentence in split(span, SENTENCE):
            for piece in split(sentence, _EDGES):
                whole = trim(piece, ",:-•*")
                led = next(iter(clauses(whole)), None)
                is_led = led is not None and led.lead and led.verb and led.lead[0].lower == "with"
                self._sentence(whole if is_led else without_leading(whole))
        self._drop_repeated()
        self._held_by_title(next(iter(split(span, SENTENCE)), span))
        order = {id(node): i for i, node in enumerate(self.stages)}
        ends = [(order.get(id(one.first)), order.get(id(one.second))) for one in self.draft.edges]
        is_told = self.cast.word == "state" and bool(ends)  # of states it is told which leads to which
        if not is_told and not any(i is not None and k is not None and i < k for i, k in ends):
            self._in_order("")

    def _held_by_title(self, first: Span) -> None:
        """ "a cluster with a master node and two workers", of which nothing joins one: they are in the cluster."""
        joined = {id(one) for edge in self.draft.edges for one in (edge.first, edge.second)}
        parts = [one for one in self.draft.nodes if one.inside is None and one.span.end <= first.end]
        is_holder = self.draft.title.casefold().split()[-1:] in _HOLDING and not self.is_sequence
        if is_holder and len(parts) > 1 and any(id(one) not in joined and not one.members for one in parts):
            group = self.draft.add(first, "rounded", self.draft.title)
            self.draft.title = ""
            for one in parts:
                if one.inside is None:
                    group.give(one)
        for edge in self.draft.edges:  # what runs on a part of a group is in it
            runs = edge.label.casefold() in ("runs", "run", "hosts", "host")
            if runs and edge.first.inside is not None and edge.second.inside is None:
                edge.first.inside.give(edge.second)

    def _drop_repeated(self) -> None:
        """Take back links of which the next says more, in the same case, and those that say nothing where another
        does."""
        edges = self.draft.edges
        said = {(one.first, one.second) for one in edges if one.label}
        case = {one: id(inner) for frame in self.draft.frames for _, inner in frame.parts for one in inner}
        begun = [
            one for one, following in pairwise(edges)
            if self._is_begun(one, following) and case.get(one) == case.get(following)
        ]  # fmt: skip
        bare_ones = [one for one in edges if not one.label and one not in case and (one.first, one.second) in said]
        self.draft.drop([*begun, *bare_ones])

    @staticmethod
    def _is_begun(edge: Edge, following: Edge) -> bool:
        """Whether the next link says what one says, and more: "logs in", "logs in and approves"."""
        same = following.first is edge.first and following.second is edge.second
        return same and edge.label != "" and following.label.startswith(f"{edge.label} and ")

    def _counted_stages(self, span: Span) -> Span:
        """ "with five stages: fetch, decode, …", "in order: mouth, stomach, …": as many names as the number says,
        whatever they would mean elsewhere; what is left of the text."""
        match = _STAGES.match(span.source.text, span.start, span.end)
        names = split(named(span, match, "list"), LIST) if match is not None else []
        if match is None or len(names) != (numbered(match["count"]) if match["count"] else max(len(names), 3)):
            return span
        self.stages = [self.draft.find(one) or self.draft.add(bare(one), self.cast.word) for one in names]
        self.draft.heard.append(Span(span.source, match.start(), match.start("list")))
        return trim(Span(span.source, match.end(), span.end))

    def _sentence(self, span: Span) -> None:
        if not span.text.strip():
            return
        span = self._taking_part(span) if self.is_sequence and not self.draft.nodes else span
        pieces = split(span, _WHERE)
        if len(pieces) > 1 and _A_DIAGRAM.fullmatch(pieces[0].text) is not None:
            self.draft.heard.append(pieces.pop(0))
            self._sentence(pieces[0].to(pieces[-1]))
            return
        if not self.is_sequence and (laid := placed(span)):
            lay_out(self.draft, self.cast, laid, span)
            return
        if self.ways.read(span):
            while self.ways.further:  # "(grass -> rabbit -> fox,) and fungi decompose all of them"
                self.clauses(self.ways.further.pop(0))
            return
        forms = (self._sent_from, self._colored, self._listed, self._all_moved, self._between, self._placed)
        if not any(form(span) for form in forms):
            self.clauses(span)

    def _taking_part(self, span: Span) -> Span:
        """ "a client and a server during a transfer: the client sends …": who takes part; what is said behind it."""
        match = fullmatch(span, _TAKING_PART)
        listed = split(named(span, match, "who"), LIST) if match is not None else []
        if match is None or len(listed) < 2 or self._says_more(named(span, match, "who")):
            return span
        self.cast.named(named(span, match, "who"))
        self.draft.heard.append(Span(span.source, span.start, match.start("rest")))
        return named(span, match, "rest")

    # ------------------------------------------------------------ plain forms

    def _colored(self, span: Span) -> bool:
        """ "C is red" """
        match = fullmatch(span, _IS)
        if match is None or not is_color_word(match["color"].casefold()):
            return False
        nodes = [self.draft.find(bare(one)) for one in split(named(span, match, "who"), LIST)]
        for node in nodes:
            if node is not None:
                node.word = f"{match['color'].casefold()} {node.word.split()[-1]}"
        return all(nodes)

    def _listed(self, span: Span) -> bool:
        """ "with states Idle, Running and Done" names nodes and says no more."""
        if (each := fullmatch(span, _EACH_NEXT)) is not None:
            self.stages = self.stages or list(self.draft.nodes)
            is_event = self.cast.word == "state" and each["who"] not in (None, "state", "mode", "step", "phase")
            self._in_order(each["who"] if is_event else each["verb"], span)  # "each press goes to the next state"
            return True
        listed = split(span, LIST)
        if self.is_sequence and not self.draft.nodes and len(listed) > 1 and not self._says_more(span):
            self.cast.named(span)  # "with Alice, Bob and Carol": who takes part, in this order
            return True
        if len(listed) > 2 and all(one.text.isalpha() for one in listed):
            self.stages = self.cast.named(span)  # "requirements, design, tests", whatever they would mean elsewhere
            return True
        match = fullmatch(span, _CALLED) or fullmatch(span, _LISTED)
        names = part(span, match, "list") if match is not None else None
        if match is None or names is None or self._says_more(names):
            return False
        self.cast.named(names)
        return True

    def _says_more(self, names: Span) -> bool:
        """Whether words are more than a list: "services write to a log", "nodes from A to B", "nodes are in a ring"."""
        begun = next((one.lead or one.subject for one in clauses(names)), [])
        if find_verb(names, self.senses) is not None or any(one.tag is Tag.PREP for one in begun[:1]):
            return True
        if " from " in names.text:
            return True
        first = split(names, LIST)[0]
        verb = find_verb(first, self.senses)
        return verb is not None and bool(trim(Span(first.source, verb.span.end, first.end)).text)

    def _in_order(self, verb: str, span: Span | None = None) -> None:
        """Link what was listed as stages, each with the next, as words say, or the list."""
        label = "" if any(one.split()[0] == lexicon.base_of_third(verb) for one in table("silent")) else verb
        for first, second in pairwise(self.stages):
            self.draft.link(first, second, span or first.span.to(second.span), label=label)

    def _moved(self, span: Span) -> bool:
        """ "from Idle to Running on start" """
        match = fullmatch(span, FROM_TO)
        if match is None or match.start("first") - span.start > 60:
            return False
        what = part(span, match, "what")
        is_drawn_so = what is None or match["verb"] in _DRAWN
        moving = "" if is_drawn_so or what is None else bare(without_leading(what)).text
        moving = f"{moving} path" if moving and match["verb"] == "path" else moving
        when = part(span, match, "when")
        label = words_of(bare(when)) if when is not None else moving
        second, *further = split(named(span, match, "second"), _WHERE_IT)
        whence, *through = split(named(span, match, "first"), _THROUGH)
        sources = self.cast.latest if whence.text.casefold() in ("there", "here") else self.cast.named(whence)
        self.cast.subjects = sources
        for stop in (*through, *stops(second)):
            way = search(stop, _BY_PROTOCOL)
            by = behind_mark(stop, way) if way is not None else None
            if way is not None and by is not None and by.text.casefold() in table("protocol"):
                stop, label = before_mark(stop, way) or stop, f"{label} {way.group().strip()} {by.text}"
                label = by.text if not moving else label.strip()
            targets = self.cast.named(stop)
            self.draft.join(sources, targets, span, label=label)
            sources = targets
            goes_on = not moving and whence.text.casefold() == "there"  # what was sent there goes on from there
            self.payload = self.payload if goes_on else moving[:1].lower() + moving[1:]
            self.holders = targets if moving or goes_on else self.holders
            label = "" if label == moving else label  # what moves is said where it begins to
        for one in further:  # "to a server, where it is stored in a database"
            self.clauses(one)
        return True

    def _all_moved(self, span: Span) -> bool:
        """One statement of what leads where, or several parted by commas and "and"."""
        for cut in (NEXT_FROM, CUT):
            pieces = split(span, cut)
            if cut is NEXT_FROM and not pieces[0].text.casefold().startswith("from "):
                continue
            if len(pieces) > 1 and all(self._is_move(one) for one in pieces):
                return all(list(map(self._moved, pieces)))
        return self._moved(span)

    def _is_move(self, span: Span) -> bool:
        return fullmatch(span, FROM_TO) is not None

    def _stated(self, span: Span) -> bool:
        return any(form(span) for form in (self._turned, self._central, self._placed, self._colored))

    def _turned(self, span: Span) -> bool:
        return not self.is_sequence and self.ways.turned(span)

    def _central(self, span: Span) -> bool:
        """ "the processor is at the center" """
        match = fullmatch(span, _IN_THE_MIDDLE)
        if match is None or self.is_sequence or not is_name(bare(named(span, match, "who"))):
            return False
        self.cast.subjects = self.cast.named(named(span, match, "who"))
        self.draft.heard.append(Span(span.source, match.end("who"), span.end))
        return True

    def _placed(self, span: Span) -> bool:
        """ "the database is below both services" """
        match = fullmatch(span, _PLACE)
        if match is None or self.is_sequence or sum(bool(one.verb) for one in clauses(span)) > 1:
            return False
        subject, object_ = named(span, match, "subject"), named(span, match, "object")
        if not all(is_name(bare(one)) for one in split(object_, LIST)):
            return False
        if any(one.verb for one in clauses(subject)) or not all(is_name(bare(one)) for one in split(subject, LIST)):
            return False
        if match["predicate"].casefold() == "in" and self.draft.find(object_) is None:
            return False  # "is in charge"
        objects = self.cast.named(object_)
        self.cast.subjects = self.cast.named(subject)
        for one in self.cast.subjects:
            for other in objects:
                self._state(one, match["predicate"].lower(), other, span)
        return True

    def _between(self, span: Span) -> bool:
        """ "a firewall between the internet and a switch" """
        span = past(span, _THERE_IS_ONE)
        match = fullmatch(span, _BETWEEN) or fullmatch(span, _JOINS)
        if match is None or self.is_sequence or not is_name(bare(named(span, match, "subject"))):
            return False
        subjects = self.cast.named(named(span, match, "subject"))
        self.draft.join(self.cast.named(named(span, match, "first")), subjects, span, "--")
        self.draft.join(subjects, self.cast.named(named(span, match, "second")), span, "--")
        return True

    def _state(self, subject: Node, predicate: str, object_: Node, span: Span) -> None:
        name = PHRASES[predicate].name
        if name == "inside" or name.startswith("at ") or (name == "on" and _hosts(object_)):
            object_.give(subject)
        elif name == "surrounding":
            subject.give(object_)
        elif name in ("behind", "in front of"):
            self.draft.link(*((object_, subject) if name == "behind" else (subject, object_)), span)
        elif name == "on" and "top" not in predicate:
            self.draft.link(object_, subject, span, "--")  # "the printer is on the switch"
        elif name in ("on", "under"):
            self.draft.stated.append(Stated(subject, "above" if name == "on" else "below", object_, span))
        else:
            self.draft.stated.append(Stated(subject, predicate, object_, span))


#: What a system is called that has its parts in it.
_HOLDING = (["cluster"], ["vpc"], ["region"], ["zone"], ["datacenter"], ["subnet"])
#: What other parts of a system run on or stand on, and are not only joined with.
_HOSTS = frozenset((
    "node", "server", "host", "machine", "rack", "floor", "layer", "cluster", "vm", "computer", "board", "motherboard",
    "chip", "cloud", "platform", "device", "phone", "shelf", "table", "desk", "page", "site", "aws", "azure", "gcp",
    "kubernetes", "docker", "heroku", "map", "roof", "ground", "earth", "side",
))  # fmt: skip


def _hosts(node: Node) -> bool:
    words = [one for one in key(node.label).split() if not one.isdigit()]
    return bool(node.members) or (words[-1:] != [] and words[-1] in _HOSTS)
