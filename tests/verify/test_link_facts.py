"""Links in finished files: what the printer draws is found again, and planted faults are told from it."""

from __future__ import annotations

import re

import pytest
from planted import Drawn

from sgc.verify import picture_file, verify

DRAWN = Drawn("""diagram {
  start: pill; check: decision "Valid?"; save: box; ask: person "Clerk"
  group store "Store" { db: database; log: document }
  start -> check
  check -> save "yes"
  check -> ask "no" { dashed }
  save -> db { head: triangle, tail: circle }
  save -- log
  ask <-> log { head: many }
}""")


def group(svg: str, id: str) -> str:
    """The element of one link in the file."""
    title = re.escape(id.replace(">", "&gt;").replace("<", "&lt;"))
    found = re.search(rf"<g[^>]*>\s*<title>{title}[^<]*</title>.*?</g>", svg, re.DOTALL)
    assert found is not None, svg[:400]
    return found[0]


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_what_is_drawn_is_found_again(kind: str) -> None:
    found = DRAWN.picture.verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]
    assert sum(fact.kind == "link" for fact in found.facts) == 7


def test_a_missing_link_is_missed() -> None:
    svg = DRAWN.picture.svg
    told = DRAWN.failed(svg.replace(group(svg, "start -> check"), ""))
    assert told == ["start -> check: no such line is in the picture"]


def test_a_head_at_the_wrong_end_or_left_out_is_no_such_link() -> None:
    svg = DRAWN.picture.svg
    whole = group(svg, "start -> check")
    head = re.findall(r"<path[^>]*/>", whole)[1]
    wrong = DRAWN.failed(svg.replace(whole, whole.replace(head, "")))
    assert wrong[0].startswith("start -> check: ")


def test_a_line_that_nobody_asked_for_is_told() -> None:
    svg = DRAWN.picture.svg
    whole = group(svg, "save -- log")
    told = DRAWN.failed(svg.replace(whole, whole * 2))
    assert any(one.startswith("no other links: there is also a line") for one in told)


def test_swapped_labels_of_links_stand_at_the_wrong_lines() -> None:
    svg = DRAWN.picture.svg
    swapped = svg.replace(">yes<", ">\0<").replace(">no<", ">yes<").replace(">\0<", ">no<")
    assert swapped != svg
    assert any("does not stand at its line" in one for one in DRAWN.failed(swapped))


def test_a_line_through_a_node_fails() -> None:
    svg = DRAWN.picture.svg
    whole = group(svg, "start -> check")
    points = re.search(r' d="M([\d.]+)[ ,]([\d.]+)', whole)
    assert points is not None
    layout = DRAWN.picture.layout
    left, top, right, bottom = (edge / 12 for edge in layout.box("db"))  # type: ignore[union-attr]
    x, y = (left + right) / 2, (top + bottom) / 2
    bent = whole.replace(points[0], f' d="M{points[1]} {points[2]}L{x:g} {y:g}L{points[1]} {float(points[2]) + 1:g}')
    told = DRAWN.failed(svg.replace(whole, bent))
    assert any(one.startswith("start -> check: its line goes through ") for one in told)


def test_a_detector_that_follows_no_lines_leaves_links_unchecked() -> None:
    from dataclasses import replace

    from sgc.verify.protocol import detector_for

    file = picture_file("picture.svg", DRAWN.picture.svg.encode())
    vector = detector_for(file)
    assert vector is not None

    class Blind:
        name, reads, knows = "blind", vector.reads, vector.knows

        def detect(self, *args):  # type: ignore[no-untyped-def]
            return replace(vector.detect(*args), lines=None)

    found = verify(file, DRAWN.picture.scene, Blind())  # type: ignore[arg-type]
    assert not found.verified
    assert {fact.verdict for fact in found.facts if fact.kind == "link"} == {"unchecked"}
