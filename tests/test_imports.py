"""Imports run one way, front to back, and starting the command line loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "sgc"

#: The floors from the ground up; a module imports its own floor and those below it. Phases on one
#: floor do not know of each other.
FLOORS = (
    {"source"},
    {"grammars"},
    {"syntax"},
    {"graph"},
    {"measure"},
    {"diagram"},
    {"layout", "verify"},
    {"drawing", "english", "importing", "repair", "training"},
    {"backends"},
    {"picture"},
    {"compiler"},
    {"editing", "entailment", "scoring"},
    {"cli"},
    {"__main__"},
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
#: Linked folders are named, because a recursive search does not enter them.
MODULES = sorted(
    path.relative_to(PROJECT) for folder in (PACKAGE, PACKAGE / "backends") for path in folder.rglob("*.py")
)


#: Each by the name that it is imported by.
NAMES = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}


def floor_name(module: str) -> str:
    """The phase of a module: ``sgc.graph.box`` is of ``graph``."""
    return module.split(".")[1]


def imported(path: Path) -> set[str]:
    """Every module of sgc that a file imports, at its head, in a function or for types only."""
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports with their full name"
            module = node.module or ""
            found |= {f"sgc.{alias.name}" for alias in node.names} if module == "sgc" else {module}
    return {name for name in found if name.startswith("sgc.") and name != "sgc.__version__"}


@pytest.mark.parametrize("path", [m for m in MODULES if len(m.parts) > 1 and m.name != "__init__.py"], ids=str)
def test_a_module_imports_only_its_own_floor_and_those_below(path: Path) -> None:
    own = path.with_suffix("").parts[1]
    for name in imported(path):
        other = floor_name(name)
        assert own == other or FLOOR[other] < FLOOR[own], f"{path} imports {name}"


def needed(name: str) -> Iterator[str]:
    """Every module of sgc that another needs when it runs, whether at its head or in a function."""
    waiting: list[ast.AST] = [ast.parse((PROJECT / NAMES[name]).read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ImportFrom):
            for one in (f"{node.module}.{alias.name}" for alias in node.names):
                yield one if one in NAMES else node.module or ""
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            waiting += ast.iter_child_nodes(node)


def test_within_a_phase_imports_run_one_way_too() -> None:
    TopologicalSorter({name: NAMES.keys() & {*needed(name)} for name in NAMES}).prepare()  # CycleError names a circle


def test_every_phase_stands_on_a_floor() -> None:
    phases = {path.with_suffix("").parts[1] for path in MODULES} - {"__init__"}
    assert phases <= FLOOR.keys()


def test_the_check_sees_an_import_that_goes_up() -> None:
    assert "sgc.compiler" in imported(Path("sgc/cli/compile.py"))
    assert FLOOR["compiler"] > FLOOR["layout"]


HEAVY = ("z3", "torch", "matplotlib", "numpy", "networkx", "lark", "scipy", "cairosvg", "uharfbuzz", "rich", "highspy",
         "importlib.metadata")  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "import sgc",
        "import sgc.compiler, sgc.picture",
        "from sgc.cli import main; sys.argv = ['sgc', '--help']; main()",
    ],
)
def test_starting_loads_nothing_heavy(statement: str) -> None:
    code = f"import sys; {statement}; loaded = [m for m in {HEAVY} if m in sys.modules]; assert not loaded, loaded"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
