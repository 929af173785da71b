"""PNG and PDF: the SVG with outlined text through cairosvg, so that no font of the machine is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sgc.backends.svg import to_svg
from sgc.drawing.primitives import Drawing
from sgc.source import MissingError, SgcError, error
from sgc.source.codes import PICTURE_SIZE

if TYPE_CHECKING:
    from types import ModuleType

#: The largest PNG: in pixels (400 MB while it is drawn), and along one side (cairo's own limit).
MOST_PIXELS, LONGEST_SIDE = 100_000_000, 32_767

#: A fixed moment in every PDF, so that equal drawings give equal bytes.
PDF_DATE = "2000-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class PngBackend:
    """Portable Network Graphics; ``scale`` pixels for one of the canvas."""

    name: ClassVar[str] = "png"
    suffixes: ClassVar[tuple[str, ...]] = (".png",)

    scale: float = 1.0

    def render(self, drawing: Drawing) -> bytes:
        """Raises SgcError for a picture of no or too many pixels."""
        width, height = (side * self.scale for side in (drawing.width, drawing.height))
        if not (min(width, height) >= 1 and max(width, height) <= LONGEST_SIDE and width * height <= MOST_PIXELS):
            message = f"At scale {self.scale:g} the picture would be {width:.0f}x{height:.0f} pixels."
            hint = f"Choose a scale that gives 1 to {LONGEST_SIDE} pixels along each side and {MOST_PIXELS:,} in all."
            raise SgcError([error(PICTURE_SIZE, message, None, hint)])
        return _convert("PNGSurface", drawing, scale=self.scale)


@dataclass(frozen=True, slots=True)
class PdfBackend:
    """Portable Document Format: one page, a canvas pixel is 1/96 inch; vector graphics throughout."""

    name: ClassVar[str] = "pdf"
    suffixes: ClassVar[tuple[str, ...]] = (".pdf",)

    def render(self, drawing: Drawing) -> bytes:
        return _convert("PDFSurface", drawing)


def _convert(surface: str, drawing: Drawing, **options: Any) -> bytes:
    cairosvg = _cairosvg()
    surface_class = getattr(cairosvg.surface, surface)
    if surface == "PDFSurface":
        surface_class = _dated(surface_class, drawing)
    svg = to_svg(drawing, outlines=True).encode()
    converted: bytes = surface_class.convert(bytestring=svg, url_fetcher=_data_only, **options)
    return converted


def _dated(pdf_surface: Any, drawing: Drawing) -> Any:
    """A surface class whose files carry the drawing's title, and no date of today."""

    class Dated(pdf_surface):  # type: ignore[misc]  # its base class comes from a library without types
        def _create_surface(self, width: float, height: float) -> tuple[Any, float, float]:
            import cairocffi

            cairo_surface, width, height = super()._create_surface(width, height)
            cairo_surface.set_metadata(cairocffi.PDF_METADATA_CREATE_DATE, PDF_DATE)
            if drawing.title:
                cairo_surface.set_metadata(cairocffi.PDF_METADATA_TITLE, _clean(drawing.title))
            cairo_surface.set_metadata(cairocffi.PDF_METADATA_SUBJECT, _clean(_subject(drawing)))
            return cairo_surface, width, height

    return Dated


def _subject(drawing: Drawing) -> str:
    return " ".join((drawing.description, *drawing.attributions))


def _clean(text: str) -> str:
    """Text that cairo takes: no zero character, no lone surrogate."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


def _data_only(url: str, resource_type: str) -> bytes:
    """Fetches what stands in the file itself, and nothing else: no drawing reaches the disk or a network."""
    head, found, data = url.partition("base64,")
    if not found or not head.startswith("data:image/png"):
        raise ValueError(f"not embedded: {url[:60]}")
    from base64 import b64decode

    return b64decode(data)


def _cairosvg() -> ModuleType:
    try:
        import cairosvg
        import cairosvg.surface
    except ImportError as problem:
        raise MissingError(f"PNG and PDF need cairosvg ({problem}). Install it with: pip install cairosvg") from problem
    except OSError as problem:  # the Python package is there, its C library is not
        raise MissingError(
            "PNG and PDF need the cairo library, which is not on this machine. Install it with: "
            "apt install libcairo2 (Debian, Ubuntu) or brew install cairo (macOS)"
        ) from problem
    return cairosvg  # type: ignore[no-any-return]  # cairosvg has no types
