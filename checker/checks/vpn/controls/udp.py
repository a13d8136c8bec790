"""Whether UDP is answered at all, by a STUN server or by any gateway that is probed by it; whether it leaves home."""

from collections.abc import Mapping

from checker.checks.vpn.gateway_context import GatewayContext, first_of_each_family
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.verdict import SHOWN_VERDICTS, GatewayResult, GatewayVerdict
from checker.model.failure import FailureKind, OperationFailed
from checker.net.dns.resolve import resolve
from checker.net.stun.binding import measure_round_trip

NAME_TIMEOUT_S = 2.0
STUN_WAITS_S = (0.5, 0.7, 0.9)
MIN_SILENT_SERVERS = 2
"""So many independent machines must be silent before UDP as a whole is called silent."""
_ANSWERING_VERDICTS = (
    *SHOWN_VERDICTS,
    GatewayVerdict.WRONG_KEY,
    GatewayVerdict.OTHER,
    GatewayVerdict.PATH_NARROW,
    GatewayVerdict.BREAKS_OFF,
)


def stun_answers(server: str, context: GatewayContext) -> bool | None:
    """Whether this STUN server (`host:port`) answers by UDP; None where its name is not found, or it refuses."""
    host, _, port = server.rpartition(":")
    try:
        addresses = resolve(host.strip("[]"), min(NAME_TIMEOUT_S, context.remaining_s))
    except OperationFailed:
        return None
    silent = False
    for address in first_of_each_family(context.remote(addresses)):
        context.raise_if_cancelled()
        try:
            measure_round_trip(address, int(port), STUN_WAITS_S)
        except (OperationFailed, OverflowError) as failed:
            silent |= isinstance(failed, OperationFailed) and failed.failure.kind is FailureKind.TIMEOUT
        else:
            return True
    return False if silent else None


def is_udp_answered(need: VpnNeed, results: Mapping[str, GatewayResult], stun: bool | None) -> bool | None:
    """`results` by the gateway's id. None where too few were probed for their silence to prove anything."""
    probed = [
        (gateway.host.lower(), results[gateway.id])
        for gateway in need.gateways
        if uses_udp(gateway) and gateway.id in results
    ]
    if stun or any(_has_answered(result) for _, result in probed):
        return True
    silent = {host for host, result in probed if result.verdict is GatewayVerdict.SILENT}
    return False if len(silent) + (stun is False) >= MIN_SILENT_SERVERS else None


def does_udp_leave(need: VpnNeed, results: Mapping[str, GatewayResult]) -> bool:
    """Whether any packet to these gateways is seen to have left the home; that none is proves nothing."""
    return any(results[gateway.id].udp_leaves for gateway in need.gateways if gateway.id in results)


def _has_answered(result: GatewayResult) -> bool:
    refused_itself = result.verdict is GatewayVerdict.REFUSED and result.facts.get("gateway.refused-by") == "gateway"
    nat_port = result.facts.get("ike.nat-port") == GatewayVerdict.ANSWERS.value
    return result.verdict in _ANSWERING_VERDICTS or refused_itself or nat_port
