"""Scene files to syntax trees and back: one grammar, recovery at statement ends, a formatter."""

from sgc.syntax.format import format_source, to_source
from sgc.syntax.parser import parse, parse_statement

__all__ = ["format_source", "parse", "parse_statement", "to_source"]
