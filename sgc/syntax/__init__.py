"""Scene files to syntax trees and back: one grammar, recovery at statement ends, a formatter."""

from sgc.syntax.parser import parse, parse_statement

__all__ = ["parse", "parse_statement"]
