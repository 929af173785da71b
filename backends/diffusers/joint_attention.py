"""Attention for SD3's blocks that heeds a mask over the joint sequence of image and text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import torch


class MaskedJointAttention:
    """A processor for ``Attention`` of diffusers, over ``[image, text]`` tokens, or over the image's alone.

    The mask is bool, 1 × 1 × tokens × tokens; for the image alone its upper left corner is taken.
    """

    def __call__(
        self, attn: Any, hidden_states: torch.Tensor, encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None, **unused: Any,
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        import torch
        from torch.nn.functional import scaled_dot_product_attention

        def heads(tokens: torch.Tensor, norm: Any) -> torch.Tensor:
            split = tokens.view(*tokens.shape[:2], attn.heads, -1).transpose(1, 2)
            return split if norm is None else cast("torch.Tensor", norm(split))

        query, key = heads(attn.to_q(hidden_states), attn.norm_q), heads(attn.to_k(hidden_states), attn.norm_k)
        value = heads(attn.to_v(hidden_states), None)
        image = hidden_states.shape[1]
        if encoder_hidden_states is not None:
            query = torch.cat([query, heads(attn.add_q_proj(encoder_hidden_states), attn.norm_added_q)], dim=2)
            key = torch.cat([key, heads(attn.add_k_proj(encoder_hidden_states), attn.norm_added_k)], dim=2)
            value = torch.cat([value, heads(attn.add_v_proj(encoder_hidden_states), None)], dim=2)
        elif attention_mask is not None:
            attention_mask = attention_mask[..., :image, :image]
        mixed = scaled_dot_product_attention(query, key, value, attn_mask=attention_mask)
        mixed = mixed.transpose(1, 2).flatten(2).to(query.dtype)
        seen: torch.Tensor = attn.to_out[1](attn.to_out[0](mixed[:, :image]))
        if encoder_hidden_states is None:
            return seen
        text = mixed[:, image:]
        return seen, text if attn.context_pre_only else attn.to_add_out(text)
