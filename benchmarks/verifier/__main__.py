"""Whether the verifier is right: faults planted in finished pictures, and pictures without any.

    python benchmarks/verifier [--detector NAME] [--backend WAY]... [--slice examples|prompts|made|diagrams] [--record]
    python benchmarks/verifier --speed [--record]

Scenes are the examples, prompts of GenEval and T2I-CompBench (``$SGC_DATA``, default ``../shared/data``), made ones of
1 to 100 things, and random diagrams. A fault is *missed* when no fact fails, and *not blamed* when none of the facts
that it made false does: a fact that nobody could check is a miss. In an unchanged picture every fact that fails is an
alarm: false, or a defect of the picture itself, so each is printed; those about things of less than 32 pixels are
counted in rows of their own, and are no alarms of the picture.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from results import record, table  # noqa: E402
from verifier.changing import Planted  # noqa: E402
from verifier.families import is_unseen  # noqa: E402
from verifier.planting import FAULTS, plant  # noqa: E402
from verifier.printing import PRINTERS, printed  # noqa: E402
from verifier.scenes import SLICES, pictures  # noqa: E402
from verifier.speed import speeds  # noqa: E402

from sgc.drawing.primitives import Drawing  # noqa: E402
from sgc.graph.box import UNITS  # noqa: E402
from sgc.graph.scene import Arrangement, Kind, Relation, SceneGraph  # noqa: E402
from sgc.layout.types import Layout  # noqa: E402
from sgc.picture import Picture  # noqa: E402
from sgc.source import SgcError  # noqa: E402
from sgc.verify import Detector, Fact, Report, detector_named, verify  # noqa: E402

NONE = "nothing (alarms)"
#: Pictures that are printed at once.
BATCH = 60
#: Numbers of objects, and longer sides in pixels of what was changed, that are reported together: up to and with.
COUNTS = {2: "1–2 objects", 5: "3–5", 10: "6–10", 20: "11–20", 50: "21–50", 10**6: "more"}
SIDES = {16: "up to 16 px", 32: "16–32", 64: "32–64", 10**6: "more"}
#: Facts are counted apart where things are smaller than this, in pixels.
LARGE = 32
#: So many alarms of a picture are printed.
TOLD = 3
FAMILIES = ("seen", "unseen", "shape or text")
#: What is said of facts that could not be checked, by what they are about.
KNOWN = "of what pictures and colours show of known nouns"
OTHER = "adjectives that nothing draws, nouns without a picture"


@dataclass(frozen=True)
class Job:
    """One picture to be made and looked at; without ``planted`` it is unchanged. ``sides`` are the longer sides, in
    pixels, of the smallest that there is of each object."""

    name: str
    scene: SceneGraph
    drawing: Drawing
    planted: Planted | None
    sides: Mapping[str, float]

    @property
    def fault(self) -> str:
        return NONE if self.planted is None else self.planted.fault

    @property
    def objects(self) -> str:
        count = sum(max(1, one.count[0]) for one in self.scene.objects)
        return next(words for limit, words in COUNTS.items() if count <= limit)

    @property
    def side(self) -> str:
        side = self.planted.side if self.planted is not None else 0.0
        return next(words for limit, words in SIDES.items() if side <= limit)

    @property
    def family(self) -> str:
        noun = self.planted.noun if self.planted is not None else None
        return "shape or text" if noun is None or noun.kind != "picture" else "unseen" if is_unseen(noun) else "seen"

    def about(self, fact: Fact, report: Report) -> tuple[str, bool]:
        """Of which family the things are that a fact is about, and whether one is small: one unseen or small one
        decides. What is seen that nobody declares is as small as it is seen; other facts about a whole figure are
        about no small things."""
        own = [one for one in self.scene.objects if one.span == fact.span or one.id in self._named(fact)]
        nouns = [one.entry for one in own or self.scene.objects if one.kind is Kind.PICTURE and one.entry is not None]
        small = any(self.sides.get(one.id, LARGE) < LARGE for one in own)
        if fact.kind == "absence" and fact.verdict == "fails":
            boxes = [*(report.detections[i].box for i in fact.evidence), *report.unmatched]
            small = bool(boxes) and all(max(box[2] - box[0], box[3] - box[1]) < LARGE for box in boxes)
        return "unseen" if any(map(is_unseen, nouns)) else "seen" if nouns else "shape or text", small

    def _named(self, fact: Fact) -> set[str]:
        """The objects that a relation or an arrangement is about."""
        stated: list[Relation | Arrangement] = [*self.scene.relations, *self.scene.arrangements]
        references = (
            reference for one in stated if one.span == fact.span
            for reference in (one.arguments if isinstance(one, Relation) else one.references)
        )  # fmt: skip
        return {target.partition("[")[0] for reference in references for target in reference.targets}


class Tally:
    """What came of all looks, by fault and by slices."""

    def __init__(self) -> None:
        self.looked: Counter[tuple[str, ...]] = Counter()
        self.wrong: Counter[tuple[str, ...]] = Counter()
        self.unblamed: Counter[str] = Counter()
        self.facts: Counter[tuple[str, str, str]] = Counter()
        self.about: Counter[tuple[str, str, str]] = Counter()
        self.told: list[str] = []

    def add(self, way: str, job: Job, report: Report) -> None:
        planted = job.planted
        alarms = [fact for fact in report.failed if planted is None and not job.about(fact, report)[1]]
        wrong = bool(alarms) if planted is None else not report.failed
        slices = [("way", way), ("objects", job.objects)]
        slices += [("side", job.side), ("family", job.family)] if planted is not None else []
        for axis, where in slices:
            self.looked[axis, job.fault, where] += 1
            self.wrong[axis, job.fault, where] += wrong
        if planted is not None:
            self.unblamed[planted.fault] += not planted.is_blamed(report)
            if wrong:
                self.told.append(f"missed by {way}: {planted.fault} ({planted.what}) in {job.name}")
            return
        for fact in report.facts:
            verdict = "free" if fact.free else fact.verdict
            which = KNOWN if verdict != "unchecked" or _is_decidable(fact, job.scene) else OTHER
            self.facts[way, verdict, which] += 1
            if which == KNOWN and not fact.free:
                family, small = job.about(fact, report)
                self.about[family, f"{'below' if small else 'from'} {LARGE} px", verdict] += 1
        for fact in [one for one in alarms if not one.follows or len(alarms) == 1][:TOLD]:
            self.told.append(f"alarm by {way}: {job.name}: {fact.statement} ({fact.why})")

    def table(self, axis: str, wheres: Sequence[str], shares: bool = False) -> str:
        """Misses and alarms by fault and one axis."""
        shown = [where for where in wheres if any(self.looked[axis, fault, where] for fault in (NONE, *FAULTS))]
        rows = []
        for fault in (NONE, *FAULTS):
            cells = [f"{self.wrong[axis, fault, w]} of {self.looked[axis, fault, w]}" for w in shown]
            whole = sum(self.looked[axis, fault, w] for w in shown)
            missed = sum(self.wrong[axis, fault, w] for w in shown)
            more = [_rate(missed, whole)]
            if shares:
                more.append("–" if fault == NONE else _rate(self.unblamed[fault], whole))
            if whole:
                rows.append((fault, *cells, *more))
        return table(["planted fault", *shown, "missed", *(["facts missed"] if shares else [])], rows)

    def fact_table(self) -> str:
        """The facts of unchanged pictures by their verdict."""
        rows = []
        for way in PRINTERS:
            holds, fails, free = (self.facts[way, verdict, KNOWN] for verdict in ("holds", "fails", "free"))
            known, other = (self.facts[way, "unchecked", which] for which in (KNOWN, OTHER))
            if holds + fails:
                whole = holds + fails + known
                rows.append((way, f"{holds:,}", f"{fails} ({_rate(fails, whole)})", f"{known} ({_rate(known, whole)})",
                             other, free))  # fmt: skip
        return table(["back end", "hold", "fail", f"unchecked {KNOWN}", f"unchecked: {OTHER}", "free relations"], rows)

    def about_table(self) -> str:
        """The same, without what no picture shows, by the things that they are about."""
        rows = []
        for family, side in dict.fromkeys((family, side) for family, side, _ in sorted(self.about)):
            holds, fails, unchecked = (self.about[family, side, one] for one in ("holds", "fails", "unchecked"))
            whole = holds + fails + unchecked
            rows.append((f"{family}, {side}", f"{holds:,}", f"{fails} ({_rate(fails, whole)})",
                         f"{unchecked} ({_rate(unchecked, whole)})"))  # fmt: skip
        return table(["facts about things", "hold", "fail", "unchecked"], rows)


def _is_decidable(fact: Fact, scene: SceneGraph) -> bool:
    """Whether a picture of a known noun could show what a fact says: no adjective that nothing draws."""
    about = [one for one in scene.objects if one.span == fact.span]
    if any(one.kind is Kind.PICTURE and one.entry is None for one in about):
        return False
    stated = [one.attributes for one in about]
    free = [(one.material, one.texture, one.shape, *one.other) for one in stated]
    return fact.expected is None or all(fact.expected not in words for words in free)


def jobs(pictured: Iterator[tuple[str, Picture]]) -> Iterator[Job]:
    """Every picture as it is, and with each fault that it has room for."""
    for seed, (name, picture) in enumerate(pictured):
        assert picture.drawing is not None
        assert isinstance(picture.layout, Layout)
        sides: dict[str, float] = {}
        for one in picture.layout.objects:
            left, top, right, bottom = one.box
            sides[one.object] = min(sides.get(one.object, inf), max(right - left, bottom - top) / UNITS)
        yield Job(name, picture.scene, picture.drawing, None, sides)
        for planted in plant(picture, seed):
            yield Job(name, picture.scene, planted.drawing, planted, sides)


def run(work: Sequence[Job], ways: Sequence[str], detector: Detector | None) -> Tally:
    """Print every picture in every way, and look at it. A way that the detector cannot look at is left out."""
    tally = Tally()
    for way in ways:
        for start in range(0, len(work), BATCH):
            batch = work[start : start + BATCH]
            for job, picture in zip(batch, printed(way, [job.drawing for job in batch]), strict=True):
                if picture.kind not in (detector.reads if detector is not None else {"svg", "pdf", "raster"}):
                    break
                try:
                    tally.add(way, job, verify(picture, job.scene, detector))
                except SgcError as problem:
                    tally.told.append(f"not looked at by {way}: {job.name} ({problem})")
    return tally


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the tables to benchmarks/RESULTS.md")
    arguments.add_argument("--detector", help="what looks: see 'sgc detectors'; default: the first that can")
    arguments.add_argument("--backend", action="append", choices=PRINTERS, help="how pictures are made; default: svg")
    arguments.add_argument("--slice", default="all", choices=("all", *SLICES), help="which scenes")
    arguments.add_argument("--prompts", type=int, default=25, help="how many prompts of each set")
    arguments.add_argument("--made", type=int, default=4, help="how many made scenes of each number of things")
    arguments.add_argument("--speed", action="store_true", help="measure pictures a second instead")
    given = arguments.parse_args()
    words = [word for word in sys.argv[1:] if word != "--record"]
    command = " ".join(["python benchmarks/verifier", *words, "--record"])
    name = given.detector or "vector"
    if given.speed:
        title, text = f"Verifier: pictures a second, {name} detector", speeds(name)
    else:
        detector = detector_named(given.detector) if given.detector else None
        ways = given.backend or ["svg"]
        tally = run(list(jobs(pictures(given.slice, given.prompts, given.made))), ways, detector)
        parts = [tally.table("way", ways, shares=True), tally.table("objects", list(COUNTS.values()))]
        parts += [tally.table("side", list(SIDES.values())), tally.table("family", list(FAMILIES))]
        parts += [tally.fact_table(), tally.about_table(), "\n".join(f"- {line}" for line in tally.told[:40])]
        which = "" if given.slice == "all" else f", {given.slice}"
        title = f"Verifier: planted faults, {name} detector on {', '.join(ways)}{which}"
        text = "\n\n".join(filter(None, parts))
    print(text)
    if given.record:
        record(title, command, text)


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


if __name__ == "__main__":
    main()
