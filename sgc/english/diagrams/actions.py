"""What sentences on processes are made of: steps, conditions, and where they go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import NO_STOP, bare, caption, search, split, trim
from sgc.english.diagrams.words import base_of, forms, is_base, numbered, table
from sgc.source import Span

_SENTENCE = re.compile(NO_STOP + r"(?<=[\w)\"”'’?])[.;!]+(?=\s|$)|\n+|;|(?<=[\w%)\"”])\?(?=\s|$)")
_INLINE_NUMBER = re.compile(r"(?<!\w)(?:step\s+)?(?P<number>\d{1,2})[.):]\s+(?=\D)", re.IGNORECASE)
#: Behind which a number counts nothing: "mid + 1."
_OPERATOR = re.compile(
    r"(?:[-+*/=<>≤≥]|\b(?:to|by|is|of|than|at|in"
    r"|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?|[Pp]hase|[Pp]art|[Cc]hapter|[Vv]ersion))\s*\Z"
)
_AFTER_CONDITION = re.compile(r"\s*,(?!\d)\s*(?:then\s+)?|\s+then\s+|\s*:\s*", re.IGNORECASE)
#: What begins a step that follows whatever was answered.
IN_ANY_CASE = (
    r"either way|(?:whichever|whatever|no matter (?:which|what|how))\b[^,]*|in (?:any|either|both|every|all) cases?"
)
_LEADING = re.compile(
    r"(?:and|but|so(?: basically)?|basically|well|ok|okay"
    r"|first(?: of all)?|firstly|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?"
    r"|sixth(?:ly)?|to begin(?: with)?|begin by|start by"
    r"|start with|starts with|begin with"
    r"|begins with|it (?:starts|begins|opens) with|(?:the )?(?:steps|process) (?:are|is|starts with|begins with)|next"
    r"|finally|last(?:ly)?|at the end|in the end|after that|afterwards|after \w+(?=,)|once done"
    rf"|{IN_ANY_CASE}"
    r"|we|you|(?-i:it|It|I)|they|he|she|steps?)\s*[,:]?\s+(?=\S)",
    re.IGNORECASE,
)
#: Verbs after which nothing more is done.
_OVER = frozenset(("reject", "cancel", "abort", "decline", "deny", "discard", "terminate", "refuse", "quit", "eject",
                   "exclude"))  # fmt: skip
_SHOWN = frozenset(("show", "shows", "display", "displays", "return", "returns"))
_BE = frozenset(("is", "are", "was", "were", "has", "have", "gets"))
_SUBJECTS = frozenset(("the", "a", "an", "it", "they", "we", "you", "he", "she"))
_SPEAKERS = frozenset(("we", "you", "they", "i"))
_ARTICLES = frozenset(("the", "a", "an"))
_DETERMINERS = _ARTICLES | {"its", "their", "his", "her", "it", "them", "all", "each", "this"}
_SHORTENED = re.compile(r"(?<=\bit|\bhe)['’]s\b|(?<=\bshe)['’]s\b|(?<=\bthat)['’]s\b")
#: "i = i + 1"
_ASSIGNED = re.compile(r"[\w\[\].]+\s*(?::=|\+=|-=|=|←)\s*\S")
THEN = re.compile(
    r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?=after\s+(?:(?:the|an?|its|their)\s)?[\w-]+(?:\s[\w-]+)?\s(?:in)?to\s)"
    r"|\s*,\s*(?:and\s+)?(?=after\s+(?:[\w-]+\s+){1,3}(?:it|everything|all|(?:the|this|our)\s+(?:cycle|process|loop|whole|game))\s)"
    r"|\s*,\s*(?:and\s+)?(?:from|after) (?:there|that)\s+(?=(?:it|they|he|she)\s)"
    r"|\s*,\s*where\s+(?=(?:the|an?|he|she|they|we|you|it)\s)"
    r"|\s*,?\s*(?:and\s+)?\b(?:(?<!\bis )(?<!\bare )(?<!\bgets )then|after that|afterwards|thereafter|followed by"
    r"|and after that)\b\s*,?\s*"
    r"|(?:\A\s*|\s*,\s*(?:and\s+)?|\s+and\s+|(?<=[.;\n])\s*)(?:next|finally|lastly|subsequently)\b\s*,?\s*"
    r"|\s*(?:->|-->|=>|→|(?<=[A-Za-z\d)])\s+>(?=\s+(?-i:[A-Z])[a-z]))\s*",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+(?:also\s+)?", re.IGNORECASE)


def sentences(span: Span) -> list[Span]:
    """Sentences, lines and numbered steps."""
    found: list[Span] = []
    for sentence in (one for step in _counted(span) for one in split(step, _SENTENCE)):
        numbers = _INLINE_NUMBER.finditer(sentence.source.text, sentence.start, sentence.end)
        marks = [one.start() for one in numbers if _OPERATOR.search(sentence.source.text, 0, one.start()) is None]
        cuts = [sentence.start, *(one for one in marks if one > sentence.start), sentence.end]
        found += (trim(Span(span.source, start, end), ",") for start, end in pairwise(cuts))
    merged: list[Span] = []
    for one in found:  # "1." or "a." alone is the number of what follows
        if merged and re.fullmatch(r"(?:step\s+)?\d{1,2}|[a-z]", merged[-1].text.strip(), re.IGNORECASE):
            merged[-1] = merged[-1].to(one)
        else:
            merged.append(one)
    return [one for one in merged if one.start < one.end]


def plain(span: Span) -> str:
    """The text in lower case with single blanks, and "it is" for "it's"."""
    return _SHORTENED.sub(" is", " ".join(span.text.casefold().split()))


def _counted(span: Span) -> list[Span]:
    """The span cut before numbers that go on from 1: "1. Collect data 2. Clean data"."""
    cuts = [span.start]
    for mark in _INLINE_NUMBER.finditer(span.source.text, span.start, span.end):
        if _OPERATOR.search(span.source.text, 0, mark.start()) is None and int(mark["number"]) == len(cuts):
            cuts.append(mark.start())
    return [Span(span.source, start, end) for start, end in pairwise([*cuts, span.end])]


def condition_of(span: Span) -> tuple[Span, Span | None]:
    """The condition that a clause begins with, and the action behind it."""
    mark, begins_at = search(span, _AFTER_CONDITION), _action_at(span)
    quality = _behind_quality(span if mark is None else Span(span.source, span.start, mark.start()))
    begins_at = quality if quality is not None and begins_at is None else begins_at
    if mark is not None and not (begins_at is not None and begins_at < mark.start()):
        return trim(Span(span.source, span.start, mark.start())), trim(Span(span.source, mark.end(), span.end))
    if begins_at is not None:
        return trim(Span(span.source, span.start, begins_at)), Span(span.source, begins_at, span.end)
    words = list(re.finditer(r"\S+", span.source.text[span.start : span.end]))
    for i, word in enumerate(words[1:], 1):
        start = span.start + word.start()
        rest = Span(span.source, start, span.end)
        before = words[i - 1].group().casefold()
        begins = jump_of(rest) is not None or (
            is_action(rest) and before not in _ARTICLES and (i > 1 or _is_answer(before))
        )
        is_counted = lexicon.is_plural(word.group().casefold()) and numbered(before) is not None  # "more than 5 books"
        follows = _is_clause(rest) and (_says(words[:i]) if i > 1 else _is_answer(before))  # "if so it is a mammal"
        if (begins or follows) and not is_counted:
            return trim(Span(span.source, span.start, start)), rest
    return span, None


def _behind_quality(span: Span) -> int | None:
    """Where what is done begins behind a quality, without a comma: "it's bigger | move on", "faulty | we refund", "so |
    you get it"."""
    found = list(re.finditer(r"\S+", span.text))
    said = [one.group().casefold() for one in found]
    if (helps := _HELPS.match(span.text)) is not None:  # "it doesn't | the login fails"
        return span.start + helps.end()
    for i in range(1, len(said)):
        is_so = lexicon.is_adjective(said[i - 1]) or said[i - 1] in ("so", "not", "yes", "no")
        if i + 1 < len(said) and is_so and said[i] in _SPEAKING and (i == 1 or said[i - 2] in _BE):
            return span.start + found[i].start()
        is_quality = i > 1 and lexicon.is_adjective(said[i - 1]) and _IS.search(said[i - 2]) is not None
        behind = said[i + 1 :]
        if is_quality and is_base(said[i]) and (len(behind) > 1 or not _DETERMINERS.isdisjoint(behind[:1])):
            return span.start + found[i].start()
    return None


_HELPS = re.compile(
    r"(?:it|they|he|she|this|that|you|we|i)\s+(?:(?:does|do|did|is|are|has|have|was|were|can|will)(?:n['’]t|\s+not)?|cannot)\s+"
    r"(?=(?:the|a|an|he|she|we|you|they|it)\s\S+\s\S)",
    re.IGNORECASE,
)
_IS = re.compile(r"['’]s$|^(?:is|are|was|were)$")
_SPEAKING = frozenset(("we", "you", "they", "i", "he", "she", "it"))


def _action_at(span: Span) -> int | None:
    """Where what is done begins behind a condition without a comma: "the build fails | the developer fixes it"."""
    mark = _SUBORDINATING.search(span.source.text, 0, span.start)
    found = clauses(span if mark is None else Span(span.source, mark.start(), span.end))
    if not found or not found[0].verb:
        return None
    begins = (one for one in found[1:] if not one.joined and one.mark is None and one.verb)
    first = next(begins, None)
    return first.span.start if first is not None else None


_SUBORDINATING = re.compile(r"\b(?:if|when|once|whenever|unless|while)\s+\Z", re.IGNORECASE)


def _is_answer(word: str) -> bool:
    """Whether one word is a condition: "if yes get a dog", "if good make an offer"."""
    return word in ("yes", "no", "so", "not", "ok", "success", "failure", "error", "timeout") or lexicon.is_adjective(
        word
    )


def _says(words: Sequence[re.Match[str]]) -> bool:
    """Whether words have a verb of their own behind the first."""
    said = (one.group().casefold() for one in words[1:])
    return len(words) > 2 and any(one in _BE or lexicon.THIRD in forms(one) for one in said)


def _is_clause(span: Span) -> bool:
    """Whether a sentence of its own may begin here: "the user is asked"."""
    words = span.text.casefold().split()
    verb = next((i for i, one in enumerate(words[1:5], 1) if one in _BE or lexicon.THIRD in forms(one)), 0)
    return words[0] in _SUBJECTS and verb > 0 and _SPEAKERS.isdisjoint(words[1:verb])


def _may_act(word: str) -> bool:
    """Whether a word can be the third person of a verb, though it is a noun, too: "posts"."""
    return word.endswith("s") and (is_base(word[:-1]) or is_base(word[:-2]))


def jump_of(span: Span) -> Span | None:
    """Where a clause goes on, if that is what it says."""
    words = span.text.split()
    for length in range(min(4, len(words) - 1), 0, -1):
        phrase = " ".join(words[:length]).casefold()
        base = " ".join([lexicon.base_of_third(words[0].casefold()), *words[1:length]]).casefold()
        if phrase in table("jump") or base in table("jump"):
            start = re.match(r"\s*" + r"\s+".join(map(re.escape, words[:length])), span.text)
            assert start is not None
            return trim(Span(span.source, span.start + start.end(), span.end))
    return None


def is_notice(step: str) -> bool:
    """Whether a step only tells somebody of what was done: "the customer is informed"."""
    return any(base_of(one) in _TELLING for one in step.casefold().split()[:4])


_TELLING = frozenset(("inform", "notify", "tell", "email", "alert", "warn", "contact"))


def ends_branch(step: str) -> bool:
    """Whether nothing follows a step in its branch, unless that is said of all cases: "reject it"."""
    words = step.casefold().split()
    is_over = any(base_of(one.rpartition("-")[2]) in _OVER for one in words[:3])
    is_answer = words in (["yes"], ["no"]) or words[:3] == ["sent", "back", "to"]
    is_result = words[:1] == ["return"] and words[1:2] != [] and _DETERMINERS.isdisjoint(words)  # "return mid"
    return (
        is_over
        or is_answer
        or is_result
        or _stops(words)
        or _is_verdict(words)
        or ("error" in words and words[0] in _SHOWN)
    )


def _stops(words: Sequence[str]) -> bool:
    """Whether a step says that something stops, and not what: "stop with an error", "the search ends"."""
    at = next((i for i, word in enumerate(words[:4]) if base_of(word) in _STOPS), None)
    if at is None or (at and lexicon.THIRD not in forms(words[at])):
        return False
    return words[at + 1 : at + 2] in (
        [],
        ["with"],
        ["here"],
        ["there"],
        ["and"],
        ["immediately"],
        ["at"],
        ["successfully"],
    )


def _is_verdict(words: Sequence[str]) -> bool:
    """Whether a step only says what something was found to be: "the gas is hydrogen"."""
    at = next((i for i, word in enumerate(words[:4]) if word in ("is", "are", "it's", "it’s", "means")), None)
    found = [word for word in words[at + 1 :] if word not in ("a", "an", "the")] if at is not None else []
    return 0 < len(found) < 3 and all(lexicon.classes(word) == {lexicon.NOUN} for word in found)


def is_action(span: Span) -> bool:
    """Whether words begin with a verb in its base form, as instructions do: before a particle and an object anything
    is one ("jack up the car")."""
    words = span.text.casefold().split()
    is_phrasal = (
        len(words) > 2
        and words[0].isalpha()
        and words[1] in ("up", "down", "off", "out")
        and words[2] in _DETERMINERS
        and not lexicon.is_plural(words[0])
    )
    return bool(words) and (is_phrasal or is_base(words[0].strip("\"'“,.")))


def _goes_on(span: Span) -> bool:
    """Whether words say what the subject before them does, too: "enters a password", "is logged in"."""
    words = span.text.casefold().split()
    forms = lexicon.classes(words[0])
    begins = len(words) > 1 and _may_act(words[0]) and words[1] in _DETERMINERS
    acts = "third" in forms and ("noun" not in forms or words[1:2] in (["out"], ["in"], ["up"], ["off"], ["on"]))
    return is_action(span) or begins or acts or (words[0] in ("is", "are") and len(words) > 1)


def is_step(span: Span) -> bool:
    """Whether words say what is done: an instruction, what somebody does, or what goes on from there."""
    words = span.text.casefold().split()
    does = any("third" in lexicon.classes(one) and "noun" not in lexicon.classes(one) for one in words[1:4])
    return bool(words) and (is_action(span) or _goes_on(span) or does)


def actions(span: Span) -> list[Span]:
    """A clause cut before each further action: "boil the water, add the tea and serve"."""
    listed = split(span, _COMMA)
    every_capital = all(one.text[:1].isupper() or one.text[:1] in '"“' for one in listed)
    parted = len(listed) > 2 or (len(listed) == 2 and span.source.text[listed[0].end] == ",")
    if every_capital or (parted and all(len(one.text.split()) == 1 for one in listed)):
        return listed
    if in_third := _goes_on_in_third(span):
        return in_third
    several = sum(len(one.text.split()) > 1 for one in listed)
    if len(listed) > 2 and 2 * several >= len(listed) and all(map(is_action, listed)):
        return listed  # "wash for half an hour, drain, spin"
    are_short = len(listed) > 3 and all(len(one.text.split()) <= 3 for one in listed)
    if are_short and is_action(listed[0]) and 3 * sum(map(is_action, listed)) >= 2 * len(listed):
        return listed  # "sign the contract, get a laptop, meet the team, first task"
    found: list[Span] = []
    acts = [False]  # whether each says what is done
    case = False  # whether the latest says in which case the next is done
    for one in (part for piece in _by_form(span) for part in _outer(clauses(piece))):
        does = bool(one.verb) or is_action(one.span) or _has_form(one.span)
        subordinate = one.mark is not None and one.around is None
        begins = subordinate and (not found or _BEHIND_COMMA.search(span.source.text, 0, one.span.start) is not None)
        goes_on = case or one.joined.endswith("or")  # "approves or declines the payment" is one step
        if found and not begins and (goes_on or not (acts[-1] and does) or one.mark is not None or one.joined == ":"):
            found[-1] = found[-1].to(one.span)
            acts[-1] = acts[-1] or does
        else:
            found.append(one.span)
            acts.append(does or begins)
        # "if it is weak brew it longer": what is done in this case may stand behind it without a comma
        case = (begins and condition_of(_behind_mark(one))[1] is None) or (case and subordinate)
    found = [one for piece in found for one in _last_alone(piece)]
    if len(found) == 1 and len(listed) == 2 and len(listed[0].text.split()) == 1 and all(map(is_action, listed)):
        return listed  # "rest and measure again"
    short = len(listed) > 2 and all(len(one.text.split()) <= 3 for one in listed)
    return listed if short and (not any(acts) or _is_bare(listed)) else found if any(acts) else [span]


def _outer(found: Sequence[Clause]) -> list[Clause]:
    """Clauses without those that stand within a subject, whose clause is told behind them: "those who fail repeat
    it"."""
    return [one for i, one in enumerate(found) if not any(one.around is other for other in found[i + 1 :])]


def with_whole_loops(found: Sequence[Span]) -> list[Span]:
    """Actions, where "and" goes on with what is done in a loop: "while i is small | print i and increase it"."""
    merged: list[Span] = []
    for one in found:
        between = one.source.text[merged[-1].end : one.start].strip().casefold() if merged else ""
        if between == "and" and _LOOP.match(merged[-1].text) is not None:
            merged[-1] = merged[-1].to(one)
        else:
            merged.append(one)
    return merged


_LOOP = re.compile(r"(?:while|as long as)\s", re.IGNORECASE)


def _is_bare(pieces: Sequence[Span]) -> bool:
    """Whether a list has stages, each a name or what is done, of which none is told in a sentence: "input, encoder,
    decoder", "build, unit tests and deploy"; "mix flour, sugar and eggs" has one."""
    words = [one.text.casefold().split() for one in pieces]
    acts = list(map(is_action, pieces))
    told = any(one.verb and one.subject and (one.rest or one.passive) for piece in pieces for one in clauses(piece))
    if told or any(not _DETERMINERS.isdisjoint(one) for one in words):
        return False
    last = max((i for i, does in enumerate(acts) if does), default=len(pieces))
    has_object = last < len(pieces) - 1 and (len(words[last]) > 1 or (acts[0] and len(words[0]) > 1))
    return not has_object  # "water" may be a verb, too


def carried_on(span: Span) -> tuple[Span, Span, str] | None:
    """A step, and what somebody does next that a relative clause behind it says, with the text of that step: "the claim
    is sent to an adjuster, who checks it". What the speaker does with a thing, "which we then wash", has no text of its
    own. None if there is no such clause, or it says only what something is."""
    found = clauses(span)
    one = found[-1] if found else None
    if one is None or one.around is None or one.mark is None or one.mark.lower not in ("who", "which"):
        return None
    acts = bool(one.verb) and not one.passive and one.main.base not in ("be", "have")
    by_speaker = [word.lower for word in one.subject] in (["i"], ["we"], ["you"], ["they"])
    acts = acts and (not one.subject or by_speaker)
    around = one.around
    if (
        not acts
        or one.lead
        or not around.verb
        or not around.rest
        or around.place.end > one.span.start
        or (span.source.text[: one.span.start].rstrip()[-1:] != ",")
    ):
        return None
    who = bare(around.last_noun).text
    does = Span(span.source, one.place.start, span.end)
    label = "" if by_speaker else caption(f"{who} {does.text}")
    return trim(Span(span.source, span.start, one.span.start), ", "), does, label


#: "it is typeset and published"
_BOTH_DONE = re.compile(r".*?\b(?:is|are|gets?)\s+(?P<first>\w+)\s+and\s+(?P<second>\w+ed)", re.IGNORECASE)
_STOPS = frozenset(("stop", "end", "exit", "quit", "finish"))


def _goes_on_in_third(span: Span) -> list[Span]:
    """What one subject does, parted by commas: "fills with water, washes, drains and spins"; empty if it is none."""
    *before, last = split(span, _BY_COMMA) or [span]
    *further, alone = split(last, _AND)
    both = [*further[-1:], alone]  # "(runs) lint and tests" are things
    is_alone = len(both) > 1 and all(
        " " not in one.text and lexicon.THIRD in forms(one.text.casefold()) for one in both
    )
    found = [*before, *further, alone] if is_alone else [*before, last]
    first = next(iter(clauses(found[0])), None)
    does = first is not None and first.verb and first.mark is None and first.main.tag is Tag.V3
    follows = all(lexicon.THIRD in forms(one.text.split()[0].casefold()) for one in found[1:])
    return found if does and follows and len(found) > 2 else []


_BY_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def _last_alone(span: Span) -> list[Span]:
    """What is done, and a last verb that stands alone and names nothing: "commit your changes, push"."""
    if (both := _BOTH_DONE.fullmatch(span.source.text, span.start, span.end)) is not None:
        first, second = (Span(span.source, span.start, both.end("first")), Span(span.source, *both.span("second")))
        return [first, second] if not lexicon.is_adjective(both["first"].casefold()) else [span]
    *before, last = split(span, _COMMA) or [span]
    word = last.text.casefold()
    joined = span.source.text[before[-1].end : last.start].strip() if before else ""
    if joined == "and" and word in _STOPS and is_action(before[0]):  # "print it and stop"
        return [before[0].to(before[-1]), last]
    if not before or not is_base(word) or lexicon.is_known_noun(word) or not is_action(before[0]) or joined != ",":
        return [span]
    return [before[0].to(before[-1]), last]


def in_order(span: Span) -> list[Span]:
    """A sentence cut where words say that something comes next; "the lab then runs it" is one step."""
    found: list[Span] = []
    for piece in split(span, THEN):
        before = clauses(found[-1]) if found else []
        last = before[-1] if before else None
        is_alone = last is not None and ((last.mark is None and len(before) == 1) or last.around is not None)
        is_subject = is_alone and last is not None and last.subject and not last.verb
        first = next(iter(clauses(piece)), None) if is_subject else None
        goes_on = first is not None and first.verb and not first.subject and first.main.tag is not Tag.VI
        goes_on = goes_on or (is_subject and lexicon.THIRD in forms(piece.text.split()[0].casefold()))
        goes_on = goes_on or (is_subject and last is not None and last.subject[-1].lower in _SPEAKERS)
        between = span.source.text[found[-1].end : piece.start] if goes_on else ","
        if goes_on and between.strip().casefold() in ("then", "next", "finally"):
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found


def _has_form(span: Span) -> bool:
    """Whether words say where the process goes on, or are a formula."""
    return jump_of(span) is not None or _ASSIGNED.match(span.text) is not None


def _by_form(span: Span) -> list[Span]:
    """The span cut at commas around jumps and formulas, which no grammar knows."""
    found: list[Span] = []
    formed = False
    for piece in split(span, _COMMA):
        before, formed = formed, _has_form(piece) or re.search(r"[<>=≤≥]", piece.text) is not None
        if found and not formed and not before:
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found


def _behind_mark(clause: Clause) -> Span:
    """A clause without the word that subordinates it."""
    start = clause.mark.end if clause.mark is not None else clause.span.start
    return trim(Span(clause.span.source, start, clause.span.end))


_BEHIND_COMMA = re.compile(r",\s*(?:(?:and|but|then)\s+)?\Z")


def behind(span: Span, pattern: re.Pattern[str]) -> Span | None:
    """What stands behind the pattern that the span begins with, if it does."""
    match = pattern.match(span.source.text, span.start, span.end)
    return trim(Span(span.source, match.end(), span.end)) if match is not None and match.end() > match.start() else None


def without_order(span: Span) -> Span:
    """A step without the words that say when it comes, or who does it: "first", "then we"."""
    piece = span
    for _ in range(3):
        match = _LEADING.match(piece.source.text, piece.start, piece.end)
        if match is None or not piece.text.strip():
            break
        piece = Span(piece.source, match.end(), piece.end)
    return piece
