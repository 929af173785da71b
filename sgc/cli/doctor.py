"""``sgc doctor``: what is installed, what is missing and how to get it, and whether sgc works here."""

from __future__ import annotations

import platform
import re
import shutil
from dataclasses import dataclass
from functools import cache
from typing import Any

import click

from sgc import __version__
from sgc.cli.answers import print_json
from sgc.cli.exits import Exit
from sgc.cli.terminal import table

#: What each extra of pyproject.toml is for.
EXTRAS = {
    "neural": "generative back ends",
    "verify": "looking at pictures of pixels: detectors of things and of texts",
    "photo": "things in photographs, with weights that come with a package",
    "llm": "a language model of your own as the English front end",
    "prose": "diagrams told in prose: a parser of English beside the rules",
    "diagrams": "Graphviz as a proposal for the layout of diagrams",
    "batch": "sgc compile --jobs",
    "live": "sgc compile --watch wakes at once",
    "test": "the project's own tests",
    "benchmark": "other solvers to compare with",
}
#: Programs that sgc never needs, and what a person may want them for.
PROGRAMS = {
    "pdflatex": "to compile .tex pictures",
    "pdftoppm": "to turn their PDF into pixels",
    "dot": "compile --proposal graphviz, without the extra 'diagrams'",
    "node": "compile --proposal elk, with elkjs (npm install elkjs@0.12.1)",
}
#: Small, and through every phase: a shape, a pictured noun, a label, a relation.
SELF_CHECK = 'scene 120x80 { cup: red cup "A"; ball: blue circle; cup left of ball }'


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report. ``help`` says how to get what is not there; the base install does without what is
    ``optional``."""

    subject: str
    good: bool
    found: str
    help: str = ""
    optional: bool = False


@click.command("doctor", short_help="Say what is installed and whether it works.")
@click.option("--codes", is_flag=True, help="Print the table of diagnostic codes instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(codes: bool, as_json: bool) -> int:
    """Say what is installed, what is missing and how to get it, and try out every back end and detector.

    Exit code 0 when everything of the base install works here, else 3.

    \b
    sgc doctor
    sgc doctor --codes
    """
    if codes:
        return print_codes(as_json)
    sections = {
        "installed": installed(), "back ends": back_ends(), "detectors": detectors(), "extras": extras(),
        "programs": programs(),
    }  # fmt: skip
    needed = [*sections["installed"], *sections["back ends"], *sections["detectors"]]
    needed = [check for check in needed if not check.optional]
    if as_json:
        print_json(_json(sections))
    else:
        click.echo(f"sgc {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
        for title, checks in sections.items():
            click.echo(f"\n{title}")
            click.echo(table([(c.subject, c.found, c.help) for c in checks], indent="  "))
    return Exit.DONE if all(check.good for check in needed) else Exit.MISSING


def print_codes(as_json: bool) -> int:
    """The table of diagnostic codes."""
    from sgc.source import CODES

    if as_json:
        print_json({code.name: code.meaning for code in CODES.values()})
    else:
        click.echo(table([(code.name, code.meaning) for code in CODES.values()]))
    return Exit.DONE


def installed() -> list[Check]:
    """The packages of the base install."""
    return [_package(name, "pip install --force-reinstall sgc") for name in _requirements()[None]]


def extras() -> list[Check]:
    """The optional parts, each complete or with what is missing."""
    checks = []
    for extra, purpose in EXTRAS.items():
        found = [_package(name, "") for name in _requirements().get(extra, ())]
        missing = ", ".join(check.subject for check in found if not check.good)
        help = f"for {purpose}: pip install 'sgc[{extra}]'" if missing else f"for {purpose}"
        checks.append(Check(extra, not missing, f"missing {missing}" if missing else "installed", help))
    return checks


def programs() -> list[Check]:
    """Programs outside Python that go well with the pictures."""
    found = {name: shutil.which(name) for name in PROGRAMS}
    return [Check(name, bool(path), path or "not found", PROGRAMS[name]) for name, path in found.items()]


def back_ends() -> list[Check]:
    """Compile a small scene and print it with every back end."""
    from sgc.backends.generative import GenerativeBackend
    from sgc.backends.protocol import backend_class, backends
    from sgc.compiler import compile
    from sgc.source import MissingError, SgcError

    picture = compile(SELF_CHECK)
    checks = []
    for name in backends():
        try:
            size = len(picture.render(name))
        except MissingError as missing:
            optional = issubclass(backend_class(name), GenerativeBackend)
            checks.append(Check(name, False, "missing", str(missing), optional))
        except SgcError as needed:  # a model
            checks.append(Check(name, True, "paints with a model of yours", needed.diagnostics[0].hints[0], True))
        else:
            checks.append(Check(name, True, "works", f"{size} bytes for a small scene"))
    return checks


def detectors() -> list[Check]:
    """Let every detector look at the small scene. Those of pixels only have to look: it is too small to be read."""
    from sgc.compiler import compile
    from sgc.source import MissingError, SgcError
    from sgc.verify import detector_named, picture_file, verify
    from sgc.verify.protocol import BUILT_IN

    picture = compile(SELF_CHECK)
    kinds = {"svg": "svg", "pdf": "pdf", "raster": "png"}
    checks = []
    for name in BUILT_IN:
        try:
            detector = detector_named(name)
            formats = [kinds[kind] for kind in sorted(detector.reads)]
            reports = {form: verify(picture_file(form, picture.render(form)), picture.scene, detector)
                       for form in formats}  # fmt: skip
        except MissingError as missing:
            checks.append(Check(name, False, "missing", str(missing), optional=True))
        except SgcError as needed:  # a model
            checks.append(Check(name, True, "looks with a model of yours", needed.diagnostics[0].hints[0], True))
        else:
            good = all(report.verified for form, report in reports.items() if form != "png")
            found = "works" if good else "fails"
            checks.append(Check(name, good, found, f"a small scene looked at as {' and '.join(formats)}"))
    return checks


def _package(name: str, help: str) -> Check:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed", help)


@cache
def _requirements() -> dict[str | None, list[str]]:
    """The names of required packages by extra; None is the base install."""
    from importlib.metadata import requires

    found: dict[str | None, list[str]] = {None: []}
    for requirement in requires("sgc") or ():
        name = re.match(r"[\w.-]+", requirement)
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", requirement)
        if name is not None and name[0] != "sgc":
            found.setdefault(extra[1] if extra else None, []).append(name[0])
    return found


def _json(sections: dict[str, list[Check]]) -> dict[str, Any]:
    return {
        "version": __version__,
        "python": platform.python_version(),
        **{
            title.replace(" ", "_"): {c.subject: {"good": c.good, "found": c.found, "help": c.help} for c in checks}
            for title, checks in sections.items()
        },
    }
