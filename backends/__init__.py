"""Printers of drawings: each backend is one module and one entry point."""
