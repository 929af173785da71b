"""From a layout to a short list of primitives, with style and colour decided."""
