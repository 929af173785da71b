"""A compiled figure: what it demands, where everything went, and the files it can be printed to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgc.drawing.primitives import Drawing
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Conflict, Core, Layout, LayoutResult
from sgc.source import Diagnostic, SgcError, error
from sgc.source.codes import UNKNOWN_BACKEND
from sgc.source.files import write_atomically

if TYPE_CHECKING:
    from sgc.verify import Detector, Report


class CannotHoldError(Exception):
    """There is no picture to print: the figure is impossible (``cores`` say why) or was not decided. As a text it says
    what cannot hold together, and what would help."""

    def __init__(self, picture: Picture) -> None:
        layout = picture.layout
        self.cores: tuple[Core, ...] = layout.cores if isinstance(layout, Conflict) else ()
        super().__init__(picture.explanation)


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """One figure, compiled. ``drawing`` is None when there is no layout to draw.

    Printing (``svg``, ``png``, ``render``, ``save``) raises CannotHoldError in that case, and
    MissingError when a back end needs something that is not installed.
    """

    scene: SceneGraph
    layout: LayoutResult
    drawing: Drawing | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def __repr__(self) -> str:
        title = f"“{self.scene.figure.title}” " if self.scene.figure.title else ""
        size = "x".join(map(str, self.size)) + ", " if self.size is not None else ""
        state = "satisfied" if self.satisfied else type(self.layout).__name__.lower()
        count = len(self.scene.objects)
        things = f"{count} object{'s' if count != 1 else ''}"
        return f"<Picture {title}{size}{things}, {state}>"

    @property
    def size(self) -> tuple[int, int] | None:
        """Its width and height in pixels; None of a figure without a layout whose size is that of what is in it."""
        if isinstance(self.layout, Layout):
            return self.layout.size
        return None if self.scene.figure.fitted else self.scene.figure.size

    @property
    def satisfied(self) -> bool:
        """Whether every required statement of the figure holds in this picture."""
        return isinstance(self.layout, Layout) and not self.layout.violated

    @property
    def explanation(self) -> str:
        """What does not hold in this picture, or why there is none, with places and ways out; empty when all holds."""
        from sgc.layout.telling import explain
        from sgc.source.render import render

        return render(explain(self.scene, self.layout))

    @property
    def boxes(self) -> dict[str, tuple[float, float, float, float]]:
        """Left, top, right and bottom of what is seen of each thing, in pixels from the top left corner, by its id:
        "plate", or "apples[2]" of several. Raises CannotHoldError where there is no layout."""
        from sgc.layout.to_json import layout_to_json

        if not isinstance(self.layout, Layout):
            raise CannotHoldError(self)
        return {one["id"]: tuple(one["box"]) for one in layout_to_json(self.layout, self.scene)["boxes"]}

    @property
    def svg(self) -> str:
        """The picture as the text of an SVG file."""
        return self.render("svg").decode()

    def png(self, scale: float = 1) -> bytes:
        """The picture as a PNG file, ``scale`` pixels for a canvas pixel."""
        return self.render("png", scale=scale)

    def render(self, backend: str, **options: Any) -> bytes:
        """The picture as a file of a back end, by its name or by a file name with its suffix.

        Raises SgcError when there is no such back end or it has no such option.
        """
        from sgc.backends.protocol import LayoutBackend, backend_for

        printer = backend_for(backend, **options)
        if self.drawing is None or not isinstance(self.layout, Layout):
            raise CannotHoldError(self)
        if isinstance(printer, LayoutBackend):
            return printer.render_layout(self.layout, self.scene)
        return printer.render(self.drawing)

    def save(self, path: str | Path, backend: str | None = None, **options: Any) -> Path:
        """Write the picture to a file, whole or not at all; without a back end's name the suffix tells it."""
        path = Path(path)
        if backend is None and not path.suffix:
            hint = "Give the file a suffix, such as .svg, or name a back end."
            raise SgcError([error(UNKNOWN_BACKEND, f"“{path.name}” does not say what kind of file it is.", None, hint)])
        write_atomically(path, self.render(backend or path.name, **options))
        return path

    def verify(self, backend: str = "svg", detector: Detector | None = None) -> Report:
        """What is seen in the printed picture, fact by fact; the detector gets the file and nothing else.

        Raises SgcError where no detector can look at what the back end prints.
        """
        from sgc.verify import picture_file, verify

        return verify(picture_file(f"picture.{backend}", self.render(backend)), self.scene, detector)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What notebooks show where there is no picture, or not all of it holds."""
        printer.text("\n".join(filter(None, (repr(self), self.explanation))))

    def _repr_svg_(self) -> str | None:
        """How notebooks show a picture."""
        return self.svg if self.drawing is not None else None
