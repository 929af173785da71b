"""Detectors of every Hugging Face family, as small as they can be and with random weights, saved to folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import transformers as hf
from tokenizers import Tokenizer, models, pre_tokenizers, processors

#: Classes by number, as COCO's models number them: with one that nobody uses.
LABELS = {0: "N/A", 1: "person", 2: "mouse", 3: "remote", 4: "keyboard", 5: "cat"}
NAMES: Mapping[str, Any] = {"id2label": LABELS, "label2id": {name: number for number, name in LABELS.items()}}
SIZE = {"height": 64, "width": 64}


def save(folder: Path, family: str) -> str:
    """Saves a model and its processor; gives the folder's name."""
    torch.manual_seed(0)
    model, processor = FAMILIES[family]()
    model.eval().save_pretrained(folder)
    processor.save_pretrained(folder)
    return str(folder)


def _words(extra: Sequence[str]) -> hf.PreTrainedTokenizerFast:
    """Words that are tokens by themselves, between marks as BERT has them."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", *extra]
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return hf.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        model_max_length=16,
    )  # fmt: skip


WORDS = ("cat", "dog", "teddy", "bear", "computer", "mouse")


_MARKS = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3}


def _owlv2() -> tuple[Any, Any]:
    small = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = hf.Owlv2Config(
        text_config={**small, "vocab_size": 16, "max_position_embeddings": 16, **_MARKS},
        vision_config={**small, "image_size": 64, "patch_size": 16}, projection_dim=32,
    )  # fmt: skip
    image = hf.Owlv2ImageProcessorPil(size=SIZE)
    return hf.Owlv2ForObjectDetection(config), hf.Owlv2Processor(image_processor=image, tokenizer=_words(WORDS))


def _grounding_dino() -> tuple[Any, Any]:
    text = hf.BertConfig(
        vocab_size=32, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64,
    )  # fmt: skip
    config = hf.GroundingDinoConfig(
        backbone_config=_swin(), text_config=text, d_model=32, encoder_layers=1, encoder_attention_heads=4,
        encoder_ffn_dim=16, decoder_layers=2, decoder_attention_heads=4, decoder_ffn_dim=16, num_queries=5,
        num_feature_levels=3, max_text_len=64,
    )  # fmt: skip
    words = _words(WORDS)
    words.model_max_length = 64
    image = hf.GroundingDinoImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 96})
    return hf.GroundingDinoForObjectDetection(config), hf.GroundingDinoProcessor(image, words)


def _swin() -> Any:
    return hf.SwinConfig(
        embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2], window_size=4, image_size=64,
        out_features=["stage2", "stage3", "stage4"],
    )  # fmt: skip


def _detr() -> tuple[Any, Any]:
    backbone = hf.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 8, 16, 16], depths=[1, 1, 1, 1], layer_type="basic", out_features=["stage4"]
    )
    config = hf.DetrConfig(
        use_timm_backbone=False, use_pretrained_backbone=False, backbone=None, backbone_config=backbone, d_model=32,
        encoder_layers=1, decoder_layers=1, encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=16,
        decoder_ffn_dim=16, num_queries=5, **NAMES,
    )  # fmt: skip
    return hf.DetrForObjectDetection(config), hf.DetrImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 96})


def _rt_detr(config: Any, model: Any) -> tuple[Any, Any]:
    backbone = hf.RTDetrResNetConfig(
        embedding_size=8, hidden_sizes=[8, 8, 16, 16], depths=[1, 1, 1, 1], layer_type="basic",
        out_features=["stage2", "stage3", "stage4"],
    )  # fmt: skip
    made = config(
        backbone_config=backbone, encoder_hidden_dim=32, encoder_in_channels=[8, 16, 16], encoder_layers=1,
        encoder_ffn_dim=16, encoder_attention_heads=4, d_model=32, num_queries=5, decoder_in_channels=[32, 32, 32],
        decoder_ffn_dim=16, decoder_layers=2, decoder_attention_heads=4, num_denoising=0, **NAMES,
    )  # fmt: skip
    return model(made), hf.RTDetrImageProcessorPil(size=SIZE)


def _d_fine() -> tuple[Any, Any]:
    backbone = hf.HGNetV2Config(
        stage_in_channels=[16, 16, 16, 16], stage_mid_channels=[8, 8, 8, 8], stage_out_channels=[16, 16, 16, 16],
        stage_num_blocks=[1, 1, 1, 1], stage_downsample=[False, True, True, True], stage_light_block=[False] * 4,
        stage_kernel_size=[3, 3, 3, 3], stage_numb_of_layers=[1, 1, 1, 1], stem_channels=[3, 8, 16],
        hidden_sizes=[16, 16, 16, 16], out_features=["stage2", "stage3", "stage4"], use_learnable_affine_block=False,
    )  # fmt: skip
    config = hf.DFineConfig(
        backbone_config=backbone, encoder_hidden_dim=32, encoder_in_channels=[16, 16, 16], encoder_layers=1,
        encoder_ffn_dim=16, encoder_attention_heads=4, d_model=32, num_queries=5, decoder_in_channels=[32, 32, 32],
        decoder_ffn_dim=16, decoder_layers=2, decoder_attention_heads=4, num_denoising=0, **NAMES,
    )  # fmt: skip
    return hf.DFineForObjectDetection(config), hf.RTDetrImageProcessorPil(size=SIZE)


def _rf_detr() -> tuple[Any, Any]:
    backbone = hf.RfDetrDinov2Config(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, image_size=64, patch_size=16, num_windows=2,
        out_features=["stage1", "stage2"],
    )  # fmt: skip
    config = hf.RfDetrConfig(
        backbone_config=backbone, d_model=32, decoder_ffn_dim=16, decoder_layers=1, decoder_self_attention_heads=4,
        decoder_cross_attention_heads=4, num_queries=5, group_detr=1, num_feature_levels=1, hidden_expansion=0.5,
        **NAMES,
    )  # fmt: skip
    processor = hf.RTDetrImageProcessorPil(size=SIZE, do_normalize=True)
    return hf.RfDetrForObjectDetection(config), processor


def _mask2former() -> tuple[Any, Any]:
    config = hf.Mask2FormerConfig(
        backbone_config=hf.SwinConfig(
            embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2], window_size=4, image_size=64,
            out_features=["stage1", "stage2", "stage3", "stage4"],
        ),
        feature_size=32, mask_feature_size=32, hidden_dim=32, encoder_feedforward_dim=16, encoder_layers=1,
        dim_feedforward=16, decoder_layers=2, num_attention_heads=4, num_queries=5, **NAMES,
    )  # fmt: skip
    return hf.Mask2FormerForUniversalSegmentation(config), hf.Mask2FormerImageProcessorPil(size=SIZE)


FAMILIES: Mapping[str, Callable[[], tuple[Any, Any]]] = {
    "owlv2": _owlv2,
    "grounding-dino": _grounding_dino,
    "detr": _detr,
    "rt-detr": lambda: _rt_detr(hf.RTDetrConfig, hf.RTDetrForObjectDetection),
    "rt-detr-v2": lambda: _rt_detr(hf.RTDetrV2Config, hf.RTDetrV2ForObjectDetection),
    "d-fine": _d_fine,
    "rf-detr": _rf_detr,
    "mask2former": _mask2former,
}
