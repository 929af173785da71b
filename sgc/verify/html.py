"""Reports as one HTML page that needs nothing else: each picture, what was seen in it, and a row for each fact."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import PurePath

from sgc.verify.picture import PictureFile
from sgc.verify.types import Detection, Fact, Report

#: How a verdict is called and coloured.
VERDICTS = {  # what a person has to look at comes first
    "fails": ("fails", "#c62828"),
    "unchecked": ("not checked", "#8a6d00"),
    "holds": ("holds", "#1b7f3b"),
}

_STYLE = """
body { font: 15px/1.5 'Open Sans', 'Segoe UI', sans-serif; color: #25313f; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; }
h1 { font-size: 1.3rem; }
.picture { position: relative; display: inline-block; max-width: 100%; border: 1px solid #d5d9df; }
.picture img { position: absolute; width: 100%; height: 100%; object-fit: contain; object-position: left top; }
.picture svg { position: absolute; inset: 0; width: 100%; height: 100%; }
rect.seen { fill: none; stroke: #1565c0; stroke-width: 1.5; opacity: .55; }
rect.unmatched { fill: #c6282822; stroke: #c62828; stroke-dasharray: 5 4; stroke-width: 1.5; }
rect.chosen { stroke: #e65100; stroke-width: 4; opacity: 1; }
table { border-collapse: collapse; margin-top: 1.5rem; width: 100%; }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #e3e6ea; vertical-align: top; }
tr[data-evidence]:hover { background: #fff3e0; }
"""

#: Pointing at a fact marks what speaks for or against it.
_SCRIPT = """
for (const row of document.querySelectorAll('tr[data-evidence]')) {
  const seen = row.dataset.evidence.split(' ').filter(Boolean).map(id => document.getElementById(id));
  row.onmouseenter = () => seen.forEach(one => one.classList.add('chosen'));
  row.onmouseleave = () => seen.forEach(one => one.classList.remove('chosen'));
}
"""

_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp", b"GIF8": "image/gif"}


def report_page(looked: Sequence[tuple[Report, PictureFile]]) -> str:
    """The page of one picture; of several, those that are not verified, and the names of the others.

    Whatever people wrote is escaped, and an SVG is shown as an image, in which nothing runs.
    """
    if len(looked) == 1:
        ((report, picture),) = looked
        title = f"{_name(picture)}: {'verified' if report.verified else 'not verified'}"
        body = _section(0, report, picture)
    else:
        missed = [one for one in looked if not one[0].verified]
        title = f"{len(looked) - len(missed)} of {len(looked)} pictures are verified"
        body = f"<h1>{title}</h1>\n" + "".join(_section(number, *one) for number, one in enumerate(missed))
        if len(missed) < len(looked):
            names = ", ".join(_name(picture) for report, picture in looked if report.verified)
            body += f"<h2>Verified</h2>\n<p>{names}</p>\n"
    return f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{_STYLE}</style>
{body}<script>{_SCRIPT}</script>
</html>
"""


def _name(picture: PictureFile) -> str:
    return escape(PurePath(picture.name).name)


def _section(number: int, report: Report, picture: PictureFile) -> str:
    """What the page says of one picture, which ``number`` tells from the others."""
    width, height = report.shown
    boxes = "".join(_box(f"seen-{number}-{n}", one) for n, one in enumerate(report.detections))
    boxes += "".join(_rect(box, 'class="unmatched"', "something that has no name") for box in report.unmatched)
    order = [*VERDICTS]
    rows = "".join(_row(number, fact) for fact in sorted(report.facts, key=lambda fact: order.index(fact.verdict)))
    tried = "".join(f"<li>{escape(one.said)}</li>\n" for one in report.repairs)
    return f"""<h1>{_name(picture)}: {report.said}</h1>
<p>Looked at by the {escape(report.detector)} detector.</p>
<div class="picture" style="width:{width:g}px; aspect-ratio:{width:g}/{height:g}">
{_shown(picture)}
<svg viewBox="0 0 {width:g} {height:g}">{boxes}</svg>
</div>
<table>
<tr><th>verdict<th>kind<th>statement<th>why</tr>
{rows}</table>
{f"<h2>What was tried</h2><ol>{tried}</ol>" if tried else ""}
"""


def _shown(picture: PictureFile) -> str:
    """The picture as an image of the page; nothing for a PDF, which browsers do not show as one."""
    if picture.kind == "pdf":
        return ""
    kind = "image/svg+xml" if picture.kind == "svg" else next(
        (kind for head, kind in _TYPES.items() if picture.data.startswith(head)), "image/png"
    )  # fmt: skip
    return f'<img alt="the picture" src="data:{kind};base64,{b64encode(picture.data).decode()}">'


def _box(id: str, one: Detection) -> str:
    said = ", ".join(filter(None, (one.attributes.get("color", ""), one.noun, one.attributes.get("text", ""))))
    return _rect(one.box, f'class="seen" id="{id}"', f"{said} ({one.score:.0%})")


def _rect(box: tuple[float, float, float, float], attributes: str, title: str) -> str:
    left, top, right, bottom = box
    place = f'x="{left:.2f}" y="{top:.2f}" width="{right - left:.2f}" height="{bottom - top:.2f}"'
    return f"<rect {attributes} {place}><title>{escape(title)}</title></rect>"


def _row(number: int, fact: Fact) -> str:
    word, color = VERDICTS[fact.verdict]
    evidence = " ".join(f"seen-{number}-{n}" for n in fact.evidence)
    return (
        f'<tr data-evidence="{evidence}"><td style="color:{color}">{word}<td>{fact.kind}'
        f"<td>{escape(fact.statement)}<td>{escape(fact.why)}</tr>\n"
    )
