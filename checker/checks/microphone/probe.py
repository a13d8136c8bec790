"""Finds the microphones, listens to all of them at once for three to six seconds, and measures what they heard.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

from collections.abc import Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.call_timeout import call_with_timeout
from checker.checks.devices.audio.device_list import AudioDeviceList
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.microphone.capture.observations import observe_inputs, observe_sound
from checker.checks.microphone.capture.session import CaptureSession
from checker.checks.microphone.host import MicrophoneHost
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Operation
from checker.model.observation import Observation


def observe(need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields the facts about the microphones; those about one of them carry its name as subject."""
    return probe_microphones(need, context, MicrophoneHost())


def probe_microphones(need: MicrophoneNeed, context: ProbeContext, host: MicrophoneHost) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    yield from _session(context, host)
    with context.record("device.names", Operation.LIST) as names:
        list_microphones = partial(host.microphones, context.system, need.device)
        devices = call_with_timeout(
            min(host.times.list_s, context.remaining_s), context.raise_if_cancelled, list_microphones
        )
        names.value = list(devices.names)
    yield names.observation()
    if names.failure is not None or devices.selected is None:
        return
    yield from describe_devices(context, devices, devices.selected)
    session = CaptureSession(context, host, devices)
    yield from session.record()
    if session.is_complete:
        yield from observe_sound(context, session.selected)
    yield from observe_inputs(context, session.recorders)


def _session(context: ProbeContext, host: MicrophoneHost) -> Iterator[Observation]:
    if context.system in {"windows", "macos"}:
        with context.record("permission") as permission:
            permission.value = host.permission(context.system)
        yield permission.observation()
    with context.record("session.remote") as remote:
        remote.value = host.remote(context.system)
    yield remote.observation()


def describe_devices(context: ProbeContext, devices: AudioDeviceList, selected: AudioDevice) -> Iterator[Observation]:
    """What the system says of them, before any of them is opened."""
    if devices.default:
        yield context.observation("device.default", devices.default)
    if devices.communications:
        yield context.observation("device.communications", devices.communications)
    yield context.observation("device.rate", selected.rate, selected.name)
    setting = devices.endpoint(selected.name).setting
    if setting.muted is not None:
        yield context.observation("device.muted", setting.muted, selected.name)
    if setting.volume is not None:
        yield context.observation("device.volume", setting.volume, selected.name)
    for device in (selected, *devices.unselected):
        endpoint = devices.endpoint(device.name)
        if endpoint.transport:
            yield context.observation("device.transport", endpoint.transport, device.name)
        if endpoint.headset is not None:
            yield context.observation("device.headset", endpoint.headset, device.name)
