"""Diagrams in English: flowcharts, systems, states, classes, sequences, stacks, cycles, trees and sets."""
