"""A drawing is the same picture from SVG, TikZ and matplotlib; and the comparison would notice if it were not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from picture_tools import PRINTERS, complaints, parts
from PIL import Image
from sample_drawings import SAMPLES, TITLE, apple, breakfast, lettering, shapes, thing

from sgc.drawing.primitives import Drawing, Ellipse, Group, Primitive


@cache
def printed(printer: str, drawings: tuple[Drawing, ...]) -> Sequence[Image.Image]:
    with TemporaryDirectory() as folder:
        return PRINTERS[printer](drawings, Path(folder))


@cache
def all_parts(printer: str) -> dict[str, Sequence[Image.Image]]:
    """The pictures of every sample's parts, made in one run of the printer."""
    divided = {name: parts(make()) for name, make in SAMPLES.items()}
    pictures = list(printed(printer, tuple(part for some in divided.values() for part in some)))
    return {name: [pictures.pop(0) for _ in some] for name, some in divided.items()}


@pytest.mark.parametrize("printer", ["tikz", "matplotlib"])
@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_same_picture(name: str, printer: str) -> None:
    assert complaints(SAMPLES[name](), all_parts("svg")[name], all_parts(printer)[name]) == []


# ---------------------------------------------------------------- planted faults


def _moved(drawing: Drawing) -> Drawing:
    """The second apple stands 6 px to the right."""
    return _with(drawing, "apples[2]", apple(60 + 58 + 6, 252, 48))


def _recolored(drawing: Drawing) -> Drawing:
    """The second apple is orange instead of red."""
    return _with(drawing, "apples[2]", apple(60 + 58, 252, 48, "#e65a20"))


def _missing(drawing: Drawing) -> Drawing:
    return replace(drawing, children=tuple(c for c in drawing.children if not _is(c, "apples[2]")))


def _smaller(drawing: Drawing) -> Drawing:
    return _with(drawing, "apples[2]", apple(60 + 58, 252, 44))


def _title_moved(drawing: Drawing) -> Drawing:
    """The title stands 6 px to the right."""
    title = lettering(TITLE, 136, 40, 26, bold=True)
    return replace(drawing, children=(*drawing.children[:-1], title))


def _one_letter_more(drawing: Drawing) -> Drawing:
    title = lettering(TITLE + "!", 130, 40, 26, bold=True)
    return replace(drawing, children=(*drawing.children[:-1], title))


def _behind(drawing: Drawing) -> Drawing:
    """The veil lies under everything instead of over it."""
    veil = next(c for c in drawing.children if _is(c, "veil"))
    return replace(drawing, children=(veil, *(c for c in drawing.children if c is not veil)))


def _clearer(drawing: Drawing) -> Drawing:
    veil = next(c for c in drawing.children if _is(c, "veil"))
    assert isinstance(veil, Group)
    ellipse = veil.children[0]
    assert isinstance(ellipse, Ellipse)
    return _with(drawing, "veil", replace(ellipse, paint=replace(ellipse.paint, opacity=0.35)))


def _with(drawing: Drawing, name: str, *ink: Primitive) -> Drawing:
    return replace(drawing, children=tuple(thing(name, *ink) if _is(c, name) else c for c in drawing.children))


def _is(child: Primitive, name: str) -> bool:
    return isinstance(child, Group) and child.id == name


FAULTS: list[tuple[Callable[[], Drawing], Callable[[Drawing], Drawing]]] = [
    (breakfast, _moved), (breakfast, _recolored), (breakfast, _smaller), (breakfast, _missing),
    (breakfast, _title_moved), (breakfast, _one_letter_more), (shapes, _behind), (shapes, _clearer),
]  # fmt: skip


@cache
def faulty_parts(printer: str) -> list[Sequence[Image.Image]]:
    """The pictures of the faulty drawings; what they show alone are the places of the right drawing's objects."""
    divided = [_parts_like(make(), fault(make())) for make, fault in FAULTS]
    pictures = list(printed(printer, tuple(part for some in divided for part in some)))
    return [[pictures.pop(0) for _ in some] for some in divided]


def _parts_like(right: Drawing, faulty: Drawing) -> list[Drawing]:
    """The faulty drawing's parts in the right one's order; of a missing object, an empty drawing."""

    def named(child: Primitive) -> str | None:
        return child.id if isinstance(child, Group) else type(child).__name__

    found = {named(child): child for child in faulty.children}
    alone = [(found[named(c)],) if named(c) in found else () for c in right.children]
    return [faulty, *(replace(faulty, children=children) for children in alone)]


@pytest.mark.parametrize("printer", ["tikz", "matplotlib"])
@pytest.mark.parametrize("index", range(len(FAULTS)), ids=[fault.__name__.strip("_") for _, fault in FAULTS])
def test_a_planted_fault_is_noticed(index: int, printer: str) -> None:
    make, _ = FAULTS[index]
    assert complaints(make(), all_parts("svg")[make.__name__], faulty_parts(printer)[index]) != []
