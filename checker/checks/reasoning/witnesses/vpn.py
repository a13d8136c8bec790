"""What the check of the company's gateways saw, as witnesses. Pure.

Remarks: the trust of a certificate (`expired`, `unknown-issuer`, ... or `changed`); `other-service`, `wrong-key`,
`hangs-up`, `stalls`, `unreachable`, `overloaded`, `full-packets`, `hidden`, `no-such-name`, `known-outside`;
`control-passed` of a loss where a control came farther; `connected` of a connection that somebody accepted; `again`
of a second look; `behind-router` of a message from behind the router that there is no way; `host` of a sign of life of
the gateway's host by another port; `untraced` of a reset whose distance nobody can tell; `filtered`, `breaks-off` of a
connection that was begun and cut off; `own-route` of an entry in this PC's routing table; `udp.leaves-home` of UDP
that a machine behind the home answered for; `server-behind-down` of a server behind a front end. Those of a compared
name: name_comparison.py.
"""

from collections.abc import Iterator

from checker.checks.name_service.literal import is_literal
from checker.checks.reasoning.witness import PacketSize, Place, Protocol, Traffic, TrafficOutcome, Witness, make_witness
from checker.checks.reasoning.witnesses.name_comparison import (
    ComparedName,
    NameFacts,
    comparison_witnesses,
    confirmed_by_profile,
)
from checker.checks.vpn.gateways import TlsGateway, VpnGateway
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.failure import FailureKind
from checker.model.observation import Observations
from checker.model.trust import Trust

REFUSED_AT = {
    "pc": Place.PC,
    "router": Place.ROUTER,
    "way": Place.PROVIDER,
    "gateway": Place.GATEWAY,
    "pc-no-route": Place.PC,
    "router-no-route": Place.ROUTER,
}
"""By `gateway.refused-by`."""
_BEHIND_ROUTER = "no-route"
"""Its value where somebody behind the router says that there is no way: no machine that can be named."""
SEEN_AT = {"home": Place.ROUTER, "provider": Place.PROVIDER, "beyond": Place.BEYOND}
"""By `gateway.stops-at`: the last place that is seen to have had the packets."""
_LOCATED = (Place.PC, Place.ROUTER, Place.PROVIDER)
"""Where a control came farther than the gateway's own packets."""
_SILENT = (GatewayVerdict.SILENT.value, GatewayVerdict.CANNOT_TELL.value)
_ANSWERED = (GatewayVerdict.ANSWERS.value, GatewayVerdict.WRONG_KEY.value, GatewayVerdict.PATH_NARROW.value)
_TLS_PASSED = (GatewayVerdict.ANSWERS.value, GatewayVerdict.RESTRICTED.value)
_CUT_OFF = (GatewayVerdict.FILTERED.value, GatewayVerdict.BREAKS_OFF.value)
_REFUSALS = (GatewayVerdict.REFUSED.value, GatewayVerdict.UNREACHABLE.value, GatewayVerdict.BLOCKED_HERE.value)


_NAME_FACTS = NameFacts(
    wrong_at="gateway.name-wrong-at",
    state="gateway.name-state",
    sick="gateway.name-sick",
    other="gateway.other-address",
)
_PROVEN_VALUES = (GatewayVerdict.ANSWERS.value, GatewayVerdict.WRONG_KEY.value)
"""Not a bad certificate: whoever answers everything on the way shows one at every address."""


def vpn_witnesses(observations: Observations, need: VpnNeed) -> Iterator[Witness]:
    """Each gateway's, then what all of UDP and the services behind the tunnel say."""
    for gateway in need.gateways:
        yield from _gateway(observations, gateway)
    answers = observations["udp.answers"].value
    if isinstance(answers, bool):
        yield Witness(
            outcome=TrafficOutcome.PASSED if answers else TrafficOutcome.LOST,
            traffic=Traffic(protocol=Protocol.UDP, end=Place.BEYOND),
            reached=Place.BEYOND if answers else None,
            source="udp",
            evidence=("udp.answers",),
        )
    if observations["udp.leaves-home"].value is True:
        out = Traffic(protocol=Protocol.UDP, end=Place.BEYOND)
        key = "udp.leaves-home"
        yield make_witness(TrafficOutcome.PASSED, out, Place.PROVIDER, key, key, remark=key)
    if observations["tunnel.up"].value is True:
        for service in need.services:
            reach = observations["service.reach", service.id]
            if reach.failure is not None and reach.failure.kind is FailureKind.NOT_MEASURED:
                continue
            yield Witness(
                outcome=TrafficOutcome.PASSED if reach.failure is None else TrafficOutcome.LOST,
                traffic=Traffic(protocol=Protocol.TCP, end=Place.COMPANY, subject=service.id, port=service.port),
                reached=Place.COMPANY if reach.failure is None else None,
                source=reach.key,
                evidence=(reach.key,),
            )


def gateway_traffic(gateway: VpnGateway) -> Traffic:
    """What this gateway is probed by."""
    protocol = Protocol.UDP if uses_udp(gateway) else Protocol.TCP
    host = gateway.host.strip("[]").lower()
    version = (6 if ":" in host else 4) if is_literal(host) else 0
    return Traffic(
        protocol=protocol,
        end=Place.GATEWAY,
        subject=gateway.id,
        host=host,
        ip_version=version,
        port=int(getattr(gateway, "port", 0)),
    )


def _gateway(observations: Observations, gateway: VpnGateway) -> Iterator[Witness]:
    traffic = gateway_traffic(gateway)
    verdict = observations["gateway.verdict", gateway.id].value
    yield from _name(observations, gateway)
    witness = _probe_witness(observations, gateway, traffic, str(verdict))
    if witness is not None:
        yield witness
    if observations["gateway.own-route", gateway.id].value is True:
        key = f"gateway.own-route@{gateway.id}"
        table = Traffic(protocol=Protocol.SYSTEM, end=Place.PC, subject=gateway.id)
        yield make_witness(TrafficOutcome.PASSED, table, Place.PC, key, key, remark="own-route")
    again = _probe_again_witness(observations, gateway, traffic)
    if again is not None:
        yield again
    if observations["gateway.host-answers", gateway.id].value is True:
        key = f"gateway.host-answers@{gateway.id}"
        other = Traffic(protocol=Protocol.TCP, end=Place.GATEWAY, subject=gateway.id, host=traffic.host)
        yield make_witness(TrafficOutcome.PASSED, other, Place.GATEWAY, key, key, remark="host")
    yield from _connection(observations, gateway, traffic, str(verdict))
    yield from _certificate(observations, gateway, traffic)
    yield from _server_error(observations, gateway, traffic.host)
    yield from _defects(observations, gateway, traffic)


def _name(observations: Observations, gateway: VpnGateway) -> Iterator[Witness]:
    name = observations["gateway.name", gateway.id]
    host = gateway.host.strip("[]").lower()
    traffic = Traffic(protocol=Protocol.DNS, end=Place.NAMES, subject=gateway.id, host=host)
    outside = observations["gateway.name-outside", gateway.id]
    if observations["gateway.verdict", gateway.id].value == GatewayVerdict.NAME_HIDDEN.value:
        is_silent = name.failure is not None and name.failure.kind is FailureKind.TIMEOUT
        outcome = TrafficOutcome.LOST if is_silent else TrafficOutcome.REDIRECTED
        yield make_witness(outcome, traffic, None, name.key, name.key, outside.key, remark="hidden")
    elif name.failure is not None and name.failure.kind is FailureKind.NOT_FOUND:
        yield make_witness(TrafficOutcome.REFUSED, traffic, Place.NAMES, name.key, name.key, remark="no-such-name")
    elif name.failure is not None and name.failure.kind is not FailureKind.NOT_MEASURED:
        yield make_witness(TrafficOutcome.LOST, traffic, None, name.key, name.key)
    elif name.failure is None and not is_literal(host):
        yield make_witness(TrafficOutcome.PASSED, traffic, Place.NAMES, name.key, name.key)
    beyond = Traffic(protocol=Protocol.DNS, end=Place.BEYOND, subject=gateway.id, host=host)
    if is_literal(host):
        yield confirmed_by_profile(gateway_traffic(gateway))
    yield from comparison_witnesses(
        observations,
        _NAME_FACTS,
        ComparedName(
            traffic=gateway_traffic(gateway),
            is_other_shown=observations["gateway.other-address", gateway.id].value in _PROVEN_VALUES,
            is_decisive=name.failure is not None
            or observations["gateway.name-kind", gateway.id].value in ("nothing", "loopback"),
        ),
    )
    if outside.value is True:
        yield make_witness(
            TrafficOutcome.PASSED, beyond, Place.BEYOND, outside.key, outside.key, remark="known-outside"
        )
    elif outside.value is False and not observations.has("gateway.name-state", gateway.id):
        yield make_witness(
            TrafficOutcome.REFUSED, beyond, Place.BEYOND, outside.key, outside.key, remark="no-such-name"
        )


def _probe_witness(observations: Observations, gateway: VpnGateway, traffic: Traffic, verdict: str) -> Witness | None:
    """What the gateway did in its own protocol."""
    key = f"gateway.verdict@{gateway.id}"
    stops_at = _last_recorded(observations, gateway)
    refused_at = REFUSED_AT.get(str(observations["gateway.refused-by", gateway.id].value))
    if verdict in _ANSWERED:
        remark = verdict if verdict != GatewayVerdict.ANSWERS.value else ""
        return make_witness(TrafficOutcome.PASSED, traffic, Place.GATEWAY, key, key, remark=remark)
    if verdict in _SILENT:
        if observations["gateway.again", gateway.id].value == GatewayVerdict.UNREACHABLE.value:
            stops_at = None  # who refuses it now had spent his messages then, on the controls as well
        remark = "control-passed" if stops_at in _LOCATED else ""
        return make_witness(
            TrafficOutcome.LOST, traffic, stops_at, key, key, f"gateway.stops-at@{gateway.id}", remark=remark
        )
    if verdict in _REFUSALS:
        remark = "unreachable" if verdict == GatewayVerdict.UNREACHABLE.value else ""
        if observations["gateway.refused-by", gateway.id].value == _BEHIND_ROUTER:
            remark = "behind-router"
        if observations["gateway.refusal-traced", gateway.id].value is False:
            refused_at, remark = None, "untraced"
        place = Place.PC if verdict == GatewayVerdict.BLOCKED_HERE.value else refused_at
        evidence = (key, f"gateway.refused-by@{gateway.id}")
        return make_witness(TrafficOutcome.REFUSED, traffic, place, key, *evidence, remark=remark)
    if verdict == GatewayVerdict.OTHER.value:
        return make_witness(
            TrafficOutcome.ALTERED, traffic, None, key, key, f"gateway.other@{gateway.id}", remark="other-service"
        )
    if verdict in _CUT_OFF:
        return _cut_off(observations, gateway, traffic, verdict)
    if verdict == GatewayVerdict.HANGS_UP.value:
        return make_witness(TrafficOutcome.REFUSED, traffic, None, key, key, remark=verdict)
    if verdict == GatewayVerdict.STALLS.value:
        return make_witness(TrafficOutcome.LOST, traffic, None, key, key, remark=verdict)
    return None


def _cut_off(observations: Observations, gateway: VpnGateway, traffic: Traffic, verdict: str) -> Witness:
    """It was begun, or another passes: who cut it off, or how far it came, or neither."""
    key = f"gateway.verdict@{gateway.id}"
    refused_at = REFUSED_AT.get(str(observations["gateway.refused-by", gateway.id].value))
    if refused_at is not None:
        evidence = (key, f"gateway.refused-by@{gateway.id}")
        return make_witness(TrafficOutcome.REFUSED, traffic, refused_at, key, *evidence, remark=verdict)
    stops_at = _last_recorded(observations, gateway)
    if stops_at in _LOCATED:
        evidence = (key, f"gateway.stops-at@{gateway.id}")
        return make_witness(TrafficOutcome.LOST, traffic, stops_at, key, *evidence, remark="control-passed")
    return make_witness(TrafficOutcome.LOST, traffic, None, key, key, remark=verdict)


def _last_recorded(observations: Observations, gateway: VpnGateway) -> Place | None:
    """The last place that is recorded to have had its packets. A firewall of this PC refuses UDP, and swallows TCP."""
    stops_at = str(observations["gateway.stops-at", gateway.id].value)
    is_unreported = stops_at == "home" and observations["gateway.stops-behind", gateway.id].value == "pc"
    return Place.PC if is_unreported and not uses_udp(gateway) else SEEN_AT.get(stops_at)


def _probe_again_witness(observations: Observations, gateway: VpnGateway, traffic: Traffic) -> Witness | None:
    """The second look: a measurement of its own."""
    key, verdict = f"gateway.again@{gateway.id}", observations["gateway.again", gateway.id].value
    if verdict in _ANSWERED:
        return make_witness(TrafficOutcome.PASSED, traffic, Place.GATEWAY, key, key, remark="again")
    if verdict in _SILENT:
        return make_witness(TrafficOutcome.LOST, traffic, None, key, key, remark="again")
    if verdict in _REFUSALS:
        place = Place.PC if verdict == GatewayVerdict.BLOCKED_HERE.value else None
        remark = "unreachable" if verdict == GatewayVerdict.UNREACHABLE.value else "again"
        return make_witness(TrafficOutcome.REFUSED, traffic, place, key, key, remark=remark)
    return None


def _exchange(gateway: VpnGateway) -> str:
    """The source of all that one exchange with the gateway shows: its connection, certificate, status and verdict."""
    return f"gateway.verdict@{gateway.id}"


def _connection(observations: Observations, gateway: VpnGateway, traffic: Traffic, verdict: str) -> Iterator[Witness]:
    """Somebody accepted the connection, whatever came then: a portal on the way would, too."""
    key = f"gateway.tcp@{gateway.id}"
    if traffic.protocol is Protocol.TCP and observations.has("gateway.tcp", gateway.id) and verdict not in _ANSWERED:
        yield make_witness(TrafficOutcome.PASSED, traffic, None, _exchange(gateway), key, remark="connected")


def _certificate(observations: Observations, gateway: VpnGateway, traffic: Traffic) -> Iterator[Witness]:
    if not isinstance(gateway, TlsGateway):
        return
    tls = Traffic(protocol=Protocol.TLS, end=Place.GATEWAY, subject=gateway.id, host=traffic.host, port=traffic.port)
    verdict = observations["gateway.verdict", gateway.id].value
    key, trust = f"certificate.trust@{gateway.id}", observations["certificate.trust", gateway.id].value
    if verdict == GatewayVerdict.CERTIFICATE.value:
        changed = observations["certificate.as-expected", gateway.id].value is False
        remark = "changed" if changed else str(trust or "")
        evidence = (key, f"gateway.verdict@{gateway.id}")
        yield make_witness(TrafficOutcome.ALTERED, tls, None, _exchange(gateway), *evidence, remark=remark)
    elif verdict in _TLS_PASSED and trust == Trust.TRUSTED.value:
        yield make_witness(TrafficOutcome.PASSED, tls, Place.GATEWAY, _exchange(gateway), key)


def _server_error(observations: Observations, gateway: VpnGateway, host: str) -> Iterator[Witness]:
    """What a front end says of the server behind it."""
    if observations["gateway.verdict", gateway.id].value == GatewayVerdict.SERVER_DOWN.value:
        key = f"gateway.status@{gateway.id}"
        server = Traffic(protocol=Protocol.HTTP, end=Place.COMPANY, subject=gateway.id, host=host)
        yield make_witness(
            TrafficOutcome.LOST, server, Place.GATEWAY, _exchange(gateway), key, remark="server-behind-down"
        )


def _defects(observations: Observations, gateway: VpnGateway, traffic: Traffic) -> Iterator[Witness]:
    nat = observations["ike.nat-port", gateway.id].value
    if isinstance(nat, str):
        port = Traffic(
            protocol=Protocol.UDP,
            end=Place.GATEWAY,
            subject=gateway.id,
            host=traffic.host,
            port=int(getattr(gateway, "nat_port", 0)),
        )
        key = f"ike.nat-port@{gateway.id}"
        if nat == GatewayVerdict.ANSWERS.value:
            # where the name was hidden, it was probed at the address that is given outside
            is_elsewhere = observations["gateway.name", gateway.id].failure is not None
            remark = "other-address" if is_elsewhere and observations.has("gateway.name-state", gateway.id) else ""
            yield make_witness(TrafficOutcome.PASSED, port, Place.GATEWAY, key, key, remark=remark)
        elif nat == GatewayVerdict.BLOCKED_HERE.value:
            yield make_witness(TrafficOutcome.REFUSED, port, Place.PC, key, key)
        elif nat in _SILENT:
            stops_at = _last_recorded(observations, gateway)
            remark = "control-passed" if stops_at in _LOCATED else ""
            yield make_witness(TrafficOutcome.LOST, port, stops_at, key, key, remark=remark)
    if observations["gateway.loaded", gateway.id].value is True:
        key = f"gateway.loaded@{gateway.id}"
        yield make_witness(TrafficOutcome.SLOW, traffic, Place.GATEWAY, _exchange(gateway), key, remark="overloaded")
    if observations["path.told", gateway.id].value is False:
        full = Traffic(
            protocol=traffic.protocol,
            end=Place.GATEWAY,
            subject=gateway.id,
            host=traffic.host,
            port=traffic.port,
            size=PacketSize.FULL,
        )
        key = f"path.mtu@{gateway.id}"
        yield make_witness(TrafficOutcome.LOST, full, None, key, key, f"path.told@{gateway.id}", remark="full-packets")
