"""The forms in which texts say without a verb what stands under what, or list it: of ``sgc.english.diagrams.trees``."""

from __future__ import annotations

import re

from sgc.english.diagrams.naming import ORDINALS
from sgc.english.diagrams.words import SEVERAL as NUMBERS

BULLET = re.compile(
    r"^(?P<depth>[ \t]*)(?:(?P<marks>>{1,6}|-{2,6}|\*{2,6})|[-*•–+]|\d{1,2}[.)])\s+(?P<text>\S[^\n]*)", re.MULTILINE
)
#: Said without a verb: "the root with two children A and B", "A: B and C".
WITH = re.compile(r"(?P<above>.+?)\s+(?:with|into)\s+(?P<below>.+)", re.IGNORECASE | re.DOTALL)
COLON = re.compile(r"(?P<above>[^:(]+?)\s*:\s*(?P<below>.+)", re.IGNORECASE | re.DOTALL)
#: Where it is told what stands under what was named: ", under her the heads", ", where the body contains".
WHERE = re.compile(
    r"\s*,?\s+(?:where|in which|of which)\s+(?=(?:the|an?|each)\s)"
    r"|(?<=at the top)\s*,\s*(?:and\s+)?(?=the\s)"
    r"|(?:\s*,\s*(?:and\s+)?|\s+(?:and|with)\s+)(?=(?:under|below|beneath|around)\s+(?:it|her|him|them|that)\b)",
    re.IGNORECASE,
)
#: "below her the heads of Sales and HR", "the CEO at the top"
BELOW = re.compile(
    r"(?:below|under|beneath|around|reporting to)\s+(?P<above>(?:it|them|him|her|this|that)\b"
    r"|(?!(?:is|are|comes?|stands?)\b)[^,:]+?(?=,|\s+(?:there\s+)?(?:is|are|comes?)\b|\s+(?:two|three|four|five|\d+|an)\s))"
    r"[,:]?\s+(?:there\s+)?(?:(?:is|are|comes?|stands?)\s+)?(?P<below>.+)",
    re.IGNORECASE | re.DOTALL,
)
OFFICES = re.compile(r"(?:the\s+)?(?P<office>[\w-]+(?:\s[\w-]+)?)\s+(?:of|in|for)\s+(?P<list>.+)", re.IGNORECASE)
#: "Maria as CEO, Tom and Lena reporting to Maria"
REPORTING = re.compile(r"\breporting to\b", re.IGNORECASE)
REPORTS = re.compile(r"(?P<below>.+?)\s+reporting\s+to\s+(?P<above>.+)", re.IGNORECASE)
#: "Carol as vice president"
AS_ROLE = re.compile(r"(?P<who>[A-Z][\w.'’ -]*?)\s+as\s+(?P<role>[\w -]+)")
#: "Raj has no direct reports"
NOBODY = re.compile(r"(?:no|nobody|no one|none)\b", re.IGNORECASE)
AND_COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.IGNORECASE)
#: "two vice presidents for sales and engineering": as many as are listed.
COUNTED_FOR = re.compile(
    rf"(?P<count>\d{{1,2}}|{NUMBERS})\s+(?P<noun>[a-z][\w-]*(?:\s[a-z][\w-]*)?)\s+(?P<word>for|of|in)\s+(?P<list>.+)"
)
#: "surfing and diving under beach": some of a list stand under another of it.
UNDER_ONE = re.compile(r"(?P<below>.+?)\s+(?:under|below|beneath|reporting to)\s+(?P<above>[^,;]+)", re.IGNORECASE)
#: "utils with helpers.py": in a list what stands under one of it.
WITH_SOME = re.compile(r"(?P<above>\S+(?:\s\S+){0,3}?)\s+with\s+(?P<below>.+)", re.IGNORECASE)
UNDER_EACH = re.compile(
    r"(?P<below>.+?)\s+(?:under|below|for|per|in|reporting to)\s+(?P<above>(?:each|every)\s+.+)",
    re.IGNORECASE,
)
#: Senses of verbs of who or what is over others, or under them.
RANKS = ("over", "under")
#: Pronouns of several, and those of whom something is.
SEVERAL = frozenset(("they", "both", "them", "these", "each", "all"))
POINTING = re.compile(
    r"it|he|she|him|her|who|which|that|this|they|both|them|these|those|(?:each|both|all|all (?:two|three"
    r"|four|five))(?:\s+of\s+(?:them|these|those|which|whom))?(?:\s+(?:two|three|four))?",
    re.IGNORECASE,
)
OWN = frozenset(("her", "his", "its", "their"))
PRONOUNS = frozenset(("it", "them", "him", "her", "that", "this", "these", "those"))
THE = frozenset(("the", "our", "my", "this", "a", "an"))
#: "the root A, children B and C": whose children they are is said before.
CHILDREN = re.compile(
    r"\s*,?\s+(?:and\s+|with\s+)?(?:its\s+|whose\s+|the\s+|an?\s+|two\s+|three\s+)?(?:(?:left|right)\s+)?"
    r"(?:children|child(?: nodes?)?|leaves|branches|subtopics)\s+(?:(?:are|is|for|on|about|called|named)\s+|:\s*)?",
    re.IGNORECASE,
)
ROOT = re.compile(
    r"(?:with\s+)?(?:(?:the\s+|an?\s+)?root(?: node)?(?!\s+(?:has|have|contains|includes)\b)|the\s+cent(?:er"
    r"|re)|the\s+top|(?:the\s+(?:central |main )?|central |main )(?:topic"
    r"|idea|theme))\s+(?:is\s+)?(?P<root>.+)",
    re.IGNORECASE,
)
GATHERED = re.compile(
    r"(?:(?:(?:an?|the)\s+)?(?:left|right)\s+child(?:\s+node)?\s+(?:of\s+)?"
    r"|(?:the\s+)?(?:\w+\s+)??(?:main\s+)?(?:children|branches|subbranches|sub-branches|subtopics|topics|parts"
    r"|reports|causes"
    r"|teams|departments|subtypes|types|kinds|leaves|nodes|groups|sections|divisions|categories|units)"
    r"(?:\s*[:,]|\s+(?:for|on|about|called|named|are)|\s+(?=(?-i:[A-Z])|\d|(?!(?:and|or|of|in|that|which|is)\b)[a-z]))\s*)",
    re.IGNORECASE,
)
#: "(has) subgenres such as punk"
SUCH_AS = re.compile(
    r"(?:\w+\s+){0,2}\w+s\s+(?:such as|like|including|namely)\s+|(?:covering|including|comprising)\s+", re.IGNORECASE
)
#: "food: fruit, sport: running": where another heading stands.
HEADING = re.compile(r"(?:^|,\s*)[\w ]+:\s")
TOPIC = re.compile(
    r"(?:the\s+)?(?:central |main )?(?:topic|subject|theme|root|cent(?:er|re)|middle)\s*:\s*(?P<name>[^:]+)",
    re.IGNORECASE,
)
BRANCHES = re.compile(
    r"(?:the\s+)?(?:main )?(?:branches|subtopics|topics|children)\s*:\s*(?P<names>[^:]+)"
    rf"|there\s+are\s+(?:\d{{1,2}}|{NUMBERS})\s+(?:main\s+)?(?:branches|subtopics|types|kinds|groups|categories|classes)\s*[,:]\s*"
    r"(?P<kinds>[^:]+)",
    re.IGNORECASE,
)
BRANCH = re.compile(r"(?P<above>[^:]{2,40}):\s+(?P<below>[^:]+)")
UNDER_IT = re.compile(r"(?:under|for|in)\s+(?=[^:]{2,40}:\s)", re.IGNORECASE)
NEXT_HEADING = re.compile(r"\s*,\s*(?=[\w ]+:\s)|\s*,\s*(?=[\w ]+\s\([^()]+\)\s*(?:,|$))")
NESTED = re.compile(r"(?P<above>[^()]+?)\s*(?:(?:->|→|=>|:)?\s*\(|[-–]\s)(?P<below>.*)(?:\)|\s[-–])")
#: "CEO > CTO > (dev team, ops team)"
CHAIN = re.compile(r"\s*(?:->|→|=>)\s*|\s+>\s+")
INNER = re.compile(r"\((?P<inner>.*)\)")
MARKS = re.compile(r"[:.;>→]")
COMMA = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?(?![^(]*\))|\s+(?:and|or)\s+(?![^(]*\))", re.IGNORECASE)

#: "…, the second for languages and arts": the verb is said once.
NEXT_ORDINAL = re.compile(rf"\s*[,;]\s*(?:and\s+|while\s+)?(?=the\s+(?:{'|'.join(ORDINALS)})\s)", re.IGNORECASE)
GAPPED = re.compile(
    rf"(?P<above>the\s+(?:{'|'.join(ORDINALS)})(?:\s+one)?)\s+(?:for|of|over|in)\s+(?P<below>.+)", re.IGNORECASE
)
EACH = re.compile(r"(?:each|every)(?:\s+of\s+(?:the|these))?\s+", re.IGNORECASE)

#: Levels that are told from the top: "the board at the top, then the CEO, then three directors".
THEN = re.compile(r"\s*,?\s*(?:and\s+)?(?:then|(?:is\s+|are\s+)?followed by)\s+", re.IGNORECASE)
AT_TOP = re.compile(
    r"\s+(?:is\s+)?(?:at the (?:very )?top|on top|(?:in|at) the (?:middle|cent(?:er|re)))(?=$|,)", re.IGNORECASE
)
#: Where one stands, behind its name: "two vice principals below".
PLACE_BEHIND = re.compile(
    AT_TOP.pattern + r"|\s+(?:in|on|at) the (?:first|second|third|next|top|inner|outer) (?:level|ring|row)$"
    r"|\s+around (?:the (?:cent(?:er|re)|middle)|it)$|\s+(?:below|underneath|beneath)(?:\s+(?:it|him|her|them))?$",
    re.IGNORECASE,
)
#: "a topic with the branches A and B", "climate change with causes and effects"
BRANCHED = re.compile(r"(?P<above>[^,:;()]+?)\s*,?\s+with\s+(?P<below>[^:;()]+)", re.IGNORECASE)
#: "the Supreme Court over Courts of Appeals over District Courts"
ABOVE = re.compile(r"\s+(?:over|above|on top of)\s+", re.IGNORECASE)
