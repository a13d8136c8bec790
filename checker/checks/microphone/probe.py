"""Finds the microphones, listens to all of them at once for three to six seconds, and measures what they heard.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

from collections.abc import Iterator
from functools import partial

from checker.checks.contract import Run
from checker.checks.devices.audio.listing import Listed
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.within import within
from checker.checks.microphone.heard import about_others, about_sound
from checker.checks.microphone.host import Host
from checker.checks.microphone.listening import Listening
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: MicrophoneNeed, run: Run) -> Iterator[Observation]:
    """Yields the facts about the microphones; those about one of them carry its name as subject."""
    return listen(need, run, Host())


def listen(need: MicrophoneNeed, run: Run, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    yield from _session(run, host)
    with run.noting("device.names", Operation.LIST) as names:
        ask = partial(host.microphones, run.system, need.device)
        found = within(min(host.times.list_s, run.left_s), run.go_on, ask)
        names.value = list(found.names)
    yield names.done()
    if names.failure is not None or found.chosen is None:
        return
    yield from _described(run, found, found.chosen)
    listening = Listening(run, host, found)
    yield from listening.facts()
    if listening.complete:
        yield from about_sound(run, listening.chosen)
    yield from about_others(run, listening.ears)


def _session(run: Run, host: Host) -> Iterator[Observation]:
    if run.system in {"windows", "macos"}:
        with run.noting("permission") as allowed:
            allowed.value = host.permission(run.system)
        yield allowed.done()
    with run.noting("session.remote") as remote:
        remote.value = host.remote(run.system)
    yield remote.done()


def _described(run: Run, found: Listed, chosen: Port) -> Iterator[Observation]:
    if found.default:
        yield run.saw("device.default", found.default)
    if found.communications:
        yield run.saw("device.communications", found.communications)
    yield run.saw("device.rate", chosen.rate, chosen.name)
    setting = found.about(chosen.name).setting
    if setting.muted is not None:
        yield run.saw("device.muted", setting.muted, chosen.name)
    if setting.volume is not None:
        yield run.saw("device.volume", setting.volume, chosen.name)
    for one in (chosen, *found.others):
        about = found.about(one.name)
        if about.transport:
            yield run.saw("device.transport", about.transport, one.name)
        if about.headset is not None:
            yield run.saw("device.headset", about.headset, one.name)
