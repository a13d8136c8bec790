"""A microphone or speaker as PortAudio knows it."""

from collections.abc import Callable

from checker.model.record import Record


class Port(Record, frozen=True, kw_only=True):
    """`rate` in Hz; `converts`: Windows may adapt rate and channels; `aim` is called right before it is opened."""

    name: str
    index: int
    rate: float
    channels: int
    converts: bool = False
    aim: Callable[[], None] | None = None
