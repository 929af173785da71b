"""English prompts to the scene language's own tree: by rules, which drop nothing in silence, or by a person's model."""

from sgc.english.reading import Alternative, Reading, read_prompt, readings

__all__ = ["Alternative", "Reading", "read_prompt", "readings"]
