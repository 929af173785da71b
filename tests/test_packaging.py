"""The wheel holds one import package with its data, is the same from the sdist, and works where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SCENE = 'scene { cup: red cup "Tea"; plate: blue plate; cup left of plate }'


def build(kind: str, source: Path, output: Path) -> Path:
    """Build a wheel or an sdist with the setuptools of this environment, so that no network is needed."""
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(output), str(source)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (made,) = output.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git would clone: building must neither need nor leave anything in the work tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    target = tmp_path_factory.mktemp("checkout")
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target / name, follow_symlinks=False)
    return target


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", checkout, tmp_path_factory.mktemp("wheel"))


def names(wheel: Path) -> set[str]:
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_only_sgc(wheel: Path) -> None:
    assert {name.split("/")[0] for name in names(wheel)} == {"sgc"}


def test_the_wheel_holds_every_module_and_data_file(wheel: Path, checkout: Path) -> None:
    expected = set()
    for top in ("sgc", "sgc/backends", "sgc/grammars"):
        for path in (checkout / top).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                expected.add(path.relative_to(checkout).as_posix())
    assert "sgc/py.typed" in expected
    assert "sgc/backends/__init__.py" in expected
    assert "sgc/grammars/scene.lark" in expected
    assert names(wheel) == expected


def test_the_sdist_builds_the_same_wheel(wheel: Path, checkout: Path, tmp_path: Path) -> None:
    archive = build("sdist", checkout, tmp_path / "sdist")
    shutil.unpack_archive(archive, tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    again = build("wheel", source, tmp_path / "wheel")
    assert names(again) == names(wheel)
    first, second = zipfile.ZipFile(wheel), zipfile.ZipFile(again)
    assert all(first.read(name) == second.read(name) for name in names(wheel))


def test_the_installed_wheel_compiles_a_scene(wheel: Path, tmp_path: Path) -> None:
    """Installed into an environment of its own that borrows this one's dependencies, away from the checkout."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    (packages,) = environment.glob("lib/python*/site-packages")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(packages), str(wheel)], check=True, capture_output=True, text=True)
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    # The checkout's own editable install must not answer for the wheel: copy the paths, not the .pth files.
    (packages / "borrowed.pth").write_text("\n".join(borrowed) + "\n")
    (tmp_path / "cup.sgc").write_text(SCENE)
    code = (
        "import sgc, sys; from sgc.cli import main;"
        f"assert sgc.__file__.startswith({str(packages)!r}), sgc.__file__;"
        "sys.argv = ['sgc', 'compile', 'cup.sgc', '-o', 'cup.svg']; sys.exit(main())"
    )
    subprocess.run(
        [environment / "bin" / "python", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert (tmp_path / "cup.svg").read_text(encoding="utf-8").startswith("<")
