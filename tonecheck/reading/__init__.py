"""Reading: from a file, standard input or a string to a `Document`."""

from tonecheck.reading.reader import FORMATS, decode, read_bytes, read_file

__all__ = ["FORMATS", "decode", "read_bytes", "read_file"]
