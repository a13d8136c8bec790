"""One gateway from its name to its verdict, and the cause where it does not answer."""

from dataclasses import replace

from checker.checks.vpn.connection.name_resolution import resolve_gateway_name
from checker.checks.vpn.connection.refusals import REFUSED_BY
from checker.checks.vpn.controls import packet_drop, path_mtu, syn_drop
from checker.checks.vpn.controls.silence import ControlProbes
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace, first_of_each_family
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import SHOWN_VERDICTS, SILENT_VERDICTS, Facts, GatewayResult, GatewayVerdict
from checker.model.failure import Operation, failure_of
from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.tcp.refusal import locate_refusal

_REFUSING_VERDICTS = (GatewayVerdict.REFUSED, GatewayVerdict.UNREACHABLE, GatewayVerdict.BLOCKED_HERE)


def probe_gateway(gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
    """What the gateway did. `context` comes without addresses. Raises Cancelled."""
    resolution = resolve_gateway_name(gateway.host, context)
    if not resolution.addresses:
        return GatewayResult(resolution.verdict or GatewayVerdict.NAME_UNKNOWN, resolution.facts)
    context = replace(context, addresses=first_of_each_family(resolution.addresses), udp_trace=UdpTrace())
    result = _follow_up(gateway, context, _probe_with_controls(gateway, context))
    return replace(result, verdict=resolution.verdict or result.verdict, facts={**resolution.facts, **result.facts})


def _probe_with_controls(gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
    """Its answer; or its silence, with what the control probes show."""
    with ControlProbes(context, gateway.port, uses_udp(gateway)) as controls:
        try:
            result = GATEWAY_PROBES[type(gateway)](gateway, context)
        except OSError as error:
            result = GatewayResult(GatewayVerdict.CANNOT_TELL, {"gateway.rtt": failure_of(Operation.OPEN, error)})
        if result.verdict not in SILENT_VERDICTS:
            return result
        host_answers, drop = controls.results()
    facts = {**result.facts, "gateway.host-answers": host_answers, **drop.facts()}
    return GatewayResult(result.verdict, facts, udp_leaves=drop.leaves_home and uses_udp(gateway))


def _follow_up(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    """What is only worth probing now that the verdict is known."""
    if uses_udp(gateway):
        return _follow_up_udp(gateway, context, result) if result.verdict in SHOWN_VERDICTS else result
    if path_mtu.has_stalled(result):
        return path_mtu.probe_with_small_segments(gateway, context, result)
    if result.verdict in _REFUSING_VERDICTS:
        for address in context.addresses:
            origin = locate_refusal(address, gateway.port, context.raise_if_cancelled)
            if origin is not None:
                # Linux gives ICMPv6 "administratively prohibited" the number of what this PC's own firewall forbids
                verdict = (
                    GatewayVerdict.UNREACHABLE if result.verdict is GatewayVerdict.BLOCKED_HERE else result.verdict
                )
                facts = {**result.facts, **_refusal_facts(origin, address, gateway.port, context)}
                return GatewayResult(verdict, facts)
    return result


def _refusal_facts(origin: ErrorOrigin, address: str, port: int, context: GatewayContext) -> Facts:
    """A reset always bears the gateway's name: how far away it comes from is looked up."""
    if origin is not ErrorOrigin.TARGET:
        return {"gateway.refused-by": REFUSED_BY[origin]}
    place = syn_drop.locate_reset(context, address, port)
    return {"gateway.refused-by": place or REFUSED_BY[origin], "gateway.refusal-traced": bool(place)}


def _follow_up_udp(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    rtt_ms = result.facts.get("gateway.rtt")
    facts = {
        **result.facts,
        **path_mtu.measure_path_mtu(gateway, context, rtt_ms if isinstance(rtt_ms, float) else 0.0),
    }
    if result.facts.get("ike.nat-port") == GatewayVerdict.SILENT.value:
        facts |= packet_drop.locate_drop(context, getattr(gateway, "nat_port", 0)).facts()
    return replace(result, facts=facts)
