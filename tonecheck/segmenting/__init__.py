"""Segmenting: from text to units with their part in the letter's anatomy."""

from tonecheck.segmenting.segmenter import segment

__all__ = ["segment"]
