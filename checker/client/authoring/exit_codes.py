"""How the command ends: its exit codes, and the one exception that carries a sentence."""

DONE = 0
INVALID = 1
"""`check`, `sign`: the profile has a mistake. `try`: a required gateway cannot be used from here."""
NOT_DONE = 2
"""Nothing was made, or it could not be judged."""


class CommandFailed(Exception):  # noqa: N818 - what the technician is told, with what to do
    """The command cannot go on; its text is the sentence for the technician."""
