"""Writing: a copy of a letter in which sentences are replaced, with the layout kept."""

from tonecheck.writing.changes import Rewritten, replaced
from tonecheck.writing.copies import REWRITABLE, rewrite

__all__ = ["REWRITABLE", "Rewritten", "replaced", "rewrite"]
