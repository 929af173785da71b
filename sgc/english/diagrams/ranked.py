"""Clauses of a tree read into a draft: those below are put under those above, whom names and pronouns point to."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.diagrams import tree_forms as forms
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import bare, caption, past, split
from sgc.english.diagrams.posts import Posts
from sgc.english.diagrams.ranks import First, Rank, are_branches, is_list, rank_of
from sgc.source import Span

_HEADINGS = re.compile(r"(?:\A|[.;:]\s+)(?:and\s+)?(?:the\s+)?[\w-]+\s+are\s", re.IGNORECASE)


def _is_heading(who: Span) -> bool:
    """Whether a noun alone is one of several that have their lists: "themes are A and B; characters are C and D"."""
    return " " not in who.text and len(_HEADINGS.findall(who.source.text)) > 1


_ALSO = re.compile(r"also\s+", re.IGNORECASE)
_ONE_THING = re.compile(r"(?:also\s+)?(?:an?|one)\s+(?!.*(?:,|\band\b))", re.IGNORECASE)
_SPEAKERS = frozenset(("i", "we", "you"))
_A_KIND = re.compile(r"an?\s|\w+s\Z", re.IGNORECASE)


class Ranked(Posts):
    """Puts under each other what clauses say of nodes that are named, pointed to or counted."""

    listed: Sequence[Node] = ()  # those that the latest clause put under another
    several: Sequence[Node] = ()  # those that were put under one together last
    acting: Sequence[Node] = ()  # of whom it spoke
    spoken: Sequence[Node] = ()  # whom it named behind its verb

    @abstractmethod
    def _children(self, parent: Node, span: Span) -> None:
        """Put the names of a list under one."""

    @abstractmethod
    def _under(self, above: Span, below: Span, by_colon: bool) -> None:
        """Put names under one, or under each of several."""

    def _said(self, span: Span) -> bool:
        """What one clause says is over or under what: "is led by", "consists of", "are marsupials"."""
        told = [one for one in clauses(span) if one.verb]
        return len(told) == 1 and self._said_by(told[0])

    def _goes_on(self, one: Clause) -> bool:
        """Take a clause behind others of the same sentence."""
        if one.around is not None and not one.subject:
            self._speak_of(one)
        elif not one.subject and one.passive and one.verb[0].tag is Tag.VN and self.spoken:
            self.latest = list(self.spoken[-1:])  # "income, made up of salary and interest"
        elif not one.subject and self.acting:
            self.latest = list(self.acting)
        elif one.mark is not None and one.who.text.casefold() in _SPEAKERS and self.spoken:
            self.draft.heard.append(one.who)
            self.latest = list(self.spoken[-1:])
            one.subject = []  # "debt, where I have a loan"
        return self._said_by(one)

    def _said_by(self, one: Clause) -> bool:
        if not one.verb:
            return False
        before = one.source.source.text[: one.place.start].rstrip().casefold()
        if before.endswith("there") and not one.subject and _ONE_THING.match(one.what.text) is not None:
            self.draft.heard.append(one.place)  # "there is also a clerk, who reports to him"
            self.latest = self.spoken = [self._named(past(one.what, _ALSO))]
            return True
        found = rank_of(one) or self._kind(one)
        if found is None:
            return False
        names = (found.name,) if isinstance(found, First) else (found.above, found.below)
        ends = [name.start for name in names if name is not None and name.start >= one.place.end]
        self.draft.heard.append(Span(one.place.source, one.place.start, min(ends, default=one.place.end)))
        if isinstance(found, First):
            self.draft.heard += [one.who] if found.name.start > one.place.start else [one.what]
            self._put_first(found.name)
        elif found.role:
            self._with_role(found)
        elif found.above is not None and found.below is not None and self._is_whole_led(found):
            self.draft.title = self.draft.title or caption(bare(found.below).text)
            self.latest = [self._named(self._with_holders(split(found.above, forms.COMMA))[0])]
        else:
            return self._ranked(found, one.span)
        return True

    def _put_first(self, name: Span) -> None:
        """What stands at the top, and perhaps its children: "Photosynthesis, with subtopics inputs and outputs"."""
        first, *below = split(name, forms.CHILDREN) or [name]
        is_titled = len(self.draft.nodes) == 1 and bare(first).text.islower()  # "the central idea is the play itself"
        self.draft.heard += [first] if is_titled else []
        parent = self.draft.nodes[0] if is_titled else self._named(first)
        for one in below:
            self._children(parent, one)
        self.latest = [parent]

    def _ranked(self, rank: Rank, span: Span) -> bool:
        """Put what a statement names under what it names."""
        above, below = rank.above, rank.below
        if above is None or forms.POINTING.fullmatch(above.text) is not None:
            parents = self._pointed(above)
            if not parents or below is None:
                return False
            self.listed, self.apart = [], len(parents) > 1
            for one in parents:
                self._children(one, self._listed_items(below))
            self.acting, self.spoken, self.apart = parents, self.listed, False
            return True
        assert above is not None
        if below is None or forms.POINTING.fullmatch(below.text) is not None:
            people = self._pointed(below)
            if not people and not self.draft.nodes:  # "Maria owns it": the whole, of which the title speaks
                self.latest = [self._named(above)]
                return True
            if not people:
                return False
            parent = self._named(above)
            for one in people:
                self._put_under(parent, one, span)
            self.latest = list(people)
            self.acting, self.spoken = self.latest, [parent]
            return True
        self.listed = []
        self._under(above, self._listed_items(below), False)
        is_over = above.start < below.start
        self.acting, self.spoken = (self.latest, self.listed) if is_over else (self.listed, self.latest)
        return True

    def _pointed(self, words: Span | None) -> Sequence[Node]:
        """Whom a pronoun points to, or who goes on."""
        if words is None:
            return self.latest
        is_several = words.text.casefold().split()[0] in forms.SEVERAL and len(self.several) > 1
        return self.several if is_several else self.latest[-1:]

    def _put_under(self, parent: Node, child: Node, span: Span) -> None:
        """Put a node under another: one that stands under something already may move down, since it is a kind of what
        stands there, too."""
        before = next((one for one in self.draft.edges if one.second is child), None)
        if any(one not in self.draft.nodes for one in (parent, child)):
            self.draft.unread.append(span)  # who leads another is drawn with it
            return
        if child is parent or child in self._over(parent):  # another of the same name: "Characters: Macbeth, …"
            self.draft.link(parent, self.draft.add(bare(span), self.word), span, "--")
            return
        if before is not None and any(one.first is before.first and one.second is parent for one in self.draft.edges):
            self.draft.edges.remove(before)
            before = None
        if before is None and parent is not child:
            self.draft.link(parent, child, span, "--")
        elif before is not None and before.first is not parent and not self._leads(parent, child):
            self.draft.unread.append(span)  # two parents make no tree

    def _over(self, node: Node) -> list[Node]:
        """What stands over a node, the nearest first."""
        found: list[Node] = []
        while (above := next((one.first for one in self.draft.edges if one.second is node), None)) not in (
            None,
            *found,
        ):
            assert above is not None
            found.append(above)
            node = above
        return found

    def _leads(self, parent: Node, child: Node) -> bool:
        """Take who leads what stands under another, and does nothing else: "chemistry is led by Prof. Stein"."""
        is_new = parent is self.draft.nodes[-1] and parent.label[:1].isupper() and "(" not in child.label
        if not (self.offices and is_new) or any(parent in (one.first, one.second) for one in self.draft.edges):
            return False
        self.draft.nodes.remove(parent)
        self.latest = [child if one is parent else one for one in self.latest]
        child.label = f"{child.label} ({parent.label})"
        return True

    def _listed_items(self, span: Span) -> Span:
        """The names of a list, without words before it that only say that one follows."""
        listed = past(span, forms.SUCH_AS)
        self.draft.heard.append(Span(span.source, span.start, listed.start))
        return past(listed, forms.GATHERED)

    def _with_role(self, rank: Rank) -> None:
        """ "her deputy is Tom", "the chef's subordinates are the cooks": those below, with what they are."""
        assert rank.above is not None
        assert rank.below is not None
        self.draft.heard.append(rank.above)
        is_spoken_of = rank.above.text.casefold() in forms.OWN | forms.PRONOUNS
        parent = self.latest[-1] if is_spoken_of and self.latest else self._named(rank.above)
        before = len(self.draft.edges)
        known = self.draft.find(bare(rank.below))
        self._children(parent, rank.below)
        under = [one.second for one in self.draft.edges[before:]]
        are_people = self.offices and all(one.label[:1].isupper() and "(" not in one.label for one in under)
        for one in under if are_people and rank.below.text[:1].isupper() and known is None else ():
            one.label = f"{one.label} ({caption(rank.role)})"
        self.latest = under or [parent]

    def _kind(self, one: Clause) -> Rank | None:
        """What says that something is a kind of another, or lists its kinds: "koalas are marsupials", "the states are
        ice and vapor"."""
        if one.main.base != "be" or one.passive or one.negated or not one.rest:
            return None
        who, what = one.who if one.subject else None, one.what
        of_all = who is not None and are_branches(who) and self._known(who) is None and not _is_heading(who)
        if who is not None and of_all and (self.draft.nodes or self.draft.title):
            if not self.draft.nodes:  # "of late deliveries: causes are …"
                self.draft.add(who, self.word, self.draft.title)
                self.draft.title = ""
            self.latest = self.draft.nodes[:1]
            return Rank(None, what)
        if who is not None and self.offices:
            return None
        is_one = who is None or not is_list(who)
        if is_list(what):
            known = who is None or self._known(who) is not None or self.draft.sort == "mindmap"
            return Rank(who, what) if is_one and (known or not self.draft.nodes) else None
        above = self._known(what)
        if above is None and (self.draft.sort == "mindmap" or not _A_KIND.match(what.text)) and is_one:
            return None
        return Rank(what, who) if who is None or self._known(who) is not above or above is None else None

    def _known(self, span: Span) -> Node | None:
        piece = bare(span)
        return self.draft.find(piece) or self._by_name(piece.text) or self._of_kind(piece)

    def _is_whole_led(self, rank: Rank) -> bool:
        assert rank.above is not None
        assert rank.below is not None
        is_led = rank.below.start < rank.above.start
        return not self.draft.nodes and is_led and self._is_whole(rank.below)

    def _is_whole(self, who: Span) -> bool:
        """Whether what is led by somebody is the whole, of which no more is said: "our company is led by a CEO"."""
        noun = bare(who).text.casefold()
        is_one = noun.islower() and bool(noun) and not lexicon.is_plural(noun.split()[-1])
        is_told_again = f"the {noun}" in who.source.text[who.end :].casefold()
        return is_one and who.text.split()[0].casefold() in forms.THE and not is_told_again

    def _speak_of(self, one: Clause) -> None:
        """Let "who", "which" and "both of whom" point to those whom the clause around names."""
        around = one.around
        assert around is not None
        if around.verb and around.place.start < one.span.start:
            said = any(word.lower in ("each", "both", "all") for word in one.adverbs)
            self.latest = list(self.spoken if said or one.main.tag is Tag.VP else self.spoken[-1:]) or self.latest
        elif around.subject:
            self.latest = [self._named(name) for name in split(around.who, LIST)]
