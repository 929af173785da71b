"""What proposes where the things of a diagram would stand: a row for each way, by the name that a person asks for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from sgc.diagram.flow import Proposal
from sgc.diagram.plan import Plan

#: The module with the function ``propose(plan)``. Our own layers come first: they need nothing else.
PROPOSALS: Mapping[str, str] = {
    "layers": "sgc.diagram.proposal", "graphviz": "sgc.diagram.graphviz", "elk": "sgc.diagram.elk",
}  # fmt: skip


def proposed(plan: Plan, name: str) -> Proposal:
    """Where everything would stand, as one of ``PROPOSALS`` has it. Raises MissingError where that is not installed."""
    proposal: Proposal = import_module(PROPOSALS[name]).propose(plan)
    return proposal
