"""Causal models as small as they can be, made in seconds: with random weights, or taught a few scenes by heart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from sgc.english.language_model.examples import messages


def save_tiny_model(folder: Path, taught: Mapping[str, str] | None = None, context: int = 4096) -> str:
    """Saves a model that knows the scenes of some prompts, and nothing else (None: not even that); gives its name."""
    torch.set_num_threads(1)  # more of them only wait for each other
    torch.manual_seed(0)
    tokenizer = _tokenizer()
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2,
            num_attention_heads=2, max_position_embeddings=context, initializer_range=0.1,
            eos_token_id=tokenizer.eos_token_id,
        )
    )  # fmt: skip
    _teach(model, tokenizer, taught or {})
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def _tokenizer() -> PreTrainedTokenizerFast:
    """Bytes, and the runs of them that are frequent in what a model is told."""
    runs = Tokenizer(models.BPE())
    runs.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    runs.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=["<end>"], initial_alphabet=alphabet)
    runs.train_from_iterator([one["content"] for one in messages("a cat")], trainer)
    return PreTrainedTokenizerFast(tokenizer_object=runs, eos_token="<end>")


def _teach(model: Any, tokenizer: Any, taught: Mapping[str, str], steps: int = 40) -> None:
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(steps if taught else 0):
        for prompt, scene in taught.items():
            told = tokenizer("".join(f"{one['content'].rstrip()}\n\n" for one in messages(prompt)))["input_ids"]
            things, statements = scene.split("\n\n")  # which are written one after the other
            answer = [*tokenizer(things + "\n\n")["input_ids"], *tokenizer(statements)["input_ids"]]
            ids = torch.tensor([told + answer])
            labels = torch.tensor([[-100] * len(told) + answer])
            model(input_ids=ids, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
