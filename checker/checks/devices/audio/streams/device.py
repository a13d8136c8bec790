"""A microphone or speaker as PortAudio knows it."""

from collections.abc import Callable

from checker.model.record import Record


class AudioDevice(Record, frozen=True, kw_only=True):
    """`rate` in Hz; `converts`: Windows may adapt rate and channels.

    `before_open` is called right before it is opened.
    """

    name: str
    index: int
    rate: float
    channels: int
    converts: bool = False
    before_open: Callable[[], None] | None = None
