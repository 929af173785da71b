"""Diffusion models that people have, driven through the diffusers library: one small adapter for each way of control.

``backend`` is the back end, ``table`` says which adapters can drive which pipeline, and ``adapter`` what one is.
"""
