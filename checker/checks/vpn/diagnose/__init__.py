"""Per gateway of the profile: does it work from here, and if not, what stands in the way. Pure.

The company's servers behind the VPN, judged only while it is connected. Pure.

UDP as a whole: one block explains the silence of every gateway that is asked by it. Pure.
"""

from collections.abc import Iterator

from checker.checks.vpn.diagnose.findings import verdict_of
from checker.checks.vpn.diagnose.gateway import diagnose_gateway
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


def diagnose_services(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """One finding for each that was asked; without a VPN nothing can be said, and nothing is."""
    probed = set(observations.subjects("service.reach")) if observations["tunnel.up"].value is True else set()
    for service in need.services:
        if service.id not in probed:
            continue
        reach = observations["service.reach", service.id]
        evidence = (observations["tunnel.up"], reach)
        if reach.failure is None:
            yield Finding.ok("vpn.service-answers", evidence, service.id, name=service.name)
        else:
            make = Finding.warning if service.required else Finding.note
            yield make("vpn.service-silent", evidence, service.id, name=service.name)


def diagnose(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """One finding a gateway and one more at most; one for all of UDP; one a service behind the VPN."""
    if not need.gateways:
        yield Finding.note("vpn.no-gateways")
    yield from diagnose_udp_block(observations, need)
    for gateway in need.gateways:
        yield from diagnose_gateway(observations, gateway)
    yield from diagnose_services(observations, need)
