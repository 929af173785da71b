"""English prompts to the scene language's own tree, by rules: no model, and nothing silently dropped."""

from sgc.english.reading import Alternative, Reading, read_prompt, readings

__all__ = ["Alternative", "Reading", "read_prompt", "readings"]
