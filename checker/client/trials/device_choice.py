"""Which cameras, microphones and speakers a report knows of, and which of them was checked. Pure."""

from checker.model.observation import Observations
from checker.model.record import Record
from checker.model.report import Report

DEVICE_LIST_FACTS = {"camera": "device.names", "microphone": "device.names", "speaker": "output.names"}
"""Checks of which people may choose the device, and the observation that lists the devices."""
_DEVICE_SUBJECT_FACTS = {"camera": ("picture.first", "open.seconds", "open.begun"), "microphone": ("record.begun",)}
"""Observations whose subject is the device; the first that was seen counts, of a camera the last one that was tried."""


class DeviceChoice(Record, frozen=True, kw_only=True):
    """`used` is the one that was checked, empty where none was."""

    names: tuple[str, ...] = ()
    used: str = ""


def device_choice(report: Report, check: str) -> DeviceChoice:
    """Those of this check. A name that stands for two devices is named once."""
    observations = next(
        (item.observations_by_key for item in report.measurements if item.check == check), Observations(())
    )
    value = observations[DEVICE_LIST_FACTS[check]].value
    names = tuple(dict.fromkeys(str(item) for item in value)) if isinstance(value, list) else ()
    return DeviceChoice(names=names, used=_used_device(observations, check, names))


def _used_device(observations: Observations, check: str, names: tuple[str, ...]) -> str:
    if check not in _DEVICE_SUBJECT_FACTS:
        return str(observations["output.default"].value or "")
    for name in _DEVICE_SUBJECT_FACTS[check]:
        subjects = [subject for subject in observations.subjects(name) if observations.has(name, subject)]
        if subjects:
            return subjects[-1]
    return names[0] if names else ""
