"""Things in time: plans whose tasks take so long and follow each other, and events at their dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.offsets import Offset, is_offset, offset
from sgc.english.diagrams.pieces import (
    STATEMENT,
    bare,
    caption,
    matches,
    named,
    part,
    past,
    search,
    split,
    split_keeping,
    trim,
)
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.graph.date_forms import WHOLE_MONTHS
from sgc.source import Span, warning
from sgc.source.codes import NO_YEAR

_MONTHS = tuple(map(str.lower, WHOLE_MONTHS))
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + ")"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{4}}|(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}\b|{_MONTH}\s+{_DAY}\b"
    rf"|\d{{3,4}}(?!\d|\s+[\w-]+\s+(?:in|by|on)\s+{_MONTH}))"  # "1000 customers in May" counts them
)
_PARTS = re.compile(rf"(?P<day>\d{{1,2}})(?!\d)|(?P<month>{_MONTH})|(?P<year>\d{{3,4}})", re.IGNORECASE)
_NEXT = re.compile(
    r"\s*,?\s*(?:and\s+)?\bthen\s+|\s*(?:->|→)\s*|\s+/\s+"
    r"|\s+and\s+(?:must|has to|should)\s+be\s+(?:done|finished|completed?|ready)\s+before\s+",
    re.IGNORECASE,
)
#: What says that what stands before it comes first.
_IN_TURN = re.compile(r"\b(?:then|before)\b", re.IGNORECASE)
#: Where one thing ends and the next begins; "May 10, 2026" is joined again.
_COMMA = re.compile(
    r"\s*,\s*(?:and\s+)?|\s+and\s+(?=[^,;]*\b(?:takes|lasts|from|on|after|in|for|\d{3,4})\b)"
    r"(?![^,;]*\b(?:take|last)\b)",
    re.IGNORECASE,
)
#: A year that no prompt tells, for days that have none: it is the same whenever the prompt is read.
_SOME_YEAR = 2025
_FIRST_MONDAY = date(_SOME_YEAR, 1, 6)
_NUMBER = rf"\d+|an?|one|{SEVERAL}"
_LONG = re.compile(
    r",?\s*\b(?:(?:and\s+|which\s+|that\s+)?(?:takes?|lasts?|lasting|taking|needs?|runs?(?:\s+for)?"
    r"|goes on for)|for|of|over|in|within)?"
    rf"\s*\(?(?P<number>{_NUMBER})\s+(?P<unit>hour|day|week|month)s?\b\)?",
    re.IGNORECASE,
)
#: A quarter of a year: "Q1", "Q3 2026", "in the second quarter" has no short form.
_QUARTER = re.compile(r",?\s*\b(?:in\s+)?Q(?P<quarter>[1-4])\b(?:\s+(?P<year>\d{4}))?\s*:?", re.IGNORECASE)
#: A month alone: something goes on in it.
_IN_MONTH = re.compile(
    rf",?\s*\b(?:(?:is|happens|takes place)\s+)?(?:in|during)\s+(?P<month>{_MONTH})\b(?!\s+\d)", re.IGNORECASE
)
_OVERLAPS = re.compile(r"\boverlap(?:s|ping)?\b", re.IGNORECASE)
_AFTER = re.compile(
    r",?\s*\b(?:(?:and\s+)?(?:it\s+)?(?:starts?|begins?|comes?|follows?)\s+)?(?:after|once|when|as soon as"
    r"|(?<=\w )follows)\s+(?P<names>.+?)"
    r"(?:\s+(?:is|are|has|have)\s+(?:been\s+)?(?:done|finished|over|completed?|ready)|\s+(?:ends|finishes))?(?=,?\s+(?:and\s+)?(?:takes?|lasts?|for|needs?)\b|$)",
    re.IGNORECASE,
)
_VERB = (
    r"(?:and\s+)?(?:it\s+)?"
    r"(?:runs?|ran|goes|lasts?|lasted|existed|takes place|took place|is|was"
    r"|starts|begins|(?:start|begin)(?=\s+(?:on|in|at|from|with)\b)|started|began|happens?|came|ends?|ended)"
)
_SPAN = re.compile(
    rf",?\s*\b(?:{_VERB}\s+)?(?:(?:from|between|in|during)\s+)?(?P<start>{_DATE}|{_MONTH}\b)"
    rf"\s*(?:to|until|till|through|and|-|–|—)\s*(?P<end>{_DATE}|{_MONTH})\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf",?\s*\b(?:until|till|up to)\s+(?P<end>{_DATE})", re.IGNORECASE)
_DAYS = re.compile(
    rf",?\s*(?:from\s+)?(?<![\d.-])(?P<first>\d{{1,2}})\s*(?:-|–|to)\s*(?P<end>{_DAY}\s+{_MONTH}\b(?:,?\s+\d{{4}})?)",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:starts?|starting|begins?|from|milestone|release|launch|deadline|due|kick-?off|go-?live)\b", re.IGNORECASE
)
_DAY_OF = re.compile(rf"^{_DAY}\s+(?:of\s+)?", re.IGNORECASE)
_START = re.compile(
    rf",?\s*\b(?:{_VERB}\s+)?(?:(?:from|on|in|at|since|starting)\s+)?\(?(?P<start>{_DATE})\)?", re.IGNORECASE
)
#: Weeks, months and days of the plan's own: "takes weeks 2 to 6", "in month 3", "on day 1".
_OWN = re.compile(
    r",?\s*\b(?:(?:and\s+)?(?:takes?|lasts?|runs?|goes|is|starts?|happens?)\s+)?(?:(?:from|in|on|during|for)\s+)?"
    r"(?P<unit>week|month|day)s?\s+(?P<first>\d{1,3})(?:\s*(?:to|until|till|through|and|-|–|—)\s*(?:week"
    r"|month|day)?\s*(?P<last>\d{1,3}))?\b",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: "starts on Monday", "is booked for Friday", "from Monday to Wednesday": days of the first week, or a later one.
_WEEKDAY = re.compile(
    rf",?\s*\b(?:{_VERB}\s+)?(?:(?:on|for|from|by|next|the following)\s+)*"
    rf"(?P<first>{'|'.join(_WEEKDAYS)})(?:\s*(?:to|until|till|through|and|-|–)\s*(?P<last>{'|'.join(_WEEKDAYS)}))?\b",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(rf"(?<!\w){_DATE}(?!\w)", re.IGNORECASE)
#: "building a house, start 1 April 2026: …"
_PLAN_STARTS = re.compile(
    r"(?P<title>[^:;.]*?),?\s*\b(?:starting|starts?|begins?|beginning|from)\s+(?:on\s+|at\s+|in\s+)?"
    rf"(?P<date>{_DATE})\s*:\s*",
    re.IGNORECASE,
)
#: "from March 1 to May 31: …": what the tasks say again.
_TITLE_STARTS = re.compile(_PLAN_STARTS.pattern.removesuffix(r"\s*:\s*"), re.IGNORECASE)
#: "our company history: founded in 2005": what is told of, before a colon.
_HEADING = re.compile(r"(?:(?:with|of|for|about)\s+)?(?P<title>[^:.;,\d]{3,60}):\s+(?=\S)")
_LASTS = re.compile(rf"(?:from\s+)?{_DATE}\s+(?:to|until|till)\s+{_DATE}\s*:\s*", re.IGNORECASE)
_ONE_BY_ONE = re.compile(
    r"\s*[,;.]?\s*\b(?:(?:all\s+)?one after (?:the other|another)|in (?:this|that) order|sequentially|in sequence)"
    r"[.\s]*$",
    re.IGNORECASE,
)
#: Years that the calendar of the language does not have.
_IN_PARENTHESES = re.compile(r"\s*\((?P<date>[^()]*)\)\s*[.,;]?\s*\Z")
_AGO = re.compile(r"\b(?:million|billion|years? ago|bc|bce|mya)\b", re.IGNORECASE)
_IT_STARTS = re.compile(r"(?:it|everything)\s+(?:starts?|begins?)\b", re.IGNORECASE)
_IT = frozenset(("it", "the project", "the plan", "the work", "everything", "the whole"))
_GOES_ON = re.compile(
    r"(?:and\s+|which\s+)?(?:it\s+)?(?:starts?|begins?|takes?|lasts?|comes?|follows?|ends?)\b", re.IGNORECASE
)
_MILESTONE = re.compile(r"(?:(?:the|an?)\s+)?milestone\s*:?\s+", re.IGNORECASE)
_AS_MILESTONE = re.compile(
    r"\s+(?:is|as|being)\s+an?\s+(?:final\s+)?milestone\b(?!\s+\d)"
    r"|\s*(?:\(\s*milestone\s*\)?|,?\s+as an? milestone|,\s*milestone)\s*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?:with\s+)?(?:the\s+)?(?:(?:\d+|{SEVERAL})\s+)?(?:tasks|events|steps|phases)\s*(?:are\s|:|(?=\s))\s*|(?:[-*•–]\s+|with\s+"
    r"|(?:first|finally)\s*,\s+)",
    re.IGNORECASE,
)
_EDGES = ",.:;-–—()"


def plan(draft: Draft, span: Span) -> None:
    """ "Design from 2026-01-05 for 10 days; Build after Design takes 3 weeks; then Release" """
    latest: Node | None = None
    together: list[Node] = []  # those that were told together last
    year = _year(draft, span)
    begun, week = "", _FIRST_MONDAY
    if (headed := _PLAN_STARTS.match(span.source.text, span.start, span.end)) is not None:
        begun = _written(headed["date"], year)
        title = trim(named(span, headed, "title"), _EDGES)
        draft.title = draft.title or caption(bare(title).text)
        draft.heard.append(Span(span.source, headed.start(), headed.end()))
        span = Span(span.source, headed.end(), span.end)
    elif (titled := _TITLE_STARTS.fullmatch(draft.title)) is not None:  # "a launch starting on 6 May: …"
        begun, draft.title = _written(titled["date"], year), caption(titled["title"])
    if (lasts := _LASTS.match(span.source.text, span.start, span.end)) is not None:
        draft.heard.append(Span(span.source, lasts.start(), lasts.end()))
        span = Span(span.source, lasts.end(), span.end)
    span, in_turn = draft.hear_behind(span, _ONE_BY_ONE)
    for clause, joined in _clauses(span, year):
        milestone = _MILESTONE.match(clause.source.text, clause.start, clause.end)
        rest = Span(clause.source, milestone.end(), clause.end) if milestone is not None else clause
        rest, late = draft.hear_behind(rest, _AT_END)
        end = rest.end
        if (behind := search(rest, _AS_MILESTONE)) is not None:
            rest, milestone = trim(Span(rest.source, rest.start, behind.start())), behind
        if milestone is None and is_offset(rest):
            _begins_somewhere(draft)
            if (counted := offset(draft, rest)) is not None:
                latest = _counted(draft, counted)
                draft.heard.append(rest)
                continue
        before: list[Node] = [latest] if latest is not None and (in_turn or _IN_TURN.search(joined)) else []
        after = None
        if (lead := _waited_for(rest)) is not None:  # "once both are finished the walls are plastered"
            of_all = lead.who.text.casefold() in _SEVERAL
            before = together if of_all else [one for one in [draft.find(lead.who)] if one is not None]
            rest = trim(Span(rest.source, lead.span.end, rest.end), _EDGES)
            if not before:
                draft.unread.append(lead.span)
        elif (after := _AFTER.search(rest.source.text, rest.start, end)) is not None:
            before = [node for one in split(named(clause, after, "names"), LIST) for node in [draft.find(one)] if node]
            if not before:
                draft.unread.append(Span(rest.source, after.start(), after.end()))
        if late:
            before = before or [one for one in draft.nodes if not any(edge.first is one for edge in draft.edges)]
        if (beside := search(rest, _BESIDE)) is not None and (other := draft.find(named(rest, beside, "name"))):
            long = part(rest, beside, "long")
            lasting = _timed(long, year)[1] if long is not None else {}
            own_name, own_time = _timed(trim(Span(rest.source, rest.start, beside.start())), year)
            _go_together(draft, trim(own_name, _EDGES), other, lasting or own_time)
            draft.heard.append(named(rest, beside, "name"))
            continue
        rest, told = _timed(rest, year)
        if (month := search(clause, _IN_THAT_MONTH)) is not None and not (_DURATIONS | {"end"}) & set(told):
            told |= {"end": _written(month["date"], year, is_end=True)}  # all of it, as in a month without a year
        if search(clause, _WEEKDAY) is not None and "start" in told:
            is_later = re.search(r"\b(?:next|following)\b", clause.text, re.IGNORECASE) is not None
            told, week = _not_before(told, week + timedelta(days=is_later))
        name = trim(_plain(rest if after is None else _before(rest, after.start())), _EDGES)
        if told and draft.nodes and (name.text.casefold() in _IT or _IT_STARTS.match(clause.text)):
            if _DURATIONS & set(draft.nodes[0].properties):  # "it starts in October", and takes so long
                told.pop("end", None)
            draft.nodes[0].properties.update(told)
            continue
        if not name.text or (
            _OVERLAPS.search(clause.text) and not is_offset(clause)
        ):  # how long two go on together, no plan can say
            draft.unread.append(clause)
            continue
        word = (
            "milestone"
            if milestone is not None or not {"hours", "days", "weeks", "months", "end"} & set(told)
            else "task"
        )
        together = []
        for own in _tasks(draft, name):
            node = draft.named(own, word)
            node.properties.update(told)
            if begun and not before and "start" not in told and not draft.edges and draft.nodes[0] is node:
                node.properties["start"] = begun
            for one in before:
                if one is not node:
                    draft.link(one, node, clause)
            together.append(node)
            latest = node
    _begins_somewhere(draft)


def _not_before(told: dict[str, str], day: date) -> tuple[dict[str, str], date]:
    """A weekday that is told behind another is no earlier one: of the next week where it would be; and which it is."""
    days = {name: date.fromisoformat(told[name]) for name in ("start", "end") if name in told}
    weeks = timedelta(days=7 * max(0, -((days["start"] - day).days // 7)))
    days = {name: one + weeks for name, one in days.items()}
    return told | {name: one.isoformat() for name, one in days.items()}, days["start"]


def _counted(draft: Draft, one: Offset) -> Node:
    """A task that begins on a day counted from another's; where nothing says how long it takes, that is told."""
    node = draft.named(bare(one.name), "milestone" if one.is_event else "task")
    node.properties["start"] = one.day.isoformat()
    told = _timed(one.tail, one.day.year)[1] if one.tail is not None else {}
    if not told and not one.is_event and not {"days", "weeks", "months", "end"} & set(node.properties):
        told = {"weeks": "1"}
        message = f"how long “{node.label}” takes is not said; it is drawn as one week"
        draft.told.append(warning(NO_YEAR, message, one.name, "Say how long it takes: “and takes 3 days”."))
    node.properties.update(told)
    return node


def _begins_somewhere(draft: Draft) -> None:
    """Give a plan of which no date is said one to begin at, which is told."""
    if not draft.nodes or any({"start", "end"} & set(one.properties) for one in draft.nodes):
        return
    first, day = draft.nodes[0], _FIRST_MONDAY.isoformat()
    first.properties["start"] = day
    message = f"no date is said; the plan is drawn from {day} on"
    draft.told.append(warning(NO_YEAR, message, first.span, "Say when it begins: “starting on 2026-01-05: …”."))


_IN_THAT_MONTH = re.compile(
    rf"(?<!release )(?<!launch )(?<!live )\b(?:in|during)\s+(?P<date>{_MONTH}\s+\d{{4}})\b", re.IGNORECASE
)
_DURATIONS = frozenset(("hours", "days", "weeks", "months"))
_MONTHLY = re.compile(rf"\b(?:{_MONTH}|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.IGNORECASE)
_SEVERAL = frozenset(("both", "they", "all", "all of them", "both of them", "these"))


def _waited_for(span: Span) -> Clause | None:
    """What has to be over before something begins, where that is a clause before it."""
    first, *further = clauses(span) or [Clause(span)]
    is_mark = first.mark is not None and first.mark.lower in ("once", "when", "after")
    return first if is_mark and first.verb and any(one.verb for one in further) else None


def _go_together(draft: Draft, name: Span, other: Node, own: dict[str, str]) -> None:
    """A task that goes on while another does: it waits for the same, and takes as long, or as long as is said."""
    node = draft.named(name, other.word)
    lasts = ("hours", "days", "weeks", "months", "end")
    node.properties.update({word: value for word, value in other.properties.items() if not own or word not in lasts})
    node.properties.update(own)
    for edge in [one for one in draft.edges if one.second is other]:
        draft.link(edge.first, node, name)


def _tasks(draft: Draft, name: Span) -> list[Span]:
    """One task, or those that go on "in parallel"."""
    tasks, are_several = draft.hear_behind(name, _TOGETHER)
    return split(tasks, LIST) if are_several else [name]


_AT_END = re.compile(r"\s*,?\s*\b(?:at the (?:very )?end|in the end)[.\s]*$", re.IGNORECASE)
#: "Illustration runs in parallel with writing."
_BESIDE = re.compile(
    r"\s+(?:(?:and|can|may|must|should|will|also)\s+)*"
    r"(?:(?:(?:is|be) done|runs?|goes? on|happens|takes place)\s+)?(?:in parallel (?:with|to)|at the same time as"
    r"|alongside|parallel to|simultaneously with|together with)\s+(?P<name>[^,]+?)"
    r"(?P<long>\s+(?:for|and\s+(?:takes|lasts))\s[^,.]+)?(?=[,.]|$)",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"“”]")
_TOGETHER = re.compile(r"\s+(?:in parallel|at the same time|simultaneously|together)$", re.IGNORECASE)


def timeline(draft: Draft, span: Span) -> None:
    """ "1955 to 1975: Space race; in 1969 the Moon landing" """
    if (heading := _HEADING.match(span.source.text, span.start, span.end)) is not None and not _MONTHLY.search(
        heading["title"]
    ):
        title = bare(named(span, heading, "title")).text
        draft.title = draft.title or ("" if title.split()[-1] in ("events", "milestones", "dates") else caption(title))
        draft.heard.append(Span(span.source, heading.start(), heading.end()))
        span = Span(span.source, heading.end(), span.end)
    year = _year(draft, span)
    for clause, _ in _clauses(span, year):
        rest, told = _timed(clause, year)
        name = trim(_plain(rest), _EDGES)
        if "start" not in told and "end" in told and draft.nodes:  # "school from 1996 to 2008, university until 2013"
            before = draft.nodes[-1].properties
            told = {"start": before.get("end", before["start"]), **told}
        if not name.text or "start" not in told or _AGO.search(clause.text):
            draft.unread.append(clause)
            continue
        own = bare(name)
        label = caption(_QUOTES.sub("", own.text)) if own.text[:1] in '"“' else None  # '"Web 2.0" is coined'
        node = draft.add(own, "period" if "end" in told else "event", label)
        node.properties.update(told)


def _year(draft: Draft, span: Span) -> int:
    """The year of days without one: the first that the prompt says; if there is none, one for all, which is told."""
    dates = list(matches(span, _ANY_DATE))
    years = [int(year) for one in dates for year in re.findall(r"\d{4}", one.group())]
    bare_days = [one for one in dates if not re.search(r"\d{3}", one.group())]
    bare_days = bare_days or [*matches(span, _IN_MONTH), *matches(span, _SPAN), *matches(span, _QUARTER)]
    years = years or [int(one) for one in re.findall(r"\b(?:19|20)\d\d\b", draft.source.text)]
    if (own := search(span, _OWN)) is not None:
        first = _begin(own["unit"].casefold(), 1)
        message = f"no date is said; {own['unit'].casefold()} 1 is drawn from {first.isoformat()} on"
        place = Span(span.source, own.start(), own.end())
        draft.told.append(warning(NO_YEAR, message, place, "Write dates where it matters: 2026-01-05."))
    weekday = search(span, _WEEKDAY) if not years and not bare_days and not dates else None
    if weekday is not None:
        name, day = weekday["first"].capitalize(), _on(weekday["first"])
        place = Span(span.source, weekday.start("first"), weekday.end("first"))
        message = f"no date is said; {name} is drawn as {day}"
        draft.told.append(warning(NO_YEAR, message, place, "Write dates where it matters: 2026-01-05."))
    if bare_days and not years:
        place = Span(span.source, bare_days[0].start(), bare_days[0].end())
        message = f"no year is said; the days are drawn in {_SOME_YEAR}"
        draft.told.append(warning(NO_YEAR, message, place, "Write a date so: 2026-01-05."))
    return years[0] if years else _SOME_YEAR


def _clauses(span: Span, year: int) -> list[tuple[Span, str]]:
    """What is said of one thing each, with the words before it."""
    found: list[tuple[Span, str]] = []
    for sentence in split(span, STATEMENT):
        for piece, mark in split_keeping(sentence, _NEXT):
            parts = _parts(piece)
            forms = (_AFTER, _BESIDE, _AT_END, _MILESTONE, _AS_MILESTONE)
            alone = len(parts) > 1 and all(
                _timed(one, year)[1] or any(form.search(one.text) is not None for form in forms) for one in parts
            )
            found += ((one, mark if i == 0 else "") for i, one in enumerate(parts if alone else [piece]))
    return found


def _parts(span: Span) -> list[Span]:
    """The pieces between commas, where none stands within a date or between two."""
    found: list[Span] = []
    dates = [*matches(span, _ANY_DATE), *matches(span, _SPAN)]
    for piece, mark in split_keeping(span, _COMMA):
        if found and mark.strip() == "and" and not _timed(found[-1], _SOME_YEAR)[1]:  # "plumbing and wiring, 4 weeks"
            found[-1] = found[-1].to(piece)
            continue
        within = any(found and found[-1].start <= one.start() < piece.start < one.end() for one in dates)
        if within or (found and _GOES_ON.match(piece.text)):
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found


def _timed(span: Span, year: int) -> tuple[Span, dict[str, str]]:
    """What is left of a clause without its dates and durations; these as properties of the language."""
    if (noted := _IN_PARENTHESES.search(span.text)) is not None:  # "lands (July 1969)"
        inner = Span(span.source, span.start + noted.start("date"), span.start + noted.end("date"))
        rest, told_so = _timed(inner, year)
        if told_so and not trim(rest, _EDGES).text:
            return trim(Span(span.source, span.start, span.start + noted.start())), told_so
    told: dict[str, str] = {}
    places: list[tuple[int, int]] = []
    in_month: re.Match[str] | None = None
    if (own_time := search(span, _OWN)) is not None:
        unit = own_time["unit"].casefold()
        told = {"start": _begin(unit, int(own_time["first"])).isoformat()}
        if unit != "day" and not own_time["last"] and _STARTS.search(span.text) is None:  # all of that week
            told["end"] = (_begin(unit, int(own_time["first"]) + 1) - timedelta(days=1)).isoformat()
        if own_time["last"]:
            told["end"] = (_begin(unit, int(own_time["last"]) + 1) - timedelta(days=1)).isoformat()
        places.append(own_time.span())
    elif (quarter := search(span, _QUARTER)) is not None:
        told = _quarter(int(quarter["year"] or year), int(quarter["quarter"]))
        places.append(quarter.span())
    elif (days := search(span, _DAYS)) is not None:  # "1-10 June 2025"
        month = _DAY_OF.sub("", days["end"])
        told = {"start": _written(f"{days['first']} {month}", year), "end": _written(days["end"], year, is_end=True)}
        places.append(days.span())
    elif (both := search(span, _SPAN)) is not None:
        ends_in = re.search(r"\d{4}", both["end"])  # "January to March 2026"
        own = re.search(r"\d{3}", both["start"]) is not None
        first = both["start"] if own or ends_in is None else f"{both['start']} {ends_in.group()}"
        told = {"start": _written(first, year), "end": _written(both["end"], year, is_end=True)}
        places.append(both.span())
    elif (until := search(span, _UNTIL)) is not None:
        told = {"end": _written(until["end"], year, is_end=True)}
        places.append(until.span())
    elif (start := search(span, _START)) is not None:
        told = {"start": _written(start["start"], year)}
        places.append(start.span())
    elif (in_month := search(span, _IN_MONTH)) is not None:
        told = {"start": _written(in_month["month"], year), "end": _written(in_month["month"], year, is_end=True)}
        places.append(in_month.span())
    elif (weekday := search(span, _WEEKDAY)) is not None:
        told = {"start": _on(weekday["first"])}
        if weekday["last"]:
            told["end"] = _on(weekday["last"])
        places.append(weekday.span())
    if (long := search(span, _LONG)) is not None and not any(a <= long.start() < b for a, b in places):
        number = 1 if long["number"].casefold() in ("a", "an") else numbered(long["number"]) or 1
        if in_month is not None:  # it begins there, and takes so long
            told.pop("end", None)
        told[long["unit"].casefold() + "s"] = str(number)
        places.append(long.span())
    if not places:
        return span, {}
    first, last = min(places)[0], max(places)[1]
    head, tail = Span(span.source, span.start, first), Span(span.source, last, span.end)
    return (head if trim(head, _EDGES).text else tail), told


def _begin(unit: str, number: int) -> date:
    """The first day of a plan's own week, month or day; they are counted from one."""
    if unit == "month":
        years, months = divmod(max(number, 1) - 1, 12)
        return date(_SOME_YEAR + years, months + 1, 1)
    return _FIRST_MONDAY + timedelta(days=(max(number, 1) - 1) * (7 if unit == "week" else 1))


def _on(weekday: str) -> str:
    """A day of the first week."""
    return (_FIRST_MONDAY + timedelta(days=_WEEKDAYS.index(weekday.casefold()))).isoformat()


def _quarter(year: int, number: int) -> dict[str, str]:
    last = 3 * number
    return {
        "start": date(year, last - 2, 1).isoformat(), "end": date(year, last, monthrange(year, last)[1]).isoformat()
    }  # fmt: skip


def _before(span: Span, end: int) -> Span:
    return Span(span.source, span.start, max(span.start, min(span.end, end)))


def _written(words: str, year: int, is_end: bool = False) -> str:
    """A date as the language has it: a year, a month's first day (its last, where something ends), or a day."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) or words.isdecimal():
        return words
    day, month = 0, 1
    for match in _PARTS.finditer(words):
        if match["day"]:
            day = int(match["day"])
        elif match["month"]:
            month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].casefold()[:3]))
        else:
            year = int(match["year"])
    if not day:
        day = monthrange(year, month)[1] if is_end else 1
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # the 31st of June: the language tells that it does not exist
        return f"{year:04}-{month:02}-{day:02}"


def _plain(span: Span) -> Span:
    return past(trim(span, ",.:;"), _LEADING)
