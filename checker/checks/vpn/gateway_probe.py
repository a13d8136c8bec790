"""One gateway from its name to its verdict, and the cause where it does not answer."""

from dataclasses import replace

from checker.checks.vpn.connection.name_resolution import NameResolution, resolve_gateway_name
from checker.checks.vpn.controls.addresses import has_alternatives, probe_each_address
from checker.checks.vpn.controls.other_address import answers_elsewhere, compare_name
from checker.checks.vpn.controls.restriction import explain_restriction
from checker.checks.vpn.controls.silence import ControlProbes
from checker.checks.vpn.follow_up import follow_up
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace, first_addresses
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import AT_HOME, SILENT_VERDICTS, GatewayResult, GatewayVerdict
from checker.model.failure import Operation, failure_of


def probe_gateway(gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
    """What the gateway did. `context` comes without addresses. Raises Cancelled."""
    resolution = resolve_gateway_name(gateway.host, context)
    if not resolution.addresses:
        return GatewayResult(resolution.verdict or GatewayVerdict.NAME_UNKNOWN, resolution.facts)
    remote = context.remote(resolution.addresses)
    if not remote:
        return _at_home(gateway, context, resolution)
    context = replace(context, addresses=first_addresses(remote), udp_trace=UdpTrace())
    if has_alternatives(context.addresses):
        context, result = probe_each_address(gateway, context, _probe_with_controls)
    else:
        result = _probe_with_controls(gateway, context)
    if resolution.verdict is None:
        result = compare_name(gateway, context, tuple(resolution.addresses), result)
    if not answers_elsewhere(result):
        result = follow_up(gateway, context, result)
    return replace(result, verdict=resolution.verdict or result.verdict, facts={**resolution.facts, **result.facts})


def _at_home(gateway: AnyGateway, context: GatewayContext, resolution: NameResolution) -> GatewayResult:
    """Its name leads to this PC or its router: nothing is sent there; where else it leads may tell who says so."""
    result = GatewayResult(GatewayVerdict.CANNOT_TELL)
    if resolution.verdict is None:
        result = compare_name(gateway, context, tuple(resolution.addresses), result)
    facts = {**resolution.facts, **result.facts, "gateway.name-kind": AT_HOME}
    return replace(result, verdict=resolution.verdict or result.verdict, facts=facts)


def _probe_with_controls(gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
    """Its answer; or its silence, with what the control probes show."""
    with ControlProbes(context, gateway.port, uses_udp(gateway)) as controls:
        try:
            result = explain_restriction(gateway, context, _probe(gateway, context), _probe)
        except OSError as error:
            result = GatewayResult(GatewayVerdict.CANNOT_TELL, {"gateway.rtt": failure_of(Operation.OPEN, error)})
        if result.verdict not in SILENT_VERDICTS or isinstance(result.facts.get("gateway.tcp"), float):
            return result
        host_answers, drop = controls.results()
    facts = {**result.facts, "gateway.host-answers": host_answers, **drop.facts()}
    return GatewayResult(result.verdict, facts, udp_leaves=drop.leaves_home and uses_udp(gateway))


def _probe(gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
    return GATEWAY_PROBES[type(gateway)](gateway, context)
