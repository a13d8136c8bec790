"""The report of a run: with its findings, and without anything that must not leave the PC."""

import datetime
from collections.abc import Iterable
from typing import Any

import msgspec

from checker import __version__
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.measurement import Measurement
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import Consent, Report, new_report_id
from checker.model.systems import this_system
from checker.model.text import Language
from checker.run.allowed_facts import only_allowed
from checker.run.private_names import private_names
from checker.run.scrubbing import MeasurementScrubber, texts_of


def assemble_report(
    profile: Profile,
    measurements: Iterable[Measurement],
    consent: Consent,
    language: Language = "de",
    scrubber: MeasurementScrubber | None = None,
    *,
    reference_digits: str = "",
) -> Report:
    """The report. Its id is new; secrets of the profile, and names that slipped into a text, are taken out.

    Where consent was given, nothing of any other group is in it. `scrubber`: what cleans the measurements; None: one
    of this call's own. `reference_digits`: the beginning of an earlier report's id, whose reference this one keeps.
    """
    scrubber = scrubber or report_scrubber(profile)
    is_limited = consent.given is not None
    allowed = only_allowed(measurements, consent.groups) if is_limited else measurements
    measured = scrubber.scrub_all(allowed)
    return Report(
        id=new_report_id(reference_digits),
        created=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        program=__version__,
        language=language,
        system=this_system() if not is_limited or DataGroup.PC in consent.groups else "",
        profile=without_secrets(profile),
        consent=consent,
        measurements=measured,
        findings=diagnose_measurements(needs(profile), measured),
    )


def report_scrubber(profile: Profile) -> MeasurementScrubber:
    """What cleans the measurements of a report with this profile."""
    return MeasurementScrubber(private_names(), texts_of([*needs(profile).values(), profile.needs]))


def without_secrets(profile: Profile) -> Profile:
    """The profile as a report may carry it: no enrolment, and no key whose name ends in `_secret`."""
    return msgspec.structs.replace(profile, enrolment="", needs=_drop_secrets(profile.needs))


def _drop_secrets(table: Any) -> Any:
    if isinstance(table, dict):
        return {key: _drop_secrets(value) for key, value in table.items() if not key.endswith("_secret")}
    return [_drop_secrets(item) for item in table] if isinstance(table, list) else table
