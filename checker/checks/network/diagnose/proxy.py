"""The proxy: one that asks for a password, one that is needed and not set, a script for it that cannot be loaded."""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import has_dns_answered, is_internet_reached, is_reached, remote_targets
from checker.checks.network.need import DESK
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations


def proxy_blocking(observations: Observations) -> Iterator[Finding]:
    """How a proxy keeps this PC from the internet; one finding at most."""
    status, used = observations["desk.status"], observations["proxy.used"]
    if observations["proxy.asks-password"].value is True:
        evidence = (used, status, observations["proxy.asks-password"])
        yield Finding.blocker("network.proxy-password", evidence=evidence, sure=Sureness.CERTAIN)
    elif used.value is True:
        yield from _proxy_failure(observations, status.failure)
    elif remote_targets(observations) and not is_internet_reached(observations):
        if _is_script_broken(observations) and has_dns_answered(observations):  # else the line may be dead altogether
            yield Finding.blocker("network.proxy-script-broken", evidence=_script_evidence(observations))
        elif observations["proxy.offered"].value is True:
            yield Finding.blocker("network.proxy-needed", evidence=(observations["proxy.offered"], used, status))


def proxy_script(observations: Observations) -> Iterator[Finding]:
    """A script that cannot be loaded although there is a direct connection: programs wait for it first."""
    if _is_script_broken(observations) and is_internet_reached(observations):
        yield Finding.warning("network.proxy-script-broken", evidence=_script_evidence(observations))


def _proxy_failure(observations: Observations, failure: Failure | None) -> Iterator[Finding]:
    if failure is None:
        return
    evidence = (observations["proxy.used"], observations["desk.status"])
    if failure.kind is FailureKind.UNSUPPORTED:
        yield Finding.unknown("network.proxy", evidence=evidence)
    elif failure.operation is Operation.CONNECT and _is_proxy_fault(observations, failure.kind):
        yield Finding.blocker("network.proxy-broken", evidence=evidence)


def _is_proxy_fault(observations: Observations, kind: FailureKind) -> bool:
    """It refused, or the desk answers without it; a silent proxy on a silent line proves nothing."""
    return kind in (FailureKind.REFUSED, FailureKind.DENIED) or is_reached(observations, DESK)


def _is_script_broken(observations: Observations) -> bool:
    loads = observations["proxy.script-loads"]
    missing = loads.failure is not None and loads.failure.kind is not FailureKind.NOT_MEASURED
    return observations["proxy.script"].value is True and (missing or loads.value is False)


def _script_evidence(observations: Observations) -> tuple[Observation, ...]:
    return (observations["proxy.script"], observations["proxy.script-loads"])
