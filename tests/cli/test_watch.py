"""Which files a watched scene depends on."""

from __future__ import annotations

from pathlib import Path

from sgc.cli.watch import dependencies


def test_includes_are_followed_and_images_are_seen(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "deep.sgc").write_text('include "deeper.sgc"')
    (tmp_path / "lib" / "deeper.sgc").write_text('include "deep.sgc"')
    (tmp_path / "photo.png").write_bytes(b'"lib/deep.sgc"')
    scene = tmp_path / "scene.sgc"
    scene.write_text('include "lib/deep.sgc"\nscene { a: image { image: "photo.png" } b: text "nothing" ; broken')
    assert dependencies([str(scene)]) == {
        scene, tmp_path / "photo.png", tmp_path / "lib" / "deep.sgc", tmp_path / "lib" / "deeper.sgc"
    }  # fmt: skip


def test_a_file_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    assert dependencies([str(tmp_path / "soon.sgc")]) == {tmp_path / "soon.sgc"}
