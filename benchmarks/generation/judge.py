"""A judge of painted things that nothing else consults: a small network that names what is in a box, and its colour.

It shares nothing with the detector of the loop, and neither loop nor training nor the choice of a model ever heard of
it: another architecture, seed and training pictures (single things on grounds of its own), and it is told the box.
What it gets wrong of real renders is printed as the noise floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
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
SIDE, MARGIN = 32, 0.1
#: How it learns.
STEPS, BATCH, RATE, SEED = 2000, 64, 3e-3, 777

Box = tuple[float, float, float, float]
Bytes = NDArray[np.uint8]


class Judge(nn.Module):
    """Cut-outs (n, SIDE, SIDE, 3) of bytes to logits of ``labels`` (n, labels) and of basic colours (n, colours)."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        widths = (3, 24, 48, 96)
        self.body = nn.Sequential(
            *(
                nn.Sequential(nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2))
                for a, b in pairwise(widths)
            )
        )
        self.squeeze = nn.Sequential(nn.Flatten(), nn.Linear(96 * (SIDE // 8) ** 2, 256), nn.ReLU())
        self.noun, self.color = nn.Linear(256, labels), nn.Linear(256, len(BASIC))

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

    def __init__(self, nouns: Sequence[Noun] | None = None) -> None:
        self.nouns = [noun for noun in nouns or known_nouns() if noun.kind != "backdrop"]
        names: dict[str, int] = {}
        self.label = {
            noun.concept: names.setdefault(noun.drawing or noun.emoji or noun.icon or noun.concept, len(names))
            for noun in self.nouns
        }
        self.judge = Judge(len(names))

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

    def learn(self, path: Path) -> None:
        """Take up what was learned before, or learn it now and keep it there."""
        if path.exists():
            self.judge.load_state_dict(torch.load(path, weights_only=True))
            self.judge.eval()
            return
        torch.manual_seed(SEED)
        random = np.random.default_rng(SEED)
        optimizer = torch.optim.AdamW(self.judge.parameters(), RATE, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, STEPS)
        for _ in range(STEPS):
            lessons = [self._lesson(random) for _ in range(BATCH)]
            noun, color = self.judge(torch.from_numpy(np.stack([one[0] for one in lessons])))
            terms = torch.tensor([one[2] for one in lessons])
            loss = F.cross_entropy(noun, torch.tensor([one[1] for one in lessons]), label_smoothing=0.05)
            loss = loss + F.cross_entropy(color, terms, ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        self.judge.eval()
        stream = BytesIO()
        torch.save(self.judge.state_dict(), stream)
        write_atomically(path, stream.getvalue())

    def _lesson(self, random: Generator) -> tuple[Bytes, int, int]:
        """A cut-out, its label, and its colour's number, -1 for a thing in its own colours."""
        noun = self.nouns[int(random.integers(len(self.nouns)))]
        tinted = noun.kind == "shape" or random.random() < 0.65
        term = str(random.choice([*BASIC])) if tinted else ""
        tint = np.asarray(rgb(BASIC[term]) if tinted else (0, 0, 0), np.float32)
        form = stored(noun.concept, tinted)
        longer = random.uniform(12, 60)
        scale = longer / max(form.alpha.shape)
        height, width = (max(4, round(side * scale)) for side in form.alpha.shape)
        form = form.resized(width, height)
        pad = 4 + round(0.2 * longer)
        canvas = self._ground(random, height + 2 * pad, width + 2 * pad, noun)
        tint = np.clip(tint + random.normal(0, 0.02, 3), 0, 1).astype(np.float32)
        light = 1 + random.uniform(-0.12, 0.12) * np.linspace(-1, 1, height, dtype=np.float32)[:, None, None]
        room = canvas[pad : pad + height, pad : pad + width]
        room *= 1 - form.alpha[..., None]
        room += (form.tinted[..., None] * tint + form.fixed) * light
        off = random.normal(0, 0.03, 4) * (width, height, width, height)
        box = (pad + off[0], pad + off[1], pad + width + off[2], pad + height + off[3])
        picture = (np.clip(canvas + random.normal(0, 0.01, canvas.shape), 0, 1) * 255).astype(np.uint8)
        return cut(picture, box), self.label[noun.concept], [*BASIC].index(term) if term else -1

    def _ground(self, random: Generator, height: int, width: int, noun: Noun) -> NDArray[np.float32]:
        """A slope between two colours, with a piece of something else at times."""
        first = np.ones(3) * random.uniform(0.85, 1) if random.random() < 0.5 else random.random(3)
        second = np.clip(first + random.normal(0, 0.1, 3), 0, 1)
        along = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
        canvas = np.broadcast_to(first * (1 - along) + second * along, (height, width, 3)).astype(np.float32).copy()
        if random.random() < 0.3:
            x, y = int(random.integers(width)), int(random.integers(height))
            canvas[y : y + height // 4, x : x + width // 4] = random.random(3)
        return canvas


def cut(picture: Bytes, box: Box) -> Bytes:
    """What is in and a little around a box in pixels, (SIDE, SIDE, 3); beyond the picture its edges go on."""
    across, down = MARGIN * (box[2] - box[0]), MARGIN * (box[3] - box[1])
    border = max(picture.shape[:2]) // 4 + 2
    padded = Image.fromarray(np.pad(picture, ((border, border), (border, border), (0, 0)), mode="edge"))
    inner = (box[0] - across + border, box[1] - down + border, box[2] + across + border, box[3] + down + border)
    limit = padded.size
    inner = (max(0.0, inner[0]), max(0.0, inner[1]), min(float(limit[0]), inner[2]), min(float(limit[1]), inner[3]))
    return np.asarray(padded.resize((SIDE, SIDE), Image.Resampling.BILINEAR, inner))
