"""The radio link of the adapter that the work goes through: how strong, in which band, how fast."""

from collections.abc import Iterator

from checker.checks.contract import Run
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation, Value
from checker.net.link import Interface, Medium
from checker.net.radio import Radio
from checker.net.wifi import radio, rate_mbit


def observe_wifi(link: Interface | None, run: Run) -> Iterator[Observation]:
    """Yields wifi.signal (dBm), wifi.band (GHz) and wifi.rate (Mbit/s), each a value or a failure.

    Nothing where the adapter is no Wi-Fi. Sends no packet and does not look for other Wi-Fis.
    """
    if link is None or link.medium is not Medium.WIFI:
        return
    told = _told(link.name, run.system)
    failure = told.failure if isinstance(told, Failed) else None
    known = Radio() if isinstance(told, Failed) else told
    rate = known.rate_mbit or rate_mbit(link.name, run.system) or link.speed_mbit
    values: dict[str, Value | None] = {
        "wifi.signal": known.signal_dbm,
        "wifi.band": known.band_ghz,
        "wifi.rate": round(rate, 1) if rate else None,
    }
    for name, value in values.items():
        yield run.saw(name, value) if value is not None else run.lost(name, failure or _UNTOLD)


_UNTOLD = Failure(operation=Operation.READ, kind=Kind.UNSUPPORTED, detail="radio")


def _told(name: str, system: str) -> Radio | Failed:
    try:
        return radio(name, system)
    except Failed as failed:
        return failed
