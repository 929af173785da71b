"""Training of the renders detector: one loop for both of its networks, which can be stopped and resumed anywhere.

Everything that a run depends on is its seed, its number of steps and the code: batch ``n`` of a seed is always the
same, and a checkpoint holds all else, so that a resumed run ends with the weights of one that was never stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from math import cos, pi
from pathlib import Path
from time import monotonic
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

from sgc.source.files import write_atomically
from sgc.training.batches import Batch, Batches
from sgc.training.log import Log
from sgc.training.scenes import Painter
from sgc.training.sprites import Classes
from sgc.verify.renders.model import DIRECTION, Maps, Networks, Proposer, Recogniser

#: The highest rate of learning, reached after WARM steps; it falls to nothing along half a cosine.
RATE, WARM, DECAY = 2e-3, 50, 0.02
#: How much faster the classes' directions are learned: each is met only once in many batches.
DIRECTIONS_RATE = 5.0
#: How sharply directions are told apart.
SHARPNESS = 20.0
#: Steps between checkpoints, and between lines of the log.
SAVE_EVERY, LOG_EVERY = 50, 10
CHECKPOINT, LOG = "checkpoint.pt", "log.jsonl"


@dataclass(frozen=True, slots=True)
class Progress:
    """After ``step`` steps of ``steps``: the means of the losses since the last report, and pictures a second."""

    step: int
    steps: int
    losses: dict[str, float]
    pictures_per_second: float


class Learner(nn.Module):
    """The networks, and for each class of the training the direction that its cut-outs are drawn to."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.networks = Networks()
        self.directions = nn.Parameter(torch.randn(classes, DIRECTION))


def train(
    classes: Classes, out: Path, steps: int, seed: int, resume: bool = False, begin: Networks | None = None,
    workers: int = 1, report: Callable[[Progress], None] = lambda progress: None,
) -> Networks:  # fmt: skip
    """Train for ``steps`` steps in all, from ``begin`` where it is given, or go on with what is in ``out``.

    Raises FileNotFoundError for a checkpoint that is to be resumed and is not there, and ValueError where it is of
    another run.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))  # for each of the two networks, which learn side by side
    learner = Learner(classes.count).to(_device())
    if begin is not None:
        learner.networks.load_state_dict(begin.state_dict())
    optimizer = torch.optim.AdamW(
        [{"params": list(learner.networks.parameters()), "scale": 1.0},
         {"params": [learner.directions], "scale": DIRECTIONS_RATE}], lr=RATE, weight_decay=DECAY,
    )  # fmt: skip
    start = _resumed(out, learner, optimizer, steps, seed) if resume else 0
    if not resume:
        _save(out, learner, optimizer, 0, steps, seed)  # whatever happens from now on, there is something to go on from
    log = Log(out / LOG)
    log.go_on_from(start)
    learner.train()
    sums: dict[str, float] = {}
    pictures, since = 0, monotonic()
    for step, batch in _batches(classes, seed, start, steps, workers):
        for group in optimizer.param_groups:
            group["lr"] = group["scale"] * _rate(step, steps)
        optimizer.zero_grad(set_to_none=True)
        losses = learn(learner, batch)
        nn.utils.clip_grad_norm_(learner.parameters(), 5.0)
        optimizer.step()
        pictures += len(batch.pictures)
        for name, loss in losses.items():
            sums[name] = sums.get(name, 0.0) + loss
        done = step + 1
        if done % LOG_EVERY == 0 or done == steps:
            count = (done - 1) % LOG_EVERY + 1  # checkpoints never lie between two lines of the log
            speed = pictures / max(1e-9, monotonic() - since)
            progress = Progress(done, steps, {name: total / count for name, total in sums.items()}, speed)
            log.add(done, progress.losses, speed)
            report(progress)
            sums, pictures, since = {}, 0, monotonic()
        if done % SAVE_EVERY == 0 or done == steps:
            _save(out, learner, optimizer, done, steps, seed)
    return learner.networks


def networks_of(out: Path) -> Networks:
    """The networks of a run's last checkpoint."""
    state = torch.load(out / CHECKPOINT, weights_only=True, map_location="cpu")
    learner = Learner(len(state["learner"]["directions"]))
    learner.load_state_dict(state["learner"])
    return learner.networks.eval()


def _rate(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / WARM)
    return RATE * warm * (0.5 + 0.5 * cos(pi * step / steps))


def _batches(classes: Classes, seed: int, start: int, steps: int, workers: int) -> Iterator[tuple[int, Batch]]:
    """Each step's number and batch; a second process makes them while the first one learns."""
    batches: Any = Batches(Painter(classes), seed)
    loader: DataLoader[Batch] = DataLoader(
        batches, batch_size=None, sampler=range(start, steps), num_workers=workers, collate_fn=lambda batch: batch,
        prefetch_factor=4 if workers else None,
    )  # fmt: skip
    yield from enumerate(loader, start)


# ---------------------------------------------------------------- what is learned


def learn(learner: Learner, batch: Batch) -> dict[str, float]:
    """Add to the gradients what the batch teaches. Returns every part of the loss, weighted."""

    def back(losses: dict[str, Tensor]) -> dict[str, float]:
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
        return {name: float(loss.detach()) for name, loss in losses.items()}

    networks = learner.networks
    with ThreadPoolExecutor(1) as other:  # the networks share nothing, so that each can have a core of its own
        looks = other.submit(lambda: back(_recogniser_losses(networks.recogniser, learner.directions, batch)))
        return back(_proposer_losses(networks.proposer, batch)) | looks.result()


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def scaled(pictures: Any) -> Tensor:
    """Bytes (n, height, width, 3) as what networks take: (n, 3, height, width), -1 to 1."""
    return tensor(pictures).permute(0, 3, 1, 2).float().div_(127.5).sub_(1.0)


def tensor(array: Any) -> Tensor:
    return torch.from_numpy(array).to(_device())


def _proposer_losses(proposer: Proposer, batch: Batch) -> dict[str, Tensor]:
    maps: Maps = proposer(scaled(batch.pictures))
    truth, edges = tensor(batch.center), tensor(batch.edges)
    asked = edges.amin(1) > 0
    return {
        "center": _focal(maps.center[:, 0], truth),
        "edges": _edge_loss(maps.edges.permute(0, 2, 3, 1)[asked], edges.permute(0, 2, 3, 1)[asked]),
        "text": 0.5 * F.binary_cross_entropy_with_logits(maps.text[:, 0], tensor(batch.text)),
    }


def _focal(logit: Tensor, truth: Tensor) -> Tensor:
    """The focal loss of H. Law and J. Deng, "CornerNet" (2018): cells near a middle count less the nearer they are."""
    share = logit.sigmoid()
    middle = truth == 1
    found = F.logsigmoid(logit) * (1 - share) ** 2 * middle
    empty = F.logsigmoid(-logit) * share**2 * (1 - truth.clamp(min=0)) ** 4 * (~middle & (truth >= 0))
    return -(found.sum() + empty.sum()) / middle.sum().clamp(min=1)


def _edge_loss(seen: Tensor, truth: Tensor) -> Tensor:
    """What the boxes lack in common (1 - intersection over union), and how far each edge's logarithm is off."""
    if not len(truth):
        return seen.sum()
    own, other = seen.exp(), truth
    across = torch.minimum(own[:, 0], other[:, 0]) + torch.minimum(own[:, 2], other[:, 2])
    down = torch.minimum(own[:, 1], other[:, 1]) + torch.minimum(own[:, 3], other[:, 3])
    shared = across * down
    joint = _area(own) + _area(other) - shared
    return (1 - shared / joint).mean() + 0.5 * F.smooth_l1_loss(seen, truth.log(), beta=0.1)


def _area(edges: Tensor) -> Tensor:
    return (edges[:, 0] + edges[:, 2]) * (edges[:, 1] + edges[:, 3])


def _recogniser_losses(recogniser: Recogniser, directions: Tensor, batch: Batch) -> dict[str, Tensor]:
    looks = recogniser(scaled(batch.cut_outs))
    labels = tensor(batch.labels)
    whole = labels >= 0
    turn = tensor(batch.turn)
    turned = whole & (turn.square().sum(1) > 0.5)
    valid = 0.5 * F.binary_cross_entropy_with_logits(looks.valid, whole.float())
    if not whole.any():
        return {"valid": valid}
    likeness = looks.direction[whole] @ F.normalize(directions, dim=1).T
    shift = F.smooth_l1_loss(looks.shift[whole], tensor(batch.shift)[whole], beta=0.02)
    return {
        "valid": valid,
        "noun": F.cross_entropy(SHARPNESS * likeness, labels[whole]),
        "shift": 10.0 * shift,
        "turn": 0.5 * (1 - (looks.turn[turned] * turn[turned]).sum(1)).sum() / turned.sum().clamp(min=1),
    }


# ---------------------------------------------------------------- what is kept


def _save(out: Path, learner: Learner, optimizer: torch.optim.Optimizer, step: int, steps: int, seed: int) -> None:
    stream = BytesIO()
    state = {"learner": learner.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "steps": steps,
             "seed": seed}  # fmt: skip
    torch.save(state, stream)
    write_atomically(out / CHECKPOINT, stream.getvalue())


def _resumed(out: Path, learner: Learner, optimizer: torch.optim.Optimizer, steps: int, seed: int) -> int:
    """Take up the checkpoint, and return the number of steps that it has done."""
    try:
        state = torch.load(out / CHECKPOINT, weights_only=True, map_location="cpu")
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no run in {out} to go on with; begin one without --resume") from None
    if (state["steps"], state["seed"]) != (steps, seed):
        raise ValueError(f"{out / CHECKPOINT} is of a run of {state['steps']} steps with seed {state['seed']}")
    learner.load_state_dict(state["learner"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])
