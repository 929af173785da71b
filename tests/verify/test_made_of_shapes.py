"""Things made of shapes, in pixels: flags, pages with a header, houses and faces; and what is missing in such."""

from __future__ import annotations

import pytest

import sgc
from sgc.verify import detector_named, picture_file, verify
from sgc.verify.types import Report

HEADER = """scene 600x400 {{
  background #f4f5f7
  {header}
  card: white rounded {{ width: 200, height: 120, stroke: light gray }}
}}"""
NAVY = "header: navy rectangle { width: 600, height: 50, stroke: none }; require header.top == 0"
FLAG = """scene 450x300 {{
  margin 0
  a: blue rectangle {{ width: 150, height: 300, stroke: none }}
  b: white rectangle {{ width: 150, height: 300, stroke: none }}
  c: {last} rectangle {{ width: 150, height: 300, stroke: none }}
  row a b c gap 0
}}"""
MADE = {
    "header": HEADER.format(header=NAVY),
    "flag": FLAG.format(last="red"),
    "page": """scene 1200x700 {
      background #f4f5f7
      header: navy rectangle { width: 1200, height: 70, stroke: none }
      require header.top == 0
      for i in 1..4 { card[i]: white rounded { width: 260, height: 120, stroke: light gray } }
      row card gap 20
      card below header by exactly 30
      chart: white rounded { width: 820, height: 380, stroke: light gray }
      list: white rounded { width: 260, height: 380, stroke: light gray }
      row chart list gap 20
      chart below card by exactly 24
      align left card[1] chart
    }""",
    "boat": """scene 500x400 {
      sea: blue rectangle { width: 500, height: 90, stroke: none }
      require sea.bottom == 400
      hull: brown trapezoid { width: 180, height: 50, rotate: 180 }
      mast: black rectangle { width: 8, height: 140 }
      hull above sea by exactly 0
      mast above hull by exactly 0
      align center mast hull
    }""",
    "house": """scene 500x400 {
      wall: tan square { size: 160 }
      roof: red triangle { width: 200, height: 90 }
      roof above wall by exactly 0
      align center roof wall
    }""",
    "tree": """scene 300x300 {
      t: 2 green triangle { width: 160, height: 80 }
      column t gap 0
      balls: 2 red circle { size: 14 }
      balls[1] inside t[1]
      balls[2] inside t[2]
    }""",
    "snowman": """scene 300x300 {
      background light blue
      body: white circle { size: 130 }
      head: white circle { size: 80 }
      head above body by exactly 0
      align center head body
      nose: orange triangle { size: 16 }
      eyes: 2 black circle { size: 14 }
      nose inside head
      eyes inside head
      eyes above nose
    }""",
    "robot": """scene 300x300 {
      body: gray rectangle { width: 150, height: 160 }
      knob: red circle { size: 24 }
      knob inside body
    }""",
}


def report_of(drawn: str, said: str) -> Report:
    picture = sgc.compile(drawn)
    return verify(picture_file("a.png", picture.png()), sgc.compile(said).scene, detector_named("renders"))


@pytest.mark.parametrize("name", MADE)
def test_it_is_what_was_said(name: str) -> None:
    report = report_of(MADE[name], MADE[name])
    assert report.verified, [(fact.statement, fact.why) for fact in report.facts if fact.verdict != "holds"]


def test_a_band_that_is_missing_or_of_another_colour_is_missed() -> None:
    bare, red = HEADER.format(header=""), HEADER.format(header=NAVY.replace("navy", "red"))
    for drawn in (bare, red):
        failed = report_of(drawn, MADE["header"]).failed
        assert any(fact.kind == "count" and "navy" in fact.statement for fact in failed)
    assert report_of(FLAG.format(last="green"), MADE["flag"]).failed


@pytest.mark.parametrize("other", ["square", "diamond"])
def test_eyes_of_another_shape_are_missed(other: str) -> None:
    assert report_of(MADE["snowman"].replace("black circle", f"black {other}"), MADE["snowman"]).failed
