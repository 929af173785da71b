"""The diffusers back end on pipelines of the real classes with random weights: what reaches them, and what does not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from painters import DiscDetector
from safetensors.torch import save as bytes_of
from tiny_pipelines import MODELS, gligen, ip_adapter, save

import sgc
from sgc.backends.conditions import Conditions, conditions_of
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.attended import Attended, spoken, tokens_of
from sgc.backends.diffusers.backend import DiffusersBackend
from sgc.backends.diffusers.drawn import CONTROLS, depth, drawn, edges, segmentation, visible
from sgc.backends.diffusers.inpainting import Inpainter
from sgc.backends.diffusers.placement import attention_mask, cells_of, owners
from sgc.backends.diffusers.prompts import CAPTIONS, caption_of, fibo, ideogram, place_of
from sgc.backends.diffusers.regional import Regional
from sgc.backends.diffusers.siblings import SIBLINGS
from sgc.backends.diffusers.table import BEST, WAYS, WITH_CONTROLNET
from sgc.backends.generative import Sampling
from sgc.compiler import repaired
from sgc.layout.types import Layout
from sgc.source import MissingError, SgcError
from sgc.verify.picture import picture_file
from sgc.verify.pixels import pixels_of

SCENE = """scene 320x256 {
  a: red circle { width: 90, position: (25%, 50%) }
  b: blue square { width: 60, position: (75%, 50%) }
  a left of b
  no green circle
}
"""
PIPELINES = sorted(name for name in MODELS if "controlnet" not in name)
FLOWS = ("flux", "flux2", "flux2_klein", "stable_diffusion_3")

Model = Callable[[str], str]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The folder of a tiny model, by its name."""
    folder = tmp_path_factory.mktemp("models")
    return lambda name: save(name, folder)


def conditions(source: str = SCENE) -> Conditions:
    picture = sgc.compile(source)
    assert isinstance(picture.layout, Layout)
    return conditions_of(picture.layout, picture.scene)


def renamed(given: Conditions, id: str, phrase: str) -> Conditions:
    """The same with other words for one thing: the caption, which is of the scene, stays."""
    return replace(given, regions=tuple(replace(one, phrase=phrase) if one.id == id else one for one in given.regions))


def inside(given: Conditions, id: str, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """Which cells of a grid over the picture lie in a thing's box."""
    (box,) = (one.box for one in given.regions if one.id == id)
    found = np.zeros(shape[:2], bool)
    found[cells_of(box, *shape[:2])] = True
    return found


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("name", PIPELINES)
def test_equal_seeds_paint_equal_pictures_of_the_canvas_proportions(model: Model, name: str) -> None:
    picture = sgc.compile(SCENE)
    one, same, other = (
        picture.render(f"diffusers:{model(name)}", side=64, steps=2, seed=seed) for seed in (3, 3, 4)
    )  # fmt: skip
    assert one == same != other
    height, width, _ = pixels_of(picture_file("a.png", one)).shape
    assert (width, height) == (64, 51)


@pytest.mark.parametrize("name", PIPELINES)
def test_steps_and_guidance_are_the_models_own_unless_they_are_stated(model: Model, name: str) -> None:
    usual = DiffusersBackend(model(name)).sampling(7)
    assert usual.seed == 7
    assert usual.steps in (28, 30, 50)
    assert usual.guidance in (3.5, 4.0, 5.0, 7.0, 7.5)
    assert DiffusersBackend(model(name), seed=1, steps=2, guidance=9.0).sampling(7) == Sampling(1, 2, 9.0)


def test_guidance_reaches_the_model(model: Model) -> None:
    picture = sgc.compile(SCENE)
    pictures = {picture.render(f"diffusers:{model('flux')}", side=64, steps=2, guidance=g) for g in (1.0, 3.5, 9.0)}
    assert len(pictures) == 3


def test_what_a_model_can_do_is_said(model: Model) -> None:
    flux, gligen, plain = (DiffusersBackend(model(one)).abilities for one in ("flux", "gligen", "stable_diffusion"))
    assert (flux.regions, flux.boxes, flux.depth_order, flux.negative) == (True, True, True, False)
    assert (gligen.boxes, gligen.most_boxes, gligen.negative) == (True, 30, True)
    assert [one.inpainting for one in (flux, gligen, plain)] == [True] * 3
    prompt = DiffusersBackend(model("stable_diffusion"), way="prompt").abilities
    assert (prompt.boxes, prompt.regions) == (False, False)
    controlled = DiffusersBackend(model("stable_diffusion"), controlnet=model("controlnet")).abilities
    assert (controlled.masks, controlled.depth_order) == (True, True)


# ---------------------------------------------------------------- regional attention


def latents(adapter: Regional, given: Conditions, steps: int = 2) -> np.ndarray[Any, Any]:
    """What a pipeline has made before its autoencoder, rows × columns of tokens × channels."""
    sampling = Sampling(5, steps, adapter.usual(0).guidance)
    size = adapter.abilities.size_for(given.size)
    noise = torch.Generator().manual_seed(sampling.seed)
    made = adapter.pipeline(
        **adapter.inputs(given, size, sampling), width=size[0], height=size[1], num_inference_steps=steps,
        generator=noise, output_type="latent",
    ).images  # fmt: skip
    columns, rows = size[0] // 4, size[1] // 4
    if made.ndim == 4:  # a token is two by two
        made = made[0].view(-1, rows, 2, columns, 2).permute(1, 3, 0, 2, 4)
    return np.asarray(made.reshape(rows, columns, -1))


@pytest.mark.parametrize("name", FLOWS)
def test_the_words_of_a_thing_change_nothing_outside_its_box(model: Model, name: str) -> None:
    """Bit by bit, through all layers and steps, while regions are isolated; and something where it is not."""
    pipeline = DiffusersBackend(model(name), side=64)._adapter.pipeline
    given = conditions()
    other = renamed(given, "a", "golden dog")
    strict, free = (Regional(pipeline, 64, isolated=share) for share in (1.0, 0.0))
    one, two = latents(strict, given), latents(strict, other)
    box = inside(given, "a", one.shape)
    changed = (one != two).any(axis=2)
    assert not changed[~box].any()
    assert changed[box].any()
    assert (latents(free, given) != latents(free, other)).any(axis=2)[~box].any()


@pytest.mark.parametrize("name", FLOWS)
def test_regions_are_isolated_in_the_first_steps_only(model: Model, name: str) -> None:
    pipeline = DiffusersBackend(model(name), side=64)._adapter.pipeline
    given = conditions()
    early, late, half = (latents(Regional(pipeline, 64, isolated=share), given, 4) for share in (1.0, 0.0, 0.5))
    assert (half != early).any()
    assert (half != late).any()


def test_in_a_mask_nothing_of_a_region_gets_out() -> None:
    owner = torch.tensor([-1, 0, 0, 1, -1, 1])
    texts, parts = 3, (2, 4)
    for text_first in (True, False):
        mask = attention_mask(owner, texts, parts, isolated=True, text_first=text_first)
        group = [-2] * 3 + [0] * 2 + [1] * 4
        whose = torch.tensor([*group, *owner.tolist()] if text_first else [*owner.tolist(), *group])
        reached = mask.float()
        for _ in range(4):  # through layers
            reached = ((reached @ mask.float()) > 0).float()
        for region in (0, 1):
            assert not reached[whose != region][:, whose == region].any()
        free = attention_mask(owner, texts, parts, isolated=False, text_first=text_first)
        assert (free >= mask).all()
        assert free.any(dim=1).all()


def test_a_token_belongs_to_the_nearest_thing_and_every_thing_has_one() -> None:
    given = conditions("scene 200x200 { back: blue square { width: 100 }; front: red circle { width: 60 }; "
                       "front in front of back; dot: green circle { width: 10 } }")  # fmt: skip
    grid = owners(given, 10, 10)
    front, back, dot = ([one.id for one in given.regions].index(id) for id in ("front", "back", "dot"))
    boxes = {id: inside(given, id, (10, 10)) for id in ("front", "back")}
    assert (grid[torch.tensor(boxes["front"])] == front).all()
    assert not (grid[torch.tensor(boxes["back"] & ~boxes["front"])] == front).any()
    assert (grid == dot).sum() == 1
    assert (grid == back).any()


# ---------------------------------------------------------------- energies on attention


def test_latents_are_moved_to_where_phrases_are_attended_to_in_their_boxes(model: Model) -> None:
    adapter = DiffusersBackend(model("stable_diffusion"), side=64)._adapter
    assert isinstance(adapter, Attended)
    given = conditions()
    prompt, spans = spoken(given.regions, "a plain background")
    tokens = tokens_of(adapter.pipeline.tokenizer, prompt, spans)
    assert [len(one) for one in tokens] == [len("a red circle"), len("a blue square")]  # a token is a byte
    words = adapter.pipeline.encode_prompt(prompt, "cpu", 1, False)[0]
    adapter.pipeline.scheduler.set_timesteps(4)
    time = adapter.pipeline.scheduler.timesteps[1]
    boxes = [one.box for one in given.regions]
    latents = torch.randn(1, 4, 24, 32, generator=torch.Generator().manual_seed(0)).requires_grad_(True)
    before = adapter.energy(latents, words, time, tokens, boxes)
    (slope,) = torch.autograd.grad(before, latents)
    assert slope.abs().max() > 0
    stride = 1e-2 / slope.norm()
    assert 0 < adapter.energy(latents - stride * slope, words, time, tokens, boxes) < before
    everywhere = [(0.0, 0.0, 1.0, 1.0)] * 2
    assert adapter.energy(latents, words, time, tokens, everywhere) < before


def test_boxes_reach_a_model_that_was_never_trained_on_them(model: Model) -> None:
    pipeline = DiffusersBackend(model("stable_diffusion"), side=64)._adapter.pipeline
    given, sampling = conditions(), Sampling(0, 4, 7.5)
    moved = replace(given, regions=(replace(given.regions[0], box=(0.5, 0.0, 1.0, 0.3)), given.regions[1]))
    strong = Attended(pipeline, 64, stride=1e6)  # attention of random weights hardly has a slope
    assert (strong.paint(given, sampling) != strong.paint(moved, sampling)).any()
    unmoved = Attended(pipeline, 64, stride=0.0)
    assert (unmoved.paint(given, sampling) == unmoved.paint(moved, sampling)).all()
    assert "Watching" not in str(pipeline.unet.attn_processors)


# ---------------------------------------------------------------- the other ways


def test_gligen_gets_phrases_and_boxes(model: Model) -> None:
    adapter = DiffusersBackend(model("gligen"), side=64)._adapter
    given = conditions()
    told = adapter.inputs(given, (64, 48), Sampling(0, 2, 7.5))
    assert told["gligen_phrases"] == ["a red circle", "a blue square"]
    assert told["gligen_boxes"] == [list(one.box) for one in given.regions]
    assert told["negative_prompt"] == "green circle"
    sampling = Sampling(0, 4, 7.5)
    first = adapter.paint(given, sampling)
    moved = replace(given, regions=(given.regions[0], replace(given.regions[1], box=(0.1, 0.1, 0.3, 0.3))))
    assert (adapter.paint(moved, sampling) != first).any()
    assert (adapter.paint(renamed(given, "b", "dog"), sampling) != first).any()


def test_a_figure_without_things_is_painted_too(model: Model) -> None:
    for name in ("gligen", "flux", "stable_diffusion"):
        assert sgc.compile("scene 64x64 { }").render(f"diffusers:{model(name)}", side=64, steps=1)


@pytest.mark.parametrize("control", sorted(CONTROLS))
def test_a_controlnet_follows_what_is_drawn(model: Model, control: str) -> None:
    adapter = DiffusersBackend(
        model("stable_diffusion"), side=64, controlnet=model("controlnet"), control=control
    )._adapter
    given = conditions()
    (image,) = (one for name, one in adapter.inputs(given, (64, 48), Sampling(0, 2, 7.5)).items() if name == "image")
    assert (np.asarray(image) == CONTROLS[control](given, (64, 48))).all()
    moved = conditions(SCENE.replace("25%", "35%"))
    assert (adapter.paint(given, Sampling(0, 2, 7.5)) != adapter.paint(moved, Sampling(0, 2, 7.5))).any()


def test_flux_takes_a_controlnet_of_its_own(model: Model) -> None:
    backend = DiffusersBackend(model("flux"), side=64, controlnet=model("flux_controlnet"), control="depth")
    assert set(backend._adapter.inputs(conditions(), (64, 64), Sampling(0, 1, 3.5))) == {"prompt", "control_image"}
    assert backend.paint(conditions(), Sampling(0, 1, 3.5)).any()


@pytest.mark.parametrize(("name", "kind"), [
    ("stable_diffusion_xl", "StableDiffusionXLPipeline"), ("stable_diffusion_3", "StableDiffusion3Pipeline"),
])  # fmt: skip
def test_other_models_follow_a_controlnet_of_their_own(model: Model, name: str, kind: str) -> None:
    backend = DiffusersBackend(model(name), side=64, controlnet=model(f"{name}_controlnet"), control="edges")
    assert type(backend._adapter.pipeline).__name__ == WITH_CONTROLNET[kind]
    moved = conditions(SCENE.replace("25%", "35%"))
    assert (backend.paint(conditions(), Sampling(0, 2, 5.0)) != backend.paint(moved, Sampling(0, 2, 5.0))).any()


def test_an_ip_adapter_is_shown_the_drawing(model: Model, tmp_path: Path) -> None:
    name = model("stable_diffusion")
    adapter = DiffusersBackend(name, side=64, ip_adapter=ip_adapter(tmp_path))._adapter
    assert DiffusersBackend(name, side=64)._adapter.pipeline is not adapter.pipeline, "it is changed by that"
    given, sampling = conditions(), Sampling(0, 2, 7.5)
    shown = adapter.inputs(given, (64, 48), sampling)["ip_adapter_image"]
    assert (np.asarray(shown) == drawn(given, (64, 48))).all()
    moved = conditions(SCENE.replace("25%", "35%"))
    assert (adapter.paint(given, sampling) != adapter.paint(moved, sampling)).any()


def test_drawings_for_controlnets_show_what_is_seen() -> None:
    given = conditions("scene 200x200 { sky: sky; back: blue square { width: 100 }; front: red circle { width: 60 }; "
                       "front in front of back }")  # fmt: skip
    size = (200, 200)
    seen = visible(given, size)
    ids = [one.id for one in given.regions]
    assert {ids[number] for number in np.unique(seen)} == {"sky", "back", "front"}
    cx, cy = ((low + high) / 2 for low, high in zip(given.regions[-1].box[:2], given.regions[-1].box[2:], strict=True))
    center = (round(cy * 200), round(cx * 200))
    assert ids[seen[center]] == "front"
    far, near = (depth(given, size)[seen == ids.index(id)].mean() for id in ("back", "front"))
    assert 64 < far < near == 255
    line = edges(given, size)[..., 0] > 0
    assert 0 < line.mean() < 0.1
    assert not line[center]
    colors = segmentation(given, size)
    assert tuple(colors[0, 0]) == (6, 230, 230)
    assert len(np.unique(colors.reshape(-1, 3), axis=0)) == 3


@pytest.mark.parametrize("name", [name for name in PIPELINES if name not in ("bria_fibo", "flux2")])
def test_only_what_is_in_the_boxes_is_painted_again(model: Model, name: str) -> None:
    backend = DiffusersBackend(model(name), side=64)
    given = conditions()
    before = backend.paint(given, Sampling(0, 2, 3.0))
    after = backend.repaint(before, (given.regions[1].box,), given, Sampling(1, 2, 3.0))
    changed = (before != after).any(axis=2)
    box = inside(given, "b", changed.shape)
    assert changed[box].mean() > 0.5
    assert not changed[~box].any()


def test_things_are_painted_into_their_boxes_on_a_background(model: Model) -> None:
    adapter = DiffusersBackend(model("stable_diffusion_inpaint"), side=64)._adapter
    assert isinstance(adapter, Inpainter)
    given = conditions()
    sampling = Sampling(2, 2, 7.5)
    whole, empty = adapter.paint(given, sampling), adapter.paint(replace(given, regions=()), sampling)
    changed = (whole != empty).any(axis=2)
    boxes = inside(given, "a", changed.shape) | inside(given, "b", changed.shape)
    assert changed[boxes].mean() > 0.5
    other = (adapter.paint(renamed(given, "b", "dog"), sampling) != whole).any(axis=2)
    assert not other[~inside(given, "b", other.shape)].any()


def test_what_stands_in_front_is_left_when_something_behind_it_is_painted_again(model: Model) -> None:
    given = conditions("scene 200x200 { back: blue square { width: 100 }; front: red circle { width: 60 }; "
                       "front in front of back }")  # fmt: skip
    backend = DiffusersBackend(model("stable_diffusion"), side=64)
    before = backend.paint(given, Sampling(0, 2, 7.5))
    after = backend.repaint(before, (given.regions[0].box,), given, Sampling(1, 2, 7.5))
    changed = (before != after).any(axis=2)
    assert not changed[inside(given, "front", changed.shape)].any()
    assert changed.any()


def test_a_structured_caption_is_what_the_model_gets(model: Model) -> None:
    adapter = DiffusersBackend(model("bria_fibo"), side=64)._adapter
    assert adapter.inputs(conditions(), (64, 64), Sampling(0, 1, 5.0)) == {
        "prompt": fibo(conditions()), "negative_prompt": '{"short_description": "green circle"}',
    }  # fmt: skip
    assert not adapter.abilities.inpainting


def test_structured_captions_name_every_thing_with_its_place() -> None:
    given = conditions('scene 200x200 { grass: grass; a: 2 red cup "Tea"; b: dog; b right of a; no knife }')
    fields = json.loads(fibo(given))
    assert [one["description"] for one in fields["objects"]].count('a red cup with the words "Tea" on it') == 2
    assert all("% across" in one["location"] for one in fields["objects"])
    (dog,) = (one for one in fields["objects"] if one["description"] == "a dog")
    assert dog["relationship"] == "right of the red cup"
    assert fields["background_setting"] == "grass"
    assert [one["text"] for one in fields["text_render"]] == ["Tea", "Tea"]
    assert "knife" not in fibo(given)
    composed = json.loads(ideogram(given))["compositional_deconstruction"]
    assert composed["background"] == "grass"
    assert [one["type"] for one in composed["elements"]].count("text") == 2


def test_captions_say_the_scene_and_not_what_is_absent() -> None:
    assert "red circle" in caption_of(conditions())
    assert "green" not in caption_of(conditions())
    assert place_of((0.0, 0.0, 0.2, 0.2)) == "top left"
    assert place_of((0.4, 0.4, 0.6, 0.6)) == "center"
    assert place_of((0.8, 0.4, 1.0, 0.6)) == "middle right"


# ---------------------------------------------------------------- what is missing or does not fit


def test_a_model_that_is_not_here_is_said_with_the_command_that_gets_it() -> None:
    with pytest.raises(MissingError, match="hf download somebody/nothing"):
        DiffusersBackend("somebody/nothing").sampling(0)


@pytest.mark.parametrize(("files", "message"), [
    ({}, "has no model_index.json that names its class"),
    ({"model_index.json": "[]"}, "has no model_index.json that names its class"),
    ({"config.json": '{"_class_name": "ControlNetModel"}'}, "is a ControlNetModel, which is a part of one"),
    ({"model_index.json": '{"_class_name": "FluxPipeline"}'}, "is no diffusers pipeline that can be used"),
])  # fmt: skip
def test_a_folder_without_a_pipeline_is_none(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(MissingError, match=message):
        DiffusersBackend(str(tmp_path)).sampling(0)


def test_a_gligen_model_is_told_by_its_attention_and_half_precise_weights_are_read(tmp_path: Path) -> None:
    """As "gligen/diffusers-generation-text-box" is: called a plain pipeline, with weights of the variant fp16 alone."""
    gligen().save_pretrained(tmp_path, variant="fp16")
    index = tmp_path / "model_index.json"
    said = json.loads(index.read_text(encoding="utf-8")) | {"_class_name": "StableDiffusionPipeline"}
    index.write_text(json.dumps(said), encoding="utf-8")
    abilities = DiffusersBackend(str(tmp_path)).abilities
    assert (abilities.boxes, abilities.most_boxes) == (True, 30)


def test_pickled_weights_are_not_read_and_the_command_that_rewrites_them_is_told(tmp_path: Path) -> None:
    gligen().save_pretrained(tmp_path, safe_serialization=False)
    with pytest.raises(MissingError, match=r"only safetensors are read.*use_safetensors=False"):
        DiffusersBackend(str(tmp_path)).sampling(0)


@pytest.mark.parametrize(("tensor", "made"), [
    (None, "StableDiffusionPipeline"), ("model.diffusion_model.input_blocks.0.0.weight", "StableDiffusionPipeline"),
    ("conditioner.embedders.0.transformer.weight", "StableDiffusionXLPipeline"),
    ("model.diffusion_model.joint_blocks.0.x_block.weight", "StableDiffusion3Pipeline"),
    ("double_blocks.0.img_attn.weight", "FluxPipeline"),
])  # fmt: skip
def test_a_checkpoint_in_one_file_is_told_how_to_become_a_folder(tmp_path: Path, tensor: str | None, made: str) -> None:
    """Also where it lies in a folder, as people keep it; of which class it is, its tensors say."""
    path = tmp_path / "model.safetensors"
    path.write_bytes(bytes_of({tensor: torch.zeros(1)}) if tensor else b"")
    for name, said in ((path, "is a file"), (tmp_path, "has no model_index.json")):
        with pytest.raises(MissingError) as told:
            DiffusersBackend(str(name)).sampling(0)
        assert said in str(told.value)
        assert f"diffusers.{made}.from_single_file('{path}')" in str(told.value)


def test_a_controlnet_of_another_kind_is_told(model: Model) -> None:
    with pytest.raises(MissingError, match="is a FluxControlNetModel, and this model takes a ControlNetModel"):
        DiffusersBackend(model("stable_diffusion"), controlnet=model("flux_controlnet")).sampling(0)


def test_what_is_no_ip_adapter_is_told(model: Model, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.safetensors"
    wrong.write_bytes(b"nothing")
    for file, message in ((str(wrong), "is no IP-Adapter for this model"), ("none.safetensors", "There is no file")):
        with pytest.raises(MissingError, match=message):
            DiffusersBackend(model("stable_diffusion"), ip_adapter=file).sampling(0)


def test_what_stops_a_model_is_told(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """As parts of other models do, whose widths are others, and pictures for which there is no memory."""
    backend = DiffusersBackend(model("stable_diffusion"), way="prompt", side=64, steps=1)
    given, sampling = conditions(), backend.sampling(0)

    def stopped(*unused: Any, **options: Any) -> None:
        raise RuntimeError("expected 16 channels, but got 4")

    monkeypatch.setattr(backend._adapter.pipeline.unet, "forward", stopped)
    with pytest.raises(SgcError, match="The diffusion model stopped"):
        backend.paint(given, sampling)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "diffusers", None)
    with pytest.raises(MissingError, match=r"pip install 'sgc\[neural\]'"):
        DiffusersBackend(str(tmp_path)).sampling(1)


def test_a_model_has_to_be_named() -> None:
    with pytest.raises(SgcError, match="needs a model"):
        sgc.compile(SCENE).render("diffusers")


@pytest.mark.parametrize(("options", "message"), [
    ({"way": "gligen"}, "cannot be driven by “gligen”; choose one of regional, inpainting, prompt"),
    ({"control": "pose"}, "no control “pose”"), ({"side": 0}, "at least one pixel"),
])  # fmt: skip
def test_options_that_do_not_fit_the_model_are_refused(model: Model, options: dict[str, Any], message: str) -> None:
    with pytest.raises(SgcError, match=message):
        DiffusersBackend(model("flux"), **options).sampling(0)


def test_every_class_of_the_tables_is_one_of_the_library() -> None:
    import diffusers

    named = {*BEST, *SIBLINGS, *SIBLINGS.values(), *WITH_CONTROLNET, *WITH_CONTROLNET.values(), *CAPTIONS}
    assert [name for name in sorted(named) if not hasattr(diffusers, name)] == []
    assert {BEST[name] for name in CAPTIONS} == {"caption"}
    assert {*BEST.values()} <= {*WAYS}


def test_making_a_back_end_loads_nothing() -> None:
    assert DiffusersBackend("somebody/nothing").model == "somebody/nothing"


def test_what_a_model_paints_is_verified_and_mended_by_the_common_loop(model: Model) -> None:
    """Random weights paint no disc: all tries are made, each is told, and the best is there."""
    picture = sgc.compile(SCENE)
    name = f"diffusers:{model('stable_diffusion')}"
    best, report = repaired(picture, name, tries=4, detector=DiscDetector(), options={"side": 64, "steps": 1})
    assert not report.verified
    assert len(report.repairs) == 4
    assert report.repairs[0].changes[0].endswith("painted again")
    assert best.data.startswith(b"\x89PNG")


def test_the_baseline_is_words_alone(model: Model) -> None:
    adapter = DiffusersBackend(model("flux"), way="prompt")._adapter
    assert type(adapter) is Adapter
    assert set(adapter.inputs(conditions(), (64, 64), Sampling(0, 1, 1.0))) == {"prompt"}
