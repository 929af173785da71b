"""``sgc compile`` with the generative back ends: the flow model, whose weights come with sgc, and models of others."""

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
    looking = ("--backend", "flow", "-O", "side=64", "--repair", "0")
    for name in ("report.json", "report.html"):  # which is all that whoever gets it knows of the run
        run("compile", "a.sgc", "-o", "a.png", *looking, "--report", name)
        assert "never shown" in Path(name).read_text(encoding="utf-8")
    Path("b.sgc").write_text("scene 64x64 { a: lamp }\n", encoding="utf-8")
    assert "warning" not in run("compile", "b.sgc", "-o", "b.png", *FLOW).err


def test_a_model_that_is_not_here_ends_with_3_and_the_command_that_gets_it(run: Run) -> None:
    Path("a.sgc").write_text("scene 64x64 { a: lamp }\n", encoding="utf-8")
    result = run("compile", "a.sgc", "-o", "a.png", "--backend", "diffusers:nobody/nothing")
    assert result.code == 3
    assert "hf download nobody/nothing" in result.err
    assert not Path("a.png").exists()
