"""Classifying: tone and acts of every sentence, tone of the letter, involvement of the initiator."""
