"""The critic prefers right pictures, and its gradient leads to them."""

import pytest
import torch

from sgc.backends.flow.autoencoder import scaled
from sgc.backends.flow.critic import critic_of
from sgc.backends.flow.data import SIDE, Thing, painted

RED, PAPER = (0.78, 0.16, 0.16), (0.98, 0.98, 0.96)
LEFT, RIGHT = (0.1, 0.3, 0.4, 0.65), (0.6, 0.3, 0.9, 0.65)


def picture(*things):
    pixels = painted([Thing(noun, RED, box) for noun, box in things], PAPER, SIDE).pixels
    return scaled(torch.from_numpy(pixels.copy())[None])[0]


def critic(*things):
    return critic_of([noun for noun, _ in things], torch.tensor([box for _, box in things]))


ASKED = (("apple", LEFT), ("cup", RIGHT))


@pytest.mark.parametrize("wrong", [
    (("apple", LEFT),),
    (("apple", LEFT), ("apple", RIGHT)),
    (("cup", LEFT), ("apple", RIGHT)),
    (*ASKED, ("dog", (0.35, 0.7, 0.65, 0.97))),
    (("apple", (0.2, 0.02, 0.5, 0.3)), ("cup", RIGHT)),
], ids=["missing", "other", "crossed", "one more", "elsewhere"])  # fmt: skip
def test_what_is_asked_for_costs_less_than_anything_else(wrong):
    judge = critic(*ASKED)
    with torch.no_grad():
        assert judge.loss(picture(*ASKED)) < judge.loss(picture(*wrong)) - 0.05


def test_nothing_asked_costs_nothing_and_a_noun_without_a_picture_only_its_place():
    assert critic_of([], torch.zeros(0, 4)).loss(picture(*ASKED)) == 0
    strange = critic_of(["zyzzyva"], torch.tensor([LEFT]))
    with torch.no_grad():
        assert strange.loss(picture(("apple", LEFT))) < strange.loss(picture(("apple", RIGHT)))


def test_its_gradient_leads_to_a_picture_that_costs_less():
    judge, wrong = critic(*ASKED), picture(("apple", LEFT), ("apple", RIGHT)).requires_grad_()
    before = judge.loss(wrong)
    (slope,) = torch.autograd.grad(before, wrong)
    with torch.no_grad():
        assert judge.loss(wrong - 0.02 * slope / slope.square().mean().sqrt()) < before
