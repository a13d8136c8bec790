"""Which speakers there are. Plays nothing: a sound that nobody expects frightens, and nobody is there to answer."""

from collections.abc import Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.listing import Listed
from checker.checks.devices.audio.within import within
from checker.checks.speaker.host import Host
from checker.checks.speaker.need import SpeakerNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the speakers, the one in use, and how it is set."""
    yield from known(need, context, Host(), [])


def known(need: SpeakerNeed, context: ProbeContext, host: Host, found: list[Listed]) -> Iterator[Observation]:
    """As `observe`, on the given host; puts what was listed into `found`."""
    with context.record("output.names", Operation.LIST) as names:
        ask = partial(host.speakers, context.system, need.device)
        listed = within(min(host.times.list_s, context.remaining_s), context.raise_if_cancelled, ask)
        found.append(listed)
        names.value = list(listed.names)
    yield names.observation()
    if names.failure is not None or listed.chosen is None:
        return
    yield context.observation("output.default", listed.chosen.name)
    setting = listed.about(listed.chosen.name).setting
    if setting.muted is not None:
        yield context.observation("output.muted", setting.muted)
    if setting.volume is not None:
        yield context.observation("output.volume", setting.volume)
