"""Trees and mind maps: what stands under what ("Ann leads Bob and Cy; Bob manages Dee")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.diagrams import tree_forms as forms
from sgc.english.diagrams.discourse import is_unit
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import COUNTED, HEADED, LIST, told_apart
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import (
    STATEMENT,
    bare,
    caption,
    fullmatch,
    key,
    matches,
    named,
    part,
    past,
    search,
    split,
    trim,
    without_joint,
)
from sgc.english.diagrams.posts import HOLDER, NOTED
from sgc.english.diagrams.ranked import Ranked
from sgc.english.diagrams.ranks import are_branches, rank_of
from sgc.english.diagrams.tree_places import read_places, tells_places
from sgc.english.diagrams.verbs import find_verb, is_apart, predicate
from sgc.english.diagrams.words import forms as forms_of
from sgc.english.diagrams.words import numbered
from sgc.source import Span


def is_over(span: Span) -> bool:
    """Whether the first sentence says what stands over what."""
    sentences = split(span, STATEMENT)
    return bool(sentences) and (
        find_verb(sentences[0], ("over",), opened=False) is not None
        or fullmatch(sentences[0], forms.WITH) is not None
        or tells_places(sentences[0])
        or any(map(_lists_kinds, clauses(sentences[0])))
        or len(split(sentences[0], forms.ABOVE)) > 2
        or len(split(sentences[0], forms.THEN)) > 2
        or any(one.subject and one.verb and are_branches(one.who) for one in clauses(sentences[0]))
    )


def _lists_kinds(one: Clause) -> bool:
    """Whether a clause says of several what kind of thing they are: "whales and bats are mammals"."""
    is_kind = one.main.base == "be" and not one.passive if one.verb else False
    return is_kind and len(split(one.who, LIST)) > 1 and [word.tag for word in one.rest] == [Tag.NOUNS]


class Tree(Ranked):
    """Reads "Ann leads Bob and Cy; Bob manages Dee" into links from parent to child. In one of ``offices``, names stand
    beside them."""

    def read(self, span: Span) -> None:
        lines = list(forms.BULLET.finditer(span.source.text, span.start, span.end))
        if len(lines) > 1:
            self._outline(span, lines)
            return
        first = next(iter(split(next(iter(split(span, STATEMENT)), span), forms.WHERE)), span)
        pieces = split(trim(first, "."), forms.COMMA)
        if self.draft.title and self.draft.sort == "mindmap":
            self.draft.add(span, self.word, self.draft.title)
            self.draft.title = ""
        elif self.draft.title and any(one.verb and one.subject for one in clauses(first)):
            pass
        elif self.draft.title and forms.AT_TOP.search(pieces[0].text) is not None:
            pass  # "of a school with a principal at the top, …"
        elif self.draft.title and len(pieces) > 2 and not (predicate(first) or forms.MARKS.search(first.text)):
            self.draft.add(span, self.word, self.draft.title)  # "parts of a cell: wall, membrane, nucleus"
            self.draft.title = ""
        for sentence in (part_of for one in split(span, STATEMENT) for part_of in split(one, forms.WHERE)):
            whole = trim(sentence, ",.:")
            headings = len(forms.HEADING.findall(sentence.text)) > 1
            for piece in split(whole, forms.NEXT_ORDINAL):
                if headings:
                    for heading in split(piece, forms.NEXT_HEADING):
                        self._clause(trim(heading, ","))
                else:
                    self._sentence(piece)

    def _sentence(self, span: Span) -> None:
        """The clauses of a sentence, each by itself; from the first on that says nothing of ranks, as it is listed."""
        self.listed, self.acting = [], []
        if self._branched(span) or read_places(self.draft, span, self.word):
            return
        told = clauses(span, frozenset(one.label.casefold() for one in self.draft.nodes))
        is_told = all((one.verb and is_apart(one)) or one.around is not None for one in told)
        if not is_told and (own := self._own_clause(told)) is not None:  # "a boss, under him two aides, and each has …"
            self._sentence(without_joint(Span(span.source, span.start, own)))
            self._sentence(Span(span.source, own, span.end))
            return
        read = 0
        while is_told and read < len(told) and self._goes_on(told[read]):
            read += 1
        ranked = sum(rank_of(one) is not None for one in told[read:])
        if told and (read == len(told) or (is_told and len(told) - read > 1 and ranked)):
            for one in told[read:]:
                if not one.rest and self.acting:  # "the fish cook", of a list: nobody cooks
                    self._children(self.acting[-1], one.unmarked)
                elif not (self._goes_on(one) or self._holding(one.unmarked)):
                    self._clause(trim(one.unmarked, ","))
            return
        if read and is_told and self.acting and _may_be_listed(told[read]):  # "(covers media,) press releases"
            self._children(self.acting[-1], trim(Span(span.source, told[read].span.start, span.end), ","))
            return
        self.listed = []
        self._clause(trim(Span(span.source, told[read].unmarked.start, span.end) if read else span, ","))

    @staticmethod
    def _own_clause(told: Sequence[Clause]) -> int | None:
        """Where a clause on ranks begins behind others that have no verb; None if there is none."""
        for one in told[1:]:
            if one.subject and one.joined.startswith(",") and is_apart(one) and rank_of(one) is not None:
                return one.span.start
        return None

    def _branched(self, span: Span) -> bool:
        """ "finance with the branches income, taxes and debts": the first of all, and what is under it."""
        match = fullmatch(span, forms.BRANCHED) if not self.draft.nodes else None
        if match is None:
            return False
        below = _gathered(named(span, match, "below"))
        names = split(below, forms.COMMA)
        told = (one for name in names for one in clauses(name) if one.subject and one.verb and one.rest)
        is_list = len(names) > 1 and all(len(one.text.split()) < 4 for one in names) and not any(told)
        if not is_list or any(one.verb for one in clauses(named(span, match, "above"))):
            return False
        self._under(named(span, match, "above"), below, False)
        return True

    def _outline(self, span: Span, lines: Sequence[re.Match[str]]) -> None:
        """Lines with dashes, each under the nearest line before it that stands farther left."""
        before = trim(Span(span.source, span.start, lines[0].start()), ",.:")
        if before.text:
            self._clause(before)
        above: list[tuple[int, Node]] = [(-1, self.draft.nodes[0])] if self.draft.nodes else []
        for line in lines:
            depth = len(line["depth"].expandtabs(4)) + len(line["marks"] or "")
            while above and above[-1][0] >= depth:
                above.pop()
            place = trim(Span(span.source, line.start("text"), line.end("text")), ".,;")
            if not place.text:
                continue
            if above:
                self._children(above[-1][1], place)
                node = self.draft.find(split(place, re.compile(r"[(,]"))[0]) or above[-1][1]
            else:
                node = self._named(place)
            above.append((depth, node))

    @staticmethod
    def _all_levels(levels: list[Span]) -> list[Span]:
        """Levels where "then" or "followed by" stands once, and commas between the others: "board, director, then
        teams", "the pope at the top, followed by cardinals, bishops and priests"."""
        first = split(levels[0], forms.AND_COMMA)
        is_chain = "followed" in levels[0].source.text[levels[0].end : levels[1].start].casefold()
        return [*first, *(split(levels[1], LIST) if is_chain else levels[1:])]

    def _levels(self, levels: list[Span]) -> None:
        """Levels from the top, each under the last of the level before."""
        for i, level in enumerate(levels):
            if i and self.latest:
                before = len(self.draft.edges)
                self._children(self.latest[-1], level)
                self.latest = [one.second for one in self.draft.edges[before:]]
            else:
                self.latest = [self._named(level)]

    def _clause(self, span: Span) -> None:
        headed = fullmatch(past(span, forms.UNDER_IT), forms.BRANCH)
        if headed is not None and self.draft.find(named(span, headed, "above")) is not None:  # "Causes: fuels, farms"
            self._under(named(span, headed, "above"), named(span, headed, "below"), True)
            return
        for mark in (forms.THEN, forms.ABOVE):
            levels = split(span, mark)
            is_told = find_verb(span, forms.RANKS, opened=False) is not None
            if len(levels) == 2 and mark is forms.THEN and not self.draft.nodes and not is_told:
                levels = self._all_levels(levels)
            if len(levels) > 2 or (len(levels) == 2 and mark is forms.ABOVE and not is_told):
                self._levels([trim(Span(one.source, one.start, _end(one)), ",") for one in levels])
                return
        if self._chained(span):
            return
        if (topic := fullmatch(span, forms.TOPIC)) is not None and not self.draft.nodes:  # "Topic: Leadership"
            self.latest = [self._named(named(span, topic, "name"))]
            return
        branches = fullmatch(span, forms.BRANCHES)
        if branches is not None and not self.draft.nodes and self.draft.title:
            self.draft.add(span, self.word, self.draft.title)
            self.draft.title = ""
        branches = branches if self.draft.nodes else None
        if branches is not None:
            self._children(self.draft.nodes[0], named(span, branches, "names" if branches["names"] else "kinds"))
            return
        gapped = fullmatch(span, forms.GAPPED)
        if gapped is not None and self._nth(bare(named(span, gapped, "above"))) is not None:
            self._under(named(span, gapped, "above"), named(span, gapped, "below"), False)
            return
        if self._rooted(span) or self._below(span) or self._reporting(span) or self._holding(span):
            return
        if not (self._said(span) or self._headed(span)):
            self._listed(span)

    def _below(self, span: Span) -> bool:
        """ "below her the heads of Sales and HR", "reporting to him are three directors" """
        under = fullmatch(span, forms.BELOW)
        if under is None:
            return False
        above = named(span, under, "above")
        known = self.latest if above.text.casefold() in forms.PRONOUNS else [self._named(above)]
        if known:
            self._children(known[0], named(span, under, "below"))
        else:
            self.draft.unread.append(span)
        return True

    def _chained(self, span: Span) -> bool:
        """ "CEO > CTO > (dev team, ops team)", "users -> students, teachers": what stands under what, by arrows."""
        above, *below = split(span, forms.CHAIN) or [span]
        if not below or "(" in above.text:
            return False
        parent = self._named(above)
        for level in below:
            inner = fullmatch(level, forms.INNER)
            self._children(parent, named(level, inner, "inner") if inner is not None else level)
            parent = self.draft.find(split(level, forms.COMMA)[0]) or parent
        return True

    def _rooted(self, span: Span) -> bool:
        """ "the root is A, its children B and C", "the main topic is A" """
        root = fullmatch(span, forms.ROOT)
        name = part(span, root, "root") if root is not None else None
        if name is None:
            return False
        self._put_first(name)
        return True

    def _reporting(self, span: Span) -> bool:
        """ "Tom and Lena reporting to Maria" """
        if (reports := list(matches(span, forms.REPORTING))) and len(split(span, forms.AND_COMMA)) > 1:
            for piece in split(span, forms.AND_COMMA):
                self._clause(piece)
            return True
        if len(reports) == 1 and (report := fullmatch(span, forms.REPORTS)) is not None:
            self._under(named(span, report, "above"), named(span, report, "below"), False)
            return True
        return False

    def _headed(self, span: Span) -> bool:
        """What stands under another without a verb: "a root with children A and B", "A: B, C"."""
        for form in (forms.WITH, forms.COLON):
            if (match := fullmatch(span, form)) is not None:
                below = named(span, match, "below")
                if form is forms.COLON and self._root_of(named(span, match, "above")) is not None:
                    self._children(self.draft.nodes[0], span)  # "three branches: A, B and C"
                    return True
                if not self.draft.nodes and forms.AT_TOP.search(split(below, forms.COMMA)[0].text) is not None:
                    self.draft.title = self.draft.title or caption(bare(named(span, match, "above")).text)
                    self._listed(below)  # "a school with a principal at the top, …"
                    return True
                below = past(below, forms.GATHERED) if form is forms.WITH else below
                self._under(named(span, match, "above"), below, form is forms.COLON)
                return True
        return False

    def _root_of(self, counted: Span) -> Node | None:
        """What has so many parts as are counted before a colon: the title, or the first node of all."""
        if fullmatch(counted, COUNTED) is None or self.draft.find(counted) is not None:
            return None
        if not self.draft.nodes and self.draft.title:
            self.draft.add(counted, self.word, self.draft.title)
            self.draft.title = ""
        return self.draft.nodes[0] if len(self.draft.nodes) == 1 else None

    def _listed(self, span: Span) -> None:
        """Names and no more: the first of all is the root, the others stand under it."""
        several = split(span, forms.COMMA)
        if not self.draft.nodes and self._are_levels(several, span):
            self._levels(several)
            return
        if not self.draft.nodes and len(several) > 1:  # "a president, two vice presidents"
            span = _gathered(Span(span.source, several[1].start, span.end))
            self._named(several[0])
        if not self.draft.nodes:
            self.latest = [self._named(span)]
        else:
            self._children(self.draft.nodes[0], self._listed_items(span))

    @staticmethod
    def _are_levels(names: Sequence[Span], span: Span) -> bool:
        """Whether each name is of what those before have: "company, departments, teams, employees"."""
        words = [one.text.casefold() for one in names]
        is_bare = all(len(one.split()) < 3 and one.split()[0] not in forms.THE for one in words)
        several = [lexicon.is_plural(one.split()[-1]) for one in words] if is_bare else []
        return len(several) > 2 and not several[0] and all(several[1:]) and " and " not in span.text

    def _under(self, above: Span, below: Span, by_colon: bool) -> None:
        """What stands under one node, or under each of several: "each vice principal leads two teachers"."""
        each = forms.EACH.match(above.source.text, above.start, above.end)
        if each is not None:
            noun = key(trim(Span(above.source, each.end(), above.end)).text)
            form = re.compile(rf"(?:.* )?{re.escape(noun)}(?: \d+)?")
            alike = [one for one in self.draft.nodes if form.fullmatch(key(one.label))]
            self.apart = len(alike) > 1
            for one in alike:
                self._children(one, below)
            self.apart = False
            if not alike:
                self.draft.unread.append(above.to(below))
            return
        if forms.NOBODY.match(below.text) is not None:
            self._named(above)
            self.draft.heard.append(below)
            return
        is_branch = (by_colon or self.draft.sort == "mindmap") and bool(self.draft.nodes)
        is_branch = is_branch and self.draft.find(bare(above)) is None
        node = self._named(above)
        if is_branch:  # "health: sleep, food" in a mind map
            self.draft.link(self.draft.nodes[0], node, above, "--")
        if by_colon and ":" in below.text and "(" not in below.text:
            self._clause(below)
        else:
            self._children(node, below)

    def _children(self, parent: Node, span: Span) -> None:
        """Names under one; in parentheses behind a name stand its own children."""
        self.latest = [parent]
        offices = fullmatch(span, forms.OFFICES)
        noun = offices["office"] if offices is not None and self.draft.find(span) is None else ""
        if offices is not None and noun.islower() and lexicon.is_plural(noun):  # "heads of Sales and HR"
            for place in split(named(span, offices, "list"), LIST):
                word = span.source.text[offices.end("office") : offices.start("list")].strip()
                label = f"{caption(lexicon.one_of(noun))} {word} {place.text}"
                self._put_new(parent, place, label)
            return
        headed = fullmatch(trim(span, ".,"), HEADED)
        if headed is not None:  # "three VPs: sales, engineering and product"
            self.draft.heard.append(named(span, headed, "noun"))
            self.kinds.add(key(headed["noun"]).split()[-1])
            span = named(span, headed, "list")
        if several := told_apart(trim(span, ".,")) or (_of_units(span) if self.offices else []):
            for place, label in several:
                self._put_new(parent, place, label)
            return
        pieces = self._with_holders(_pieces(trim(span, ".,")))
        counted = fullmatch(pieces[0], COUNTED) if len(pieces) > 2 else None
        counted = counted if counted is None or _WITHIN.search(counted["noun"]) is None else None
        office = ""
        if counted is not None and numbered(counted["count"]) == len(pieces) - 1:  # "two team leads, Kim and Ben"
            self.draft.heard.append(pieces.pop(0))
            office = lexicon.one_of(counted["noun"].casefold())
        office = office if self.offices and not is_unit(office) else ""
        pieces, roles = self._roles(pieces)
        for piece in pieces:
            if (each := fullmatch(piece, forms.UNDER_EACH)) is not None:
                self._under(named(piece, each, "above"), named(piece, each, "below"), False)
                continue
            if (of_each := _counted_for(piece)) is not None:
                noun = caption(lexicon.one_of(of_each["noun"]))
                for one in split(named(piece, of_each, "list"), LIST):
                    self._put_new(parent, one, f"{noun} {of_each['word']} {bare(one).text}")
                continue
            under = fullmatch(piece, forms.UNDER_ONE)
            if under is not None and (above := self._known(named(piece, under, "above"))) is not None:
                self.draft.heard.append(Span(piece.source, under.end("below"), piece.end))
                for one in split(named(piece, under, "below"), LIST):
                    for child in self._members(one):
                        self._put_under(above, child, one)
                continue
            is_holder = self.offices and fullmatch(trim(piece, "."), HOLDER) is not None
            held = roles.get(piece.start, office)
            noted = fullmatch(trim(piece, "."), NOTED) if self.offices else None
            if noted is not None or held:  # "Jan (sales)", "two cooks, Jan and Eva"
                who = named(piece, noted, "who") if noted is not None else bare(piece)
                child = self.draft.find(who) or self.draft.add(who, self.word)
                title = caption(noted["office"] if noted is not None else held)
                is_place = who.text.casefold().startswith(("in ", "at ", "for "))  # "one in Turin"
                child.label = f"{title} {who.text}" if is_place else f"{who.text} ({title})"
                self._put_under(parent, child, piece)
                self.listed = [*self.listed, child]
                continue
            nested = fullmatch(trim(piece, "."), forms.NESTED) if not is_holder else None
            nested = nested or fullmatch(trim(piece, "."), forms.WITH_SOME)
            name = part(piece, nested, "above") if nested is not None else piece
            assert name is not None
            children = self._members(name)
            for child in children:
                self._put_under(parent, child, piece)
                self.listed = [*self.listed, child]
                self.several = self.listed if len(self.listed) > 1 else self.several
            if nested is not None and (below := part(piece, nested, "below")) is not None:
                self._children(children[0], below)

    def _roles(self, pieces: list[Span]) -> tuple[list[Span], dict[int, str]]:
        """ "Bob as CFO", "Bob and Carol as vice presidents": the names, and what each of them is by where it begins."""
        names, roles = list(pieces), dict[int, str]()
        for i, piece in enumerate(pieces):
            match = fullmatch(piece, forms.AS_ROLE) if self.offices else None
            if match is None:
                continue
            noun = bare(named(piece, match, "role")).text
            names[i] = named(piece, match, "who")
            first = i
            while (
                noun.islower()
                and lexicon.is_plural(noun.split()[-1])
                and first
                and names[first - 1] is pieces[first - 1]
            ):
                first -= 1
            roles |= {one.start: lexicon.one_of(noun) if noun.islower() else noun for one in names[first : i + 1]}
            self.draft.heard.append(named(piece, match, "role"))
        return names, roles

    def _put_new(self, parent: Node, place: Span, label: str) -> None:
        node = self.draft.add(place, self.word, label)
        self.draft.link(parent, node, place, "--")
        self.several = self.listed = [*self.listed, node]


def _may_be_listed(one: Clause) -> bool:
    """Whether what seems to be a clause behind a comma is of a list: its verb may be a noun, and it has no article."""
    is_noun = one.main.tag in (Tag.V3, Tag.VP) and lexicon.NOUN in forms_of(lexicon.one_of(one.main.lower))
    is_noun = is_noun or (one.rest[:1] != [] and one.rest[0].tag is Tag.AND)  # "press releases and a fair"
    return one.joined == "," and is_noun and bool(one.subject) and one.subject[0].tag is not Tag.DET


def _pieces(span: Span) -> list[Span]:
    """The names of a list; what says where others of it stand, or what some have, is one with all that it is said of:
    "surfing and diving under beach", "utils with a and b"."""
    found: list[Span] = []
    for piece in split(span, forms.AND_COMMA):
        under, some = fullmatch(piece, forms.UNDER_ONE), search(piece, _WITH)
        if _counted_for(piece) is not None:
            found.append(piece)
        elif under is not None:
            *before, last = split(piece, forms.COMMA)
            found.append(before[0].to(last) if before else last)
        elif some is not None:
            *before, last = split(Span(piece.source, piece.start, some.start()), forms.COMMA)
            found += [*before, Span(piece.source, last.start, piece.end)]
        else:
            found += split(piece, forms.COMMA)
    return found


_WITHIN = re.compile(r"\s(?:for|of|in|under|at)\s", re.IGNORECASE)


def _counted_for(piece: Span) -> re.Match[str] | None:
    """ "two vice presidents for sales and engineering", if as many are listed."""
    match = fullmatch(trim(piece, "."), forms.COUNTED_FOR)
    names = split(named(piece, match, "list"), LIST) if match is not None else []
    return match if match is not None and numbered(match["count"]) == len(names) else None


_WITH = re.compile(r"\s+with\s+", re.IGNORECASE)


def _of_units(span: Span) -> list[tuple[Span, str]]:
    """ "the math, science and art departments": each by its name, and the noun that is said once; nothing if words say
    no such thing."""
    pieces = [bare(one) for one in split(trim(span, ".,"), LIST)]
    *words, noun = pieces[-1].text.split()
    if len(pieces) < 2 or len(words) != 1 or not (lexicon.is_plural(noun) and is_unit(lexicon.one_of(noun))):
        return []
    names = [*(one.text for one in pieces[:-1]), words[0]]
    is_bare = all(len(one.split()) < 3 and not is_unit(lexicon.one_of(one.split()[-1])) for one in names)
    return [(p, f"{caption(n)} {lexicon.one_of(noun)}") for p, n in zip(pieces, names, strict=True)] if is_bare else []


def _gathered(span: Span) -> Span:
    """Names behind the noun for them: of "branches income and taxes" the names, of "causes, effects" all."""
    names = past(span, forms.GATHERED)
    return names if "," not in span.source.text[span.start : names.start] else span


def _end(level: Span) -> int:
    """Where the name of a level ends, before "at the top"."""
    top = search(level, forms.AT_TOP)
    return top.start() if top is not None else level.end
