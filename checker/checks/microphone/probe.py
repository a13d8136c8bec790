"""Finds the microphones, listens to all of them at once for three to six seconds, and measures what they heard.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

from collections.abc import Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.listing import Listed
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.within import within
from checker.checks.microphone.heard import about_others, about_sound
from checker.checks.microphone.host import Host
from checker.checks.microphone.listening import Listening
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the facts about the microphones; those about one of them carry its name as subject."""
    return listen(need, context, Host())


def listen(need: MicrophoneNeed, context: ProbeContext, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    yield from _session(context, host)
    with context.record("device.names", Operation.LIST) as names:
        ask = partial(host.microphones, context.system, need.device)
        found = within(min(host.times.list_s, context.remaining_s), context.raise_if_cancelled, ask)
        names.value = list(found.names)
    yield names.observation()
    if names.failure is not None or found.chosen is None:
        return
    yield from _described(context, found, found.chosen)
    listening = Listening(context, host, found)
    yield from listening.facts()
    if listening.complete:
        yield from about_sound(context, listening.chosen)
    yield from about_others(context, listening.ears)


def _session(context: ProbeContext, host: Host) -> Iterator[Observation]:
    if context.system in {"windows", "macos"}:
        with context.record("permission") as allowed:
            allowed.value = host.permission(context.system)
        yield allowed.observation()
    with context.record("session.remote") as remote:
        remote.value = host.remote(context.system)
    yield remote.observation()


def _described(context: ProbeContext, found: Listed, chosen: Port) -> Iterator[Observation]:
    if found.default:
        yield context.observation("device.default", found.default)
    if found.communications:
        yield context.observation("device.communications", found.communications)
    yield context.observation("device.rate", chosen.rate, chosen.name)
    setting = found.about(chosen.name).setting
    if setting.muted is not None:
        yield context.observation("device.muted", setting.muted, chosen.name)
    if setting.volume is not None:
        yield context.observation("device.volume", setting.volume, chosen.name)
    for one in (chosen, *found.others):
        about = found.about(one.name)
        if about.transport:
            yield context.observation("device.transport", about.transport, one.name)
        if about.headset is not None:
            yield context.observation("device.headset", about.headset, one.name)
