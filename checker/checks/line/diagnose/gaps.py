"""What was not measured, and why. Silence is no proof: none of it is held against the line."""

from collections.abc import Iterator

from checker.checks.line.diagnose.figures import is_trickle
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations

_TEST_OPERATIONS = (Operation.RESOLVE, Operation.CONNECT, Operation.REQUEST)
_RATES = tuple(f"{direction}.rate" for direction in Direction)


def nothing_measured(observations: Observations, need: LineNeed) -> Finding | None:
    """Why nothing was measured at all; None where something was."""
    answer = observations["server.answer"]
    if _is_declined(observations):
        return Finding.unknown("line.metered-declined", evidence=observations["metered"])
    if not observations.has("method"):
        return (
            Finding.unknown("line.not-measured", evidence=answer)
            if need.has_requirements
            else Finding.note("line.not-asked")
        )
    if answer.failure is None or answer.failure.kind is FailureKind.NOT_MEASURED:
        return None
    return _test_failed(answer, answer.failure, public=_is_public_test(observations))


def gaps(observations: Observations) -> Iterator[Finding]:
    """Parts that are missing although the server answered at first."""
    missing = [observations[name] for name in _RATES if not observations.has(name)]
    slot_failure = observations["place"].failure
    if missing and slot_failure is not None and slot_failure.kind is FailureKind.BUSY:
        yield Finding.unknown("line.busy", evidence=observations["place"])
        return
    idle = observations["idle.latency"]
    if idle.failure is not None and not missing:
        missing = [idle]
    if missing:
        yield _missing_finding(observations, missing)
    trickling = next((direction for direction in Direction if is_trickle(observations, direction)), None)
    if trickling is not None:
        yield Finding.unknown("line.server-failed", evidence=observations[f"{trickling}.rate"])


def _missing_finding(observations: Observations, missing: list[Observation]) -> Finding:
    """Of the first request that failed; else the connection was lost on the way."""
    for observation in missing:
        if observation.failure is not None and observation.failure.operation in _TEST_OPERATIONS:
            return _test_failed(observation, observation.failure, public=_is_public_test(observations))
    return Finding.unknown("line.broken-off", evidence=tuple(missing))


def _is_declined(observations: Observations) -> bool:
    """Data are limited here, and the employee did not want to spend any: no rate, and none was tried."""
    unwanted = (FailureKind.NO_CONSENT, FailureKind.NOT_MEASURED)
    kinds = [failure.kind if (failure := observations[name].failure) else None for name in _RATES]
    return (
        observations["metered"].value is True
        and all(kind in unwanted for kind in kinds)
        and not observations.has("bytes")
    )


def _test_failed(evidence: Observation, failure: Failure, *, public: bool) -> Finding:
    if public:
        return Finding.unknown("line.public-failed", evidence=evidence)
    if failure.operation is Operation.TLS:
        return Finding.unknown("line.server-untrusted", evidence=evidence)
    return Finding.unknown("line.server-failed", evidence=evidence)


def _is_public_test(observations: Observations) -> bool:
    return str(observations["method"].value).startswith("speedtest")
