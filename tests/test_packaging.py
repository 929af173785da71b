"""The wheel holds one import package with its data, is the same from the sdist, and works where it is installed."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
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


def distributions(requirements: Iterable[str]) -> set[str]:
    """The normalised names of required distributions."""
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


def used_by_the_package() -> tuple[set[str], set[str]]:
    """The distributions that modules import, and those of which a module is named in a text (found, not imported)."""
    owners = {module: distributions(names) for module, names in packages_distributions().items()}
    imported: set[str] = set()
    named: set[str] = set()
    for path in (*(PROJECT / "sgc").rglob("*.py"), *(PROJECT / "backends").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            else:
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named |= owners.get(node.value, set())
                continue
            for module in modules:
                imported |= owners.get(module.split(".")[0], set())
    return imported - {"sgc"}, named


def test_what_is_imported_is_declared_and_the_base_install_brings_nothing_else() -> None:
    base = distributions(PYPROJECT["project"]["dependencies"])
    extras = distributions(one for extra in PYPROJECT["project"]["optional-dependencies"].values() for one in extra)
    imported, named = used_by_the_package()
    assert imported <= base | extras
    assert base <= imported | named


def test_contributing_says_what_each_requirement_is_for() -> None:
    listed = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    explained = {
        name for row in re.findall(r"^\| (.*?) \|", listed, re.MULTILINE) for name in distributions(row.split(", "))
    }
    extras = PYPROJECT["project"]["optional-dependencies"].items()
    wanted = [one for name, required in extras if name not in ("test", "all") for one in required]
    assert distributions([*PYPROJECT["project"]["dependencies"], *wanted]) <= explained


def test_extras_are_all_in_all_and_explained_by_doctor() -> None:
    from sgc.cli.doctor import EXTRAS

    extras = PYPROJECT["project"]["optional-dependencies"]
    assert EXTRAS.keys() == extras.keys() - {"all"}
    assert extras["all"] == [f"sgc[{','.join(name for name in extras if name != 'all')}]"]


def test_entry_points_are_the_built_in_back_ends() -> None:
    from sgc.backends.protocol import BUILT_IN

    assert PYPROJECT["project"]["entry-points"]["sgc.backends"] == {name: row[0] for name, row in BUILT_IN.items()}


def test_constraints_pin_every_requirement() -> None:
    """Exactly, so that what was tried is what is installed."""
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.!+]+", pin) for pin in pins)
    required = {*PYPROJECT["project"]["dependencies"]}
    for extra in PYPROJECT["project"]["optional-dependencies"].values():
        required |= {one for one in extra if not one.startswith("sgc[")}
    assert distributions(required) <= distributions(pins)
