"""Optional: candidates for rephrasings from a language model that somebody runs themselves; off unless asked for."""
