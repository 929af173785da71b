"""``sgc detectors``: what can look at pictures."""

from __future__ import annotations

import click

from sgc.cli.answers import print_json


@click.command("detectors", short_help="List what can look at pictures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(as_json: bool) -> None:
    """List the detectors: what each is called, the files it can look at, and how many nouns it knows.

    Several can be joined: A+B sees what either sees; A,B takes for seen only what every one of them sees that knows
    such things, and leaves undecided what hangs on the rest. Packages add their own through the entry point group
    "sgc.detectors".

    \b
    sgc verify photo.jpg -p "two dogs" --detector photo,owlv2:google/owlv2-base-patch16-ensemble
    """
    from sgc.cli.terminal import table
    from sgc.graph.vocabulary import all_nouns
    from sgc.source import MissingError, SgcError
    from sgc.verify.protocol import detector_class, detector_named, detectors

    nouns = [noun.concept for noun in all_nouns()]
    rows = [("name", "looks at", "nouns", "what it is")]
    for name in detectors():
        detector = detector_class(name)
        summary = (detector.__doc__ or "").strip().split("\n")[0]
        try:
            one = detector_named(name)
        except MissingError as missing:
            known, note = None, str(missing)
        except SgcError:  # it needs an argument, the model
            known, note = None, f"{name}:MODEL  {summary}"
        else:
            known, note = sum(map(one.knows, nouns)), ""
        if as_json:
            print_json({"name": name, "reads": sorted(detector.reads), "nouns": known, "summary": summary,
                        "missing": note or None})  # fmt: skip
        rows.append((name, " ".join(sorted(detector.reads)), "" if known is None else str(known), note or summary))
    if not as_json:
        click.echo(table(rows))
