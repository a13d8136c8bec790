"""Which devices of a check a report knows of, and which of them was checked. Pure."""

from checker.checks.employee import DeviceSelection
from checker.checks.registry import checks
from checker.model.observation import Observations
from checker.model.record import Record
from checker.model.report import Report


class DeviceChoice(Record, frozen=True, kw_only=True):
    """`used` is the one that was checked, empty where none was."""

    names: tuple[str, ...] = ()
    used: str = ""


def device_selections() -> dict[str, DeviceSelection]:
    """The checks of which people may choose the device, and where its devices stand in the report."""
    return {name: check.devices for name, check in checks().items() if check.devices is not None}


def device_choice(report: Report, check: str) -> DeviceChoice:
    """Those of this check. A name that stands for two devices is named once."""
    observations = next(
        (item.observations_by_key for item in report.measurements if item.check == check), Observations(())
    )
    selection = device_selections()[check]
    value = observations[selection.names_fact].value
    names = tuple(dict.fromkeys(str(item) for item in value)) if isinstance(value, list) else ()
    return DeviceChoice(names=names, used=_used_device(observations, selection, names))


def _used_device(observations: Observations, selection: DeviceSelection, names: tuple[str, ...]) -> str:
    if selection.used_fact:
        return str(observations[selection.used_fact].value or "")
    for name in selection.subject_facts:
        subjects = [subject for subject in observations.subjects(name) if observations.has(name, subject)]
        if subjects:
            return subjects[-1]
    return names[0] if names else ""
