"""Training of the flow back end's networks: the same recipe learns the same, stopped, shared out or neither."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from pretended_card import CARD, PretendedCard

from sgc.backends.flow import data
from sgc.backends.flow import train as training
from sgc.backends.flow.autoencoder import Autoencoder
from sgc.backends.flow.evaluation import boxes_right, held_out_layouts
from sgc.backends.flow.learners import AutoencoderLearner, FlowLearner, condition_of, sprite_planes
from sgc.backends.flow.model import FlowModel, Size
from sgc.backends.flow.phrases import SIZE
from sgc.backends.flow.recipe import Recipe, recipe_named
from sgc.backends.flow.sampler import SOLVERS, Guidance, noise, sample
from sgc.backends.flow.train import LOG, Progress, teach_sprites, train
from sgc.backends.flow.weights import AUTOENCODER, FLOW, read, store_autoencoder, store_flow
from sgc.graph.vocabulary import lookup

TINY = Size((8, 8, 16), 8)
RECIPE = Recipe(steps=6, batch=2, side=32, save_every=2, log_every=1, size=TINY)


@pytest.fixture(autouse=True)
def _few_nouns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    few = tuple(noun for word in ("apple", "circle", "grass") if (noun := lookup(word)) is not None)
    monkeypatch.setattr(data, "training_nouns", lambda: few)
    monkeypatch.setattr("sgc.backends.flow.learners.training_nouns", lambda: few)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def _flow_learner() -> FlowLearner:
    torch.manual_seed(3)
    words = ("apple", "circle", "grass")
    embeddings = dict(zip(words, torch.nn.functional.normalize(torch.randn(3, SIZE)), strict=True))
    return FlowLearner(0, 32, Autoencoder(), embeddings, TINY)


def _weights(network: torch.nn.Module) -> list[torch.Tensor]:
    return [*network.state_dict().values()]


def test_a_run_that_was_stopped_ends_like_one_that_was_not(tmp_path: Path) -> None:
    whole = train("flow", _flow_learner(), RECIPE, tmp_path / "whole")

    def stop(progress: Progress) -> None:
        if progress.step == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train("flow", _flow_learner(), RECIPE, tmp_path / "parts", report=stop)
    parts = train("flow", _flow_learner(), RECIPE, tmp_path / "parts", resume=True)
    assert all(torch.equal(one, other) for one, other in zip(_weights(whole), _weights(parts), strict=True))


KILLED = """
import os, signal, sys
from pathlib import Path
import torch
from sgc.backends.flow.learners import AutoencoderLearner
from sgc.backends.flow.recipe import Recipe
from sgc.backends.flow.train import train
recipe = Recipe(steps=6, batch=2, side=32, save_every=2, log_every=1, threads=1)
out, resume, last = Path(sys.argv[1]), sys.argv[2] == "resumed", int(sys.argv[3])
def report(progress):
    if progress.step == last:
        with open(out / "autoencoder.log.jsonl", "a") as stream:
            stream.write('{"step": 2, "abs')
        os.kill(os.getpid(), signal.SIGKILL)
torch.manual_seed(0)
average = train("autoencoder", AutoencoderLearner(0, 32), recipe, out, resume, report)
torch.save(average.state_dict(), out / "end.pt")
"""


def test_runs_that_were_killed_end_like_one_that_was_not_and_so_do_their_logs(tmp_path: Path) -> None:
    """Killed while a line was written: once after the last checkpoint, and once before there was any of a step."""
    (tmp_path / "killed.py").write_text(KILLED)

    def run(folder: str, how: str, last: int = 0) -> int:
        command = [sys.executable, str(tmp_path / "killed.py"), str(tmp_path / folder), how, str(last)]
        return subprocess.run(command).returncode

    assert [run("parts", "begun", 1), run("parts", "resumed", 5)] == [-signal.SIGKILL] * 2
    assert [run("parts", "resumed"), run("whole", "begun")] == [0, 0]
    parts, whole = (torch.load(tmp_path / folder / "end.pt") for folder in ("parts", "whole"))
    assert all(torch.equal(parts[name], whole[name]) for name in whole)
    assert _logged(tmp_path / "parts") == _logged(tmp_path / "whole")


def _logged(folder: Path) -> list[dict[str, float]]:
    """What a run's log says, without the speeds."""
    lines = (folder / LOG.format("autoencoder")).read_text().splitlines()
    return [{name: value for name, value in json.loads(line).items() if name != "pictures/s"} for line in lines]


def test_another_recipe_is_not_resumed(tmp_path: Path) -> None:
    train("flow", _flow_learner(), RECIPE, tmp_path)
    with pytest.raises(ValueError, match="of another recipe"):
        train("flow", _flow_learner(), replace(RECIPE, rate=1.0), tmp_path, resume=True)
    longer = train("flow", _flow_learner(), replace(RECIPE, steps=8), tmp_path, resume=True)
    assert all(torch.isfinite(one).all() for one in _weights(longer))
    with pytest.raises(FileNotFoundError, match="begin one without --resume"):
        train("flow", _flow_learner(), RECIPE, tmp_path / "none", resume=True)


def test_sprites_are_taught_anew_and_the_rest_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learner = _flow_learner()
    store_autoencoder(tmp_path / AUTOENCODER, learner.autoencoder)
    store_flow(tmp_path, learner.learned, {"apple": torch.zeros(SIZE)})
    words = [lookup(word) for word in ("apple", "circle", "grass", "dog")]
    few = tuple(noun for noun in words if noun is not None)
    monkeypatch.setattr("sgc.backends.flow.learners.training_nouns", lambda: few)
    monkeypatch.setattr(data, "known_nouns", lambda: few)
    monkeypatch.setattr("sgc.backends.flow.phrases.embed", lambda phrases: torch.eye(SIZE)[: len(phrases)])
    teach_sprites(tmp_path, tmp_path / "new")
    before, after = (read(folder).model for folder in (tmp_path, tmp_path / "new"))
    assert [*read(tmp_path / "new").embeddings] == ["apple", "circle", "grass", "dog"]
    assert len(after.sprites.text) > len(before.sprites.text)
    dog = after.sprites(torch.eye(SIZE)[3], torch.zeros(1))
    assert (dog - torch.from_numpy(sprite_planes("dog", False))).square().mean() < 0.01
    kept = after.state_dict()
    assert all(torch.equal(value, kept[name]) for name, value in before.state_dict().items())
    assert (tmp_path / FLOW).read_bytes() == (tmp_path / "new" / FLOW).read_bytes()


def test_the_losses_fall(tmp_path: Path) -> None:
    recipe = replace(RECIPE, steps=60, batch=4)
    learner = _flow_learner()
    pictures = learner.batch(0, range(900, 916))

    def flow_loss() -> float:
        with torch.inference_mode():
            return float(learner(pictures, 0, torch.Generator().manual_seed(0))["flow"])

    before = flow_loss()
    train("flow", learner, recipe, tmp_path)
    assert flow_loss() < 0.97 * before


def test_a_learned_autoencoder_is_better_than_its_components(tmp_path: Path) -> None:
    torch.manual_seed(0)
    learner = AutoencoderLearner(0, 32)
    pictures = learner.batch(0, range(500, 516))

    def error(network: torch.nn.Module) -> float:
        assert isinstance(network, Autoencoder)
        with torch.inference_mode():
            return float((network.decode(network.encode(pictures).mean) - pictures).square().mean())

    before = error(learner.learned)
    recipe = replace(RECIPE, steps=40, batch=4, average=0.9)
    assert error(train("autoencoder", learner, recipe, tmp_path)) < 0.95 * before


def test_recipes_that_come_with_sgc_are_read_and_strange_ones_told(tmp_path: Path) -> None:
    for name in ("cpu", "gpu"):
        for network in ("autoencoder", "flow"):
            assert recipe_named(name, network).steps > 0
    assert recipe_named("gpu", "flow").size.widths == (72, 144, 208)
    own = tmp_path / "own.toml"
    own.write_text("[flow]\nsteps = 3\nbatch = 4\nspeed = 2\n")
    with pytest.raises(ValueError, match="no “speed”"):
        recipe_named(str(own), "flow")
    with pytest.raises(ValueError, match=r"no table \[autoencoder\]"):
        recipe_named(str(own), "autoencoder")
    own.write_text("[flow]\nsteps = 3\nbatch = 4\nsave_every = 30\nlog_every = 20\n")
    with pytest.raises(ValueError, match=r"save_every \(30\) is no multiple of log_every \(20\)"):
        recipe_named(str(own), "flow")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[flow", "is no TOML file"),
        ("flow = 3", r"has no table \[flow\]"),
        ("[flow]\nbatch = 4", "does not say its steps"),
        ('[flow]\nsteps = "many"\nbatch = 4', "has steps = 'many', which ought to be a whole number"),
        ("[flow]\nsteps = 3\nbatch = true", "has batch = True, which ought to be a whole number"),
        ("[flow]\nsteps = 3\nbatch = 0", r"batch \(0\) has to be 1 at least"),
        ("[flow]\nsteps = 3\nbatch = 4\n[flow.size]\nwidths = [72, 144]", "ought to be three whole numbers"),
        ("[flow]\nsteps = 3\nbatch = 4\n[flow.size]\ndepth = 4", "has no “depth”"),
        ("[flow]\nsteps = 3\nbatch = 4\nsize = 5", r"\[flow.size\] is no table"),
    ],
)
def test_what_is_wrong_in_a_recipe_is_told(text: str, message: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(ValueError, match=message):
        recipe_named(str(own), "flow")


def test_a_recipe_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(FileNotFoundError, match="give cpu, gpu, or the path of a TOML file"):
        recipe_named("gpuu", "flow")


@pytest.mark.parametrize("name", ["cpu", "gpu"])
def test_recipes_that_come_with_sgc_run_at_their_size(tmp_path: Path, name: str) -> None:
    """Two steps of few small pictures by a network as large as the recipe's, in the precision that it asks for, whose
    weights can be used afterwards."""
    embeddings = dict(zip(("apple", "circle", "grass"), torch.eye(3, SIZE), strict=True))
    few = {"steps": 2, "batch": 2, "side": 32, "evaluate_every": 0, "log_every": 1}
    first, second = (replace(recipe_named(name, network), **few) for network in ("autoencoder", "flow"))
    code = train("autoencoder", AutoencoderLearner(0, 32), replace(first, workers=min(1, first.workers)), tmp_path)
    assert isinstance(code, Autoencoder)
    learner = FlowLearner(0, 32, code, embeddings, second.size)
    model = train("flow", learner, replace(second, workers=min(1, second.workers)), tmp_path)
    assert isinstance(model, FlowModel)
    store_autoencoder(tmp_path / AUTOENCODER, code)
    store_flow(tmp_path, model, embeddings)
    assert read(tmp_path).model.size == second.size
    assert all(torch.isfinite(one).all() for one in _weights(model))


def test_on_a_card_everything_is_on_the_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Learning, the evaluation in between, and going on with a run; numbers drawn are those of the processor."""
    monkeypatch.setattr(training, "_device", lambda: CARD)
    monkeypatch.setattr(training, "deepcopy", lambda module: deepcopy(module).to(CARD))
    recipe = replace(RECIPE, steps=2, save_every=1, evaluate_every=1)
    with PretendedCard():
        train("autoencoder", AutoencoderLearner(0, 32), recipe, tmp_path)
        learner = _flow_learner()
        layouts = held_out_layouts(32)[:2]

        def evaluate(model: torch.nn.Module) -> dict[str, float]:
            assert isinstance(model, FlowModel)
            return {"boxes right": boxes_right(model, learner.autoencoder, layouts, learner.embeddings)}

        train("flow", learner, recipe, tmp_path, evaluate=evaluate)
        train("flow", learner, replace(recipe, steps=3), tmp_path, resume=True, evaluate=evaluate)
        condition, start = condition_of(layouts, learner.embeddings).to(CARD), noise((0, 1), 8, 8).to(CARD)
        guidance = Guidance(1.5, torch.full(condition.present.shape, 2.0, device=CARD), condition.nothing())
        for solver in SOLVERS.values():
            assert sample(learner.learned, condition, start, 2, solver, guidance).device == CARD


@pytest.mark.parametrize("name", ["cpu", "gpu"])
def test_weights_of_recipes_that_come_with_sgc_are_files_of_16_megabytes_at_most(name: str) -> None:
    model = FlowModel(recipe_named(name, "flow").size)
    assert 2 * sum(value.numel() for value in model.state_dict().values()) <= 16e6


SHARED = """
import sys
from pathlib import Path
import torch
from sgc.backends.flow.learners import AutoencoderLearner
from sgc.backends.flow.recipe import Recipe
from sgc.backends.flow.train import train
torch.manual_seed(0)
recipe = Recipe(steps=3, batch=4, side=32, save_every=3, log_every=1, average=0.5, threads=1)
average = train("autoencoder", AutoencoderLearner(0, 32), recipe, Path(sys.argv[1]))
torch.save(average.state_dict(), Path(sys.argv[1]) / f"end-{sys.argv[2]}.pt")
"""


def test_two_processes_learn_as_one(tmp_path: Path) -> None:
    """Each takes half of every step's pictures; what both end with is equal, and only the first one writes."""
    (tmp_path / "shared.py").write_text(SHARED)
    place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(20000 + os.getpid() % 20000), "WORLD_SIZE": "2"}
    running = [
        subprocess.Popen(
            [sys.executable, str(tmp_path / "shared.py"), str(tmp_path / "out"), str(rank)],
            env=os.environ | place | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
        )
        for rank in range(2)
    ]
    assert [one.wait() for one in running] == [0, 0]
    first, second = (torch.load(tmp_path / "out" / f"end-{rank}.pt") for rank in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)
    lines = (tmp_path / "out" / LOG.format("autoencoder")).read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == [1, 2, 3]
