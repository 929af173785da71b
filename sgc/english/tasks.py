"""Tasks of worksheets: sentences that ask something of whoever looks at the picture, and show nothing themselves, and
those that tell how to colour it."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.english.lexicon import is_known_noun, one_of
from sgc.english.meaning import kind_of
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word

#: What begins a question about the picture; "Can you draw …?" asks for one.
_ASKING = frozenset(("which", "what", "who", "whose", "where", "how", "is", "are", "does", "do"))
#: What begins a task, before "the", "all", "how" and the like.
_TELLING = frozenset((
    "count", "circle", "find", "spot", "match", "trace", "name", "point", "underline", "cross", "tick", "choose",
    "write", "label", "compare", "look", "guess", "say", "read", "describe",
))  # fmt: skip
_ITS_OBJECT = frozenset((
    "the", "all", "how", "each", "every", "which", "what", "at", "to", "out", "them", "these", "those", "this", "it",
))  # fmt: skip
#: What tells to colour, and what ends that.
_COLORING = frozenset(("color", "colour", "paint", "shade", "make"))
#: Who looks at the picture.
_LOOKING = ("children", "kids", "pupils", "students", "learners", "class", "they", "we", "i", "you", "readers")
_JOINING = ("STOP", "COMMA", "AND")


def set_aside_tasks(tokens: list[Token]) -> list[Token]:
    """The same tokens, where a question or a task is one that frames the picture: "Which tree is taller? A pine …".

    It is one only where other sentences name all that it names, so that nothing is lost with it.
    """
    sentences = _sentences(tokens)
    found: list[Token] = []
    for sentence in sentences:
        others = [one for other in sentences if other is not sentence for one in other]
        if _is_task(sentence) and any(one.kind == "WORD" for one in others) and _names_nothing(sentence[1:], others):
            found.append(Token("FRAME", "task", sentence[0].start, sentence[-1].end))
        else:
            found += sentence
    return found


def set_aside_purposes(tokens: list[Token]) -> list[Token]:
    """The same tokens, where what somebody is to do with the picture frames it: "…, so that the children can count"."""
    found: list[Token] = []
    for sentence in _sentences(tokens):
        said = [one.lower for one in sentence]
        start = next((i for i, word in enumerate(said) if word == "so" and i and _is_purpose(said[i + 1 : i + 5])), 0)
        if not start:
            found += sentence
            continue
        end = len(sentence) - (sentence[-1].kind == "STOP")
        first = start - (sentence[start - 1].kind == "COMMA")
        found += [*sentence[:first], Token("FRAME", "purpose", sentence[start].start, sentence[end - 1].end)]
        found += sentence[end:]
    return found


def _is_purpose(words: Sequence[str]) -> bool:
    """Whether the words behind "so" say that who looks at the picture can do something: "that the pupils can …"."""
    rest = [word for word in words if word not in ("that", "the", "my", "our")]
    return rest[:1] in ([one] for one in _LOOKING) and rest[1:2] in (["can"], ["could"], ["may"])


def colour_in(tokens: list[Token]) -> list[Token]:
    """The same tokens, where an order to colour says how things are: "Colour the big ones blue." is "… are blue."."""
    found: list[Token] = []
    for sentence in _sentences(tokens):
        if found and len(sentence) > 2 and sentence[0].lower in _COLORING and _points(sentence[1]):
            places = [i for i in range(2, len(sentence)) if _ends_in_color(sentence, i)]
            for i in reversed(places):
                sentence.insert(i, Token("BE", "are", sentence[i].start, sentence[i].start))
            found += sentence[1:] if places else sentence
            continue
        found += sentence
    return found


def _points(token: Token) -> bool:
    return any(entry.kind in ("ARTICLE", "SHARE") and entry.meaning != "a" for entry in token.entries)


def _ends_in_color(sentence: Sequence[Token], i: int) -> bool:
    """Whether a colour stands behind what gets it, and before no noun."""
    before, token, after = sentence[i - 1], sentence[i], [*sentence[i + 1 : i + 2]]
    ends = not after or after[0].kind in _JOINING
    return ends and token.kind == "WORD" and is_color_word(token.lower) and before.kind not in _JOINING


def _sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token.kind == "STOP":
            found.append([])
    return [one for one in found if one]


def _is_task(sentence: Sequence[Token]) -> bool:
    first, second = next(iter(sentence[0].lower.split()), ""), [*sentence[1:2]]
    if sentence[-1].lower == "?":
        return first in _ASKING
    return first in _TELLING and bool(second) and second[0].lower.split(" ")[0] in _ITS_OBJECT


def _names_nothing(words: Sequence[Token], others: Sequence[Token]) -> bool:
    """Whether every noun among the words is named elsewhere, as it is or by its kind: "How many animals are there?"."""
    there = {one_of(one.lower) for one in others if one.kind == "WORD"}
    nouns = {one_of(one.lower) for one in words if one.kind == "WORD" and is_known_noun(one.lower)}
    return all(noun in there or any(kind_of(one, noun) for one in there) for noun in nouns)
