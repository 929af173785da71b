"""Solvers follow the flow to their order, seeds are a picture's own, and what is kept stays."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from sgc.backends.flow import sampler
from sgc.backends.flow.autoencoder import CHANNELS
from sgc.backends.flow.model import Condition, FlowModel, Size
from sgc.backends.flow.phrases import SIZE
from sgc.backends.flow.sampler import SOLVERS, Guidance, Kept, euler, noise, sample, times
from sgc.backends.flow.weights import weights

TINY = Size((8, 8, 16), 8)


def gaussian(z: Tensor, t: float) -> Tensor:
    """What a number of the distribution N(2, 0.5²) at time t is without noise, on the average: known exactly."""
    variance = (1 - t) ** 2 + 0.25 * t**2
    return 2 + 0.25 * t / variance * (z - 2 * t)


def exact(start: float) -> float:
    """Where the flow of that distribution leads: quantiles stay quantiles."""
    return 2 + 0.5 * start


@pytest.mark.parametrize("name", SOLVERS)
def test_solvers_come_to_the_end_of_the_flow(name: str) -> None:
    start = torch.tensor([-1.5, 0.0, 0.7], dtype=torch.float64)
    wanted = torch.tensor([exact(float(one)) for one in start], dtype=torch.float64)
    off = [(SOLVERS[name](gaussian, start, times(steps)) - wanted).abs().max().item() for steps in (16, 64)]
    assert off[1] < (0.02 if name == "euler" else 0.002)
    order = math.log2(off[0] / off[1]) / 2
    assert order > (0.8 if name == "euler" else 1.4)


def test_higher_order_is_nearer_with_equal_steps() -> None:
    start = torch.tensor([-1.5, 0.7], dtype=torch.float64)
    wanted = torch.tensor([exact(float(one)) for one in start], dtype=torch.float64)
    off = {name: (solver(gaussian, start, times(16)) - wanted).abs().max().item() for name, solver in SOLVERS.items()}
    assert off["heun"] < off["euler"]
    assert off["multistep"] < off["euler"]


def test_times_go_from_noise_to_picture() -> None:
    for steps in (1, 2, 8, 50):
        found = times(steps)
        assert len(found) == steps + 1
        assert (found[0], found[-1]) == (0.0, 1.0)
        assert found == sorted(found)


def test_a_picture_has_the_noise_of_its_seed_wherever_it_stands() -> None:
    assert torch.equal(noise([4, 5], 4, 4)[1], noise([5], 4, 4)[0])
    assert not torch.equal(noise([4], 4, 4), noise([5], 4, 4))


def _model_and_condition() -> tuple[FlowModel, Condition]:
    torch.manual_seed(0)
    model = FlowModel(TINY).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    boxes = torch.tensor([[[0.0, 0.0, 0.5, 0.5], [0.5, 0.5, 1.0, 1.0]]])
    told = Condition(
        torch.randn(1, 2, SIZE), torch.rand(1, 2, 4), boxes, torch.ones(1, 2, dtype=torch.bool), torch.ones(1, 4)
    )
    return model, told


def test_what_is_kept_stays_and_the_rest_is_new() -> None:
    model, told = _model_and_condition()
    latents, anew = torch.randn(1, CHANNELS, 8, 8), torch.zeros(1, 1, 8, 8)
    anew[..., :4, :4] = 1.0
    for solver in (euler, SOLVERS["multistep"], SOLVERS["heun"]):
        made = sample(model, told, noise([1], 8, 8), 4, solver, kept=Kept(latents, anew))
        assert torch.allclose(made[..., 4:, :], latents[..., 4:, :], atol=1e-4)
        assert not torch.allclose(made[..., :4, :4], latents[..., :4, :4], atol=0.1)


def test_guidance_of_one_is_none_and_boxes_are_led_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampler, "LAST", 1.0)  # no last look, which passes a little of it on
    model, told = _model_and_condition()
    model.sprites.mean.fill_(0.8)
    start = noise([1], 8, 8)
    plain = sample(model, told, start, 2)
    assert torch.equal(plain, sample(model, told, start, 2, guidance=Guidance(1.0)))
    led = sample(model, told, start, 1, guidance=Guidance(1.0, torch.tensor([[3.0, 1.0]])))
    once = sample(model, told, start, 1)
    assert torch.allclose(led[..., 4:, :], once[..., 4:, :], atol=1e-5)
    assert not torch.allclose(led[..., :4, :4], once[..., :4, :4], atol=1e-5)


def test_guidance_is_for_things_and_leaves_the_ground_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampler, "LAST", 1.0)
    model, told = _model_and_condition()
    model.sprites.mean.fill_(0.8)
    start = noise([1], 8, 8)
    plain, led = (sample(model, told, start, 1, guidance=Guidance(scale)) for scale in (1.0, 2.0))
    there = (model.lay(told, 8, 8).coverage > 0).expand_as(plain)
    assert there.any()
    assert torch.allclose(led[~there], plain[~there], atol=1e-5)
    assert not torch.allclose(led[there], plain[there], atol=1e-5)


def test_the_last_look_takes_off_what_is_left_of_the_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a plain ground, on which pixels should not differ from their neighbours."""
    found = weights()
    told = Condition(
        torch.zeros(1, 1, SIZE), torch.zeros(1, 1, 4), torch.tensor([[[0.2, 0.2, 0.8, 0.8]]]),
        torch.zeros(1, 1, dtype=torch.bool), torch.tensor([[0.9, 0.9, 0.9, 1.0]]),
    )  # fmt: skip

    def grain() -> float:
        with torch.inference_mode():
            pixels = found.autoencoder.decode(sample(found.model, told, noise([1], 32, 32), 2))
        return float((pixels[..., 1:, 1:] - pixels[..., :-1, :-1]).std())

    clean = grain()
    monkeypatch.setattr(sampler, "LAST", 1.0)
    assert clean < 0.95 * grain()


def test_a_loss_leads_the_picture_down_its_gradient() -> None:
    torch.manual_seed(0)
    model, condition = FlowModel(TINY).eval(), Condition(
        torch.zeros(1, 1, SIZE), torch.zeros(1, 1, 4), torch.tensor([[[0.2, 0.2, 0.8, 0.8]]]),
        torch.ones(1, 1, dtype=torch.bool), torch.zeros(1, 4),
    )  # fmt: skip
    start = noise([3], 8, 8)

    def loss(latents: Tensor) -> Tensor:
        return latents[:, :, 2:6, 2:6].square().mean()

    plain = sample(model, condition, start, 4)
    led = sample(model, condition, start, 4, guidance=Guidance(loss=loss))
    assert loss(led) < loss(plain)
    assert not led.requires_grad
