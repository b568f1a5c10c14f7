"""Answers that were given elsewhere, read from a file: a table by its columns, or a LimeSurvey with its responses.

They are stored, counted, let out and sealed exactly as those of a room. Names, addresses, times and ids never come in.
"""
