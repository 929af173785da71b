"""Shelving: blocks that no statement joins stand in several rows, each filled by itself."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, inf, sqrt

from sgc.layout.blocks import Block, Composition
from sgc.layout.composition import apart_from_headings, joined, with_headings
from sgc.layout.problem import Problem
from sgc.layout.ranking import rests
from sgc.layout.variation import Variation


def shelved(problem: Problem, composition: Composition, variation: Variation) -> Composition | None:
    """The same blocks in several rows, one after the other as the seed varies them; None where they are few, or
    statements join them, or some are in the air of a sky, which has room for one row."""
    if joined(problem, composition):
        return None
    flying = any(problem.by_id[block.name].stance == "air" for block in composition.blocks)
    if flying and any(m.is_backdrop and m.stance == "air" for m in problem.members):
        return None
    width, height = problem.canvas
    headings, others = apart_from_headings(problem, composition.blocks)
    whole = sum(block.columns for block in others if not block.across)
    rows = round(sqrt(whole * height / width))
    if rows < 2 or len(others) < 2:
        return None
    blocks: list[Block] = []
    filled = row = 0
    for block in variation.shuffled(sorted(others, key=lambda one: one.row), "shelves"):
        if filled and (block.across or filled + block.columns > ceil(whole / rows)):
            filled, row = 0, row + 1
        blocks.append(replace(block, column=len(blocks), row=row))
        filled, row = (0, row + 1) if block.across else (filled + block.columns, row)
    return replace(composition, blocks=with_headings(problem, blocks, headings), shelved=True)


def wrapped(problem: Problem, composition: Composition) -> bool:
    """Whether collections stand in several rows for want of room, or what stands on no ground is below a row of things
    that do, where the figure shows none; not because some things are in the air."""
    blocks = composition.blocks
    ground = min((block.row for block in blocks if rests(problem, block)), default=inf)
    shown = any(member.is_backdrop for member in problem.members)
    hanging = not shown and any(block.row > ground and not rests(problem, block) for block in blocks)
    several = any(block.row for block in blocks) and (hanging or any(len(block.ids) > 1 for block in blocks))
    return several and all(problem.by_id[block.name].stance != "air" for block in blocks)
