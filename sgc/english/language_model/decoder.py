"""A Hugging Face causal model of this machine that writes scene files, a token at a time and only what the grammar has.

The grammar's masks are llguidance's (https://github.com/guidance-ai/llguidance). Heavy imports are inside functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sgc.english.language_model.grammar import declared_grammar, rest_grammar
from sgc.source import MissingError
from sgc.source.hugging_face import load_local

#: Tokens of one scene: room for some sixty lines.
BUDGET = 1000


class Decoder:
    """A model with its tokenizer, as ``load`` gives them."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        from llguidance.hf import from_tokenizer

        self._model = model
        self._tokenizer = tokenizer
        config = model.config.get_text_config()
        self._context: int = getattr(config, "max_position_embeddings", None) or 2**31
        self._constraint = from_tokenizer(tokenizer, n_vocab=config.vocab_size)

    def write(self, messages: Iterable[Mapping[str, str]], temperature: float = 0.0, seed: int = 0) -> str | None:
        """The scene file that answers ``messages``; None when it does not end within the budget.

        At ``temperature`` 0 the likeliest token is taken each time; above, one is drawn, and ``seed`` says which. The
        same arguments give the same text on the same machine.
        """
        run = _Run(self._model, self._ids(list(messages)), self._context, temperature, seed)
        declared = self._part(run, declared_grammar())
        rest = self._part(run, rest_grammar(declared)) if declared is not None else None
        return None if declared is None or rest is None else declared + rest + "\n"

    def _part(self, run: _Run, grammar: str) -> str | None:
        """The next text, as far as the grammar goes."""
        from llguidance import LLMatcher

        matcher = LLMatcher(self._constraint, LLMatcher.grammar_from_lark(grammar))
        written: list[int] = []
        while not matcher.is_stopped():
            # Where the grammar leaves no choice, the model is not asked.
            tokens = matcher.compute_ff_tokens() or [run.choose(matcher.compute_logit_bias())]
            if tokens == [self._constraint.eos_token]:
                break
            if not matcher.consume_tokens(tokens):
                raise RuntimeError(f"the grammar takes no {tokens}: {matcher.get_error()}")
            written += tokens
            if not run.read(tokens):
                return None
        return self._constraint.decode_str(written)

    def _ids(self, messages: list[Mapping[str, str]]) -> list[int]:
        """The tokens of a conversation: in the model's own form, or as plain text when it was not taught any."""
        if self._tokenizer.chat_template:
            text = self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
            return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])
        text = "".join(f"{one['content'].rstrip()}\n\n" for one in messages)
        return list(self._tokenizer(text)["input_ids"])


class _Run:
    """One text in the making: what the model has read, and what it says next."""

    def __init__(self, model: Any, prompt: list[int], context: int, temperature: float, seed: int) -> None:
        import torch

        self._model = model
        self._unread = prompt
        self._cache: Any = None
        self._room = min(BUDGET, context - len(prompt))
        self._temperature = temperature
        self._generator = torch.Generator().manual_seed(seed)

    def read(self, tokens: list[int]) -> bool:
        """Takes what was written; False when there is no room for more."""
        self._unread = self._unread + tokens
        self._room -= len(tokens)
        return self._room > 0

    def choose(self, bias: bytes) -> int:
        """The next token, of those that have a bias."""
        import torch

        with torch.inference_mode():
            ids = torch.tensor([self._unread], device=self._model.device)
            answer = self._model(input_ids=ids, past_key_values=self._cache, use_cache=True)
        self._cache, self._unread = answer.past_key_values, []
        scores = answer.logits[0, -1].float().cpu()
        allowed = torch.frombuffer(bytearray(bias), dtype=torch.uint8)[: len(scores)] > 0
        scores = scores[: len(allowed)].masked_fill(~allowed, -torch.inf)
        if self._temperature == 0:
            return int(scores.argmax())
        chances = torch.softmax(scores / self._temperature, dim=0)
        return int(torch.multinomial(chances, 1, generator=self._generator))


@cache
def load(name: str) -> Decoder:
    """The model in a folder, or one of that name among those that were downloaded before. Nothing is ever fetched.

    Raises MissingError without the extra ``llm``, and when there is no such model.
    """
    try:
        import llguidance.hf  # noqa: F401
    except ImportError as missing:
        raise MissingError(f"--llm needs the package {missing.name}: pip install 'sgc[llm]'") from None
    model, tokenizer = load_local(
        name, "AutoModelForCausalLM", "AutoTokenizer", "llm", "causal language model", dtype="auto"
    )
    return Decoder(model, tokenizer)
