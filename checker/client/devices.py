"""Which cameras, microphones and speakers a report knows of, and which of them was checked. Pure."""

from checker.model.observation import Observations
from checker.model.record import Record
from checker.model.report import Report

NAMES = {"camera": "device.names", "microphone": "device.names", "speaker": "output.names"}
"""Checks of which people may choose the device, and the observation that lists the devices."""
_TRIED = {"camera": ("picture.first", "open.seconds", "open.begun"), "microphone": ("record.begun",)}
"""Observations whose subject is the device; the first that was seen counts, of a camera the last one that was tried."""


class Devices(Record, frozen=True, kw_only=True):
    """`used` is the one that was checked, empty where none was."""

    names: tuple[str, ...] = ()
    used: str = ""


def devices(report: Report, check: str) -> Devices:
    """Those of this check. A name that stands for two devices is named once."""
    seen = next((one.observations_by_key for one in report.measurements if one.check == check), Observations(()))
    told = seen[NAMES[check]].value
    names = tuple(dict.fromkeys(str(one) for one in told)) if isinstance(told, list) else ()
    return Devices(names=names, used=_used(seen, check, names))


def _used(observations: Observations, check: str, names: tuple[str, ...]) -> str:
    if check not in _TRIED:
        return str(observations["output.default"].value or "")
    for name in _TRIED[check]:
        tried = [one for one in observations.subjects(name) if observations.has(name, one)]
        if tried:
            return tried[-1]
    return names[0] if names else ""
