"""Nothing upstream is trusted: a process given only the finished file and the scene comes to the same verdict."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sgc
from sgc.verify import detector_named, picture_file, verify

SCENE = 'scene { cups: 2 red cup; plate: blue plate "Mine"; cups left of plate; no knife }'

#: Refuses every module that lays out, draws or prints, and so whatever such a module could have remembered.
CODE = """
import sys
from importlib.abc import MetaPathFinder

UPSTREAM = ("sgc.layout", "sgc.drawing", "sgc.backends", "sgc.picture", "sgc.compiler", "z3", "highspy")

class Refuse(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in UPSTREAM or name.startswith(tuple(f"{one}." for one in UPSTREAM)):
            raise ImportError(f"verification must not load {name}")

sys.meta_path.insert(0, Refuse())

import json
from pathlib import Path

from sgc.graph import resolve
from sgc.source.files import read_source
from sgc.syntax import parse
from sgc.verify import detector_named, read_picture, verify

picture, detector = sys.argv[1:]
source = read_source(Path("scene.sgc"))
(scene,) = resolve(parse(source), Path.cwd())
print(json.dumps(verify(read_picture(Path(picture)), scene, detector_named(detector)).to_json()))
"""


@pytest.mark.parametrize(("suffix", "detector"), [("svg", "vector"), ("pdf", "vector"), ("png", "renders+text")])
def test_a_process_that_is_given_nothing_else_comes_to_the_same_report(
    tmp_path: Path, suffix: str, detector: str
) -> None:  # fmt: skip
    picture = sgc.compile(SCENE)
    (tmp_path / "scene.sgc").write_text(SCENE, encoding="utf-8")
    target = picture.save(tmp_path / f"picture.{suffix}")
    ran = subprocess.run(
        [sys.executable, "-c", CODE, target.name, detector], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    own = verify(picture_file(target.name, target.read_bytes()), picture.scene, detector_named(detector))
    assert own.verified
    assert json.loads(ran.stdout) == json.loads(json.dumps(own.to_json()))


def test_the_same_file_by_another_name_says_the_same(tmp_path: Path) -> None:
    picture = sgc.compile(SCENE)
    picture.save(tmp_path / "a.svg")
    shutil.copy(tmp_path / "a.svg", tmp_path / "b.svg")
    reports = [verify(picture_file(name, (tmp_path / name).read_bytes()), picture.scene) for name in ("a.svg", "b.svg")]
    assert reports[0] == reports[1]
