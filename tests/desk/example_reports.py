"""Reports as a client makes them: computers that are fine, troubled, or could not be judged."""

import datetime
import secrets

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.codec import to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.report import Consent, Report

WHEN = datetime.datetime(2026, 3, 9, 8, 30, tzinfo=datetime.UTC)


def _computer(**values: float) -> Measurement:
    figures: dict[str, tuple[float, str]] = {
        "cpu.cores": (8, ""),
        "memory.total": (15.8, "GiB"),
        "disk.free": (120.0, "GiB"),
        "load.cpu": (12.0, "%"),
        "load.memory": (41.0, "%"),
        "clock.offset": (0.4, "s"),
    }
    figures |= {name.replace("_", "."): (value, figures[name.replace("_", ".")][1]) for name, value in values.items()}
    observations = tuple(Observation(name=name, value=value, unit=unit) for name, (value, unit) in figures.items())
    return Measurement(check="computer", outcome=Outcome.DONE, seconds=6.5, observations=observations)


WELL = (_computer(),)
WRONG_CLOCK = (_computer(clock_offset=-3600.0, memory_total=7.6, load_cpu=91.0),)
SLOW = (_computer(memory_total=3.8),)
CUT_OFF = (
    Measurement(
        check="computer", outcome=Outcome.TIMED_OUT, failure=Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
    ),
)

_LATE = Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT)
_HOME: dict[str, bool | float | str] = {
    "adapters.up": 1,
    "gateway.known": True,
    "link.medium": "wifi",
    "address.v4": "private",
    "address.v6": "none",
    "gateway.sent": 50,
    "gateway.lost": 4,
    "gateway.median": 6.0,
    "gateway.p95": 48.0,
    "gateway.slow-sent": 20,
    "gateway.slow-lost": 2,
    "desk.local": False,
    "dns.independent": 31.0,
}
_NO_ANSWER = (("dns.system", "desk"), ("dns.configured", ""), ("dns.gateway", ""))
NO_NAMES = (
    *WELL,
    Measurement(
        check="network",
        outcome=Outcome.DONE,
        seconds=3.1,
        observations=(
            *(Observation(name=name, value=value) for name, value in _HOME.items()),
            *(Observation(name=name, subject=subject, failure=_LATE) for name, subject in _NO_ANSWER),
        ),
    ),
)
"""The way breaks at the router, whose DNS says nothing; and the Wi-Fi is disturbed besides."""


def profile(code: str, customer: str = "Muster GmbH (Beispiel)") -> Profile:
    """As a report carries it: without the enrolment."""
    return Profile(code=code, customer=customer)


def report(
    code: str,
    measured: tuple[Measurement, ...] = WELL,
    *,
    send: bool = True,
    findings: tuple[Finding, ...] | None = None,
    report_id: str | None = None,
) -> Report:
    """A report with a new id; judged by the checks themselves, unless findings are given."""
    carried = profile(code)
    return Report(
        id=report_id or secrets.token_hex(16),
        created=WHEN,
        program="0.1.0",
        system="windows",
        profile=carried,
        consent=Consent(groups=(DataGroup.PC, DataGroup.NETWORK), given=WHEN, send=send),
        measurements=measured,
        findings=diagnose_measurements(needs(carried), measured) if findings is None else findings,
    )


def raw(code: str, measured: tuple[Measurement, ...] = WELL) -> tuple[str, bytes]:
    """Id and bytes of a new report."""
    made = report(code, measured)
    return made.id, to_json(made)
