"""Who and what a text speaks of: one node for each, whether it is named, meant by "it", or one of "both"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import caption, key
from sgc.english.prose.phrases import Phrase
from sgc.graph.plurals import singular

_ONE = frozenset(("it", "he", "she", "him", "her", "this", "that", "which", "who", "one", "itself"))
#: So many things of a kind are drawn each by itself.
_NUMBERED = 6
_NOTED = re.compile(r"\s*\([^()]*\)$")
_UNNUMBERED = re.compile(r" \d+$")
#: "Ken Ito", "Ken Ito (CTO)", "Ken (CTO)"
_SURNAMED = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]{2,})*(?:\s\(|$)")
_KINDS = ("branch", "folder", "directory", "family", "category", "stroke", "phase", "stage", "step", "state")
_MANY = frozenset(("they", "them", "these", "those", "both", "all", "each", "either"))


class Cast:
    """The nodes of a draft by how the text calls them. ``word`` is the shape of a new one, ``counted`` the members of
    groups, by the noun that counts them."""

    def __init__(self, draft: Draft, word: str, counted: Mapping[str, Sequence[Phrase]]) -> None:
        self.draft, self.word, self.counted = draft, word, counted
        self.spoken: list[list[Node]] = []  # in the order in which they were spoken of; a list each
        self.subjects: list[Node] = []  # of the clause that is read, or else of the one before
        self.first: list[Node] = []  # the subject with which the latest sentence began
        self.answers: list[Node] = []  # whom the clause before led to: "she asks him, and he replies"
        self.sentence, self.is_new = -1, True
        self.is_round = False  # whether what is told goes round
        self.hearer: Node | None = None  # whom a pronoun points to that begins a sentence, rather than to ``first``
        self._pointed: dict[int, Sequence[Node]] = {}  # whom pronouns point to that several verbs share

    def begin(self, sentence: int) -> None:
        """A clause begins, in the sentence that starts at this token."""
        self.is_new, self.sentence = sentence != self.sentence, sentence

    def nodes(self, names: Sequence[Phrase], *, as_subject: bool = False, new: bool = True) -> list[Node]:
        """The nodes that phrases mean; those that are new are drawn unless they must not be."""
        found: list[Node] = []
        for one in names:
            for node in self._meant(one, as_subject, new):
                if node not in found:
                    found.append(node)
        if found:
            self.spoken.append(found)
        if as_subject and found:
            self.subjects = found
            if self.is_new:
                self.first = found
        return found

    def _meant(self, one: Phrase, as_subject: bool, new: bool) -> Sequence[Node]:
        word = one.head.lower_ if not one.head.text.isupper() else one.head.text
        if one.is_pronoun or (word in _ONE | _MANY and one.first == one.last):
            pointed = self._pointed.get(one.head.i) or self._by_pronoun(word, as_subject)
            self._pointed[one.head.i] = pointed
            return pointed
        if (
            one.is_plural or word in _ONE | _MANY or any(left.lower_ in ("each", "every") for left in one.head.lefts)
        ) and (one.is_definite and (group := self._group(one))):
            return group
        if one.is_plural and one.count and key(singular_name(one.name)) in self.counted:
            return self._group(one)
        known = self.known(one)
        if known is not None:
            return [known]
        if not new:
            return ()
        if one.is_plural and one.count and 1 < one.count <= _NUMBERED and not one.label:
            name = caption(singular_name(one.name))
            return [self.draft.add(one.span, self.word, f"{name} {i + 1}") for i in range(one.count)]
        return [self.draft.add(one.span, self.word, caption(one.name))]

    def known(self, one: Phrase) -> Node | None:
        """The node of this name, or the latest whose name ends or begins with it."""
        sought = key(one.name)
        for node in self.draft.nodes:
            if sought in (key(node.label), key(_NOTED.sub("", node.label))):
                return node
        if one.head.pos_ == "PROPN" and one.first == one.last and " " not in sought:
            called = [
                node
                for node in self.draft.nodes
                if key(node.label).split()[:1] == [sought] and _SURNAMED.match(node.label)
            ]
            if len(called) == 1:
                return called[0]  # "Ken" of "Ken Ito"
        for node in reversed(self.draft.nodes):
            label = key(node.label)
            is_less = one.is_definite and one.name == one.name.lower() and sought.endswith(f" {label}")
            name, _, kind = sought.rpartition(" ")
            is_kind = kind in _KINDS and key(name) == label  # "the Slavic branch", of "Slavic"
            again = self.is_round and sought == f"new {label}"  # where it goes round, it is the same
            if label.endswith(f" {sought}") or is_less or is_kind or again:
                return node
        return None

    def _group(self, one: Phrase) -> Sequence[Node]:
        """ "both sources", "the two services": the members of a group of that name, or those of which that is said."""
        stem = singular(one.head.lower_)
        for node in self.draft.nodes:
            if node.members and key(node.label) == key(stem):
                return node.members
        name = key(singular_name(one.name))
        if (members := self.counted.get(name)) and one.count in (None, len(members)):
            return [node for member in members for node in self._meant(member, as_subject=False, new=True)]
        alike = [
            node
            for node in self.draft.nodes
            if _UNNUMBERED.sub("", key(node.label)) in (name, key(stem))
            or (key(node.label).endswith(f" {key(stem)}") and name == key(stem))
        ]
        if len(alike) > 1 and one.count_or_both in (None, len(alike)):
            return alike
        return ()

    def _by_pronoun(self, word: str, as_subject: bool) -> Sequence[Node]:
        if word == "there":
            return self.answers[-1:]
        if word in _MANY:
            several = next((nodes for nodes in reversed(self.spoken) if len(nodes) > 1), None)
            count = 2 if word == "both" else None
            if several is not None and (count is None or len(several) == count):
                return several
            return self.spoken[-1] if self.spoken else ()
        if word in _ONE:
            if as_subject:  # within a sentence it is another than the subject, which would not be said again
                first = [self.hearer] if self.hearer is not None else self.first
                said = first if self.is_new else self.answers
                said = said if len(said) == 1 else self.answers or self.subjects
                return said[-1:] or (self.spoken[-1][-1:] if self.spoken else ())
            apart = [nodes for nodes in self.spoken if len(nodes) == 1 and nodes[0] not in self.subjects]
            return apart[-1] if apart else self.subjects[-1:]
        return ()


def singular_name(name: str) -> str:
    """A name of several as that of one of them: "web servers" are "web server" each."""
    *before, last = name.split() or [name]
    return " ".join([*before, singular(last)])
