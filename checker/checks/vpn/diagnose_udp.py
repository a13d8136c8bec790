"""UDP as a whole: one block explains the silence of every gateway that is asked by it. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.diagnose.findings import verdict_of
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations

_SILENT_VERDICTS = (GatewayVerdict.SILENT, GatewayVerdict.CANNOT_TELL)


def diagnose_udp_block(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """No UDP is answered though several were asked, while TCP gets out: not the gateways, but UDP is the trouble."""
    silent = [
        gateway
        for gateway in need.gateways
        if uses_udp(gateway) and verdict_of(observations, gateway) in _SILENT_VERDICTS
    ]
    if not silent or observations["udp.answers"].value is not False or not _tcp_gets_out(observations, need):
        return
    level = Level.BLOCKER if any(gateway.required for gateway in silent) else Level.WARNING
    evidence = (
        observations["udp.answers"].key,
        *(observations["gateway.verdict", gateway.id].key for gateway in silent),
    )
    yield Finding(code="vpn.udp-blocked", level=level, evidence=evidence, sure=Sureness.LIKELY)


def _tcp_gets_out(observations: Observations, need: VpnNeed) -> bool:
    return any(
        observations.number("gateway.tcp", gateway.id) is not None
        or observations["gateway.host-answers", gateway.id].value is True
        for gateway in need.gateways
    )
