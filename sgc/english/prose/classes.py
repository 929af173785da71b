"""Classes and entities in prose: what each has, what it is a kind of, and how many of one belong to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.members import LOOKS, SENSES, Members, add_row, counted
from sgc.english.diagrams.pieces import key
from sgc.english.diagrams.words import Verb, table
from sgc.english.prose.clauses import Clause
from sgc.english.prose.parsing import place
from sgc.english.prose.phrases import Phrase, Phrases
from sgc.source import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_HAVING = frozenset(("have", "define", "declare", "store", "record", "add", "override", "provide", "offer", "keep"))
#: Verbs that say nothing of two classes.
_SEEMING = frozenset(("seem", "appear", "look", "sound", "feel", "think"))
#: "is a kind of", "are subclasses of", and the other way "is the parent of".
_KINDS = frozenset(("subclass", "subtype", "kind", "type", "child", "specialization", "specialisation", "sort"))
_PARENTS = frozenset(("parent", "superclass", "supertype", "base", "generalization", "generalisation"))
#: Words before a name, or alone, that say what it is the name of.
_SORTS = frozenset(("class", "interface", "entity", "table", "enum"))
_ROWS = frozenset(("attribute", "field", "property", "column", "member", "row"))
_METHODS = frozenset(("method", "operation", "function"))
#: Words before a noun that say how many there are.
_COUNTING = frozenset((
    "a", "an", "the", "its", "one", "exactly", "only", "many", "several", "multiple", "various", "any", "number", "of",
    "zero", "or", "more", "than", "at", "least", "most", "up", "to", "no", "lots", "list", "set", "single", "optional",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
))  # fmt: skip
_ONE = frozenset(("it", "this", "that", "which", "who", "he", "she", "him", "her"))


class Classes(Members):
    """Reads clauses into classes, or into the entities of a data model. Names, rows and multiplicities are those of the
    reader by rules."""

    def __init__(self, draft: Draft, phrases: Phrases, known: Sequence[Clause], entities: bool) -> None:
        super().__init__(draft, entities)
        self.phrases = phrases
        acting = [name for one in known for name in one.subjects if not name.is_pronoun]
        self.told_of = {key(self._name(name).text) for name in acting}
        self.spoken: list[list[Node]] = []  # in the order in which they were spoken of
        self.pending: Token | None = None  # a verb that shares the object of the next: "borrow and return books"

    def read(self, one: Clause) -> bool:
        """Take a clause, or say that it is none of classes."""
        if one.is_negated or one.is_condition or one.lemma in _SEEMING:
            return False
        subjects = self._nodes(one.subjects)
        if not subjects:
            return False
        self.cast.subjects = subjects
        for name in one.subjects:
            self._with(name, subjects[-1:])
        if one.lemma == "be":
            return self._is(one, subjects)
        if one.lemma in _HAVING and not one.is_passive and one.objects:
            self._have(subjects, one.objects, one)
            if names := one.behind("with"):  # "…, with the methods deposit and withdraw"
                self._have(subjects, names, one)
            return True
        return self._does(one, subjects)

    def fragment(self, tokens: Tokens) -> bool:
        """Take names of which no verb says anything: "Account as the base class", "Animal with a name"."""
        inside = self.phrases.inside(tokens)
        names = [one for one in inside if one.head.lemma_.lower() not in _SORTS | _ROWS]
        self.draft.heard += [one.span for one in inside if one not in names]
        owners = [one for one in names if one.head.dep_ != "pobj"] or names[:1]
        for one in owners:
            self._with(one, self._nodes([one]))
        return bool(owners)

    # ------------------------------------------------------------ what clauses say

    def _is(self, one: Clause, subjects: list[Node]) -> bool:
        """ "is a kind of Animal", "are persons", "is an abstract class", "is the parent of A and B"."""
        if not one.objects:
            return False
        thing = one.objects[0]
        amount = thing.amount.lemma_.lower() if thing.amount is not None else ""
        head = thing.head.lemma_.lower()
        if amount in _KINDS:
            return self._kind_of(subjects, self._nodes(one.objects), one)
        if head in _KINDS | _PARENTS and _of(thing) is not None:
            nodes = self._nodes(one.objects)
            return self._kind_of(*((subjects, nodes) if head in _KINDS else (nodes, subjects)), one)
        if head in _KINDS:  # "are subclasses", of what was spoken of before
            before = next(
                (nodes for nodes in reversed(self.spoken) if not set(map(id, nodes)) & set(map(id, subjects))), []
            )
            return self._kind_of(subjects, before[-1:], one)
        words = {token.lower_ for token in thing.head.doc[thing.first : thing.last + 1]}
        if head in _SORTS:
            for node in subjects:
                node.word = head if head in ("interface", "enum") else node.word
                node.above = "«abstract»" if "abstract" in words else node.above
            self.draft.heard.append(thing.span)
            self._with(thing, subjects)
            return True
        known = [self._known(name) for name in one.objects]
        if self.entities or not all(known):
            return False
        return self._kind_of(subjects, [node for node in known if node is not None], one)

    def _kind_of(self, below: Sequence[Node], above: Sequence[Node], one: Clause) -> bool:
        for child in below:
            for parent in above:
                if child is not parent:
                    self.draft.link(child, parent, one.whole, **LOOKS["kind"])
        self.draft.heard.append(Span(one.whole.source, *place(one.verb)))
        for name in one.objects:
            self.draft.heard += [Span(name.source, *place(name.amount))] if name.amount is not None else []
            self._with(name, list(above))
        return bool(below and above)

    def _have(self, owners: list[Node], names: Sequence[Phrase], one: Clause) -> None:
        """Rows of classes, and links with others that are classes."""
        self.draft.heard.append(Span(one.whole.source, *place(one.verb)))
        self.owners = owners
        rows: list[str] = []
        before = None
        for name in names:
            words = [token.lemma_.lower() for token in name.head.doc[name.first : name.last + 1]]
            rows = ["method"] if not _METHODS.isdisjoint(words) else rows
            is_method = self._is_called(name)
            if name.head.lemma_.lower() in _ROWS | _METHODS and name.first == name.last:
                rows = [name.head.lemma_.lower()]  # "the attributes name and age"
                continue
            full = self._full(name)
            many, noun = counted(full)
            if many is None and before is not None and name.is_plural:
                many = before  # "many comments and tags"
            before = many if many is not None and not many["one"] else None
            is_method = is_method or (bool(rows) and rows[0] in _METHODS)
            if not rows and not is_method and self._is_association(many, noun):
                self.spoken.append(self._associated(owners, many, self._name(name), one.whole))
                self._with(name, self.spoken[-1])
                continue
            for owner in owners:
                add_row(owner, self._name(name), is_method)

    def _does(self, one: Clause, subjects: list[Node]) -> bool:
        """What is done with other classes: "places orders", "is taught by", "consists of"."""
        verb, names = self._verb_of(one)
        if verb is None or not names:
            goes_on = any(child.dep_ == "conj" and child.pos_ == "VERB" for child in one.verb.children)
            self.pending = one.verb if goes_on else None
            return goes_on
        self.pending = None
        for name in names:
            nodes = self._nodes([name]) if name.is_pronoun else []
            if nodes:
                self._join(subjects, verb, nodes[0].span, one.whole)
            else:
                known = len(self.draft.edges)
                self._join(subjects, verb, self._full(name), one.whole)
                if self.draft.edges[known:]:
                    self.spoken.append([self.draft.edges[-1].second])
            self._with(name, self.spoken[-1] if self.spoken else [])
        owned = () if names is one.behind("with") else one.behind("with")  # of what stands before it
        for name in owned if self.spoken and owned and owned[0].first > names[-1].last else ():
            self._row_or_link(self.spoken[-1], name, one.whole)
        return True

    def _verb_of(self, one: Clause) -> tuple[Verb | None, Sequence[Phrase]]:
        """The verb with its preposition, as the table of verbs has it, and what it leads to."""
        known = table("verb")
        stem = f"be {one.verb.lower_}" if one.is_passive else " ".join(filter(None, (one.lemma, one.particle)))
        start = place(self.pending or one.verb)[0]
        if one.is_passive:
            start = next((place(child)[0] for child in one.verb.children if child.dep_ == "auxpass"), start)
        ways: list[tuple[str, Sequence[Phrase]]] = [("", one.objects)] if one.objects and not one.is_passive else []
        ways += [(word, names) for word, names in one.places if word != "with" or not one.objects]
        for word, names in ways:
            base = f"{stem} {word}".strip()
            sense = next((sense for sense in SENSES if sense in known.get(base, ())), "to")
            end = place(one.verb)[1] if not word else place(self._before(names[0], word, one))[1]
            return Verb(sense, base, Span(one.whole.source, start, max(end, place(one.verb)[1]))), names
        return None, ()

    def _before(self, name: Phrase, word: str, one: Clause) -> Token:
        """The preposition before a name."""
        doc = name.head.doc
        return next((doc[i] for i in range(name.first, one.verb.i, -1) if doc[i].lower_ == word), one.verb)

    def _with(self, name: Phrase, owners: list[Node]) -> None:
        """ "a Product with a name and a price": what stands behind "with" belongs to it."""
        for child in name.head.children:
            inner = next((token for token in child.children if token.dep_ == "pobj"), None)
            if child.lower_ == "with" and inner is not None and owners:
                self.draft.heard.append(Span(name.source, *place(child)))
                for one in self.phrases.listed(inner):
                    self._row_or_link(owners, one, name.span.to(one.span))

    def _row_or_link(self, owners: list[Node], one: Phrase, whole: Span) -> None:
        many, noun = counted(self._full(one))
        if self._is_association(many, noun) and not self._is_called(one):
            self._associated(owners, many, noun, whole)
            return
        for owner in owners:
            add_row(owner, self._name(one), self._is_called(one) or one.head.lemma_.lower() in _METHODS)

    # ------------------------------------------------------------ names

    def _nodes(self, names: Sequence[Phrase]) -> list[Node]:
        """The classes that phrases mean; those that are new are drawn."""
        found: list[Node] = []
        for one in (name for each in names for name in self._told(each)):
            found += (node for node in self._meant(one) if node not in found)
        if found:
            self.spoken.append(found)
        return found

    def _told(self, one: Phrase) -> Sequence[Phrase]:
        """ "the classes A and B" are A and B."""
        behind = (
            self.phrases.next(one.last + 1) if one.head.lemma_.lower() in _SORTS and one.first == one.last else None
        )
        return self.phrases.listed(behind.head) if behind is not None and behind.first == one.last + 1 else [one]

    def _meant(self, one: Phrase) -> Sequence[Node]:
        word = one.head.lower_
        if one.is_pronoun and word in _ONE:
            return next((nodes[-1:] for nodes in reversed(self.spoken) if len(nodes) == 1), [])
        if one.is_pronoun:
            return next((nodes for nodes in reversed(self.spoken) if len(nodes) > 1), [])
        return self._named(self._name(one))

    def _known(self, one: Phrase) -> Node | None:
        return self.draft.labelled(self._name(one).text)

    def _name(self, one: Phrase) -> Span:
        """The words of a name, without "class" or "subclasses of" before it."""
        doc, first = one.head.doc, one.first
        of = _of(one)
        if of is not None and one.head.lemma_.lower() in _KINDS | _PARENTS:
            first = of + 1 + (doc[of + 1].dep_ == "det")
        while first < one.last and doc[first].lemma_.lower() in _SORTS | _ROWS | _METHODS:
            first += 1
        return Span(one.source, place(doc[first])[0], place(doc[one.last])[1])

    def _is_called(self, one: Phrase) -> bool:
        """Whether parentheses say that it is a method: "area()"."""
        return one.span.text.endswith("()")

    def _full(self, one: Phrase) -> Span:
        """A name with the words before it that say how many there are."""
        doc, first = one.head.doc, one.first
        while first > one.head.sent.start and (doc[first - 1].lower_ in _COUNTING or doc[first - 1].like_num):
            first -= 1
        while first < one.first and doc[first].lower_ in ("to", "of", "or"):
            first += 1
        return Span(one.source, place(doc[first])[0], self._name(one).end)


def _of(one: Phrase) -> int | None:
    """Where "of" stands in a name, if it does."""
    return next((token.i for token in one.head.doc[one.first : one.last] if token.lower_ == "of"), None)
