"""What the photo detector sees on the sample photographs that its package brings.

    python benchmarks/photo.py [--record]

The things that are there were marked by a person who looked at the two photographs, those cut off at the edge too. A
thing is found when a box of its noun shares more than half of their union; what scores less than the detector's limit
of certainty leaves a fact undecided. Two photographs tell whether it works here, not how good it is.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from results import record, table

from sgc.verify import Detection, read_picture
from sgc.verify.boxes import overlap
from sgc.verify.photo import PhotoDetector, package

#: Noun, box in pixels, and the colour that a person would name, where there is one.
THERE = {
    "bus": (
        ("bus", (4, 227, 801, 745), "blue"), ("person", (54, 395, 248, 901), ""), ("person", (227, 404, 345, 860), ""),
        ("person", (670, 395, 810, 879), ""), ("person", (0, 557, 76, 870), ""),
    ),
    "zidane": (
        ("person", (121, 201, 1154, 720), "black"), ("person", (750, 40, 1134, 720), "black"),
        ("tie", (435, 426, 521, 720), "black"), ("tie", (982, 315, 1024, 417), ""),
    ),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    options = parser.parse_args()
    detector, rows, seconds = PhotoDetector(), [], []
    for name, there in THERE.items():
        picture = read_picture(package() / "samples" / f"{name}.jpg")
        detector.detect(picture, ())  # the network is read once
        begun = time.process_time()
        seen = detector.detect(picture, ())
        seconds.append(time.process_time() - begun)
        left = list(seen.views[-1].detections)
        for noun, box, color in there:
            one = best(noun, box, left)
            if one is None:
                rows.append([name, noun, "missed", "", color, ""])
                continue
            left.remove(one)
            how = "found" if one in seen.detections else "found, not certain"
            rows.append([name, noun, how, f"{one.score:.2f}", color, one.attributes["color"]])
        for one in left:
            how = "not there" if one in seen.detections else "not there, not certain"
            rows.append([name, one.noun, how, f"{one.score:.2f}", "", one.attributes["color"]])
    text = table(["photograph", "noun", "", "score", "colour, to a person", "measured"], rows)
    text += f"\n\n{sum(seconds) / len(seconds):.2f} s of processor time a photograph, decoding and colours included."
    print(text)
    if options.record:
        about = __doc__.split("\n\n")[2].strip()
        record("The photo detector", "python benchmarks/photo.py --record", f"{about}\n\n{text}")


def best(noun: str, box: tuple[float, ...], seen: Sequence[Detection]) -> Detection | None:
    """The detection of the noun that is nearest to the box, if it is near."""
    near = [one for one in seen if one.noun == noun and overlap(box, one.box) > 0.5]  # type: ignore[arg-type]
    return max(near, key=lambda one: one.score, default=None)


if __name__ == "__main__":
    main()
