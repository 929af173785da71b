"""Diagrams in English: flowcharts, systems, states, classes, sequences, stacks, cycles, trees and sets."""

from sgc.english.diagrams.reader import read_diagram

__all__ = ["read_diagram"]
