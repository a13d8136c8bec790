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
from checker.model.failure import Kind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations

NETWORK_AUTHENTICATION_REQUIRED = 511
"""The status by which a portal says what it is (RFC 6585, 6)."""
_DESKS_OWN = ("expired", "not-yet-valid", "revoked")
"""What a stranger in the way would not show: the desk's certificate is bad itself, or this PC's clock is."""
_CUT_SHORT = {Kind.TIMEOUT, Kind.RESET, Kind.CLOSED}
_TARGETS_FOR_PROOF = 2
"""One host that is silent over an IP version may be at fault itself; two independent ones are not."""


def way_out(seen: Observations, need: NetworkNeed) -> Iterator[Finding]:  # noqa: ARG001 - the shape of every rule
    """One finding that explains the most comes first and ends the search."""
    if not seen.has("desk.local") and not far_targets(seen):
        yield Finding.note("network.no-desk")
        return
    between = list(_between(seen))
    if between:
        yield from between
        return
    if seen["proxy.used"].value is True:
        yield Finding.note("network.proxy", because=seen["proxy.used"])
    yield from script(seen)
    named = list(names(seen))
    yield from named
    yield from _versions(seen)
    yield from provider(seen)
    narrow = list(large_packets(seen))
    yield from narrow
    if not narrow and not any(_bars_the_doors(seen, finding) for finding in named):
        yield from _doors(seen)


def _bars_the_doors(seen: Observations, finding: Finding) -> bool:
    """Names that are not found, or lead astray, explain every silence; names that come late only that of the desk."""
    failure = seen["desk.status"].failure
    return finding.code != "network.dns-slow" or (failure is not None and failure.operation is Operation.RESOLVE)


def _between(seen: Observations) -> Iterator[Finding]:
    """Something that answers in the desk's place, or that keeps it away."""
    status = seen["desk.status"]
    if not desk_is_far(seen):
        yield from proxy_in_the_way(seen)
        return
    if _portal(seen):
        yield Finding.blocker("network.captive-portal", because=(status, seen["desk.elsewhere"], seen["plain.status"]))
    elif status.failure and status.failure.kind is Kind.CERTIFICATE:
        because = (status, seen["desk.certificate"])
        if seen["desk.certificate"].value in _DESKS_OWN:
            yield Finding.unknown("network.desk-certificate", because=because)
        else:
            yield Finding.warning("network.tls-intercepted", because=because)
    else:
        yield from proxy_in_the_way(seen)


def _portal(seen: Observations) -> bool:
    """With TLS nobody can answer for the desk, so only answers without it are looked at."""
    if seen["desk.secure"].value is False and seen.has("desk.status"):
        odd_page = seen["desk.status"].value == 200 and seen["desk.empty"].value is False
        told = seen["desk.status"].value == NETWORK_AUTHENTICATION_REQUIRED
        return seen["desk.elsewhere"].value is True or told or odd_page
    return seen["plain.elsewhere"].value is True or seen["plain.status"].value == NETWORK_AUTHENTICATION_REQUIRED


def _doors(seen: Observations) -> Iterator[Finding]:
    """Who answered: everyone, all but the desk, or nobody."""
    because = tuple(seen[name, target] for target in far_targets(seen) for name in ("reach.v4", "reach.v6"))
    others = [target for target in far_targets(seen) if target != DESK]
    missing = [target for target in others if not reached(seen, target)]
    if seen["proxy.used"].value is True and seen.has("desk.status"):
        missing = []  # where a proxy is the way out, doors that stay shut without it prove nothing
    if _desk_well(seen):
        yield Finding.ok("network.desk-reached", because=(seen["desk.status"], *because))
        yield from _missing(seen, missing)
    elif not outside_reached(seen) and not seen["desk.local"].value:
        yield from _nobody(seen, others, because)
    elif seen.has("desk.local"):
        yield _desk_ill(seen, line_proven=bool(set(others) - set(missing)), because=(seen["desk.status"], *because))
        yield from _missing(seen, missing)
    else:
        yield from _missing(seen, missing)
        if not missing:
            yield Finding.ok("network.internet-fine", because=because)


def _desk_well(seen: Observations) -> bool:
    return seen["desk.status"].value == 204 and seen["desk.empty"].value is True


def _desk_ill(seen: Observations, line_proven: bool, because: tuple[Observation, ...]) -> Finding:
    """Silence after the door opened can be a line that swallows large packets; a wrong answer cannot."""
    if line_proven:
        return Finding.note("network.desk-down", because=because)
    failure = seen["desk.status"].failure
    if failure and failure.kind in _CUT_SHORT:
        return Finding.unknown("network.desk-silent", because=because)
    return Finding.unknown("network.desk-down", because=because)


def _missing(seen: Observations, targets: list[str]) -> Iterator[Finding]:
    for target in targets:
        because = (seen["reach.v4", target], seen["reach.v6", target])
        yield Finding.warning("network.host-silent", because=because, subject=target, host=target)


def _nobody(seen: Observations, others: list[str], because: tuple[Observation, ...]) -> Iterator[Finding]:
    """Nothing answered. Where only the desk was asked and its name was found, the desk itself may be the trouble."""
    named = any(seen.has("dns.system", target) for target in seen.subjects("dns.system"))
    if not others and named:
        yield Finding.unknown("network.desk-silent", because=because)
    else:
        yield Finding.blocker("network.no-internet", because=because)


def _versions(seen: Observations) -> Iterator[Finding]:
    """One IP version that is dead while the other lives, for the hosts that have both."""
    both = [one for one in far_targets(seen) if tried(seen["reach.v4", one]) and tried(seen["reach.v6", one])]
    if not both or nat64(seen) or not any(opened(seen, target) for target in both):
        return
    because = tuple(seen[name, target] for target in both for name in ("reach.v4", "reach.v6"))
    say = Finding.warning if len(both) >= _TARGETS_FOR_PROOF else Finding.note
    if not any(seen.has("reach.v6", target) for target in both) and seen["address.v6"].value == "global":
        yield say("network.ipv6-broken", because=because)
    elif not any(seen.has("reach.v4", target) for target in both):
        yield say("network.ipv4-broken", because=because)
