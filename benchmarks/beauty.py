"""How composed layouts are, by the measures of ``sgc.layout.beauty``, with the wishes for beauty and without.

    python benchmarks/beauty.py [--record] [--sheets FOLDER]

Figures are the examples and a fixed sample of inputs that nobody here wrote (see ``compile.py``). *Without* is the
first layout that Z3 finds for the same demands and the same sizes, canvas margins, spacing and labels included.
Sheets show both beside each other, without on the left: measures do not replace looking.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import compile as inputs  # type: ignore[import-not-found]
from data import DATA
from results import record, table

import sgc.compiler as compiler
from sgc.graph.scene import SceneGraph
from sgc.layout.beauty import Beauty, beauty
from sgc.layout.geometry import Geometry
from sgc.layout.placement import Placement, demanded
from sgc.layout.problem import Problem
from sgc.layout.result import layout_of
from sgc.layout.smt import Session
from sgc.layout.types import Layout
from sgc.measure.measure import measure

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPLAINED = "Median, and after the bar the value that a tenth of the figures stay below. 1 is best."
#: Steps for the layout without wishes.
STEPS = 60_000_000
#: A picture on a sheet, in pixels; pairs in a row and rows on a page.
CELL, CAPTION, COLUMNS, ROWS = 260, 14, 3, 6


@dataclass(frozen=True)
class Figure:
    """A figure of one set, laid out with the wishes, and without where Z3 found anything in time."""

    group: str
    name: str
    scene: SceneGraph
    laid_out: Layout
    plain: Layout | None
    measured: Beauty
    measured_plain: Beauty | None


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    arguments.add_argument("--sheets", type=Path, metavar="FOLDER", help="write contact sheets there")
    given = arguments.parse_args()
    figures = [figure for group, name, scene in sample() if (figure := laid_out(group, name, scene)) is not None]
    text = _table(figures)
    print(text)
    if given.sheets:
        write_sheets(given.sheets, figures)
    if given.record:
        record("Beauty", "python benchmarks/beauty.py --record", f"{text}\n\n{EXPLAINED}")
    return 0


def sample() -> Iterator[tuple[str, str, SceneGraph]]:
    """Set, name and scene of every figure; where things stand in diagrams is known from their links."""
    for path in sorted(EXAMPLES.glob("*.sgc")):
        for scene in compiler.load(path):
            if scene.figure.kind == "scene":
                yield "examples", path.stem, scene
    for item in islice(inputs.geneval(), 0, None, 14):
        yield "GenEval", item.name, compiler.load(item.scene)[0]
    for item in inputs.sg2im():
        yield "sg2im", item.name, item.scene
    for kind in ("spatial", "numeracy", "complex"):
        lines = (DATA / "t2i-compbench" / f"{kind}_train.txt").read_text(encoding="utf-8").splitlines()
        for prompt in lines[::70]:
            yield "T2I-CompBench", prompt, compiler.load(compiler.prompt(prompt))[0]


def laid_out(group: str, name: str, scene: SceneGraph) -> Figure | None:
    """The figure with its layouts; None where it has none."""
    found = compiler.solve(scene)
    if not isinstance(found, Layout):
        return None
    problem = Problem(scene, found.counts, measure(scene))
    plain = without_wishes(problem, found)
    return Figure(
        group, name, scene, found, plain, beauty(problem, found), None if plain is None else beauty(problem, plain)
    )


def without_wishes(problem: Problem, layout: Layout) -> Layout | None:
    """The first layout that Z3 finds with the sizes of this one."""
    frames = {member.id for member in problem.members if member.is_frame}
    boxes = {one.id: one.box for one in layout.objects if one.id not in frames}
    geometry = Geometry(problem, {id: (box[2] - box[0], box[3] - box[1]) for id, box in boxes.items()})
    session = Session()
    for formula in demanded(geometry.constraints, ()):
        session.add(formula)
    check = session.check((), STEPS)
    return layout_of(Placement(geometry, check.values), reproducible=True) if check.answer == "sat" else None


def _table(figures: list[Figure]) -> str:
    compared = [figure for figure in figures if figure.measured_plain is not None]
    names = [*(one.name for one in fields(Beauty)), "total"]
    groups = [*dict.fromkeys(figure.group for figure in compared)]
    rows = []
    for group in [*groups, "all"]:
        some = [figure for figure in compared if group in (figure.group, "all")]
        for label, values in (
            ("without", [figure.measured_plain for figure in some]),
            ("with", [figure.measured for figure in some]),
        ):
            rows.append([group, len(some), label, *(_cell([getattr(one, name) for one in values]) for name in names)])
    return table(["set", "figures", "wishes", *names], rows)


def _cell(values: list[float]) -> str:
    lowest = quantiles(values, n=10, method="inclusive")[0] if len(values) > 1 else values[0]
    return f"{median(values):.2f} / {lowest:.2f}"


def write_sheets(folder: Path, figures: list[Figure]) -> None:
    """Pages of pairs of pictures, without the wishes on the left, with them on the right."""
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    height = CELL + CAPTION
    for page, start in enumerate(range(0, len(figures), COLUMNS * ROWS), 1):
        sheet = Image.new("RGB", (2 * CELL * COLUMNS, height * ROWS), "#bbbbbb")
        draw = ImageDraw.Draw(sheet)
        for index, figure in enumerate(figures[start : start + COLUMNS * ROWS]):
            left, top = index % COLUMNS * 2 * CELL, index // COLUMNS * height
            for shift, layout in ((0, figure.plain), (CELL, figure.laid_out)):
                if layout is not None:
                    picture = compiler.draw(figure.scene, layout, root=EXAMPLES)
                    scale = (CELL - 6) / max(layout.size)
                    image = Image.open(BytesIO(picture.png(scale))).convert("RGB")
                    sheet.paste(image, (left + shift + 3, top + CAPTION))
            before = "–" if figure.measured_plain is None else f"{figure.measured_plain.total:.2f}"
            caption = f"{figure.name[:60]}  {before} > {figure.measured.total:.2f}"
            draw.text((left + 3, top + 1), caption.encode("latin-1", "replace").decode("latin-1"), fill="black")
        sheet.save(folder / f"sheet-{page}.png")


if __name__ == "__main__":
    sys.exit(main())
