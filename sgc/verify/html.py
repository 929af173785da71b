"""A report as one HTML page that needs nothing else: the picture, what was seen in it, and a row for each fact."""

from __future__ import annotations

from base64 import b64encode
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
  const seen = row.dataset.evidence.split(' ').filter(Boolean).map(n => document.getElementById('seen-' + n));
  row.onmouseenter = () => seen.forEach(one => one.classList.add('chosen'));
  row.onmouseleave = () => seen.forEach(one => one.classList.remove('chosen'));
}
"""

_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp", b"GIF8": "image/gif"}


def report_page(report: Report, picture: PictureFile) -> str:
    """The page; whatever people wrote is escaped, and an SVG is shown as an image, in which nothing runs."""
    width, height = report.shown
    name = escape(PurePath(picture.name).name)
    boxes = "".join(_box(number, one) for number, one in enumerate(report.detections))
    boxes += "".join(_rect(box, 'class="unmatched"', "something that has no name") for box in report.unmatched)
    order = [*VERDICTS]
    rows = "".join(map(_row, sorted(report.facts, key=lambda fact: order.index(fact.verdict))))
    tried = "".join(f"<li>{escape(one.said)}</li>\n" for one in report.repairs)
    return f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{name}: {"verified" if report.verified else "not verified"}</title>
<style>{_STYLE}</style>
<h1>{name}: {report.said}</h1>
<p>Looked at by the {escape(report.detector)} detector.</p>
<div class="picture" style="width:{width:g}px; aspect-ratio:{width:g}/{height:g}">
{_shown(picture)}
<svg viewBox="0 0 {width:g} {height:g}">{boxes}</svg>
</div>
<table>
<tr><th>verdict<th>kind<th>statement<th>why</tr>
{rows}</table>
{f"<h2>What was tried</h2><ol>{tried}</ol>" if tried else ""}
<script>{_SCRIPT}</script>
</html>
"""


def _shown(picture: PictureFile) -> str:
    """The picture as an image of the page; nothing for a PDF, which browsers do not show as one."""
    if picture.kind == "pdf":
        return ""
    kind = "image/svg+xml" if picture.kind == "svg" else next(
        (kind for head, kind in _TYPES.items() if picture.data.startswith(head)), "image/png"
    )  # fmt: skip
    return f'<img alt="the picture" src="data:{kind};base64,{b64encode(picture.data).decode()}">'


def _box(number: int, one: Detection) -> str:
    said = ", ".join(filter(None, (one.attributes.get("color", ""), one.noun, one.attributes.get("text", ""))))
    return _rect(one.box, f'class="seen" id="seen-{number}"', f"{said} ({one.score:.0%})")


def _rect(box: tuple[float, float, float, float], attributes: str, title: str) -> str:
    left, top, right, bottom = box
    place = f'x="{left:.2f}" y="{top:.2f}" width="{right - left:.2f}" height="{bottom - top:.2f}"'
    return f"<rect {attributes} {place}><title>{escape(title)}</title></rect>"


def _row(fact: Fact) -> str:
    word, color = VERDICTS[fact.verdict]
    evidence = " ".join(map(str, fact.evidence))
    return (
        f'<tr data-evidence="{evidence}"><td style="color:{color}">{word}<td>{fact.kind}'
        f"<td>{escape(fact.statement)}<td>{escape(fact.why)}</tr>\n"
    )
