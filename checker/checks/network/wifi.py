"""The radio link of the adapter that the work goes through: how strong, in which band, how fast."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation, Value
from checker.net.link import Interface, Medium
from checker.net.radio import Radio
from checker.net.wifi import radio, rate_mbit


def observe_wifi(link: Interface | None, context: ProbeContext) -> Iterator[Observation]:
    """Yields wifi.signal (dBm), wifi.band (GHz) and wifi.rate (Mbit/s), each a value or a failure.

    Nothing where the adapter is no Wi-Fi. Sends no packet and does not look for other Wi-Fis.
    """
    if link is None or link.medium is not Medium.WIFI:
        return
    told = _told(link.name, context.system)
    failure = told.failure if isinstance(told, OperationFailed) else None
    known = Radio() if isinstance(told, OperationFailed) else told
    rate = known.rate_mbit or rate_mbit(link.name, context.system) or link.speed_mbit
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


def _told(name: str, system: str) -> Radio | OperationFailed:
    try:
        return radio(name, system)
    except OperationFailed as failed:
        return failed
