"""Diagrams told in prose, read by what a dependency parser sees: requests, clauses, and whom they speak of.

An extra (``prose``): without it the rules of ``sgc.english.diagrams`` read alone. ``read`` makes a draft of one sort.
"""

from sgc.english.prose.parsing import is_there
from sgc.english.prose.reading import SORTS, asked_sort, no_names, read
from sgc.english.prose.requests import is_prose, names_diagram

__all__ = ["SORTS", "asked_sort", "is_prose", "is_there", "names_diagram", "no_names", "read"]
