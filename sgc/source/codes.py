"""The table of diagnostic codes: a stable kebab-case name and one sentence each.

A new diagnostic gets its row here and is raised with it; `sgc doctor --codes` and the language
reference print this table, and a test holds that every row is used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    name: str
    meaning: str


CODES: dict[str, Code] = {}


def _code(name: str, meaning: str) -> Code:
    return CODES.setdefault(name, Code(name, meaning))


# Syntax
SYNTAX = _code("syntax", "The text does not follow the grammar of scene files at this place.")
NOT_YET = _code("not-yet", "The language has this, but this version cannot compile it.")

# Files
FILE = _code("file", "A file is missing, too large, or no text in UTF-8.")
OUTSIDE_ROOT = _code("outside-root", "A file lies outside the project's folder, and is not opened.")

# Names and types
UNKNOWN_NAME = _code("unknown-name", "A reference names nothing that the figure declares.")
DUPLICATE_NAME = _code("duplicate-name", "A name is declared twice in the same scope.")
UNKNOWN_PROPERTY = _code("unknown-property", "An object has no property of this name.")
UNKNOWN_SETTING = _code("unknown-setting", "A figure has no setting of this name.")
UNKNOWN_PREDICATE = _code("unknown-predicate", "These words are no relation of the language, nor a free one.")
BAD_NAME = _code("bad-name", "This cannot be the name of an object.")
WRONG_TYPE = _code("wrong-type", "A value is of another kind than the place needs.")
WRONG_COUNT = _code("wrong-count", "A count or a range is no whole number, negative, or the wrong way round.")
WRONG_ARGUMENTS = _code("wrong-arguments", "A part, a function or a relation was given too few or too many things.")
NO_MEMBER = _code("no-member", "A collection has no member with this index, or need not have one.")
NOT_CONSTANT = _code("not-constant", "The value is known only after solving, and the place needs it before.")
NOT_LINEAR = _code("not-linear", "A constraint multiplies or divides things that only the solver knows.")
MIXED_UNITS = _code("mixed-units", "Lengths, counts and plain numbers are mixed in one expression.")
SELF_RELATION = _code("self-relation", "A relation joins an object with itself.")
MISPLACED = _code("misplaced", "The statement is good, but not at this place.")
LIMIT = _code("limit", "The figure is larger or deeper than this version allows.")
INCLUDE = _code("include", "An included file cannot be used.")
SCENE_GRAPH_JSON = _code("scene-graph-json", "The JSON does not hold scene graphs in the expected form.")
NO_FIGURE = _code("no-figure", "The file holds no figure, or the prompt nothing that could be drawn.")
CONTRADICTION = _code("contradiction", "The figure declares what it says must be absent.")

# Words
UNKNOWN_NOUN = _code("unknown-noun", "The noun is not in the vocabulary; a labelled placeholder is drawn.")
NOT_DRAWN = _code("not-drawn", "The chosen back end cannot show this word; it is kept, unchecked.")
NEVER_SEEN = _code("never-seen", "A generative model was never shown this noun; what it paints for it is a guess.")
NOT_PAINTED = _code("not-painted", "Something that a generative back end does not paint, or its model stopped.")

# Prompts
LANGUAGE_MODEL = _code("language-model", "A language model wrote no scene that can be used; rules read the prompt.")
DOUBTFUL = _code("doubtful", "What was read of a prompt at this place is perhaps not what it says.")
NO_YEAR = _code("no-year", "A prompt has days, weeks or months without a year; they are drawn in the same year.")

# Files of other tools
UNKNOWN_FORMAT = _code("unknown-format", "What wrote a foreign file is told neither by its name nor by its text.")
FOREIGN_SYNTAX = _code("foreign-syntax", "A foreign file does not follow its format at this place, as sgc reads it.")
NOT_IMPORTED = _code("not-imported", "A foreign file says something that scene files cannot; it is left out.")

# Pictures and back ends
UNKNOWN_BACKEND = _code("unknown-backend", "No back end has this name, writes this kind of file, or has this option.")
UNKNOWN_DETECTOR = _code("unknown-detector", "No detector has this name, or none can look at this kind of picture.")
PICTURE_FILE = _code("picture-file", "A file is no picture that can be looked at, or is too large.")
PHOTOGRAPH = _code("photograph", "The picture looks like a photograph, and was looked at by what knows drawings only.")
BENCHMARK_FILE = _code("benchmark-file", "A benchmark's prompts, images or results are not as they have to be.")
PICTURE_SIZE = _code("picture-size", "The picture would have no pixels, or more than the back end can hold.")
IMAGE = _code("image", "An image file of the project cannot be used.")

# Text
BAD_MATHEMATICS = _code("bad-mathematics", "Mathematics in a text uses what labels cannot set, or does not parse.")
MISSING_GLYPH = _code("missing-glyph", "No shipped font has a character; an empty box is drawn for it.")
TEXT_TOO_LONG = _code("text-too-long", "A text has more characters than can be set.")

# Layout
CANNOT_HOLD = _code("cannot-hold", "These statements cannot hold together; none of them can be left out of the reason.")
NOT_DECIDED = _code("not-decided", "The solver's budget ran out before an answer; nothing is claimed.")
CUT_SHORT = _code("cut-short", "The search for a layout was cut short; what it knew by then is shown.")
RELAXED = _code("relaxed", "The statement does not hold in this picture, which was drawn all the same.")
NOT_KEPT = _code("not-kept", "A wish, or that things stand on the ground, gave way to what has to hold.")

# Editing
UNCLEAR_EDIT = _code("unclear-edit", "No rule understands what an instruction asks to change.")
NO_SUCH_THING = _code("no-such-thing", "An instruction speaks of something that the scene does not hold.")
AMBIGUOUS_THING = _code("ambiguous-thing", "An instruction speaks of one thing where several fit its words.")
IMPOSSIBLE_EDIT = _code("impossible-edit", "The scene cannot be changed in this way.")
