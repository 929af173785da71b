"""Noun phrases of a diagram: which nodes they name, new ones or those that were named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import bare, caption, fullmatch, key, named, part, split, split_keeping, trim
from sgc.english.diagrams.words import MANY, SEVERAL, is_technical, numbered, shape_of
from sgc.graph.colors import is_color_word
from sgc.graph.nodes import NODE_WORDS
from sgc.source import Span, warning
from sgc.source.codes import DOUBTFUL

LIST = re.compile(r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+and\s+|\s+as well as\s+", re.IGNORECASE)
_LIST_OR = re.compile(LIST.pattern + r"|\s+or\s+(?=(?:the|an?)\s)", re.IGNORECASE)
COUNTED = re.compile(
    rf"(?:the\s+)?(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>\D.*)",
    re.IGNORECASE,
)
#: "four chambers: left atrium, …": what is counted is listed behind it.
HEADED = re.compile(
    rf"(?:(?:the|with)\s+)*(?:\d{{1,2}}|{SEVERAL})\s+(?P<noun>[\w -]+?)(?::\s+|\s*\((?=[^()]*(?:,|\band\b)[^()]*\)\Z))"
    r"(?P<list>.+?)\)?",
    re.IGNORECASE,
)
#: "three switches, one per floor", "two deputies, one for sales and one for law"
_ONE_EACH = re.compile(
    rf"(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>[\w -]+?)\s*,\s*(?:with\s+)?one\s+"
    r"(?:(?:per|(?:for|on|in|at)\s+(?:each|every))\s+(?P<of>\w+)|for\s+(?P<list>.+\sone\s+for\s.+))",
    re.IGNORECASE,
)
_ONE_FOR = re.compile(r"\s*,?\s*(?:and\s+)?(?<=[\s,])one\s+for\s+", re.IGNORECASE)
_NOTED_PLURAL = re.compile(
    r"(?:(?:[Tt]he|[Oo]ur)\s+(?:\w+['’]s\s+)?)?(?P<noun>(?:[a-z][\w-]*\s)?[a-z]+s)\s*"
    r"\((?P<list>[^():]+(?:,|\sand\s)[^():]+)\)"
)
_ALL = re.compile(
    r"(?P<both>both|all(?: of)?|each(?: of)?|every|either)(?:\s+(?:the|these|those|of|them|one))*"
    rf"(?:\s+(?P<count>\d+|{SEVERAL}))?(?:\s+(?P<noun>\D.*))?",
    re.IGNORECASE,
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_WHICH = re.compile(rf"(?:the\s+)?(?P<which>{'|'.join(ORDINALS)})(?:\s+(?:one|(?P<noun>\w.*)))?", re.IGNORECASE)
_DETERMINED = re.compile(rf"(?:the|an?|its|their|\d+|one|{SEVERAL})\s", re.IGNORECASE)
_SOME = re.compile(r"(?:one|any|some|each|every one)\s+of\s+(?P<noun>.+)", re.IGNORECASE)
_OWN = re.compile(r"(?:an?|its|their|his|her)\s+own\s+(?P<noun>.+)", re.IGNORECASE)
_OWNED = re.compile(r"(?:an?|its|their|one)\s+(?P<noun>.+)", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:an?|the|one)\s+(?P<word>[\w\s-]+?)\s+(?:called|named|labell?ed(?: with)?|that says|saying|for)\s+(?P<name>.+)",
    re.IGNORECASE,
)
#: What no name of a node has in it, begins with or ends with: words that have it were not understood.
_NO_NAME = re.compile(
    r"(?:\S+\s+){8}|(?:^|\s)(?:between|behind|whose|where|with|in the|it|its|their|his|them|they|he|she|her"
    r"|him|both|each|is|are|was|were|which|who|until|unless|when)(?:\s|$)|;"
    r"|^(?:to|from|of|on|onto|into|below|by|with|at|for|and|or|then|if|so)\s"
    r"|\s(?:to|from|of|onto|into|by|with|at|for|and|or|as|the|an)$",
    re.IGNORECASE,
)
_IN_THE = re.compile(r"(?P<what>[\w-]+s)\s+in\s+the\s+(?P<where>\w+)", re.IGNORECASE)
_OF_PICTURES = re.compile(
    r"middle|cent(?:er|re)|overlap|intersection|background|foreground|picture|diagram", re.IGNORECASE
)
#: Pronouns of people, each with its form for who acts.
PEOPLE = {"he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
#: Words of nodes that may be people.
_OF_PEOPLE = frozenset(("person", "actor", "box", "rounded"))
_ONE = frozenset(("it", "this", "that", "the latter", "itself", "the same", "there"))
_HOSTED = re.compile(
    r"(?P<what>.+?)\s+(?:(?:hosted|running|deployed|located|living|stored|inside)\s+(?:on|in|at"
    r"|of)?\s*|(?:in|inside|within)\s+(?=(?:an?|our|my)\s))(?P<where>.+)",
    re.IGNORECASE,
)
#: "three workers behind the queue", "a proxy in front of two servers"
_BEFORE_OTHERS = re.compile(
    r"(?P<what>.+?)\s+(?:(?:sitting|standing|placed)\s+)?(?P<how>behind|in front of)\s+(?P<where>.+)", re.IGNORECASE
)
#: "an encoder with three blocks": what has others in it.
_WITH_SOME = re.compile(
    rf"(?P<what>[^,]+?)\s+(?:(?:with|of)\s+(?=(?:\d{{1,2}}|{SEVERAL})\s\D)|with\s+(?=an?\s))(?P<inside>.+)",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(r"\s*,?\s+but\s+not\s", re.IGNORECASE)
#: The node word of what only passes on: nothing is in it.
_PASSING = "hexagon"
#: Words behind a name that say no more than that it is one of those.
_SAYING_NO_MORE = frozenset(("system", "service", "department", "team", "office", "module", "unit"))
_MANY = frozenset(("they all", "they both", "all of them", "both of them", "they", "them", "these", "those", "which"))


@dataclass(slots=True)
class Cast:
    """Who has been named, and what pronouns point to. ``word`` is the node word of nouns that have none of their own;
    if nothing is ``shaped``, of all."""

    draft: Draft
    word: str
    shaped: bool = True
    subjects: list[Node] = field(default_factory=list)
    latest: list[Node] = field(default_factory=list)
    several: list[Node] = field(default_factory=list)
    mentioned: list[Node] = field(default_factory=list)  # each once, the latest last
    called: dict[int, str] = field(default_factory=dict)  # by which pronoun people were pointed to: "he", "she"
    counted: str = ""  # the noun of those of which one was named by its number
    kinds: list[str] = field(default_factory=list)  # nouns of those that were listed: "four committees: finance, …"
    hearer: Node | None = None  # whom the next pronoun in the singular points to rather than to who acted last
    each: bool = False  # whether the subjects are each spoken of by itself, as "it" then is, too

    def named(self, span: Span, members: list[Node] | None = None) -> list[Node]:
        """The nodes that a noun phrase names, in the prompt's order; new ones are added to the draft."""
        if (headed := fullmatch(span, HEADED)) is not None:
            noun = named(span, headed, "noun")
            self.draft.heard.append(noun)
            self.kinds.append(lexicon.one_of(noun.text.casefold()))
            span = named(span, headed, "list")
        span, _ = self.draft.hear_behind(span, _BUT_NOT)  # "income, but not health" is income
        several = told_apart(trim(span, ",.;:"))
        if several and not any(self.draft.find(place) for place, _ in several):
            self.draft.heard.append(Span(span.source, several[0][0].start, span.end))
            nodes = [self._new(place, shape_of(label, self.word), label) for place, label in several]
            self.several = self.latest = nodes
            self.mentioned += nodes
            return nodes
        pieces = _nested(trim(span, ",.;:"))
        found: list[Node] = self._sharing(pieces) or self._enumerated(pieces)
        for piece in () if found else pieces:
            found += (one for one in self._one(piece, members) if one not in found)
        if len(found) > 1:
            self.several = found
        if found:
            self.latest = found
        self.mentioned = [one for one in self.mentioned if one not in found] + found
        return found

    def apart(self, span: Span, owners: Sequence[Node], owned: bool) -> list[list[Node]]:
        """The new nodes of each owner, where a phrase gives every one its own: "three pods", counted on, "its own
        database", and, of what is ``owned``, "an app and its libs"; nothing if the phrase names what all share."""
        pieces = split(trim(span, ",.;:"), LIST)
        if not pieces or not all(self._is_given(one, owned) for one in pieces):
            return []
        return [[node for piece in pieces for node in self._given(piece, owner, k)] for k, owner in enumerate(owners)]

    def more(self, span: Span) -> list[Node]:
        """As many new nodes as a phrase counts, numbered on from those of the same noun that there are; none if there
        are none."""
        counted = fullmatch(span, COUNTED)
        alike = self._alike(named(span, counted, "noun").text) if counted is not None else []
        if counted is None or not alike or span.text.casefold().startswith("the "):
            return []
        noun, count = named(span, counted, "noun"), numbered(counted["count"]) or 1
        return [self._numbered(noun, i) for i in range(len(alike) + 1, len(alike) + count + 1)]

    def _is_given(self, span: Span, owned: bool) -> bool:
        counted = fullmatch(span, COUNTED)
        if counted is not None:
            return not self._alike(named(span, counted, "noun").text)
        return fullmatch(span, _OWN) is not None or (owned and fullmatch(span, _OWNED) is not None)

    def _given(self, span: Span, owner: Node, k: int) -> list[Node]:
        """What the k-th of several owners has for itself."""
        counted = fullmatch(span, COUNTED)
        if counted is not None:
            noun, count = named(span, counted, "noun"), numbered(counted["count"]) or 1
            return [self._numbered(noun, i) for i in range(k * count + 1, (k + 1) * count + 1)]
        own = fullmatch(span, _OWN) or fullmatch(span, _OWNED)
        assert own is not None
        noun = named(span, own, "noun")
        one = singular_caption(noun) if span.text.casefold().startswith("their") else caption(noun.text)
        number = re.search(r"\d+$", owner.label)
        if number is not None:
            return [self._new(noun, label=f"{one} {number.group()}")]
        return [self._new(noun, label=f"{owner.label} {one[:1].lower() + one[1:] if noun.text[:1].islower() else one}")]

    def _numbered(self, noun: Span, number: int) -> Node:
        return self._new(noun, label=f"{singular_caption(noun)} {number}")

    def _sharing(self, pieces: list[Span]) -> list[Node]:
        """ "the user and order services" are the user service and the order service, of systems new ones, too."""
        if len(pieces) < 2 or len(pieces[-1].text.split()) < 2:
            return []
        noun = lexicon.one_of(pieces[-1].text.split()[-1].casefold())
        if noun == pieces[-1].text.split()[-1].casefold():
            return []
        names = [f"{key(bare(one).text)} {noun}" for one in pieces[:-1]] + [key(bare(pieces[-1]).text)]
        by_name = {key(node.label): node for node in self.draft.nodes}
        if all(one in by_name for one in names):
            return [by_name[one] for one in names]
        first, *further = (one.text for one in pieces)
        is_system = is_technical(noun) and not any(map(is_technical, (first, *further[:-1])))
        is_shared = is_system and first.startswith("the ")
        if not is_shared or any(" " in one for one in (first.removeprefix("the "), *further[:-1])):
            return []
        called = zip(pieces, map(caption, names), strict=True)
        return [self.draft.find(one) or self._new(bare(one), label=name) for one, name in called]

    def _enumerated(self, pieces: list[Span]) -> list[Node]:
        """ "two services, orders and billing": as many names as the number before them says."""
        counted = fullmatch(pieces[0], COUNTED) if pieces else None
        if counted is None or len(pieces) < 3 or numbered(counted["count"]) != len(pieces) - 1:
            return []
        told = [_DETERMINED.match(one.text) for one in pieces[1:]]
        definite = all(one is not None and one.group().casefold() == "the " for one in told)
        if (any(told) and not definite) or not all(is_name(bare(one)) for one in pieces[1:]):
            return []
        noun = named(pieces[0], counted, "noun")
        word = shape_of(noun.text, self.word) if self.shaped else self.word
        self.draft.heard.append(noun)
        return [self.draft.find(one) or self._new(bare(one), word) for one in pieces[1:]]

    def _one(self, span: Span, owners: list[Node] | None) -> list[Node]:
        text = " ".join(span.text.split())
        text = text if text in ("IT", "US") else text.casefold()
        if text in PEOPLE:
            return self._person(span, PEOPLE[text], owners or [])
        if text == "it" and not owners and self.each and len(self.subjects) > 1:
            return list(self.subjects)
        if text in _ONE:
            before = [] if text == "the latter" or len(self.subjects) > 1 else self.subjects
            before = [self.hearer, *before] if self.hearer is not None else before
            last = () if owners else (*before, *reversed(self.latest))  # what a verb is about was named last of all
            pointed = (*last, *reversed(self.mentioned), *before)
            others = [one for one in pointed if one not in (owners or ())]
            found = ([one for one in others if _can_be(text, one)] or others)[:1]
            if not found and not self.draft.nodes and self.draft.title and self.shaped:  # "of a phone: it has …"
                found, self.draft.title = [self._new(span, label=self.draft.title)], ""
            if not found:
                self.draft.unread.append(span)
            return found
        if text in _MANY:
            acting = [one for one in self.subjects if is_several(one)] if not owners else []  # "reactions take … They"
            before = [one for one in self.mentioned if one not in (owners or ())]
            whole = before if text == "all of them" and not acting and len(self.several) < 2 else []
            ways = (whole, acting, self.several, self.latest, *([one] for one in reversed(before) if is_several(one)))
            free = (some for some in ways if some and not any(one in (owners or ()) for one in some))
            them: list[Node] = next(free, [])
            if owners and text != "which" and len(them) == 1 and not is_several(them[0]):
                self.draft.unread.append(span)  # "(reads values from a disk and) sorts them"
                return []
            return them
        if (some := fullmatch(span, _SOME)) is not None:
            return self._one(named(span, some, "noun"), owners)
        if (every := fullmatch(span, _ALL)) is not None:
            noun = part(span, every, "noun")
            alike = self._alike(noun.text) if noun is not None else self._together(every, owners or [])
            if alike:
                return alike
            if noun is not None and every["both"].casefold() in ("each", "every") and self.shaped:
                return self._of_each(noun, every["both"], owners)
            span = noun or span
        if (which := fullmatch(span, _WHICH)) is not None:  # "the second switch", of several
            self.counted = which["noun"] or self.counted  # "the second", of those of which the first was named
            alike, number = self._alike(self.counted), ORDINALS.index(which["which"].casefold())
            if number < len(alike):
                return [alike[number]]
        if (called := fullmatch(span, _CALLED)) is not None:
            word, name = named(span, called, "word"), named(span, called, "name")
            known = self._node_word(word.text)
            if known:
                return [self.draft.find(bare(name)) or self._new(bare(name), known)]
        if (placed := self._before_others(span, owners)) is not None:
            return placed
        if (counted := fullmatch(span, COUNTED)) is not None:
            noun, count = named(span, counted, "noun"), numbered(counted["count"]) or 1
            if count > MANY:
                return self._by_name(span, owners or [])
            one = singular_caption(noun)
            return [self._new(noun, label=f"{one} {i}" if count > 1 else one) for i in range(1, count + 1)]
        return self._in_others(span, owners) or self._by_name(span, owners or [])

    def _of_each(self, noun: Span, word: str, owners: list[Node] | None) -> list[Node]:
        """ "each worker node", where no number is said: one stands for all, and says so."""
        known = len(self.draft.nodes)
        found = self._in_others(noun, owners) or self._by_name(noun, owners or [])
        for node in self.draft.nodes[known:] if len(found) == 1 else ():
            if node is found[0]:
                plain = noun.text[:1].islower() and node.label[1:2].islower()
                node.label = f"{caption(word)} {node.label[:1].lower() + node.label[1:] if plain else node.label}"
        return found

    def _person(self, span: Span, pronoun: str, owners: Sequence[Node]) -> list[Node]:
        """Whom "he" or "her" points to: not who acts, nor whom another pronoun points to; of several the one who
        acted before, which is told unless it was on who acts now."""
        able = [one for one in reversed(self.mentioned) if one not in owners and one.word.split()[-1] in _OF_PEOPLE]
        able = [one for one in able if self.called.get(id(one), pronoun) == pronoun]
        sure = [one for one in able if id(one) in self.called] or able
        if not sure:
            self.draft.unread.append(span)
            return []
        likely = [self.hearer, *self.subjects] if self.hearer is not None else self.subjects
        found = next((one for one in likely if one in sure), sure[0])
        is_asked = bool(owners) and found in self.subjects and id(found) not in self.called  # who spoke to them before
        if len(sure) > 1 and not is_asked:
            others = " or ".join(f"“{one.label}”" for one in sorted(sure, key=lambda one: one.span.start))
            hint = "Say the name again."
            self.draft.told.append(warning(DOUBTFUL, f"“{span.text}” may be {others}", span, hint))
        else:
            self.called[id(found)] = pronoun
        return [found]

    def _before_others(self, span: Span, owners: list[Node] | None) -> list[Node] | None:
        """ "three workers behind the queue": those, to whom the queue leads; None if words say no such thing."""
        placed = fullmatch(span, _BEFORE_OTHERS)
        what = named(span, placed, "what") if placed is not None else None
        if placed is None or what is None or not is_name(bare(what)):
            return None
        nodes = self._one(what, owners)
        places = self._one(named(span, placed, "where"), nodes)
        self.draft.join(*((places, nodes) if placed["how"].casefold() == "behind" else (nodes, places)), span)
        return nodes

    def _in_others(self, span: Span, owners: list[Node] | None) -> list[Node]:
        """ "containers on a host", "an encoder with three blocks": what is in what."""
        if (hosted := fullmatch(span, _HOSTED)) is not None and is_name(bare(named(span, hosted, "where"))):
            inside = self._one(named(span, hosted, "what"), owners)
            for where in self._one(named(span, hosted, "where"), inside):
                for one_inside in inside:
                    where.give(one_inside)
            return inside
        if (having := fullmatch(span, _WITH_SOME)) is not None and is_name(bare(named(span, having, "what"))):
            whole = self._one(named(span, having, "what"), owners)
            members = [one for place in split(named(span, having, "inside"), LIST) for one in self._one(place, None)]
            if whole[0].word == _PASSING:  # "a switch with two PCs"
                self.draft.join(whole[:1], members, span)
            else:
                for member in members:
                    whole[0].give(member)
            return whole
        return []

    def _by_name(self, span: Span, owners: Sequence[Node]) -> list[Node]:
        """The node of this name, or a new one; the words are unread if they are no name."""
        piece = bare(span)
        if not re.search(r"\w", piece.text):
            return []
        if not is_name(piece):
            self.draft.unread.append(span)
            return []
        if lexicon.is_plural(piece.text.split()[-1].casefold()) and (alike := self._alike(piece.text)):
            return alike
        known_node = self.draft.find(piece) or self.draft.one_of(span) or self._in_some_way(piece, owners)
        return [known_node] if known_node is not None else [self._new(piece)]

    def _in_some_way(self, piece: Span, owners: Sequence[Node]) -> Node | None:
        """ "a failed test" is the test, "MongoDB" the MongoDB database, where such a node is known."""
        words = piece.text.split()
        if len(words) > 1 and words[0].casefold().endswith("ed"):
            rest = trim(Span(piece.source, piece.start + len(words[0]), piece.end))
            return self.draft.labelled(rest.text)
        kind = next((one for one in self.kinds if piece.text.casefold().endswith(f" {one}")), "")
        if kind:  # "the finance committee"
            self.draft.heard.append(Span(piece.source, piece.end - len(kind), piece.end))
            return self.draft.find(Span(piece.source, piece.start, piece.end - len(kind)))
        found = self.by_part(piece)
        return found if found not in owners else None

    def by_part(self, piece: Span) -> Node | None:
        """ "MongoDB" is the MongoDB database, where that alone is called so."""
        name = " ".join(piece.text.casefold().split())
        alike = [one for one in self.draft.nodes if one.label.casefold().startswith(f"{name} ")]
        if not piece.text.isupper() and lexicon.is_known_noun(name):  # the lamp is no lamp holder, the lab a lab system
            alike = [one for one in alike if one.label.casefold().removeprefix(f"{name} ") in _SAYING_NO_MORE]
        return alike[0] if len(alike) == 1 else None

    def _together(self, every: re.Match[str], owners: list[Node]) -> list[Node]:
        """Whom "both" and "all three" point to: those named together, or as many as were named last."""
        count = numbered(every["count"]) if every["count"] else 2 if every["both"].casefold() == "both" else None
        if count in (None, len(self.several)):
            return self.several
        others = [one for one in self.mentioned if one not in owners]
        return others[-count:] if count is not None and len(others) >= count else []

    def _alike(self, noun: str) -> list[Node]:
        """The nodes of this noun: "Service 1", "Service 2" for "the services", or "User service", "Order service"."""
        stem = re.escape(key(noun))
        found = [one for one in self.draft.nodes if re.fullmatch(rf"(?:.* )?{stem} \d+", one.label.casefold())]
        if len(found) < 2:
            found = [one for one in self.draft.nodes if key(one.label).endswith(f" {key(noun)}")]
        return found if len(found) > 1 else []

    def _new(self, span: Span, word: str = "", label: str | None = None) -> Node:
        noun = label.rsplit(" ", 1)[0] if label and label[-1:].isdigit() else span.text
        shape = word or (shape_of(noun, self.word) if self.shaped else self.word)
        return self.draft.add(span, shape, label)

    @staticmethod
    def _node_word(text: str) -> str:
        """The language's node words for "red rounded box": attributes before a word for a shape."""
        words = text.casefold().split()
        if not words or (words[-1] not in NODE_WORDS and not lexicon.is_known_noun(words[-1])):
            return ""
        colors = [one for one in words[:-1] if is_color_word(one)]
        return " ".join([*colors, words[-1]]) if len(colors) == len(words) - 1 else ""


def _nested(span: Span) -> list[Span]:
    """The pieces of a list, where "a subnet with two servers and a database" is one: "and" goes on in it."""
    found: list[Span] = []
    for piece, mark in split_keeping(span, _LIST_OR):
        if found and "," not in mark and fullmatch(found[-1], _WITH_SOME) and not fullmatch(piece, _WITH_SOME):
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found


def is_several(node: Node) -> bool:
    """Whether a node is called by a noun in the plural."""
    last = node.label.split()[-1].casefold() if node.label else ""
    return last != "data" and bool(last) and lexicon.is_plural(last)


def _can_be(pronoun: str, node: Node) -> bool:
    """Whether a pronoun in the singular may point to a node: "it" to no person and to nothing in the plural."""
    return not is_several(node) and not (pronoun == "it" and node.word.split()[-1] == "person")


def can_be_named(span: Span) -> bool:
    """Whether a list of words names nodes or points to them, and says no more: not "it until the end"."""
    return all(map(_names_one, _nested(span)))


def _names_one(span: Span) -> bool:
    """Whether words name one node, or several of a noun, perhaps with what is in it or before it."""
    if len(span.text.split()) == 1 or _ALL.fullmatch(span.text) or is_name(bare(span)):
        return True
    having, placed = fullmatch(span, _WITH_SOME), fullmatch(span, _BEFORE_OTHERS)
    match = having or placed
    if match is None or not is_name(bare(named(span, match, "what"))):
        return False
    other = named(span, match, "inside" if having is not None else "where")
    return other.text.casefold() in _ONE or can_be_named(other)


def is_name(span: Span) -> bool:
    """Whether words can name a node: in quotation marks any can, and "sensors in the field" are named with where they
    are."""
    placed = fullmatch(span, _IN_THE)
    if placed is not None and _OF_PICTURES.search(placed["where"]) is None:
        span = named(span, placed, "what")
    return span.source.text[span.start - 1 : span.start] in ('"', "“", "'", "‘") or _NO_NAME.search(span.text) is None


def told_apart(span: Span) -> list[tuple[Span, str]]:
    """Several of a noun by what each is called, with the words for it: "two deputies, one for sales and one for law",
    "three switches, one per floor", "servers (mail, file and print)"; nothing if words say no such thing."""
    each = fullmatch(span, _ONE_EACH)
    count = (numbered(each["count"]) or 0) if each is not None else 0
    if each is not None and each["of"] is not None:
        one = f" {singular_caption(named(span, each, 'noun')).lower()}"
        return [(named(span, each, "noun"), f"{caption(each['of'])} {i}{one}") for i in range(1, count + 1)]
    noted = fullmatch(span, _NOTED_PLURAL) if each is None else None
    match = each or noted
    if match is None:
        return []
    noun, listed = named(span, match, "noun"), named(span, match, "list")
    places = split(listed, _ONE_FOR if each is not None else LIST)
    is_counted = len(places) == count if each is not None else lexicon.is_plural(noun.text.split()[-1].casefold())
    if not is_counted or len(places) < 2 or any(len(one.text.split()) > 3 or not is_name(bare(one)) for one in places):
        return []
    one = singular_caption(noun)
    is_named = all(place.text[:1].isupper() for place in places)
    return [(bare(p), p.text if is_named else f"{caption(bare(p).text)} {one[:1].lower() + one[1:]}") for p in places]


def singular_caption(noun: Span) -> str:
    """What one of several is called: of "two EC2 instances" "EC2 instance"."""
    if re.search(r"[A-Z]s$", noun.text):  # "four PCs"
        return noun.text[:-1]
    words = noun.text.split()
    if words[-1].islower():  # "two EC2 instances"
        words[-1] = lexicon.one_of(words[-1])
    return caption(" ".join(words))
