"""Presenting: results as terminal text, JSON, HTML, SARIF or comments in a Word document."""
