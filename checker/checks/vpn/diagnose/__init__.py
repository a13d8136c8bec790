"""What is wrong with the gateways of the profile, with UDP as a whole, and with the services behind the VPN. Pure.

One block of UDP explains the silence of every gateway probed by it. Services are judged only while a VPN is up.
"""

from collections.abc import Iterator

from checker.checks.vpn.diagnose.findings import verdict_of
from checker.checks.vpn.diagnose.gateway import diagnose_gateway
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.verdict import SILENT_VERDICTS
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations


def diagnose(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """One finding a gateway and one more at most; one for all of UDP; one a service behind the VPN."""
    if not need.gateways:
        yield Finding.note("vpn.no-gateways")
    yield from diagnose_udp_block(observations, need)
    for gateway in need.gateways:
        yield from diagnose_gateway(observations, gateway)
    yield from diagnose_services(observations, need)


def diagnose_udp_block(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """No UDP is answered though several gateways were probed, while TCP gets out: UDP as a whole is blocked."""
    silent = [
        gateway
        for gateway in need.gateways
        if uses_udp(gateway) and verdict_of(observations, gateway) in SILENT_VERDICTS
    ]
    is_stopped_behind = observations["udp.leaves-home"].value is True  # each gateway's finding says so
    is_answered = observations["udp.answers"].value is not False
    if not silent or is_answered or is_stopped_behind or not _tcp_gets_out(observations, need):
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
    """One finding for each that was probed; without a VPN nothing can be concluded."""
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
