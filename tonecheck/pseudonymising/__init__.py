"""Finding personal data in text, and putting neutral words in its place."""
