"""Titles: words before the content of a text that only say what it is of ("Meeting notes 12 May: …")."""

from __future__ import annotations

import re

from sgc.english import lexicon
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import fullmatch, named, trim
from sgc.english.diagrams.words import forms
from sgc.source import Span

#: Words up to a colon, a dash, the end of a line, or a stop behind which more than one sentence follows.
_HEADED = re.compile(
    r"\s*(?![-*•–])(?:the\s+|an?\s+)?(?P<title>[^:.;!?>→\n]{3,80}?)\s*"
    r"(?P<mark>:?\s*\n|:\s|\s[-–]\s|\.\s(?=\s*\S[^.]*\.\s))\s*(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
#: Words that begin what is said, and no title.
_BEGINS_CLAUSE = re.compile(
    r"(?:for|while|if|when|once|after|before|until|with|in|on|at|as|repeat|do|there|between|from)\b", re.IGNORECASE
)
#: "who eats whom", "who reports to whom"
_WHO = re.compile(r"who\s+(?:\w+\s+){1,3}(?:whom|what|who)\Z", re.IGNORECASE)
_HOW = frozenset(("how", "what", "why", "when", "where"))
#: Behind a noun that has the form of a verb: "types of bonds", "notes for Friday".
_OF = frozenset(("of", "for"))
_LISTED = re.compile(r"(?:step\s+)?1\s*[.):]\s|[-*•–]\s", re.IGNORECASE)
_FEW = 9
_FIGURE = re.compile(r"\d{3}")


def headed(whole: Span) -> re.Match[str] | None:
    """The title that a text begins with, and the rest behind it, as groups of these names; None if it has none."""
    match = fullmatch(whole, _HEADED)
    if match is None:
        return None
    title = named(whole, match, "title")
    if _LISTED.match(match["rest"]) is not None:
        return match
    is_list = "," in title.text and ":" not in match["mark"]
    is_dated = ":" not in match["mark"] and _FIGURE.search(title.text) is not None
    is_order = all(one.verb and not one.subject for one in clauses(title))
    if is_order and ":" in match["mark"] and not is_title(title):  # "Make tea: boil the water, …"
        rest = clauses(named(whole, match, "rest"))
        return match if _BEGINS_CLAUSE.match(title.text) is None and rest[0].verb and not rest[0].subject else None
    is_order = is_order and match["mark"].startswith(".")
    if match["mark"].startswith("."):  # "A patient calls."
        title = trim(Span(whole.source, whole.start, title.end))
    return match if not is_list and not is_dated and not is_order and is_title(title) else None


def is_title(span: Span) -> bool:
    """Whether few words name something and say nothing of it: "Rules of the game", "How a ticket is handled"."""
    if len(span.text.split()) > _FEW or not span.text.strip():
        return False
    found = clauses(span)
    if _WHO.match(span.text) is not None:
        return True
    if found and found[0].mark is not None and found[0].mark.lower in _HOW:
        return True
    return _BEGINS_CLAUSE.match(span.text) is None and all(not one.verb or _is_noun(one) for one in found)


def _is_noun(one: Clause) -> bool:
    """Whether the verb of a clause may as well be its last noun, or the first before "of"."""
    word, *others = one.verb
    may_be = lexicon.NOUN in forms(word.lower) and not others and word.base not in ("be", "have")
    begins = not one.subject and one.rest[:1] != [] and one.rest[0].lower in _OF
    is_dated = one.rest[:1] != [] and one.rest[0].tag is Tag.NUM
    if not one.subject and not one.joined and word.tag is Tag.V3 and not others:
        return True  # "Microservices overview": nothing does something without a subject
    if not one.subject and not one.rest:
        return not others  # "Release: …"
    ends = bool(one.subject) and one.subject[0].tag not in (Tag.DET, Tag.PRON) and (not one.rest or is_dated)
    return may_be and (begins or ends)
