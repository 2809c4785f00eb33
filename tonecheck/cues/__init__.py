"""Cues: patterns over linguistic analyses that find acts and the words that perform them."""
