"""Back ends are found by name and by suffix, take their options, and start light."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sgc.backends import backend_for, backends, protocol
from sgc.backends.raster import PngBackend
from sgc.source import SgcError

PROJECT = Path(__file__).resolve().parent.parent.parent


def test_every_back_end_has_its_name_and_writes_files() -> None:
    for name, (_, suffixes) in protocol.BUILT_IN.items():
        found = protocol.backend_class(name)
        assert found.name == name
        assert hasattr(found, "render") != hasattr(found, "render_layout")
        assert set(suffixes) <= set(found.suffixes)
        assert found.suffixes
        for suffix in suffixes:
            assert backend_for(f"some.picture{suffix}").name == name
            assert backend_for(Path(f"A{suffix.upper()}")).name == name


def test_the_table_is_that_of_the_package() -> None:
    """The entry points are for other programs to see; our own table finds the same without reading them."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["sgc.backends"] == {name: target for name, (target, _) in protocol.BUILT_IN.items()}


def test_options_are_the_fields_of_the_back_end() -> None:
    assert backend_for("a.png", scale=3) == PngBackend(scale=3)
    with pytest.raises(SgcError, match="no option “scale”; it has outlines"):
        backend_for("svg", scale=3)


@pytest.mark.parametrize(
    ("target", "message", "hint"),
    [
        ("a.pgn", "No back end writes “.pgn” files.", "Did you mean '.png'?"),
        ("matplolib", "There is no back end “matplolib”.", "Did you mean 'matplotlib'?"),
        (
            "picture",
            "There is no back end “picture”.",
            f"Choose one of {', '.join(protocol.BUILT_IN)}.",
        ),
    ],
)
def test_unknown_ones_get_the_nearest_known(target: str, message: str, hint: str) -> None:
    with pytest.raises(SgcError) as caught:
        backend_for(target)
    (found,) = caught.value.diagnostics
    assert (found.code.name, found.message, found.hints) == ("unknown-backend", message, (hint,))


def test_other_packages_can_add_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "_installed", lambda: {"picture": "sgc.backends.raster:PngBackend"})
    assert backends()[-1] == "picture"
    assert isinstance(backend_for("picture"), PngBackend)


def test_writing_svg_loads_nothing_heavy() -> None:
    code = (
        "import sys; from sgc.backends import backend_for; from sgc.drawing.primitives import Drawing;"
        "backend_for('a.svg').render(Drawing(1, 1, '#ffffff', ()));"
        "print([m for m in ('numpy', 'cairosvg', 'PIL', 'z3', 'networkx', 'uharfbuzz', 'lark') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
