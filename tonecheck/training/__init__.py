"""Training and measuring; never imported when letters are checked."""
