"""What the desk's own line carries, as the firm tells it: DOWN/UP."""

_MOST_MBIT = 1_000_000.0


class BadCapacity(ValueError):  # noqa: N818 - becomes a line for whoever starts the desk
    """What was given is no capacity."""


def capacity(text: str) -> tuple[float, float]:
    """`200/40`, or `200` for both directions alike, Mbit/s; 0 is not told. Raises BadCapacity."""
    down, slash, up = text.partition("/")
    try:
        both = float(down), float(up if slash else down)
    except ValueError:
        raise BadCapacity(text) from None
    if not all(0 <= one < _MOST_MBIT for one in both):
        raise BadCapacity(text)
    return both
