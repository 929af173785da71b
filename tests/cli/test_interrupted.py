"""Ctrl-C once there is a layout: its picture is written, whole, and said to be unchecked."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
from command_line import Run


@pytest.mark.parametrize(
    "phase", ["sgc.drawing.compose", "sgc.picture.Picture.render", "sgc.verify.verify"],
    ids=["drawing", "printing", "looking"],
)  # fmt: skip
@pytest.mark.parametrize("more", [(), ("--variants", "2")], ids=["one", "variants"])
def test_an_interrupt_once_there_is_a_layout_leaves_its_picture(
    phase: str, more: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses = iter([True])
    usual: Callable[..., Any] = resolve_name(phase)

    def pressed(*arguments: Any, **options: Any) -> Any:
        if next(presses, False):
            raise KeyboardInterrupt
        return usual(*arguments, **options)

    monkeypatch.setattr(phase, pressed)
    result = run("compile", "good.sgc", "-o", "good.svg", *more)
    pictures = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert (result.code, result.err.strip()) == (130, "interrupted")
    assert pictures
    assert all(f"wrote {name}, not checked: interrupted" in result.out for name in pictures)
    assert all(ET.parse(tmp_path / name) for name in pictures)
