"""The home's own part: adapter, address, router, Wi-Fi or cable, VPN, and networks that home and company share."""

import ipaddress
from collections.abc import Iterator

from checker.checks.network.chance import DOUBT, by_chance
from checker.checks.network.diagnose_radio import radio
from checker.checks.network.evidence import dns_spoke, home_series, limited, outside_reached, outside_tried
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Kind
from checker.model.finding import Finding
from checker.model.observation import Observations

LOSS_LIMIT = 0.01
"""Share of packets: a router one hop away that loses more is heard in calls (ITU-T G.1010, table I.1: under 3 % end
to end for speech, of which the home should not use a third)."""
P95_LIMIT_MS = 20.0
"""A quiet Wi-Fi answers in 2 to 5 ms; beyond 20 ms it alone uses what a call's jitter buffer is for."""
P95_LEAST = 20
"""Answers without which a 95 % bound is only the worst single packet."""
CABLE_SLOW_MBIT = 100
CABLE_BROKEN_MBIT = 10
"""Fast Ethernet and plain Ethernet: what a gigabit link falls back to when one of four wire pairs is damaged."""
_MISSING = {Kind.TIMEOUT, Kind.UNREACHABLE}


def adapters(seen: Observations) -> Iterator[Finding]:
    """Whether the PC is joined to a router at all. What reached the outside proves that it is."""
    if outside_reached(seen):
        return
    if seen["gateway.known"].value is True:
        yield from _silent_router(seen)
        return
    because = (seen["adapters.up"], seen["gateway.known"], seen["address.v4"], seen["address.v6"])
    if seen["adapters.up"].value == 0:
        yield Finding.blocker("network.no-adapter", because=because)
    elif seen["address.v4"].value in ("none", "self-assigned") and seen["address.v6"].value == "none":
        yield Finding.blocker("network.no-address", because=because)
    else:
        yield Finding.blocker("network.no-gateway", because=because)


def _silent_router(seen: Observations) -> Iterator[Finding]:
    """Some routers never answer echo requests: silence counts only when nothing behind it answers either."""
    failure = seen["gateway.median"].failure
    if failure and failure.kind in _MISSING and outside_tried(seen) and not dns_spoke(seen):
        yield Finding.blocker("network.gateway-silent", because=(seen["gateway.lost"], seen["gateway.median"]))


def company_networks(seen: Observations, need: NetworkNeed) -> Iterator[Finding]:
    """The same network here and there: the PC looks for the company's computers at home."""
    for company in need.company_networks:
        home = seen["overlap", company].value
        if not isinstance(home, str) or not home:
            continue
        covers = ipaddress.ip_network(home).prefixlen <= ipaddress.ip_network(company).prefixlen
        say = Finding.blocker if covers else Finding.warning
        yield say(
            "network.same-as-company", because=seen["overlap", company], subject=company, home=home, company=company
        )


def vpn(seen: Observations) -> Iterator[Finding]:
    """A connected VPN changes what everything else measures; a stranger's that carries all is a trouble of its own."""
    if seen["vpn.active"].value is not True:
        return
    because = (seen["vpn.active"], seen["vpn.carries-all"], seen["vpn.carries-company"])
    strange = seen["vpn.carries-all"].value is True and seen["vpn.carries-company"].value is False
    say = Finding.warning if strange else Finding.note
    yield say("network.vpn-active", because=because)


def link_quality(seen: Observations) -> Iterator[Finding]:
    """Loss and delay on the first metres, and what the cable was agreed to carry."""
    medium = seen["link.medium"].value
    cable = list(_cable(seen)) if medium == "cable" else []
    yield from cable
    sent, lost, p95 = seen.number("gateway.sent"), seen.number("gateway.lost"), seen.number("gateway.p95")
    because = (seen["link.medium"], seen["gateway.sent"], seen["gateway.lost"], seen["gateway.p95"])
    if sent is None or lost is None or p95 is None or limited(seen, sent, lost):
        if seen["gateway.known"].value is True:
            yield Finding.note("network.gateway-not-measured", because=because)
    elif disturbed(seen):
        code = "network.wifi-disturbed" if medium == "wifi" else "network.link-disturbed"
        yield Finding.warning(code, because=because, loss=round(100 * lost / sent), p95=round(p95))
    elif not cable:
        yield Finding.ok("network.home-fine", because=because)
    if medium == "wifi":
        yield Finding.note("network.on-wifi", because=seen["link.medium"])
        yield from radio(seen, disturbed(seen))


def disturbed(seen: Observations) -> bool:
    """Whether the router's answers are proven to be lost or late on the way through the home."""
    series, p95 = home_series(seen), seen.number("gateway.p95")
    if series is None or p95 is None:
        return False
    if by_chance(*series, LOSS_LIMIT) < DOUBT:
        return True
    sent, lost = seen.number("gateway.sent") or 0, seen.number("gateway.lost") or 0
    return p95 > P95_LIMIT_MS and sent - lost >= P95_LEAST


def _cable(seen: Observations) -> Iterator[Finding]:
    speed = seen.number("link.speed")
    if seen["link.full-duplex"].value is False:
        yield Finding.warning("network.cable-half-duplex", because=(seen["link.medium"], seen["link.full-duplex"]))
    elif speed is not None and speed <= CABLE_SLOW_MBIT:
        say = Finding.warning if speed <= CABLE_BROKEN_MBIT else Finding.note
        yield say("network.cable-slow", because=(seen["link.medium"], seen["link.speed"]), speed=round(speed))
