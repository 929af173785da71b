"""What verification hands on: what a detector saw in a picture, and a verdict for every fact of the scene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sgc.source import Span

#: left, top, right, bottom in pixels of the picture, y down.
Pixels = tuple[float, float, float, float]

#: Why a fact fails, as far as something could be done about it: nothing was seen where something should be, it is
#: covered or has the colour of its ground, or it reads otherwise.
Cause = Literal["absent", "hidden", "misread"]
FactKind = Literal["count", "attribute", "relation", "absence", "text", "arrangement", "constraint", "link"]
Verdict = Literal["holds", "fails", "unchecked"]

#: The nouns of what is no thing by itself: words, the frame of a group, and the frame that stands for a noun
#: of which nobody has a picture (its attribute ``text`` says which).
TEXT, FRAME, PLACEHOLDER = "text", "frame", "placeholder"
#: What has been explained as a mark of a figure's own order: a lifeline's bar, an axis.
MARK = "mark"
#: What a detector measures that sees all that has a pattern.
PATTERNED = "patterned"
#: What one measures that sees a broken outline by itself, around what has no colour of its own.
DASHES = "dashes"
#: And one that tells things apart which share an outline.
TOUCHING = "touching"
#: What a detector measures that sees through shapes which it knows, and nothing else; and one that sees how the round
#: ones of shapes are turned, which are these.
SEEN_THROUGH, TURNED, OVALS = "shapes seen through", "turned ovals", ("circle", "ellipse")
#: The attribute ``pattern`` of what has one that the detector cannot name.
UNKNOWN_PATTERN = "unknown"
#: The attribute ``stroke`` of what has a line around it that is too thin for its colour to be told.
UNKNOWN_COLOR = "unknown"


@dataclass(frozen=True, slots=True)
class Detection:
    """One thing that a detector saw.

    - ``noun``: a word of the vocabulary, or one of TEXT, FRAME and PLACEHOLDER; ``also`` are other nouns that
      look exactly alike (two nouns with one picture).
    - ``box``: the tight box of its ink (of a text: of its lines), as it would be were nothing in front of it.
    - ``score``: 0 to 1. ``visible``: the share of its ink that is seen, when later ink is taken away from it.
    - ``colors``: ``#rrggbb`` with its share of the ink that is seen, the largest first; empty when not measured.
    - ``attributes``: words for what was measured: ``color``, ``pattern``, ``text``, ``stroke`` and by how much that may
      be wrong, ``stroke_error`` (CIELAB); ``opacity`` and ``opacity_error`` (0 to 1). ``behind`` is the colour behind
      a thing whose colours are as they are seen upon that, however much of it shows through.
    - ``order``: its place in the order of painting (larger is nearer); None where that cannot be seen.
    - ``rotation``: degrees clockwise from its upright picture; None when not measured.
    - ``mask``: rows of runs (start, end) in pixels, from ``box``'s top; None where there is none.
    """

    noun: str
    box: Pixels
    score: float = 1.0
    also: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    colors: tuple[tuple[str, float], ...] = ()
    visible: float = 1.0
    order: int | None = None
    rotation: float | None = None
    mask: tuple[tuple[tuple[int, int], ...], ...] | None = None

    @property
    def nouns(self) -> tuple[str, ...]:
        """Every noun that it may be called by."""
        return (self.noun, *self.also)

    def scaled(self, scale: float) -> Detection:
        """The same with its box ``scale`` times as large; the mask, which is of pixels, is dropped unless it is 1."""
        return replace(self, box=scaled(self.box, scale), mask=self.mask if scale == 1 else None)

    def to_json(self) -> dict[str, Any]:
        return {
            "noun": self.noun, "box": [round(edge, 2) for edge in self.box], "score": round(self.score, 3),
            "attributes": dict(self.attributes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line that joins things: its ``way`` in pixels from end to end, and what stands at its beginning and its end
    (the words of ``sgc.graph.properties.HEADS``). ``order`` is its place in the order of painting. It is certain where
    it ``leads``, and what is ``told`` of its ends, or nothing is decided by that."""

    way: tuple[tuple[float, float], ...]
    ends: tuple[str, str] = ("none", "none")
    order: int | None = None
    dashed: bool = False
    leads: bool = True
    told: bool = True

    @property
    def sure(self) -> bool:
        """Whether everything of it is certain."""
        return self.leads and self.told

    def scaled(self, scale: float) -> Line:
        return replace(self, way=tuple((x * scale, y * scale) for x, y in self.way))


@dataclass(frozen=True, slots=True)
class Observation:
    """All that a detector saw in one picture of ``size`` pixels.

    ``unmatched`` are the boxes of ink that it could give no name; None for a detector that looks only for what it
    knows and cannot tell what else is there. ``measures`` are the attributes that it measures at all. ``disputed`` is
    what may be there or not: what the detector is not sure of or, where several looked, for each of them what it saw
    and another that knows such things did not.
    ``illegible`` are the texts asked for that have signs which a detector of texts cannot read. ``lines`` are those
    that join things; None for a detector that follows no lines; ``straight`` the same with every straight stroke along
    rows and columns by itself, for figures whose lines all are such. ``left`` are boxes, in pixels, around all the ink
    that was not explained; None where nobody can say. ``tiny`` is what is too small to be told, each of which may be
    any of its nouns, or nothing. ``bands`` are of one colour and reach the picture's edge: each may be a thing, or no
    more than ground. ``ground`` is the colour ``#rrggbb`` behind everything; None where it is not seen.
    """

    size: tuple[float, float]
    detections: tuple[Detection, ...]
    unmatched: tuple[Pixels, ...] | None = None
    measures: frozenset[str] = frozenset()
    disputed: tuple[tuple[Detection, ...], ...] = ()
    illegible: frozenset[str] = frozenset()
    lines: tuple[Line, ...] | None = None
    straight: tuple[Line, ...] | None = None
    left: tuple[Pixels, ...] | None = None
    tiny: tuple[Detection, ...] = ()
    bands: tuple[Detection, ...] = ()
    ground: str | None = None

    @classmethod
    def of_scores(
        cls, size: tuple[float, float], seen: Sequence[Detection], certain: float, measures: Sequence[str]
    ) -> Observation:
        """What one detector saw: what scores less than ``certain`` is disputed, by itself."""
        sure = tuple(one for one in seen if one.score >= certain)
        unsure = tuple(one for one in seen if one.score < certain)
        return cls(size, sure, None, frozenset(measures), (unsure,) if unsure else ())

    @property
    def views(self) -> tuple[Observation, ...]:
        """What may be in the picture: this alone where nothing is disputed; else with none of what is disputed, with
        what each detector would add, and with all of that. ``detections`` come first in each."""
        if not any(self.disputed):
            return (self,)
        everything: list[Detection] = []
        for seen in self.disputed:
            everything += [one for one in seen if one not in everything]
        some = self.disputed if len(self.disputed) > 1 else ()
        return tuple(
            replace(self, detections=(*self.detections, *more), disputed=()) for more in ((), *some, tuple(everything))
        )

    def scaled(self, scale: float) -> Observation:
        """The same with every length ``scale`` times as long."""
        return replace(
            self,
            size=(self.size[0] * scale, self.size[1] * scale),
            detections=tuple(one.scaled(scale) for one in self.detections),
            unmatched=None if self.unmatched is None else tuple(scaled(box, scale) for box in self.unmatched),
            disputed=tuple(tuple(one.scaled(scale) for one in seen) for seen in self.disputed),
            lines=None if self.lines is None else tuple(one.scaled(scale) for one in self.lines),
            straight=None if self.straight is None else tuple(one.scaled(scale) for one in self.straight),
            tiny=tuple(one.scaled(scale) for one in self.tiny),
            bands=tuple(one.scaled(scale) for one in self.bands),
        )


def scaled(box: Pixels, scale: float) -> Pixels:
    left, top, right, bottom = box
    return left * scale, top * scale, right * scale, bottom * scale


@dataclass(frozen=True, slots=True)
class Fact:
    """One demand of the scene and whether the picture meets it; ``evidence`` are indices of detections.

    ``free`` is a relation that no geometry decides: it stays unchecked, and does not stand in the way of ``verified``.
    ``disputed`` is what is unchecked because what is seen is not certain: of another picture it may be.
    """

    kind: FactKind
    statement: str
    span: Span
    verdict: Verdict
    why: str
    expected: Any = None
    found: Any = None
    evidence: tuple[int, ...] = ()
    free: bool = False
    cause: Cause | None = None
    disputed: bool = False

    @property
    def follows(self) -> bool:
        """Whether it fails only because something that it speaks of is not there, which the fact of that says."""
        is_lost = not self.evidence if self.kind == "attribute" else self.cause == "absent"
        return self.verdict == "fails" and is_lost and self.kind not in ("count", "text")

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "statement": self.statement, "span": self.span.to_json(), "verdict": self.verdict,
            "expected": self.expected, "found": self.found, "evidence": list(self.evidence), "why": self.why,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repair:
    """One try to make a picture in which more holds: what was done, how many facts failed of what came of it (None
    where nothing did), and whether that was better than all before."""

    changes: tuple[str, ...]
    failed: int | None
    kept: bool

    @property
    def said(self) -> str:
        """The try in words."""
        came = "no picture came of it" if self.failed is None else "nothing fails" if not self.failed else (
            f"{self.failed} {'fact fails' if self.failed == 1 else 'facts fail'}"
        )  # fmt: skip
        return f"{', '.join(self.changes)}: {came}{', kept' if self.kept else ''}"

    def to_json(self) -> dict[str, Any]:
        return {"changes": list(self.changes), "failed": self.failed, "kept": self.kept}


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What was found out about one picture. ``detections`` are in pixels of the scene's canvas, which has this ``size``
    and in which the picture, scaled as it is, takes ``shown`` from its upper left corner; ``repairs`` is what was tried
    before it, where something was; ``warnings`` say what its maker was known not to be able to paint, and
    ``not_understood`` are the words of a prompt that no fact speaks for."""

    detector: str
    size: tuple[float, float]
    shown: tuple[float, float]
    detections: tuple[Detection, ...]
    facts: tuple[Fact, ...]
    unmatched: tuple[Pixels, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Report {self.said}>"

    @property
    def verified(self) -> bool:
        """Whether every fact holds; free relations are excepted."""
        return all(fact.verdict == "holds" or fact.free for fact in self.facts)

    @property
    def failed(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.verdict == "fails")

    @property
    def wrong(self) -> tuple[Fact, ...]:
        """The facts that fail, but for those that only follow from others."""
        return tuple(fact for fact in self.failed if not fact.follows)

    @property
    def marked(self) -> Mapping[int, tuple[int, ...]]:
        """By the index of each detection that speaks against some facts the numbers of these among ``wrong``, counted
        from 1, as reports show them."""
        found: dict[int, tuple[int, ...]] = {}
        for number, fact in enumerate(self.wrong, 1):
            for i in fact.evidence:
                found[i] = (*found.get(i, ()), number)
        return found

    @property
    def ordered(self) -> tuple[Fact, ...]:
        """The facts as a person has to look at them: what fails, what fails in consequence, what could not be checked,
        and what holds."""
        order: tuple[Verdict, ...] = ("fails", "unchecked", "holds")
        return tuple(sorted(self.facts, key=lambda fact: (order.index(fact.verdict), fact.follows)))

    @property
    def disputed(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.disputed)

    @property
    def unchecked(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.verdict == "unchecked")

    @property
    def said(self) -> str:
        """How many facts there are of each verdict, in words."""
        whole, failed, unchecked = len(self.facts), len(self.failed), len(self.unchecked)
        verified = "verified as far as it was understood" if self.not_understood else "verified"
        if not failed and not unchecked:
            return f"{verified}, all {whole} facts hold" if whole != 1 else f"{verified}, the fact holds"
        parts = [f"{whole - failed - unchecked} of {whole} facts hold"]
        parts += [f"{failed} {'fails' if failed == 1 else 'fail'}"] if failed else []
        parts += [f"{unchecked} could not be checked"] if unchecked else []
        return (f"{verified}, " if self.verified else "not verified: " if failed else "") + ", ".join(parts)

    def to_json(self) -> dict[str, Any]:
        """As ``sgc verify --json`` prints it."""
        return {
            "verified": self.verified, "detector": self.detector, "size": [round(side, 2) for side in self.size],
            "detections": [one.to_json() for one in self.detections],
            "facts": [fact.to_json() for fact in self.facts], "repairs": [one.to_json() for one in self.repairs],
            "warnings": [*self.warnings], "not_understood": [*self.not_understood],
        }  # fmt: skip
