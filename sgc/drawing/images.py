"""Raster images of the project, read safely: only from under its root, only PNG and JPEG, re-encoded."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePath

from sgc.measure.rasters import TooLargeError, decoded
from sgc.source import MissingError, SgcError, Span, error
from sgc.source.codes import IMAGE

MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000


def image_png(root: Path, name: str, aspect: float, most_width: int, span: Span) -> bytes:
    """The image file ``name`` under ``root``, cropped about its centre to ``aspect`` (width over height) and
    no wider than ``most_width`` pixels, as PNG bytes without any metadata.

    Raises SgcError for a file that is outside the root, missing, too large or no image, and MissingError
    without Pillow.
    """
    data = _read(root, name, span)
    name = _as_written(root, name)
    try:
        from PIL import Image
    except ImportError as problem:
        raise MissingError("Images need Pillow. Install it with: pip install pillow") from problem
    try:
        turned = decoded(data, MOST_PIXELS, ("PNG", "JPEG"))
    except TooLargeError as problem:
        raise _refused(f"The image “{name}” is too large: {problem}.", span, "Make a smaller copy of it.") from None
    except ValueError as problem:
        hint = "Write the name of a PNG or JPEG file."
        raise _refused(f"The file “{name}” is no PNG or JPEG image that can be read.", span, hint) from problem
    width, height = turned.size
    kept = (min(width, max(1, round(height * aspect))), min(height, max(1, round(width / aspect))))
    left, top = (width - kept[0]) // 2, (height - kept[1]) // 2
    cropped = turned.crop((left, top, left + kept[0], top + kept[1]))
    if cropped.width > most_width:
        cropped = cropped.resize((most_width, max(1, round(most_width / aspect))), Image.Resampling.LANCZOS)
    clean = Image.frombytes("RGBA", cropped.size, cropped.tobytes())  # nothing of the file but its pixels
    out = BytesIO()
    clean.save(out, "PNG")
    return out.getvalue()


def _read(root: Path, name: str, span: Span) -> bytes:
    root, shown = root.resolve(), _as_written(root, name)
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise _refused(f"The image “{shown}” is outside the project.", span, "Copy it into the project's folder.")
        if not path.is_file():
            raise _refused(f"There is no image file “{shown}”.", span, "Write a path relative to the scene file.")
        if path.stat().st_size > MOST_BYTES:
            message = f"The image “{shown}” is larger than {MOST_BYTES // 1_000_000} MB."
            raise _refused(message, span, "Make a smaller copy of it.")
        return path.read_bytes()
    except (OSError, ValueError) as problem:  # a name with a zero character, a loop of links, no permission
        why = getattr(problem, "strerror", None) or "the name is not one of a file"
        raise _refused(f"The image file {shown!r} cannot be read: {why}.", span, "Check the name.") from problem


def _as_written(root: Path, name: str) -> str:
    """The name as people know it: below the project's folder."""
    path, root = PurePath(name), root.resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else name


def _refused(message: str, span: Span, hint: str) -> SgcError:
    return SgcError([error(IMAGE, message, span, hint)])
