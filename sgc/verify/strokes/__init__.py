"""The detector for diagrams in pixels: surfaces are nodes and frames, and strokes between them are followed."""
