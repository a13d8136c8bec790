"""Whether UDP is answered at all: by a STUN server, or by any gateway of the profile that is asked by UDP."""

from collections.abc import Mapping

from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.transport import by_udp
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way, one_of_each_family
from checker.model.failure import FailureKind, OperationFailed
from checker.net.resolve import resolve
from checker.net.stun import measure_round_trip

NAME_S = 2.0
WAITS_S = (0.5, 0.7, 0.9)
WITNESSES = 2
"""So many independent machines must be silent before UDP as a whole is called silent."""
_SPOKE = (Verdict.ANSWERS, Verdict.CERTIFICATE, Verdict.WRONG_KEY, Verdict.OTHER, Verdict.PATH_NARROW)


def stun_answers(server: str, way: Way) -> bool | None:
    """Whether this STUN server (`host:port`) answers by UDP; None where its name is not found, or it refuses."""
    host, _, port = server.rpartition(":")
    try:
        addresses = resolve(host.strip("[]"), min(NAME_S, way.left_s))
    except OperationFailed:
        return None
    silent = False
    for address in one_of_each_family(addresses):
        way.go_on()
        try:
            measure_round_trip(address, int(port), WAITS_S)
        except (OperationFailed, OverflowError) as failed:
            silent |= isinstance(failed, OperationFailed) and failed.failure.kind is FailureKind.TIMEOUT
        else:
            return True
    return False if silent else None


def answers(need: VpnNeed, seen: Mapping[str, Seen], stun: bool | None) -> bool | None:
    """`seen` by the gateway's id. None where too few were asked for their silence to say anything."""
    asked = [
        (gateway.host.lower(), seen[gateway.id]) for gateway in need.gateways if by_udp(gateway) and gateway.id in seen
    ]
    if stun or any(_spoke(one) for _, one in asked):
        return True
    silent = {host for host, one in asked if one.verdict is Verdict.SILENT}
    return False if len(silent) + (stun is False) >= WITNESSES else None


def _spoke(seen: Seen) -> bool:
    refused_itself = seen.verdict is Verdict.REFUSED and seen.facts.get("gateway.refused-by") == "gateway"
    nat_port = seen.facts.get("ike.nat-port") == Verdict.ANSWERS.value
    return seen.verdict in _SPOKE or refused_itself or nat_port or seen.udp_leaves
