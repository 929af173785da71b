"""Diagrams as geometry: where linked boxes would stand in layers, and how links are led around them."""
