"""A dark lamp is a trouble; and one more finding where the clock was measured as well."""

from collections.abc import Collection, Iterator, Mapping

from checker.model.finding import Finding
from checker.model.observation import Observations
from tests.lab.new_check.need import LampNeed


def diagnose(observations: Observations, need: LampNeed) -> Iterator[Finding]:
    brightness = observations["lamp.brightness"]
    if (observations.number("lamp.brightness") or 0.0) < need.least_lx:
        yield Finding.blocker("lamp.off", evidence=brightness, lux=observations.number("lamp.brightness") or 0.0)


def advise(findings: Collection[Finding], observations_by_check: Mapping[str, Observations]) -> Finding | None:
    """Reads another check's facts."""
    clock = observations_by_check.get("computer", Observations(()))
    if clock.has("today") and any(finding.code == "lamp.off" for finding in findings):
        return Finding.note("lamp.advice", evidence=clock["today"])
    return None
