"""What a back end is, and how one is found by its name or by the suffix of the file to write.

A back end is one module and one entry point in the group ``sgc.backends``: a frozen dataclass whose
fields are its options (``scale`` of the PNG back end), so that ``backend_for("a.png", scale=2)``
makes one. Most print a finished ``Drawing``; one that needs the boxes instead (JSON, a generative
model: ``sgc.backends.generative``) takes the layout. ``name:ARGUMENT`` gives the first option: ``diffusers:PATH``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import PurePath
from typing import Any, ClassVar, Protocol, get_args, get_type_hints, runtime_checkable

from sgc.backends.generative import GenerativeBackend
from sgc.drawing.primitives import Drawing
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout
from sgc.source import SgcError, error
from sgc.source.codes import UNKNOWN_BACKEND
from sgc.source.suggest import did_you_mean

GROUP = "sgc.backends"

#: Our own back ends by name: module, class, and the suffixes that choose them. They are found without reading the
#: metadata of installed packages, which costs time at every start, and also from a source tree.
BUILT_IN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "svg": ("sgc.backends.svg:SvgBackend", (".svg",)),
    "png": ("sgc.backends.raster:PngBackend", (".png",)),
    "pdf": ("sgc.backends.raster:PdfBackend", (".pdf",)),
    "tikz": ("sgc.backends.tikz:TikzBackend", (".tex",)),
    "matplotlib": ("sgc.backends.matplotlib_script:MatplotlibBackend", (".py",)),
    "json": ("sgc.backends.layout_json:JsonBackend", (".json",)),
    "drawio": ("sgc.backends.drawio:DrawioBackend", (".drawio",)),
    "dot": ("sgc.backends.dot:DotBackend", (".dot", ".gv")),
    "mermaid": ("sgc.backends.mermaid:MermaidBackend", (".mmd", ".mermaid")),
    "diffusers": ("sgc.backends.diffusers.backend:DiffusersBackend", ()),
    "flow": ("sgc.backends.flow.backend:FlowBackend", ()),
}


class Backend(Protocol):
    """What every back end has: a name, and the suffixes of the files it writes (lower case, with dot)."""

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]


@runtime_checkable
class DrawingBackend(Backend, Protocol):
    """A printer of drawings: equal drawings give equal bytes, and nothing is moved."""

    def render(self, drawing: Drawing) -> bytes: ...


@runtime_checkable
class LayoutBackend(Backend, Protocol):
    """A back end that makes its result from the layout itself."""

    def render_layout(self, layout: Layout, scene: SceneGraph) -> bytes: ...


AnyBackend = DrawingBackend | LayoutBackend


def render(backend: AnyBackend, drawing: Drawing, layout: Layout, scene: SceneGraph) -> bytes:
    """The file's bytes, from whichever of the two the back end prints.

    Raises MissingError when it needs something that is not on this machine.
    """
    if isinstance(backend, LayoutBackend):
        return backend.render_layout(layout, scene)
    return backend.render(drawing)


def backends() -> tuple[str, ...]:
    """The names of all back ends: ours first, then those of installed packages in alphabetical order."""
    return (*BUILT_IN, *sorted(_installed()))


def backend_for(target: str | PurePath, **options: Any) -> AnyBackend:
    """The back end of this name, of ``name:ARGUMENT``, or for this file name by its suffix.

    Raises SgcError for an unknown name or suffix, for an option that the back end does not have, and for the want of
    one that it needs.
    """
    name, argument = _split(target)
    made = backend_class(name)
    takes = signature(made).parameters
    if argument and takes:
        options = {next(iter(takes)): argument, **options}
    _check(name, options, takes)
    for option, one in takes.items():
        if one.default is one.empty and not options.get(option):
            message = f"The {name} back end needs a {option}."
            hint = f"Write {name}:FOLDER, or {name}:NAME for one that was downloaded before."
            raise SgcError([error(UNKNOWN_BACKEND, message, None, hint)])
    found: AnyBackend = made(**options)
    return found


def painter_class(target: str | PurePath) -> type[GenerativeBackend] | None:
    """The class of the back end that ``backend_for`` would make, if it paints by a model."""
    made = backend_class(_split(target)[0])
    return made if issubclass(made, GenerativeBackend) else None


def option_values(target: str | PurePath, given: Sequence[str]) -> dict[str, Any]:
    """The options of a back end as they are written on a command line, ``NAME=VALUE``, with values of their types.

    Raises SgcError for what has another form, for an option that the back end does not have, and for a value of
    another type.
    """
    name = _split(target)[0]
    made = backend_class(name)
    kinds = get_type_hints(made)
    values: dict[str, Any] = {}
    for one in given:
        option, equals, text = one.partition("=")
        if not equals:
            hint = "Write an option and its value, as in: -O steps=8"
            raise SgcError([error(UNKNOWN_BACKEND, f"“{one}” gives an option no value.", None, hint)])
        _check(name, [option], signature(made).parameters)
        values[option] = _value(name, option, text, kinds.get(option, str))
    return values


def _check(name: str, options: Iterable[str], takes: Collection[str]) -> None:
    """Raises SgcError for an option that a back end does not have."""
    for option in options:
        if option not in takes:
            has = f"it has {', '.join(takes)}" if takes else "it has none"
            hints = did_you_mean(option, takes)
            raise SgcError(
                [error(UNKNOWN_BACKEND, f"The {name} back end has no option “{option}”; {has}.", None, *hints)]
            )


def _value(name: str, option: str, text: str, kind: Any) -> Any:
    kinds = get_args(kind) or (kind,)
    for type, words in ((bool, "true or false"), (int, "a whole number"), (float, "a number")):
        if type in kinds:
            try:
                return {"true": True, "false": False}[text] if type is bool else type(text)
            except (KeyError, ValueError):
                message = f"The option {option} of the {name} back end is {words}, not “{text}”."
                raise SgcError([error(UNKNOWN_BACKEND, message)]) from None
    return text


def backend_class(name: str) -> type[AnyBackend]:
    """The class of a back end, by its name."""
    target = BUILT_IN[name][0] if name in BUILT_IN else _installed()[name]
    module, _, attribute = target.partition(":")
    found: type[AnyBackend] = getattr(import_module(module), attribute)
    return found


def _split(target: str | PurePath) -> tuple[str, str]:
    """The name of the back end that is meant, and what stands after its colon."""
    plain, colon, argument = str(target).partition(":")
    return (plain, argument) if colon and plain in backends() else (_name(str(target)), "")


def _name(target: str) -> str:
    """The name of the back end that a name or a file name means."""
    suffix = PurePath(target).suffix.lower() or (target.lower() if target.startswith(".") else "")
    if target in BUILT_IN:
        return target
    chosen = chosen_by_suffix(suffix)
    if chosen is not None and (chosen in BUILT_IN or target not in _installed()):
        return chosen
    if target in _installed():
        return target
    if suffix:
        known, asked, what = list(_suffixes()), suffix, f"No back end writes “{suffix}” files"
    else:
        known, asked, what = list(backends()), target.lower(), f"There is no back end “{target}”"
    hints = did_you_mean(asked, known) or (f"Choose one of {', '.join(known)}.",)
    raise SgcError([error(UNKNOWN_BACKEND, f"{what}.", None, *hints)])


def chosen_by_suffix(suffix: str) -> str | None:
    """The name of the back end that a suffix (lower case, with dot) chooses; ours win."""
    if suffix in _suffixes():
        return _suffixes()[suffix]
    return next((name for name in sorted(_installed()) if suffix and suffix in backend_class(name).suffixes), None)


def _suffixes() -> dict[str, str]:
    """Our back ends by the suffixes that choose them."""
    return {suffix: name for name, (_, own) in BUILT_IN.items() for suffix in own}


@cache
def _installed() -> Mapping[str, str]:
    """Back ends of other packages, as "module:class" by name; ours win over equal names."""
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUP) if point.name not in BUILT_IN}
