"""Mathematics in labels: checked against a whitelist of TeX, written out safely again, and set as outlines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sgc.measure.mathematics_commands import ALPHABETS, ARGUMENTS, CHARACTERS, DELIMITERS, ENVIRONMENTS, SYMBOLS, WORDS
from sgc.measure.paths import Bounds, Command, Commands, bounds, placed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LONGEST = 500  # characters of one formula
#: Setting takes twice as long for each level of nesting, so an atom counts 2 to the power of its level.
MOST_WORK = 2000

#: Size of formulas in the text's em: brings the heights of their letters and of the text's together.
SCALE = 1.1
_SETTING_SIZE = 1000.0  # pixels per em asked of ziamath, which rounds to 1/1000 px

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_LETTERS_AND_SIGNS = re.compile(r"[A-Za-z+\-*/=<>()\[\]|.,:;!?]")
#: Letters with accents as far as LaTeX's first encoding of fonts has them.
_WORDS = re.compile(r"[A-Za-z0-9 .,:;!?()'+=/À-ÏÑ-ÖØ-Ýß-ïñ-öø-ýÿ-]+")
_NAME = re.compile(r"[A-Za-z]+")


class MathematicsError(ValueError):
    """TeX that labels may not use or that does not parse: what is wrong, and a hint as a whole sentence."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula set on a baseline, in em of the text around it; y down, the origin on the baseline.

    ``ascent`` and ``descent`` are the heights of its ink above and below the baseline, never negative.
    """

    commands: Commands
    advance: float
    ascent: float
    descent: float
    ink: Bounds | None

    def outline(self) -> Commands:
        return self.commands


def safe_tex(tex: str) -> str:
    """The formula (without dollars) written out again from what was understood of it.

    Nothing but entries of the whitelist comes out, whatever goes in. Raises MathematicsError.
    """
    written = ""
    for token in _parse(tex):
        ends_in_letters = re.search(r"\\[A-Za-z]+$", written)
        written += " " + token if ends_in_letters and token[0].isalpha() else token
    return written


@lru_cache(maxsize=1024)
def set_formula(tex: str) -> Formula:
    """The outlines of a formula (TeX without dollars), set inline. Raises MathematicsError."""
    tokens = _parse(tex)
    if not tokens:
        return Formula((), 0.0, 0.0, 0.0, None)
    # Blanks between all tokens keep latex2mathml from reading "2em" or "3in" as lengths.
    written = " ".join(_in_alphabets(tokens))
    # A bracket first in an environment or a row is no option: latex2mathml takes it for one.
    box, svg = _ziamath(re.sub(r"(\\begin ?\{ ?\w+ ?\}|\\\\) \[", r"\1 {} [", written))
    to_em = SCALE / _SETTING_SIZE
    start = min(0.0, box[0]) * to_em
    commands = tuple(placed(_outlines(svg), to_em, -start, 0.0))
    ink = bounds(commands)
    top, bottom = (ink[1], ink[3]) if ink else (0.0, 0.0)
    return Formula(commands, max(0.0, box[1]) * to_em - start, max(0.0, -top), max(0.0, bottom), ink)


def _parse(tex: str) -> list[str]:
    if len(tex) > LONGEST:
        raise MathematicsError(
            f"a formula of {len(tex)} characters is too long", f"Write at most {LONGEST} characters between dollars."
        )
    return _Parser(tex).formula()


class _Parser:
    """Reads the whitelisted part of TeX's mathematics, and gives it back as tokens with every argument in braces."""

    def __init__(self, tex: str) -> None:
        self._tokens = _TOKEN.findall(tex.replace("′", "'"))
        self._at = 0
        self._level = 0
        self._work = 0

    def formula(self) -> list[str]:
        written = self._list()
        if (token := self._peek()) is not None:
            raise _unexpected(token)
        return written

    def _peek(self) -> str | None:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self, wanted: str) -> str:
        token = self._peek()
        if token is None:
            raise MathematicsError(f"the formula ends where {wanted} should follow", f"Write {wanted} at its end.")
        self._at += 1
        return token

    def _expect(self, wanted: str) -> None:
        if self._next(f"'{wanted}'") != wanted:
            raise _unexpected(self._tokens[self._at - 1], f"'{wanted}'")

    def _list(self, *stops: str) -> list[str]:
        """Atoms with their scripts, up to one of ``stops`` or what only an enclosing construct can read."""
        self._level += 1
        written: list[str] = []
        while (token := self._peek()) is not None and token not in _ENDS and token not in stops:
            # A script with nothing before it gets an empty base.
            written += ["{", "}"] if token in _SCRIPTS else self._atom()
            written += self._scripts()
        self._level -= 1
        return written

    def _scripts(self) -> list[str]:
        """Primes, then at most one superscript and one subscript."""
        written: list[str] = []
        seen: set[str] = set()
        while (token := self._peek()) in _SCRIPTS:
            assert token is not None
            self._at += 1
            if token == "'" and not seen:
                written.append(token)
                continue
            if token in seen or token == "'":
                raise MathematicsError(
                    f"'{token}' follows a script of the same thing", "Put braces around the part that it belongs to."
                )
            seen.add(token)
            written += [token, *self._argument(f"something after '{token}'")]
        if "'" in written and "^" in written:  # x'^2 is one superscript
            primes = written.count("'")
            written = written[primes:]
            place = written.index("^") + 2
            written[place:place] = [r"\prime"] * primes
        return written

    def _argument(self, wanted: str) -> list[str]:
        token = self._next(wanted)
        self._at -= 1
        if token in _ENDS or token in _SCRIPTS:
            raise _unexpected(token, wanted)
        if len(token) > 1 and token[0].isdecimal():  # as in TeX, \frac12 is one half
            self._tokens[self._at : self._at + 1] = [token[0], *_TOKEN.findall(token[1:])]
        atom = self._atom()
        return atom if atom[0] == "{" else ["{", *atom, "}"]

    def _atom(self) -> list[str]:
        self._work += 2**self._level
        if self._work > MOST_WORK:
            raise MathematicsError(
                "the formula is nested too deeply", "Use fewer levels of braces, or divide it into several formulas."
            )
        token = self._next("a letter, number or command")
        if token == "{":
            inner = self._list()
            self._expect("}")
            return ["{", *inner, "}"]
        if token == r"\sqrt" and self._peek() == "[":
            self._at += 1
            degree = self._list("]")
            self._expect("]")
            return [token, "[", "{", *degree, "}", "]", *self._argument(f"an argument of {token}")]
        if token in ARGUMENTS:
            arguments = (self._argument(f"an argument of {token}") for _ in range(ARGUMENTS[token]))
            return [token, *(part for argument in arguments for part in argument)]
        if token in WORDS:
            return [f"{token}{{{self._words(token)}}}"]
        if token == r"\left":
            return self._delimited()
        if token == r"\begin":
            return self._environment()
        if token in SYMBOLS or token[0].isdecimal() or _LETTERS_AND_SIGNS.fullmatch(token):
            return [token]
        if token in CHARACTERS:
            return _TOKEN.findall(CHARACTERS[token])
        raise _unknown(token)

    def _words(self, command: str) -> str:
        """The plain words in braces after a command; here blanks count."""
        self._expect("{")
        end = self._at
        while end < len(self._tokens) and self._tokens[end] != "}":
            end += 1
        words = "".join(self._tokens[self._at : end])
        allowed = _NAME if command == r"\operatorname" else _WORDS
        if not allowed.fullmatch(words):
            what = "letters" if allowed is _NAME else "letters, digits, blanks and punctuation"
            raise MathematicsError(
                f"the argument of {command} is not plain words", f"Write only {what} in the braces of {command}."
            )
        self._at = end
        self._expect("}")
        return words

    def _delimited(self) -> list[str]:
        opening = self._delimiter(r"\left")
        inner = self._list()
        self._expect(r"\right")
        return [r"\left", opening, *inner, r"\right", self._delimiter(r"\right")]

    def _delimiter(self, command: str) -> str:
        token = self._next(f"a delimiter after {command}")
        token = CHARACTERS.get(token, token)
        if token not in DELIMITERS:
            raise _unexpected(token, f"a delimiter after {command}, such as '(' or '.',")
        return token

    def _environment(self) -> list[str]:
        name = self._name()
        written = [rf"\begin{{{name}}}"]
        while True:
            written += self._list()
            token = self._next(rf"\end{{{name}}}")
            if token == r"\end":
                break
            if token not in ("&", r"\\"):
                raise _unexpected(token, rf"\end{{{name}}}")
            written.append(token)
        if self._name() != name:
            raise MathematicsError(rf"\begin{{{name}}} is closed by another \end", rf"Close it with \end{{{name}}}.")
        return [*written, rf"\end{{{name}}}"]

    def _name(self) -> str:
        self._expect("{")
        name = ""
        while (token := self._next("'}'")) != "}":
            name += token
        if name not in ENVIRONMENTS:
            raise MathematicsError(
                f"mathematics in labels has no environment '{name}'", f"Use one of {', '.join(sorted(ENVIRONMENTS))}."
            )
        return name


_ENDS = frozenset(["}", "&", r"\\", r"\right", r"\end"])
_SCRIPTS = ("^", "_", "'")


def _unexpected(token: str, wanted: str | None = None) -> MathematicsError:
    hint = f"Write {wanted} there." if wanted else "Balance the braces, \\left with \\right, and \\begin with \\end."
    if token == r"\\":
        hint = r"Write one backslash before a command, as in \alpha; two end a row, within \begin{matrix}."
    return MathematicsError(f"'{token}' cannot stand at its place in the formula", hint)


def _unknown(token: str) -> MathematicsError:
    from difflib import get_close_matches

    hint = "Write it outside of the dollars."
    if token.startswith("\\"):
        near = get_close_matches(token, _COMMANDS, n=1, cutoff=0.75)
        hint = f"Did you mean {near[0]}?" if near else "Use commands that only show something; others are refused."
    return MathematicsError(f"mathematics in labels cannot use '{token}'", hint)


_COMMANDS = sorted({*SYMBOLS, *ARGUMENTS, *WORDS, r"\left", r"\right", r"\begin", r"\end"})


def _in_alphabets(tokens: list[str]) -> Iterator[str]:
    r"""The tokens with Unicode's own letters for \mathbf and its like, which ziamath knows by no other way."""
    alphabets = [""]
    coming = ""
    for token in tokens:
        if token in ALPHABETS:
            coming = ALPHABETS[token]
        elif token == "{":
            alphabets.append(coming or alphabets[-1])
            coming = ""
            yield token
        elif token == "}":
            alphabets.pop()
            yield token
        elif alphabets[-1] and token.isalnum():
            yield "".join(_in_alphabet(character, alphabets[-1]) for character in token)
        else:
            yield token


def _in_alphabet(character: str, alphabet: str) -> str:
    """The character of Unicode's mathematical alphabet, or itself where that alphabet lacks it."""
    kind = unicodedata.name(character).replace("LATIN ", "").replace("LETTER ", "")
    older = {"SCRIPT": "SCRIPT", "FRAKTUR": "BLACK-LETTER", "DOUBLE-STRUCK": "DOUBLE-STRUCK"}.get(alphabet)
    for name in (f"MATHEMATICAL {alphabet} {kind}", f"{older} {kind}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return character


def _ziamath(tex: str) -> tuple[tuple[float, float], Element]:
    """The formula set by ziamath: left and right end of its box, and its SVG, in pixels at ``_SETTING_SIZE``."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    before = config.svg2
    config.svg2 = False  # paths in place rather than <use> of <symbol>
    try:
        formula = Latex(tex, size=_SETTING_SIZE, inline=True)
        box = formula.node.bbox
        return (float(box.xmin), float(box.xmax)), formula.svgxml()
    except _setting_failures() as failure:
        raise MathematicsError(
            "the formula cannot be set", "Write it in a simpler way; the parts may not go together."
        ) from failure
    finally:
        config.svg2 = before


@cache
def _setting_failures() -> tuple[type[Exception], ...]:
    """What ziamath and latex2mathml, which check little, raise for trees they do not expect."""
    from latex2mathml import exceptions

    own = (each for each in vars(exceptions).values() if isinstance(each, type) and issubclass(each, Exception))
    return (
        ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError,
        SyntaxError, TypeError, ValueError, *own,
    )  # fmt: skip


def _outlines(svg: Element) -> Iterator[Command]:
    """The outlines of ziamath's SVG, which has only <path> with absolute commands, and <rect>."""
    for element in svg.iter():
        if element.tag == "path":
            yield from _path(element.get("d", ""))
        elif element.tag == "rect":
            x, y, width, height = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
            yield from (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))


def _path(data: str) -> Iterator[Command]:
    here = (0.0, 0.0)
    for name, rest in re.findall(r"([MLQCZ])([^MLQCZ]*)", data):
        numbers = [float(n) for n in rest.split()]
        if name == "Q":
            (x0, y0), (cx, cy, x, y) = here, numbers
            numbers = [(x0 + 2 * cx) / 3, (y0 + 2 * cy) / 3, (x + 2 * cx) / 3, (y + 2 * cy) / 3, x, y]
            name = "C"
        end = (numbers[-2], numbers[-1]) if numbers else here
        if name != "L" or end != here:  # ziamath repeats the first point
            yield (name, *numbers)
        here = end
