"""The proxy: one that asks for a password, one that is needed and not set, a script for it that cannot be had."""

from collections.abc import Iterator

from checker.checks.network.evidence import DESK, dns_spoke, far_targets, outside_reached, reached
from checker.model.failure import Failure, Kind, Operation
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations


def proxy_in_the_way(seen: Observations) -> Iterator[Finding]:
    """What keeps this PC from the outside, where a proxy does; one finding at most."""
    status, used = seen["desk.status"], seen["proxy.used"]
    if seen["proxy.asks-password"].value is True:
        because = (used, status, seen["proxy.asks-password"])
        yield Finding.blocker("network.proxy-password", because=because, sure=Sureness.CERTAIN)
    elif used.value is True:
        yield from _refusing(seen, status.failure)
    elif far_targets(seen) and not outside_reached(seen):
        if _broken_script(seen) and dns_spoke(seen):  # else the line may be dead altogether
            yield Finding.blocker("network.proxy-script-broken", because=_script(seen))
        elif seen["proxy.offered"].value is True:
            yield Finding.blocker("network.proxy-needed", because=(seen["proxy.offered"], used, status))


def script(seen: Observations) -> Iterator[Finding]:
    """A script that cannot be had although there is a direct way: programs wait for it before they try that."""
    if _broken_script(seen) and outside_reached(seen):
        yield Finding.warning("network.proxy-script-broken", because=_script(seen))


def _refusing(seen: Observations, failure: Failure | None) -> Iterator[Finding]:
    if failure is None:
        return
    because = (seen["proxy.used"], seen["desk.status"])
    if failure.kind is Kind.UNSUPPORTED:
        yield Finding.unknown("network.proxy", because=because)
    elif failure.operation is Operation.CONNECT and _proxys_fault(seen, failure.kind):
        yield Finding.blocker("network.proxy-broken", because=because)


def _proxys_fault(seen: Observations, kind: Kind) -> bool:
    """It refused, or the desk answers without it; a silent proxy on a silent line proves nothing."""
    return kind in (Kind.REFUSED, Kind.DENIED) or reached(seen, DESK)


def _broken_script(seen: Observations) -> bool:
    loads = seen["proxy.script-loads"]
    missing = loads.failure is not None and loads.failure.kind is not Kind.NOT_MEASURED
    return seen["proxy.script"].value is True and (missing or loads.value is False)


def _script(seen: Observations) -> tuple[Observation, ...]:
    return (seen["proxy.script"], seen["proxy.script-loads"])
