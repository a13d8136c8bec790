"""The radio link of the adapter in use: how strong, in which band, how fast."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation, Value
from checker.net.routes.interface import Interface, Medium
from checker.net.wifi.link import read_radio, read_rate_mbit
from checker.net.wifi.radio import RadioLink


def observe_wifi(link: Interface | None, context: ProbeContext) -> Iterator[Observation]:
    """Yields wifi.signal (dBm), wifi.band (GHz) and wifi.rate (Mbit/s), each a value or a failure.

    Nothing where the adapter is no Wi-Fi. Sends no packet and does not scan for other Wi-Fis.
    """
    if link is None or link.medium is not Medium.WIFI:
        return
    reading = _read_radio(link.name, context.system)
    failure = reading.failure if isinstance(reading, OperationFailed) else None
    radio_values = RadioLink() if isinstance(reading, OperationFailed) else reading
    rate = radio_values.rate_mbit or read_rate_mbit(link.name, context.system) or link.speed_mbit
    values: dict[str, Value | None] = {
        "wifi.signal": radio_values.signal_dbm,
        "wifi.band": radio_values.band_ghz,
        "wifi.rate": round(rate, 1) if rate else None,
    }
    for name, value in values.items():
        yield (
            context.observation(name, value)
            if value is not None
            else context.failed_observation(name, failure or _NO_READING)
        )


_NO_READING = Failure(operation=Operation.READ, kind=FailureKind.UNSUPPORTED, detail="radio")


def _read_radio(name: str, system: str) -> RadioLink | OperationFailed:
    try:
        return read_radio(name, system)
    except OperationFailed as failed:
        return failed
