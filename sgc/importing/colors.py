"""Colours of foreign files in the scene language's words: names of CSS stay, all others become ``#rrggbb``.

One that lets light through is as it is seen on white, so that what is written on it can be read wherever it stands.
"""

from __future__ import annotations

import colorsys
import re

from sgc.graph.colors import BASIC, color_value, css_color, from_rgb, luminance, rgb

_NUMBERED = re.compile(r"([a-z]+?)([0-9]{1,3})")
#: How light X11's ``blue1`` … ``blue4`` are.
_SHADES = {"1": 1.0, "2": 0.932, "3": 0.804, "4": 0.548}
#: X11's colours that begin such a row and are other colours than CSS's of that name.
_ROWS = {
    "lightblue": "#bfefff", "lightcyan": "#e0ffff", "lightgoldenrod": "#ffec8b", "lightpink": "#ffaeb9",
    "lightsalmon": "#ffa07a", "lightskyblue": "#b0e2ff", "lightsteelblue": "#cae1ff", "lightyellow": "#ffffe0",
    "paleturquoise": "#bbffff", "palegreen": "#9aff9a", "palevioletred": "#ff82ab", "slategray": "#c6e2ff",
    "slateblue": "#836fff", "steelblue": "#63b8ff", "skyblue": "#87ceff", "seagreen": "#54ff9f", "plum": "#ffbbff",
    "orchid": "#ff83fa", "mediumpurple": "#ab82ff", "mediumorchid": "#e066ff", "indianred": "#ff6a6a",
    "hotpink": "#ff6eb4", "goldenrod": "#ffc125", "darkgoldenrod": "#ffb90f", "darkolivegreen": "#caff70",
    "darkorange": "#ff7f00", "darkorchid": "#bf3eff", "darkseagreen": "#c1ffc1", "darkslategray": "#97ffff",
    "cadetblue": "#98f5ff", "burlywood": "#ffd39b", "brown": "#ff4040", "tan": "#ffa54f", "wheat": "#ffe7ba",
    "sienna": "#ff8247", "salmon": "#ff8c69", "rosybrown": "#ffc1c1", "khaki": "#fff68f", "pink": "#ffb5c5",
    "thistle": "#ffe1ff", "turquoise": "#00f5ff", "olivedrab": "#c0ff3e", "chocolate": "#ff7f24",
    "green": "#00ff00", "red": "#ff0000", "blue": "#0000ff", "yellow": "#ffff00", "orange": "#ffa500",
    "purple": "#9b30ff", "maroon": "#ff34b3", "magenta": "#ff00ff", "cyan": "#00ffff",
}  # fmt: skip
#: The luminance (WCAG's) of a ground on which dark letters are read well.
_LIGHT = 0.5
_FUNCTION = re.compile(r"(rgb|hsl)a?\(\s*([^()]*)\)", re.IGNORECASE)
_HSV = re.compile(r"([0-9.]+)[\s,]+([0-9.]+)[\s,]+([0-9.]+)")


def scene_color(text: str) -> str | None:
    """The colour as a scene file says it; None when it is none. ``transparent`` is ``none``."""
    text = text.strip().strip("\"'").lower()
    if text in ("none", "transparent"):
        return "none"
    if text.startswith("#"):
        digits = "".join(2 * letter for letter in text[1:]) if len(text) == 5 else text[1:]  # #rgba is CSS's alone
        if color_value(f"#{digits}") is None:
            return None
        return _on_white(f"#{digits[:6]}", int(digits[6:], 16) / 255) if len(digits) == 8 else f"#{digits}"
    if found := _FUNCTION.fullmatch(text):
        values = re.split(r"[\s,/]+", found[2].strip())
        opaque = _from_function(found[1], values)
        return opaque if opaque is None or len(values) < 4 else _on_white(opaque, _share(values[3]))
    if found := _HSV.fullmatch(text):
        return from_rgb(colorsys.hsv_to_rgb(*(_share(found[i]) for i in (1, 2, 3))))
    if text in BASIC or css_color(text) is not None:
        return text
    return _from_x11(text)


def paler(color: str) -> str:
    """A colour for a field behind dark letters and lines: itself where these are seen on it, else mixed with white."""
    value = color_value(color)
    if value is None:
        return color
    for alpha in (1, 0.6, 0.35, 0.2):
        found = _on_white(value[:7], alpha)
        if luminance(found) >= _LIGHT:
            return color if alpha == 1 else found
    return found


def _from_x11(text: str) -> str | None:
    """Names of X11 that CSS does not have: ``gray85``, ``lightblue3``."""
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return None
    name, number = found[1].replace("grey", "gray"), found[2]
    if name == "gray" and int(number) <= 100:
        return from_rgb([int(number) / 100] * 3)
    base = _ROWS.get(name) or color_value(name)
    if base is None or number not in _SHADES:
        return None
    return from_rgb(one * _SHADES[number] for one in rgb(base))


def _from_function(name: str, values: list[str]) -> str | None:
    try:
        numbers = [float(value.rstrip("%deg")) for value in values[:3]]
    except ValueError:
        return None
    if len(numbers) < 3:
        return None
    if name.lower() == "rgb":
        return from_rgb(n / (100 if "%" in v else 255) for n, v in zip(numbers, values, strict=False))
    hue, saturation, lightness = numbers[0] / 360 % 1, _clipped(numbers[1] / 100), _clipped(numbers[2] / 100)
    return from_rgb(colorsys.hls_to_rgb(hue, lightness, saturation))


def _on_white(color: str, alpha: float) -> str:
    """How a colour of this opacity looks on white; "none" where nothing of it is seen."""
    if alpha <= 0:
        return "none"
    return from_rgb(1 - alpha + alpha * one for one in rgb(color))


def _share(text: str) -> float:
    try:
        return _clipped(float(text.rstrip("%")) / (100 if "%" in text else 1))
    except ValueError:
        return 0.0


def _clipped(value: float) -> float:
    return min(1.0, max(0.0, value))
