"""SVG files are well formed, closed in themselves, deterministic, and say what they show."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.backends.svg import SvgBackend, escape, number, path_data, to_svg
from sgc.drawing.labels import text_at
from sgc.drawing.primitives import (
    Drawing,
    Ellipse,
    Group,
    Image,
    Paint,
    Path,
    Pattern,
    Picture,
    PictureLayer,
    Primitive,
    Rectangle,
    Stroke,
)
from sgc.measure.affine import Transform
from sgc.measure.basic_shapes import ellipse, rectangle
from sgc.measure.motifs import MOTIFS
from sgc.measure.text import typeset

SVG = "{http://www.w3.org/2000/svg}"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def drawing(*children: Primitive, title: str | None = None, **values: object) -> Drawing:
    return Drawing(200, 100, "#fbf9f4", children, title, **values)  # type: ignore[arg-type]  # only what a test sets


def ring(x: float, y: float, size: float, fill: str | Pattern = "#2255aa") -> Picture:
    transform: Transform = (size, 0, 0, size, x, y)
    layers = (
        PictureLayer(ellipse(0.5, 0.5, 0.5, 0.5) + ellipse(0.5, 0.5, 0.3, 0.3), fill, "evenodd"),
        PictureLayer(rectangle(0.4, 0.4, 0.6, 0.6), "#ffcc00"),
    )
    return Picture("ring", layers, transform, "Ring by A & B")


def parsed(one: Drawing, *, outlines: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(SvgBackend(outlines).render(one))


def label(text: str, x: float = 10, y: float = 10, size: float = 14) -> Primitive:
    block = typeset(text, size)
    return text_at(block, (x, y, x + block.width, y + block.height), "#25313f")


# ---------------------------------------------------------------- the document


def test_the_root_says_size_title_description_and_sources() -> None:
    root = parsed(drawing(title="Tea <for> two", description="A cup & a pot.", attributions=("Cup by A & B",)))
    assert root.get("viewBox") == "0 0 200 100"
    assert (root.get("width"), root.get("height")) == ("200", "100")
    assert root.findtext(f"{SVG}title") == "Tea <for> two"
    assert root.findtext(f"{SVG}desc") == "A cup & a pot."
    assert [e.text for e in root.iter("{http://purl.org/dc/elements/1.1/}source")] == ["Cup by A & B"]
    assert root[-1].get("fill") == "#fbf9f4"


def test_groups_carry_ids_classes_roles_and_titles() -> None:
    square = Rectangle(1, 1, 9, 9, Paint("#ff0000"))
    groups = tuple(
        Group((square,), id, ("red apple", "red apple", "tall"), "img", "red apple 2 of 3")
        for id in ("apples[1]", "apples-1", "1st", "w[1].rim", "größe", '"><script>')
    )
    found = list(parsed(drawing(*groups)).iter(f"{SVG}g"))
    assert [g.get("id") for g in found] == ["apples-1", "apples-1-2", "_1st", "w-1-rim", "größe", "script"]
    assert {g.get("class") for g in found} == {"red-apple tall"}
    assert {g.get("role") for g in found} == {"img"}
    assert {g.findtext(f"{SVG}title") for g in found} == {"red apple 2 of 3"}


def test_numbers_are_short_and_rounded() -> None:
    assert [number(n) for n in (12.0, 0.5, -0.5, 0.001, -0.001, 3.14159, 100, 0)] == [
        "12", ".5", "-.5", "0", "0", "3.14", "100", "0",
    ]  # fmt: skip
    assert path_data((("M", 0.0, -1.5), ("L", -2.25, 10.123), ("Z",))) == "M0-1.5L-2.25 10.12Z"


def test_equal_drawings_give_equal_bytes() -> None:
    one, two = (drawing(ring(0, 0, 20), ring(30, 0, 20), label("same")) for _ in range(2))
    assert one is not two
    assert SvgBackend().render(one) == SvgBackend().render(two)


# ---------------------------------------------------------------- pictures and patterns


def test_a_picture_used_twice_is_defined_once() -> None:
    root = parsed(drawing(ring(10, 10, 50), ring(70, 10, 80)))
    uses = list(root.iter(f"{SVG}use"))
    assert len(uses) == 2
    assert len({use.get("href") for use in uses}) == 1
    assert uses[1].get("transform") == "translate(70 10) scale(.8)"
    assert len(list(root.iter(f"{SVG}path"))) == 2


def test_a_picture_used_once_stands_in_place() -> None:
    root = parsed(drawing(ring(10, 10, 50)))
    assert not list(root.iter(f"{SVG}use"))
    first = next(root.iter(f"{SVG}path"))
    assert first.get("d", "").startswith("M60 35C")
    assert first.get("fill-rule") == "evenodd"


def test_a_picture_with_a_pattern_has_its_pattern_in_canvas_pixels() -> None:
    stripes = Pattern("stripes", "#ff0000", "#ffffff", 8)
    root = parsed(drawing(ring(10, 10, 50, stripes), ring(70, 10, 80, stripes)))
    assert not list(root.iter(f"{SVG}use"))
    (pattern,) = root.iter(f"{SVG}pattern")
    assert (pattern.get("width"), pattern.get("patternUnits")) == ("8", "userSpaceOnUse")


def test_a_picture_keeps_its_layers_whoever_shares_its_name() -> None:
    """Equal names promise equal layers; where that is broken, each keeps its own."""
    root = parsed(drawing(ring(0, 0, 20), ring(30, 0, 20, "#00aa00")))
    assert len({use.get("href") for use in root.iter(f"{SVG}use")}) == 2


@pytest.mark.parametrize("name", MOTIFS)
def test_every_motif_is_a_definition_or_clipped_marks(name: str) -> None:
    disc = Ellipse(50, 50, 40, 40, Paint(Pattern(name, "#000000", "#ffffff", 9, 50, 50)))
    (pattern,) = parsed(drawing(disc)).iter(f"{SVG}pattern")
    assert parsed(drawing(disc))[-1].get("fill") == f"url(#{pattern.get('id')})"
    clipped = [e for e in parsed(drawing(disc), outlines=True).iter() if e.get("clip-path")]
    assert len(clipped) == 1


def test_definitions_of_different_content_have_different_ids() -> None:
    """Two files in one page must not borrow each other's patterns."""
    ids = set()
    for color in ("#ff0000", "#00ff00"):
        disc = Ellipse(50, 50, 40, 40, Paint(Pattern("dots", color, "#ffffff", 9)))
        ids |= {e.get("id") for e in parsed(drawing(disc)).iter(f"{SVG}pattern")}
    assert len(ids) == 2


def test_opacity_holds_for_fill_and_stroke_as_one() -> None:
    paint = Paint("#ff0000", Stroke("#000000", 4), 0.5)
    root = parsed(drawing(Rectangle(10, 10, 30, 30, paint)))
    assert root[-1].tag == f"{SVG}g"
    assert root[-1].get("opacity") == ".5"
    assert root[-1][0].get("opacity") is None


def test_an_image_is_embedded() -> None:
    root = parsed(drawing(Image(1, 2, 30, 40, PIXEL, 'a "title"')))
    assert base64.b64decode(root[-1].get("href", "").removeprefix("data:image/png;base64,")) == PIXEL


# ---------------------------------------------------------------- text


def test_text_stays_text_fitted_to_its_measure() -> None:
    block = typeset("Tea & toast", 20)
    (text,) = parsed(drawing(label("Tea & toast", size=20))).iter(f"{SVG}text")
    assert text.text == "Tea & toast"
    assert float(text.get("textLength", "")) == pytest.approx(block.width, abs=0.01)
    assert text.get("lengthAdjust") == "spacingAndGlyphs"


def test_outlines_need_no_font() -> None:
    root = parsed(drawing(label("Tea & toast")), outlines=True)
    assert not list(root.iter(f"{SVG}text"))
    assert "font-family" not in root.attrib
    assert [g.get("aria-label") for g in root.iter(f"{SVG}g")] == ["Tea & toast"]


def test_emoji_and_mathematics_are_outlines_for_everyone() -> None:
    for text in ("party 🎉", "$x^2$"):
        root = parsed(drawing(label(text)))
        assert not list(root.iter(f"{SVG}text"))
        assert [g.get("aria-label") for g in root.iter(f"{SVG}g")] == [text]


def test_right_to_left_text_says_so() -> None:
    (text,) = parsed(drawing(label("שלום 12"))).iter(f"{SVG}text")
    assert text.get("direction") == "rtl"
    assert text.text == "שלום 12"


def test_a_written_dollar_is_shown_without_its_backslash() -> None:
    (text,) = parsed(drawing(label(r"from \$5"))).iter(f"{SVG}text")
    assert text.text == "from $5"


# ---------------------------------------------------------------- anything people write

ANYTHING = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["]]>", "<script>alert(1)</script>", "&#0;", '"/><image href="https://example.org/x.png"/>', "\ud800",
     "\x00\x08\ufffe", "a\r\nb\tc", "-->", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "javascript:alert(1)", "url(http://example.org)"]
)  # fmt: skip


def assert_harmless(root: ElementTree.Element) -> None:
    """Nothing runs, and nothing is fetched: every reference stays within the file."""
    for element in root.iter():
        assert element.tag.split("}")[-1] not in {"script", "foreignObject", "style", "a", "iframe", "handler"}
        for name, value in element.attrib.items():
            local = name.split("}")[-1]
            assert not local.startswith("on")
            if local == "href":
                assert value.startswith(("#", "data:image/png;base64,"))
            if local in {"fill", "stroke", "clip-path", "style", "filter", "mask"}:
                assert "url(" not in value or value.startswith("url(#")


@settings(deadline=None, max_examples=150)
@given(ANYTHING, st.booleans())
def test_any_text_gives_a_well_formed_harmless_file(text: str, outlines: bool) -> None:
    group = Group((label(text),), text, (text,), "img", text)
    image = Image(0, 0, 5, 5, PIXEL, text)
    root = parsed(drawing(group, image, title=text, description=text, attributions=(text,)), outlines=outlines)
    assert_harmless(root)
    assert to_svg(drawing(group), outlines=outlines) == to_svg(drawing(group), outlines=outlines)


def test_the_check_of_harmlessness_sees_harm() -> None:
    for harm in (
        "<script/>",
        '<image href="https://example.org/a.png"/>',
        '<g onload="x()"/>',
        '<g fill="url(http://e)"/>',
    ):
        with pytest.raises(AssertionError):
            assert_harmless(ElementTree.fromstring(f"<svg>{harm}</svg>"))


@given(st.text(st.characters(codec=None)))
def test_escaped_text_reads_back(text: str) -> None:
    legal = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    element = ElementTree.fromstring(f'<t a="{escape(text)}">{escape(text)}</t>')
    assert element.get("a") == legal
    assert (element.text or "") == legal


def test_an_empty_path_prints_nothing() -> None:
    assert parsed(drawing(Path((), Paint("#ff0000"))))[-1].tag == f"{SVG}rect"
