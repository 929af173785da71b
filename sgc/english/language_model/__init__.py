"""A person's own language model as a reader of prompts: it decodes under a grammar, so that all it writes parses."""

from sgc.english.language_model.writing import write_scene

__all__ = ["write_scene"]
