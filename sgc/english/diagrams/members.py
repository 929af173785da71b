"""Classes and entities as nodes: what they are called, their rows, and how many of one belong to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sgc.english import lexicon
from sgc.english.diagrams.draft import RULE, Draft, Edge, Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.naming import LIST, Cast
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import (
    bare,
    fullmatch,
    key,
    named,
    part,
    past,
    split,
    split_keeping,
    trim,
    without_enclosed,
)
from sgc.english.diagrams.verbs import find_verb, joining
from sgc.english.diagrams.words import SEVERAL, Verb, numbered
from sgc.source import Span

HAS = re.compile(
    r"(?P<owner>.+?)\s*,?\s+(?:(?:can|may|must|should)\s+)?"
    r"(?:with|has|have|having|adds|which adds|which has|which have|that has|that have|stores|records)\s+"
    r"(?:(?:the\s+)?(?:\w+\s+)?(?:attributes|fields|properties|columns|members)\s*:?\s+)?(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_HAS_AGAIN = re.compile(r"(?P<owner>\w+)\s+(?:has|have)\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(
    r"(?:(?:the|an?)\s+)?(?P<word>abstract(?: base)? class|(?:base |super|parent |child |sub)?class|interface|entity"
    r"|table|enum)\s+(?P<name>.+)",
    re.IGNORECASE,
)
#: "a Shape class", "the users table"
_KIND_BEHIND = re.compile(
    r"(?:(?:the|an?)\s+)?(?P<name>(?!abstract\b|base\b|parent\b|super\b|sub)\w+(?:\s[a-z]\w*)??)\s+"
    r"(?P<word>class|interface|entity|table|enum)",
    re.IGNORECASE,
)
#: "attach, detach and notify methods and keeps a list of Observers"
_METHODS_FIRST = re.compile(
    r"(?P<list>[^:]+?\s(?:and\s)?[\w()]+)\s+(?:methods|operations|functions)(?:\s*,?\s+and\s+(?P<rest>[a-z]+s\s.+))?",
    re.IGNORECASE,
)
_METHODS_LATER = re.compile(
    r"\s*,?\s*(?:and\s+)?(?:with\s+)?(?:the\s+|an?\s+)?(?:methods?|operations?|functions?)\s*:?\s+", re.IGNORECASE
)
#: "an area method", "the methods area and perimeter" cut at "and".
METHOD = re.compile(r"(?P<name>.+?)\s+(?:methods?|operations?|functions?)", re.IGNORECASE)
CLAUSES = re.compile(r"\s*,\s*(?:and|but|while|whereas)?\s*|\s+(?:and|while|whereas|\+)\s+", re.IGNORECASE)
MANY = re.compile(
    r"(?:(?P<many>more than one|0\.\.\*|0\.\.n|\*|many|several|multiple|any number of|zero or more|a number of|lots of"
    r"|a list of|a set of"
    r"|various)|(?P<some>1\.\.\*|1\.\.n|at least one|one or (?:more|many|several|two|three))"
    r"|(?P<maybe>0\.\.1|zero or one|at most one|an optional|optionally one|optionally an?|maybe one)"
    rf"|(?P<most>(?:up to|at most|no more than|a maximum of)\s+)?(?P<count>{SEVERAL}|[2-9]|\d\d)"
    r"|(?P<one>exactly one|only one|exactly 1|one|1|a single|an?|its|the))\s+(?P<noun>.+)",
    re.IGNORECASE,
)
#: "Dog (breed)": a class with its rows.
_WITH_ROWS = re.compile(r"(?P<name>[^(){}]+?)\s*(?:\((?P<rows>.+)\)|\{\s*(?P<braced>.+)\})")
_ROWS = re.compile(LIST.pattern + r"|\s*;\s*", re.IGNORECASE)
#: "opacity of type double"
TYPED = re.compile(r"(\w+) (?:of type|with type|\(of type) (\w+)\)?$")
EACH = re.compile(r"(?:each|every|an?|one|the)\s+", re.IGNORECASE)
UML = {"many": "0..*", "some": "1..*", "maybe": "0..1", "one": "1"}
CROW = {"many": "zero or many", "some": "one or many", "maybe": "zero or one", "one": "one"}
#: What verbs may say of classes, the first that holds first.
SENSES = ("kind", "fulfil", "own", "gather", "need", "hold", "inside", "with", "from", "to", "send", "put", "get")
_AND_TO = re.compile(r"\s+(?:to|with)\s+(?=(?:one|an?|many|several|exactly|each|zero)\s)", re.IGNORECASE)
PREPOSITION = re.compile(r"(?!at (?:least|most)\b)(?:on|in|at|for|with|to|by)\s+", re.IGNORECASE)
#: How a link shows each sense of a verb: the properties of a class diagram's link.
LOOKS: dict[str, dict[str, str]] = {
    "kind": {"head": "triangle"},
    "fulfil": {"head": "triangle", "dashed": ""},
    "own": {"tail": "diamond", "head": "none"},
    "hold": {"tail": "diamond", "head": "none"},
    "gather": {"tail": "hollow diamond", "head": "none"},
    "need": {"head": "open", "dashed": ""},
}
#: "tickets for screenings": an entity, and another that it has to do with.
_WITH_ANOTHER = re.compile(
    r"(?P<what>\w+)\s+(?P<how>for|about|of|on|to|from)\s+(?P<other>(?:(?:an?|one|the|several|many)\s+)?\w+)",
    re.IGNORECASE,
)
_OF_EACH = re.compile(r"(?:each|every)\s", re.IGNORECASE)
#: Verbs of those that are in something, which say more than that.
_LIVES = frozenset(("live", "reside", "stand", "sit"))
#: What each row of a table says of one row of another.
_REFERRING = frozenset(("reference", "refer", "point"))
_NEW_SUBJECT = re.compile(r"(?:an?|each|every|one)\s+\w+\s+\w", re.IGNORECASE)
MAY_DO = re.compile(r"(?:can|may)\s+", re.IGNORECASE)
_DONE = re.compile(r"(?:(?:is|are)\s+\w+\s+(?:by|to|in|from|with)|belongs?\s+to|refers?\s+to)\s", re.IGNORECASE)


#: A verb that shares what the one behind it leads to: "borrow and return books".
BARE_VERB = re.compile(r"[a-z]+\s+and\s+(?=[a-z]+\s)")


def told(span: Span) -> list[Span]:
    """The clauses of a statement, where "can borrow and return books" is one."""
    found: list[Span] = []
    for piece in split(span, CLAUSES):
        before = past(found[-1], MAY_DO) if found else piece
        is_bare = bool(found) and before.start > found[-1].start and " " not in before.text
        if is_bare and BARE_VERB.match(span.source.text, before.start, piece.end) is not None:
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found


def _goes_on(span: Span) -> bool:
    """Whether words say what the subject before them does, too: "(has a name and) employs doctors"."""
    one = next(iter(clauses(span)), None)
    return one is not None and bool(one.verb) and one.main.tag is Tag.V3 and not one.subject and bool(one.rest)


def _is_the_same(said: str, before: str, how: str) -> bool:
    """Whether a verb says of the other side what one before did: "treats many", "is treated by one", "occurs in"."""
    *_, done, by = ("", "", *said.split())
    if by == "by" and before:
        return lexicon.verb_base(done) == lexicon.base_of_third(before.split()[0])
    return how in ("one", "maybe") or not _OF_THE_SAME.isdisjoint(map(lexicon.base_of_third, said.split()))


#: Verbs that say no more than that there is a relationship.
_OF_THE_SAME = frozenset(("occur", "appear", "belong", "used", "include", "contain", "have", "relate"))


def _add_rows(owners: Sequence[Node], listed: Span, methods: bool) -> None:
    for place in split(listed, LIST):
        for owner in owners:
            add_row(owner, bare(place), methods)


class Members:
    """Names of classes, or of entities of a data model, and what they have, read into a draft."""

    def __init__(self, draft: Draft, entities: bool) -> None:
        self.draft = draft
        self.entities = entities
        self.cast = Cast(draft, "table" if entities else "class", shaped=False)
        self.targets: list[Node] = []  # what its latest verb led to
        self.owners: list[Node] = []  # what the sentence is about
        self.told_of: set[str] = set()  # of what sentences are, in the singular

    def _methods_first(self, owners: list[Node], what: Span) -> bool:
        """ "attach and notify methods and keeps a list of Observers" """
        first = fullmatch(what, _METHODS_FIRST)
        if first is None:
            return False
        _add_rows(owners, named(what, first, "list"), True)
        if (rest := part(what, first, "rest")) is not None:
            self._clauses(rest, owners)
        return True

    def _members(self, owners: list[Node], what: Span, span: Span, methods: bool = False) -> None:
        """What classes have: attributes and methods are rows of theirs, other classes are linked with them."""
        self.cast.subjects = owners
        self.owners += owners
        if self._methods_first(owners, what):
            return
        later = _METHODS_LATER.search(what.source.text, what.start, what.end)
        calls: Span | None = None
        if later is not None and not methods:
            calls = trim(Span(what.source, later.end(), what.end))
            what = trim(Span(what.source, what.start, later.start()), ",")
        last: list[Node] = owners
        shared: re.Match[str] | None = None
        pieces = split_keeping(what, CLAUSES)
        for i, (piece, _) in enumerate(pieces):
            verb = self._verb(piece, False)
            inner = fullmatch(piece, HAS)
            if i and inner is not None and (owner := part(piece, inner, "owner")) is not None and self._is_class(owner):
                rest = part(piece, inner, "what")
                assert rest is not None
                self._members(self._named(without_each(owner)), Span(rest.source, rest.start, what.end), span)
                return
            again = fullmatch(piece, _HAS_AGAIN)
            if again is not None and (attribute := part(piece, again, "owner")) is not None:
                for owner_node in owners:
                    add_row(owner_node, bare(attribute), methods)
                rest = part(piece, again, "what")
                assert rest is not None
                self._members(owners, Span(rest.source, rest.start, what.end), span)
                return
            begins = verb is None or verb.span.start == piece.start
            if i and not methods and _goes_on(piece) and (self.entities or self._goes_to_class(piece)):
                self._clauses(Span(piece.source, piece.start, what.end), owners)  # "has a name and employs doctors"
                return
            if i and begins and _DONE.match(piece.text) is not None:
                self._clauses(Span(piece.source, piece.start, what.end), owners)  # "and is managed by one employee"
                return
            quantity = fullmatch(piece, MANY)
            is_counted = quantity is not None and not quantity["one"]  # "many books" has no verb
            if verb is not None and verb.span.start > piece.start and not is_counted:
                # "an order with id and date contains many products"
                if i and _NEW_SUBJECT.match(piece.text) is not None:  # ", a publisher publishes many books"
                    self._clauses(Span(piece.source, piece.start, what.end))
                    return
                before = bare(Span(piece.source, piece.start, verb.span.start))
                if i and self._is_class(before):  # ", and employees work on several projects"
                    self._clauses(Span(piece.source, piece.start, what.end))
                    return
                for owner_node in owners:
                    add_row(owner_node, before, methods)
                self._clauses(Span(piece.source, verb.span.start, what.end), owners)
                return
            if (does := past(piece, MAY_DO)).start > piece.start:
                methods, piece = True, does
            many, noun = counted(piece)
            if many is None and shared is not None and lexicon.is_plural(noun.text.casefold().split()[-1]):
                many = shared  # "many comments and tags"
            shared = many if many is not None and many["many"] else None
            if self._is_association(many, noun) and not methods:
                last = self._associated(owners, many, noun, span)
            else:
                for owner_node in owners:
                    add_row(owner_node, noun, methods or noun.text.endswith("()"))
        if calls is not None:
            self._methods(owners, calls)
        self.cast.latest = last

    def _methods(self, owners: list[Node], listed: Span) -> None:
        """Methods in a list, up to where a clause says something of another: "attach and notify, Observer is …". Where
        the first is written with parentheses all are: "area(), and Circle and Square inherit from it"."""
        places = split(listed, LIST)
        for place in places:
            is_other = places[0].text.endswith(")") and not trim(place, ".").text.endswith(")")
            if is_other or any(one.subject and one.verb and one.rest for one in clauses(place)):
                self._say(Span(place.source, place.start, listed.end))
                return
            for owner in owners:
                add_row(owner, bare(place), True)

    def _is_association(self, many: re.Match[str] | None, noun: Span) -> bool:
        if self._is_class(noun):
            return True
        several = many is not None and any(many[one] for one in ("many", "some", "maybe", "count"))
        return several and not noun.text.endswith("()")

    def _goes_to_class(self, span: Span) -> bool:
        """Whether words say what is done with another class: "(has a name and) takes several Courses"."""
        one = next(iter(clauses(span)))
        return self._is_association(*counted(one.what))

    def _is_class(self, span: Span) -> bool:
        """Whether words name a class: one that is known, or with a large letter in a text that writes classes so."""
        text = bare(span).text
        if not text or ":" in text:
            return False
        piece = bare(without_each(span))
        if self.draft.find(piece) is not None or self.draft.find(singular(piece)) is not None:
            return True
        if self.entities and key(piece.text) in self.told_of:
            return True
        is_named_so = text[:1].isupper() and not text.isupper()
        return not self.entities and is_named_so and any(one.span.text[:1].isupper() for one in self.draft.nodes)

    def _associated(
        self, owners: list[Node], many: re.Match[str] | None, noun: Span, span: Span, said: str = ""
    ) -> list[Node]:
        if (further := self._of_another(noun)) is not None:  # "buy tickets for screenings"
            return self._through(owners, many, further, span, said)
        how = next((one for one in ("many", "some", "maybe", "one") if many is not None and many[one]), "one")
        refers = self.entities and bool(said) and lexicon.base_of_third(said.split()[0]) in _REFERRING
        if many is None and any(map(lexicon.is_plural, noun.text.casefold().split()[-1:])) and not refers:
            how = "many"
        count = amount(many) if many is not None and many["count"] else ""
        if many is not None and count:
            how = "many" if many["most"] or not self.entities else "some"
        target = self.draft.find(noun) or self.draft.find(singular(noun))
        if target is None and fullmatch(noun, _WITH_ROWS) is not None:
            (target,) = self._named(noun)[:1]
        if target is None:
            target = self.draft.add(noun, self.cast.word, label(noun))
        for owner in owners:
            known = next((one for one in self.draft.edges if {one.first, one.second} == {owner, target}), None)
            is_same = known is not None and known.label == said and known.first is owner
            is_turned = known is not None and known.first is target and _is_the_same(said, known.label, how)
            if known is not None and (not said or is_same or is_turned):
                self._complete(known, target, how)
                self.draft.heard.append(span)
                continue
            if self.entities:  # a verb other than "has" leaves open how many there are at its own side
                own = {"tail": "zero or many"} if refers else {} if said else {"tail": "one"}
                self.draft.link(owner, target, span, "--", said, **own, head=CROW[how])
            else:
                edge = self.draft.link(owner, target, span, "--", said)
                edge.texts = ("" if said else "1", count or UML[how])
        return [target]

    def _of_another(self, noun: Span) -> re.Match[str] | None:
        """Whether an entity is named with another that it is of: "reviews about albums"."""
        match = fullmatch(noun, _WITH_ANOTHER) if self.entities else None
        is_known = match is not None and self.draft.find(noun) is None and self._is_class(named(noun, match, "other"))
        return match if is_known else None

    def _through(
        self, owners: list[Node], many: re.Match[str] | None, match: re.Match[str], span: Span, said: str
    ) -> list[Node]:
        """Owners have to do with one entity, and that with another."""
        targets = self._associated(owners, many, named(span, match, "what"), span, said)
        how, other = counted(named(span, match, "other"))
        self._associated(targets, how, other, span, match["how"].casefold())
        return targets

    def _complete(self, edge: Edge, target: Node, how: str) -> None:
        """What a second sentence says of the same link: how many there are at its other end."""
        if edge.second is target and self.entities:
            edge.properties["head"] = CROW[how]
        elif edge.second is target:
            return
        elif self.entities:
            edge.properties["tail"] = CROW[how]
        elif edge.texts is not None:
            edge.texts = (UML[how], edge.texts[1])

    def _named(self, span: Span, owners: list[Node] | None = None) -> list[Node]:
        """The classes that words name; "the class Animal" is Animal, "an interface Shape" is one."""
        found: list[Node] = []
        for piece in split(span, LIST):
            rows = fullmatch(piece, _WITH_ROWS)
            if rows is not None:
                nodes = self._named(named(piece, rows, "name"), owners)
                for place in split(named(piece, rows, "rows" if rows["braced"] is None else "braced"), _ROWS):
                    for node in nodes:
                        add_row(node, bare(place), place.text.rstrip().endswith(")"))
                found += nodes
                continue
            kind = fullmatch(piece, _KIND) or fullmatch(piece, _KIND_BEHIND)
            name = part(piece, kind, "name") if kind is not None else None
            if kind is not None and name is not None:
                word = "class" if kind["word"].casefold().endswith("class") else kind["word"].casefold()
                node = self.draft.named(name, word if word != "entity" else "table")
                node.above = "«abstract»" if kind["word"].casefold().startswith("abstract") else node.above
                found.append(node)
            else:
                known = len(self.draft.nodes)
                found += self.cast.named(piece, owners)
                for node in self.draft.nodes[known:]:
                    if lexicon.is_plural(node.label.split()[-1].casefold()):  # "students enroll": a student does
                        node.label = label(node.span)
        return found

    def _verb(self, span: Span, plural: bool) -> Verb | None:
        """The verb of a clause, which is none of the words in parentheses: of "Car (speed, move())" there is none."""
        masked = without_enclosed(span)
        verb = self._first_verb(masked, plural)
        return verb if verb is None else replace(verb, span=Span(span.source, verb.span.start, verb.span.end))

    def _first_verb(self, span: Span, plural: bool) -> Verb | None:
        verb = find_verb(span, SENSES)
        is_first = verb is not None and verb.span.start == span.start
        if is_first and not plural:
            verb = None  # a name alone tells nobody to do anything: "Circle"
        if verb is not None and is_first and self.draft.find(verb.span) is not None:  # "posts have comments"
            verb = find_verb(Span(span.source, verb.span.end, span.end), SENSES)
        if verb is None and self.entities:
            verb = joining(span, elided=plural)
        if verb is not None and verb.base in ("have", "has"):
            return None
        return verb

    def _of_one(self, many: re.Match[str] | None, subjects: list[Node], targets: list[Node]) -> None:
        """ "teachers belong to departments", "an order belongs to one customer": each to one; how many belong to
        that is not said."""
        for edge in self.draft.edges[-len(subjects) :] if self.entities else ():
            ends = edge.properties
            if edge.second in targets and (many is None or ends.get("tail") == ends.get("head") == "one"):
                ends.update(tail="zero or many", head="one")
            elif edge.second in targets and ends.get("tail") == "one":
                ends["tail"] = "zero or many"

    def _join(self, subjects: list[Node], verb: Verb, rest: Span, span: Span) -> None:
        if not rest.text:
            self.draft.unread.append(verb.span)
            return
        has = fullmatch(rest, HAS)
        members: Span | None = None
        if has is not None:
            members, rest = part(rest, has, "what"), part(rest, has, "owner") or rest
        if verb.sense == "inside" or (self.entities and verb.sense in ("hold", "own")):
            many, noun = counted(rest)
            known = len(self.draft.edges)
            says = verb.sense == "inside" and verb.base.split()[0] in _LIVES  # "lives in", and not "is in"
            targets = self._associated(subjects, many, noun, span, " ".join(verb.span.text.split()) if says else "")
            if verb.sense == "inside":
                for edge in self.draft.edges[known:]:
                    edge.texts = ("", edge.texts[1]) if edge.texts is not None else None  # of how many is not said
                self._of_one(many, subjects, targets)
        elif verb.sense in LOOKS and not self.entities:
            many, noun = counted(rest)
            targets = (
                [self.draft.find(singular(noun)) or node for node in self._named(noun, subjects)]
                if verb.sense in ("kind", "fulfil", "need")
                else []
            )
            if not targets:
                targets = [
                    self.draft.find(noun)
                    or self.draft.find(singular(noun))
                    or self.draft.add(noun, self.cast.word, label(noun))
                ]
            for one in subjects:
                for other in targets:
                    if one is other:  # "all extend Shape", said of Shape, too
                        continue
                    edge = self.draft.link(one, other, span, **LOOKS[verb.sense])
                    if many is not None and (count := amount(many)):
                        edge.texts = ("1", count)
                    if verb.sense == "fulfil" and other.word == "class":
                        other.word = "interface"
        else:
            targets = []
            rest = past(rest, PREPOSITION) if self.entities else rest
            for place in split(rest, _AND_TO):  # "links one book to one member"
                place = without_each(place) if _OF_EACH.match(place.text) is not None else place
                many, noun = counted(place)
                targets += self._associated(subjects, many, noun, span, " ".join(verb.span.text.split()))
        self.targets = targets
        if members is not None:
            self._members(subjects if verb.sense in ("kind", "fulfil") else targets, members, span)

    def _say(self, span: Span) -> None:
        """Take what is said of classes."""
        raise NotImplementedError

    def _clauses(self, span: Span, subjects: Sequence[Node] = ()) -> None:
        """Take clauses with verbs."""
        raise NotImplementedError


def counted(span: Span) -> tuple[re.Match[str] | None, Span]:
    """How many words speak of, a match of ``MANY`` where they say it, and the noun: "many books", "an author"."""
    many = fullmatch(span, MANY)
    return many, named(span, many, "noun") if many is not None else bare(span)


def amount(many: re.Match[str]) -> str:
    """How many words speak of, as UML has it; empty of "a wheel", which counts none."""
    if many["count"]:
        return f"0..{numbered(many['count'])}" if many["most"] else str(numbered(many["count"]))
    said = next((UML[word] for word in ("many", "some", "maybe") if many[word]), "")
    return said or ("1" if many["one"] and _IS_COUNTED.search(many["one"]) is not None else "")


_IS_COUNTED = re.compile(r"one|1|single", re.IGNORECASE)


def without_each(span: Span) -> Span:
    """ "each order" is the order."""
    piece = trim(span)
    match = EACH.match(piece.source.text, piece.start, piece.end)
    return Span(piece.source, match.end(), piece.end) if match is not None and match.end() < piece.end else piece


def singular(span: Span) -> Span:
    """The span whose text without a plural's ending is the singular; of irregular ones itself."""
    one = lexicon.one_of(span.text.casefold())
    if span.text.casefold().startswith(one) and one:
        return Span(span.source, span.start, span.start + len(one))
    return span


def label(noun: Span) -> str:
    one = lexicon.one_of(noun.text.casefold())
    if noun.text.casefold().startswith(one):  # as it is written: "OrderItems" are OrderItem
        one = noun.text[: len(one)]
    return one[:1].upper() + one[1:]


def add_row(node: Node, noun: Span, method: bool) -> None:
    words = TYPED.sub(r"\1: \2", " ".join(noun.text.split()))
    if (called := METHOD.fullmatch(words)) is not None:
        words, method = called["name"], True
    row = words if not method or words.endswith(")") else f"{words}()"
    if row and row not in node.rows:
        if method and not any(one.endswith(")") for one in node.rows) and node.rows:
            node.rows.append(RULE)
        node.rows.append(row)
