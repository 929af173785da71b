"""The mistakes people make most, as one table, and what is said of a failure that none of them explains.

Each row has an example, which the tests parse. The rows are asked in their order; the first that
recognises a failure words it, and what no row knows is described by what the grammar expected.
"""

from __future__ import annotations

from sgc.source import Diagnostic, error
from sgc.source.codes import MISPLACED
from sgc.syntax.expected import described
from sgc.syntax.failure import Failure
from sgc.syntax.mistake import Mistake
from sgc.syntax.mistakes_in_diagrams import DIAGRAMS, HEADS_ELSEWHERE
from sgc.syntax.mistakes_in_places import PLACES
from sgc.syntax.mistakes_in_signs import SIGNS
from sgc.syntax.mistakes_in_words import WORDS
from sgc.syntax.mistakes_of_habit import HABITS

MISTAKES: tuple[Mistake, ...] = (*DIAGRAMS, *HABITS, *SIGNS, *PLACES, *WORDS)


def explain(failure: Failure) -> Diagnostic:
    """What is wrong, in the words of the row that knows it best."""
    for row in MISTAKES:
        found = row.recognise(failure)
        if found is not None:
            return found
    return described(failure)


def outside(failure: Failure) -> Diagnostic:
    """A statement that stands in no figure, or what was to be a comment."""
    if failure.first.text.startswith("#"):
        return explain(failure)
    last = failure.line[-1] if failure.line else failure.first
    words = tuple(one.text.lower() for one in failure.line[:2])
    head = next((HEADS_ELSEWHERE[one] for one in words if one in HEADS_ELSEWHERE), None)
    if head is not None and not failure.is_declaration:
        return error(MISPLACED, f"no figure begins with '{failure.first.text}'",
                     failure.span(failure.first, failure.first), f"Write {head} {{ … }}.")  # fmt: skip
    span = failure.span(failure.first, last)
    hints = ['Put it between the braces of a figure: scene "Title" { … }.']
    if "{" not in span.source.text and not failure.is_declaration:
        hints.append('English is given with -p "…", and in Python with sgc.prompt("…").')
    return error(MISPLACED, "this stands outside of a figure", span, *hints)
