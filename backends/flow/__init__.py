"""The flow back end: our own small latent flow model, which paints what a layout asks for (MODEL_CARD.md)."""
