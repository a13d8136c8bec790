"""What was not measured, and why. Silence is no proof: none of it is held against the line."""

from collections.abc import Iterator

from checker.checks.line.figures import WAYS, trickles
from checker.checks.line.need import LineNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations

_OUR_TEST = (Operation.RESOLVE, Operation.CONNECT, Operation.REQUEST)
_RATES = tuple(f"{way}.rate" for way in WAYS)


def nothing(observations: Observations, need: LineNeed) -> Finding | None:
    """Why nothing was measured at all; None where something was."""
    answer = observations["server.answer"]
    if _declined(observations):
        return Finding.unknown("line.metered-declined", because=observations["metered"])
    if not observations.has("method"):
        return Finding.unknown("line.not-measured", because=answer) if need.asks else Finding.note("line.not-asked")
    if answer.failure is None or answer.failure.kind is FailureKind.NOT_MEASURED:
        return None
    return _test_failed(answer, answer.failure, public=_public(observations))


def gaps(observations: Observations) -> Iterator[Finding]:
    """Parts that are missing although the server answered at first."""
    lost = [observations[name] for name in _RATES if not observations.has(name)]
    place = observations["place"].failure
    if lost and place is not None and place.kind is FailureKind.BUSY:
        yield Finding.unknown("line.busy", because=observations["place"])
        return
    idle = observations["idle.latency"]
    if idle.failure is not None and not lost:
        lost = [idle]
    refused = [one for one in lost if one.failure is not None and one.failure.operation in _OUR_TEST]
    for one in refused[:1]:
        if one.failure is not None:
            yield _test_failed(one, one.failure, public=_public(observations))
    if lost and not refused:
        yield Finding.unknown("line.broken-off", because=tuple(lost))
    for way in WAYS:
        if trickles(observations, way):
            yield Finding.unknown("line.server-failed", because=observations[f"{way}.rate"])
            return


def _declined(observations: Observations) -> bool:
    """Data are limited here, and the employee did not want to spend any: no rate, and none was tried."""
    unwanted = (FailureKind.NO_CONSENT, FailureKind.NOT_MEASURED)
    kinds = [failure.kind if (failure := observations[name].failure) else None for name in _RATES]
    return (
        observations["metered"].value is True
        and all(kind in unwanted for kind in kinds)
        and not observations.has("bytes")
    )


def _test_failed(because: Observation, failure: Failure, *, public: bool) -> Finding:
    if public:
        return Finding.unknown("line.public-failed", because=because)
    if failure.operation is Operation.TLS:
        return Finding.unknown("line.server-untrusted", because=because)
    return Finding.unknown("line.server-failed", because=because)


def _public(observations: Observations) -> bool:
    return str(observations["method"].value).startswith("speedtest")
