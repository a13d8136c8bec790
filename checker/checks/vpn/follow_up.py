"""What is only worth probing once the first verdict on a gateway is known: each failure tried again another way."""

from dataclasses import replace

from checker.checks.vpn.connection.refusals import NO_ROUTE_AT, REFUSED_BY
from checker.checks.vpn.controls import long_flow, own_route, packet_drop, path_mtu, syn_drop
from checker.checks.vpn.controls.long_flow import FlowLife
from checker.checks.vpn.experiments import client_hello, new_flows, packet_loss
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import SHOWN_VERDICTS, SILENT_VERDICTS, Facts, GatewayResult, GatewayVerdict
from checker.model.failure import Failure
from checker.model.systems import this_system
from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.tcp.refusal import locate_missing_route, locate_refusal

_CUT_OFF_VERDICTS = (GatewayVerdict.HANGS_UP, GatewayVerdict.STALLS)
_REFUSING_VERDICTS = (GatewayVerdict.REFUSED, GatewayVerdict.UNREACHABLE, GatewayVerdict.BLOCKED_HERE)
_LOCATING_TRIES = 2
_AGAIN_S = 3.0
"""A second try of a session that broke off needs so long at least."""


def follow_up(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    """The result with what was tried because of it. Raises Cancelled."""
    if result.verdict in SILENT_VERDICTS and _leads_past_the_router(context):
        return replace(result, facts={**result.facts, "gateway.own-route": True})
    if result.verdict is GatewayVerdict.UNREACHABLE and all(map(own_route.has_no_route, context.addresses)):
        return replace(result, facts={**result.facts, "gateway.refused-by": NO_ROUTE_AT[ErrorOrigin.PC]})
    result = _follow_up_udp(gateway, context, result) if uses_udp(gateway) else _follow_up_tcp(gateway, context, result)
    return packet_loss.measure_where_late(context, result)


def _leads_past_the_router(context: GatewayContext) -> bool:
    return any(own_route.leads_past_the_router(address, this_system()) for address in context.addresses)


def _follow_up_tcp(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    is_begun = False
    if isinstance(result.facts.get("gateway.tls"), Failure) and result.verdict in _CUT_OFF_VERDICTS:
        hellos = _try_hellos(gateway, context)
        result = _with_hellos(result, hellos)
        if hellos.filtered_by:
            return result
        is_begun = hellos.is_begun
    if path_mtu.has_stalled(result):
        result = path_mtu.probe_with_small_segments(gateway, context, result)
        if is_begun and result.verdict is GatewayVerdict.STALLS:
            # it answers the first bytes every time, and never gets to the end
            return replace(result, verdict=GatewayVerdict.BREAKS_OFF)
    return _locate_refusal(gateway, context, result) if result.verdict in _REFUSING_VERDICTS else result


def _follow_up_udp(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    if result.verdict is GatewayVerdict.BREAKS_OFF:
        return _follow_up_session(gateway, context, result)
    if result.verdict not in SHOWN_VERDICTS:
        return result
    rtt = result.facts.get("gateway.rtt")
    rtt_ms = rtt if isinstance(rtt, float) else 0.0
    life = long_flow.flow_life(gateway, context, rtt_ms)
    if life is FlowLife.CUT_OFF:
        return replace(result, verdict=GatewayVerdict.BREAKS_OFF, facts={**result.facts, "gateway.goes-on": False})
    life_facts: Facts = {"gateway.goes-on": True} if life is FlowLife.LIVES else {}
    if life is FlowLife.UNBORN and context.remaining_s > new_flows.TCP_S:
        life_facts = new_flows.dead_flow_facts(gateway, context)
    facts = {**result.facts, **life_facts, **path_mtu.measure_path_mtu(gateway, context, rtt_ms)}
    if result.facts.get("ike.nat-port") == GatewayVerdict.SILENT.value:
        facts |= packet_drop.locate_drop(context, getattr(gateway, "nat_port", 0)).facts()
    return replace(result, facts=facts)


def _follow_up_session(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    """A session that broke off is begun once more; where its packets end is held against the one that was answered."""
    location = packet_drop.locate_content_drop(context, gateway.port)
    if not location.location and context.remaining_s >= _AGAIN_S:
        again = GATEWAY_PROBES[type(gateway)](gateway, context)
        if again.verdict in SHOWN_VERDICTS:
            return again
    return replace(result, facts={**result.facts, **location.facts()})


def _try_hellos(gateway: AnyGateway, context: GatewayContext) -> client_hello.HelloResult:
    name = getattr(gateway, "server_name", "") or gateway.host
    return client_hello.try_hellos(name, gateway.port, context)


def _with_hellos(result: GatewayResult, hellos: client_hello.HelloResult) -> GatewayResult:
    """TLS was begun and cut off: whether that is for the server's name or for the version of TLS, and by whom."""
    facts = {**result.facts, **hellos.facts}
    is_own = facts.get("gateway.refused-by") == "gateway"
    is_filtered = hellos.filtered_by and not is_own
    return GatewayResult(GatewayVerdict.FILTERED if is_filtered else result.verdict, facts)


def _locate_refusal(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    for address in context.addresses:
        origin = locate_refusal(address, gateway.port, context.raise_if_cancelled)
        if origin is not None:
            # Linux gives ICMPv6 "administratively prohibited" the number of what this PC's own firewall forbids
            is_denied = result.verdict is GatewayVerdict.BLOCKED_HERE
            facts = {**result.facts, **_refusal_facts(origin, address, gateway.port, context)}
            return GatewayResult(GatewayVerdict.UNREACHABLE if is_denied else result.verdict, facts)
    return _locate_missing_route(gateway, context, result)


def _locate_missing_route(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    if result.verdict is not GatewayVerdict.UNREACHABLE:
        return result
    # machines send such messages once a second or so, and other gateways of the same host have asked for theirs
    for address in context.addresses * _LOCATING_TRIES:
        if context.remaining_s <= 0:
            break
        origin = locate_missing_route(address, gateway.port, context.raise_if_cancelled)
        if origin is not None:
            return replace(result, facts={**result.facts, "gateway.refused-by": NO_ROUTE_AT[origin]})
    return result


def _refusal_facts(origin: ErrorOrigin, address: str, port: int, context: GatewayContext) -> Facts:
    """A reset always bears the gateway's name: how far away it comes from is looked up."""
    if origin is not ErrorOrigin.TARGET:
        return {"gateway.refused-by": REFUSED_BY[origin]}
    place = syn_drop.locate_reset(context, address, port)
    return {"gateway.refused-by": place or REFUSED_BY[origin], "gateway.refusal-traced": bool(place)}
