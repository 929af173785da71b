"""Frames around the messages of a sequence: what is sent in a case, what else, and what is sent again and again."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.diagrams.actions import plain
from sgc.english.diagrams.conditions import answer_to, is_alternative, question
from sgc.english.diagrams.draft import Draft, Frame
from sgc.english.diagrams.grammar import Clause
from sgc.english.diagrams.pieces import bare, words_of
from sgc.english.diagrams.said import otherwise
from sgc.english.diagrams.transitions import named_mark
from sgc.source import Span

#: The frame around what is said to be so long, or in this case, by the word before it.
_WORDS = {"if": "opt", "unless": "opt", "until": "loop", "as": "loop"}
_NOT = frozenset(("not", "no", "so", "yes"))


class Frames:
    """Puts frames around messages of a draft, as the clauses of its sentences say."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.condition = ""  # of the latest frame, in lower case
        self.waiting: tuple[str, str, int, bool] | None = None  # word, text, first message, whether a frame goes on

    def case(self, one: Clause, payload: str, first: int | None) -> bool:
        """Take a clause that says when others hold: those that follow in the sentence or, from the message with the
        number ``first`` on, those before it. False if no frame says so."""
        mark = named_mark(one)
        word = _WORDS.get(mark)
        if word is None:
            return False
        condition = one.unmarked
        said = plain(condition)
        is_other = said in _NOT or bool(self.condition and answer_to(said, self.condition))
        is_other = word == "opt" and (is_other or (bool(self.condition) and is_alternative(said, self.condition)))
        text = "" if said in _NOT else _title(condition, "" if is_other else payload)
        text = text if mark == "if" else f"{mark} {text}"
        if first is None:
            self.end()
            self.waiting = (word, text, len(self.draft.edges), is_other)
        elif first < len(self.draft.edges) and self.waiting is None:
            self._around(word, text, first, is_other)
        else:
            return False
        self.condition = said if said not in _NOT else self.condition
        self.draft.heard.append(one.span)
        return True

    def otherwise(self, one: Clause) -> None:
        """Begin the other part of the latest frame, if a clause says that it holds otherwise."""
        if otherwise(one) is not None and (self.draft.frames or self.waiting):
            self.end()
            self.waiting = ("alt", "", len(self.draft.edges), True)
            self.draft.heard += [Span(one.source.source, word.start, word.end) for word in one.adverbs]

    def each(self, lead: Span) -> bool:
        """Begin a loop, if words before a clause say that it holds for each of several."""
        words = lead.text.casefold().split()
        is_each = words[:1] == ["for"] and words[1:2] in (["each"], ["every"], ["all"])
        if is_each:
            self.end()
            self.waiting = ("loop", words_of(lead).rstrip(",").lower(), len(self.draft.edges), False)
            self.draft.heard.append(lead)
        return is_each

    def repeat(self, text: str, first: int) -> bool:
        """A loop around the latest messages, which are sent so often; False within another frame."""
        if self.waiting is not None or first == len(self.draft.edges):
            return False
        self._around("loop", text, first, False)
        return True

    def end(self) -> None:
        """End the part that was begun: at the end of its sentence."""
        if self.waiting is not None:
            word, text, first, goes_on = self.waiting
            self.waiting = None
            self._around(word, text, first, goes_on)

    def _around(self, word: str, text: str, first: int, goes_on: bool) -> None:
        messages = self.draft.edges[first:]
        if not messages:
            return
        last = self.draft.frames[-1] if self.draft.frames else None
        is_next = last is not None and first > 0 and last.parts[-1][1][-1] is self.draft.edges[first - 1]
        if goes_on and last is not None and is_next:
            last.word = "alt"
            last.parts.append((text, messages))
        else:
            self.draft.frames.append(Frame(word if word != "alt" else "opt", [(text or "otherwise", messages)]))


def _title(condition: Span, payload: str) -> str:
    """A condition as a frame shows it: "the key is found", and "credentials are valid" of those that were sent."""
    words = words_of(bare(condition)).split()
    if not words:
        return ""
    if words[0].casefold() in ("it", "they") and payload:
        is_several = lexicon.is_plural(payload.split()[-1].casefold())
        if is_several == (words[0].casefold() == "they"):
            return " ".join([payload, *words[1:]])
    asked = question(condition).rstrip("?")
    is_short = words[0].casefold() in ("it", "they", "this", "there")
    return asked[:1].lower() + asked[1:] if is_short else " ".join(words)


def shown(frames: Sequence[Frame]) -> list[str]:
    """The texts of frames, and words that they show."""
    return [text for frame in frames for text, _ in frame.parts] + [
        "otherwise else" for one in frames if one.word == "alt"
    ]
