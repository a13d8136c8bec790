"""The tasks of a working day: what findings are judged by, and what an employee says that today needs."""

from enum import Enum


class Task(Enum):
    """A piece of a day's work."""

    MAIL = "mail"
    PHONE = "phone"
    VIDEO = "video"
    REMOTE = "remote"
    FILES = "files"

    # By identity, as members are compared: Enum's own runs Python for each look into a table.
    __hash__ = object.__hash__
