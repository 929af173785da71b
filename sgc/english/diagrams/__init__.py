"""Diagrams in English: flowcharts, systems, states, classes, sequences, stacks, cycles, trees and sets."""

from sgc.english.diagrams.reader import named_diagram, read_diagram

__all__ = ["named_diagram", "read_diagram"]
