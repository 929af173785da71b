"""Trees and mind maps in prose: what stands under what ("the head has three deputies", "the cooks answer to her")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.words import table
from sgc.english.prose.cast import Cast, singular_name
from sgc.english.prose.clauses import Clause
from sgc.english.prose.parsing import place
from sgc.english.prose.phrases import Phrase, Phrases
from sgc.source import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

#: What is at the top or in the middle.
TOPS = frozenset(("root", "top", "centre", "center", "middle", "trunk", "heart", "core", "central"))
#: Nouns that only say that there are parts.
PARTS = frozenset((
    "branch", "part", "child", "category", "type", "kind", "topic", "section", "group", "class", "area", "division",
    "subtopic", "sub-branch", "bit", "theme", "heading", "aspect", "layer", "level", "node", "arm", "strand",
    "people", "person", "report", "limb", "idea", "one", "daughter", "son", "file", "folder", "thing", "point",
    "subordinate", "deputy",
))  # fmt: skip
_OVER = frozenset(
    ("split", "divide", "branch", "break", "group", "give", "fork", "lead", "involve", "need", "hold", "mean", "hire")
)
_LEADS = frozenset(("run", "lead", "head", "manage", "direct", "chair"))
_BELOW = ("under", "off", "below", "beneath", "underneath", "inside", "within", "around")
_PUTS = frozenset(("put", "place", "add", "hang", "come", "be", "go", "list", "sit", "write", "want", "set", "stand"))
_WE = frozenset(("i", "we", "you", "there"))


class Ranks:
    """Reads clauses into links from what is above to what is below; ``topic`` is what the request says it is of."""

    def __init__(self, draft: Draft, phrases: Phrases, word: str, topic: Phrase | None = None) -> None:
        self.draft, self.phrases, self.topic = draft, phrases, topic
        self.cast = Cast(draft, word, phrases.counted)
        self.root: Node | None = None

    def finish(self) -> None:
        """What stands under nothing in a mind map is a branch of its middle: of the topic, if nothing else is said."""
        orphans = [node for node in self.draft.nodes if not any(edge.second is node for edge in self.draft.edges)]
        if self.draft.sort != "mindmap" or len(orphans) < 2:
            return
        if self.root is None or not any(edge.first is self.root for edge in self.draft.edges):
            self._begin()
        for node in orphans:
            if self.root is not None and node is not self.root:
                self.draft.link(self.root, node, node.span, "--")

    def _begin(self) -> Node | None:
        """The topic, drawn as what everything comes from, unless something else is."""
        if self.root is None and self.topic is not None:
            (self.root,) = self.cast.nodes([self.topic], as_subject=True)[:1] or (None,)
        return self.root

    def read(self, one: Clause) -> bool:
        """Take a clause, or say that it is none of ranks."""
        self.cast.begin(one.verb.sent.start)
        if not self.draft.nodes and any(name.is_pronoun for name in one.subjects):
            self._begin()
        if one.is_negated:  # "James has no children"
            known = self.cast.nodes(one.subjects, as_subject=True, new=False)
            if known:
                self.draft.heard.append(one.whole)
            return bool(known)
        if one.lemma in (*_PUTS, "call") and (top := self._top(one)):
            self.root = top
            return True
        if one.lemma == "be" and (self._office(one) or self._own(one)):
            return True
        if self._led(one):
            return True
        above, below = self._sides(one)
        if not below:
            return False
        parents = self.cast.nodes(above, as_subject=True) if above else []
        if not parents and (root := self._begin()) is not None:
            parents = [root]
        if not parents:
            return False
        self.under(parents, below)
        self._heard(one)
        return True

    def _led(self, one: Clause) -> bool:
        """ "Our bank is run by Eve", where nothing was told before: she is at the top of the chart of the bank."""
        is_whole = one.is_passive and one.lemma in _LEADS and not self.draft.nodes and len(one.subjects) == 1
        if not is_whole or not one.behind("by") or self.topic is not None:
            return False
        self.root = next(iter(self.cast.nodes(one.behind("by"), as_subject=True)), None)
        self.draft.heard.append(Span(self.draft.source, one.whole.start, place(one.verb)[1]))
        return self.root is not None

    def _heard(self, one: Clause) -> None:
        """Words that the links say, and no text: the verb, and what only counts the parts."""
        source = self.draft.source
        self.draft.heard.append(Span(source, *place(one.verb)))
        for token in (*one.verb.children, *(name.head for name in one.objects)):
            if token.dep_ == "prt" or token.lemma_.lower() in (*PARTS, "rise"):
                self.draft.heard.append(Span(source, place(token.left_edge)[0], place(token)[1]))

    def fragment(self, tokens: Tokens, *, is_request: bool = False) -> bool:
        """Take a sentence without a verb: "three branches: …", "with climate change in the middle", "under food: …"."""
        inside = self.phrases.inside(tokens)
        if not inside:
            return False
        top = next((token.lower_ for token in tokens if token.lower_ in TOPS), "")
        where = top or ("" if is_request else inside[0].before)
        taken = self._placed(self.phrases.listed(inside[0].head), where)
        for one in inside if top and self.root is not None else ():  # "with sleep in the middle and two branches: …"
            below = self.phrases.listed(one.head)
            if one.head.lemma_.lower() in PARTS and below and below[0] is not one and self.root is not None:
                self.under([self.root], below)
        return taken

    def _placed(self, names: Sequence[Phrase], where: str) -> bool:
        """Take phrases behind a preposition, or at the top."""
        if where in TOPS:
            named = self.cast.nodes([name for name in names if name.head.lower_ not in TOPS or name.label][:1])
            self.root = named[0] if named else self.root
            return bool(named)
        if where in (*_BELOW, "for"):
            behind = self.phrases.next(names[-1].last + 2)
            below = names[1:] or (self.phrases.listed(behind.head) if behind is not None else ())
            self.under(self.cast.nodes(names[:1]), below)
            return bool(below)
        if where or self._begin() is None:
            return False
        self.under([self.root] if self.root is not None else [], names)
        return True

    def under(self, parents: Sequence[Node], names: Sequence[Phrase]) -> None:
        children = self.cast.nodes(names)
        for parent in parents[:1]:
            for child in children:
                if (
                    child is not parent
                    and child is not self.root
                    and not any(edge.second is child for edge in self.draft.edges)
                ):
                    self.draft.link(parent, child, child.span, "--")
        if parents and self.root is None:
            self.root = parents[0]
        self.cast.answers = children

    def _top(self, one: Clause) -> Node | None:
        """ "the play goes in the centre", "A is the root", "put A at the top", "the root is called A"."""
        said = [*one.objects[:1], *(names[0] for _, names in one.places)]
        subjects = [name for name in one.subjects if name.head.lower_ not in _WE]
        if any(name.head.lower_ in TOPS and not name.label for name in said):
            named = [*subjects, *(name for name in said if name.head.lower_ not in TOPS or name.label)]
        elif one.lemma == "be" and subjects and subjects[0].head.lower_ in TOPS:
            named = list(one.objects)
        else:
            return None
        if named and named[0].is_pronoun and not self.draft.nodes:
            return self._begin()
        found = self.cast.nodes(named[:1], as_subject=True)
        return found[0] if found else None

    def _office(self, one: Clause) -> bool:
        """ "Priya is our CEO": a title of one who is named."""
        is_name = len(one.subjects) == 1 and one.subjects[0].head.pos_ == "PROPN" and not one.subjects[0].is_definite
        if not is_name or len(one.objects) != 1 or one.places or self.cast.known(one.objects[0]):
            return False
        title = one.objects[0]
        if title.head.pos_ not in ("PROPN", "NOUN") or title.head.lower_ in PARTS or title.is_plural:
            return False
        found = self.cast.nodes(one.subjects, as_subject=True)
        if not found:
            return False
        node = found[0]
        if node.label.casefold() == one.subjects[0].name.casefold():
            node.label = f"{node.label} ({title.name})"
        self.root = self.root or node
        return True

    def _own(self, one: Clause) -> bool:
        """ "Susan's only son is Daniel": he stands under her."""
        owner = next((left for name in one.subjects[:1] for left in name.head.lefts if left.dep_ == "poss"), None)
        phrase = self.phrases.owner(owner) if owner is not None else None
        if phrase is None or not one.objects or self.cast.known(phrase) is None:
            return False
        self.under(self.cast.nodes([phrase], as_subject=True), one.objects)
        return True

    def _sides(self, one: Clause) -> tuple[Sequence[Phrase], Sequence[Phrase]]:
        """What is above, which may be left out, and what below."""
        verb, verbs = one.lemma, table("verb")
        subjects = [name for name in one.subjects if name.head.lower_ not in _WE]
        objects = () if _is_part(one.objects) else one.objects
        if verb in _PUTS and subjects and subjects[0].before in (*_BELOW, "for") and objects:
            return subjects[:1], [*subjects[1:], *objects]
        for word, names in one.places:
            if names[0].head.lower_ in TOPS:
                continue
            if word == "about" and verb == "be" and subjects:
                return subjects, names
            if word == "in" and names[0].amount is not None and names[0].amount.lower_ == "charge":
                return subjects, names
            senses = verbs.get(f"{'be ' + one.verb.lower_ if one.is_passive else verb} {word}", ())
            if ("under" in senses or (word == "by" and one.is_passive)) and subjects:
                return names, subjects
            if word in (*_BELOW, "for", "from", "at", "in") and objects and verb in _PUTS and not subjects:
                return names, objects
            if word in (*_BELOW, "from") and not objects and subjects and (word != "from" or verb in _PUTS):
                return names, subjects
            if (
                "over" in senses or (word in ("into", "to", "between", "in") and (verb in _OVER or "to" in senses))
            ) and subjects:
                return subjects, names
        if verb == "be":
            return self._copula(subjects, objects)
        if one.is_passive or not objects or verb in ("like", "want"):
            return (), ()
        if "over" in verbs.get(verb, ()) or "hold" in verbs.get(verb, ()) or verb in _OVER:
            return subjects, objects
        is_known = bool(subjects) and self.cast.known(subjects[0]) is not None  # "the producer hires the director"
        return (subjects, objects) if is_known and all(name.is_definite for name in objects) else ((), ())

    def _copula(
        self, subjects: Sequence[Phrase], objects: Sequence[Phrase]
    ) -> tuple[Sequence[Phrase], Sequence[Phrase]]:
        """ "English and German are Germanic", "activities are sketching and swimming", "numbers are even or odd"."""
        if not subjects or not objects:
            return (), ()
        if subjects[0].head.lemma_.lower() in PARTS and subjects[0].is_plural:
            return (), objects  # "the main branches are …"
        above, below = self.cast.known(objects[0]), self.cast.known(subjects[0])
        kind = (
            replace(objects[0], last=objects[0].first, label="") if objects[0].last > objects[0].first else objects[0]
        )
        if (
            above is None and objects[0].is_plural and self.cast.known(kind) is not None
        ):  # "English is a Germanic language"
            return [kind], subjects
        if above is not None and below is None:
            return objects[:1], subjects
        if all(name.head.pos_ == "ADJ" for name in objects) and len(objects) > 1:
            noun = subjects[0].name.split()[-1]
            return subjects, [replace(name, label=f"{name.name} {noun}") for name in objects]
        return (subjects, objects) if below is not None or len(objects) > 1 else ((), ())


def _is_part(objects: Sequence[Phrase]) -> bool:
    """Whether a clause only says that there are parts: "it has four branches"."""
    if len(objects) != 1 or objects[0].label:
        return False
    return singular_name(objects[0].head.lower_) in PARTS
