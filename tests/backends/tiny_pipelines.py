"""Diffusion pipelines of the real classes with random weights, as small as they can be, saved as people have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import diffusers
import safetensors.torch
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

#: The channels of latents, and of everything that reads words.
LATENT, WIDE = 4, 32


def tokenizer(length: int = 77, **more: Any) -> Any:
    """Single bytes, and an end that has the highest number, as CLIP's has."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {sign: number for number, sign in enumerate(["<pad>", *alphabet, "<end>"])}
    runs = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    runs.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    runs.decoder = decoders.ByteLevel()
    end = ("<end>", len(alphabet) + 1)
    runs.post_processor = processors.TemplateProcessing(single="$0 <end>", special_tokens=[end])
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=runs, pad_token="<pad>", eos_token="<end>", model_max_length=length, **more
    )


def clip(projected: bool = False) -> Any:
    kind = transformers.CLIPTextModelWithProjection if projected else transformers.CLIPTextModel
    return kind(transformers.CLIPTextConfig(
        vocab_size=258, hidden_size=WIDE, intermediate_size=37, num_hidden_layers=2, num_attention_heads=4,
        projection_dim=WIDE, max_position_embeddings=77, bos_token_id=0, eos_token_id=2,
    ))  # fmt: skip


def t5(width: int = WIDE) -> Any:
    return transformers.T5EncoderModel(transformers.T5Config(
        vocab_size=258, d_model=width, d_kv=8, d_ff=37, num_layers=2, num_heads=4, decoder_start_token_id=0,
    ))  # fmt: skip


def vae(**more: Any) -> Any:
    return diffusers.AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        block_out_channels=(8, 8), norm_num_groups=4, sample_size=64, **({"latent_channels": LATENT} | more),
    )  # fmt: skip


def unet(**more: Any) -> Any:
    return diffusers.UNet2DConditionModel(
        sample_size=32, in_channels=LATENT, out_channels=LATENT, layers_per_block=1, block_out_channels=(8, 16),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        norm_num_groups=4, attention_head_dim=4, **({"cross_attention_dim": WIDE} | more),
    )  # fmt: skip


def stable_diffusion(**more: Any) -> Any:
    return diffusers.StableDiffusionPipeline(**_stable_diffusion_parts(unet()), safety_checker=None, **more)


def _unet_xl() -> Any:
    return unet(
        transformer_layers_per_block=1, addition_embed_type="text_time", addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=WIDE + 6 * 8, cross_attention_dim=2 * WIDE,
    )  # fmt: skip


def stable_diffusion_xl() -> Any:
    return diffusers.StableDiffusionXLPipeline(
        vae=vae(),
        text_encoder=clip(),
        tokenizer=tokenizer(),
        text_encoder_2=clip(True),
        tokenizer_2=tokenizer(),
        unet=_unet_xl(),
        scheduler=diffusers.EulerDiscreteScheduler(steps_offset=1, timestep_spacing="leading"),
    )


def stable_diffusion_inpaint() -> Any:
    return diffusers.StableDiffusionInpaintPipeline(**_stable_diffusion_parts(unet()), safety_checker=None)


def gligen() -> Any:
    made = unet(attention_type="gated")
    for name, weight in made.named_parameters():
        if name.endswith(("alpha_attn", "alpha_dense")):  # closed as training begins
            torch.nn.init.ones_(weight)
    return diffusers.StableDiffusionGLIGENPipeline(**_stable_diffusion_parts(made), safety_checker=None)


def flux() -> Any:
    return diffusers.FluxPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(), vae=vae(shift_factor=0.1, scaling_factor=1.5),
        text_encoder=clip(), tokenizer=tokenizer(), text_encoder_2=t5(), tokenizer_2=tokenizer(),
        transformer=diffusers.FluxTransformer2DModel(
            patch_size=1, in_channels=4 * LATENT, num_layers=2, num_single_layers=2, attention_head_dim=16,
            num_attention_heads=2, joint_attention_dim=WIDE, pooled_projection_dim=WIDE, axes_dims_rope=(4, 4, 8),
            guidance_embeds=True,
        ),
    )  # fmt: skip


def flux2() -> Any:
    template = "{% for one in messages %}{% for part in one['content'] %}{{ part['text'] }}{% endfor %}{% endfor %}"
    config = transformers.Mistral3Config(
        text_config={"model_type": "mistral", "num_hidden_layers": 30, **_READER},
        vision_config={
            "model_type": "pixtral", "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1,
            "num_attention_heads": 2, "image_size": 16, "patch_size": 8,
        },
        image_token_index=1,
    )  # fmt: skip
    return diffusers.Flux2Pipeline(
        # A byte is a token here: what is too long loses the words that stand before every prompt.
        tokenizer=tokenizer(512, chat_template=template, truncation_side="left"), **_flux2_parts(guidance_embeds=True),
        text_encoder=transformers.Mistral3ForConditionalGeneration(config),
    )  # fmt: skip


def flux2_klein() -> Any:
    template = "{% for one in messages %}{{ one['content'] }}{% endfor %}"
    config = transformers.Qwen3Config(num_hidden_layers=28, **_READER)
    return diffusers.Flux2KleinPipeline(
        tokenizer=tokenizer(512, chat_template=template), text_encoder=transformers.Qwen3ForCausalLM(config),
        **_flux2_parts(guidance_embeds=False),
    )  # fmt: skip


#: A language model that reads prompts.
_READER = {
    "vocab_size": 258, "hidden_size": 8, "intermediate_size": 8, "num_attention_heads": 2, "num_key_value_heads": 1,
    "head_dim": 4, "max_position_embeddings": 1024,
}  # fmt: skip


def _flux2_parts(guidance_embeds: bool) -> dict[str, Any]:
    return {
        "scheduler": diffusers.FlowMatchEulerDiscreteScheduler(),
        "vae": diffusers.AutoencoderKLFlux2(
            down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
            block_out_channels=(8, 8), norm_num_groups=4, latent_channels=LATENT, layers_per_block=1,
        ),
        "transformer": diffusers.Flux2Transformer2DModel(
            patch_size=1, in_channels=4 * LATENT, num_layers=1, num_single_layers=1, attention_head_dim=16,
            num_attention_heads=2, joint_attention_dim=24, axes_dims_rope=(4, 4, 4, 4),
            guidance_embeds=guidance_embeds,
        ),
    }  # fmt: skip


def stable_diffusion_3() -> Any:
    return diffusers.StableDiffusion3Pipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
        vae=vae(shift_factor=0.1, use_quant_conv=False, latent_channels=16),
        text_encoder=clip(True), tokenizer=tokenizer(), text_encoder_2=clip(True), tokenizer_2=tokenizer(),
        text_encoder_3=t5(2 * WIDE), tokenizer_3=tokenizer(),
        transformer=_transformer_3(),
    )  # fmt: skip


def _transformer_3() -> Any:
    return diffusers.SD3Transformer2DModel(
        sample_size=32, patch_size=2, in_channels=16, out_channels=16, num_layers=2, attention_head_dim=16,
        num_attention_heads=2, caption_projection_dim=32, joint_attention_dim=2 * WIDE,
        pooled_projection_dim=2 * WIDE, pos_embed_max_size=32, dual_attention_layers=(0,), qk_norm="rms_norm",
    )  # fmt: skip


def bria_fibo() -> Any:
    config = transformers.SmolLM3Config(
        vocab_size=128256, hidden_size=8, intermediate_size=8, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=4096, pad_token_id=0, bos_token_id=128000, eos_token_id=128001,
    )  # fmt: skip
    return diffusers.BriaFiboPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(), text_encoder=transformers.SmolLM3ForCausalLM(config),
        tokenizer=tokenizer(4096),
        vae=diffusers.AutoencoderKLWan(
            base_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, in_channels=12, out_channels=12, patch_size=2,
            is_residual=True, scale_factor_spatial=16,
        ),
        transformer=diffusers.BriaFiboTransformer2DModel(
            in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2,
            joint_attention_dim=16, axes_dims_rope=[4, 4, 8], text_encoder_dim=8,
        ),
    )  # fmt: skip


def controlnet(made: Any = None) -> Any:
    made = diffusers.ControlNetModel.from_unet(made or unet(), conditioning_embedding_out_channels=(4, 8))
    return _opened(made)


def stable_diffusion_xl_controlnet() -> Any:
    return controlnet(_unet_xl())


def stable_diffusion_3_controlnet() -> Any:
    return _opened(diffusers.SD3ControlNetModel.from_transformer(
        _transformer_3(), num_layers=1, num_extra_conditioning_channels=0
    ))  # fmt: skip


def _opened(controlnet: Any) -> Any:
    """Without the zeros with which training begins."""
    for name, weight in controlnet.named_parameters():
        if "controlnet" in name or "conv_out" in name or name.startswith("pos_embed_input"):
            torch.nn.init.normal_(weight)
    return controlnet


def flux_controlnet() -> Any:
    return diffusers.FluxControlNetModel(
        patch_size=1, in_channels=4 * LATENT, num_layers=1, num_single_layers=1, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=WIDE, pooled_projection_dim=WIDE, axes_dims_rope=[4, 4, 8],
        guidance_embeds=True,
    )  # fmt: skip


def ip_adapter(folder: Path) -> str:
    """The file of an IP-Adapter for ``stable_diffusion``, with the encoder of images that it needs beside it."""
    path = folder / "ip_adapter"
    if not path.exists():
        encoder = transformers.CLIPVisionModelWithProjection(transformers.CLIPVisionConfig(
            hidden_size=WIDE, intermediate_size=37, num_hidden_layers=1, num_attention_heads=4, image_size=32,
            patch_size=8, projection_dim=WIDE,
        ))  # fmt: skip
        encoder.save_pretrained(path / "image_encoder")
        weights = {
            "image_proj.proj.weight": torch.randn(4 * WIDE, WIDE), "image_proj.proj.bias": torch.zeros(4 * WIDE),
            "image_proj.norm.weight": torch.ones(WIDE), "image_proj.norm.bias": torch.zeros(WIDE),
        }  # fmt: skip
        layers = [one for one in unet().attn_processors if one.endswith("attn2.processor")]
        for number, name in enumerate(layers):
            width = 16 if "mid_block" in name or "down_blocks.1" in name or "up_blocks.0" in name else 8
            for part in ("to_k_ip", "to_v_ip"):
                weights[f"ip_adapter.{2 * number + 1}.{part}.weight"] = torch.randn(width, WIDE)
        safetensors.torch.save_file(weights, path / "ip.safetensors")
    return str(path / "ip.safetensors")


#: Every one by its name.
MODELS: Mapping[str, Callable[[], Any]] = {
    one.__name__: one
    for one in (
        stable_diffusion, stable_diffusion_xl, stable_diffusion_inpaint, gligen, flux, flux2, flux2_klein,
        stable_diffusion_3, bria_fibo, controlnet, flux_controlnet,
        stable_diffusion_xl_controlnet, stable_diffusion_3_controlnet,
    )
}  # fmt: skip


def save(name: str, folder: Path) -> str:
    """The folder of a model, which is made the first time."""
    path = folder / name
    if not path.exists():
        torch.set_num_threads(1)  # more of them only wait for each other
        torch.manual_seed(0)
        MODELS[name]().save_pretrained(path)
    return str(path)


def _stable_diffusion_parts(unet: Any) -> dict[str, Any]:
    return {
        "vae": vae(), "text_encoder": clip(), "tokenizer": tokenizer(), "unet": unet, "feature_extractor": None,
        "scheduler": diffusers.DDIMScheduler(clip_sample=False, steps_offset=1),
    }  # fmt: skip
