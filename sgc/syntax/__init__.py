"""Scene files to syntax trees and back: one grammar, recovery at statement ends, a formatter."""
