"""What the check of the home network saw, as witnesses. Pure.

Remarks: `no-adapter`, `no-address`, `no-router` of the PC's own settings; `vpn-carries-all`, `foreign-vpn`,
`same-network`, `own-network`; `part` of a series of which a part was lost; `no-such-name`, `bad-answer` of a DNS
server; the kind of an address that stands for another (`nothing`, `loopback`, `router`, `private`, ...) or `hidden`;
`unreachable` of a refusal by a message; `portal`, `certificate`, `wrong-answer` of the desk; `proxy-password`,
`proxy-script`, `proxy-offered`, `proxy-failed`; `full-packets`; `connected` of a connection that somebody accepted;
`stun` of servers for telephony.
"""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import (
    DEAD_END_KINDS,
    NETWORK_AUTHENTICATION_REQUIRED,
    is_desk_remote,
    remote_targets,
)
from checker.checks.network.need import DESK
from checker.checks.reasoning.witness import PacketSize, Place, Protocol, Traffic, TrafficOutcome, Witness, make_witness
from checker.checks.reasoning.witnesses.dead_ends import dead_end_witnesses
from checker.checks.reasoning.witnesses.name_comparison import ComparedName, NameFacts, comparison_witnesses
from checker.model.failure import FailureKind
from checker.model.observation import Observation, Observations

_SYSTEM = Traffic(protocol=Protocol.SYSTEM, end=Place.PC)
_HOME_ECHO = Traffic(protocol=Protocol.ICMP, end=Place.ROUTER)
_PROVIDER_ECHO = Traffic(protocol=Protocol.ICMP, end=Place.BEYOND)
_NOT_ATTEMPTED = (FailureKind.NOT_MEASURED, FailureKind.NOT_FOUND, FailureKind.UNSUPPORTED)
_NO_ADDRESS = ("none", "self-assigned")


def network_witnesses(observations: Observations) -> Iterator[Witness]:
    """From the PC outwards."""
    yield from _settings(observations)
    yield from _router(observations)
    yield from _hops(observations)
    yield from _stun(observations)
    yield from _names(observations)
    for target in remote_targets(observations):
        yield from _connections(observations, target)
    yield from _desk(observations)
    yield from _proxy(observations)
    yield from dead_end_witnesses(observations)


def _settings(observations: Observations) -> Iterator[Witness]:
    if observations["adapters.up"].value == 0:
        yield _of_the_pc(TrafficOutcome.LOST, "no-adapter", "adapters.up")
    elif observations["address.v4"].value in _NO_ADDRESS and observations["address.v6"].value == "none":
        yield _of_the_pc(TrafficOutcome.LOST, "no-address", "address.v4", "address.v6")
    elif observations["gateway.known"].value is False:
        yield _of_the_pc(TrafficOutcome.LOST, "no-router", "gateway.known")
    if observations["vpn.active"].value is True and observations["vpn.carries-all"].value is True:
        foreign = observations["vpn.carries-company"].value is False
        remark = "foreign-vpn" if foreign else "vpn-carries-all"
        yield _of_the_pc(TrafficOutcome.REDIRECTED, remark, "vpn.active", "vpn.carries-all", "vpn.carries-company")
    for company in observations.subjects("overlap"):
        home = observations["overlap", company].value
        if isinstance(home, str) and home:
            yield _of_the_pc(TrafficOutcome.REDIRECTED, "same-network", f"overlap@{company}")

    for company in observations.subjects("overlap.own"):
        own = observations["overlap.own", company].value
        if isinstance(own, str) and own:
            yield _of_the_pc(TrafficOutcome.REDIRECTED, "own-network", f"overlap.own@{company}")


def _of_the_pc(outcome: TrafficOutcome, remark: str, *evidence: str) -> Witness:
    return Witness(
        outcome=outcome,
        traffic=_SYSTEM,
        reached=Place.PC,
        source=f"settings-{remark}",
        evidence=evidence,
        remark=remark,
    )


def _router(observations: Observations) -> Iterator[Witness]:
    sent, lost_packets = observations.number("gateway.sent"), observations.number("gateway.lost")
    failure = observations["gateway.median"].failure
    if sent and lost_packets is not None and lost_packets < sent:
        yield make_witness(
            TrafficOutcome.PASSED, _HOME_ECHO, Place.ROUTER, "router-echo", "gateway.sent", "gateway.lost"
        )
        if lost_packets:
            yield make_witness(
                TrafficOutcome.LOST, _HOME_ECHO, None, "router-echo", "gateway.sent", "gateway.lost", remark="part"
            )
    elif failure is not None and failure.kind in (FailureKind.TIMEOUT, FailureKind.UNREACHABLE):
        yield make_witness(TrafficOutcome.LOST, _HOME_ECHO, None, "router-echo", "gateway.median")


def _hops(observations: Observations) -> Iterator[Witness]:
    """An answer of the second machine may still be one at home; the third lies at the provider in every usual home."""
    second, third = observations["hop2.kind"], observations["hop3.kind"]
    if third.value not in ("none", None):
        yield make_witness(TrafficOutcome.PASSED, _PROVIDER_ECHO, Place.PROVIDER, "hops", "hop3.kind")
    elif second.value not in ("none", "private", None):
        yield make_witness(TrafficOutcome.PASSED, _PROVIDER_ECHO, Place.PROVIDER, "hops", "hop2.kind")
    sent, lost_packets = observations.number("provider.sent"), observations.number("provider.lost")
    if sent and lost_packets is not None and lost_packets < sent:
        yield make_witness(TrafficOutcome.PASSED, _PROVIDER_ECHO, Place.BEYOND, "provider-echo", "provider.sent")
        if lost_packets:
            evidence = ("provider.sent", "provider.lost")
            yield make_witness(TrafficOutcome.LOST, _PROVIDER_ECHO, None, "provider-echo", *evidence, remark="part")
    connects, failed = observations.number("provider.connects"), observations.number("provider.connects-lost")
    if connects and failed is not None:
        traffic = Traffic(protocol=Protocol.TCP, end=Place.BEYOND)
        if failed < connects:
            yield make_witness(TrafficOutcome.PASSED, traffic, Place.BEYOND, "connects", "provider.connects")
        if failed:
            evidence = ("provider.connects", "provider.connects-lost")
            yield make_witness(TrafficOutcome.LOST, traffic, None, "connects", *evidence, remark="part")


_NAME_FACTS = NameFacts(wrong_at="dns.wrong-at", state="dns.state", sick="dns.sick", other="dns.other-answers")
_SERVERS = (("dns.configured", Place.NAMES), ("dns.gateway", Place.ROUTER), ("dns.independent", Place.BEYOND))


def _stun(observations: Observations) -> Iterator[Witness]:
    """STUN servers have nothing to do with the gateways: their silence is one of the way out."""
    failure = observations["nat.symmetric"].failure
    if failure is not None and failure.kind is FailureKind.TIMEOUT:
        traffic = Traffic(protocol=Protocol.UDP, end=Place.BEYOND)
        yield make_witness(TrafficOutcome.LOST, traffic, None, "stun", "nat.symmetric", remark="stun")


def _names(observations: Observations) -> Iterator[Witness]:
    for name, place in _SERVERS:
        yield from _dns_reply(observations[name], Traffic(protocol=Protocol.DNS, end=place), place, name)
    for target in observations.subjects("dns.system"):
        if target == DESK and not is_desk_remote(observations):
            continue
        traffic = Traffic(protocol=Protocol.DNS, end=Place.NAMES, subject=target, host=_host_of(target))
        yield from _dns_reply(observations["dns.system", target], traffic, Place.NAMES, f"dns.system@{target}")
        yield from _answer_kind(observations, target, traffic)
        yield from _compared(observations, target)


def _dns_reply(observation: Observation, traffic: Traffic, place: Place, source: str) -> Iterator[Witness]:
    failure, evidence = observation.failure, (observation.key,)
    if failure is None:
        yield make_witness(TrafficOutcome.PASSED, traffic, place, source, *evidence)
        return
    match failure.kind:
        case FailureKind.NOT_FOUND:
            yield make_witness(TrafficOutcome.REFUSED, traffic, place, source, *evidence, remark="no-such-name")
        case FailureKind.BAD_ANSWER:
            yield make_witness(TrafficOutcome.ALTERED, traffic, place, source, *evidence, remark="bad-answer")
        case FailureKind.REFUSED:
            yield make_witness(TrafficOutcome.REFUSED, traffic, None, source, *evidence)
        case FailureKind.TIMEOUT:
            yield make_witness(TrafficOutcome.LOST, traffic, None, source, *evidence)
        case FailureKind.UNREACHABLE:
            yield make_witness(TrafficOutcome.REFUSED, traffic, None, source, *evidence, remark="unreachable")
        case _:
            return


def _compared(observations: Observations, target: str) -> Iterator[Witness]:
    place = Place.DESK if target == DESK else Place.BEYOND
    traffic = Traffic(protocol=Protocol.TCP, end=place, subject=target, host=_host_of(target), port=_port_of(target))
    name = ComparedName(
        traffic=traffic,
        is_other_shown=observations["dns.other-answers", target].value is True,
        is_decisive=observations["dns.system", target].failure is not None
        or observations["dns.kind", target].value in DEAD_END_KINDS,
    )
    yield from comparison_witnesses(observations, _NAME_FACTS, name)


def _answer_kind(observations: Observations, target: str, traffic: Traffic) -> Iterator[Witness]:
    """A name that leads elsewhere here than outside."""
    kind = observations["dns.kind", target].value
    evidence = (f"dns.kind@{target}", f"dns.kind-outside@{target}")
    if observations["dns.hidden", target].value is True:
        yield make_witness(
            TrafficOutcome.REDIRECTED, traffic, None, f"dns.kinds@{target}", f"dns.hidden@{target}", remark="hidden"
        )
    elif kind in DEAD_END_KINDS and observations["dns.kind-outside", target].value == "public":
        yield make_witness(TrafficOutcome.REDIRECTED, traffic, None, f"dns.kinds@{target}", *evidence, remark=str(kind))


def _connections(observations: Observations, target: str) -> Iterator[Witness]:
    place = Place.DESK if target == DESK else Place.BEYOND
    for version in (4, 6):
        observation = observations[f"reach.v{version}", target]
        if observations[f"address.v{version}"].value == "none":
            continue  # a version that this PC does not have fails nowhere
        traffic = Traffic(
            protocol=Protocol.TCP,
            end=place,
            subject=target,
            host=_host_of(target),
            ip_version=version,
            port=_port_of(target),
        )
        yield from _tcp_reply(observation, traffic, f"reach.v{version}@{target}", _denier(observations, version))


def _denier(observations: Observations, version: int) -> Place | None:
    """Who denies a connection: Linux takes ICMPv6 "administratively prohibited" for this PC's own word."""
    is_own = observations["sends.v6"].value == "forbidden" or observations["refused.v6"].value == "pc"
    return Place.PC if version == 4 or is_own else None


def _tcp_reply(
    observation: Observation, traffic: Traffic, source: str, denier: Place | None = Place.PC
) -> Iterator[Witness]:
    """What one try to connect says. A portal on the way accepts as well: it is not known who did, nor who refused."""
    failure, evidence = observation.failure, (observation.key,)
    if failure is None:
        yield make_witness(TrafficOutcome.PASSED, traffic, None, source, *evidence, remark="connected")
        return
    match failure.kind:
        case FailureKind.TIMEOUT:
            yield make_witness(TrafficOutcome.LOST, traffic, None, source, *evidence)
        case FailureKind.REFUSED | FailureKind.RESET:
            yield make_witness(TrafficOutcome.REFUSED, traffic, None, source, *evidence)
        case FailureKind.UNREACHABLE:
            yield make_witness(TrafficOutcome.REFUSED, traffic, None, source, *evidence, remark="unreachable")
        case FailureKind.DENIED:
            yield make_witness(TrafficOutcome.REFUSED, traffic, denier, source, *evidence)
        case _:
            return


def _desk(observations: Observations) -> Iterator[Witness]:
    if not is_desk_remote(observations):
        return
    status = observations["desk.status"]
    protocol = Protocol.TLS if observations["desk.secure"].value is True else Protocol.HTTP
    traffic = Traffic(protocol=protocol, end=Place.DESK, subject=DESK, ip_version=_version_reached(observations, DESK))
    if status.failure is not None:
        if status.failure.kind is FailureKind.CERTIFICATE:
            evidence = ("desk.status", "desk.certificate")
            yield make_witness(TrafficOutcome.ALTERED, traffic, None, "desk", *evidence, remark="certificate")
    elif status.value == 204 and observations["desk.empty"].value is True:
        yield make_witness(TrafficOutcome.PASSED, traffic, Place.DESK, "desk", "desk.status")
    else:
        # under a certificate that is trusted nobody else can answer
        author = Place.DESK if protocol is Protocol.TLS else None
        yield make_witness(TrafficOutcome.ALTERED, traffic, author, "desk", "desk.status", remark="wrong-answer")
    plain = Traffic(protocol=Protocol.HTTP, end=Place.DESK, subject=DESK, port=80)
    if (
        observations["plain.elsewhere"].value is True
        or observations["plain.status"].value == NETWORK_AUTHENTICATION_REQUIRED
        or (protocol is Protocol.HTTP and observations["desk.elsewhere"].value is True)
    ):
        yield make_witness(
            TrafficOutcome.REDIRECTED, plain, None, "plain", "plain.status", "plain.elsewhere", remark="portal"
        )
    narrow = observations["desk.narrow"].value
    if isinstance(narrow, str) and narrow:
        full = Traffic(protocol=protocol, end=Place.DESK, subject=DESK, size=PacketSize.FULL)
        yield make_witness(TrafficOutcome.LOST, full, None, "desk-sizes", "desk.narrow", remark="full-packets")


def _version_reached(observations: Observations, target: str) -> int:
    """The IP version by which a connection came about; 0 where both did, or neither."""
    reached = [version for version in (4, 6) if observations.has(f"reach.v{version}", target)]
    return reached[0] if len(reached) == 1 else 0


def _proxy(observations: Observations) -> Iterator[Witness]:
    traffic = Traffic(protocol=Protocol.HTTP, end=Place.BEYOND)
    if observations["proxy.asks-password"].value is True:
        evidence = ("proxy.used", "proxy.asks-password")
        yield make_witness(TrafficOutcome.REFUSED, traffic, Place.PC, "proxy", *evidence, remark="proxy-password")
    elif observations["proxy.used"].value is True:
        failure = observations["desk.status"].failure
        if failure is not None:
            yield make_witness(TrafficOutcome.LOST, traffic, None, "proxy", "proxy.used", remark="proxy-failed")
    if observations["proxy.offered"].value is True:
        yield _of_the_pc(TrafficOutcome.REDIRECTED, "proxy-offered", "proxy.offered")
    loads = observations["proxy.script-loads"]
    is_missing = loads.value is False or (loads.failure is not None and loads.failure.kind not in _NOT_ATTEMPTED)
    if observations["proxy.script"].value is True and is_missing:
        yield _of_the_pc(TrafficOutcome.LOST, "proxy-script", "proxy.script", "proxy.script-loads")


def _host_of(target: str) -> str:
    """Of `host:port`; the desk's own name is no part of an observation."""
    host = target.rpartition(":")[0].strip("[]") if ":" in target else ""
    return host.lower()


def _port_of(target: str) -> int:
    port = target.rpartition(":")[2]
    return int(port) if ":" in target and port.isdecimal() else 0
