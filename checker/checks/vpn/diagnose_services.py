"""The company's servers behind the VPN, judged only while it is connected. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.need import VpnNeed
from checker.model.finding import Finding
from checker.model.observation import Observations


def services(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """One finding for each that was asked; without a VPN nothing can be said, and nothing is."""
    asked = set(observations.subjects("service.reach")) if observations["tunnel.up"].value is True else set()
    for service in need.services:
        if service.id not in asked:
            continue
        reach = observations["service.reach", service.id]
        because = (observations["tunnel.up"], reach)
        if reach.failure is None:
            yield Finding.ok("vpn.service-answers", because, service.id, name=service.name)
        else:
            say = Finding.warning if service.required else Finding.note
            yield say("vpn.service-silent", because, service.id, name=service.name)
