"""Verification: what a finished picture shows, and whether that is what a scene says."""

from __future__ import annotations

from sgc.verify.picture import PictureFile, picture_file, read_picture
from sgc.verify.protocol import Detector, detector_for, detector_named, detectors
from sgc.verify.types import Detection, Fact, Observation, Report
from sgc.verify.verify import verify

__all__ = [
    "Detection", "Detector", "Fact", "Observation", "PictureFile", "Report", "detector_for", "detector_named",
    "detectors", "picture_file", "read_picture", "verify",
]  # fmt: skip
