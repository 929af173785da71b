"""``sgc compile`` with the flow back end, whose weights come with sgc."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

pytest.importorskip("torch")

FLOW = ("--backend", "flow", "-O", "side=64", "--no-verify")


def test_a_noun_that_the_model_never_saw_is_a_warning(run: Run) -> None:
    Path("a.sgc").write_text("scene 64x64 {\n  a: desk lamp\n}\n", encoding="utf-8")
    said = run("compile", "a.sgc", "-o", "a.png", *FLOW).err
    assert "warning[never-seen]: the flow model was never shown 'desk lamp': it paints 'lamp' in its place" in said
    assert "2 |   a: desk lamp" in said
    Path("b.sgc").write_text("scene 64x64 { a: lamp }\n", encoding="utf-8")
    assert "warning" not in run("compile", "b.sgc", "-o", "b.png", *FLOW).err
