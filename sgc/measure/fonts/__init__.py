"""The font files that sgc ships, so that no picture depends on the fonts of a machine; README.md says whence."""
