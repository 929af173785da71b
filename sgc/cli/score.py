"""``sgc score``: the field's own rules over a folder of images."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sgc.cli.answers import print_json
from sgc.cli.exits import Exit
from sgc.cli.options import DETECTOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgc.scoring.protocol import Row, Rules
    from sgc.scoring.run import Failed, Plan, Results, Sample, Settings

RULES = ("geneval", "t2i-compbench-2d", "t2i-compbench-numeracy", "cococount")


@click.command("score", short_help="Score a folder of images by a benchmark's rules.")
@click.option("--rules", type=click.Choice(RULES), required=True, help="Whose rules.")
@click.option(
    "--images", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
    help="The images.",
)  # fmt: skip
@click.option(
    "--metadata", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The benchmark's prompts: JSON lines (GenEval), JSON (CoCoCount), one a line (T2I-CompBench).",
)  # fmt: skip
@click.option(
    "--detector", metavar="NAME", type=DETECTOR, help="What looks at the images: see 'sgc detectors'.", required=True
)
@click.option(
    "--clip", metavar="MODEL", help="Have a CLIP model name colours, as GenEval does: a folder, or a downloaded one."
)
@click.option(
    "--out", metavar="FILE.jsonl", type=click.Path(dir_okay=False, path_type=Path), default=Path("results.jsonl"),
    show_default=True, help="A row for each image; what it has is not looked at again.",
)  # fmt: skip
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), default=1, help="Processes.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(
    rules: str, images: Path, metadata: Path | None, detector: str, clip: str | None, out: Path, jobs: int,
    as_json: bool,
) -> int:  # fmt: skip
    """Score images of any model by the rules of a benchmark, with any detector, and say what is wrong in each.

    DIR holds 00000/samples/*.png with a metadata.jsonl in each (GenEval), PROMPT_000000.png (T2I-CompBench),
    4__donut__….png (CoCoCount), or 00000.png, 00000_1.png, …, numbered by the lines of FILE from 0.

    A run that was interrupted goes on where it was. Where these rules differ from a benchmark's own program is
    printed below the table.

    \b
    sgc score --rules geneval --images out/ --metadata evaluation_metadata.jsonl \\
        --detector mask2former:facebook/mask2former-swin-small-coco-instance --clip openai/clip-vit-large-patch14
    sgc score --rules cococount --images out/ --metadata CoCoCount.json --detector photo --jobs 2
    """
    from sgc.scoring import plan, rules_named
    from sgc.scoring.run import Results, Settings

    chosen = rules_named(rules)
    if clip is not None and not chosen.looks_at_color:
        raise click.UsageError(f"--clip names colours, and {rules} asks for none.")
    planned = plan(images, metadata, chosen)
    settings = Settings(rules, detector, clip)
    results = Results(out, settings, planned.samples)
    failures = _score(planned, settings, results, jobs)
    rows = results.close(planned.samples)
    if as_json:
        print_json({
            "rules": rules, "detector": detector, "colors": settings.colors if chosen.looks_at_color else None,
            "summary": {line.name: line.value for line in chosen.summary(rows)},
            "differences": list(chosen.differences), "out": str(out),
            "failed": {one.filename: one.message for one in failures}, "unknown": list(planned.unknown),
            "without_image": planned.without, "not_known": _not_known(rows),
        })  # fmt: skip
    else:
        click.echo(_text(planned, settings, rows, failures, chosen, out))
    return Exit.WRONG if failures else Exit.DONE


def _score(planned: Plan, settings: Settings, results: Results, jobs: int) -> list[Failed]:
    """Look at every image that the results do not have; what cannot be looked at is told and left out."""
    from sgc.cli.terminal import progress
    from sgc.scoring.protocol import Row

    new = [sample for sample in planned.samples if results.row_of(sample) is None]
    failures = []
    with progress(len(new)) as begin:
        for sample, found in zip(new, _looked_at(new, settings, jobs), strict=True):
            begin(sample.name)
            if isinstance(found, Row):
                results.add(found)
            else:
                failures.append(found)
                click.echo(f"error: {found.filename}: {found.message}", err=True)
    return failures


def _looked_at(samples: Sequence[Sample], settings: Settings, jobs: int) -> Iterator[Row | Failed]:
    from sgc.scoring.run import look

    if jobs == 1 or len(samples) < 2:
        return (look(sample, settings) for sample in samples)
    from sgc.cli.jobs import in_processes

    return in_processes(look, [(sample, settings) for sample in samples], jobs)


def _not_known(rows: Sequence[Row]) -> dict[str, int]:
    """The nouns that the detector does not know, and in how many images they were looked for."""
    found = Counter(noun for row in rows for noun in row.not_known)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _text(
    planned: Plan, settings: Settings, rows: Sequence[Row], failures: Sequence[Failed], chosen: Rules, out: Path
) -> str:
    from sgc.cli.terminal import table

    head = f"{settings.rules}, looked at by {settings.detector}"
    head += f", colours by {settings.colors}" if chosen.looks_at_color else ""
    left = []
    if rows:
        left.append(f"What is wrong in each image: {out}")
    if failures:
        left.append(f"Images that could not be looked at, and count nowhere: {len(failures)}.")
    if planned.without:
        left.append(f"Prompts without an image: {planned.without}.")
    if planned.unknown:
        left.append(f"Images that belong to no prompt: {len(planned.unknown)}, such as {planned.unknown[0]}.")
    if not_known := _not_known(rows):
        listed = ", ".join(f"{noun} ({count})" for noun, count in not_known.items())
        left.append(f"Nouns that this detector does not know, and in how many images it saw none: {listed}.")
    figures = table([(line.name, line.text) for line in chosen.summary(rows)], "  ")
    return "\n".join([
        head, figures, *left, "",
        "Other than in the benchmark's own program:", *(f"- {one}" for one in chosen.differences),
    ])  # fmt: skip
