"""From the router outwards: portal, proxy, names, path, the desk or the line, IPv4 or IPv6."""

from collections.abc import Callable, Iterator

from checker.checks.name_service.answer import AnswerState
from checker.checks.network.diagnose.dead_end import dead_end, is_vpn_hung, specific_dead_end
from checker.checks.network.diagnose.dns import host_of, is_misled, name_resolution
from checker.checks.network.diagnose.evidence import (
    NETWORK_AUTHENTICATION_REQUIRED,
    is_connected,
    is_desk_remote,
    is_internet_reached,
    is_reached,
    remote_targets,
    was_attempted,
)
from checker.checks.network.diagnose.home import is_link_disturbed
from checker.checks.network.diagnose.outage import home_interruption, line_interruption
from checker.checks.network.diagnose.provider import has_nat64, large_packets, provider_loss
from checker.checks.network.diagnose.proxy import proxy_blocking, proxy_script
from checker.checks.network.need import DESK, NetworkNeed
from checker.model.failure import FailureKind, Operation
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations

_OWN_CERTIFICATE_FAULTS = ("expired", "not-yet-valid", "revoked")
"""What an interceptor would not show: the desk's certificate is bad itself, or this PC's clock is."""
_SILENT_KINDS = {FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.CLOSED, FailureKind.UNREACHABLE}
"""What may be anybody's on the way: "not your line" needs an answer of the desk's."""
_NO_ADDRESS = ("none", "self-assigned")
_MakeFinding = Callable[..., Finding]
_DNS_ANSWERS = {state.value for state in AnswerState} - {AnswerState.SILENT.value}
_WEB_PORTS = ("80", "443")
_MIN_TARGETS_FOR_PROOF = 2
"""One host that is silent over an IP version may be at fault itself; two independent ones are not."""


def internet_access(observations: Observations, need: NetworkNeed) -> Iterator[Finding]:  # noqa: ARG001 - the shape of every rule
    """One finding that explains the most comes first and ends the search."""
    if not observations.has("desk.local") and not remote_targets(observations):
        yield Finding.note("network.no-desk")
        return
    interference = list(_interference(observations))
    if interference:
        yield from interference
        return
    if observations["proxy.used"].value is True:
        yield Finding.note("network.proxy", evidence=observations["proxy.used"])
    yield from proxy_script(observations)
    name_findings = list(name_resolution(observations))
    yield from name_findings
    if is_vpn_hung(observations):
        hung = dead_end(observations, 4)
        silent = tuple(
            observations[name, target]
            for target in remote_targets(observations)
            for name in ("reach.v4", "reach.v6")
            if was_attempted(observations[name, target])
        )
        yield Finding.blocker(hung.code, evidence=(*silent, *hung.evidence), sure=hung.sure)
        return
    yield from _ip_versions(observations)
    interruptions = list(line_interruption(observations))
    yield from interruptions or provider_loss(observations)
    yield from dead_addresses(observations)
    size_findings = list(large_packets(observations))
    yield from size_findings
    if not size_findings and not any(_explains_silence(observations, finding) for finding in name_findings):
        yield from _reachability(observations)


def _explains_silence(observations: Observations, finding: Finding) -> bool:
    """Names that are not found, or lead astray, explain every silence; names that come late only that of the desk."""
    failure = observations["desk.status"].failure
    return finding.code != "network.dns-slow" or (failure is not None and failure.operation is Operation.RESOLVE)


def _interference(observations: Observations) -> Iterator[Finding]:
    """Something that answers in the desk's place, or that keeps it away."""
    status = observations["desk.status"]
    if not is_desk_remote(observations):
        yield from proxy_blocking(observations)
        return
    if _is_captive_portal(observations):
        yield Finding.blocker(
            "network.captive-portal", evidence=(status, observations["desk.elsewhere"], observations["plain.status"])
        )
    elif _is_router_page(observations) and not is_internet_reached(observations):
        page = (status, observations["plain.status"], observations["plain.router"])
        yield Finding.blocker("network.router-blocks", evidence=page, how="page")
    elif is_misled(observations, DESK):
        return  # a stranger's certificate at a stranger's address: its name is the trouble
    elif status.failure and status.failure.kind is FailureKind.CERTIFICATE:
        evidence = (status, observations["desk.certificate"])
        if observations["desk.certificate"].value in _OWN_CERTIFICATE_FAULTS:
            yield Finding.unknown("network.desk-certificate", evidence=evidence)
        else:
            yield Finding.warning("network.tls-intercepted", evidence=evidence)
    else:
        yield from proxy_blocking(observations)


def _is_captive_portal(observations: Observations) -> bool:
    """With TLS nobody can answer for the desk, so only answers without it count."""
    if observations["desk.secure"].value is False and observations.has("desk.status"):
        is_odd_page = observations["desk.status"].value == 200 and observations["desk.empty"].value is False
        is_portal_status = observations["desk.status"].value == NETWORK_AUTHENTICATION_REQUIRED
        return observations["desk.elsewhere"].value is True or is_portal_status or is_odd_page
    return (
        (observations["plain.elsewhere"].value is True and observations["plain.router"].value is not True)
        or observations["plain.status"].value == NETWORK_AUTHENTICATION_REQUIRED
        or (_is_every_name_captured(observations) and _has_page(observations, "sign-in", "page"))
    )


def _is_every_name_captured(observations: Observations) -> bool:
    """A name that nobody ever used has an address, and none of the profile's leads to the internet."""
    kinds = [observations["dns.kind", target].value for target in observations.subjects("dns.kind")]
    return observations.has("dns.fresh-kind") and bool(kinds) and "public" not in kinds


def _has_page(observations: Observations, *pages: str) -> bool:
    return any(observations[f"page.v{version}"].value in pages for version in (4, 6))


def _is_router_page(observations: Observations) -> bool:
    """The router's own page stands in the desk's place."""
    return observations["plain.router"].value is True or (
        _is_every_name_captured(observations) and _has_page(observations, "router")
    )


def _reachability(observations: Observations) -> Iterator[Finding]:
    """Who answered: everyone, all but the desk, or nobody."""
    evidence = tuple(
        observations[name, target] for target in remote_targets(observations) for name in ("reach.v4", "reach.v6")
    )
    other_targets = [target for target in remote_targets(observations) if target != DESK]
    missing = [target for target in other_targets if not is_reached(observations, target)]
    if observations["proxy.used"].value is True and observations.has("desk.status"):
        missing = []  # where a proxy is needed, connections that fail without it prove nothing
    if _is_desk_healthy(observations):
        yield Finding.ok("network.desk-reached", evidence=(observations["desk.status"], *evidence))
        yield from _silent_hosts(observations, missing)
    elif not _was_anything_tried(observations):
        return
    elif not is_internet_reached(observations) and not observations["desk.local"].value:
        yield from _no_answers(observations, other_targets, evidence)
    elif observations.has("desk.local"):
        yield _desk_failure(
            observations,
            is_line_proven=bool(set(other_targets) - set(missing)) and not _is_line_in_doubt(observations),
            evidence=(observations["desk.status"], *evidence),
        )
        yield from _silent_hosts(observations, missing)
    else:
        yield from _silent_hosts(observations, missing)
        if not missing:
            yield Finding.ok("network.internet-fine", evidence=evidence)


def _was_anything_tried(observations: Observations) -> bool:
    """Of a check that was cut off before it dialled anybody, silence says nothing."""
    targets = observations.subjects("dns.system")
    return (
        was_attempted(observations["desk.status"])
        or any(observations["dns.system", target].failure is not None for target in targets)
        or any(observations.has(f"path.v{version}") for version in (4, 6))
        or any(
            was_attempted(observations[name, target])
            for target in remote_targets(observations)
            for name in ("reach.v4", "reach.v6")
        )
    )


def _is_desk_healthy(observations: Observations) -> bool:
    return observations["desk.status"].value == 204 and observations["desk.empty"].value is True


def _desk_failure(observations: Observations, is_line_proven: bool, evidence: tuple[Observation, ...]) -> Finding:
    """Silence can be a path that drops packets, all or large ones, to the desk alone; a wrong answer cannot."""
    failure = observations["desk.status"].failure
    is_silent = failure is not None and (failure.kind in _SILENT_KINDS or failure.operation is Operation.RESOLVE)
    code = "network.desk-silent" if is_silent else "network.desk-down"
    make_finding = Finding.note if is_line_proven else Finding.unknown
    return make_finding(code, evidence=evidence)


def _is_line_in_doubt(observations: Observations) -> bool:
    """Packets are lost at home or behind it, or the desk's name was not found: "not your line" would be no truth."""
    failure = observations["desk.status"].failure
    return (
        is_link_disturbed(observations)
        or any((*home_interruption(observations), *line_interruption(observations), *provider_loss(observations)))
        or (failure is not None and failure.operation is Operation.RESOLVE)
    )


def dead_addresses(observations: Observations) -> Iterator[Finding]:
    """A name of which some addresses are dead: programs that take the first one wait, or fail."""
    for target in observations.subjects("reach.addresses-dead"):
        dead, count = (
            observations.number("reach.addresses-dead", target),
            observations.number("reach.addresses", target),
        )
        if dead and count:
            evidence = (observations["reach.addresses", target], observations["reach.addresses-dead", target])
            yield Finding.note(
                "network.address-dead",
                evidence=evidence,
                subject=target,
                name=host_of(target),
                dead=round(dead),
                count=round(count),
            )


def _silent_hosts(observations: Observations, targets: list[str]) -> Iterator[Finding]:
    for target in targets:
        evidence = (observations["reach.v4", target], observations["reach.v6", target])
        yield Finding.warning("network.host-silent", evidence=evidence, subject=target, host=target)


def _no_answers(
    observations: Observations, other_targets: list[str], evidence: tuple[Observation, ...]
) -> Iterator[Finding]:
    """Nothing answered. Where only the desk was tried and its name was found, the desk itself may be the trouble."""
    is_name_resolved = any(observations.has("dns.system", target) for target in observations.subjects("dns.system"))
    specific = next(filter(None, (specific_dead_end(observations, version) for version in (4, 6))), None)
    if specific is None and not other_targets and is_name_resolved:
        yield Finding.unknown("network.desk-silent", evidence=evidence)
        return
    if specific is None and _is_only_web_silent(observations, other_targets):
        if observations["proxy.used"].value is True:  # past a proxy no web page is open, and that is as it should be
            yield Finding.unknown("network.desk-silent", evidence=(observations["desk.status"], *evidence))
            return
        paths = tuple(observations[f"path.v{version}"] for version in (4, 6))
        yield Finding.blocker("network.web-blocked", evidence=(*evidence, *paths), sure=Sureness.POSSIBLE)
        return
    end = specific or dead_end(observations, 4 if observations["address.v4"].value not in _NO_ADDRESS else 6)
    yield Finding.blocker(end.code, evidence=(*evidence, *end.evidence), sure=end.sure, **end.values)


def _is_only_web_silent(observations: Observations, other_targets: list[str]) -> bool:
    """Echo requests and UDP are answered from the internet, and no web port of two hosts is: not the line."""
    hosts = {host_of(target) for target in other_targets} | ({DESK} if observations.has("desk.local") else set())
    is_web = all(target.rpartition(":")[2] in _WEB_PORTS for target in other_targets)
    is_line_alive = any(observations[f"path.v{version}"].value == "target" for version in (4, 6))
    return is_web and is_line_alive and _is_udp_answered(observations) and len(hosts) >= _MIN_TARGETS_FOR_PROOF


def _is_udp_answered(observations: Observations) -> bool:
    """By a STUN server, or by a DNS server outside the home."""
    states = {observations["dns.state", target].value for target in observations.subjects("dns.state")}
    return observations.has("nat.symmetric") or observations.has("dns.independent") or bool(states & _DNS_ANSWERS)


def _ip_versions(observations: Observations) -> Iterator[Finding]:
    """One IP version that is dead while the other lives, for the hosts that have both."""
    targets = _dual_stack_targets(observations)
    if has_nat64(observations) or not any(is_connected(observations, target) for target in targets):
        return
    evidence = tuple(observations[name, target] for target in targets for name in ("reach.v4", "reach.v6"))
    make_finding = Finding.warning if len(targets) >= _MIN_TARGETS_FOR_PROOF else Finding.note
    is_v6_dead = not any(observations.has("reach.v6", target) for target in targets)
    if is_v6_dead and observations["address.v6"].value == "global":
        yield _dead_version(observations, 6, make_finding, evidence)
    elif not any(observations.has("reach.v4", target) for target in targets):
        yield _dead_version(observations, 4, make_finding, evidence)


def _dead_version(
    observations: Observations, version: int, make_finding: _MakeFinding, evidence: tuple[Observation, ...]
) -> Finding:
    """This PC or its router keeps this IP version in; else it is the way behind, as far as that was seen."""
    specific = specific_dead_end(observations, version)
    if specific is not None:
        return make_finding(
            specific.code, evidence=(*evidence, *specific.evidence), sure=specific.sure, **specific.values
        )
    end = dead_end(observations, version)
    sure = Sureness.LIKELY if end.code == "network.no-internet" else Sureness.POSSIBLE
    code = "network.ipv6-broken" if version == 6 else "network.ipv4-broken"
    return make_finding(code, evidence=(*evidence, *end.evidence), sure=sure)


def _dual_stack_targets(observations: Observations) -> list[str]:
    return [
        subject
        for subject in remote_targets(observations)
        if was_attempted(observations["reach.v4", subject]) and was_attempted(observations["reach.v6", subject])
    ]
