"""The back end from a scene to pixels, with weights never trained: sizes, seeds, repainting, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save

import sgc
from sgc.backends.flow import sampler
from sgc.backends.flow import weights as stored
from sgc.backends.flow.autoencoder import Autoencoder
from sgc.backends.flow.backend import FlowBackend
from sgc.backends.flow.conditioning import SHADES, _ground, condition_of
from sgc.backends.flow.meanings import relative_of, strangers
from sgc.backends.flow.model import PLANES, SPRITE, Condition, FlowModel, Laid, Size
from sgc.backends.flow.phrases import SIZE
from sgc.drawing.appearance import is_faint
from sgc.drawing.backdrops import air
from sgc.graph.colors import rgb
from sgc.graph.vocabulary import lookup
from sgc.layout.types import Layout
from sgc.measure.themes import theme_named, themes
from sgc.picture import Picture
from sgc.source import MissingError, SgcError
from sgc.verify import picture_file, verify
from sgc.verify.protocol import detector_named
from sgc.verify.renders.backdrops import UNEVEN

TINY = Size((8, 8, 16), 8)
SCENE = 'scene 320x240 { grass: grass; a: red apple; b: big cat; c: circle "Hi"; a left of b; b on grass; c above a }'


@pytest.fixture
def picture() -> Picture:
    return sgc.compile(SCENE)


@pytest.fixture
def _untrained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    torch.manual_seed(0)
    code = Autoencoder()
    code.begin_with_components(torch.rand(4, 3, 32, 32) * 2 - 1)
    stored.store_autoencoder(tmp_path / stored.AUTOENCODER, code)
    nouns = ("apple", "cat", "grass", "circle")
    embeddings = dict(zip(nouns, torch.nn.functional.normalize(torch.randn(4, SIZE)), strict=True))
    model = FlowModel(TINY)
    gray = torch.full((4, PLANES, SPRITE, SPRITE), 128, dtype=torch.uint8)
    model.sprites.teach(torch.stack([*embeddings.values()]), torch.zeros(4, 1), gray)
    stored.store_flow(tmp_path, model, embeddings)
    monkeypatch.setenv(stored.VARIABLE, str(tmp_path))
    stored.weights.cache_clear()
    yield
    stored.weights.cache_clear()


@pytest.mark.usefixtures("_untrained")
def test_a_scene_becomes_a_picture_of_its_proportions(picture: Picture) -> None:
    data = picture.render("flow", side=64, steps=2)
    assert Image.open(BytesIO(data)).size == (320, 240)  # as large as the canvas, since it has a label
    assert data == picture.render("flow", side=64, steps=2)
    assert data != picture.render("flow", side=64, steps=2, seed=5)
    assert data != picture.render("flow", side=64, steps=2, solver="heun")


@pytest.mark.usefixtures("_untrained")
def test_the_model_is_told_what_the_layout_asks(picture: Picture) -> None:
    assert isinstance(picture.layout, Layout)
    backend = FlowBackend()
    told = condition_of(backend.conditions(picture.layout, picture.scene), stored.weights())
    known = stored.weights().embeddings
    ids = [one.object for one in picture.layout.objects]
    apple, grass, cat = ids.index("a"), ids.index("grass"), ids.index("b")
    assert torch.equal(told.text[0, apple], known["apple"])
    assert told.color[0, apple].tolist() == pytest.approx((0xDC / 255, 0x2F / 255, 0x3C / 255, 1.0))
    assert told.color[0, cat].tolist() == [0, 0, 0, 0]  # it has its own
    assert told.color[0, grass, 3] == 1  # the theme's
    box = picture.layout.box("a")
    assert told.boxes[0, apple].tolist() == pytest.approx([box[0] / 3840, box[1] / 2880, box[2] / 3840, box[3] / 2880])


def test_what_is_on_a_seat_or_in_a_vessel_is_painted_as_it_is_drawn() -> None:
    scene = "scene { b: bench; g: girl; g on b; c: cup; w: coffee; w in c; m: man; a: 2 red apple; one: apple }"
    picture = sgc.compile(scene)
    assert isinstance(picture.layout, Layout)
    told = condition_of(FlowBackend().conditions(picture.layout, picture.scene), stored.weights())
    known = stored.weights().embeddings
    at = {one.object: i for i, one in enumerate(picture.layout.objects)}
    for id, phrase in (("g", "sitting girl"), ("m", "man"), ("w", "pool of liquid")):
        assert torch.equal(told.text[0, at[id]], known[phrase])
    coffee = lookup("coffee")
    assert coffee is not None
    assert torch.equal(told.color[0, at["w"]], torch.tensor((*rgb(coffee.poured or ""), 1.0)))
    assert told.color[0, at["one"], :3].argmax() == 1  # as drawn: green, since the others are red
    assert strangers(picture.scene) == ()


@pytest.mark.usefixtures("_untrained")
def test_painting_again_leaves_the_rest_as_it_was(picture: Picture) -> None:
    assert isinstance(picture.layout, Layout)
    backend = FlowBackend(side=64, steps=2)
    conditions = backend.conditions(picture.layout, picture.scene)
    image = backend.paint(conditions, backend.sampling(0))
    again = backend.repaint(image, ((0.0, 0.0, 0.4, 0.4),), conditions, backend.sampling(9))
    changed = (again != image).any(axis=2)
    assert changed[:16, :20].any()
    assert not changed[44:].any()
    assert not changed[:, 52:].any()
    assert np.array_equal(again, backend.repaint(image, ((0.0, 0.0, 0.4, 0.4),), conditions, backend.sampling(9)))


@pytest.mark.usefixtures("_untrained")
def test_small_things_are_painted_on_a_larger_picture() -> None:
    def side(body: str, **options: int) -> int:
        picture = sgc.compile(f"scene 320x240 {{ {body} }}")
        assert isinstance(picture.layout, Layout)
        backend = FlowBackend(**options)
        return backend.size(backend.conditions(picture.layout, picture.scene))[0]

    assert side("a: apple { width: 100 }") == 256
    assert side("a: apple { width: 100 }; b: cat { height: 50 }") == 400
    assert side("a: apple { width: 100 }; b: cat { height: 16 }") == 512
    assert side("a: apple { width: 100 }; b: cat { height: 16 }", side=64) == 64


def test_pictures_are_enlarged_unless_a_side_is_stated(picture: Picture) -> None:
    assert isinstance(picture.layout, Layout)
    backend = FlowBackend()
    conditions = backend.conditions(picture.layout, picture.scene)
    width, height = backend.size(conditions)
    assert backend.enlarged(conditions).size(conditions) == (width * 3 // 2, height * 3 // 2)
    assert backend.abilities.enlarging
    assert not backend.enlarged(conditions).abilities.enlarging


@pytest.mark.usefixtures("_untrained")
def test_guidance_leads_away_from_what_must_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Condition] = []
    real = FlowModel.lay

    def lay(self: FlowModel, condition: Condition, rows: int, columns: int) -> Laid:
        seen.append(condition)
        return real(self, condition, rows, columns)

    monkeypatch.setattr(FlowModel, "lay", lay)
    known = stored.weights().embeddings
    scene = sgc.compile("scene 320x240 { a: red apple; b: cat; a left of b; no green cat; no circle }")
    for guidance in (1.0, 2.0):  # alone, and beside what it is led away from
        scene.render("flow", side=64, steps=1, guidance=guidance)
    told, guided, away = seen
    assert torch.equal(told.text, guided.text)
    like_cat = int((told.text[0] @ known["cat"]).argmax())
    assert torch.equal(away.text[0, like_cat], known["cat"])
    green, blue = away.color[0, like_cat, 1], away.color[0, like_cat, 2]
    assert green > blue
    assert torch.equal(away.boxes, told.boxes)
    assert not any(torch.equal(one, known["apple"]) for one in away.text[0])


def test_each_thing_has_guidance_of_its_own() -> None:
    """Where it is raised for one thing, that one changes, and neither the ground nor another thing does."""
    spots = ("position: (25%, 50%)", "position: (75%, 50%)")
    picture = sgc.compile(f"scene 256x256 {{ a: red apple {{ {spots[0]} }}; b: cat {{ {spots[1]} }} }}")
    assert isinstance(picture.layout, Layout)
    backend = FlowBackend(side=256)
    conditions = backend.conditions(picture.layout, picture.scene)
    usual = backend.sampling(0)
    plain, led, all_led = (
        backend.paint(conditions, replace(usual, **more)).astype(int)
        for more in ({}, {"of_boxes": {"a": 3.0}}, {"guidance": 3.0})
    )

    def changed(image: np.ndarray[Any, Any], id: str) -> float:
        (box,) = (one.box for one in conditions.regions if one.id == id)
        left, top, right, bottom = (round(256 * edge) for edge in box)
        return float(np.abs(image - plain)[top:bottom, left:right].mean())

    assert changed(led, "a") == pytest.approx(changed(all_led, "a"), rel=0.3)
    assert changed(led, "b") < 0.15 * changed(all_led, "b")
    assert np.abs(led - plain)[:, 128:].mean() < 0.15 * np.abs(all_led - plain)[:, 128:].mean()


def test_without_weights_it_says_how_to_make_them(
    picture: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(stored.VARIABLE, str(tmp_path))
    stored.weights.cache_clear()
    with pytest.raises(MissingError, match="sgc train flow --out DIR"):
        picture.render("flow")
    (tmp_path / stored.AUTOENCODER).write_bytes(b"no weights")
    with pytest.raises(MissingError, match="cannot be used"):
        picture.render("flow")


def test_options_are_checked() -> None:
    for options in ({"steps": 100_000}, {"side": 100_000}, {"side": 0}):
        with pytest.raises(SgcError, match="flow back end is from"):
            FlowBackend(**options)


def test_a_white_thing_does_not_stand_on_a_white_ground() -> None:
    default = theme_named("default")
    white = default.background
    assert _ground([Counter({"#d92b2b": 1})], white, default) == white
    assert _ground([Counter({"#d92b2b": 3, "#ffffff": 1})], white, default) == white
    assert _ground([], "#20242a", default) == "#20242a"
    for tones in (["#ffffff"], ["#ffffff", "#ffd400"], ["#ffffff", "#000000"]):
        ground = _ground([Counter({tone: 1}) for tone in tones], white, default)
        assert not any(is_faint(tone, (ground,)) for tone in tones)
        assert ground in SHADES
    blues = [Counter({tone: 1}) for tone in (white, *SHADES)]
    assert _ground(blues, white, default) == default.ink  # where no shade will do
    assert _ground(blues, default.air, default) in SHADES  # but never over a meadow


@pytest.mark.parametrize("where", ["sky: sky; g: snow", "g: kitchen"])
def test_behind_a_sky_and_a_room_is_what_is_there_in_a_drawing(where: str) -> None:
    """A shade for what is white would be a band of another colour below a sky."""
    picture = sgc.compile(f"scene 512x512 {{ {where}; s: snowman; s on g }}")
    assert isinstance(picture.layout, Layout)
    told = condition_of(FlowBackend().conditions(picture.layout, picture.scene), stored.weights())
    usual = air(picture.scene, theme_named("default"))
    assert told.ground[0, :3].tolist() == pytest.approx(rgb(usual))


def test_shades_are_no_backdrops_tones() -> None:
    """Whoever looks at a picture takes a ground in a backdrop's tone for that backdrop, which nobody asked for."""
    tones = [rgb(tone) for theme in themes().values() for tone, *_ in theme.backdrops.values()]
    for shade in map(rgb, SHADES):
        assert min(max(abs(a - b) for a, b in zip(shade, tone, strict=True)) for tone in tones) > UNEVEN / 255, shade


def test_the_ground_is_that_on_which_most_is_seen() -> None:
    """Of a popsicle on tan, beside a glass that is overlooked on white, nobody sees the stick."""
    default = theme_named("default")
    glass, popsicle = Counter({"#e6e7e8": 2, "#4289c1": 1}), Counter({"#dd4b39": 17, "#dcb78f": 3, "#25313f": 1})
    ground = _ground([glass, popsicle], default.background, default)
    assert not any(is_faint(tone, (ground,)) for tone in ("#e6e7e8", "#4289c1", "#dd4b39", "#dcb78f"))


def test_over_a_ground_is_the_air_whatever_stands_on_the_ground() -> None:
    low = "s: sheep { width: 60, position: (40%, 85%) }; c: cow { width: 60, position: (70%, 85%) }"
    scene = sgc.compile(f"scene 512x512 {{ g: field; {low}; s on g; c on g }}")
    assert isinstance(scene.layout, Layout)
    told = condition_of(FlowBackend().conditions(scene.layout, scene.scene), stored.weights())
    air = theme_named("default").air
    assert told.ground[0, :3].tolist() == pytest.approx([int(air[i : i + 2], 16) / 255 for i in (1, 3, 5)])


@pytest.mark.parametrize("noun", ["polar bear", "zebra", "white cup"])
def test_what_is_white_for_the_most_part_stands_on_another_ground(noun: str) -> None:
    """As the SVG back end gives it an outline there; the model has none."""
    scene = sgc.compile(f"scene 320x240 {{ a: {noun} }}")
    assert isinstance(scene.layout, Layout)
    told = condition_of(FlowBackend().conditions(scene.layout, scene.scene), stored.weights())
    assert told.ground[0, :3].min() < 0.85


def test_a_noun_that_it_never_saw_is_told_and_painted_as_the_nearest_that_it_knows() -> None:
    found, picture = stored.weights(), sgc.compile("scene 320x240 { a: desk lamp; b: red apple; a left of b }")
    assert isinstance(picture.layout, Layout)
    told = condition_of(FlowBackend().conditions(picture.layout, picture.scene), found)
    lamp = [one.object for one in picture.layout.objects].index("a")
    assert torch.equal(told.text[0, lamp], found.embeddings["lamp"])
    (said,) = FlowBackend.warnings(picture.scene)
    assert said.message == "the flow model was never shown 'desk lamp': it paints 'lamp' in its place"
    assert said.span is not None
    assert relative_of(-found.embeddings["lamp"], found) is None


def test_what_nothing_is_like_is_a_plate_under_its_word() -> None:
    """As in a drawing; it does not decide upon the ground."""
    found, picture = stored.weights(), sgc.compile("scene 320x240 { a: glorp; b: red apple; a left of b }")
    assert isinstance(picture.layout, Layout)
    told = condition_of(FlowBackend().conditions(picture.layout, picture.scene), found)
    at = [one.object for one in picture.layout.objects].index("a")
    default = theme_named("default")
    assert torch.equal(told.text[0, at], found.embeddings["rounded"])
    assert told.color[0, at, :3].tolist() == pytest.approx(rgb(default.group))
    assert told.ground[0, :3].tolist() == pytest.approx(rgb(default.background))
    (said,) = FlowBackend.warnings(picture.scene)
    assert said.message.endswith("nor anything like it: it writes the word")
    wordless = condition_of(FlowBackend().conditions(picture.layout, picture.scene).wordless(), found)
    assert torch.equal(wordless.text, told.text)


def test_looks_that_it_cannot_paint_are_told(tmp_path: Path) -> None:
    body = """group yard "Pets" { c: cat; d: dog }
        p: image { image: "a.png" }; b: box { dashed: true }; s: striped box { rotate: 90, stroke: red, opacity: 50% }
        group plain { e: cup; f: plate }"""
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    (tmp_path / "a.sgc").write_text(f"scene {{ {body} }}", encoding="utf-8")
    (scene,) = sgc.load(tmp_path / "a.sgc")
    told = FlowBackend.warnings(scene)
    assert [one.message for one in told] == [
        "the flow model paints no frame around what is in 'yard'",
        "the flow model paints no files: where 'p' is, it paints a drawing of a picture",
        "the flow model paints the outline of 'b' whole",
    ]
    assert all(one.span is not None for one in told)
    (print_theme,) = sgc.load('scene { theme "print"; a: cup }')
    (said,) = FlowBackend.warnings(print_theme)
    assert "black and white" in said.message


@pytest.mark.usefixtures("_untrained")
def test_weights_of_another_make_are_told(picture: Picture, tmp_path: Path) -> None:
    tensors, head = stored._read(tmp_path / stored.FLOW)
    (tmp_path / stored.FLOW).write_bytes(save(tensors, head | {"size": '{"widths": [8, 8, 16], "depth": 3}'}))
    with pytest.raises(MissingError, match="depth"):
        picture.render("flow", side=64)


def test_grounds_have_no_stains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pictures of one thing, how far places along the edges of the picture are from the usual colour, at most."""
    scene = sgc.compile("scene 256x256 { a: green face }")

    def farthest(seed: int) -> float:
        painted = Image.open(BytesIO(scene.render("flow", seed=seed))).convert("RGB")
        places = np.asarray(painted.resize((16, 16), Image.Resampling.BOX), float)
        rim = np.concatenate((places[:2].reshape(-1, 3), places[-2:].reshape(-1, 3)))
        return float(np.abs(rim - np.median(rim, axis=0)).max())

    clean = sum(map(farthest, range(4)))
    monkeypatch.setattr(sampler, "TEMPERATURE", 1.0)
    assert clean < 0.8 * sum(map(farthest, range(4)))


def test_what_fills_a_picture_goes_on_to_its_edges() -> None:
    """Along the edges of the picture a wall is of one colour with what is a little farther in."""
    scene = sgc.compile("scene 256x256 { g: kitchen; a: red apple { width: 90 }; a on g }")
    for seed in range(2):
        wall = np.asarray(Image.open(BytesIO(scene.render("flow", seed=seed))).convert("RGB"), float)[:128]
        for edge, inner in ((wall[:3, 16:-16], wall[16:19, 16:-16]), (wall[16:, :3], wall[16:, 16:19]),
                            (wall[16:, -3:], wall[16:, -19:-16])):  # fmt: skip
            assert np.abs(edge.mean((0, 1)) - inner.mean((0, 1))).max() < 2
            assert np.abs(edge - inner.mean((0, 1))).mean() < 2


@pytest.mark.parametrize(("things", "other"), [
    # its pieces are as far apart as things are
    ("o0: white sausage; o1: gray spotlight; o0 above o1", ("spotlight", "sunglasses")),
    # of the same kind, and half before another ground
    ("g: field; o1: red mammal; o1 on g", ("mammal", "cat")),
    # the blanket above the hat looks like a hand
    ("t: thermometer; b: yellow blanket; l: white leaf; h: gray 'party hat'; t left of b; b left of l; b above h",
     ("blanket", "thumbs down")),
])  # fmt: skip
def test_what_was_painted_is_seen_neither_in_pieces_nor_as_a_group(things: str, other: tuple[str, str]) -> None:
    picture = sgc.compile(f"scene 512x512 {{ {things} }}")
    file, detector = picture_file("a.png", picture.render("flow")), detector_named("renders")
    report = verify(file, picture.scene, detector)
    assert report.verified, report.failed
    assert not verify(file, sgc.compile(f"scene 512x512 {{ {things.replace(*other)} }}").scene, detector).verified


def test_a_painted_tv_is_no_street() -> None:
    """Nearly all of it has the tone of one, and no edge of the picture is reached."""
    picture = sgc.compile("scene 512x512 { a: tv }")
    report = verify(picture_file("a.png", picture.render("flow")), picture.scene, detector_named("renders"))
    assert report.verified, report.failed
