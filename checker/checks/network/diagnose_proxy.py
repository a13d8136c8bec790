"""The proxy: one that asks for a password, one that is needed and not set, a script for it that cannot be had."""

from collections.abc import Iterator

from checker.checks.network.evidence import DESK, dns_spoke, far_targets, outside_reached, reached
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations


def proxy_in_the_way(observations: Observations) -> Iterator[Finding]:
    """What keeps this PC from the outside, where a proxy does; one finding at most."""
    status, used = observations["desk.status"], observations["proxy.used"]
    if observations["proxy.asks-password"].value is True:
        because = (used, status, observations["proxy.asks-password"])
        yield Finding.blocker("network.proxy-password", because=because, sure=Sureness.CERTAIN)
    elif used.value is True:
        yield from _refusing(observations, status.failure)
    elif far_targets(observations) and not outside_reached(observations):
        if _broken_script(observations) and dns_spoke(observations):  # else the line may be dead altogether
            yield Finding.blocker("network.proxy-script-broken", because=_script(observations))
        elif observations["proxy.offered"].value is True:
            yield Finding.blocker("network.proxy-needed", because=(observations["proxy.offered"], used, status))


def script(observations: Observations) -> Iterator[Finding]:
    """A script that cannot be had although there is a direct way: programs wait for it before they try that."""
    if _broken_script(observations) and outside_reached(observations):
        yield Finding.warning("network.proxy-script-broken", because=_script(observations))


def _refusing(observations: Observations, failure: Failure | None) -> Iterator[Finding]:
    if failure is None:
        return
    because = (observations["proxy.used"], observations["desk.status"])
    if failure.kind is FailureKind.UNSUPPORTED:
        yield Finding.unknown("network.proxy", because=because)
    elif failure.operation is Operation.CONNECT and _proxys_fault(observations, failure.kind):
        yield Finding.blocker("network.proxy-broken", because=because)


def _proxys_fault(observations: Observations, kind: FailureKind) -> bool:
    """It refused, or the desk answers without it; a silent proxy on a silent line proves nothing."""
    return kind in (FailureKind.REFUSED, FailureKind.DENIED) or reached(observations, DESK)


def _broken_script(observations: Observations) -> bool:
    loads = observations["proxy.script-loads"]
    missing = loads.failure is not None and loads.failure.kind is not FailureKind.NOT_MEASURED
    return observations["proxy.script"].value is True and (missing or loads.value is False)


def _script(observations: Observations) -> tuple[Observation, ...]:
    return (observations["proxy.script"], observations["proxy.script-loads"])
