"""Which speakers there are. Plays nothing: a sound that nobody expects frightens, and nobody is there to answer."""

from collections.abc import Generator, Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.call_timeout import call_with_timeout
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.speaker.host import SpeakerHost
from checker.checks.speaker.need import SpeakerNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the speakers, the one in use, and how it is set."""
    yield from probe_speakers(need, context, SpeakerHost())


def probe_speakers(
    need: SpeakerNeed, context: ProbeContext, host: SpeakerHost
) -> Generator[Observation, None, AudioDevice | None]:
    """As `observe`, on the given host; returns the speaker that is to be used, None where there is none."""
    with context.record("output.names", Operation.LIST) as names:
        list_speakers = partial(host.speakers, context.system, need.device)
        devices = call_with_timeout(
            min(host.times.list_s, context.remaining_s), context.raise_if_cancelled, list_speakers
        )
        names.value = list(devices.names)
    yield names.observation()
    if names.failure is not None or devices.selected is None:
        return None
    yield context.observation("output.default", devices.selected.name)
    setting = devices.endpoint(devices.selected.name).setting
    if setting.muted is not None:
        yield context.observation("output.muted", setting.muted)
    if setting.volume is not None:
        yield context.observation("output.volume", setting.volume)
    return devices.selected
