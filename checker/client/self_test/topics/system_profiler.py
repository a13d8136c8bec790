"""The keys of system_profiler's JSON that are read on macOS, of every one of its reports. No value of them gets out."""

import json
from collections.abc import Iterator

from checker.client.self_test.assumption import MACOS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, rounded
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.command import command_output

_LIMIT_S = 20.0


def _measure_keys(data_type: str, keys: tuple[str, ...]) -> Reading:
    start_s = monotonic_s()
    output = command_output("system_profiler", data_type, "-json", timeout_s=_LIMIT_S - 2)
    try:
        present = set(_keys(json.loads(output)))
    except (ValueError, RecursionError) as error:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "system_profiler") from error
    values: dict[str, Value] = {key: key in present for key in (data_type, *keys)}
    values["seconds"] = rounded(monotonic_s() - start_s)
    has_device = any(key in present for key in keys)
    return Reading(all(key in present for key in keys) if has_device else None, values)


def _keys(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, branch in tree.items():
            yield str(key)
            yield from _keys(branch)
    elif isinstance(tree, list):
        for branch in tree:
            yield from _keys(branch)


def _keys_assumption(report: str, data_type: str, keys: tuple[str, ...], where: str) -> Assumption:
    return Assumption(
        id=f"system-profiler.{report}",
        systems=MACOS,
        expected=f"{data_type} has the keys {', '.join(keys)} where there is such a device.",
        where=(where,),
        source="reports from macOS 10.14 to 27 in public repositories; Apple documents none of the keys",
        confirmed=(Confirmation.NOWHERE,),
        measure=lambda: _measure_keys(data_type, keys),
        limit_s=_LIMIT_S,
    )


SYSTEM_PROFILER_ASSUMPTIONS = (
    _keys_assumption(
        "camera", "SPCameraDataType", ("_name", "spcamera_unique-id"), "checks/camera/capture/enumeration.py"
    ),
    _keys_assumption(
        "audio",
        "SPAudioDataType",
        (
            "_items",
            "coreaudio_device_transport",
            "coreaudio_default_audio_input_device",
            "coreaudio_default_audio_output_device",
            "coreaudio_device_input",
            "coreaudio_device_output",
        ),
        "checks/devices/audio/backends/system_profiler.py",
    ),
    _keys_assumption(
        "displays",
        "SPDisplaysDataType",
        ("spdisplays_ndrvs", "_spdisplays_pixels", "spdisplays_main"),
        "checks/computer/sources/screens.py",
    ),
    _keys_assumption(
        "wifi",
        "SPAirPortDataType",
        (
            "spairport_airport_interfaces",
            "spairport_current_network_information",
            "spairport_network_channel",
            "spairport_network_rate",
            "spairport_signal_noise",
        ),
        "net/wifi/macos.py",
    ),
)
