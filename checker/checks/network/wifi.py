"""The radio link of the adapter that the work goes through: how strong, in which band, how fast."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation, Value
from checker.net.link import Interface, Medium
from checker.net.radio import RadioLink
from checker.net.wifi import read_radio, read_rate_mbit


def observe_wifi(link: Interface | None, context: ProbeContext) -> Iterator[Observation]:
    """Yields wifi.signal (dBm), wifi.band (GHz) and wifi.rate (Mbit/s), each a value or a failure.

    Nothing where the adapter is no Wi-Fi. Sends no packet and does not look for other Wi-Fis.
    """
    if link is None or link.medium is not Medium.WIFI:
        return
    told = _told(link.name, context.system)
    failure = told.failure if isinstance(told, OperationFailed) else None
    known = RadioLink() if isinstance(told, OperationFailed) else told
    rate = known.rate_mbit or read_rate_mbit(link.name, context.system) or link.speed_mbit
    values: dict[str, Value | None] = {
        "wifi.signal": known.signal_dbm,
        "wifi.band": known.band_ghz,
        "wifi.rate": round(rate, 1) if rate else None,
    }
    for name, value in values.items():
        yield (
            context.observation(name, value)
            if value is not None
            else context.failed_observation(name, failure or _UNTOLD)
        )


_UNTOLD = Failure(operation=Operation.READ, kind=FailureKind.UNSUPPORTED, detail="radio")


def _told(name: str, system: str) -> RadioLink | OperationFailed:
    try:
        return read_radio(name, system)
    except OperationFailed as failed:
        return failed
