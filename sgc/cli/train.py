"""``sgc train``: teach the project's own networks, from pictures that it draws itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sgc.cli.exits import Exit
from sgc.cli.terminal import progress as display
from sgc.source import MissingError

if TYPE_CHECKING:
    from sgc.backends.flow.recipe import Recipe
    from sgc.backends.flow.train import Progress as FlowProgress

#: Steps that fill about an hour of two cores.
STEPS = 3000


@click.group("train", short_help="Train the networks that sgc uses.")
def command() -> None:
    """Train the networks that sgc uses. A run can be stopped at any moment and resumed."""


@command.command("detector", short_help="The detector that verifies PNG and JPEG pictures.")
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Where checkpoints, the log and the weights go.")  # fmt: skip
@click.option(
    "--steps", metavar="N", default=STEPS, show_default=True, type=click.IntRange(1), help="How long to train."
)
@click.option(
    "--seed", metavar="N", default=0, show_default=True, type=click.IntRange(0), help="Equal seeds give equal weights."
)
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
        from sgc.verify.renders.tables import FILE
        from sgc.verify.renders.weights import store
    except ImportError as missing:
        raise _without(missing, "verify") from None
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


# ---------------------------------------------------------------- the flow back end

_config = click.option("--config", metavar="NAME|FILE", default="cpu", show_default=True,
                       help="A recipe of sgc's (cpu, gpu), or a TOML file of one's own.")  # fmt: skip
_out = click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path, file_okay=False),
                    help="Where checkpoints, the log and the weights go.")  # fmt: skip
_resume = click.option("--resume", is_flag=True, help="Go on with the run in DIR.")


@command.command("autoencoder", short_help="The latent space of the flow back end.")
@_out
@_config
@_resume
def train_autoencoder(out: Path, config: str, resume: bool) -> int:
    """Train the autoencoder of the flow back end. Its weights are DIR/autoencoder.safetensors.

    \b
    sgc train autoencoder --out run
    sgc train autoencoder --out run --resume
    """

    def run(recipe: Recipe, report: Callable[[FlowProgress], None]) -> None:
        from sgc.backends.flow.train import train_autoencoder

        train_autoencoder(recipe, out, resume, report)

    return _trained("autoencoder", config, run)


@command.command("flow", short_help="The flow back end's generative model.")
@_out
@click.option("--autoencoder", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True),
              help="Default: the one in DIR, else sgc's own.")  # fmt: skip
@_config
@_resume
def train_flow(out: Path, autoencoder: Path | None, config: str, resume: bool) -> int:
    """Train the flow model in the latent space of an autoencoder. Its weights are DIR/flow.safetensors and
    DIR/sprites.safetensors.

    \b
    sgc train flow --out run
    torchrun --nproc-per-node 4 -m sgc train flow --config gpu --out run
    SGC_FLOW=run sgc compile scene.sgc -o out.png --backend flow
    """

    def run(recipe: Recipe, report: Callable[[FlowProgress], None]) -> None:
        from sgc.backends.flow.train import train_flow
        from sgc.backends.flow.weights import AUTOENCODER, own_folder

        here = out / AUTOENCODER
        train_flow(recipe, out, autoencoder or (here if here.exists() else own_folder() / AUTOENCODER), resume, report)

    return _trained("flow", config, run)


@command.command("sprites", short_help="The flow model's sprites, anew from the pictures of today.")
@_out
def teach_sprites(out: Path) -> int:
    """Solve for the sprites of the flow model anew, after pictures or nouns have changed. All else in DIR is as in
    sgc's own weights; no step of training is taken.

    \b
    sgc train sprites --out run
    """
    try:
        from sgc.backends.flow.train import teach_sprites as solve
        from sgc.backends.flow.weights import own_folder
    except ImportError as missing:
        raise _without(missing, "neural") from None
    solve(own_folder(), out)
    return Exit.DONE


def _without(missing: ImportError, extra: str) -> MissingError:
    return MissingError(f"Training needs the package {missing.name}: pip install 'sgc[{extra}]'")


def _trained(network: str, config: str, run: Callable[[Recipe, Callable[[FlowProgress], None]], None]) -> int:
    """Train by the recipe, with its progress shown."""
    try:
        from sgc.backends.flow.recipe import recipe_named
    except ImportError as missing:
        raise _without(missing, "neural") from None
    try:
        recipe = recipe_named(config, network)
        with display(-(-recipe.steps // recipe.log_every)) as show:

            def report(progress: FlowProgress) -> None:
                show(str(progress))
                if not sys.stderr.isatty():
                    click.echo(str(progress), err=True)

            run(recipe, report)
    except (FileNotFoundError, ValueError) as problem:
        raise click.UsageError(f"{problem}.") from None
    return Exit.DONE
