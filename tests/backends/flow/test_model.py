"""The flow model sees layouts as it says: sprites in boxes, near things over far ones, attention inside boxes."""

from __future__ import annotations

from dataclasses import replace

import torch

from sgc.backends.flow.autoencoder import CHANNELS, Autoencoder, as_bytes, scaled
from sgc.backends.flow.model import PLANES, SPRITE, Condition, FlowModel, GatedAttention, Size, Sprites, covered, warped
from sgc.backends.flow.phrases import SIZE

TINY = Size((8, 8, 16), 8)


def condition(*boxes: tuple[float, float, float, float]) -> Condition:
    torch.manual_seed(0)
    m = len(boxes)
    return Condition(
        torch.nn.functional.normalize(torch.randn(1, m, SIZE), dim=-1), torch.rand(1, m, 4),
        torch.tensor([boxes]), torch.ones(1, m, dtype=torch.bool), torch.tensor([[0.9, 0.9, 0.9, 1.0]]),
    )  # fmt: skip


def model() -> FlowModel:
    """With every gate open and nothing left at its zeros, as after training."""
    torch.manual_seed(1)
    made = FlowModel(TINY).eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        shown = torch.randint(100, 200, (4, PLANES, SPRITE, SPRITE), dtype=torch.uint8)
        made.sprites.teach(torch.nn.functional.normalize(torch.randn(4, SIZE)), torch.rand(4, 1), shown)
        for attention in made.attend:
            attention.gate.fill_(1.0)
    return made


def test_shapes_and_any_size_of_picture() -> None:
    for rows, columns in ((8, 8), (12, 20)):
        z = torch.randn(1, CHANNELS, rows, columns)
        assert model()(z, torch.tensor([0.3]), condition((0.1, 0.1, 0.6, 0.8))).shape == z.shape


def test_what_is_not_present_has_no_influence() -> None:
    both = condition((0.1, 0.1, 0.4, 0.4), (0.5, 0.5, 0.9, 0.9))
    gone = replace(both, present=torch.tensor([[True, False]]))
    other = replace(gone, text=gone.text.clone(), color=gone.color.clone())
    other.text[0, 1] = torch.randn(SIZE)
    other.color[0, 1] = 1.0
    z, t = torch.randn(1, CHANNELS, 8, 8), torch.tensor([0.5])
    net = model()
    assert torch.equal(net(z, t, gone), net(z, t, other))
    assert not torch.equal(net(z, t, gone), net(z, t, both))
    assert torch.isfinite(net(z, t, both.nothing())).all()


def test_the_map_is_where_boxes_are_and_near_things_cover_far_ones() -> None:
    net = model()
    far, near = (0.0, 0.0, 0.75, 0.75), (0.25, 0.25, 1.0, 1.0)
    both = condition(far, near)
    with torch.no_grad():
        opaque = torch.full((1, PLANES, SPRITE, SPRITE), 255, dtype=torch.uint8)
        net.sprites.teach(both.text[0, :1], torch.ones(1, 1), opaque)
        painted = net.map(both, net.tokens(both, 8, 8), 8, 8)
        alone = condition(far, near)
        alone = replace(alone, present=torch.tensor([[False, True]]))
        only_near = net.map(alone, net.tokens(alone, 8, 8), 8, 8)
    assert torch.allclose(painted[..., 3:6, 3:6], only_near[..., 3:6, 3:6], atol=1e-5)  # the near one, where both are
    assert not torch.allclose(painted[..., 0, 0], only_near[..., 0, 0])
    assert painted[..., 0, 7].abs().max() == 0  # neither


def test_masked_attention_sees_only_the_tokens_that_cover_a_cell() -> None:
    torch.manual_seed(0)
    attention = GatedAttention(8, 8)
    torch.nn.init.ones_(attention.gate)
    x, tokens = torch.randn(1, 8, 4, 4), torch.randn(1, 2, 8)
    mask = covered(torch.tensor([[[0.0, 0.0, 0.5, 1.0], [0.5, 0.0, 1.0, 1.0]]]), 4, 4)
    changed = tokens.clone()
    changed[0, 1] += 1.0
    moved = (attention(x, changed, mask) - attention(x, tokens, mask)).abs().amax((0, 1))
    assert moved[:, :2].max() == 0  # the left half does not hear of what stands right
    assert moved[:, 2:].min() > 0
    nothing = attention(x, tokens, torch.zeros_like(mask))
    assert not torch.equal(nothing, attention(x, tokens, mask))


def test_taught_sprites_come_back_and_others_are_between_them() -> None:
    torch.manual_seed(0)
    text = torch.nn.functional.normalize(torch.randn(6, SIZE))[[0, 0, 1, 2, 3, 4]]
    stated = torch.tensor([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
    drawn = torch.randint(0, 256, (6, PLANES, SPRITE, SPRITE), dtype=torch.uint8)
    drawn[:, :4] = torch.minimum(drawn[:, :4], drawn[:, 4:])  # no more ink than there is opacity
    sprites = Sprites()
    sprites.teach(text, stated, drawn)
    for half in (False, True):
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            assert (sprites(text, stated) * 255 - drawn).abs().max() < 0.5
    near = torch.nn.functional.normalize(text[2:3] + 0.02 * torch.randn(1, SIZE))
    other = sprites(near, stated[2:3])[0]
    off = [float((other - one / 255).square().mean()) for one in drawn]
    assert off.index(min(off)) == 2
    mean = drawn.float().mean(0) / 255
    far = sprites(-text[2:3], stated[2:3])[0]
    assert (far - mean).square().mean() < 0.1 * (drawn[2] / 255 - mean).square().mean()


def test_a_sprite_fills_its_box() -> None:
    looks = torch.ones(1, 4, 32, 32)
    for box in ((0.25, 0.5, 0.75, 1.0), (0.0, 0.0, 0.25, 0.25)):
        placed = warped(looks, torch.tensor([box]), 16, 16)[0, 0]
        left, top, right, bottom = (round(16 * edge) for edge in box)
        assert placed[top + 1 : bottom - 1, left + 1 : right - 1].min() > 0.99
        placed[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = 0
        assert placed.abs().max() == 0


def test_what_fills_its_box_is_as_full_along_its_edges() -> None:
    """However large a sprite's cells are there."""
    placed = warped(torch.ones(1, 4, 8, 8), torch.tensor([(0.0, 0.25, 1.0, 0.75)]), 64, 64)[0, 3]
    assert placed[16:48].min() > 0.999
    assert placed[:16].max() == placed[48:].max() == 0


def test_edges_are_no_wider_where_a_box_is_large() -> None:
    """A disc of 32 cells on 256 is as a disc that is drawn there, but for its rim."""

    def disc(side: int) -> torch.Tensor:
        at = (torch.arange(side * 8) + 0.5) / (side * 8) - 0.5
        inside = (at[:, None].square() + at.square() < 0.4**2).float()[None, None]
        return torch.nn.functional.avg_pool2d(inside, 8)

    placed = warped(disc(32), torch.tensor([(0.0, 0.0, 1.0, 1.0)]), 256, 256)
    assert (placed - disc(256)).abs().mean() < 0.012
    assert float(((placed > 0.1) & (placed < 0.9)).float().mean()) < 0.03  # 0.06 along straight lines


def test_nothing_of_a_sprite_is_lost_where_its_box_is_small() -> None:
    """However few cells it covers, of whatever proportions, its ink is what it was."""
    torch.manual_seed(0)
    looks = (torch.rand(1, 1, 32, 32) > 0.9).float()
    for box in ((0.1, 0.2, 0.23, 0.65), (0.3, 0.3, 0.75, 0.37), (0.4, 0.4, 0.5, 0.5)):
        left, top, right, bottom = box
        placed = warped(looks, torch.tensor([box]), 64, 64)
        assert abs(placed.mean() - looks.mean() * (right - left) * (bottom - top)) < 1e-3 * looks.mean()


def test_an_autoencoder_begins_as_principal_components() -> None:
    """As good as the best linear code: flat patches come back exactly, and so does anything in few dimensions."""
    torch.manual_seed(0)
    pictures = torch.nn.functional.interpolate(torch.rand(8, 3, 8, 8) * 2 - 1, scale_factor=4.0)
    code = Autoencoder()
    code.begin_with_components(pictures)
    with torch.inference_mode():
        mean = code.encode(pictures).mean
        assert torch.allclose(code.decode(mean), pictures, atol=1e-3)
        noisy = code.encode(pictures).sample(torch.Generator().manual_seed(0))
    assert 0 < float((noisy - mean).abs().mean()) < 0.2


def test_bytes_and_tensors() -> None:
    pixels = torch.randint(0, 256, (2, 4, 8, 3), dtype=torch.uint8)
    assert torch.equal(as_bytes(scaled(pixels)), pixels)


def test_before_training_it_says_the_sketch() -> None:
    """Opaque sprites of one colour on a ground: what an autoencoder of flat patches decodes is that very picture."""
    torch.manual_seed(0)
    code = Autoencoder()
    code.begin_with_components(torch.nn.functional.interpolate(torch.rand(16, 3, 8, 8) * 2 - 1, scale_factor=4.0))
    net = FlowModel(TINY).eval()
    net.begin_with_components(code.components)
    with torch.no_grad():
        net.sprites.mean[: SPRITE**2] = 1.0  # all of it takes the tint …
        net.sprites.mean[-(SPRITE**2) :] = 1.0  # … and is opaque (nothing was taught)
    told = replace(condition((0.25, 0.25, 0.75, 0.75)), color=torch.tensor([[[1.0, 0.0, 0.0, 1.0]]]))
    with torch.inference_mode():
        made = code.decode(net(torch.randn(1, CHANNELS, 8, 8), torch.zeros(1), told))[0]
    assert torch.allclose(made[:, 12:20, 12:20].mean((1, 2)), torch.tensor([1.0, -1.0, -1.0]), atol=0.05)
    assert torch.allclose(made[:, :4, :4].mean((1, 2)), torch.full((3,), 0.8), atol=0.05)


def test_near_the_end_it_leaves_the_latent_as_it_is() -> None:
    net, told = model(), condition((0.1, 0.1, 0.6, 0.6))
    z = torch.randn(1, CHANNELS, 8, 8)
    with torch.inference_mode():
        assert torch.allclose(net(z, torch.tensor([0.9999]), told), z, atol=0.01)
