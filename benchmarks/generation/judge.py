"""A judge of painted things that nothing else consults: a small network that names what is in a box, and its colour.

It shares nothing with the detector of the loop, and neither loop nor training nor the choice of a model ever heard of
it: another architecture, seed and training pictures (single things among pieces of others, on grounds of its own), and
it is told the box. What it gets wrong of real renders is printed as the noise floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from sgc.backends.flow.data import known_nouns, stored
from sgc.graph.colors import BASIC
from sgc.graph.vocabulary import Noun
from sgc.source.files import write_atomically
from sgc.verify.renders.glyphs import rgb

#: The side of a cut-out, and how much is seen around a box, as a part of its side.
SIDE, MARGIN = 48, 0.1
#: How it learns.
STEPS, BATCH, RATE, SEED = 4000, 64, 3e-3, 777
#: How often something else is behind and before a thing in its lessons, the most that it hides of the thing's box, and
#: the fewest pixels of a cut-out's side.
COMPANY, HIDDEN, SMALLEST = 0.5, 0.35, 16

Box = tuple[float, float, float, float]
Bytes = NDArray[np.uint8]


class Judge(nn.Module):
    """Cut-outs (n, SIDE, SIDE, 3) of bytes to logits of ``labels`` (n, labels) and of basic colours (n, colours)."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        widths = (3, 24, 48, 96, 128)
        self.body = nn.Sequential(
            *(
                nn.Sequential(nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2))
                for a, b in pairwise(widths)
            )
        )
        self.squeeze = nn.Sequential(nn.Flatten(), nn.Linear(128 * (SIDE // 16) ** 2, 384), nn.ReLU())
        self.noun, self.color = nn.Linear(384, labels), nn.Linear(384, len(BASIC))

    def forward(self, cut_outs: Tensor) -> tuple[Tensor, Tensor]:
        seen = self.squeeze(self.body(cut_outs.permute(0, 3, 1, 2).float() / 255 - 0.5))
        return self.noun(seen), self.color(seen)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a box has the right noun, and the right colour (True where none is asked for)."""

    noun: bool
    color: bool

    @property
    def right(self) -> bool:
        return self.noun and self.color


class Bench:
    """The judge with the nouns that it knows; two nouns with one picture are one to it."""

    def __init__(self, path: Path) -> None:
        """Take up what was learned before, or learn it now and keep it there."""
        stored = torch.load(path, weights_only=True) if path.exists() else {}
        pictures = stored.get("pictures") or [*dict.fromkeys(map(_picture_of, _judged()))]
        numbers = {picture: number for number, picture in enumerate(pictures)}
        self.nouns = [noun for noun in _judged() if _picture_of(noun) in numbers]
        self.label = {noun.concept: numbers[_picture_of(noun)] for noun in self.nouns}
        self.judge = Judge(len(pictures))
        if stored:
            self.judge.load_state_dict(stored["weights"])
        else:
            self._learn()
            stream = BytesIO()
            torch.save({"pictures": pictures, "weights": self.judge.state_dict()}, stream)
            write_atomically(path, stream.getvalue())
        self.judge.eval()

    def verdicts(self, pixels: Bytes, things: Sequence[tuple[str, str, Box]]) -> list[Verdict]:
        """Of each thing's noun, basic colour ("" for its own) and box in parts of the picture's sides."""
        if not things:
            return []
        height, width = pixels.shape[:2]
        cuts = [cut(pixels, (box[0] * width, box[1] * height, box[2] * width, box[3] * height)) for *_, box in things]
        with torch.inference_mode():
            noun, color = self.judge(torch.from_numpy(np.stack(cuts)))
        colors = list(BASIC)
        return [
            Verdict(int(noun[i].argmax()) == self.label.get(name), not term or colors[int(color[i].argmax())] == term)
            for i, (name, term, _) in enumerate(things)
        ]

    def _learn(self) -> None:
        torch.manual_seed(SEED)
        lessons = Lessons(self)
        optimizer = torch.optim.AdamW(self.judge.parameters(), RATE, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, STEPS)
        for _ in range(STEPS):
            cut_outs, labels, terms = lessons.some(BATCH)
            noun, color = self.judge(cut_outs)
            loss = F.cross_entropy(noun, labels, label_smoothing=0.05) + F.cross_entropy(color, terms, ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


def _judged() -> list[Noun]:
    return [noun for noun in known_nouns() if noun.kind != "backdrop"]


def _picture_of(noun: Noun) -> str:
    return noun.drawing or noun.emoji or noun.icon or noun.concept


class Lessons:
    """Cut-outs with their labels, by torch's own chance."""

    def __init__(self, bench: Bench) -> None:
        kinds = [(noun, tinted) for noun in bench.nouns for tinted in (True, False) if tinted or noun.kind == "picture"]
        self.labels = torch.tensor([bench.label[noun.concept] for noun, _ in kinds])
        self.tinted = torch.tensor([tinted for _, tinted in kinds])
        self.looks = torch.stack([_planes(noun, tinted) for noun, tinted in kinds])
        self.colors = torch.tensor([rgb(color) for color in BASIC.values()])

    def some(self, n: int) -> tuple[Tensor, Tensor, Tensor]:
        """Cut-outs (n, SIDE, SIDE, 3), their labels (n) and the numbers of their colours (n), -1 for own colours."""
        room = MARGIN / (1 + 2 * MARGIN)
        box = torch.tensor([room, room, 1 - room, 1 - room]) + 0.025 * torch.randn(n, 4)
        kinds, terms, thing = self._things(n)
        canvas = self._ground(n)
        _lay(canvas, self._things(n)[2], self._beside(n, box, 1.0))
        _lay(canvas, thing, box)
        _lay(canvas, self._things(n)[2], self._beside(n, box, HIDDEN))
        # things of all sizes, as many at a time as have the same
        parts = [_as_seen(part, int(torch.randint(SMALLEST, 80, ()))) for part in canvas.split(8)]
        seen = torch.cat(parts) + 0.01 * torch.randn(n, 3, SIDE, SIDE)
        return (seen.clamp(0, 1) * 255).byte().permute(0, 2, 3, 1), self.labels[kinds], terms

    def _things(self, n: int) -> tuple[Tensor, Tensor, Tensor]:
        """Numbers of kinds (n), of colours (n), and looks (n, 4, SIDE, SIDE): premultiplied colours, and opacity."""
        kinds = torch.randint(len(self.labels), (n,))
        terms = torch.randint(len(self.colors), (n,))
        looks = self.looks[kinds]
        tint = (self.colors[terms] + 0.02 * torch.randn(n, 3)).clamp(0, 1)[..., None, None]
        light = 1 + 0.12 * (2 * torch.rand(n, 1, 1, 1) - 1) * torch.linspace(-1, 1, SIDE)[:, None]
        inks = (looks[:, :1] * tint + looks[:, 1:4]) * light
        return kinds, torch.where(self.tinted[kinds], terms, -1), torch.cat((inks, looks[:, 4:]), 1)

    def _beside(self, n: int, box: Tensor, most: float) -> Tensor:
        """Boxes (n, 4) of something else, each over no more than this share of the thing's; some of them nowhere."""
        sides = 0.3 + 1.2 * torch.rand(n, 2)
        corner = torch.rand(n, 2) * (1 + sides) - sides
        found = torch.cat((corner, corner + sides), 1)
        meeting = torch.minimum(found[:, 2:], box[:, 2:]) - torch.maximum(found[:, :2], box[:, :2])
        shared = meeting.clamp(min=0).prod(1)
        shown = (shared <= most * (box[:, 2:] - box[:, :2]).prod(1)) & (torch.rand(n) < COMPANY)
        return torch.where(shown[:, None], found, torch.tensor([2.0, 2.0, 3.0, 3.0]))

    def _ground(self, n: int) -> Tensor:
        """Slopes between two colours, half of them pale; (n, 3, SIDE, SIDE)."""
        pale = (torch.rand(n, 1) < 0.5) * 0.85
        first = pale + (1 - pale) * torch.rand(n, 3)
        second = first + 0.1 * torch.randn(n, 3)
        along = torch.linspace(0, 1, SIDE)
        return torch.lerp(first[..., None, None], second[..., None, None], along.expand(SIDE, -1)).clamp(0, 1)


def _planes(noun: Noun, tinted: bool) -> Tensor:
    """How much of the tint, premultiplied red, green and blue, and opacity, (5, SIDE, SIDE), whatever its form."""
    form = stored(noun.concept, tinted).resized(SIDE, SIDE)
    return torch.from_numpy(np.concatenate((form.tinted[None], form.fixed.transpose(2, 0, 1), form.alpha[None])))


def _lay(canvas: Tensor, looks: Tensor, box: Tensor) -> None:
    """Put looks (n, 4, SIDE, SIDE) over what is there, each in its box (n, 4), in parts of the sides."""
    at = (torch.arange(SIDE) + 0.5) / SIDE
    x = (at - box[:, :1]) / (box[:, 2:3] - box[:, :1]) * 2 - 1
    y = (at - box[:, 1:2]) / (box[:, 3:] - box[:, 1:2]) * 2 - 1
    grid = torch.stack((x[:, None, :].expand(-1, SIDE, -1), y[:, :, None].expand(-1, -1, SIDE)), -1)
    placed = F.grid_sample(looks, grid, align_corners=False)
    canvas.mul_(1 - placed[:, 3:]).add_(placed[:, :3])


def _as_seen(pictures: Tensor, side: int) -> Tensor:
    """The same pictures (n, 3, SIDE, SIDE) as they come from so few pixels."""
    if side >= SIDE:
        return pictures
    small = F.interpolate(pictures, size=(side, side), mode="area")
    return F.interpolate(small, size=(SIDE, SIDE), mode="bilinear", align_corners=False)


def cut(picture: Bytes, box: Box) -> Bytes:
    """What is in and a little around a box in pixels, (SIDE, SIDE, 3); beyond the picture its edges go on."""
    across, down = MARGIN * (box[2] - box[0]), MARGIN * (box[3] - box[1])
    border = max(picture.shape[:2]) // 4 + 2
    padded = Image.fromarray(np.pad(picture, ((border, border), (border, border), (0, 0)), mode="edge"))
    inner = (box[0] - across + border, box[1] - down + border, box[2] + across + border, box[3] + down + border)
    limit = padded.size
    inner = (max(0.0, inner[0]), max(0.0, inner[1]), min(float(limit[0]), inner[2]), min(float(limit[1]), inner[3]))
    return np.asarray(padded.resize((SIDE, SIDE), Image.Resampling.BILINEAR, inner))
