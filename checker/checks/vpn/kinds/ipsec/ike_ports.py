"""How IKE is probed, old and new: by a proposal that the gateway must decline, on both of its ports at once.

Only when nothing answers that, one usual request is sent: some gateways drop what they would decline.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict

USUAL_TRIES = 1
"""It may leave a half-open session, and gateways allow few of those (strongSwan: 5 an address)."""

PortProbe = Callable[[int, bool], GatewayResult]
"""Probes a port: with what must be declined, or (True) with a usual request."""


def probe_both_ports(port: int, nat_port: int, probe_port: PortProbe) -> GatewayResult:
    """The verdict on `port`, and that on `nat_port` (0 for none) as a fact. Raises Cancelled."""
    if not nat_port or nat_port == port:
        return _probe_with_fallback(port, probe_port)
    with ThreadPoolExecutor(1, "nat-port") as pool:
        nat_future = pool.submit(_probe_with_fallback, nat_port, probe_port)
        result = _probe_with_fallback(port, probe_port)
        if result.verdict not in (GatewayVerdict.ANSWERS, GatewayVerdict.SILENT):
            return result
        return GatewayResult(result.verdict, {**result.facts, "ike.nat-port": nat_future.result().verdict.value})


def _probe_with_fallback(port: int, probe_port: PortProbe) -> GatewayResult:
    result = probe_port(port, False)
    if result.verdict is not GatewayVerdict.SILENT:
        return result
    usual = probe_port(port, True)
    return result if usual.verdict is GatewayVerdict.SILENT else usual
