"""Practising: officials rewrite dismissive sentences and see what changed."""
