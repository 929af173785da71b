"""Training of the flow back end's networks: one loop for both, which can be killed at any moment and resumed.

A run depends on its recipe and the code alone: step ``n`` always takes the same examples and the same noise, and a
checkpoint holds all else, so that a resumed run ends with the weights of one that was never stopped. Under ``torchrun``
each process takes its share of a step's examples, and gradients are averaged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from io import BytesIO
from math import cos, pi
from pathlib import Path
from time import monotonic
from typing import Any

import torch
from torch import Tensor, distributed, nn
from torch.utils.data import DataLoader

from sgc.backends.flow.autoencoder import Autoencoder
from sgc.backends.flow.evaluation import boxes_right, held_out_layouts
from sgc.backends.flow.learners import AutoencoderLearner, FlowLearner, Learner, lessons
from sgc.backends.flow.model import FlowModel
from sgc.backends.flow.muon import Muon
from sgc.backends.flow.recipe import Recipe
from sgc.backends.flow.weights import AUTOENCODER, read, read_autoencoder, store_autoencoder, store_flow
from sgc.source.files import write_atomically
from sgc.training.log import Log

CHECKPOINT, LOG = "{}.checkpoint.pt", "{}.log.jsonl"
#: Steps in which the rate of learning rises, and the share of a run, at its end, in which it falls.
WARM, FALL = 50, 0.6


@dataclass(frozen=True, slots=True)
class Progress:
    """After ``step`` of ``steps``: the means of the losses since the last report, what evaluation found where there
    was one, and pictures a second."""

    step: int
    steps: int
    losses: dict[str, float]
    pictures_per_second: float

    def __str__(self) -> str:
        losses = ", ".join(f"{name} {loss:.4f}" for name, loss in self.losses.items())
        return f"step {self.step} of {self.steps}: {losses}; {self.pictures_per_second:.1f} pictures/s"


Report = Callable[[Progress], None]


def quietly(progress: Progress) -> None:
    """Reports nothing."""


def train_autoencoder(recipe: Recipe, out: Path, resume: bool = False, report: Report = quietly) -> None:
    """Write ``autoencoder.safetensors``. Raises as ``train``."""
    torch.manual_seed(recipe.seed)
    average = train("autoencoder", AutoencoderLearner(recipe.seed, recipe.side), recipe, out, resume, report)
    assert isinstance(average, Autoencoder)
    if _rank() == 0:
        store_autoencoder(out / AUTOENCODER, average)


def train_flow(recipe: Recipe, out: Path, autoencoder: Path, resume: bool = False, report: Report = quietly) -> None:
    """Write ``flow.safetensors``, ``sprites.safetensors``, and ``autoencoder.safetensors`` beside them. Raises as
    ``train``, and MissingError without an autoencoder, or without the sentence encoder."""
    if resume:
        _checkpoint("flow", recipe, out)  # what cannot be resumed is told before sprites are solved for
    torch.manual_seed(recipe.seed)
    code = read_autoencoder(autoencoder)
    embeddings = _embeddings()
    learner = FlowLearner(recipe.seed, recipe.side, code, embeddings, recipe.size)
    layouts = held_out_layouts(recipe.side)

    def evaluate(model: nn.Module) -> dict[str, float]:
        assert isinstance(model, FlowModel)
        return {"boxes right": boxes_right(model, learner.autoencoder, layouts, embeddings)}

    average = train("flow", learner, recipe, out, resume, report, evaluate)
    assert isinstance(average, FlowModel)
    if _rank() == 0:
        store_autoencoder(out / AUTOENCODER, code)
        store_flow(out, average, embeddings)


def _embeddings() -> dict[str, Tensor]:
    """The embedding of every phrase that the model knows. Raises MissingError without the sentence encoder."""
    from sgc.backends.flow.data import forms, known_nouns
    from sgc.backends.flow.phrases import embed

    nouns = known_nouns()
    phrases = [noun.concept for noun in (*nouns, *forms(nouns))]
    return dict(zip(phrases, embed(phrases), strict=True))


def teach_sprites(folder: Path, out: Path) -> None:
    """Write the model of a folder with the sprites of the pictures of today, all else as it was; no step is taken.
    Raises MissingError without a model there, or without the sentence encoder."""
    known, embeddings = read(folder), _embeddings()
    known.model.sprites.teach(*lessons(embeddings))
    store_autoencoder(out / AUTOENCODER, known.autoencoder)
    store_flow(out, known.model, embeddings)


def train(
    name: str, learner: Learner[Any], recipe: Recipe, out: Path, resume: bool = False, report: Report = quietly,
    evaluate: Callable[[nn.Module], dict[str, float]] | None = None,
) -> nn.Module:  # fmt: skip
    """Train to the recipe's end, or go on with what is in ``out``; gives the average of the weights, which
    ``evaluate`` measures every so often.

    Raises FileNotFoundError for a checkpoint that is to be resumed and is not there, and ValueError where it is of
    another recipe.
    """
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    device = _device()
    learner.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's own stub lacks it
    average = deepcopy(learner.learned).eval().requires_grad_(False)
    learned = list(learner.learned.parameters())
    optimizers = _optimizers(learner, recipe)
    run, log = _Run(name, learner, average, tuple(optimizers), recipe, out), Log(out / LOG.format(name))
    start = run.resumed() if resume else 0
    if _rank() == 0:
        if not resume:
            run.save(0)  # whatever happens from now on, there is something to go on from
        log.go_on_from(start)
    sums: dict[str, float] = {}
    counted, since = 0, monotonic()
    for step, batch in _batches(learner, recipe, start):
        for optimizer, rate in optimizers.items():
            for group in optimizer.param_groups:
                group["lr"] = rate * _course(recipe, step)
            optimizer.zero_grad(set_to_none=True)
        generator = torch.Generator().manual_seed((recipe.seed * 1_000_003 + step) * 1_021 + _rank())
        with torch.autocast(device.type, torch.bfloat16, enabled=recipe.half):
            losses = learner(_moved(batch, device), step, generator)
        torch.stack([*losses.values()]).sum().backward()  # type: ignore[no-untyped-call]  # torch's own stub lacks types
        _average_gradients(learned)
        nn.utils.clip_grad_norm_(learned, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        _follow(average, learner.learned, min(recipe.average, (1 + step) / (10 + step)))
        for loss, value in losses.items():
            sums[loss] = sums.get(loss, 0.0) + float(value.detach())
        counted, done = counted + 1, step + 1
        if done % recipe.log_every == 0 or done == recipe.steps:
            speed = counted * recipe.batch / max(1e-9, monotonic() - since)
            means = {one: total / counted for one, total in sums.items()}
            if evaluate is not None and recipe.evaluate_every and done % recipe.evaluate_every == 0 and _rank() == 0:
                means |= evaluate(average)
            progress = Progress(done, recipe.steps, means, speed)
            if _rank() == 0:
                log.add(done, means, speed)
                report(progress)
            sums, counted, since = {}, 0, monotonic()
        if done % recipe.save_every == 0 or done == recipe.steps:
            run.save(done)
    return average


@dataclass(frozen=True, slots=True)
class _Run:
    """What a checkpoint is made of."""

    name: str
    learner: Learner[Any]
    average: nn.Module
    optimizers: tuple[torch.optim.Optimizer, ...]
    recipe: Recipe
    out: Path

    def save(self, step: int) -> None:
        if _rank() != 0:
            return
        state = {"learned": self.learner.learned.state_dict(), "average": self.average.state_dict(),
                 "optimizers": [one.state_dict() for one in self.optimizers], "step": step,
                 "recipe": _kind(self.recipe)}  # fmt: skip
        stream = BytesIO()
        torch.save(state, stream)
        write_atomically(self.out / CHECKPOINT.format(self.name), stream.getvalue())

    def resumed(self) -> int:
        """Take up the checkpoint, and return the number of steps that it has done."""
        state = _checkpoint(self.name, self.recipe, self.out)
        self.learner.learned.load_state_dict(state["learned"])
        self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        return int(state["step"])


def _checkpoint(name: str, recipe: Recipe, out: Path) -> dict[str, Any]:
    """What a run of this recipe left in a folder. Raises as ``train``."""
    path = out / CHECKPOINT.format(name)
    try:
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no run in {out} to go on with; begin one without --resume") from None
    if state["recipe"] != _kind(recipe):
        raise ValueError(f"{path} is of another recipe: {state['recipe']}")
    return state


def _kind(recipe: Recipe) -> str:
    """What a checkpoint is of: a run may be made longer or shorter than it was begun."""
    return repr(replace(recipe, steps=0))


def _optimizers(learner: Learner[Any], recipe: Recipe) -> dict[torch.optim.Optimizer, float]:
    """Each with its highest rate of learning."""
    inner = learner.inner()
    own = {id(one) for one in inner}
    rest = [one for one in learner.learned.parameters() if id(one) not in own]
    adam = torch.optim.AdamW(rest, lr=recipe.rate, weight_decay=recipe.decay, betas=(0.9, 0.99))
    return {adam: recipe.rate, Muon(inner, recipe.inner_rate): recipe.inner_rate} if inner else {adam: recipe.rate}


def _course(recipe: Recipe, step: int) -> float:
    """The share of the highest rate: up, level, and down along half a cosine."""
    left = min(1.0, (recipe.steps - step) / (FALL * recipe.steps))
    return min(1.0, (step + 1) / WARM) * (0.5 - 0.5 * cos(pi * left))


def _follow(average: nn.Module, learned: nn.Module, decay: float) -> None:
    with torch.no_grad():
        for own, other in zip(average.parameters(), learned.parameters(), strict=True):
            own.lerp_(other, 1 - decay)


# ---------------------------------------------------------------- several processes


def _world() -> int:
    return int(os.environ.get("WORLD_SIZE", "1"))


def _rank() -> int:
    return int(os.environ.get("RANK", "0"))


def _device() -> torch.device:
    """This process's device; processes that torchrun has started find each other here."""
    cuda = torch.cuda.is_available()
    if _world() > 1 and not distributed.is_initialized():
        distributed.init_process_group("nccl" if cuda else "gloo")
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0"))) if cuda else torch.device("cpu")


def _average_gradients(parameters: list[nn.Parameter]) -> None:
    """Over all processes, each of which had an equal share of the step's examples."""
    if _world() == 1:
        return
    parts = [one.grad for one in parameters if one.grad is not None]
    whole = torch.cat([part.flatten() for part in parts])
    distributed.all_reduce(whole)
    whole.div_(_world())
    for part, mean in zip(parts, torch.split(whole, [part.numel() for part in parts]), strict=True):
        part.copy_(mean.view_as(part))


@dataclass(frozen=True, slots=True)
class _Steps:
    """The batches of this process by step, as a data set that workers may read."""

    learner: Learner[Any]
    share: int

    def __getitem__(self, step: int) -> Any:
        first = (step * _world() + _rank()) * self.share
        return self.learner.batch(step, range(first, first + self.share))


def _batches(learner: Learner[Any], recipe: Recipe, start: int) -> Iterator[tuple[int, Any]]:
    share, left = divmod(recipe.batch, _world())
    if left:
        raise ValueError(f"a batch of {recipe.batch} cannot be shared by {_world()} processes")
    steps: Any = _Steps(learner, share)
    loader: DataLoader[Any] = DataLoader(
        steps, batch_size=None, sampler=range(start, recipe.steps), num_workers=recipe.workers,
        collate_fn=lambda batch: batch,
    )  # fmt: skip
    yield from enumerate(loader, start)


def _moved(batch: Any, device: torch.device) -> Any:
    """A batch on the device: a tensor, None, or a dataclass of such."""
    if batch is None or isinstance(batch, Tensor):
        return batch if batch is None else batch.to(device)
    return type(batch)(*(_moved(getattr(batch, one.name), device) for one in fields(batch)))
