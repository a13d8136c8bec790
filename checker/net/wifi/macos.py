"""The radio link as macOS tells it: CoreWLAN, or else `system_profiler SPAirPortDataType -json`.

That program's answer holds names of Wi-Fis, the own and the neighbours': of it all only three values are read.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import command_output
from checker.net.wifi import core_wlan
from checker.net.wifi.radio import RadioLink, band_of_channel, valid_signal_dbm

ANSWER_S = 8.0
"""It looks for neighbours meanwhile, which takes 2 to 5 s and disturbs every measurement: hence the second choice."""
_SIGNAL = re.compile(r"^(-?\d{1,3}) dBm\b")
_CHANNEL = re.compile(r"^(\d{1,3})\b")
_BAND = re.compile(r"\b([256])(?:\.4)? ?GHz")
_BANDS = {"2": 2.4, "5": 5.0, "6": 6.0}


def read_radio(interface: str) -> RadioLink:
    """Raises OperationFailed."""
    try:
        return core_wlan.read_radio(interface)
    except OperationFailed as failed:
        if failed.failure.detail != "CoreWLAN":
            raise
    return parse_system_profiler(
        command_output("system_profiler", "SPAirPortDataType", "-json", timeout_s=ANSWER_S), interface
    )


def parse_system_profiler(text: str, interface: str) -> RadioLink:
    """From the program's answer. Raises OperationFailed `missing` where this adapter is not connected to a Wi-Fi."""
    try:
        report = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "system_profiler") from error
    for entry in _interface_entries(report):
        current = entry.get("spairport_current_network_information")
        if entry.get("_name") == interface and isinstance(current, dict):
            return _radio_link(current)
    raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio")


def _interface_entries(report: Any) -> Iterator[dict[str, Any]]:
    for section in _tables_in(report, "SPAirPortDataType"):
        yield from _tables_in(section, "spairport_airport_interfaces")


def _tables_in(table: Any, key: str) -> list[dict[str, Any]]:
    values = table.get(key) if isinstance(table, dict) else None
    return [item for item in values if isinstance(item, dict)] if isinstance(values, list) else []


def _radio_link(current: dict[str, Any]) -> RadioLink:
    rate = current.get("spairport_network_rate")
    rate_mbit = float(rate) if isinstance(rate, (int, float)) and 0 < rate < 1e6 else None
    signal = _SIGNAL.match(str(current.get("spairport_signal_noise", "")))
    return RadioLink(
        signal_dbm=valid_signal_dbm(int(signal[1])) if signal else None,
        band_ghz=_band_ghz(str(current.get("spairport_network_channel", "")), rate_mbit),
        rate_mbit=rate_mbit,
    )


def _band_ghz(channel: str, rate_mbit: float | None) -> float | None:
    """Told as `36 (5GHz, 80MHz)`; older systems tell the number alone."""
    band = _BAND.search(channel)
    if band:
        return _BANDS[band[1]]
    number = _CHANNEL.match(channel)
    return band_of_channel(int(number[1]), rate_mbit) if number else None
