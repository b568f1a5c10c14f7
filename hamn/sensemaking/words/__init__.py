"""Words and written answers: their language, lemmas, meaning for or against, likeness, phrases and themes.

Text in, text and figures out. What needs a library imports it inside the function, so that a server that is idle
stays small.
"""
