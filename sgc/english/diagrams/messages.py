"""What a clause leads to, and what its link says: "a request to the server" goes there, and is the label."""

from __future__ import annotations

import re

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Edge, Node
from sgc.english.diagrams.frames import Frames
from sgc.english.diagrams.grammar import Clause
from sgc.english.diagrams.naming import LIST, PEOPLE, Cast, can_be_named
from sgc.english.diagrams.phrasing import (
    DESTINATION,
    before_mark,
    behind_mark,
    is_base_at,
    is_pronoun,
    of_each,
    replies,
)
from sgc.english.diagrams.pieces import (
    bare,
    fullmatch,
    key,
    named,
    part,
    past,
    search,
    split,
    trim,
    up_to,
    words_of,
)
from sgc.english.diagrams.said import lower_case
from sgc.english.diagrams.words import Verb, active, is_technical, shape_of, table
from sgc.source import Span

_STORE = re.compile(r"\s+(?:in|into|on|onto|to|inside)\s+", re.IGNORECASE)
_SENT = re.compile(
    r"\s+(?:back\s+)?(?:to|into|onto|towards|via|through|using|over|among|between|across|with(?=\s+(?-i:[A-Z])))\s+",
    re.IGNORECASE,
)
_DATIVE = re.compile(
    r"(?P<whom>(?:(?:the|an?)\s+)?[\w-]+(?:\s[\w-]+)?)\s+(?P<what>(?:the|an?|its|his|her|their)\s+[^,]+)", re.IGNORECASE
)
#: Verbs of which somebody stands before what he is given or told.
_GIVING = frozenset((
    "ask", "tell", "give", "show", "teach", "pay", "offer", "hand", "bring", "read", "serve", "sell", "lend", "pass",
    "promise", "grant", "write", "deny", "issue", "assign", "wish",
))  # fmt: skip
_OF = re.compile(r"(?P<what>[^,]+?)\s+of\s+(?P<who>[^,]+)", re.IGNORECASE)
_ABOUT = re.compile(r"(?P<who>[^,]+?)\s+(?P<what>(?:of|about)\s+[^,]+)", re.IGNORECASE)
_ASKED_ABOUT = re.compile(
    r"(?P<whom>[^,]+?)\s+(?P<what>(?:about|whether|if|when|where|how|why)\s+[^,]+)", re.IGNORECASE
)
_SENT_FROM = re.compile(
    r"(?:(?:and|then|finally|first|next|lastly)\s+)*(?P<what>[^,]+?)\s+(?:sent\s+)?(?:from|by)\s+(?P<who>[^,]+?)"
    r"(?:\s+to\s+(?P<whom>[^,]+))?",
    re.IGNORECASE,
)
#: "(sends) them over MQTT to a broker"
_ROUTED = re.compile(
    r"(?P<what>[^,]+?)\s+(?P<way>(?:over|via|using)\s+(?!an?\s|the\s)[^,]+?)\s+to\s+(?P<whom>[^,]+)", re.IGNORECASE
)
_NAME = re.compile(r"(?:[A-Z]\w*[a-z]\w*)(?:[ -][A-Z]\w*)*")
#: Verbs by which somebody is told whom to ask next.
_REFERRING = frozenset(("refer", "redirect", "direct", "point"))
_REFERRED = re.compile(r"(?P<whom>[^,]+?)\s+(?P<what>to\s+[^,]+)", re.IGNORECASE)
ORIGIN = re.compile(r"\s+from\s+", re.IGNORECASE)
PROTOCOL = re.compile(r"\s*(?:over|using|via|through|by means of)\s+(?:the\s+|an?\s+)?", re.IGNORECASE)
_BESIDE = re.compile(r"(?P<what>.+)\s+(?P<mark>in|on|at|with|against)\s+(?!to\b)(?P<where>[^,]+)", re.IGNORECASE)
_PARTICLE = re.compile(r"(?<=\w)\s+(?:on|back|over|along|up|down|out|off)$", re.IGNORECASE)
_AGAIN_TO = re.compile(r"(?:to|into|with|from)\s+", re.IGNORECASE)
_OF_SYSTEMS = ("both", "chain", "put", "send", "get", "hold", "inside", "with", "from", "to")
_OF_MESSAGES = ("both", "put", "send", "get", "with", "from", "to")
#: What was sent, in the text of a link: "calls with it", "looks it up".
IT_BEHIND = re.compile(r"(?<=\s)(?:it|them)(?=$|\s(?:up|down|in|out|on|off|away|over)$)", re.IGNORECASE)
#: Verbs of what somebody does with what answers, besides those of input.
_PRESSING = frozenset(("click", "press", "tap", "open"))
BY_ONESELF = frozenset((
    "wait", "think", "see", "read", "decide", "leave", "look", "know", "watch", "check", "have", "eat", "become",
))  # fmt: skip
#: Verbs of which "to" says what is asked for.
ASKING = frozenset(("ask", "tell", "order", "instruct", "request", "command"))
#: Verbs behind which whoever it is done to is likely to act.
HEARD = ASKING | _GIVING | _REFERRING | frozenset(("call", "notify", "inform", "query", "alert", "invoke", "trigger"))
#: Verbs of what is made sure with the help of somebody.
_CHECKING = frozenset(("check", "verify", "validate", "confirm", "authorize", "authorise", "discuss", "agree"))
_DEFINITE = re.compile(r"(?:the|his|her|their|its)\s", re.IGNORECASE)
_SOMEBODY = frozenset(("It", "it", "He", "he", "She", "she"))


class Messages:
    """Whom a clause is for and what it says, of a diagram of links or of messages."""

    def __init__(self, draft: Draft, word: str) -> None:
        self.draft = draft
        self.cast = Cast(draft, word, shaped=word != "state")
        self.is_sequence = draft.sort == "sequence"
        self.senses = _OF_MESSAGES if self.is_sequence else _OF_SYSTEMS
        self.speakers: dict[str, Span] = {}  # who takes part, and where that is said first
        self.spoken: list[Span] = []  # who does something, in the order of telling
        self.payload = ""
        self.holders: list[Node] = []  # where that went
        self.way: Span | None = None  # by what the latest was sent
        self.case = ""  # when the clause holds
        self.frames = Frames(draft)
        self.latest_verb: Verb | None = None  # of the message that was told last

    def _is_payload(self, target: Span, subjects: list[Node]) -> bool:
        """Whether a pronoun points to what was sent, and to no node."""
        if not self.payload or not is_pronoun(target):
            return False
        several = target.text.casefold() in ("them", "these", "those")
        others = [one for one in self.cast.latest if one not in subjects]
        fits = len(others) > 1 if several else len(others) == 1
        fits = fits or (several and any(lexicon.is_plural(one.label.split()[-1].casefold()) for one in others))
        fits = fits and others != self.holders
        return not fits and lexicon.is_plural(self.payload.split()[-1].casefold()) == several

    def _target(self, verb: Verb, rest: Span, subjects: list[Node]) -> tuple[Span | None, Span | None]:
        """What a clause leads to, and what goes there: "a request to the server"."""
        self.way = None
        if not rest.text.strip():
            return None, None
        if (straight := past(rest, _AGAIN_TO)).start > rest.start and verb.sense in ("to", "send", "put"):
            return straight, None  # "forwards to both servers"
        gives = verb.sense == "send" or (self.is_sequence and verb.base in _GIVING)
        if gives and (dative := fullmatch(rest, _DATIVE)) is not None:
            whom, what = named(rest, dative, "whom"), named(rest, dative, "what")
            if self._names_participant(whom):  # "sends Bob the numbers"
                return whom, what
        about = fullmatch(rest, _ASKED_ABOUT) if self.is_sequence and verb.base in ASKING else None
        if about is not None and self._names_participant(named(rest, about, "whom")):
            return named(rest, about, "whom"), named(rest, about, "what")  # "asks him about the meeting"
        origin = search(rest, ORIGIN)
        routed = fullmatch(rest, _ROUTED) if verb.sense == "send" else None
        self.way = part(rest, routed, "way") if routed is not None else None
        if routed is not None:
            return named(rest, routed, "whom"), named(rest, routed, "what")
        referred = fullmatch(rest, _REFERRED) if self.is_sequence and verb.base in _REFERRING else None
        if referred is not None and self._names_participant(named(rest, referred, "whom")):
            return named(rest, referred, "whom"), named(rest, referred, "what")  # "refers it to another server"
        goal = search(rest, _STORE if verb.sense == "put" else DESTINATION if verb.sense != "send" else _SENT)
        told_to = verb.base in ASKING or (verb.sense == "to" and not verb.base.endswith(" to"))
        if goal is not None and told_to and is_base_at(rest, goal.end()):
            return before_mark(rest, goal), behind_mark(rest, goal)  # "asks the machine to brew"
        if verb.sense == "get":
            if origin is None:
                return (None, rest) if self.is_sequence else (rest, None)
            return behind_mark(rest, origin), before_mark(rest, origin)
        if goal is not None:
            return behind_mark(rest, goal), before_mark(rest, goal)
        tells = verb.sense == "send" or replies(verb.base) or verb.base == "say" or verb.base in table("input")
        puts_it = verb.base in table("input") and bool(self.payload) and is_pronoun(rest)  # "(the PIN,) enters it"
        if tells and self.is_sequence and (puts_it or not self._names_participant(rest)):
            back = self._last_caller(subjects)
            return (back, rest) if back is not None else (None, rest)
        if origin is not None and verb.sense == "to":  # "picks up jobs from" the queue
            end = origin.start() if self.is_sequence else origin.end()
            return behind_mark(rest, origin), trim(Span(rest.source, rest.start, end))
        if self.is_sequence and not verb.base.endswith((" to", " with")) and not self._names_participant(rest):
            return None, rest
        whose_is = fullmatch(rest, _OF) if not self.is_sequence and verb.sense == "to" else None
        owner = self.draft.find(named(rest, whose_is, "who")) if whose_is is not None else None
        if whose_is is not None and owner is not None and self.draft.find(bare(rest)) is None:
            return named(rest, whose_is, "who"), named(rest, whose_is, "what")  # "use the wifi of the router"
        about = fullmatch(rest, _ABOUT) if not self.is_sequence else None
        if about is not None and self.draft.find(named(rest, about, "who")) is not None:
            return named(rest, about, "who"), named(rest, about, "what")  # "notifies the view of changes"
        is_new = not self.is_sequence and self.draft.find(bare(rest)) is None
        return without_particle(rest) if is_new else rest, None  # "switches the lamps on"

    def _sent_from(self, span: Span) -> bool:
        """ "SYN from the client, SYN-ACK from the server": what comes from whom, to whom it says, or of two to the
        other."""
        pieces = split(span, LIST) if self.is_sequence else []
        found = [fullmatch(one, _SENT_FROM) for one in pieces]
        known = [
            self.draft.find(bare(named(one, match, "who"))) for one, match in zip(pieces, found, strict=True) if match
        ]
        ends = [part(one, match, "whom") for one, match in zip(pieces, found, strict=True) if match]
        if not found or not all(found) or not all(known) or (len(self.draft.nodes) != 2 and not all(ends)):
            return False
        for piece, match, who, whom in zip(pieces, found, known, ends, strict=True):
            assert match is not None
            assert who is not None
            others = self.cast.named(whom) if whom is not None else [one for one in self.draft.nodes if one is not who]
            self.draft.join([who], others, piece, label=words_of(bare(named(piece, match, "what"))))
        return True

    def _asked_for(self, verb: Verb, payload: Span | None, told: Span) -> None:
        """Note what is asked for, which whoever is asked may send: "(asks) for the PIN, (and he enters) it"."""
        if not self.is_sequence or verb.base not in ASKING:
            return
        if told.text.casefold().startswith("for "):
            self.payload = words_of(bare(Span(told.source, told.start + len("for "), told.end)))
        elif verb.base == "request" and payload is not None and not is_pronoun(payload):
            self.payload = words_of(bare(payload))

    def _beside(self, verb: Verb, rest: Span) -> tuple[Span, Span] | None:
        """Who a message is for where a clause ends with it: "clicks login in the app"."""
        match = fullmatch(rest, _BESIDE)
        where = part(rest, match, "where") if match is not None else None
        if match is None or where is None:
            return None
        known = self.draft.find(bare(where)) is not None or self._speaks(key(bare(where).text))
        is_asked = (
            verb.base in _CHECKING and match["mark"].casefold() == "with" and _DEFINITE.match(where.text) is not None
        )
        takes_part = match["mark"].casefold() == "against" or known or is_asked or is_technical(bare(where).text)
        return (where, named(rest, match, "what")) if takes_part else None

    def _names_participant(self, span: Span) -> bool:
        """Whether words name who takes part: someone named, or what is one by its noun."""
        piece = bare(span)
        return (
            self.draft.find(piece) is not None
            or self._speaks(key(piece.text))
            or (is_technical(piece.text) and " of " not in piece.text)
            or span.text.casefold() in ("it", "them", *PEOPLE)
            or (piece.text.istitle() and not lexicon.is_known_noun(piece.text.casefold()))
        )

    def _speaks(self, name: str) -> bool:
        """Whether somebody is called so, or by the last of its words: "the user db" is the db that answers."""
        words = name.split()
        return any(" ".join(words[i:]) in self.speakers for i in range(min(2, len(words))))

    def _last_caller(self, subjects: list[Node]) -> Span | None:
        """Who is answered: the sender of the latest message to the speaker, if there is one that was not answered yet;
        of two who talk the other."""
        heard = [one for one in self.draft.edges if one.second in subjects and one.first not in subjects]
        asked = [one for one in heard if one.arrow != "-->" and not self._is_answered(one, subjects)]
        for edge in reversed(asked or heard):
            return edge.first.span
        others = [one for one in self.speakers if one not in {key(node.label) for node in subjects}]
        return self.speakers[others[0]] if len(self.speakers) == 2 and len(others) == 1 else None

    def _to_whom(
        self, verb: Verb, subjects: list[Node], rest: Span, told: Span | None
    ) -> tuple[Span | None, Span | None] | None:
        """Whom a message is for that names nobody as its target, if anybody, and what it says to them: those who are
        asked, and whoever answers what is put in. None if it is neither."""
        said = rest if rest.text.strip() else None
        if lexicon.base_of_third(verb.base.split()[0]) in ASKING:
            if told is not None and told.text.startswith("for ") and can_be_named(rest) and rest.text:
                return rest, None  # "asks the warehouse for the stock"
            return self._last_caller(subjects) or self._next_speaker(subjects, verb.span), said  # "asks for a code"
        other = self._next_speaker(subjects, verb.span) if self._puts_in(verb, subjects) else None
        return (other, said) if other is not None else None

    def _puts_in(self, verb: Verb, subjects: list[Node]) -> bool:
        """Whether what is done is done with what answers: whatever people do, except by themselves."""
        are_people = all(one.word.split()[-1] == "person" for one in subjects)
        puts_in = verb.base in _PRESSING or (verb.base in table("input") and verb.base != "read")
        return puts_in or (are_people and verb.base.split()[0] not in BY_ONESELF)

    def _acts_alone(self, one: Clause) -> bool:
        """Take what somebody known does, to nobody that is named: "the user logs in", at whoever acts next."""
        who = self.draft.find(bare(one.who))
        if who is None:
            return False
        other = self._next_speaker([who], one.place) if who.word.split()[-1] == "person" else None
        self.cast.subjects = [who]
        to = self.cast.named(other) if other is not None else [who]
        self.draft.join([who], to, one.span, label=words_of(Span(one.place.source, one.place.start, one.span.end)))
        return True

    def _hearer(self, one: Clause, verb: Verb) -> Node | None:
        """Whom a pronoun points to that begins a sentence behind a message: who got that goes on, unless more of the
        same is told of who sent it, nobody else is there to be told it, or it is done without having got anything."""
        last, edge = self.latest_verb, next(iter(reversed(self.draft.edges)), None)
        begins = not one.joined and one.around is None and one.mark is None
        if not (self.is_sequence and begins and last is not None and edge is not None and one.who.text in _SOMEBODY):
            return None
        asked = any(other.first is edge.second and other.second is edge.first for other in self.draft.edges)
        goes_on = any(word.lower in ("also", "then", "next") for word in one.adverbs) and not asked
        alone = verb.base.split()[0] in BY_ONESELF or verb.base == last.base
        alone = alone or (edge.second.word.split()[-1] == "database" and not replies(verb.base))
        heard = last.sense == "send" or last.base.split()[0] in HEARD or replies(last.base)
        is_told = key(edge.second.label) in key(one.what.text)
        return edge.second if heard and not (goes_on or alone or is_told or edge.first is edge.second) else None

    def _next_speaker(self, subjects: list[Node], place: Span) -> Span | None:
        """Who does something next, if that is another: "the user inserts the card, the machine asks for the code"."""
        who = next((one for one in self.spoken if one.start > place.start), None)
        return who if who is not None and self.draft.find(who) not in subjects and not is_pronoun(who) else None

    def _is_answered(self, message: Edge, subjects: list[Node]) -> bool:
        later = self.draft.edges[self.draft.edges.index(message) + 1 :]
        return any(one.arrow == "-->" and one.first in subjects and one.second is message.first for one in later)

    def _said(self, verb: Verb, subjects: list[Node], payload: Span | None, told: Span | None) -> str:
        """The label of a link: what is sent, or the verb, with how it is done."""
        words: list[str] = []
        does = of_each(verb, subjects)
        if payload is not None and verb.sense not in ("send", "get", "put") and _is_aim(payload):
            words.append(f"{does} to {payload.text}")
        elif payload is not None and verb.sense in ("send", "get") and not is_pronoun(payload):
            is_about = payload.text.casefold().startswith(("of ", "about "))
            words.append(f"{does} {payload.text}" if is_about else words_of(bare(payload)))
        elif payload is not None and is_pronoun(payload) and self.payload and (self.is_sequence or verb.sense != "get"):
            is_plain = self.is_sequence and verb.sense in ("send", "get")
            words.append(self.payload if is_plain else f"{does} {self.payload}")
        elif verb.sense == "get":  # what is received comes as itself
            pass
        elif verb.sense == "from":
            words.append(active(verb.base))
        elif verb.base not in table("silent") or (payload is not None and self.is_sequence):
            words.append(f"{does} {self._passed_on(payload, subjects)}")
        if (told := told if told is not None else self.way) is not None:
            protocol = PROTOCOL.match(told.text)
            if protocol is not None and payload is None:
                words = []
            words.append(told.text[protocol.end() :] if protocol is not None and not words else told.text)
        said = " ".join(" ".join([*words, self.case]).split())
        return IT_BEHIND.sub(self.payload, said) if self.payload else said

    def _passed_on(self, payload: Span | None, subjects: list[Node]) -> str:
        """What a verb sends, in its words; of a pronoun that points to a node, those of the node."""
        if payload is None or not is_pronoun(payload):
            return bare(payload).text if payload is not None else ""
        things = [one for one in self.cast.latest if one not in subjects and not self.is_sequence]
        return lower_case(things[0].span) if len(things) == 1 else ""

    def _through(self, told: Span | None) -> Span | None:
        """The thing on the way, where words say that there is one and no protocol: "via a load balancer"."""
        way = PROTOCOL.match(told.text) if told is not None else None
        if told is None or way is None:
            return None
        thing = trim(Span(told.source, told.start + way.end(), told.end))
        if not self.is_sequence and self.draft.find(bare(thing)) is not None:
            return thing
        is_name = _NAME.fullmatch(thing.text) is not None and thing.text.casefold() not in table("protocol")
        if is_name and not self.is_sequence:
            return thing
        is_one = way.group().endswith((" a ", " an ", " the ")) or (self.is_sequence and thing.text[:1].isupper())
        return thing if is_one and (is_technical(thing.text) or shape_of(thing.text, "")) else None


def without_particle(span: Span) -> Span:
    """What is sent, without the particle behind it: "(passes) it on"."""
    return up_to(span, _PARTICLE)


def _is_aim(span: Span) -> bool:
    """Whether words are what somebody is asked to do: "(asks the machine to) brew"."""
    return is_base_at(span, span.start) and span.source.text[: span.start].rstrip().casefold().endswith(" to")
