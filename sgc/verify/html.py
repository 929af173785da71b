"""Reports as one HTML page that needs nothing else: each picture with what was seen in it, and beside it the facts.

What fails comes first, and is numbered; its numbers stand in the picture at what speaks against it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import PurePath

from sgc.verify.boxes import painting_order
from sgc.verify.picture import PictureFile
from sgc.verify.types import Detection, Fact, Pixels, Report

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
    style, script = ((files("sgc.verify") / f"report.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}</style>
{body}<script>
{script}</script>
</html>
"""


def _name(picture: PictureFile) -> str:
    return escape(PurePath(picture.name).name)


def _section(number: int, report: Report, picture: PictureFile) -> str:
    """What the page says of one picture, which ``number`` tells from the others."""
    tried = "".join(f"<li>{escape(one.said)}</li>\n" for one in report.repairs)
    warned = "".join(f"<p>Warning: {escape(one)}.</p>\n" for one in report.warnings)
    return f"""<section>
<header class="{"holds" if report.verified else "fails" if report.failed else "unchecked"}">
<h1>{_name(picture)}: {report.said}</h1>
<p>Looked at by the {escape(report.detector)} detector.
Point at a fact to see in the picture what speaks for or against it.</p>
{warned}</header>
<div class="looked">
{_picture(number, report, picture)}
<div class="facts">
{_facts(number, report)}{f"<h2>What was tried</h2>{chr(10)}<ol class='tried'>{tried}</ol>" if tried else ""}
</div>
</div>
</section>
"""


# ---------------------------------------------------------------- the picture


def _picture(number: int, report: Report, picture: PictureFile) -> str:
    width, height = report.shown
    marked = report.marked
    order = painting_order(report.detections, marked)
    boxes = "".join(_seen(f"seen-{number}-{i}", report.detections[i], i in marked) for i in order)
    boxes += "".join(_rect(box, 'class="nameless"', "something that has no name") for box in report.unmatched)
    marks = "".join(
        f'<b class="mark" style="left:{100 * max(0.0, one.box[0]) / width:.2f}%;'
        f'top:{100 * max(0.0, one.box[1]) / height:.2f}%">{_listed(marked[i])}</b>'
        for i, one in enumerate(report.detections) if i in marked
    )  # fmt: skip
    return f"""<div class="picture" style="width:{width:g}px; aspect-ratio:{width:g}/{height:g}">
{_shown(picture)}
<svg viewBox="0 0 {width:g} {height:g}">{boxes}</svg>{marks}
</div>"""


def _shown(picture: PictureFile) -> str:
    """The picture as an image of the page; nothing for a PDF, which browsers do not show as one."""
    if picture.kind == "pdf":
        return ""
    kind = "image/svg+xml" if picture.kind == "svg" else next(
        (kind for head, kind in _TYPES.items() if picture.data.startswith(head)), "image/png"
    )  # fmt: skip
    return f'<img alt="the picture" src="data:{kind};base64,{b64encode(picture.data).decode()}">'


def _seen(id: str, one: Detection, is_marked: bool) -> str:
    said = ", ".join(filter(None, (one.attributes.get("color", ""), one.noun, one.attributes.get("text", ""))))
    classes = "seen wrong" if is_marked else "seen"
    return _rect(one.box, f'class="{classes}" id="{id}"', f"{said} ({one.score:.0%})")


def _rect(box: Pixels, attributes: str, title: str) -> str:
    left, top, right, bottom = box
    place = f'x="{left:.2f}" y="{top:.2f}" width="{right - left:.2f}" height="{bottom - top:.2f}"'
    return f"<rect {attributes} {place}><title>{escape(title)}</title></rect>"


# ---------------------------------------------------------------- the facts


def _facts(section: int, report: Report) -> str:
    """A list for each verdict; what holds is folded up where there is something to be looked at."""
    lists: tuple[tuple[str, str, Sequence[Fact]], ...] = (
        ("fails", "Fails", report.wrong),
        ("follows", "Fails because of what is missing", [fact for fact in report.failed if fact.follows]),
        ("unchecked", "Not checked", report.unchecked),
        ("holds", "Holds", [fact for fact in report.facts if fact.verdict == "holds"]),
    )
    found = []
    for kind, title, own in lists:
        if own:
            opened = " open" if kind != "holds" or len(own) == len(report.facts) else ""
            marks = (str(number) if kind == "fails" else "" for number in range(1, len(own) + 1))
            rows = "".join(_row(section, mark, fact) for mark, fact in zip(marks, own, strict=True))
            found.append(f'<details class="{kind}"{opened}>\n<summary>{title} <span>{len(own)}</span></summary>\n'
                         f"<ul>\n{rows}</ul>\n</details>\n")  # fmt: skip
    return "".join(found)


def _row(section: int, mark: str, fact: Fact) -> str:
    evidence = " ".join(f"seen-{section}-{n}" for n in fact.evidence)
    badge = f'<b class="mark">{mark}</b>' if mark else ""
    return (
        f'<li tabindex="0" data-evidence="{evidence}">{badge}<strong>{escape(fact.statement)}</strong>'
        f"<em>{fact.kind}</em><p>{escape(fact.why)}</p></li>\n"
    )


def _listed(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))
