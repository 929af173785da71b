"""Pictures that no program of ours drew: forms in any proportions, outlines, soft edges, and things made of shapes."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

import sgc
from sgc.compiler import load, prompt
from sgc.verify import Report, detector_named, picture_file, verify
from sgc.verify.pixels import as_png
from sgc.verify.renders.forms import form_of

pytest.importorskip("torch")

Draw = Callable[[ImageDraw.ImageDraw, int], None]


def corners(x: float, y: float, radius: float, count: int, turn: float = 0.0, inner: float = 1.0) -> list[float]:
    """The corners of a regular polygon, or with ``inner`` those of a star."""
    points = 2 * count if inner < 1 else count
    angles = [2 * pi * i / points - pi / 2 + turn for i in range(points)]
    reach = [radius * (inner if inner < 1 and i % 2 else 1) for i in range(points)]
    return [value for r, a in zip(reach, angles, strict=True) for value in (x + r * cos(a), y + r * sin(a))]


def verdicts(draw: Draw, said: str, ground: str = "white", times: int = 1) -> dict[str, str]:
    """The verdict of each fact of what is said, for a picture drawn so many times as large and made smaller."""
    image = Image.new("RGB", (512 * times, 512 * times), ground)
    draw(ImageDraw.Draw(image), times)
    pixels = np.asarray(image.resize((512, 512), Image.Resampling.LANCZOS))
    report = verify(picture_file("others.png", as_png(pixels)), load(prompt(said))[0])
    return {fact.statement: fact.verdict for fact in report.facts}


def followed(image: Image.Image, said: str, size: tuple[int, int]) -> Report:
    """The report of a diagram that is drawn larger and made so large."""
    pixels = np.asarray(image.resize(size, Image.Resampling.BOX))
    return verify(picture_file("flow.png", as_png(pixels)), load(said)[0], detector_named("strokes"))


def of(polygon: list[float], size: int = 300) -> np.ndarray:
    """The pixels that a polygon covers wholly, in the box around them."""
    image = Image.new("L", (8 * size, 8 * size))
    ImageDraw.Draw(image).polygon([8 * value for value in polygon], fill=255)
    mask = np.asarray(image.reduce(8)) == 255
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("radius", [12, 30, 110])
@pytest.mark.parametrize("turn", [0.0, 0.3, 0.75])
@pytest.mark.parametrize(("count", "name"), [(3, "triangle"), (5, "pentagon"), (6, "hexagon"), (90, "circle")])
def test_a_form_is_told_in_every_size_and_turn(count: int, name: str, radius: int, turn: float) -> None:
    form = form_of(of(corners(150.3, 150.6, radius, count, turn)))
    assert form is not None
    assert form.nouns[0] == name


@pytest.mark.parametrize(
    ("polygon", "name"),
    [
        ([20, 20, 280, 20, 280, 100, 20, 100], "rectangle"), ([50, 50, 150, 50, 150, 150, 50, 150], "square"),
        ([60, 20, 280, 60, 265, 140, 45, 100], "rectangle"), (corners(150, 150, 90, 4), "diamond"),
        ([80, 50, 200, 50, 250, 150, 30, 150], "trapezoid"), ([80, 50, 250, 50, 200, 150, 30, 150], "parallelogram"),
        (corners(150, 150, 100, 5, 0.2, 0.4), "star"), (corners(150, 150, 100, 6, 0.1, 0.6), "star"),
        ([20, 20, 250, 60, 60, 180], "triangle"),
    ],
)  # fmt: skip
def test_boxes_and_stars_are_told_by_their_corners(polygon: list[float], name: str) -> None:
    form = form_of(of(polygon))
    assert form is not None
    assert form.nouns == (name,)


@pytest.mark.parametrize(("width", "height"), [(60, 44), (300, 200), (700, 120), (400, 600), (700, 500)])
@pytest.mark.parametrize("noun", ["rounded", "rectangle"])
def test_corners_of_one_radius_are_told_from_sharp_ones_in_every_size(noun: str, width: int, height: int) -> None:
    (scene,) = load(f"scene 900x700 {{ a: {noun} {{ width: {width}, height: {height} }} }}")
    assert verify(picture_file("a.png", sgc.compile(scene).render("png")), scene).verified


def test_what_has_no_name_gets_none() -> None:
    assert form_of(of([20, 20, 200, 20, 200, 60, 60, 60, 60, 250, 20, 250])) is None  # an L
    assert form_of(of([20, 20, 280, 90, 150, 120, 260, 280, 90, 170, 40, 260])) is None
    assert form_of(np.ones((6, 40), bool)) is None  # too small to tell


def triangle_beside_square(draw: ImageDraw.ImageDraw, by: int) -> None:
    draw.rectangle([60 * by, 180 * by, 200 * by, 320 * by], fill="blue")
    draw.polygon([380 * by, 150 * by, 320 * by, 330 * by, 440 * by, 330 * by], fill="green")


@pytest.mark.parametrize("times", [1, 4])
def test_a_triangle_of_any_height_is_a_triangle(times: int) -> None:
    """It was taken for a warning sign, for a mountain, for a bell."""
    found = verdicts(triangle_beside_square, "a blue square left of a green triangle", times=times)
    assert set(found.values()) == {"holds"}
    found = verdicts(triangle_beside_square, "a blue square left of a green circle", times=times)
    assert found["green circle"] == "fails"


def test_small_hexagons_with_soft_edges_are_no_circles() -> None:
    def hexagons(draw: ImageDraw.ImageDraw, by: int) -> None:
        for x in (80, 180, 280):
            draw.polygon([by * value for value in corners(x, 150, 14, 6)], fill="red")

    assert set(verdicts(hexagons, "three red hexagons", times=4).values()) == {"holds"}
    assert verdicts(hexagons, "three red circles", times=4)["3 red circle"] == "fails"


def test_a_turned_box_is_a_box() -> None:
    def boxes(draw: ImageDraw.ImageDraw, by: int) -> None:
        draw.polygon(corners(160, 250, 85, 4, 0.35), fill="blue")
        draw.polygon([300, 220, 440, 160, 470, 230, 330, 290], fill="red")

    assert set(verdicts(boxes, "a blue square left of a red rectangle").values()) == {"holds"}
    assert verdicts(boxes, "two blue squares")["2 blue square"] == "fails"


def test_a_thick_line_around_nothing_is_a_shape_of_its_colour() -> None:
    def ring(draw: ImageDraw.ImageDraw, by: int) -> None:
        draw.ellipse([100, 150, 260, 310], outline="red", width=6)

    assert set(verdicts(ring, "a red circle").values()) == {"holds"}
    assert verdicts(ring, "a blue circle")["circle: blue"] == "fails"


def dot_on_paper(draw: ImageDraw.ImageDraw, by: int) -> None:
    draw.ellipse([100 * by, 170 * by, 412 * by, 340 * by], fill="red")
    draw.ellipse([206 * by, 205 * by, 306 * by, 305 * by], fill="white")


def board(draw: ImageDraw.ImageDraw, by: int) -> None:
    for row in range(4):
        for column in range(row % 2, 4, 2):
            draw.rectangle([128 * column, 128 * row, 128 * column + 127, 128 * row + 127], fill="black")


def test_what_has_the_colour_of_the_paper_is_a_thing_where_one_is_asked_for() -> None:
    """A white dot on a red ellipse, the squares of a board: holes and bands. Those that look alike are all things."""
    said = "a white circle inside a red ellipse"
    assert set(verdicts(dot_on_paper, said).values()) == {"holds"}
    assert set(verdicts(dot_on_paper, said, times=2).values()) == {"holds"}
    for other in ("a white square inside a red ellipse", "two white circles inside a red ellipse"):
        assert "fails" in verdicts(dot_on_paper, other, times=2).values()
    assert set(verdicts(board, "eight black squares").values()) == {"holds"}
    for other in ("seven black squares", "nine black squares", "eight black circles"):
        assert "fails" in verdicts(board, other).values()


@pytest.mark.parametrize("thick", [3, 8, 12])
def test_a_frame_of_any_thickness_is_a_shape_of_its_colour(thick: int) -> None:
    def frame(draw: ImageDraw.ImageDraw, by: int) -> None:
        draw.rectangle([230, 230, 340, 340], outline="yellow", width=thick)
        draw.ellipse([50, 50, 150, 150], fill="white")

    assert set(verdicts(frame, "a white circle above a yellow square", "black").values()) == {"holds"}
    for other in ("a white circle above a white square", "a white circle above a yellow circle"):
        assert "fails" in verdicts(frame, other, "black").values()


def fir(draw: ImageDraw.ImageDraw, by: int) -> None:
    draw.polygon([256, 60, 120, 330, 392, 330], fill="#2a9d8f", outline="black")
    draw.rectangle([226, 330, 286, 430], fill="#8d5524")


def test_lines_of_one_pixel_are_no_forms_and_a_pale_ground_is_paper() -> None:
    """A ground in the tone that a theme gives a laboratory is none where nobody asks for one and no motif is seen."""
    found = verdicts(fir, "a green triangle above a brown rectangle", "#eeeeee")
    assert set(found.values()) == {"holds"}
    assert "fails" in verdicts(fir, "a green triangle below a brown rectangle", "#eeeeee").values()


def house(draw: ImageDraw.ImageDraw, by: int) -> None:
    draw.rectangle([150, 240, 370, 410], fill="#f4d9a0")
    draw.polygon([130, 240, 390, 240, 260, 120], fill="#b03a2e")
    draw.rectangle([235, 310, 285, 410], fill="#6d4c2f")


def outlined_house(draw: ImageDraw.ImageDraw, by: int) -> None:
    draw.rectangle([150, 220, 370, 420], outline="black", width=4)
    draw.polygon([130, 220, 390, 220, 260, 100], outline="black", width=4)
    draw.rectangle([240, 320, 290, 420], outline="black", width=4)


def test_what_is_in_front_cuts_no_form_and_lines_may_be_all_there_is() -> None:
    """A door cuts a wall, a roof stands on it; three outlines share their lines."""
    assert set(verdicts(house, "a red triangle, a yellow rectangle and a brown rectangle").values()) == {"holds"}
    assert set(verdicts(outlined_house, "a triangle and two rectangles").values()) == {"holds"}


def flow(draw: ImageDraw.ImageDraw) -> None:
    """Three boxes with arrowheads that are larger than ours and touch the outlines, all in one black."""
    font = ImageFont.load_default(22)
    for x, text in ((20, "Client"), (190, "Server"), (360, "Bank")):
        draw.rectangle([x, 80, x + 120, 150], outline="black", width=2, fill="#e8f0fe")
        draw.text((x + 60, 115), text, "black", font, anchor="mm")
    for x in (140, 310):
        draw.line([x, 115, x + 46, 115], fill="black", width=2)
        draw.polygon([x + 50, 115, x + 35, 108, x + 35, 122], fill="black")


@pytest.mark.parametrize(
    ("links", "verified"),
    [("a -> b ; b -> c", True), ("a -> b ; c -> b", False), ("a -> b", False), ("a -> b ; a -> c", False)],
)
def test_links_with_heads_of_any_size_are_followed(links: str, verified: bool) -> None:
    image = Image.new("RGB", (512, 220), "white")
    flow(ImageDraw.Draw(image))
    said = f'diagram {{ a: box "Client" ; b: box "Server" ; c: box "Bank" ; {links} }}'
    report = followed(image, said, image.size)
    assert report.verified == verified
    assert bool(report.failed) != verified


def ellipses(draw: ImageDraw.ImageDraw, by: int) -> None:
    """Two ellipses side by side and a third above the second, with heads that come aslant to them, as Graphviz does."""
    font = ImageFont.load_default(18 * by)
    for x, y, text in ((70, 150, "Client"), (360, 60, "Server"), (360, 240, "Cache")):
        draw.ellipse([(x - 60) * by, (y - 25) * by, (x + 60) * by, (y + 25) * by], outline="black", width=by)
        draw.text((x * by, y * by), text, "black", font, anchor="mm")
    for x0, y0, x1, y1 in ((122, 137, 313, 76), (122, 163, 313, 224)):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        draw.line([x0 * by, y0 * by, (x1 - 9 * dx) * by, (y1 - 9 * dy) * by], fill="black", width=by)
        back = x1 - 13 * dx, y1 - 13 * dy
        corners = [(x1, y1), (back[0] - 5 * dy, back[1] + 5 * dx), (back[0] + 5 * dy, back[1] - 5 * dx)]
        draw.polygon([(x * by, y * by) for x, y in corners], fill="black")


@pytest.mark.parametrize(
    ("links", "verified"), [("a -> b ; a -> c", True), ("a -> b ; c -> a", False), ("a -> b ; b -> c", False)]
)
def test_heads_that_come_aslant_to_an_ellipse_are_followed(links: str, verified: bool) -> None:
    image = Image.new("RGB", (450 * 4, 300 * 4), "white")
    ellipses(ImageDraw.Draw(image), 4)
    said = f'diagram {{ a: ellipse "Client" ; b: ellipse "Server" ; c: ellipse "Cache" ; {links} }}'
    report = followed(image, said, (450, 300))
    assert report.verified == verified, [(fact.statement, fact.why) for fact in report.facts if fact.verdict != "holds"]
    assert bool(report.failed) != verified


def test_a_head_of_another_size_is_no_circle() -> None:
    """It covers more of a circle of ours than of our arrowhead, which is shorter."""
    by, (x0, y0), (x1, y1) = 4, (113.96, 162.98), (336.04, 77.02)
    image = Image.new("RGB", (470 * by, 240 * by), "white")
    draw = ImageDraw.Draw(image)
    for x, y, text in ((70, 180, "Client"), (380, 60, "Server")):
        draw.ellipse([(x - 60) * by, (y - 25) * by, (x + 60) * by, (y + 25) * by], outline="black", width=by)
        draw.text((x * by, y * by), text, "black", ImageFont.load_default(18 * by), anchor="mm")
    dx, dy = 0.9326, -0.361
    draw.line([x0 * by, y0 * by, (x1 - 10 * dx) * by, (y1 - 10 * dy) * by], fill="black", width=by)
    back = x1 - 13 * dx, y1 - 13 * dy
    corners = [(x1, y1), (back[0] - 5 * dy, back[1] + 5 * dx), (back[0] + 5 * dy, back[1] - 5 * dx)]
    draw.polygon([(x * by, y * by) for x, y in corners], fill="black")
    boxes = 'a: ellipse "Client" ; b: ellipse "Server"'
    assert followed(image, f"diagram {{ {boxes} ; a -> b }}", (470, 240)).verified
    assert followed(image, f"diagram {{ {boxes} ; b -> a }}", (470, 240)).failed


def test_boxes_with_very_round_corners_are_no_queues_and_flat_diamonds_are_diamonds() -> None:
    image = Image.new("RGB", (450 * 4, 200 * 4), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([80, 300, 660, 500], 66, "#dbeafe", "black", 5)
    draw.polygon([1100, 400, 1400, 310, 1700, 400, 1400, 490], "#dbeafe", "black", 5)
    for x, text in ((370, "Ship"), (1400, "Paid?")):
        draw.text((x, 400), text, "black", ImageFont.load_default(72), anchor="mm")
    assert followed(image, 'diagram { a: rounded "Ship" ; b: diamond "Paid?" }', (450, 200)).verified
    assert followed(image, 'diagram { a: queue "Ship" ; b: diamond "Paid?" }', (450, 200)).failed
