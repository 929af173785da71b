"""The renders detector: names the icons and shapes in a picture made of pixels (MODEL_CARD.md tells how)."""
