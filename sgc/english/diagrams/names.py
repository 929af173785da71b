"""Whether words are the name of one thing, one step or one row: signs that they are a clause, or a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.verbs import find_verb
from sgc.english.diagrams.words import ALL_SENSES, MANY, SEVERAL, is_base, is_technical, is_third, numbered
from sgc.source import Source

_WORD = re.compile(r"[^\W_]+(?:['’\-/.][^\W_]+)*")
_MARKS = re.compile(r"[:;,<>|{}]|--|^\(|\s[-–—]\s|(?<!\w)[1nNmM*]\s*[-–]\s*[1nNmM*](?!\w)")
_HEADING = re.compile(r":\s")
_ARROW = re.compile(r"->|=>|→")
_ANSWER = re.compile(r"(?:yes|no)\s*[:,]", re.IGNORECASE)
_CLAUSE = frozenset((
    "is", "are", "was", "were", "be", "been", "being", "can", "could", "will", "would", "must", "should", "might",
    "may", "has", "have", "had", "does", "did", "isn't", "aren't", "doesn't", "don't", "can't",
))  # fmt: skip
_POINTING = frozenset((
    "it", "its", "they", "them", "their", "he", "she", "him", "his", "this", "these", "those", "which", "who", "whom",
    "whose", "you", "we", "us", "both", "everyone", "everything", "either", "neither", "each", "itself", "ones",
))  # fmt: skip
_JOINING = frozenset((
    "if", "when", "whenever", "while", "unless", "until", "after", "before", "because", "otherwise", "then", "so",
    "but", "where", "whether", "than", "though", "although", "else", "never", "not",
))  # fmt: skip
_NOTHING = frozenset(("nothing", "nobody", "none", "something", "everything", "one", "another", "others", "some"))
_LEADING = frozenset(("to", "from", "into", "onto", "by", "via", "towards", "through", "against"))
_BEFORE_ARTICLES = frozenset(("of", "in", "for", "and", "&", "at", "on"))
_HALF = frozenset(("of", "in", "for", "and", "or", "at", "on", "with", "to", "by", "the", "a", "an", "as", "from"))
_HALF_BEHIND = frozenset(("and", "or", "the", "an", "of"))
_AMOUNTS = frozenset(
    ("many", "every", "all", "no", "some", "any", "most", "several", "more", "fewer", "less", "another")
)
#: Words that stand beside a verb.
_ADVERBS = frozenset((
    "also", "too", "only", "just", "now", "again", "already", "always", "usually", "often", "directly", "instead",
))  # fmt: skip
_SUBJECTS = frozenset(("we", "you", "they", "he", "she"))
_ASKING = frozenset(("do", "does", "did", "is", "are", "can", "could", "will", "should", "has", "have", "who", "what"))
#: Verbs that begin no name.
_ACTS = frozenset((
    "reserve", "generate", "send", "create", "validate", "choose", "decide", "enter", "apply", "calculate",
))  # fmt: skip
_COPULA = frozenset(("is", "are", "was", "were"))
_RELATIVE = frozenset(("who", "that", "which"))
#: No step has more words.
_MOST_WORDS = 14
#: When a step is done, before a colon.
_WHEN = re.compile(r"(?:day|week|month|year|phase|part|chapter|round|level) \w+:|\d{1,2}:\d\d", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:at the same time|in parallel|simultaneously|at once|meanwhile)\b", re.IGNORECASE)
_ENDS_NO_STEP = frozenset((
    "is", "are", "was", "were", "be", "a", "to", "with", "from", "into", "for", "by", "has", "have", "if", "then",
    "when",
))  # fmt: skip
_BEGINS_NO_STEP = frozenset((
    "to", "from", "into", "with", "by", "of", "or", "that", "which", "who", "than", "is", "are", "was", "were",
    "because", "back", "after", "before", "while", "until", "when", "this",
))  # fmt: skip
_SPANS = frozenset(("after", "before"))
#: Words before where or when a step is done.
_ASIDE = frozenset(("in", "at", "during", "within", "on"))
_COUNTED_STEPS = re.compile(
    rf"\b(?:\d+|{SEVERAL}|several|the following)\s+(?:\w+\s+)?(?:steps|stages|phases)\b", re.IGNORECASE
)
_LEADS = re.compile(
    r"\b(?:goes?|flows?|leads?|runs?)\s+from\s.+\s(?:in)?to\s|\bbranch(?:es)? off\b|\bcomes?\s+(?:off\b|out$)",
    re.IGNORECASE,
)
_SAYS_IN_PARENTHESES = re.compile(r"\s\((?:[^()]*\b(?:not|no|just|only|but|never)\b[^()]*)\)", re.IGNORECASE)
_IS_A = re.compile(r"\w\s(?:(?:is|are|was|were)\s(?:an?|the)|(?<!\bit\s)means)\s", re.IGNORECASE)
_CONDITIONS = frozenset((
    "if", "unless", "otherwise", "else", "either", "depending", "except", "whenever", "whichever", "others", "whether",
))  # fmt: skip


def faults_of_name(label: str) -> Iterator[str]:
    """What in a text says that it is not the name of one thing, in words."""
    written = _WORD.findall(label)
    words = [one.casefold() for one in written]
    mark = _MARKS.search(label)
    if mark is not None or label.count("(") != label.count(")"):
        yield f"“{mark.group().strip() if mark is not None else '('}” stands in no name"
    if len(words) < 2:
        if words and words[0] in ("yes", "no"):
            yield "is the answer to a question"
        if words and words[0] in _NOTHING:
            yield "names nothing"
        if words and words[0] in (_POINTING | _JOINING) and not label.isupper():
            yield "is no name"
        return
    for word in _of_clauses([one.casefold() for one in written if not one.isupper()]):  # the "IT team" is one
        yield f"“{word}” stands in no name"
    for before, word, after in zip(words[:-1], written[1:], [*words[2:], ""], strict=True):
        is_article = word in ("a", "an", "the") and before not in _BEFORE_ARTICLES
        if is_article or word in _LEADING or word == "one" or word in ("many", "several"):
            yield f"“{word}” stands in no name"
        elif after and (is_third(word) or (word.endswith(("ing", "ed")) and after in ("in", "on", "at", "with"))):
            yield f"“{word}” is said of a thing"
    if words[-1] in _ADVERBS:
        yield f"“{words[-1]}” stands in no name"
    if (place := _PLACED.search(label)) is not None:
        yield f"“{place.group()}” stands in no name"
    if words[0] in _ACTS and not is_technical(label):
        yield "is what somebody does"
    if words[0] in _AMOUNTS:
        yield f"“{words[0]}” stands in no name"
    if 1 < (numbered(words[0]) or 0) <= MANY and lexicon.is_plural(words[-1]):
        yield "is several things"
    is_state = len(words) == 2 and (
        words[0] in ("in", "on", "out") or words[0].endswith("ed")
    )  # "In transit", "Logged in"
    if not is_state and (words[0] in _HALF or (words[-1] in _HALF and written[-1].islower())):
        yield "is a part of a phrase"


def faults_of_step(label: str) -> Iterator[str]:
    """What in a text says that it is not one step, but a condition, or two."""
    words = [one.casefold() for one in _WORD.findall(label)]
    for before, one in pairwise(["", *words]):
        is_else = one == "else" and before.endswith(("one", "body", "thing"))
        if (one in _CONDITIONS and not is_else) or (one == "for" and not before):
            yield f"“{one}” asks for a decision"
    if _ANSWER.match(label) is not None or _ARROW.search(label) is not None:
        yield "is the answer to a question"
    if _HEADING.search(label) is not None and _WHEN.match(label) is None:
        yield "“:” stands between a heading and what is under it"
    ends = words[-1] in _ENDS_NO_STEP and not label.endswith(" A") if words else False
    begins = bool(words) and words[0] in _BEGINS_NO_STEP and not (words[0] in _SPANS and _is_whole(label))
    if len(words) > 1 and not label.endswith("?") and (ends or begins):
        yield "is a part of a phrase"
    if len(words) > 2 and words[0] in ("each", "every"):
        yield "is said of several"
    if len(words) > _MOST_WORDS:
        yield "is more than one step says"
    if _TOGETHER.search(label) is not None:
        yield "says what is done at the same time"
    if sum(label.count(one) for one in '"“”') % 2 or re.search(r'\w"\s\w', label) is not None:
        yield "quotation marks stand within it"
    if _COUNTED_STEPS.search(label) is not None:
        yield "says how many steps there are"
    if _LEADS.search(label) is not None:
        yield "says what leads to what"
    if not label.endswith("?") and _IS_A.search(label) is not None:
        yield "says what something is"
    is_long = len(words) > 4 and "," not in label and not label.endswith("?")
    if is_long and words[0] in _ASIDE and not _is_whole(label):
        yield "begins with where or when it is done"
    if _SAYS_IN_PARENTHESES.search(label) is not None:
        yield "says more in parentheses"
    if label.startswith("(") or label.count("(") != label.count(")"):
        yield "parentheses are no part of a step"
    further = re.split(r"[,;]", label)[1:]
    if any(_says(one) for one in further if one.split()[:1] not in (["which"], ["who"])):
        yield "says two things"
    if label.endswith(" it?") and words[0] not in _ASKING:
        yield "“it” stands in no question"
    if len(words) > 1 and (words[-1] in _HALF_BEHIND or words[-1] in _SUBJECTS):
        yield "is a part of a phrase"


def _is_whole(label: str) -> bool:
    """Whether a text is one clause with its subject: "on departure the guest pays the bill"."""
    found = clauses(Source("step", label[:1].lower() + label[1:]).span())
    *before, last = found
    is_led = bool(last.lead) or (len(before) == 1 and before[0].mark is not None and not before[0].verb)
    return len(before) < 2 and is_led and bool(last.subject and last.verb)


#: Where one thing is, by another.
_PLACED = re.compile(
    r"(?<=\w )(?:in front of|behind|in between|between|next to|on top of|beneath|inside|outside|connected|attached"
    r"|followed by|consisting|containing)(?= )",
    re.IGNORECASE,
)


def faults_of_label(label: str) -> Iterator[str]:
    """What in the text of a link says that it is not what one link says, but a part of a sentence, or more than one."""
    words = [one.casefold() for one in _WORD.findall(label)]
    if label.casefold() in _NAMES_NOTHING:
        yield "names nothing that happens"
    elif "," in label or ";" in label or _HEADING.search(label) is not None:
        yield "is more than one link says"
    elif len(words) > 1 and _is_cut(words):
        yield "is a part of a phrase"
    elif any(one in _WITHIN_NO_LABEL for one in words[1:]) and words[0] not in _TIMES:
        yield "is more than one link says"


def _is_cut(words: Sequence[str]) -> bool:
    """Whether words begin or end in the midst of a phrase; "over 20 kg" is whole."""
    begins = words[0] in _BEGINS_NO_LABEL and not words[1].isdecimal()
    return begins or words[-1] in ("the", "a", "an", "and", "or")


_NAMES_NOTHING = frozenset(("you", "we", "i", "they", "somebody", "someone", "everybody", "everyone"))
#: What begins no text of a link.
_BEGINS_NO_LABEL = frozenset((
    "over", "up", "off", "out", "down", "away", "and", "or", "of", "back", "then", "also", "that", "which",
))  # fmt: skip
_WITHIN_NO_LABEL = frozenset(("but", "otherwise", "which", "who", "whereas", "then", "so"))
#: Words before when something is so.
_TIMES = frozenset(("if", "when", "once", "after", "before", "until", "unless", "while", "on", "for"))


def faults_of_phrase(label: str) -> Iterator[str]:
    """What in a text says that it is no phrase of a list, but a statement on another."""
    words = [one.casefold() for one in _WORD.findall(label)]
    if len(words) == 2 and words[0] == "to" and is_base(words[1]):
        return  # "To do", "To buy": a heading
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if word in _COPULA and before not in _RELATIVE and after and not label.endswith("?"):
            yield f"“{word}” is said of a thing"
    yield from faults_of_step(label)


def faults_of_row(row: str) -> Iterator[str]:
    """What in a row of a table or class says that it is no field and no method."""
    words = re.findall(r"[\w'’-]+", row.partition("(")[0].casefold())  # "matr_no" is one
    for word in (*_of_clauses(words), *(one for one in words if one in _AMOUNTS or one in _LEADING)):
        yield f"“{word}” stands in none"
    for word in words[:-1]:
        if is_third(word):
            yield f"“{word}” is said of a thing"


def _of_clauses(words: Sequence[str]) -> Iterator[str]:
    """Words that point to something, join clauses, or are the verb of one."""
    for i, one in enumerate(words):
        if one in _POINTING or one in _JOINING or (one in _CLAUSE and i):
            yield one


def _says(text: str) -> bool:
    """Whether words have a subject and a verb, or are too many to be one of a list."""
    span = Source("step", text).span()
    verb = find_verb(span, ALL_SENSES)
    words = text.casefold().split()
    if any(lexicon.is_plural(one) and is_base(does) for one, does in pairwise(words)):  # "items get a refund"
        return True
    return verb is not None and (bool(text[: verb.span.start].strip()) or is_third(verb.span.text.casefold()))
