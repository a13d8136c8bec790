"""The radio link as macOS tells it: CoreWLAN, or else `system_profiler SPAirPortDataType -json`.

That program's answer holds names of Wi-Fis, the own and the neighbours': of it all only three values are read.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import core_wlan
from checker.net.macos import said
from checker.net.radio import Radio, band_of_channel, signal_of

ANSWER_S = 8.0
"""It looks for neighbours meanwhile, which takes 2 to 5 s and disturbs every measurement: hence the second choice."""
_SIGNAL = re.compile(r"^(-?\d{1,3}) dBm\b")
_CHANNEL = re.compile(r"^(\d{1,3})\b")
_BAND = re.compile(r"\b([256])(?:\.4)? ?GHz")
_BANDS = {"2": 2.4, "5": 5.0, "6": 6.0}


def radio(interface: str) -> Radio:
    """Raises OperationFailed."""
    try:
        return core_wlan.radio(interface)
    except OperationFailed as failed:
        if failed.failure.detail != "CoreWLAN":
            raise
    return radio_of(said("system_profiler", "SPAirPortDataType", "-json", timeout_s=ANSWER_S), interface)


def radio_of(text: str, interface: str) -> Radio:
    """From the program's answer. Raises OperationFailed `missing` where this adapter is not connected to a Wi-Fi."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "system_profiler") from error
    for entry in _entries(told):
        current = entry.get("spairport_current_network_information")
        if entry.get("_name") == interface and isinstance(current, dict):
            return _radio(current)
    raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio")


def _entries(told: Any) -> Iterator[dict[str, Any]]:
    for section in _listed(told, "SPAirPortDataType"):
        yield from _listed(section, "spairport_airport_interfaces")


def _listed(table: Any, key: str) -> list[dict[str, Any]]:
    found = table.get(key) if isinstance(table, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _radio(current: dict[str, Any]) -> Radio:
    rate = current.get("spairport_network_rate")
    rate_mbit = float(rate) if isinstance(rate, (int, float)) and 0 < rate < 1e6 else None
    signal = _SIGNAL.match(str(current.get("spairport_signal_noise", "")))
    return Radio(
        signal_dbm=signal_of(int(signal[1])) if signal else None,
        band_ghz=_band(str(current.get("spairport_network_channel", "")), rate_mbit),
        rate_mbit=rate_mbit,
    )


def _band(channel: str, rate_mbit: float | None) -> float | None:
    """Told as `36 (5GHz, 80MHz)`; older systems tell the number alone."""
    told = _BAND.search(channel)
    if told:
        return _BANDS[told[1]]
    number = _CHANNEL.match(channel)
    return band_of_channel(int(number[1]), rate_mbit) if number else None
