"""Words of what changes, by which sentences on states are cut and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgc.english import lexicon
from sgc.english.diagrams.words import forms
from sgc.english.prose.parsing import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Verbs of what goes from one state to the next by itself.
GOES = frozenset((
    "go", "move", "change", "switch", "transition", "turn", "return", "pass", "shift", "jump", "revert", "proceed",
    "advance", "reset", "come", "fall", "progress", "flip", "lead", "result", "transit", "drop", "resume",
))  # fmt: skip
#: Verbs of which the subject is what happens: "play leads to playing".
LEADS = frozenset(("lead", "result"))
#: Verbs of what brings something into a state.
BRINGS = frozenset((
    "take", "move", "bring", "put", "send", "make", "turn", "return", "set", "render", "transition", "push", "get",
    "convert", "transform", "switch", "change", "reset",
))  # fmt: skip
BEGINS = frozenset(("start", "begin", "open", "create"))
#: Verbs behind which a state is named without "to".
STRAIGHT = frozenset(("become", "be", "enter", "reach")) | BEGINS
STAYS = frozenset(("stay", "remain", "loop", "sit", "wait"))
#: Words that begin a clause on what something happens.
CASES = frozenset(("when", "whenever", "if", "once", "unless", "while", "until", "after", "as"))
#: Prepositions of what makes something happen.
ON = frozenset(("on", "upon", "after", "by", "via", "through", "with", "within", "at"))
INTO = frozenset(("to", "into", "onto"))
IS = frozenset(("is", "are", "be", "was", "being"))
FIRST = frozenset(("first", "initially", "normally", "beginning", "default"))
AGAIN = frozenset(
    ("again", "back", "directly", "straight", "then", "also", "immediately", "automatically", "once", "finally")
)
REVERSE = frozenset(("reverse", "back", "opposite"))
ARTICLES = frozenset(("the", "a", "an", "its", "this", "that", "either", "both"))
PRONOUNS = frozenset(
    ("it", "they", "them", "he", "she", "this", "that", "which", "there", "one", "ones", "you", "we", "him", "her")
)
EVERY = frozenset(("every", "each", "any", "all"))
#: Prepositions that names of states begin with: "under review".
UNDER = ("in", "on", "under", "out")
#: Nouns that only say that something is a state.
STATED = frozenset(("state", "mode", "phase", "one"))
#: Words that are no states by themselves.
ALONE = frozenset(("one", "more", "it", "work", "place", "life"))
#: What stands in no name of a state.
STOPS = frozenset((
    *CASES, "on", "upon", "by", "via", "through", "with", "within", "at", "from", "to", "into", "for", "and", "or",
    "but", "which", "where", "who", "then", ",", ";", ".", ":", "(", "otherwise", "without", "before",
))  # fmt: skip


def base_form(token: Token) -> str:
    """A verb as a dictionary has it, also where the parser takes it for a noun or an auxiliary."""
    if token.lower_ in ("becomes", "became", "becoming"):
        return "become"
    return lexicon.verb_base(token.lower_) if token.tag_ == "NNS" else lemma(token)


def is_verb(token: Token) -> bool:
    """Whether a token is a verb that says something, and no auxiliary of another."""
    is_last = token.i + 1 == len(token.doc)
    if token.tag_ == "NNS" and not is_last and lexicon.THIRD in forms(token.lower_):
        return token.nbor(1).lower_ in ("it", "them", "to", "into", "back")  # "pushing through locks it"
    if base_form(token) == "become":
        return True
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound")


def is_finite(token: Token) -> bool:
    return token.tag_ in ("VBZ", "VBP", "VBD", "MD") or (token.tag_ == "NNS" and is_verb(token))
