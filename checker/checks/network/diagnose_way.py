"""From the router outwards: portal, proxy, names, the way, the desk against the line, IPv4 against IPv6."""

from collections.abc import Iterator

from checker.checks.network.diagnose_beyond import large_packets, nat64, provider
from checker.checks.network.diagnose_names import names
from checker.checks.network.diagnose_proxy import proxy_in_the_way, script
from checker.checks.network.evidence import (
    DESK,
    desk_is_far,
    far_targets,
    opened,
    outside_reached,
    reached,
    tried,
)
from checker.checks.network.need import NetworkNeed
from checker.model.failure import FailureKind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations

NETWORK_AUTHENTICATION_REQUIRED = 511
"""The status by which a portal says what it is (RFC 6585, 6)."""
_DESKS_OWN = ("expired", "not-yet-valid", "revoked")
"""What a stranger in the way would not show: the desk's certificate is bad itself, or this PC's clock is."""
_CUT_SHORT = {FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.CLOSED}
_TARGETS_FOR_PROOF = 2
"""One host that is silent over an IP version may be at fault itself; two independent ones are not."""


def way_out(observations: Observations, need: NetworkNeed) -> Iterator[Finding]:  # noqa: ARG001 - the shape of every rule
    """One finding that explains the most comes first and ends the search."""
    if not observations.has("desk.local") and not far_targets(observations):
        yield Finding.note("network.no-desk")
        return
    between = list(_between(observations))
    if between:
        yield from between
        return
    if observations["proxy.used"].value is True:
        yield Finding.note("network.proxy", because=observations["proxy.used"])
    yield from script(observations)
    named = list(names(observations))
    yield from named
    yield from _versions(observations)
    yield from provider(observations)
    narrow = list(large_packets(observations))
    yield from narrow
    if not narrow and not any(_bars_the_doors(observations, finding) for finding in named):
        yield from _doors(observations)


def _bars_the_doors(observations: Observations, finding: Finding) -> bool:
    """Names that are not found, or lead astray, explain every silence; names that come late only that of the desk."""
    failure = observations["desk.status"].failure
    return finding.code != "network.dns-slow" or (failure is not None and failure.operation is Operation.RESOLVE)


def _between(observations: Observations) -> Iterator[Finding]:
    """Something that answers in the desk's place, or that keeps it away."""
    status = observations["desk.status"]
    if not desk_is_far(observations):
        yield from proxy_in_the_way(observations)
        return
    if _portal(observations):
        yield Finding.blocker(
            "network.captive-portal", because=(status, observations["desk.elsewhere"], observations["plain.status"])
        )
    elif status.failure and status.failure.kind is FailureKind.CERTIFICATE:
        because = (status, observations["desk.certificate"])
        if observations["desk.certificate"].value in _DESKS_OWN:
            yield Finding.unknown("network.desk-certificate", because=because)
        else:
            yield Finding.warning("network.tls-intercepted", because=because)
    else:
        yield from proxy_in_the_way(observations)


def _portal(observations: Observations) -> bool:
    """With TLS nobody can answer for the desk, so only answers without it are looked at."""
    if observations["desk.secure"].value is False and observations.has("desk.status"):
        odd_page = observations["desk.status"].value == 200 and observations["desk.empty"].value is False
        told = observations["desk.status"].value == NETWORK_AUTHENTICATION_REQUIRED
        return observations["desk.elsewhere"].value is True or told or odd_page
    return (
        observations["plain.elsewhere"].value is True
        or observations["plain.status"].value == NETWORK_AUTHENTICATION_REQUIRED
    )


def _doors(observations: Observations) -> Iterator[Finding]:
    """Who answered: everyone, all but the desk, or nobody."""
    because = tuple(
        observations[name, target] for target in far_targets(observations) for name in ("reach.v4", "reach.v6")
    )
    others = [target for target in far_targets(observations) if target != DESK]
    missing = [target for target in others if not reached(observations, target)]
    if observations["proxy.used"].value is True and observations.has("desk.status"):
        missing = []  # where a proxy is the way out, doors that stay shut without it prove nothing
    if _desk_well(observations):
        yield Finding.ok("network.desk-reached", because=(observations["desk.status"], *because))
        yield from _missing(observations, missing)
    elif not outside_reached(observations) and not observations["desk.local"].value:
        yield from _nobody(observations, others, because)
    elif observations.has("desk.local"):
        yield _desk_ill(
            observations, line_proven=bool(set(others) - set(missing)), because=(observations["desk.status"], *because)
        )
        yield from _missing(observations, missing)
    else:
        yield from _missing(observations, missing)
        if not missing:
            yield Finding.ok("network.internet-fine", because=because)


def _desk_well(observations: Observations) -> bool:
    return observations["desk.status"].value == 204 and observations["desk.empty"].value is True


def _desk_ill(observations: Observations, line_proven: bool, because: tuple[Observation, ...]) -> Finding:
    """Silence after the door opened can be a line that swallows large packets; a wrong answer cannot."""
    if line_proven:
        return Finding.note("network.desk-down", because=because)
    failure = observations["desk.status"].failure
    if failure and failure.kind in _CUT_SHORT:
        return Finding.unknown("network.desk-silent", because=because)
    return Finding.unknown("network.desk-down", because=because)


def _missing(observations: Observations, targets: list[str]) -> Iterator[Finding]:
    for target in targets:
        because = (observations["reach.v4", target], observations["reach.v6", target])
        yield Finding.warning("network.host-silent", because=because, subject=target, host=target)


def _nobody(observations: Observations, others: list[str], because: tuple[Observation, ...]) -> Iterator[Finding]:
    """Nothing answered. Where only the desk was asked and its name was found, the desk itself may be the trouble."""
    named = any(observations.has("dns.system", target) for target in observations.subjects("dns.system"))
    if not others and named:
        yield Finding.unknown("network.desk-silent", because=because)
    else:
        yield Finding.blocker("network.no-internet", because=because)


def _versions(observations: Observations) -> Iterator[Finding]:
    """One IP version that is dead while the other lives, for the hosts that have both."""
    both = [
        one
        for one in far_targets(observations)
        if tried(observations["reach.v4", one]) and tried(observations["reach.v6", one])
    ]
    if not both or nat64(observations) or not any(opened(observations, target) for target in both):
        return
    because = tuple(observations[name, target] for target in both for name in ("reach.v4", "reach.v6"))
    say = Finding.warning if len(both) >= _TARGETS_FOR_PROOF else Finding.note
    if (
        not any(observations.has("reach.v6", target) for target in both)
        and observations["address.v6"].value == "global"
    ):
        yield say("network.ipv6-broken", because=because)
    elif not any(observations.has("reach.v4", target) for target in both):
        yield say("network.ipv4-broken", because=because)
