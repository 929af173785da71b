"""Questions and their answers in arrows and parentheses: "outlook? sunny -> humidity? (high -> no, normal -> yes)"."""

from __future__ import annotations

import re

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import caption, fullmatch, named, split, trim
from sgc.source import Span

_ARROW = re.compile(r"\s*(?:->|-->|=>|→)\s*")
_NEXT = re.compile(r"\s*[;,\n]\s*(?:and\s+|else\s+)?")
#: "outlook? sunny -> yes; …": a question with its answers behind it.
_ASKED = re.compile(r"(?P<question>[^?;>→\n()]{2,80})\?\s*:?\s*(?P<answers>[^?].*(?:->|=>|→).*)", re.DOTALL)
_NESTED = re.compile(r"(?P<question>[^?()]{2,80})\?\s*\((?P<answers>.+)\)", re.DOTALL)
_BRANCH = re.compile(r"(?P<answer>[^>→?()]{1,40}?)\s*(?:->|-->|=>|→)\s*(?P<target>\S.*)", re.DOTALL)


def decisions(draft: Draft, span: Span) -> bool:
    """Read a text that is one question, with answers that lead on to things, and to questions in which others stand in
    parentheses; False if it is not wholly so."""
    whole = trim(span, " .")
    asked = fullmatch(whole, _ASKED)
    if asked is None or not _are_branches(named(whole, asked, "answers")):
        return False
    _ask(draft, named(whole, asked, "question"), named(whole, asked, "answers"))
    return True


def cases(draft: Draft, span: Span) -> bool:
    """ "score above 700 -> approve. Between 600 and 700 -> review. Below 600 -> reject.": one question with the ranges
    of what is measured as its answers."""
    found = [(one, fullmatch(one, _CASE)) for one in split(trim(span, ". "), _NEXT_CASE)]
    if len(found) < 2 or not all(match is not None for _, match in found):
        return False
    (first, match), *_ = found
    if match is None or not match["of"].strip():
        return False
    asked = named(first, match, "of")
    node = draft.add(asked, "decision", caption(asked.text) + "?")
    for case, match in found:
        if match is None:
            continue
        label = " ".join(match["range"].split())
        label = label[:1].lower() + label[1:]
        before = node
        for one in split(named(case, match, "target"), _ARROW):
            after = draft.add(one, "box")
            draft.link(before, after, case, label=label)
            before, label = after, ""
    return True


_NEXT_CASE = re.compile(r"\s*(?:[;\n]|(?<=\w)\.(?=\s)|,)\s*(?=[^.;\n>→]*(?:->|=>|→))")
_CASE = re.compile(
    r"(?:if\s+)?(?P<of>[^<>=≤≥→]*?)\s*(?P<range>(?:is\s+)?\b(?:above|below|over|under|between|more than|less than"
    r"|at least|at most)\s[^>→]+?|[<>=≤≥]+\s*[\d.]+[^>→]*?)\s*(?:->|=>|→)\s*(?P<target>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def _are_branches(answers: Span) -> bool:
    found = [fullmatch(one, _BRANCH) for one in split(answers, _NEXT)]
    return len(found) > 1 and all(
        match is not None and _is_target(named(one, match, "target"))
        for one, match in zip(split(answers, _NEXT), found, strict=True)
    )


def _is_target(span: Span) -> bool:
    """Whether something is one thing, a chain of them, or a question with all its answers in parentheses."""
    nested = fullmatch(span, _NESTED)
    if nested is not None:
        return _are_branches(named(span, nested, "answers"))
    return "?" not in span.text and "(" not in span.text


def _ask(draft: Draft, question: Span, answers: Span) -> Node:
    node = draft.add(question, "decision", caption(question.text) + "?")
    for branch in split(answers, _NEXT):
        match = fullmatch(branch, _BRANCH)
        assert match is not None
        target, answer = named(branch, match, "target"), " ".join(match["answer"].split())
        nested = fullmatch(target, _NESTED)
        if nested is not None:
            further = _ask(draft, named(target, nested, "question"), named(target, nested, "answers"))
            draft.link(node, further, branch, label=answer)
            continue
        before, label = node, answer
        for one in split(target, _ARROW):
            after = draft.add(one, "box")
            draft.link(before, after, branch, label=label)
            before, label = after, ""
    return node
