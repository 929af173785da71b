"""How many pictures a second are verified, on one core and on two, by the number of things in them.

Seconds are those in which a process had a core, so that what else a machine does at the time hardly matters.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import process_time

from results import table
from verifier.printing import printed
from verifier.scenes import made_scene

from sgc.verify import detector_named, verify

#: Numbers of things; canvases are as large as scenes.py says.
COUNTS = (1, 5, 20, 50, 100)
#: Seconds for which each is measured.
SPAN = 2.0


def speeds(name: str) -> str:
    """The table for one detector."""
    rows = []
    for count in COUNTS:
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            one = pool.submit(_rate, name, count).result()
            two = sum(pool.map(_rate, [name] * 2, [count] * 2))
        rows.append((count, f"{one:.1f}", f"{two:.1f}"))
    return table(["things", "pictures a second, one core", "two cores"], rows)


def _rate(name: str, count: int) -> float:
    """Pictures a second in one process of one thread."""
    import os

    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    detector = detector_named(name)
    way = "svg" if "svg" in detector.reads else "svg-png"
    scenes = [made_scene(count, seed) for seed in range(2)]
    files = printed(way, [scene.drawing for scene in scenes if scene.drawing is not None])
    for scene, file in zip(scenes, files, strict=True):
        verify(file, scene.scene, detector)
    done, begun = 0, process_time()
    while process_time() - begun < SPAN:
        verify(files[done % 2], scenes[done % 2].scene, detector)
        done += 1
    return done / (process_time() - begun)
