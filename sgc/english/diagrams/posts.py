"""The nodes of a tree by what they are called: by name, by office and who holds it, by number ("the second deputy")."""

from __future__ import annotations

import re

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.naming import COUNTED, ORDINALS
from sgc.english.diagrams.pieces import bare, caption, fullmatch, key, named, part, up_to
from sgc.english.diagrams.tree_forms import PLACE_BEHIND
from sgc.english.diagrams.words import numbered
from sgc.source import Span

_ROLE = re.compile(r"(?:with\s+)?(?P<who>[A-Z]\w*(?:\s[A-Z]\w*)*)\s+as\s+(?:the\s+)?(?P<role>[^,]+)")
_IS_ROLE = re.compile(
    r"(?P<who>(?!The\b|Our\b)[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)\s+is\s+(?!in charge|responsible|under|over"
    r"|above|below"
    r"|part)(?:the |our |an? )?(?P<role>[^,]+)"
    r"|(?:(?:[Tt]he |[Oo]ur |[Aa]n? )(?:[\w-]+['’]s )?)?"
    r"(?P<role2>\w[\w &-]*?)\s+is\s+(?P<who2>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)"
)
_OFFICE = re.compile(r"(?i:the|our|an?)\s+[\w -]+|C[A-Z]{1,2}O|[ES]?VP")
_PERSON = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)?")
_ORDINAL = re.compile(rf"(?:the\s+)?(?P<which>{'|'.join(ORDINALS)})(?:\s+(?:one|(?P<noun>\w[\w ]*)))?", re.IGNORECASE)
#: "CEO: Anna Berg", "CTO (Ben)": who holds an office.
HOLDER = re.compile(r"(?P<office>[\w &-]+?)\s*(?::\s*|\()(?P<who>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3})\)?")


#: "Jan (sales)": somebody, and what they do.
NOTED = re.compile(r"(?P<who>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)\s*\((?P<office>[^(),]+)\)")
_ONE = re.compile(r"(?:an?|one|its own|their own|his own|her own)\s+(?P<noun>\w[\w -]*)", re.IGNORECASE)
#: Those who are led by somebody, and have no other name.
_OWN_TEAM = re.compile(
    r"(?P<who>[\w. -]+?)['’]s?\s+(?:team|staff|people|group|reports|direct reports|department)", re.IGNORECASE
)


class Posts:
    """Names of a tree, read into a draft. In one of ``offices``, names stand beside them."""

    def __init__(self, draft: Draft, word: str, offices: bool = False) -> None:
        self.draft = draft
        self.word = word
        self.offices = offices
        self.latest: list[Node] = []  # what pronouns point to
        self.kinds: set[str] = set()  # nouns of those that were listed: "three managers: sales, …"
        self.apart = False  # whether what is named next is under each of several

    def _holding(self, span: Span) -> bool:
        """ "CEO: Ann", "Maria as CEO", "Ben is the CTO": who holds which office."""
        if self.offices and fullmatch(span, HOLDER) is not None:
            self.latest = [self._named(span)]
            return True
        if (role := fullmatch(span, _ROLE) or (fullmatch(span, _IS_ROLE) if self.offices else None)) is not None:
            suffix = "2" if role.re is _IS_ROLE and role["who"] is None else ""
            who, office = named(span, role, f"who{suffix}"), named(span, role, f"role{suffix}")
            holder = self.draft.find(who) or self.draft.find(office) or self._of_kind(bare(office))
            holder = holder or self.draft.add(who, self.word)
            holder.label = f"{who.text} ({caption(bare(office).text)})"
            self.latest = [holder]
            return True
        return False

    def _with_holders(self, pieces: list[Span]) -> list[Span]:
        """ "the CTO, Bob, and the CFO, Carol": an office and who holds it are one, where all are told so."""
        offices, people = pieces[::2], pieces[1::2]
        if not self.offices or len(offices) != len(people) or not people:
            return pieces
        forms = [(_OFFICE, offices), (_PERSON, people)]
        if not all(form.fullmatch(one.text) for form, listed in forms for one in listed):
            return pieces
        for office, person in zip(offices, people, strict=True):
            node = self._named(person)
            node.label = f"{node.label} ({caption(bare(office).text)})"
        return people

    def _members(self, span: Span) -> list[Node]:
        """One node, or as many as a number says: "two developers"."""
        span = up_to(span, PLACE_BEHIND)
        counted = fullmatch(span, COUNTED) or (fullmatch(span, _ONE) if self.apart else None)
        noun = part(span, counted, "noun") if counted is not None else None
        is_topic = self.draft.sort == "mindmap"  # "8 hours" is a branch of it
        if counted is None or noun is None or is_topic or (self.draft.find(span) is not None and not self.apart):
            return [self._named(span)]
        one = lexicon.one_of(noun.text.casefold()) if noun.text.islower() else noun.text
        count = (numbered(counted["count"]) or 1) if counted.re is COUNTED else 1
        form = re.compile(rf"{re.escape(caption(one))} \d+")
        before = sum(form.fullmatch(node.label) is not None for node in self.draft.nodes)
        numbers = range(before + 1, before + count + 1)
        return [self.draft.add(noun, self.word, f"{caption(one)} {i}") for i in numbers]

    def _named(self, span: Span) -> Node:
        piece = bare(up_to(span, PLACE_BEHIND))
        if (nth := self._nth(piece)) is not None:
            return nth
        team = fullmatch(piece, _OWN_TEAM)
        if team is not None and (leader := self._leader(named(piece, team, "who"))) is not None:
            return leader  # "Anna's team consists of …"
        holder = fullmatch(piece, HOLDER) if self.offices else None
        if holder is not None and self.draft.find(piece) is None:
            office, who = named(piece, holder, "office"), named(piece, holder, "who")
            return self.draft.find(office) or self.draft.add(piece, self.word, f"{caption(office.text)} ({who.text})")
        known = self.draft.find(piece) or self._by_name(piece.text) or self._of_kind(piece) or self.draft.one_of(span)
        known = known or (self._by_words(piece) if span.text.casefold().startswith("the ") else None)
        return known or self.draft.add(piece, self.word)

    def _of_kind(self, piece: Span) -> Node | None:
        """ "Germanic languages" and "the Germanic ones" are "Germanic"; so are "sedimentary rocks", under "Rock"."""
        first, _, noun = key(piece.text).rpartition(" ")
        found = self.draft.labelled(first) if first else None
        if found is None or noun == "one":
            return found
        if noun in self.kinds:
            self.draft.heard.append(piece)
            return found
        over = [one.first for one in self.draft.edges if one.second is found]
        is_of_it = any(f" {key(one.label)}".endswith(f" {noun}") for one in over)
        return found if is_of_it or lexicon.classes(first) == {lexicon.ADJECTIVE} else None

    def _by_words(self, piece: Span) -> Node | None:
        """ "the deputy for academics" is "Academics deputy principal", the only one whose name has all these words."""
        sought = _words_of(piece.text)
        found = [one for one in self.draft.nodes if sought <= _words_of(one.label)]
        return found[0] if len(sought) > 1 and len(found) == 1 else None

    def _leader(self, who: Span) -> Node | None:
        return self.draft.find(who) or self._by_name(who.text)

    def _nth(self, span: Span) -> Node | None:
        """ "the first deputy" is "Deputy head 1", of those that were counted."""
        match = fullmatch(span, _ORDINAL)
        if match is None:
            return None
        noun = key(match["noun"]) if match["noun"] else ""
        counted = [one for one in self.draft.nodes if one.label[-2:-1] == " " and one.label[-1:].isdigit()]
        alike = [one for one in counted if noun in key(one.label).rpartition(" ")[0]]
        i = ORDINALS.index(match["which"].casefold())
        return alike[i] if i < len(alike) else None

    def _by_name(self, name: str) -> Node | None:
        """ "Maria" is "Maria (CEO)", and "Maria Lopez (CEO)" if nobody else is called so."""
        found = [one for one in self.draft.nodes if one.label.startswith(f"{name} (")]
        if not found and name[:1].isupper():
            found = [one for one in self.draft.nodes if name in _proper(one.label)]
        return found[0] if len(found) == 1 else None


def _words_of(text: str) -> set[str]:
    return {lexicon.one_of(one) for one in re.findall(r"[^\W_]+", text.casefold())} - {"for", "of", "in", "the"}


def _proper(label: str) -> list[str]:
    """The names of a person, without the office: of "Maria Lopez (CEO)" both; nothing if it is no such name."""
    names = label.partition(" (")[0].split()
    return names if 1 < len(names) < 4 and all(one[:1].isupper() for one in names) else []
