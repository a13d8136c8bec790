"""Bytes counted over time: a sample, and the rate between two of them."""

Sample = tuple[float, float]
"""Seconds, and all bytes that had arrived by then."""


def mbit_per_s(byte_count: float, seconds: float) -> float:
    """The rate of so many bytes in so many seconds, Mbit/s."""
    return byte_count * 8 / seconds / 1e6
