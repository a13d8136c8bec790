"""The report of a run: with its findings, and without anything that must not leave the PC."""

import contextlib
import datetime
import getpass
import socket
from collections.abc import Iterable
from typing import Any

import msgspec

from checker import __version__
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.measurement import Measurement
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.model.report import Consent, Report, new_report_id
from checker.model.scrub.text import scrub
from checker.model.systems import this_system
from checker.model.text import Language


def assemble_report(
    profile: Profile,
    measurements: Iterable[Measurement],
    consent: Consent,
    language: Language = "de",
    *,
    reference_digits: str = "",
) -> Report:
    """The report. Its id is new; secrets of the profile, and names that slipped into a text, are taken out.

    `reference_digits`: the beginning of an earlier report's id, whose reference this one keeps.
    """
    names = private_names()
    measured = tuple(_scrub_measurement(measurement, names) for measurement in measurements)
    return Report(
        id=new_report_id(reference_digits),
        created=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        program=__version__,
        language=language,
        system=this_system(),
        profile=without_secrets(profile),
        consent=consent,
        measurements=measured,
        findings=diagnose_measurements(needs(profile), measured),
    )


def private_names() -> tuple[str, ...]:
    """Names of this PC and its user, to be blacked out wherever they turn up."""
    names = [socket.gethostname()]
    with contextlib.suppress(KeyError, OSError, ImportError):  # a user id without a name, or no such call
        names.append(getpass.getuser())
    return tuple(name for name in names if len(name) > 2 and name.lower() not in ("root", "user", "admin"))


def without_secrets(profile: Profile) -> Profile:
    """The profile as a report may carry it: no enrolment, and no key whose name ends in `_secret`."""
    return msgspec.structs.replace(profile, enrolment="", needs=_drop_secrets(profile.needs))


def _drop_secrets(table: Any) -> Any:
    if isinstance(table, dict):
        return {key: _drop_secrets(value) for key, value in table.items() if not key.endswith("_secret")}
    return [_drop_secrets(item) for item in table] if isinstance(table, list) else table


def _scrub_measurement(measurement: Measurement, names: tuple[str, ...]) -> Measurement:
    observations = tuple(_scrub_observation(observation, names) for observation in measurement.observations)
    return msgspec.structs.replace(measurement, observations=observations)


def _scrub_observation(observation: Observation, names: tuple[str, ...]) -> Observation:
    value = observation.value
    if isinstance(value, str):
        value = scrub(value, names)
    elif isinstance(value, list):
        value = [scrub(item, names) if isinstance(item, str) else item for item in value]
    failure = observation.failure
    if failure is not None and failure.detail:
        failure = msgspec.structs.replace(failure, detail=scrub(failure.detail, names))
    return msgspec.structs.replace(observation, value=value, failure=failure)
