"""``sgc train``: teach the project's own networks, from pictures that it draws itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sgc.cli.exits import Exit
from sgc.cli.terminal import progress as display
from sgc.source import MissingError

#: Steps that fill about an hour of two cores.
STEPS = 3000


@click.group("train", short_help="Train the networks that sgc uses.")
def command() -> None:
    """Train the networks that sgc uses. A run can be stopped at any moment and resumed."""


@command.command("detector", short_help="The detector that verifies PNG and JPEG pictures.")
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Where checkpoints, the log and the weights go.")  # fmt: skip
@click.option("--steps", default=STEPS, show_default=True, type=click.IntRange(1), help="How long to train.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Equal seeds give equal weights.")
@click.option("--resume", is_flag=True, help="Go on with the run in DIR.")
@click.option("--from", "begin", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Begin with the networks of the run in that folder.")  # fmt: skip
def train_detector(out: Path, steps: int, seed: int, resume: bool, begin: Path | None) -> int:
    """Train the renders detector on pictures that are drawn as it learns. Its weights are DIR/renders.safetensors.

    \b
    sgc train detector --out run
    sgc train detector --out run --resume
    SGC_DETECTOR=run/renders.safetensors sgc verify picture.png --scene scene.sgc
    """
    try:
        from sgc.training.detector import LOG_EVERY, Progress, networks_of, train
        from sgc.training.sprites import training_classes
        from sgc.verify.renders.weights import FILE, store
    except ImportError as missing:
        message = f"Training needs the package {missing.name}: pip install 'sgc[verify]'"
        raise MissingError(message) from None
    with display(-(-steps // LOG_EVERY)) as show:

        def report(progress: Progress) -> None:
            losses = ", ".join(f"{name} {loss:.3f}" for name, loss in progress.losses.items())
            line = f"step {progress.step} of {progress.steps}: {losses}; {progress.pictures_per_second:.1f} pictures/s"
            show(line)
            if not sys.stderr.isatty():
                click.echo(line, err=True)

        try:
            first = networks_of(begin) if begin is not None else None
            networks = train(training_classes(), out, steps, seed, resume, first, report=report)
        except (FileNotFoundError, ValueError) as problem:
            raise click.UsageError(f"{problem}.") from None
    store(out / FILE, networks)
    return Exit.DONE
