"""Systems, networks and cycles in prose: what leads to what, and what is in what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.passages import EXCHANGING, LODGING
from sgc.english.diagrams.pieces import caption
from sgc.english.diagrams.words import table
from sgc.english.prose.cast import Cast, singular_name
from sgc.english.prose.clauses import Clause
from sgc.english.prose.parsing import place, said
from sgc.english.prose.phrases import TIES, Phrase, Phrases
from sgc.source import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_TO = ("to", "into", "onto", "towards", "through", "via", "over", "across", "in", "on", "at")
_FROM = ("from", "out of", "off", "after")
#: How two are joined, rather than with what: "by radio".
_WAYS = ("by", "via", "over", "through")
_WITH = ("with", "of", "between", "by")
_JOINS = frozenset(("connect", "link", "join", "attach"))
_FLOWS = frozenset(("go", "flow", "travel", "pass", "run", "move"))
#: What begins clauses that say nothing of what is joined.
_OPEN = frozenset(("whatever", "whoever", "otherwise", "else", "how", "why", "whether"))
#: Verbs that go from what is eaten to what eats it.
_EATS = frozenset(("eat", "prey", "graze", "devour"))


class Joins:
    """Reads clauses into links. ``undirected``: they have no heads; ``plain``: they have no labels."""

    def __init__(
        self, draft: Draft, phrases: Phrases, word: str, *, undirected: bool = False, plain: bool = False
    ) -> None:
        self.draft, self.phrases = draft, phrases
        self.cast = Cast(draft, word, phrases.counted)
        self.undirected, self.plain = undirected, plain
        self.cast.is_round = plain

    def read(self, one: Clause) -> bool:
        """Take a clause, or say that it joins nothing."""
        self.cast.begin(one.verb.sent.start)
        if _is_apart(one) or (self.plain and one.verb.dep_ == "relcl" and one.behind("in")):
            return False
        subjects = [name for name in one.subjects if name.head.lower_ not in ("there", "i", "we", "you")]
        if one.is_negated:
            return bool(self.cast.nodes(subjects, as_subject=True))
        if self.plain and one.lemma in ("begin", "start", "repeat", "continue") and not one.objects:
            return True  # that it begins again is seen
        return self._stated(one, subjects) or self._led(one, subjects) or self._stands(one, subjects)

    def _stated(self, one: Clause, subjects: Sequence[Phrase]) -> bool:
        """What has a form of its own: friends, what each has of its own, what is put somewhere, stages."""
        if one.lemma in ("be", "have") and self._tied(one, subjects):
            return True
        is_there = any(child.dep_ == "expl" for child in one.verb.children)
        if one.lemma == "be" and is_there and one.objects and not one.places:  # "there are two switches, A and B"
            return bool(self.cast.nodes(one.objects, as_subject=True))
        if one.lemma == "have" and self._each_own(one, subjects):
            return True
        inside = one.behind("in", "into", "inside")
        if not subjects and one.objects and one.lemma in ("put", "place") and inside:
            self._hold(self.cast.nodes(inside), self.cast.nodes(one.objects))
            return True
        return self.plain and self._stands(one, subjects)

    def _led(self, one: Clause, subjects: Sequence[Phrase]) -> bool:
        """What leads from the subject to something else, or the other way."""
        senses, names, word = self._target(one)
        if not names or not subjects:
            return False
        if one.lemma in _JOINS and one.objects and not one.is_passive and (goals := one.behind("to", "with")):
            between = self.cast.nodes(subjects, as_subject=True)  # "a firewall connects the core to the internet"
            self._draw(self.cast.nodes(one.objects), between, one, "", "--")
            self._draw(between, self.cast.nodes(goals), one, "", "--")
            return True
        if one.lemma in _FLOWS and not one.objects and one.behind("from") and one.behind("to", "into"):
            return self._flows(one, subjects)
        by, what = one.behind("by"), "" if self.plain else ", ".join(name.name for name in subjects)
        if one.is_passive and by and (source := one.behind("from", "out of")):
            # "logs are loaded from the lake by the builder"
            self._draw(self.cast.nodes(source), self.cast.nodes(by, as_subject=True), one, what)
            return True
        if self.plain and "chain" in senses:  # "each sprint runs through planning, design and testing"
            self.cast.spoken.append([])
            return self.chain(names)
        first = self.cast.nodes(subjects, as_subject=True)
        if _is_each_other(names) and len(first) > 1:
            for a, b in combinations(first, 2):
                self._draw([a], [b], one, self._label(one, word), "--")
            return True
        if (own := self._own_of_each(subjects, first, names)) and not {"from", "get", "chain"} & set(senses):
            for node, others in zip(first, own, strict=True):
                self._join(one, [node], others, senses, word)
            return True
        second = self.cast.nodes(names)
        if not first or not second:
            return False
        if "chain" in senses:
            self.cast.spoken.append(first[:1])
            return self.chain(names)
        if one.is_passive and word == "by" and (where := one.behind("in", "on", "to", "into", "at")):
            # "accounts are kept in a database by the service"
            self._draw(second, self.cast.nodes(where), one, what)
            self.draft.nodes = [node for node in self.draft.nodes if node not in first or self._is_joined(node)]
        else:
            self._join(one, first, second, senses, word)
        self.cast.answers = second
        return True

    def _own_of_each(
        self, subjects: Sequence[Phrase], first: Sequence[Node], names: Sequence[Phrase]
    ) -> list[list[Node]]:
        """ "each node runs two pods": as many of its own for each, counted on; nothing if words say no such thing."""
        count = names[0].count if len(names) == 1 else None
        is_each = any(left.lower_ in ("each", "every") for one in subjects for left in one.head.lefts)
        if not is_each or len(first) < 2 or not count or count < 2 or names[0].label or self.cast.known(names[0]):
            return []
        name = caption(singular_name(names[0].name))
        made = [self.draft.add(names[0].span, self.cast.word, f"{name} {i + 1}") for i in range(count * len(first))]
        return [made[i : i + count] for i in range(0, len(made), count)]

    def _flows(self, one: Clause, subjects: Sequence[Phrase]) -> bool:
        """ "traffic goes from the client to the balancer and from there to the shop": by way of what is named."""
        label = "" if self.plain else ", ".join(name.name for name in subjects if self.cast.known(name) is None)
        before: Sequence[Node] = ()
        for word, names in sorted(one.places, key=lambda place: place[1][0].first):
            nodes = self.cast.nodes(names) if word in ("from", "to", "into", "through", "via") else ()
            if nodes and before and word != "from":
                self._draw(before, nodes, one, label)
            before = nodes or before
            self.cast.answers = list(before)
        return True

    def fragment(self, tokens: Tokens) -> bool:
        """Take a sentence without a verb, if it lists the stages of a cycle."""
        names = self.phrases.inside(tokens)
        return self.plain and bool(names) and self.chain(self.phrases.listed(names[0].head))

    def chain(self, names: Sequence[Phrase]) -> bool:
        """Take stages that are listed, each of which leads to the next."""
        before = next((nodes[-1:] for nodes in reversed(self.cast.spoken)), [])
        for name in names:
            now = self.cast.nodes([name])
            for node in now:
                if before and before[0] is not node:
                    self.draft.link(before[0], node, name.span)
            before = now or before
        self.cast.answers = before
        return bool(names)

    def _is_joined(self, node: Node) -> bool:
        return bool(node.members or node.inside) or any(node in (one.first, one.second) for one in self.draft.edges)

    def _hold(self, groups: Sequence[Node], members: Sequence[Node]) -> None:
        for member in members if groups else ():
            if member is not groups[0]:
                groups[0].give(member)

    def _stands(self, one: Clause, subjects: Sequence[Phrase]) -> bool:
        """ "from the router there are cables to the printer", "from that an adult butterfly emerges"."""
        if self.plain and subjects and subjects[0].before in _FROM and one.objects:  # "after G2 comes mitosis"
            self.cast.spoken.append(self.cast.nodes(subjects[:1]))
            return self.chain(one.objects)
        sources = one.behind(*_FROM)
        goals = one.behind("to", "into") or (subjects if not one.objects else one.objects)
        after = one.behind("after")
        if self.plain and one.lemma == "come" and (not sources or after) and self.cast.spoken and subjects:
            self.cast.spoken.append(self.cast.nodes(after) if after else self.cast.answers or self.cast.subjects)
            return self.chain(subjects)
        if not sources or not goals:
            return False
        first, second = self.cast.nodes(sources), self.cast.nodes(goals)
        self._draw(first, second, one, "" if self.plain or not subjects else one.verb.lower_)
        self.cast.subjects = self.cast.answers = second
        return bool(first and second)

    def _each_own(self, one: Clause, subjects: Sequence[Phrase]) -> bool:
        """ "each of the services has its own database: A, B and C": the first has A, the second B."""
        before = one.verb.doc[one.verb.sent.start : one.verb.i]
        if len(subjects) != 1 or not any(token.lower_ in ("each", "every") for token in before):
            return False
        first = self.cast.nodes(subjects, as_subject=True)
        if len(first) < 2 or len(one.objects) != len(first):
            return False
        for node, other in zip(first, self.cast.nodes(one.objects), strict=False):
            self._draw([node], [other], one, "")
        return True

    def _tied(self, one: Clause, subjects: Sequence[Phrase]) -> bool:
        """ "Mia is friends with Noah", "Noah and Omar are friends"."""
        ties = [name for name in (*one.objects[:1], *subjects[:1]) if name.head.lemma_.lower() in TIES]
        if not ties or not subjects or not one.objects:
            return False
        owner = next((left for left in subjects[0].head.lefts if left.dep_ == "poss"), None)
        if ties[0] is subjects[0]:  # "Dmitri's only other friend is Elena"
            whose = self.phrases.owner(owner) if owner is not None else None
            if whose is not None:
                self._draw(self.cast.nodes([whose], as_subject=True), self.cast.nodes(one.objects), one, "", "--")
            return whose is not None
        if one.lemma == "have":  # "it has a satellite link to the backup site"
            if not (goals := one.behind("to", "with")):
                return False
            kind = " ".join(one.objects[0].name.split()[:-1])
            self._draw(self.cast.nodes(subjects, as_subject=True), self.cast.nodes(goals), one, kind, "--")
            return True
        inner = next((token for token in one.objects[0].head.subtree if token.dep_ == "pobj"), None)
        names = one.behind(*_WITH) or (self.phrases.listed(inner) if inner is not None else ())
        first = self.cast.nodes(subjects, as_subject=True)
        if names and names[0].head.lower_ not in ("other", "another"):
            self._draw(first, self.cast.nodes(names), one, "", "--")
        else:
            for a, b in combinations(first, 2):
                self._draw([a], [b], one, "", "--")
        self.cast.subjects = first
        return True

    def _target(self, one: Clause) -> tuple[Sequence[str], Sequence[Phrase], str]:
        """What a clause leads to, what the table of verbs says of it, and the preposition before it."""
        verbs = table("verb")
        if one.lemma == "follow":
            turned = one.is_passive
            return ("to" if turned else "from",), one.behind("by") if turned else one.objects, "by"
        if one.lemma in _EATS and one.is_passive:
            return ("to",), one.behind("by"), ""
        if one.lemma in _EATS:
            return ("from",), one.objects or one.behind("on"), ""
        if one.lemma in EXCHANGING | LODGING and one.objects and (names := one.behind("with")):
            self.draft.heard.append(Span(one.whole.source, *place(one.verb)))
            return ("both" if one.lemma in EXCHANGING - {"share"} else "to",), names, "with"
        stem = f"be {one.verb.lower_}" if one.is_passive else " ".join(filter(None, (one.lemma, one.particle)))
        if one.objects and "put" in verbs.get(one.lemma, ()) and (names := one.behind("to", "in", "into", "on")):
            return ("send",), names, "in"
        if one.objects and not one.is_passive and (names := one.behind("from", "out of")):
            return ("from",), names, "from"  # what is fetched goes the other way
        for word, names in sorted(one.places, key=lambda place: place[0] in _WAYS):
            senses = verbs.get(f"{stem} {word}")
            if senses is not None and not (self.plain and "inside" in senses):
                return senses, names, word
        goals = one.given or one.behind("to", "into", "onto")
        if one.objects and goals and "send" in verbs.get(one.lemma, ()):
            return ("send",), goals, "to"
        for word, names in one.places:
            if word in _TO[:8]:
                return ("to",), names, word
            if word in _FROM:
                return ("from",), names, word
            if word == "by" and one.is_passive:
                return ("from",), names, word
        if one.objects and not one.is_passive:
            return verbs.get(stem, ("to",)), one.objects, ""
        for word, names in one.places:
            if word in _WITH:
                return ("with",), names, word
            if word in ("in", "on", "at", "inside", "within"):
                return ("inside",), names, word
        return (), (), ""

    def _join(
        self, one: Clause, first: Sequence[Node], second: Sequence[Node], senses: Sequence[str], word: str
    ) -> None:
        if "hold" in senses and not self.plain:
            self._hold(first, second)
            return
        if "inside" in senses and not self.plain:
            self._hold(second, first)
            return
        label, when = self._label(one, word), self._when(one)
        if when and not self.plain:
            label = " ".join((label or said(one.verb, self.draft.source.text), *when))
        if not (label or self.plain) and one.is_passive and word in ("to", "with") and (way := one.behind(*_WAYS)):
            label = way[0].name  # "is connected by radio to the tower"
        if "from" in senses or ("get" in senses and word == "from"):
            first, second = second, first
        if "with" in senses:
            self._draw(first, second, one, "", "--")
        elif "both" in senses:
            self._draw(first, second, one, label, "<->")
        else:
            self._draw(first, second, one, label)

    def _draw(self, first: Sequence[Node], second: Sequence[Node], one: Clause, label: str, arrow: str = "->") -> None:
        for a in first:
            for b in second:
                if a is b or a in b.members or b in a.members:
                    continue
                if not label:  # the link says the verb
                    self.draft.heard.append(Span(one.whole.source, *place(one.verb)))
                self.draft.link(a, b, one.whole, "--" if self.undirected else arrow, label)

    def _when(self, one: Clause) -> Sequence[str]:
        """On what condition a link holds."""
        marks = ("if", "when", "once", "unless", "after")
        return [f"{mark} {' '.join(span.text.split())}" for mark, span in one.on if mark in marks]

    def _label(self, one: Clause, word: str) -> str:
        """What a link says: what is sent, else the verb with its preposition, unless that says no more than a link."""
        if self.plain:
            return ""
        stem = " ".join(filter(None, (one.lemma, one.particle)))
        form = f"be {one.verb.lower_}" if one.is_passive else stem
        silent = table("silent")
        if f"{form} {word}".strip() in silent or (one.is_passive and word != "by"):
            return ""
        if one.lemma in _EATS:
            return ""
        if one.objects and word and not one.is_passive and not one.objects[0].is_pronoun:
            return ", ".join(name.name for name in one.objects)
        verb = said(one.verb, self.draft.source.text) if not one.is_passive else one.lemma
        return " ".join(filter(None, (verb, one.particle, word if word not in ("by",) else "")))


def _is_each_other(names: Sequence[Phrase]) -> bool:
    return names[0].head.lower_ in ("other", "another") and any(
        left.lower_ in ("each", "one") for left in names[0].head.doc[max(0, names[0].first - 1) : names[0].last]
    )


def _is_apart(one: Clause) -> bool:
    """Whether a clause joins nothing by itself: it belongs to another, or says how something is."""
    verb = one.verb
    if any(child.lower_ in _OPEN and child.i < verb.i for child in verb.children):
        return True
    if verb.dep_ in ("advcl", "xcomp", "pcomp", "csubj") or (verb.dep_ == "ccomp" and verb.head.i < verb.i):
        return True
    return one.lemma == "be" and bool(one.objects) and all(name.head.pos_ == "ADJ" for name in one.objects)
