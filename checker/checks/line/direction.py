"""The two directions of a line, as names of facts and the desk's endpoints write them."""

from enum import StrEnum


class Direction(StrEnum):
    """Seen from the PC."""

    DOWN = "down"
    UP = "up"
