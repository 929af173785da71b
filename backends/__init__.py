"""Printers of drawings: each back end is one module and one entry point."""

from sgc.backends.protocol import Backend, DrawingBackend, LayoutBackend, backend_for, backends, render

__all__ = ["Backend", "DrawingBackend", "LayoutBackend", "backend_for", "backends", "render"]
