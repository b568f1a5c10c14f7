"""How the command says no: in a sentence, without a traceback."""


class Refused(Exception):
    """Something the operator can mend; its text is a whole sentence that says what."""
