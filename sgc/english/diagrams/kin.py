"""Family trees: who married whom, and whose children are whose ("John and Mary have two children, Anna and Ben")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sgc.english.diagrams.draft import Arranged, Draft, Node
from sgc.english.diagrams.naming import LIST, is_name
from sgc.english.diagrams.pieces import STATEMENT, bare, fullmatch, named, part, past, split, trim
from sgc.english.diagrams.words import SEVERAL
from sgc.source import Span

_CHILD = r"(?:children|child|kids?|sons?|daughters?|boys?|girls?|twins)"
_COUNT = rf"(?:(?:an?|one|\d+|{SEVERAL}|the)\s+)?(?:\w+\s+)?"
#: "two children, Anna and Ben", "a son Max and a daughter": how many there are is not repeated.
_CHILDREN = re.compile(
    rf"{_COUNT}{_CHILD}\s*[,:]?\s*(?:together\s*[,:]?\s*)?(?:(?:who\s+(?:are|is|was|were)\s+)?(?:named|called)\s+|namely\s+|among\s+them\s+|including\s+)?",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"(?P<parents>.+?)\s+(?:have|has|had|(?:is|are|was|were) the (?:parents?|father|mother) of)\s+(?P<children>.+)",
    re.IGNORECASE,
)
#: "a grandmother Rosa with two sons, Luis and Marco"
_WITH = re.compile(rf"(?P<parents>.+?)\s+with\s+(?P<children>{_COUNT}{_CHILD}\b.+)", re.IGNORECASE)
#: What somebody is to others, before a name.
_TITLE = re.compile(
    r"(?:(?i:an?|the|my|our|his|her)\s+)?(?:grand|great-grand)?(?:mother|father|parents?|ma|pa|mom|dad|sister|brother"
    r"|aunt|uncle|son|daughter|cousin|wife|husband)\s+(?:called\s+|named\s+)?(?=[A-Z])"
)
_OF = re.compile(
    rf"(?P<children>.+?)\s+(?:is|are|was|were)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?{_CHILD}\s+of\s+(?P<parents>.+)",
    re.IGNORECASE,
)
#: "Abe is Homer's father", "Homer's father is Abe"
_IS_OF = re.compile(
    rf"(?P<who>[A-Z][\w ]*?)\s+(?:is|are|was|were)\s+(?P<whose>[A-Z][\w ]*?)['’]s?\s+(?:\w+\s+)?(?P<kin>father|mother"
    rf"|parents?|{_CHILD})"
    rf"|(?P<whose2>[A-Z][\w ]*?)['’]s?\s+(?:\w+\s+)?(?P<kin2>father|mother|parents?|{_CHILD})\s+(?:is|are|was|were)\s+"
    r"(?P<who2>.+)"
)
_MARRIED = re.compile(
    r"(?P<one>.+?)\s+(?:(?:is|are|was|were|got)\s+)?(?:married|marries|marry)(?:\s+to)?(?:"
    r"\s+(?P<other>.+))?",
    re.IGNORECASE,
)
_PARENTS = re.compile(r"(?:her|his|their)\s+parents\s+(?:are|is|were|was)\s+(?P<parents>.+)", re.IGNORECASE)
_THEIR = re.compile(
    rf"(?:their|his|her)\s+(?:\w+\s+)?{_CHILD}\s+(?:is|are|was|were)\s+(?P<children>.+)"
    rf"|(?P<named>.+?)\s+(?:is|are|was|were)\s+(?:their|his|her)\s+(?:\w+\s+)?{_CHILD}",
    re.IGNORECASE,
)
_MARRIED_WITH = re.compile(
    r"(?P<married>.+?\bmarr(?:ied|y|ies)\b[^,]*?)\s*,?\s+and\s+(?:(?:they|both)\s+)?(?:have|has"
    r"|had)\s+(?P<children>.+)",
    re.IGNORECASE,
)
_CHILDLESS = re.compile(
    rf"(?P<who>[\w ]+?)\s+(?:(?:has|have|had)\s+no\s+{_CHILD}|never\s+(?:married|had\s+(?:any\s+)?{_CHILD})"
    r"|(?:is|stayed|remained)\s+(?:single|unmarried|childless))",
    re.IGNORECASE,
)
#: "three wives: Catherine, Anne and Jane": those with whom somebody is a couple each.
_PARTNERS = re.compile(
    rf"(?:(?:an?|one|\d+|{SEVERAL}|the)\s+)?(?:\w+\s+)?(?:wives|wife|husbands?|partners?|spouses?)\s*[,:]?\s*"
    r"(?:(?:named|called)\s+|namely\s+)?(?=[A-Z])"
)
_SIBLINGS = re.compile(
    rf"(?:(?:an?|one|\d+|{SEVERAL})\s+)?(?:\w+\s+)?(?:brothers?|sisters?|siblings?)\s*[,:]?\s*"
    r"(?:(?:named|called)\s+|namely\s+)?(?=[A-Z])"
)
#: "With Catherine he had Mary", and behind it "with Anne Elizabeth".
_WITH_WHOM = re.compile(
    r"(?i:with)\s+(?P<other>[A-Z][\w'’-]*)\s*,?\s+(?:(?P<who>he|she|[A-Z][\w'’-]*)\s+(?:had|has)\s+)?(?P<children>\S.*)"
)
_ARE_SIBLINGS = re.compile(
    r"(?P<names>.+?)\s+(?:is|are)\s+(?:siblings|brothers|sisters|twins|brother and sister|sister and brother)",
    re.IGNORECASE,
)
#: "Their mother is Julia and their father is Mark"
_ONE_PARENT = re.compile(
    r"(?i:her|his|their|the)\s+(?:mother|father)\s+(?:is|was)\s+(?P<first>[A-Z][\w'’-]*)(?:\s*,?\s+and\s+(?:(?:her|his|their"
    r"|the)\s+)?(?:father|mother)\s+(?:(?:is|was)\s+)?(?P<second>[A-Z][\w'’-]*))?"
)
_NEXT_WITH = re.compile(r"\s*[,;]\s*(?:and\s+)?(?=with\s)|\s+and\s+(?=with\s)", re.IGNORECASE)
#: "My grandparents are Otto and Helga", "Ruth and Sam are the grandparents": a couple, of whatever others.
_ELDERS = (
    r"(?:(?:the|my|our|his|her|their)\s+)?(?:(?:great-?\s?)*grand)?(?:parents|father and mother|mother and father)"
    r"(?:\s+(?:in|of|at|on)\s+(?:the\s+)?(?:family|top|tree|first generation|.*\bside))?"
)
_COUPLE = re.compile(
    rf"{_ELDERS}\s+(?:are|were)\s+(?P<names>.+)|(?P<names2>.+?)\s+(?:are|were)\s+{_ELDERS}", re.IGNORECASE
)
#: "Their son David is married to Kate": whose child somebody is, and what else is told of them.
_THEIRS = re.compile(
    rf"(?:(?i:their|his|her|the)|(?P<whose>[A-Z][\w-]*)['’]s?)\s+(?:[a-z]+\s+)?{_CHILD}\s+(?:called\s+|named\s+)?"
    r"(?P<who>[A-Z][\w'’-]*)\s*,?\s+(?=(?:is|was|has|had|got|married|marries|and)\b)"
)
#: How the picture is to be drawn.
_ORIENTED = re.compile(
    r"(?:drawn\s+)?(?:from\s+)?(?P<way>left\s+to\s+right|right\s+to\s+left|bottom\s+to\s+top|top\s+to\s+bottom|top\s+down)\s*"
    r"[:,.]?\s*",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"\s+(?:in|on)\s+(?:[\w ]+\s)?\d{4}\Z", re.IGNORECASE)
_JUST_KIN = re.compile(rf"(?:an?|one|the)\s+(?:[a-z]+\s+)?{_CHILD}", re.IGNORECASE)
_NO_PERSON = re.compile(
    rf"(?:\d+|{SEVERAL}|no|many|some)\s|(?:\w+\s)?(?:wives|husbands|brothers|sisters|siblings|cousins|{_CHILD})\Z",
    re.IGNORECASE,
)
_THEY, _ONE = frozenset(("they", "the couple", "both")), frozenset(("he", "she"))
#: Where a sentence goes on with what the couple has: "Ann married Bob, and they have a son Cy".
_ON = re.compile(
    r"\s*,?\s+(?:and\s+)?(?=(?:they|who|he|she)\s+(?:have|has|had|married|(?:is|was|got)\s+married)\b)|\s*,\s*(?=(?:their|his|her)\s)"
    rf"|\s+and\s+(?=(?:their|his|her)\s+(?:\w+\s+)?{_CHILD}\s+(?:is|are|was|were)\s)",
    re.IGNORECASE,
)
#: Where something is told of others: "…, Homer and Marge have", "… and Ines has".
_OTHERS = re.compile(
    r"\s*[,;]\s*(?:(?:and|while|whereas|but)\s+)?(?=[A-Z][\w’'-]*(?:\s+[IVX]+)?(?:\s+and\s+[A-Z][\w’'-]*)?\s+(?:have|has|had|married|is|are|was|were)\b)"
    r"|\s+and\s+(?=[A-Z][\w’'-]*\s+(?:has|had|have|married|is|was)\b)"
    r"|\s*[,;]\s*(?:and\s+)?(?=[A-Z][\w-]*['’]s\s+(?:\w+\s+)?(?:parents|mother|father)\s)"
)
_KIN = rf"(?P<kin>{_CHILD}|wife|husband)"
_RELATIVES = re.compile(rf"(?:his|her|their|(?P<whose>[A-Z][\w-]*)['’]s?)\s+(?:\w+\s+)?{_KIN}\s+(?P<names>.+)")
_NEXT_RELATIVES = re.compile(
    r"\s*,\s*(?:and\s+)?(?=(?:his|her|their|[A-Z][\w-]*['’]s?)\s)|\s+and\s+(?=(?:his|her|their|[A-Z][\w-]*['’]s?)\s)"
)
_AND = re.compile(r"(?:and|who)\s+", re.IGNORECASE)
_DID_MARRY = re.compile(r"(?:(?:is|was|got)\s+)?(?:married|marries)\s+(?:to\s+)?(?P<other>[A-Z].*)")
_DOES_HAVE = re.compile(r"(?:has|had)\s+(?P<children>.+)")
_FROM = re.compile(r"(?:with|of|from|starting with)\s+", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:have|has|had|marr\w+|is|are|was|were)\b")
#: The joint of a couple, from which the lines to its children go, in pixels.
_JOINT = "14"


@dataclass(slots=True)
class Families:
    """Reads sentences into a draft: a couple stands in a row, with a joint between from which the lines to its children
    go.

    ``whose`` family it is, where the prompt says so, "she" and "his" point to.
    """

    draft: Draft
    whose: str = ""
    joints: dict[frozenset[str], Node] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)  # who stands to the left of a partner
    right: set[str] = field(default_factory=set)
    couple: list[Node] = field(default_factory=list)
    latest: list[Node] = field(default_factory=list)  # whom "who" points to
    said: Span | None = None  # the clause that is read

    def read(self, span: Span) -> None:
        if (oriented := _ORIENTED.match(span.source.text, span.start, span.end)) is not None:
            words = Span(span.source, oriented.start(), oriented.end("way"))
            (self.draft.heard if oriented["way"].casefold().startswith("top") else self.draft.unread).append(words)
            span = Span(span.source, oriented.end(), span.end)
        for sentence in split(span, STATEMENT):
            self.said = sentence
            with_whom = [fullmatch(one, _WITH_WHOM) for one in split(trim(sentence, ",:"), _NEXT_WITH)]
            if with_whom and all(self._with_whom(one) for one in with_whom):
                continue
            if self._relatives(trim(sentence, ",:")):
                continue
            for clause in (part_of for one in split(trim(sentence, ",:"), _ON) for part_of in _told(one)):
                if (none := fullmatch(clause, _CHILDLESS)) is not None and self._people(named(clause, none, "who")):
                    self.draft.heard.append(clause)
                    continue
                self.said = clause
                if not self._clause(trim(clause, ",")):
                    self.draft.unread.append(clause)

    def _clause(self, span: Span) -> bool:
        if (theirs := _THEIRS.match(span.source.text, span.start, span.end)) is not None and (
            parents := self._people(named(span, theirs, "whose")) if theirs["whose"] else self.couple
        ):
            self.draft.heard.append(Span(span.source, span.start, theirs.start("who")))
            child = self._people(named(span, theirs, "who"))
            rest = past(trim(Span(span.source, theirs.end(), span.end)), _AND)
            return self._under(self._pair(parents), child) and self._says_of(child, rest)
        if (above := fullmatch(span, _PARENTS)) is not None and (child := self._hero()):
            parents = self._people(named(span, above, "parents"))
            return bool(parents) and self._under(parents, child)
        if (elder := fullmatch(span, _COUPLE)) is not None:
            elders = self._people(named(span, elder, "names" if elder["names"] else "names2"))
            self.draft.heard.append(span)
            self.couple = elders
            return len(elders) == 2 and bool(self._joint(elders))
        if (siblings := fullmatch(span, _ARE_SIBLINGS)) is not None:
            self.latest = self._people(named(span, siblings, "names"))
            self.draft.heard.append(span)
            return bool(self.latest)
        if (above := fullmatch(span, _ONE_PARENT)) is not None and (children := self.latest or self._hero()):
            self.couple = self._people(named(span, above, "first"))
            self.couple += self._people(named(span, above, "second")) if above["second"] else []
            self.draft.heard.append(span)
            return self._under(self.couple, children)
        if (both := fullmatch(span, _MARRIED_WITH)) is not None:  # "X and Y are married and have two children, …"
            return self._clause(named(span, both, "married")) and self._family(
                self.couple, named(span, both, "children")
            )
        if (of := fullmatch(span, _IS_OF)) is not None:
            n = "" if of["who"] else "2"
            who, whose = self._people(named(span, of, f"who{n}")), self._people(named(span, of, f"whose{n}"))
            is_above = of[f"kin{n}"].startswith(("father", "mother", "parent"))
            return bool(who and whose) and (
                self._under(who, whose) if is_above else self._under(self._pair(whose), who)
            )
        if (their := fullmatch(span, _THEIR)) is not None and self.couple:
            return self._family(self.couple, named(span, their, "children" if their["children"] else "named"))
        for form in (_OF, _HAVE, _WITH):
            if (match := fullmatch(span, form)) is not None:
                parents = self._people(named(span, match, "parents"))
                return bool(parents) and self._family(parents, named(span, match, "children"))
        if (married := fullmatch(span, _MARRIED)) is not None:
            other = part(span, married, "other")
            couple = self._people(named(span, married, "one")) + (self._people(other) if other is not None else [])
            if len(couple) == 2:
                self.couple = self.latest = couple
                self._joint(couple)
                return True
        return False

    def _with_whom(self, match: re.Match[str] | None) -> bool:
        """Children by one of several partners: "with Catherine he had Mary"."""
        if match is None or self.said is None:
            return False
        span = self.said
        other, children = self._people(named(span, match, "other")), self._people(named(span, match, "children"))
        of_all = next((one.first for one in self.draft.edges if other and one.second is self._of_couple(other)), None)
        who = self._people(named(span, match, "who")) if match["who"] else [of_all] if of_all is not None else []
        self.draft.heard.append(Span(span.source, match.start(), match.start("children")))
        return bool(who and other and children) and self._under([*who[:1], *other], children)

    def _of_couple(self, one: list[Node]) -> Node | None:
        """The joint of somebody with their partner."""
        return next((joint for names, joint in self.joints.items() if one[0].label in names), None)

    def _says_of(self, who: list[Node], rest: Span) -> bool:
        """What else is told of somebody who was named: that they married, or have children."""
        married, have = fullmatch(rest, _DID_MARRY), fullmatch(rest, _DOES_HAVE)
        if married is not None:
            couple = who + self._people(named(rest, married, "other"))
            self.couple = couple
            return len(couple) == 2 and bool(self._joint(couple))
        return have is not None and self._family(self._pair(who), named(rest, have, "children"))

    def _relatives(self, span: Span) -> bool:
        """ "Otto, his son Hans, and Hans's children Eva and Paul": names, each with whose they are before them."""
        first, *further = split(span, _NEXT_RELATIVES)
        found = [fullmatch(one, _RELATIVES) for one in further]
        if not found or not all(found) or any(_SAYS.search(one.text) is not None for one in (first, *further)):
            return False
        latest = self._people(past(first, _FROM))
        for place, match in zip(further, found, strict=True):
            assert match is not None
            whose = part(place, match, "whose")
            before = self._people(whose) if whose is not None else latest
            names = self._people(named(place, match, "names"))
            if not before or not names:
                return False
            self.draft.heard.append(Span(place.source, place.start, match.start("names")))
            if match["kin"].casefold() in ("wife", "husband"):
                self.couple = [before[-1], *names]
                self._joint(self.couple)
                continue
            self._under(self._pair(before[-1:]), names)
            latest = names
        return bool(latest)

    def _people(self, span: Span) -> list[Node]:
        if span.text.casefold() == "who":
            return self.latest
        if span.text.casefold() in _THEY:
            return self.couple
        if span.text.casefold() in _ONE:
            return self.latest[-1:] or self._hero() or self.couple[:1]
        span = self.draft.hear_behind(span, _IN_YEAR)[0]
        listed = [one for one in split(span, LIST) if fullmatch(one, _JUST_KIN) is None]  # "a son, Bill"
        pieces = [bare(past(one, _TITLE)) for one in listed]
        if not all(map(is_name, pieces)) or any(_NO_PERSON.match(one.text) is not None for one in pieces):
            return []
        for one, own in zip(listed, pieces, strict=True):
            self.draft.heard.append(Span(span.source, one.start, own.start))  # "my great-grandmother"
        return [self.draft.named(one, "rounded") for one in pieces]

    def _family(self, parents: list[Node], span: Span) -> bool:
        partners, siblings = past(span, _PARTNERS), past(span, _SIBLINGS)
        if partners.start > span.start and len(parents) == 1:
            self.draft.heard.append(Span(span.source, span.start, partners.start))
            people = self._people(partners)
            for one in people:
                self.couple = [*parents, one]
                self._joint(self.couple)
            return bool(people)
        if siblings.start > span.start:
            above = next((one.first for one in self.draft.edges if one.second is parents[0]), None)
            self.draft.heard.append(Span(span.source, span.start, siblings.start))
            return above is not None and self._under([above], self._people(siblings))
        named_so = past(span, _CHILDREN)
        self.draft.heard.append(Span(span.source, span.start, named_so.start))
        children = self._people(named_so)
        self.couple, self.latest = parents, children[-1:]
        return self._under(parents, children)

    def _hero(self) -> list[Node]:
        """Whose tree it is, as one node."""
        known = [one for one in self.draft.nodes if self.whose and one.label == self.whose]
        return known or ([self.draft.add(self.draft.source.span(), "rounded", self.whose)] if self.whose else [])

    def _under(self, parents: list[Node], children: list[Node]) -> bool:
        above = parents[0] if len(parents) == 1 else self._joint(parents)
        for child in children:
            if child in parents:
                return False
            self.draft.link(above, child, self.said or child.span, "--")
        return bool(children)

    def _pair(self, one: list[Node]) -> list[Node]:
        """Somebody with whom they are a couple, where that was told."""
        pair = next((names for names in self.joints if one[0].label in names), frozenset())
        return [node for node in self.draft.nodes if node.label in pair] or one

    def _joint(self, couple: list[Node]) -> Node:
        """Where the lines of these parents meet."""
        key = frozenset(one.label for one in couple)
        if key not in self.joints:
            joint = self.draft.add(couple[-1].span, "circle", "")
            joint.properties["width"] = _JOINT
            for one in couple:
                self.draft.link(one, joint, couple[-1].span, "--")
            self._beside(couple, joint)
            self.joints[key] = joint
        return self.joints[key]

    def _beside(self, couple: Sequence[Node], joint: Node) -> None:
        """Partners stand in a row, those of a second marriage at its other side; where both have one already, or there
        are more than two, their lines lead down to the joint."""
        if len(couple) != 2 or all(one.label in self.left | self.right for one in couple):
            return
        for first, second in (couple, couple[::-1]):
            if first.label not in self.left and second.label not in self.right:
                self.left.add(first.label)
                self.right.add(second.label)
                self.draft.arranged.append(Arranged("row", (first, joint, second)))
                return


def _told(span: Span) -> list[Span]:
    """A clause cut where something is told of others; "Homer and Marge have …" are told of together."""
    found: list[Span] = []
    for piece in split(span, _OTHERS):
        if found and _SAYS.search(found[-1].text) is None:
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found
