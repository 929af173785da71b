"""What the vector detector sees, whoever wrote the file and however it is written."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

import sgc
from sgc.graph.vocabulary import all_nouns
from sgc.measure.motifs import WORDS
from sgc.source import SgcError
from sgc.verify import Observation, picture_file, read_picture, verify
from sgc.verify.vector.detector import VectorDetector

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">'


def look(svg: str, *nouns: str) -> Observation:
    return VectorDetector().detect(picture_file("picture.svg", svg.encode()), nouns)


def seen(svg: str, *nouns: str) -> Counter[str]:
    return Counter(one.noun for one in look(svg, *nouns).detections)


@pytest.fixture(scope="module")
def apples() -> str:
    """Three apples and a plate as one file: the apples share their picture."""
    return sgc.compile("scene { apples: 3 red apple; plate: blue plate; apples above plate }").svg


def test_pictures_are_seen_without_groups_names_and_metadata(apples: str) -> None:
    flat = re.sub(r"<title>.*?</title>|<desc>.*?</desc>|<metadata.*?</metadata>", "", apples, flags=re.DOTALL)
    flat = re.sub(r' (?:class|role)="[^"]*"', "", flat)
    assert seen(flat, "apple", "plate") == seen(apples, "apple", "plate") == {"apple": 3, "plate": 1}


def test_a_name_is_not_believed(apples: str) -> None:
    lied = apples.replace('class="apple red"', 'class="pear green"').replace("red apple", "green pear")
    assert seen(lied, "apple", "pear", "plate") == {"apple": 3, "plate": 1}


def test_what_nobody_asked_for_is_named_from_the_whole_vocabulary(apples: str) -> None:
    assert seen(apples, "knife") == {"apple": 3, "plate": 1}


@pytest.mark.parametrize("degrees", [15, 90, 200])
def test_a_turned_and_stretched_picture_is_the_same_thing(apples: str, degrees: int) -> None:
    outer = f'<g transform="translate(20 300) scale(.4 .3) rotate({degrees})">'
    body = apples[apples.index(">") + 1 :].replace("</svg>", "</g></svg>")
    turned = re.sub(r'<rect width="512"[^>]*/>', "", HEAD + outer + body)
    found = look(turned, "apple", "plate")
    assert Counter(one.noun for one in found.detections) == {"apple": 3, "plate": 1}
    assert all(abs((one.rotation or 0) - degrees) < 0.5 for one in found.detections if one.noun == "apple")


Point = tuple[float, float]


def halves(a: Point, b: Point, c: Point, d: Point) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The two halves of a cubic curve (de Casteljau), each without its start."""

    def middle(p: Point, q: Point) -> Point:
        return (p[0] + q[0]) / 2, (p[1] + q[1]) / 2

    ab, bc, cd = middle(a, b), middle(b, c), middle(c, d)
    abc, bcd = middle(ab, bc), middle(bc, cd)
    return (ab, abc, middle(abc, bcd)), (bcd, cd, d)


def test_other_commands_for_the_same_outline_are_the_same_thing(apples: str) -> None:
    """Lines as horizontal and vertical ones, relative numbers, one decimal: as optimisers write."""

    def rewritten(match: re.Match[str]) -> str:
        from sgc.measure.svg import path_commands

        pieces, x, y = [], 0.0, 0.0
        for command in path_commands(match[1]):
            n = [float(one) for one in command[1:]]
            if command[0] == "L":
                pieces.append(f"l{n[0] - x:.2f} {n[1] - y:.2f}")
            elif command[0] == "C":  # split in two, as editors do when a point is added
                first, last = halves((x, y), (n[0], n[1]), (n[2], n[3]), (n[4], n[5]))
                pieces += [f"C{' '.join(f'{u:.2f} {v:.2f}' for u, v in half)}" for half in (first, last)]
            else:
                pieces.append(f"{command[0]}" + " ".join(f"{one:.2f}" for one in n))
            x, y = (n[-2], n[-1]) if n else (x, y)
        return f' d="{"".join(pieces)}"'

    assert seen(re.sub(r' d="([^"]*)"', rewritten, apples), "apple", "plate") == {"apple": 3, "plate": 1}


@pytest.mark.parametrize(
    ("body", "noun"),
    [
        ('<circle cx="50" cy="50" r="20"/>', "circle"),
        ('<path d="M30 50a20 20 0 1 0 40 0a20 20 0 1 0 -40 0z"/>', "circle"),
        ('<ellipse cx="50" cy="50" rx="40" ry="20"/>', "ellipse"),
        ('<rect x="10" y="10" width="40" height="40"/>', "square"),
        ('<path d="M50 50h-40v-40h40z" style="fill:#f00"/>', "square"),
        ('<rect x="10" y="10" width="80" height="40" rx="9"/>', "rounded"),
        ('<polygon points="50 10 90 50 50 90 10 50" fill="red"/>', "diamond"),
        ('<rect x="30" y="30" width="40" height="40" transform="rotate(45 50 50)"/>', "diamond"),
    ],
)
def test_basic_shapes_in_files_of_others(body: str, noun: str) -> None:
    assert seen(f"{HEAD}{body}</svg>", noun) == {noun: 1}


def test_ink_that_has_no_name_is_reported() -> None:
    found = look(f'{HEAD}<path d="M10 10C90 0 5 80 60 70L20 90Z"/></svg>', "apple")
    assert found.detections == ()
    assert found.unmatched is not None
    assert len(found.unmatched) == 1


def test_how_much_of_a_thing_is_seen() -> None:
    under = '<rect x="10" y="10" width="40" height="40" fill="#ff0000"/>'
    over = '<rect x="0" y="0" width="{}" height="100" fill="#0000ff"/>'
    for width, share in ((5, 1.0), (30, 0.5), (60, 0.0)):
        square = look(f"{HEAD}{under}{over.format(width)}</svg>", "square").detections[0]
        assert square.visible == pytest.approx(share, abs=0.1)


def test_what_is_outside_of_the_page_or_has_its_colour_is_not_seen() -> None:
    for body in ('<circle cx="300" cy="50" r="20"/>', '<circle cx="50" cy="50" r="20" fill="white"/>'):
        assert look(f"{HEAD}{body}</svg>", "circle").detections[0].visible < 0.05


def test_a_file_that_means_harm_is_refused() -> None:
    circle = '<g id="a"><use href="#a"/></g>'
    many = "".join(f'<g id="n{i + 1}">{f"<use href=%#n{i}%/>".replace("%", chr(34)) * 10}</g>' for i in range(1, 9))
    wide = f'<defs><g id="n1"><rect width="1" height="1"/></g>{many}</defs><use href="#n9"/>'
    for body in (circle, wide):
        with pytest.raises(SgcError):
            look(f"{HEAD}{body}</svg>")
    for entities in ('a "b"><!ENTITY c "&a;&a;"', 'a SYSTEM "file:///etc/passwd"', f'a "{"b" * 1000}"', '% a "b"'):
        with pytest.raises(SgcError, match="entities"):
            look(f"<!DOCTYPE svg [<!ENTITY {entities}>]>{HEAD}<text>&a;</text></svg>")
    for bend in ("1e400", "1e200"):  # too far away to be followed, though the curve's ends are near
        with pytest.raises(SgcError, match="larger than any picture"):
            look(f'{HEAD}<path d="M10 10C{bend} 10 20 20 30 30Z"/></svg>')
    with pytest.raises(SgcError):
        look("<svg")


def test_entities_and_style_sheets_as_illustrator_writes_them_are_read() -> None:
    svg = """<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY red '#ff0000'>]>
        <svg xmlns="&ns_svg;" width="200" height="100">
        <style>@import url("http://example.org/a.css"); .st0{fill:&red;} @charset "utf-8"; .st1{fill:#0000ff;}</style>
        <circle class="st0" cx="50" cy="50" r="40"/><rect class="st1" x="110" y="10" width="80" height="80"/></svg>"""
    assert [(one.noun, one.colors[0][0]) for one in look(svg).detections] == [
        ("circle", "#ff0000"),
        ("square", "#0000ff"),
    ]


def test_a_pdf_that_cannot_be_read_says_so_once(capfd: pytest.CaptureFixture[str]) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-40")
    locked = BytesIO()
    writer.write(locked)
    for data, why in ((locked.getvalue(), "a password protects it"), (b"%PDF-1.4 torn", "no PDF that can be read")):
        with pytest.raises(SgcError, match=why):
            VectorDetector().detect(picture_file("a.pdf", data), ())
    assert capfd.readouterr().err == ""


STRANGE = ("1e400", "-1e9", "nan", "", "-", "url(#x)", "M", "A1 1", "rotate(", "scale(0)", "matrix(0 0 0 0 0 0)", "5q")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_file_is_looked_at_or_refused(apples: str, data: st.DataObject) -> None:
    values = list(re.finditer('"[^"]*"', apples))
    value = data.draw(st.sampled_from(values))
    at = data.draw(st.integers(0, len(value[0]) - 2))
    broken = value[0][1 : at + 1] + data.draw(st.sampled_from(STRANGE)) + value[0][at + 1 : -1]
    with suppress(SgcError):
        look(f'{apples[: value.start()]}"{broken}"{apples[value.end() :]}', "apple", "plate")


@pytest.mark.parametrize(
    "paint",
    [
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
        '<linearGradient id="a"><stop stop-color="none"/></linearGradient>',
        '<pattern id="a"><rect width="1" height="1" fill="url(#a)"/></pattern>',
        '<svg viewBox="0 0 0 0" width="9" height="9"/>',
    ],
)
def test_a_paint_or_view_box_that_says_nothing_is_passed_over(paint: str) -> None:
    assert (
        seen(f'{HEAD}{paint}<path d="M0 0L9 9" fill="url(#a)"/><circle cx="60" cy="50" r="20"/></svg>')["circle"] == 1
    )


@pytest.mark.parametrize("color", ["rgb(1,2)", "rgb(1,2,1e999)"])
def test_a_colour_that_is_none_is_refused(color: str) -> None:
    with pytest.raises(SgcError, match="the colour"):
        look(f'{HEAD}<rect width="9" height="9" fill="{color}"/></svg>')


def pdf(content: bytes, form: bytes = b"") -> bytes:
    """A page of 200 × 100 pixels, and a form in it that is moved by half its width."""
    writer = PdfWriter()
    page = writer.add_blank_page(150, 75)
    inner = StreamObject()
    inner.set_data(form)
    inner[NameObject("/Subtype")] = NameObject("/Form")
    inner[NameObject("/Matrix")] = ArrayObject(map(FloatObject, (1, 0, 0, 1, 75, 0)))
    forms = DictionaryObject({NameObject("/F"): writer._add_object(inner)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_form_of_a_pdf_file_is_where_its_matrix_says() -> None:
    square = VectorDetector().detect(picture_file("a.pdf", pdf(b"/F Do", b"15 15 30 30 re f")), ("square",))
    assert [(one.noun, one.box) for one in square.detections] == [("square", (120.0, 40.0, 160.0, 80.0))]


@pytest.mark.parametrize("start", [b"h", b"1 1 l", b"1 1 2 2 3 3 c"])
def test_a_line_of_a_pdf_file_that_begins_nowhere_is_passed_over(start: bytes) -> None:
    data = pdf(start + b" 15 15 m 45 15 l 45 45 l 15 45 l h f")
    assert VectorDetector().detect(picture_file("a.pdf", data), ("square",)).detections[0].noun == "square"


@pytest.mark.parametrize("noun", [one.concept for one in all_nouns() if one.kind == "picture"][::60])
def test_nouns_of_the_vocabulary_are_recognised_and_not_mistaken(noun: str) -> None:
    picture = sgc.compile(f"scene {{ a: '{noun}'; b: blue '{noun}' }}")
    found = look(picture.svg, noun)
    assert all(noun in one.nouns for one in found.detections)
    assert len(found.detections) == 2
    assert found.unmatched == ()


@pytest.mark.parametrize(
    "text", ["Tea", "Ms Okafor said\nhello there", "one\n\ntwo three", "$x^2 + 1$", "Grüße", "שלום", "a 🍎 day"]
)
def test_labels_are_read_back_in_svg_and_pdf(text: str) -> None:
    quoted = text.replace("\n", "\\n")
    picture = sgc.compile(f'scene {{ a: red rectangle "{quoted}" {{ width: 200, height: 120 }} }}')
    for backend in ("svg", "pdf"):
        report = verify(picture_file(f"a.{backend}", picture.render(backend)), picture.scene)
        assert report.verified, (backend, report.failed, report.unchecked)
    other = sgc.compile('scene { a: red rectangle "Coffee" { width: 200, height: 120 } }')
    report = verify(picture_file("a.svg", other.svg.encode()), picture.scene)
    assert "text" in {fact.kind for fact in report.failed}


def test_a_picture_that_tex_has_set_is_looked_at_too(tmp_path: Path) -> None:
    picture = sgc.compile('scene 300x200 { a: red circle "One"; cup: blue cup; t: text "Two words"; a left of cup; '
                          "t above a }")  # fmt: skip
    picture.save(tmp_path / "a.tex")
    command = ["pdflatex", "-interaction=batchmode", "-no-shell-escape", "a.tex"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    report = verify(read_picture(tmp_path / "a.pdf"), picture.scene)
    assert report.verified, (report.failed, report.unchecked)


def test_a_figure_of_no_stated_size_may_be_of_any_and_its_lines_of_several_fonts(tmp_path: Path) -> None:
    nodes = 'a: box "lo ≤ x_1 − 2?" {{ width: {} }}; b: box "Two"; c: box "Three"'
    source = f'diagram {{{{ direction right; {nodes}; a -> b -> c "m < n" }}}}'
    picture = sgc.compile(source.format(200))
    picture.save(tmp_path / "a.tex")
    command = ["pdflatex", "-interaction=batchmode", "-no-shell-escape", "a.tex"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    file = read_picture(tmp_path / "a.pdf")
    report = verify(file, picture.scene)
    assert report.verified, (report.failed, report.unchecked)
    other = verify(file, sgc.compile(source.format(240)).scene)
    assert [fact.kind for fact in other.failed] == ["attribute"]


@pytest.mark.parametrize("word", WORDS)
def test_patterns_are_named_in_svg_and_pdf(word: str) -> None:
    picture = sgc.compile(f"scene {{ a: red {word} square {{ size: 120 }}; b: blue {word} circle {{ size: 90 }} }}")
    for backend in ("svg", "pdf"):
        report = picture.verify(backend)
        assert report.verified, (backend, report.failed, report.unchecked)
    plain = sgc.compile("scene { a: red square { size: 120 }; b: blue circle { size: 90 } }")
    failed = verify(picture_file("plain.svg", plain.svg.encode()), picture.scene).failed
    assert "attribute" in {fact.kind for fact in failed}


def test_a_script_of_matplotlib_draws_what_is_read_back(tmp_path: Path) -> None:
    """Its lines are outlines of another font, stretched, and its shapes are filled first and stroked after."""
    scene = 'scene 420x300 { a: red apple "Fresh fish here"; b: blue square "Milk 2%"; t: text "An office" }'
    drawn = sgc.compile(scene)
    (tmp_path / "figure.py").write_bytes(drawn.render("matplotlib"))
    subprocess.run([sys.executable, "-I", "figure.py", "figure.svg"], cwd=tmp_path, check=True)
    report = verify(read_picture(tmp_path / "figure.svg"), drawn.scene)
    assert report.verified, report.failed
    other = sgc.load(scene.replace("2%", "3%"))[0]
    assert "text" in [fact.kind for fact in verify(read_picture(tmp_path / "figure.svg"), other).failed]


def test_lines_that_are_turned_are_lines() -> None:
    picture = sgc.compile("""scene 500x300 {
      a: black line; b: line { rotate: 30 }; c: red line { width: 200 }; d: blue line { size: 100, rotate: 90 } }""")
    assert picture.verify().verified
    left, top, right, bottom = picture.boxes["c"]
    assert bottom - top <= (right - left) / 24
