"""The company's servers behind the VPN, judged only while it is connected. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.need import VpnNeed
from checker.model.finding import Finding
from checker.model.observation import Observations


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
