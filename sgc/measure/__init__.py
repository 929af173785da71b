"""Sizes of visible ink and text, before anything is placed."""
