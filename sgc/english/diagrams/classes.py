"""Classes and entities: what they have, what they inherit from, and how many of one belong to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sgc.english.diagrams import cardinality
from sgc.english.diagrams.cardinality import Cardinality
from sgc.english.diagrams.draft import Edge, Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.members import (
    BARE_VERB,
    CLAUSES,
    CROW,
    HAS,
    LOOKS,
    MANY,
    MAY_DO,
    PREPOSITION,
    Members,
    add_row,
    singular,
    told,
    without_each,
)
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.phrasing import SENTENCE
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
    up_to,
    without_enclosed,
    without_joint,
)
from sgc.english.diagrams.words import Verb, is_third
from sgc.source import Span

_OWNS = re.compile(
    r"(?:(?:can|may|must|should)\s+(?:also\s+)?)?(?:has|have|with|adds|defines|declares|introduces)\s+", re.IGNORECASE
)
_ARE = re.compile(r"(?P<below>.+?)\s+are\s+(?P<above>\w+)", re.IGNORECASE)
_LISTED_FIRST = re.compile(
    r"(?:with\s+)?(?P<list>[^:]+):\s+(?P<rest>(?:an?|each|every|the)\s.+)", re.IGNORECASE | re.DOTALL
)
_OWNS_SOMETHING = re.compile(r"\b(?:has|have|with|having)\s", re.IGNORECASE)
#: Where the subclasses of what stands before are listed: ", and subclasses Dog (breed) and Cat".
_SUBCLASSES_LATER = re.compile(
    r"\s*,?\s+(?:and\s+|with\s+|has\s+|having\s+)*(?:(?:the|its|two|three|four)\s+)?"
    r"(?=(?:subclasses|child classes|derived classes|subtypes)\b(?!\s+of\b))",
    re.IGNORECASE,
)
_WHICH_HAS = re.compile(r"(?:which|that|who)\s+(?:has|have)\s+", re.IGNORECASE)
_CAN_DO = re.compile(r"(?:can|may)\s+(?P<what>.+)", re.IGNORECASE)
_CAN = re.compile(r"(?P<owner>.+?)\s+can\s+(?P<what>.+)", re.IGNORECASE)
_COLON = re.compile(
    r"(?:(?:the\s+)?(?:class|entity|table|interface)\s+)?(?P<owner>[^:(]+?)\s*(?::|\()\s*(?P<what>[^)]+?)\)?",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:(?:\w+\s+){0,4}?(?:with|has|there are|the)\s+)?(?:the\s+)?(?:\w+\s+)?(?:classes|entities"
    r"|tables)\s*(?:are|:)?\s*(?P<list>.+)",
    re.IGNORECASE,
)
_MAY = re.compile(r"\s+(?:(?:can|may|must|will|could|should)(?:\s+\w+)?|also|always|only)$", re.IGNORECASE)
#: "each reservation is for one room", "every visit is between one doctor and one patient"
_IS_FOR = re.compile(
    r"(?P<owner>(?:each|every|an?|the)\s+\w+)\s+is\s+(?:for|of|between|about|in|at|by)\s+"
    r"(?P<what>(?:exactly\s+|only\s+)?(?:one|an?|many)\s.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "Animal is an abstract class with attributes name and age"
_IS_KIND = re.compile(
    r"(?P<name>[^,]+?)\s+is\s+(?:an?\s+)?(?P<word>abstract(?: base)? class|abstract(?=\s+(?:and|with)\b|$)"
    r"|(?:base |super|parent )?class|interface|enum)"
    r"(?:\s*,?\s+(?:with|that has|which has|having|and has)\s+(?P<rest>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_SUBCLASSES = re.compile(
    r"(?:(?:with\s+)?(?P<above>.+?)\s*,?\s+)?(?:and\s+|with\s+|has\s+)?(?:the\s+|its\s+|\w+\s+)??"
    r"(?:subclasses|child classes|derived classes|subtypes)\s*:?\s+(?!of\b)(?P<list>.+)",
    re.IGNORECASE,
)
#: "the tables A and B, where each A belongs to one B"
_WHERE = re.compile(r"\s*,\s+(?:where|in which)\s+(?=(?:each|every|an?|one|the)\s)", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
_AND_CAN = re.compile(r"\s+and\s+(?=(?:can|may)\s)", re.IGNORECASE)
_DECLARED = re.compile(
    r"(?:abstract\s+class|class|interface|enum)\s+\w+\s*(?:\(.*\))?|\w+\s+(?:extends|implements|inherits from)\s+\w+",
    re.IGNORECASE,
)
_PARENT_OF = re.compile(
    r"(?P<above>(?:[^,(]|\([^()]*\))+?)\s+(?:is\s+(?:the|an?)\s+(?:parent|super|base)\s?(?:class\s+)?of"
    r"|(?:is|are|can be)\s+(?:further\s+)?(?:speciali[sz]ed|divided|split|refined|subclassed)\s+(?:into|by|as))\s+"
    r"(?P<below>.+)",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"(?:overrides?|overriding|implements?|defines?|redefines?|provides?|adds?)\s+(?:the\s+)?(?P<what>\w+\([^()]*\))",
    re.IGNORECASE,
)
_ROWS_BEHIND = re.compile(
    r"(?P<clause>[^:]+\s(?:extends|implements|inherits from|derives from)\s+[\w ]+?)\s*:\s+"
    r"(?P<rows>[^:].*)",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"(?:an?|each|every|the)\s", re.IGNORECASE)


class Classes(Members):
    """Reads sentences on classes, or on entities of a data model, into a draft."""

    def read(self, span: Span) -> None:
        told = (one for sentence in split(span, SENTENCE) for one in clauses(sentence) if one.verb and one.subject)
        self.told_of = {key(bare(without_each(one.who)).text) for one in told}
        for sentence in split(span, SENTENCE):
            for piece in split(sentence, _WHERE):
                self._sentence(trim(piece, ",:-•*"))

    def _sentence(self, span: Span) -> None:
        self.owners = []
        listed = fullmatch(span, _LISTED_FIRST)
        if listed is not None and _is_bare_list(
            named(span, listed, "list")
        ):  # "with authors and books: an author has …"
            self._named(named(span, listed, "list"))
            span = named(span, listed, "rest")
        for statement in self._statements(span):
            has, *can = split(statement, _AND_CAN) if _OWNS_SOMETHING.search(statement.text) else [statement]
            self._say(has)
            for one in can:
                self._clauses(one, list(dict.fromkeys(self.owners)))

    def _statements(self, span: Span) -> list[Span]:
        """A sentence cut where something is said of another class: "…, each Room has Windows, and a Person …"."""
        starts = [
            one.span.start for one in clauses(without_enclosed(span))
            if one.subject and one.verb and one.rest and not (one.mark or one.around or one.lead)
            and (_OF_ONE.match(one.span.text) or one.span.text[:1].isupper() or key(bare(one.who).text) in self.told_of)
        ]  # fmt: skip
        ends = [*starts[1:], span.end]
        pieces = [Span(span.source, start, end) for start, end in zip([span.start, *starts[1:]], ends, strict=False)]
        return [without_joint(one) for one in pieces] if len(starts) > 1 else [span]

    def _say(self, span: Span) -> None:
        if self._in_short(span):
            return
        below = search(span, _SUBCLASSES_LATER) if not self.entities else None
        if below is not None and below.start() > span.start and search(span, _OWNS_SOMETHING) is not None:
            self._say(trim(Span(span.source, span.start, below.start()), ","))
            self._subclasses(trim(Span(span.source, below.end(), span.end)))
            return
        listed = fullmatch(span, _LISTED)
        names = part(span, listed, "list") if listed is not None else None
        if names is not None and (_is_bare_list(names) or not self._verb(names, True)):
            self._named(names)
            return
        of_one = fullmatch(span, _IS_FOR) if self.entities else None
        if of_one is not None:  # "each reservation is for one room and has a date"
            self._of_each(self._named(without_each(named(span, of_one, "owner"))), named(span, of_one, "what"), span)
            return
        first = self._verb(span, False)
        has = fullmatch(span, HAS)
        if has is not None and (first is None or not span.start < first.span.start < has.end("owner")):
            owner, what = named(span, has, "owner"), named(span, has, "what")
            if len(without_each(owner).text.split()) < 2 or self._verb(owner, True) is None:
                self.draft.heard.append(Span(span.source, owner.end, what.start))
                self._members(self._named(without_each(owner)), what, span)
                return
        if self._subclasses(span):
            return
        for form in (_CAN, _COLON):
            match = fullmatch(span, form)
            if match is None or (form is _COLON and first is not None):
                continue
            owner, what = named(span, match, "owner"), named(span, match, "what")
            if form is _CAN and not self.entities and (done := self._done_with_class(what)) is not None:
                self._join(self._named(without_each(owner)), *done, span)
                return
            if form is _COLON or not (self.entities or self._verb(owner, True)):
                self._members(self._named(owner), what, span, methods=form is _CAN)
                return
        if self._kinds(span):
            return
        self._clauses(span)

    def _of_each(self, owners: list[Node], what: Span, span: Span) -> None:
        """What one of several is for, and perhaps what it has."""
        for piece in split(what, CLAUSES):
            if (owned := past(piece, _OWNS)).start > piece.start:
                self._members(owners, Span(piece.source, owned.start, what.end), span)
                return
            many, known = fullmatch(piece, MANY), len(self.draft.edges)
            self._associated(owners, many, part(piece, many, "noun") or piece if many is not None else piece, span)
            for edge in self.draft.edges[known:]:
                edge.properties["tail"] = CROW["many"]

    def _in_short(self, span: Span) -> bool:
        """Amounts in parentheses, declarations in a row, parents of others, and rows behind a colon."""
        noted = cardinality.behind(span) if self.entities else None
        if noted is not None:
            clause, tail, head, place = noted
            known = len(self.draft.edges)
            self._say(clause)
            self.draft.heard.append(place)
            for edge in self.draft.edges[known:]:
                edge.properties |= {"tail": tail, "head": head}
            return True
        if self._cardinal(span) or (not self.entities and self._said_of_kind(span)):
            return True
        if not self.entities and (self._parent_of(span) or self._declared(span) or self._defining(span)):
            return True
        behind = fullmatch(span, _ROWS_BEHIND) if not self.entities else None
        if behind is not None:  # "class Student extends Person: number"
            self._say(named(span, behind, "clause"))
            for place in split(named(span, behind, "rows"), LIST):
                for child in self.owners[-1:]:
                    add_row(child, bare(place), place.text.rstrip().endswith(")"))
            return True
        return False

    def _said_of_kind(self, span: Span) -> bool:
        """ "Animal is an abstract class with …": what sort of class it is, and perhaps more of it."""
        match = fullmatch(span, _IS_KIND)
        if match is None:
            return False
        (node,) = self._named(named(span, match, "name"))[:1] or (None,)
        if node is None:
            return False
        word = match["word"].casefold()
        node.word = word if word in ("interface", "enum") else node.word
        node.above = "«abstract»" if word.startswith("abstract") else node.above
        self.draft.heard.append(Span(span.source, match.start("word"), match.end("word")))
        rest = part(span, match, "rest")
        if rest is not None:
            self._members([node], rest, span)
        self.owners.append(node)
        return True

    def _cardinal(self, span: Span) -> bool:
        """ "User 1-n Post, Post n:m Tag": how many of each belong to one of the other."""
        if not self.entities:
            return False
        if (related := cardinality.related(span)) is not None:
            return self._relate(related, span)
        pieces = split(span, LIST)
        found = [cardinality.between(one) for one in pieces]
        ends = next((i for i, one in enumerate(found) if one is None), len(found))
        if not ends:
            return False
        if ends < len(found):  # "Doctor 1-N Visit, Visit has a date"
            self._cardinal(pieces[0].to(pieces[ends - 1]))
            self._say(pieces[ends].to(pieces[-1]))
            return True
        for piece, one in zip(pieces, found, strict=True):
            assert one is not None
            if self._relate(one, piece):
                self.draft.heard.append(one.place)
            else:
                self.draft.unread.append(piece)
        return True

    def _relate(self, one: Cardinality, span: Span) -> bool:
        pair = [self._named(end)[:1] for end in (one.first, one.second)]
        if not all(pair):
            return False
        self.draft.link(pair[0][0], pair[1][0], span, "--", tail=one.tail, head=one.head)
        return True

    def _declared(self, span: Span) -> bool:
        """ "interface A (x()), class B (y()), C implements A": each by itself."""
        pieces = split(span, _COMMA)
        if len(pieces) < 2 or not all(_DECLARED.fullmatch(one.text) for one in pieces):
            return False
        for piece in pieces:
            self._say(piece)
        return True

    def _defining(self, span: Span) -> bool:
        """ "Circle and Square override area()" """
        does = search(span, _DEFINES)
        who = trim(Span(span.source, span.start, does.start())) if does is not None else span
        if does is None or does.end() < span.end or not who.text or self._verb(who, True) is not None:
            return False
        for owner in self._named(who):
            add_row(owner, bare(named(span, does, "what")), True)
            self.owners.append(owner)
        self.draft.heard.append(Span(span.source, who.end, does.start("what")))
        return True

    def _parent_of(self, span: Span) -> bool:
        """ "Error is the parent of TypeError and OSError" """
        match = fullmatch(span, _PARENT_OF)
        if match is None:
            return False
        parents = self._named(named(span, match, "above"))
        self.draft.heard.append(Span(span.source, match.end("above"), match.start("below")))
        for one in self._named(named(span, match, "below")):
            self.draft.link(one, parents[0], span, **LOOKS["kind"])
        return True

    def _subclasses(self, span: Span) -> bool:
        """ "class Animal (name), and subclasses Dog (breed) and Cat" """
        match = fullmatch(span, _SUBCLASSES)
        if match is None or self.entities:
            return False
        above = part(span, match, "above")
        parents = self._named(above) if above is not None else self.owners or self.draft.nodes[-1:]
        for one in self._named(named(span, match, "list")):
            for parent in parents:
                self.draft.link(one, parent, span, **LOOKS["kind"])
        return bool(parents)

    def _kinds(self, span: Span) -> bool:
        """ "Car and Bike are Vehicles", where Vehicle is known"""
        match = fullmatch(span, _ARE)
        above = self.draft.find(singular(named(span, match, "above"))) if match is not None else None
        if match is None or above is None or self.entities:
            return False
        for one in self._named(named(span, match, "below")):
            self.draft.link(one, above, span, **LOOKS["kind"])
        return True

    def _clauses(self, span: Span, subjects: Sequence[Node] = ()) -> None:
        """Clauses with verbs, of which the first may be on the ``subjects`` of the words before it."""
        subjects = list(subjects)
        waiting: list[Span] = []
        verb: Verb | None = None
        several: list[re.Match[str]] = []
        for piece in told(span):
            which = _WHICH_HAS.match(piece.source.text, piece.start, piece.end)
            if which is not None and self.targets and not waiting:
                self._members(self.targets, Span(piece.source, which.end(), span.end), span)
                return
            owns = _OWNS.match(piece.source.text, piece.start, piece.end)
            if owns is not None and subjects and not waiting:
                self.draft.heard.append(Span(piece.source, piece.start, owns.end()))
                self._members(subjects, Span(piece.source, owns.end(), span.end), span)
                return
            has = fullmatch(piece, HAS) if verb is not None and not waiting else None
            if has is not None and self._verb(piece, False) is None and self._is_class(named(piece, has, "owner")):
                what = named(piece, has, "what")
                owners = self._named(without_each(named(piece, has, "owner")))
                self._members(owners, Span(what.source, what.start, span.end), span)
                return
            can = fullmatch(piece, _CAN_DO) if subjects and not waiting and not self.entities else None
            done = self._done_with_class(named(piece, can, "what")) if can is not None else None
            if done is not None:  # "can borrow many books", where those are classes
                self._join(subjects, *done, span)
                continue
            does = can or (fullmatch(piece, _DEFINES) if subjects and not waiting and not self.entities else None)
            if does is not None:  # "and override speak()"
                for owner in subjects:
                    add_row(owner, bare(named(piece, does, "what")), True)
                self.draft.heard.append(Span(piece.source, piece.start, does.start("what")))
                continue
            if self.entities and subjects and not waiting:
                piece = past(piece, MAY_DO)
            found = self._verb(waiting[0].to(piece) if waiting else piece, bool(waiting) or bool(subjects))
            found = found if found is None or found.span.start >= piece.start else None
            if found is None:
                if verb is not None:  # "works in a department and on many projects"
                    self._join(subjects, verb, past(piece, PREPOSITION), span)
                else:
                    waiting.append(piece)
                continue
            before = up_to(trim(Span(piece.source, piece.start, found.span.start)), _MAY)
            if before.text or waiting:
                places = [place for place in (*waiting, before) if place.text]
                if before.text and waiting and _is_of_one(waiting[-1], piece, found):  # "class A (x), B extends A"
                    self.owners += [one for place in waiting for one in self._named(place)]
                    places = [before]
                several = [match for place in places if (match := fullmatch(place, MANY)) is not None]
                subjects = [one for place in places for one in self._named(without_each(place))]
                waiting = []
            if not subjects:
                self.draft.unread.append(piece)
                continue
            verb = found
            first, rest = len(self.draft.edges), trim(Span(piece.source, found.span.end, piece.end))
            self._join(subjects, verb, rest, span)
            if several and before.text:
                self._of_several(self.draft.edges[first:], several[-1], rest)
            self.cast.subjects = subjects
            self.owners += subjects
        for piece in waiting:
            if verb is None and len(piece.text.split()) <= 4:
                self.owners += self._named(piece)
            else:
                self.draft.unread.append(piece)

    def _of_several(self, edges: Sequence[Edge], many: re.Match[str], rest: Span) -> None:
        """ "Many actors play in a movie": how many there are of those who do it; of the others nothing is said."""
        how = next((one for one in ("many", "some") if many[one]), "some" if many["count"] else "")
        for edge in edges if how and self.entities else ():
            edge.properties["tail"] = CROW[how]
            if _OF_ONE.match(past(rest, PREPOSITION).text) is not None:
                edge.properties.pop("head", None)

    def _done_with_class(self, what: Span) -> tuple[Verb, Span] | None:
        """The verb, and the words for the class that something is done with."""
        verb = self._verb(past(what, BARE_VERB), True)
        rest = trim(Span(what.source, verb.span.end, what.end)) if verb is not None else what
        if verb is not None and BARE_VERB.match(what.text) is not None:
            verb = replace(verb, span=Span(what.source, what.start, verb.span.end))
        many = fullmatch(rest, MANY)
        noun = part(rest, many, "noun") if many is not None else rest
        return (verb, rest) if verb is not None and noun is not None and self._is_class(noun) else None


def _is_of_one(before: Span, piece: Span, verb: Verb) -> bool:
    """Whether a verb is of one, which stands behind no "and", so that what was named before it is none of its
    subjects."""
    joint = before.source.text[before.end : piece.start].casefold()
    return "and" not in joint and is_third(verb.span.text.split()[0].casefold())


def _is_bare_list(span: Span) -> bool:
    """Whether words are no more than names: "users, posts and comments"."""
    pieces = split(span, LIST)
    return len(pieces) > 1 and all(len(one.text.split()) == 1 for one in pieces)
