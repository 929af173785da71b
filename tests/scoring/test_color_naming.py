"""Colours by CLIP: what is cut out, what is asked, and the real path with a model made in the test."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    CLIPConfig,
    CLIPImageProcessorPil,
    CLIPModel,
    CLIPProcessor,
    PreTrainedTokenizerFast,
)

from sgc.scoring.color_naming import COLORS, TEMPLATES, ClipColors, _crops, color_naming
from sgc.source import MissingError
from sgc.verify import Detection, PictureFile, picture_file


def picture() -> PictureFile:
    """Red on the left half, blue on the right one."""
    pixels = np.zeros((60, 80, 3), np.uint8)
    pixels[:, :40, 0] = pixels[:, 40:, 2] = 255
    data = BytesIO()
    Image.fromarray(pixels).save(data, "PNG")
    return picture_file("a.png", data.getvalue())


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("clip")
    words = ["<unk>", "<end>", "a", "photo", "of", "object", "cup", *COLORS, *(f"{color}-colored" for color in COLORS)]
    vocabulary = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    vocabulary.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=vocabulary, unk_token="<unk>", eos_token="<end>", pad_token="<end>"
    )
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    torch.manual_seed(0)
    text = {**small, "vocab_size": len(words), "max_position_embeddings": 12, "eos_token_id": 1, "pad_token_id": 1}
    config = CLIPConfig(
        text_config=text, vision_config={**small, "image_size": 32, "patch_size": 8}, projection_dim=8
    )  # fmt: skip
    CLIPModel(config).save_pretrained(folder)
    image = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    CLIPProcessor(image_processor=image, tokenizer=tokenizer).save_pretrained(folder)
    return str(folder)


def test_what_is_not_the_thing_is_grey() -> None:
    rows = tuple(((0, 20), (60, 70)) for _ in range(30))
    (whole, cut) = _crops(picture(), [Detection("cup", (0, 0, 60, 30)), Detection("cup", (0, 0, 70, 30), mask=rows)])
    assert whole.size == (60, 30)
    assert np.asarray(whole)[5, 50].tolist() == [0, 0, 255]
    pixels = np.asarray(cut)
    assert [pixels[5, x].tolist() for x in (10, 30, 65)] == [[255, 0, 0], [153, 153, 153], [0, 0, 255]]


def test_the_colour_is_that_of_the_nearest_sentences(clip: str) -> None:
    """The same by transformers alone: means of unit vectors of three sentences a colour, the largest cosine wins."""
    boxes = [Detection("cup", (0, 0, 40, 60)), Detection("cup", (40, 0, 80, 60))]
    named = ClipColors(clip)(picture(), boxes, "cup")
    model, processor = CLIPModel.from_pretrained(clip), CLIPProcessor.from_pretrained(clip)
    sentences = [template.format(c=color, noun="cup") for color in COLORS for template in TEMPLATES]
    inputs = processor(
        text=sentences, images=_crops(picture(), boxes), return_tensors="pt", padding=True
    )  # fmt: skip
    with torch.inference_mode():
        output = model(**inputs)
    texts = output.text_embeds.reshape(len(COLORS), 3, -1).mean(1)
    cosines = output.image_embeds @ (texts / texts.norm(dim=1, keepdim=True)).T
    assert named == [COLORS[i] for i in cosines.argmax(1).tolist()]


def test_a_model_that_is_not_there_is_told() -> None:
    with pytest.raises(MissingError, match="hf download nobody/no-clip"):
        color_naming("nobody/no-clip")


def test_what_is_no_clip_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="is no"):
        color_naming(str(tmp_path))
