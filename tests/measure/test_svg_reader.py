"""The reader of flat SVG files: path data, shapes, transforms, inheritance, and what it refuses."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sgc.measure.affine import rotation, transformed
from sgc.measure.outlines import flatten
from sgc.measure.paths import Commands, bounds
from sgc.measure.svg import Filled, path_commands, read_svg


def svg(body: str) -> tuple[Filled, ...]:
    return read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">{body}</svg>')


def only(body: str) -> Commands:
    (one,) = svg(body)
    return one.commands


@pytest.mark.parametrize(
    ("data", "commands"),
    [
        ("M1 2L3 4Z", (("M", 1, 2), ("L", 3, 4), ("Z",))),
        ("m1 2 3 4 5 6z", (("M", 1, 2), ("L", 4, 6), ("L", 9, 12), ("Z",))),
        ("M1,2 3,4", (("M", 1, 2), ("L", 3, 4))),
        ("M0 0H5V6h-2v-1", (("M", 0, 0), ("L", 5, 0), ("L", 5, 6), ("L", 3, 6), ("L", 3, 5))),
        ("M.5-.5-1.5.25", (("M", 0.5, -0.5), ("L", -1.5, 0.25))),
        ("M1e1-2E-1", (("M", 10, -0.2),)),
        ("M0 0C1 2 3 4 5 6S9 9 8 8", (("M", 0, 0), ("C", 1, 2, 3, 4, 5, 6), ("C", 7, 8, 9, 9, 8, 8))),
        ("M0 0c1 2 3 4 5 6s4 3 3 2", (("M", 0, 0), ("C", 1, 2, 3, 4, 5, 6), ("C", 7, 8, 9, 9, 8, 8))),
        ("M1 1S2 3 4 4", (("M", 1, 1), ("C", 1, 1, 2, 3, 4, 4))),
        ("M0 0Q3 3 6 0T12 0", (("M", 0, 0), ("C", 2, 2, 4, 2, 6, 0), ("C", 8, -2, 10, -2, 12, 0))),
        ("m5 5h1zl1 1", (("M", 5, 5), ("L", 6, 5), ("Z",), ("L", 6, 6))),
        ("M0 0A0 5 0 0 1 4 4", (("M", 0, 0), ("L", 4, 4))),
        ("", ()),
    ],
)
def test_path_data(data: str, commands: Commands) -> None:
    found = path_commands(data)
    assert [c[0] for c in found] == [c[0] for c in commands]
    for one, wanted in zip(found, commands, strict=True):
        assert one[1:] == pytest.approx(wanted[1:])


@pytest.mark.parametrize("data", ["1 2", "M1", "M0 0C1 2 3", "M0 0A1 1 0 0 1 4", "M0 0Z5 5"])
def test_broken_path_data(data: str) -> None:
    with pytest.raises(ValueError, match="path command"):
        path_commands(data)


@given(st.floats(-9, 9), st.floats(-9, 9), st.floats(10, 30), st.booleans(), st.booleans())
def test_arcs_lie_on_their_circle(x: float, y: float, radius: float, large: bool, sweep: bool) -> None:
    assume(hypot(x, y) > 1)
    commands = path_commands(f"M0 0A{radius} {radius} 0 {large:d}{sweep:d}{x} {y}")
    assert commands[-1][-2:] == pytest.approx((x, y))
    (points,) = flatten(commands, 1e-5)
    # The centre is the point at one radius from both ends, on the side that the two flags choose.
    half = hypot(x, y) / 2
    reach = (radius**2 - half**2) ** 0.5 * (1 if large == sweep else -1)
    cx, cy = x / 2 + reach * y / (2 * half), y / 2 - reach * x / (2 * half)
    for px, py in points:
        assert hypot(px - cx, py - cy) == pytest.approx(radius, rel=2e-3)
    length = sum(hypot(a - c, b - d) for (a, b), (c, d) in pairwise(points))
    assert (length > 3.1 * radius) == large


def test_arcs_that_cannot_reach_grow() -> None:
    assert bounds(path_commands("M0 0A1 1 0 0 1 10 0Z")) == pytest.approx((0, -5, 10, 0), abs=1e-2)


def test_shapes_are_outlines() -> None:
    assert bounds(only('<circle cx="5" cy="6" r="2"/>')) == pytest.approx((3, 4, 7, 8))
    assert bounds(only('<ellipse cx="5" cy="6" rx="2" ry="1"/>')) == pytest.approx((3, 5, 7, 7))
    assert bounds(only('<rect x="1" y="2" width="3" height="4" rx="9"/>')) == pytest.approx((1, 2, 4, 6))
    assert only('<polygon points="0,0 4,0 4,3"/>') == (("M", 0, 0), ("L", 4, 0), ("L", 4, 3), ("Z",))


def test_groups_hand_down_their_fill_opacity_and_transform() -> None:
    one, two = svg(
        '<g fill="#F00" opacity=".5" transform="translate(10 0)"><path d="M0 0L1 0 1 1Z" opacity="0.5"/>'
        '<g transform="scale(2)" fill="#123456"><path d="M1 1L2 1 2 2Z" fill-rule="evenodd"/></g></g>'
    )
    assert (one.fill, one.opacity, one.commands[0]) == ("#ff0000", 0.25, ("M", 10, 0))
    assert (two.fill, two.opacity, two.rule, two.commands[0]) == ("#123456", 0.5, "evenodd", ("M", 12, 2))


def test_transforms() -> None:
    assert only('<path transform="rotate(90 1 1)" d="M2 1L1 2Z"/>')[0] == pytest.approx(("M", 1, 2))
    assert only('<path transform="matrix(1 2 3 4 5 6)" d="M1 1L2 2Z"/>')[0] == ("M", 9, 12)
    assert only('<path transform="translate(5) rotate(180)" d="M1 0L2 2Z"/>')[0] == pytest.approx(("M", 4, 0))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 360, -90])
def test_quarter_turns_are_exact(degrees: int) -> None:
    (_, x, y), *_ = transformed((("M", 3.0, 1.0),), rotation(degrees))
    assert {abs(float(x)), abs(float(y))} == {3.0, 1.0}


def test_what_has_no_fill_is_not_there() -> None:
    assert svg('<path fill="none" d="M0 0L1 1Z"/><defs><path d="M0 0L1 1Z"/></defs><circle r="1" opacity="0"/>') == ()


def test_the_tint_is_the_current_color() -> None:
    (one,) = svg('<path fill="currentColor" d="M0 0L1 1 0 1Z"/>')
    assert one.fill is None


@pytest.mark.parametrize(
    "text",
    [
        "<svg", "", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', '<svg><path d="M0 0L1 1" fill="url(#a)"/></svg>',
        '<svg><path d="M0 0L1 1" fill="papayawhip"/></svg>',
    ],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"well-formed|entities|colour"):
        read_svg(text)
