"""Which speakers there are. Plays nothing: a sound that nobody expects frightens, and nobody is there to answer."""

from collections.abc import Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.call_timeout import call_with_timeout
from checker.checks.devices.audio.device_list import AudioDeviceList
from checker.checks.speaker.host import SpeakerHost
from checker.checks.speaker.need import SpeakerNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the speakers, the one in use, and how it is set."""
    yield from probe_speakers(need, context, SpeakerHost(), [])


def probe_speakers(
    need: SpeakerNeed, context: ProbeContext, host: SpeakerHost, device_lists: list[AudioDeviceList]
) -> Iterator[Observation]:
    """As `observe`, on the given host; appends what was listed to `device_lists`."""
    with context.record("output.names", Operation.LIST) as names:
        list_speakers = partial(host.speakers, context.system, need.device)
        devices = call_with_timeout(
            min(host.times.list_s, context.remaining_s), context.raise_if_cancelled, list_speakers
        )
        device_lists.append(devices)
        names.value = list(devices.names)
    yield names.observation()
    if names.failure is not None or devices.selected is None:
        return
    yield context.observation("output.default", devices.selected.name)
    setting = devices.endpoint(devices.selected.name).setting
    if setting.muted is not None:
        yield context.observation("output.muted", setting.muted)
    if setting.volume is not None:
        yield context.observation("output.volume", setting.volume)
