"""Trees and mind maps: what stands under what ("Ann leads Bob and Cy; Bob manages Dee")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.naming import COUNTED, HEADED, LIST, ORDINALS
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
)
from sgc.english.diagrams.posts import HOLDER, Posts
from sgc.english.diagrams.verbs import find_verb, predicate, with_relatives
from sgc.english.diagrams.words import numbered
from sgc.source import Span

_BULLET = re.compile(
    r"^(?P<depth>[ \t]*)(?:(?P<marks>>{1,6}|-{2,6}|\*{2,6})|[-*•–+]|\d{1,2}[.)])\s+(?P<text>\S[^\n]*)", re.MULTILINE
)
_LINE = re.compile(r"\n+")
#: Said without a verb: "the root with two children A and B", "A: B and C".
_WITH = re.compile(r"(?P<above>.+?)\s+(?:with|into)\s+(?P<below>.+)", re.IGNORECASE | re.DOTALL)
_COLON = re.compile(r"(?P<above>[^:(]+?)\s*:\s*(?P<below>.+)", re.IGNORECASE | re.DOTALL)
#: Where it is told what stands under what was named: ", under her the heads", ", where the body contains".
_WHERE = re.compile(
    r"\s*,?\s+(?:where|in which|of which)\s+(?=(?:the|an?|each)\s)"
    r"|(?<=at the top)\s*,\s*(?:and\s+)?(?=the\s)"
    r"|\s*,\s*(?:and\s+)?(?=(?:under|below|beneath|around)\s+(?:it|her|him|them|that)\b)",
    re.IGNORECASE,
)
#: "below her the heads of Sales and HR", "the CEO at the top"
_BELOW = re.compile(
    r"(?:below|under|beneath|around|reporting to)\s+(?P<above>(?:it|them|him|her|this|that)\b"
    r"|[^,:]+?(?=,|\s+(?:there\s+)?(?:is|are|comes?)\b|\s+(?:two|three|four|five|\d+|an)\s))"
    r"[,:]?\s+(?:there\s+)?(?:(?:is|are|comes?|stands?)\s+)?(?P<below>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TOP = re.compile(
    r"(?:(?:with|at the top is)\s+)?(?P<root>.+?)\s+(?:is\s+)?(?:at the top|on top|as (?:the )?root"
    r"|in the (?:middle|cent(?:er|re)))",
    re.IGNORECASE,
)
_OFFICES = re.compile(r"(?:the\s+)?(?P<office>[\w-]+(?:\s[\w-]+)?)\s+(?:of|in|for)\s+(?P<list>.+)", re.IGNORECASE)
#: "Maria as CEO, Tom and Lena reporting to Maria"
_REPORTING = re.compile(r"\breporting to\b", re.IGNORECASE)
_REPORTS = re.compile(r"(?P<below>.+?)\s+reporting\s+to\s+(?P<above>.+)", re.IGNORECASE)
_ROLE_BEFORE = re.compile(r"(?:[Tt]he\s+|[Oo]ur\s+)?(?P<role>[a-z]+s)\s+(?=[A-Z]\w+\s*(?:\([^)]*\)\s*)?(?:,|and\b))")
_AND_LIST = re.compile(r",|\sand\s")
#: "Raj has no direct reports"
_NOBODY = re.compile(r"(?:no|nobody|no one|none)\b", re.IGNORECASE)
_AND_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
_UNDER_EACH = re.compile(
    r"(?P<below>.+?)\s+(?:under|below|for|per|in|reporting to)\s+(?P<above>(?:each|every)\s+.+)",
    re.IGNORECASE,
)
#: Senses of verbs of who or what is over others, or under them.
_RANKS = ("over", "under")
_WHO = frozenset(("it", "he", "she", "they", "who", "which", "both"))
_PRONOUNS = frozenset(("it", "them", "him", "her", "that", "this", "these", "those"))
_THE = frozenset(("the", "our", "my", "this", "a", "an"))
#: "the root A, children B and C": whose children they are is said before.
_CHILDREN = re.compile(
    r"\s*,?\s+(?:and\s+|with\s+)?(?:its\s+|the\s+|an?\s+|two\s+|three\s+)?(?:(?:left|right)\s+)?"
    r"(?:children|child(?: nodes?)?|leaves|branches|subtopics)\s+(?:are\s+|is\s+|:\s*)?",
    re.IGNORECASE,
)
#: "the main branches are A, B and C"
_TOPICS = re.compile(
    r"(?:(?:the|its|with|three|four|five|six)\s+)*(?:main\s+)?(?:branches|topics|subtopics|themes|areas|children)\s+"
    r"(?:are|include)\s*:?\s+",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:(?:the|an?)\s+)?(?:left|right)?\s*(?:child|children|leaf|leaves)(?: nodes?)?\s*:?\s+", re.IGNORECASE
)
_ROOT = re.compile(
    r"(?:with\s+)?(?:(?:the\s+|an?\s+)?root(?: node)?(?!\s+(?:has|have|contains|includes)\b)|the\s+cent(?:er"
    r"|re)|the\s+top|the\s+(?:central |main )?(?:topic"
    r"|idea|theme))\s+(?:is\s+)?(?P<root>.+)",
    re.IGNORECASE,
)
_GATHERED = re.compile(
    r"(?:(?:the\s+)?(?:\w+\s+)?(?:main\s+)?(?:children|branches|subbranches|sub-branches|subtopics|topics|parts"
    r"|reports|causes"
    r"|teams|departments|subtypes|types|kinds|leaves|nodes|groups|sections|divisions|categories|units)"
    r"(?:\s*[:,]|\s+(?:for|on|about|called|named|are)|\s+(?=(?-i:[A-Z])|(?!(?:and|or|of|in|that|which|is)\b)[a-z]))\s*)",
    re.IGNORECASE,
)
#: "(has) subgenres such as punk"
_SUCH_AS = re.compile(r"(?:\w+\s+){0,2}\w+s\s+(?:such as|like|including|namely)\s+", re.IGNORECASE)
#: "food: fruit, sport: running": where another heading stands.
_HEADING = re.compile(r"(?:^|,\s*)[\w ]+:\s")
_OF = re.compile(r"(?:of|for)\s+(?:the\s+|our\s+)?", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_TOPIC = re.compile(
    r"(?:the\s+)?(?:central |main )?(?:topic|subject|theme|root|cent(?:er|re)|middle)\s*:\s*(?P<name>[^:]+)",
    re.IGNORECASE,
)
_BRANCHES = re.compile(
    r"(?:the\s+)?(?:main )?(?:branches|subtopics|topics|children)\s*:\s*(?P<names>[^:]+)", re.IGNORECASE
)
_BRANCH = re.compile(r"(?P<above>[^:]{2,40}):\s+(?P<below>[^:]+)")
_UNDER_IT = re.compile(r"(?:under|for|in)\s+(?=[^:]{2,40}:\s)", re.IGNORECASE)
#: "two cooks report to the chef, and three waiters to the manager": the verb is said once.
_REPORT_TOO = re.compile(
    r"(?P<first>[^,]+?\s(?:reports?|answers?|belongs?)\s+to\s+[^,]+?)\s*,?\s+and\s+(?P<below>[^,]+?)\s+to\s+(?P<above>[^,]+)",
    re.IGNORECASE,
)
_NEXT_HEADING = re.compile(r"\s*,\s*(?=[\w ]+:\s)|\s*,\s*(?=[\w ]+\s\([^()]+\)\s*(?:,|$))")
_NESTED = re.compile(r"(?P<above>[^()]+?)\s*(?:(?:->|→|=>|:)?\s*\(|[-–]\s)(?P<below>.*)(?:\)|\s[-–])")
#: "CEO > CTO > (dev team, ops team)"
_CHAIN = re.compile(r"\s*(?:->|→|=>)\s*|\s+>\s+")
_INNER = re.compile(r"\((?P<inner>.*)\)")
_MARKS = re.compile(r"[:.;>→]")
_ARROW_NESTED = re.compile(r"(?P<above>[^()>→]+?)\s*(?:->|→|=>)\s*\((?P<below>.*)\)")
_COMMA = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?(?![^(]*\))|\s+(?:and|or)\s+(?![^(]*\))", re.IGNORECASE)

#: "…, the second for languages and arts": the verb is said once.
_NEXT_ORDINAL = re.compile(rf"\s*[,;]\s*(?:and\s+|while\s+)?(?=the\s+(?:{'|'.join(ORDINALS)})\s)", re.IGNORECASE)
_GAPPED = re.compile(
    rf"(?P<above>the\s+(?:{'|'.join(ORDINALS)})(?:\s+one)?)\s+(?:for|of|over|in)\s+(?P<below>.+)", re.IGNORECASE
)
_EACH = re.compile(r"(?:each|every)(?:\s+of\s+(?:the|these))?\s+", re.IGNORECASE)

#: Levels that are told from the top: "the board at the top, then the CEO, then three directors".
_THEN = re.compile(r"\s*,?\s*(?:and\s+)?then\s+", re.IGNORECASE)
_AT_TOP = re.compile(r"\s+(?:is\s+)?(?:at the (?:very )?top|on top)(?=$|,)", re.IGNORECASE)
#: "the Supreme Court over Courts of Appeals over District Courts"
_ABOVE = re.compile(r"\s+(?:over|above|on top of)\s+", re.IGNORECASE)
_LISTED = re.compile(r"[^:]+:\s*(?P<items>[^:]+)")


def is_over(span: Span) -> bool:
    """Whether the first sentence says what stands over what."""
    sentences = split(span, STATEMENT)
    return bool(sentences) and (
        find_verb(sentences[0], ("over",), opened=False) is not None
        or fullmatch(sentences[0], _WITH) is not None
        or fullmatch(sentences[0], _ARROW_NESTED) is not None
        or len(split(sentences[0], _ABOVE)) > 2
        or len(split(sentences[0], _THEN)) > 2
    )


class Tree(Posts):
    """Reads "Ann leads Bob and Cy; Bob manages Dee" into links from parent to child. In one of ``offices``, names stand
    beside them."""

    listed: Sequence[Node] = ()  # those that the latest clause put under another

    def read(self, span: Span) -> None:
        lines = list(_BULLET.finditer(span.source.text, span.start, span.end))
        if len(lines) > 1:
            self._outline(span, lines)
            return
        first = next(iter(split(span, _WHERE)), span)
        pieces = split(trim(first, "."), _COMMA)
        if self.draft.title and self.draft.sort == "mindmap":
            self.draft.add(span, self.word, self.draft.title)
            self.draft.title = ""
        elif self.draft.title and len(pieces) > 2 and predicate(first) is None and _MARKS.search(first.text) is None:
            self.draft.add(span, self.word, self.draft.title)  # "parts of a cell: wall, membrane, nucleus"
            self.draft.title = ""
        elif self.draft.title and len(pieces) > 1 and all(fullmatch(one, _NESTED) is not None for one in pieces):
            self.draft.add(span, self.word, self.draft.title)  # "appliances: cooking (oven, stove), cleaning (…)"
            self.draft.title = ""
        for sentence in (part_of for one in split(span, STATEMENT) for part_of in split(one, _WHERE)):
            whole = trim(sentence, ",.:")
            branch = fullmatch(past(whole, _UNDER_IT), _BRANCH)
            if branch is not None and self.draft.find(named(whole, branch, "above")) is not None:
                self._clause(whole)
                continue
            headings = len(_HEADING.findall(_IN_PARENTHESES.sub("", sentence.text))) > 1
            for piece in split(whole, _NEXT_ORDINAL):
                if headings:
                    for heading in split(piece, _NEXT_HEADING):
                        self._clause(trim(heading, ","))
                else:
                    self._sentence(piece)

    def _sentence(self, span: Span) -> None:
        """The clauses of a sentence: who or which it is said of that is over or under others, and of whom more is said
        behind "who"."""
        for clause, more in with_relatives(span):
            self.listed = []
            self._clause(trim(clause, ","))
            for one in more:
                self.draft.heard += [Span(one.source.source, one.span.start, one.place.start)]
                each = any(word.lower in ("each", "both", "all") for word in one.adverbs)
                for node in (self.listed if each else self.listed[-1:]) or self.latest[-1:]:
                    self.latest = [node]
                    if not self._said(Span(one.source.source, one.place.start, one.span.end)):
                        self.draft.unread.append(one.span)

    def _outline(self, span: Span, lines: Sequence[re.Match[str]]) -> None:
        """Lines with dashes, each under the nearest line before it that stands farther left."""
        before = trim(Span(span.source, span.start, lines[0].start()), ",.:")
        *titles, root = split(before, _LINE) or [before]
        if titles:  # "of our club", and then who is at its top
            self.draft.title = self.draft.title or caption(past(titles[0], _OF).text)
            self.draft.heard += titles
        if root.text:
            self._clause(root)
        above: list[tuple[int, Node]] = [(-1, self.draft.nodes[0])] if self.draft.nodes else []
        for line in lines:
            depth = len(line["depth"].expandtabs(4)) + len(line["marks"] or "")
            while above and above[-1][0] >= depth:
                above.pop()
            place = trim(Span(span.source, line.start("text"), line.end("text")), ".,;")
            headed = fullmatch(place, _BRANCH) if not self.offices else None
            if headed is not None and above:  # "causes: burning, clearing"
                node = self._named(named(place, headed, "above"))
                self.draft.link(above[-1][1], node, place, "--")
                self._children(node, named(place, headed, "below"))
            elif above:
                self._children(above[-1][1], place)
                node = self.draft.find(split(place, re.compile(r"[(,]"))[0]) or above[-1][1]
            else:
                node = self._named(place)
            above.append((depth, node))

    def _levels(self, levels: list[Span]) -> None:
        """Levels from the top, each under the last of the level before."""
        for i, level in enumerate(levels):
            listed = fullmatch(level, _LISTED)
            names = named(level, listed, "items") if listed is not None else level
            if i and self.latest:
                before = len(self.draft.edges)
                self._children(self.latest[-1], names)
                self.latest = [one.second for one in self.draft.edges[before:]]
            else:
                self.latest = [self._named(names)]

    def _clause(self, span: Span) -> None:
        headed = fullmatch(past(span, _UNDER_IT), _BRANCH)
        if headed is not None and self.draft.find(named(span, headed, "above")) is not None:  # "Causes: fuels, farms"
            self._under(named(span, headed, "above"), named(span, headed, "below"), True)
            return
        if (too := fullmatch(span, _REPORT_TOO)) is not None:
            self._clause(named(span, too, "first"))
            self._under(named(span, too, "above"), named(span, too, "below"), False)
            return
        for mark in (_THEN, _ABOVE):
            levels = split(span, mark)
            is_told = find_verb(span, _RANKS, opened=False) is not None
            if len(levels) > 2 or (len(levels) == 2 and mark is _ABOVE and not is_told):
                self._levels([trim(Span(one.source, one.start, _end(one)), ",") for one in levels])
                return
        if self._chained(span):
            return
        if (topic := fullmatch(span, _TOPIC)) is not None and not self.draft.nodes:  # "Topic: Leadership"
            self.latest = [self._named(named(span, topic, "name"))]
            return
        branches = fullmatch(span, _BRANCHES) if self.draft.nodes else None
        if branches is not None:
            self._children(self.draft.nodes[0], named(span, branches, "names"))
            return
        gapped = fullmatch(span, _GAPPED)
        if gapped is not None and self._nth(bare(named(span, gapped, "above"))) is not None:
            self._under(named(span, gapped, "above"), named(span, gapped, "below"), False)
            return
        if self._rooted(span) or self._below(span) or self._reporting(span) or self._holding(span):
            return
        if (top := fullmatch(span, _TOP)) is not None:
            self.latest = [self._named(named(span, top, "root"))]
            return
        if not (self._said(span) or self._headed(span)):
            self._listed(span)

    def _below(self, span: Span) -> bool:
        """ "below her the heads of Sales and HR", "reporting to him are three directors" """
        under = fullmatch(span, _BELOW)
        if under is None:
            return False
        above = named(span, under, "above")
        known = self.latest if above.text.casefold() in _PRONOUNS else [self._named(above)]
        if known:
            self._children(known[0], named(span, under, "below"))
        else:
            self.draft.unread.append(span)
        return True

    def _chained(self, span: Span) -> bool:
        """ "CEO > CTO > (dev team, ops team)", "users -> students, teachers": what stands under what, by arrows."""
        above, *below = split(span, _CHAIN) or [span]
        if not below or "(" in above.text:
            return False
        parent = self._named(above)
        for level in below:
            inner = fullmatch(level, _INNER)
            self._children(parent, named(level, inner, "inner") if inner is not None else level)
            parent = self.draft.find(split(level, _COMMA)[0]) or parent
        return True

    def _rooted(self, span: Span) -> bool:
        """ "the root is A, its children B and C", "the main topics are A and B" """
        if (root := fullmatch(span, _ROOT)) is not None and (root_name := part(span, root, "root")) is not None:
            if len(pieces := split(root_name, _CHILDREN)) > 1:
                parent = self._named(pieces[0])
                for piece in pieces[1:]:
                    self._children(parent, piece)
                return True
            if find_verb(root_name, _RANKS, opened=False) or fullmatch(root_name, _WITH):
                self._clause(root_name)
            else:
                self._named(root_name)
            return True
        if self.draft.nodes and (topics := past(span, _TOPICS)).start > span.start:
            self._children(self.draft.nodes[0], topics)
            return True
        return False

    def _reporting(self, span: Span) -> bool:
        """ "Tom and Lena reporting to Maria" """
        if (reports := list(matches(span, _REPORTING))) and len(split(span, _AND_COMMA)) > 1:
            for piece in split(span, _AND_COMMA):
                self._clause(piece)
            return True
        if len(reports) == 1 and (report := fullmatch(span, _REPORTS)) is not None:
            self._under(named(span, report, "above"), named(span, report, "below"), False)
            return True
        return False

    def _headed(self, span: Span) -> bool:
        """What stands under another without a verb: "a root with children A and B", "A: B, C"."""
        for form in (_WITH, _COLON):
            if (match := fullmatch(span, form)) is not None:
                below = named(span, match, "below")
                below = past(below, _GATHERED) if form is _WITH else below
                self._under(named(span, match, "above"), below, form is _COLON)
                return True
        return False

    def _listed(self, span: Span) -> None:
        """Names and no more: the first of all is the root, the others stand under it."""
        role = _ROLE_BEFORE.match(span.text) if self.offices and not self.draft.nodes else None
        if role is not None:  # "founders Ana (CEO) and Raj (CTO)" stand beside each other
            names = Span(span.source, span.start + role.end(), span.end)
            self.latest = [self._named(one) for one in split(names, _COMMA)]
            return
        several = split(span, _COMMA)
        if not self.draft.nodes and len(several) > 1:  # "a president, two vice presidents"
            span = Span(span.source, several[1].start, span.end)
            self._named(several[0])
        if not self.draft.nodes:
            self.latest = [self._named(span)]
        else:
            self._children(self.draft.nodes[0], span)

    def _said(self, span: Span) -> bool:
        """What a verb says is over or under what, in the active or the passive: "is led by", "consists of"."""
        found = predicate(span)
        if found is None or found.negated or not found.rest.text:
            return False
        verb = find_verb(span, _RANKS, opened=False)
        start, end = found.place.start, found.place.end
        if verb is not None:  # "can be divided into" is one
            start, end = start if start <= verb.span.start < end else verb.span.start, verb.span.end
        who, rest = trim(Span(span.source, span.start, start), ","), trim(Span(span.source, end, span.end))
        over, under = (verb is not None and verb.sense == one for one in _RANKS)
        if verb is None and found.base == "be":
            over = self._are_kinds(who, rest)
            kind = self.draft.find(bare(rest)) if not over and who.text.casefold() not in _WHO else None
            under = kind is not None and self.draft.find(who) is not kind  # "koalas are marsupials"
        if not (over or under) or not rest.text:
            return False
        self.draft.heard.append(Span(span.source, start, end))
        pronoun = not who.text or who.text.casefold() in _WHO
        if under and rest.text.casefold() in _PRONOUNS:
            above = self.latest[-1:]
        elif under and not self.draft.nodes and self._is_whole(who):
            self.draft.title = self.draft.title or caption(bare(who).text)
            self.latest = [self._named(self._with_holders(split(rest, _COMMA))[0])]
            return True
        else:
            above = []
        if above and not pronoun:
            self._children(above[0], who)
        elif pronoun and not self.latest:
            return False
        elif over:
            listed = past(rest, _SUCH_AS)
            self.draft.heard.append(Span(rest.source, rest.start, listed.start))
            below = past(listed, _GATHERED)
            if pronoun:
                self._children(self.latest[-1], below)
            else:
                self._under(who, below, False)
        elif not pronoun:
            self._under(rest, who, False)
        else:
            people = self.latest
            for one in people:
                self.draft.link(self._named(rest), one, span, "--")
            self.latest = people
        return True

    def _is_whole(self, who: Span) -> bool:
        """Whether what is led by somebody is the whole, of which no more is said: "our company is led by a CEO"."""
        noun = bare(who).text.casefold()
        is_one = noun.islower() and bool(noun) and not lexicon.is_plural(noun.split()[-1])
        return is_one and who.text.split()[0].casefold() in _THE and noun not in who.source.text[who.end :].casefold()

    def _are_kinds(self, who: Span, rest: Span) -> bool:
        """Whether what something is lists what stands under it: "mixtures are homogeneous or heterogeneous", "the
        phones are Mini and Pro"; of a mind map's topic all does."""
        if " or " in rest.text:
            return bool(who.text) and lexicon.is_plural(who.text.split()[-1].casefold())
        known = self.draft.find(who) is not None or self.draft.sort == "mindmap"
        return known and _AND_LIST.search(rest.text) is not None

    def _under(self, above: Span, below: Span, by_colon: bool) -> None:
        """What stands under one node, or under each of several: "each vice principal leads two teachers"."""
        each = _EACH.match(above.source.text, above.start, above.end)
        if each is not None:
            noun = key(trim(Span(above.source, each.end(), above.end)).text)
            form = re.compile(rf"(?:.* )?{re.escape(noun)}(?: \d+)?")
            alike = [one for one in self.draft.nodes if form.fullmatch(key(one.label))]
            for one in alike:
                self._children(one, below)
            if not alike:
                self.draft.unread.append(above.to(below))
            return
        if _NOBODY.match(below.text) is not None:
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
        inner = fullmatch(span, _BRANCH) if not self.offices and "(" not in span.text else None
        if inner is not None and fullmatch(trim(span, ".,"), HEADED) is None:  # "(Congress: Senate and House)"
            node = self._named(named(span, inner, "above"))
            self.draft.link(parent, node, span, "--")
            self._children(node, named(span, inner, "below"))
            return
        offices = fullmatch(span, _OFFICES)
        noun = offices["office"] if offices is not None and self.draft.find(span) is None else ""
        if offices is not None and noun.islower() and lexicon.is_plural(noun):  # "heads of Sales and HR"
            for place in split(named(span, offices, "list"), LIST):
                word = span.source.text[offices.end("office") : offices.start("list")].strip()
                label = f"{caption(lexicon.one_of(noun))} {word} {place.text}"
                self.draft.link(parent, self.draft.add(place, self.word, label), place, "--")
            return
        headed = fullmatch(trim(span, ".,"), HEADED)
        if headed is not None:  # "three VPs: sales, engineering and product"
            noun = named(span, headed, "noun")
            self.draft.heard.append(noun)
            self.kind = lexicon.one_of(noun.text) if noun.text.islower() else noun.text.removesuffix("s")
            span = named(span, headed, "list")
        role = _ROLE_BEFORE.match(span.text) if self.offices else None
        if role is not None:  # "the curators Emil and Fay"
            span = Span(span.source, span.start + role.end(), span.end)
        pieces = self._with_holders(split(trim(span, ".,"), _COMMA))
        for one in pieces if role is not None else ():
            holder = self._named(one)
            holder.label = f"{holder.label} ({caption(lexicon.one_of(role['role']))})" if role is not None else ""
        counted = fullmatch(pieces[0], COUNTED) if len(pieces) > 2 else None
        if counted is not None and numbered(counted["count"]) == len(pieces) - 1:  # "two team leads, Kim and Ben"
            self.draft.heard.append(pieces.pop(0))
        for piece in pieces:
            if (each := fullmatch(piece, _UNDER_EACH)) is not None:
                self._under(named(piece, each, "above"), named(piece, each, "below"), False)
                continue
            is_holder = self.offices and fullmatch(trim(piece, "."), HOLDER) is not None
            nested = fullmatch(trim(piece, "."), _NESTED) if not is_holder else None
            name = part(piece, nested, "above") if nested is not None else piece
            assert name is not None
            children = self._members(past(name, _SIDE))
            for child in children:
                has_parent = any(one.second is child for one in self.draft.edges)
                if child is not parent and not has_parent:
                    self.draft.link(parent, child, piece, "--")
                    self.listed = [*self.listed, child]
                elif child is not parent:
                    self.draft.unread.append(piece)  # two parents make no tree
            if nested is not None and (below := part(piece, nested, "below")) is not None:
                self._children(children[0], below)

def _end(level: Span) -> int:
    """Where the name of a level ends, before "at the top"."""
    top = search(level, _AT_TOP)
    return top.start() if top is not None else level.end
