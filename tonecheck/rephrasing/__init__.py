"""Rephrasing: other wordings for dismissive sentences, checked before they are shown."""
