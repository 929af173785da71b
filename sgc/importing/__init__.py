"""Files of other diagram tools as scene files: foreign text to a syntax tree; what is left out is a warning."""

from sgc.importing.formats import FORMATS, format_of, imported, read_foreign

__all__ = ["FORMATS", "format_of", "imported", "read_foreign"]
