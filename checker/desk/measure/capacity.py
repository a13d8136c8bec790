"""What the desk's own line carries, as the firm tells it: DOWN/UP."""

_MAX_MBIT = 1_000_000.0


class InvalidCapacity(ValueError):  # noqa: N818 - becomes a line for whoever starts the desk
    """What was given is no capacity."""


def parse_capacity(text: str) -> tuple[float, float]:
    """`200/40`, or `200` for both directions alike, Mbit/s; 0 is not told. Raises InvalidCapacity."""
    down, slash, up = text.partition("/")
    try:
        rates = float(down), float(up if slash else down)
    except ValueError:
        raise InvalidCapacity(text) from None
    if not all(0 <= rate < _MAX_MBIT for rate in rates):
        raise InvalidCapacity(text)
    return rates
