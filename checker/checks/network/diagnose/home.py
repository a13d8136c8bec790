"""The home's own part: adapter, address, router, Wi-Fi or cable, VPN, and networks that home and company share.

Of the Wi-Fi: too weak a signal, and the 2.4 GHz band where 5 GHz would help.
"""

import ipaddress
from collections.abc import Iterator

from checker.checks.network.diagnose.dead_end import specific_dead_end
from checker.checks.network.diagnose.evidence import (
    has_dns_answered,
    home_packet_counts,
    is_internet_reached,
    is_rate_limited,
    was_internet_attempted,
)
from checker.checks.network.diagnose.outage import home_interruption
from checker.checks.network.diagnose.significance import SIGNIFICANCE, binomial_p_value
from checker.checks.network.need import NetworkNeed
from checker.model.failure import FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

WEAK_DBM = -70.0
"""Below it speech breaks up: Cisco's design guide for voice asks for -67 dBm at the edge of a cell; 3 dB in doubt."""
STRONG_DBM = -60.0
"""Above it a low rate is not for want of signal: an idle adapter agrees on a low one to save power."""
SLOW_MBIT = 50.0
"""802.11n at one stream and half its rate: what is left of it, about the half, no longer carries a usual line."""
SLOW_BAND_GHZ = 3.0
"""Below it lies 2.4 GHz: three channels for the whole house (IEEE 802.11, 2.4 GHz band)."""


def wifi_signal(observations: Observations, is_disturbed: bool) -> Iterator[Finding]:
    """`is_disturbed`: whether packets to the router are lost or late."""
    signal, rate, band = (
        observations.number("wifi.signal"),
        observations.number("wifi.rate"),
        observations.number("wifi.band"),
    )
    evidence = (observations["wifi.signal"], observations["wifi.rate"], observations["wifi.band"])
    is_faint = signal is not None and signal < WEAK_DBM
    is_slow = rate is not None and rate < SLOW_MBIT
    is_weak = is_faint or (is_slow and (signal is None or signal < STRONG_DBM))
    if is_weak:
        is_felt = is_slow or is_disturbed
        yield Finding.warning("network.wifi-weak", evidence=evidence, sure=_weakness_sureness(is_faint, is_felt))
    if band is not None and band < SLOW_BAND_GHZ and (is_weak or is_slow or is_disturbed):
        yield Finding.note("network.wifi-band", evidence=evidence)


def _weakness_sureness(is_faint: bool, is_felt: bool) -> Sureness:
    """A faint signal alone is likely the reason, a slow rate alone may have others; both leave no doubt."""
    if not is_faint:
        return Sureness.POSSIBLE
    return Sureness.CERTAIN if is_felt else Sureness.LIKELY


LOSS_LIMIT = 0.01
"""Share of packets: a router one hop away that loses more is audible in calls (ITU-T G.1010, table I.1: under 3 % end
to end for speech, of which the home should not use a third)."""
P95_LIMIT_MS = 20.0
"""A quiet Wi-Fi answers in 2 to 5 ms; beyond 20 ms it alone uses what a call's jitter buffer is for."""
P95_MIN_ANSWERS = 20
"""Answers without which a 95 % bound is only the worst single packet."""
CABLE_SLOW_MBIT = 100
CABLE_BROKEN_MBIT = 10
"""Fast Ethernet and plain Ethernet: what a gigabit link falls back to when one of four wire pairs is damaged."""
_MISSING = {FailureKind.TIMEOUT, FailureKind.UNREACHABLE}


def adapters(observations: Observations) -> Iterator[Finding]:
    """Whether the PC is connected to a router at all. What reached the internet proves that it is."""
    if is_internet_reached(observations):
        return
    if observations["gateway.known"].value is True:
        yield from _silent_router(observations)
        return
    evidence = (
        observations["adapters.up"],
        observations["gateway.known"],
        observations["address.v4"],
        observations["address.v6"],
    )
    if observations["adapters.up"].value == 0:
        yield Finding.blocker("network.no-adapter", evidence=evidence, sure=Sureness.CERTAIN)
    elif observations["address.v4"].value in ("none", "self-assigned") and observations["address.v6"].value == "none":
        yield Finding.blocker("network.no-address", evidence=evidence)
    else:
        yield Finding.blocker("network.no-gateway", evidence=evidence, sure=Sureness.CERTAIN)


def _silent_router(observations: Observations) -> Iterator[Finding]:
    """Some routers never answer echo requests: silence counts only when nothing behind it answers either."""
    failure = observations["gateway.median"].failure
    if (
        failure
        and failure.kind in _MISSING
        and not _is_forbidden(observations)
        and was_internet_attempted(observations)
        and not has_dns_answered(observations)
        and specific_dead_end(observations, 4) is None
    ):
        yield Finding.blocker(
            "network.gateway-silent", evidence=(observations["gateway.lost"], observations["gateway.median"])
        )


def _is_dead_end(observations: Observations) -> bool:
    """Nothing got out, and it was tried how far packets come: then a silent router is no mere habit."""
    was_traced = observations.has("path.v4") or observations.has("path.v6")
    return was_traced and not is_internet_reached(observations)


def _is_forbidden(observations: Observations) -> bool:
    """macOS lets no packet of this program to the router: that says nothing of the router."""
    return observations["gateway.forbidden"].value is True


def company_networks(observations: Observations, need: NetworkNeed) -> Iterator[Finding]:
    """The same network here and there: the PC looks for the company's computers at home."""
    for company in need.company_networks:
        own = observations["overlap.own", company].value
        if isinstance(own, str) and own:
            yield Finding.warning(
                "network.own-network-as-company",
                evidence=observations["overlap.own", company],
                subject=company,
                own=own,
                company=company,
            )
        home = observations["overlap", company].value
        if not isinstance(home, str) or not home:
            continue
        covers = ipaddress.ip_network(home).prefixlen <= ipaddress.ip_network(company).prefixlen
        make_finding = Finding.blocker if covers else Finding.warning
        yield make_finding(
            "network.same-as-company",
            evidence=observations["overlap", company],
            subject=company,
            home=home,
            company=company,
        )


def vpn(observations: Observations) -> Iterator[Finding]:
    """A connected VPN changes what everything else measures; a stranger's that carries all is a trouble of its own."""
    if observations["vpn.active"].value is not True:
        return
    evidence = (observations["vpn.active"], observations["vpn.carries-all"], observations["vpn.carries-company"])
    is_foreign = observations["vpn.carries-all"].value is True and observations["vpn.carries-company"].value is False
    make_finding = Finding.warning if is_foreign else Finding.note
    yield make_finding("network.vpn-active", evidence=evidence)


def link_quality(observations: Observations) -> Iterator[Finding]:
    """Loss and delay on the first metres, and what the cable was agreed to carry."""
    medium = observations["link.medium"].value
    cable = list(_cable(observations)) if medium == "cable" else []
    yield from cable
    sent, lost_packets, p95 = (
        observations.number("gateway.sent"),
        observations.number("gateway.lost"),
        observations.number("gateway.p95"),
    )
    evidence = (
        observations["link.medium"],
        observations["gateway.sent"],
        observations["gateway.lost"],
        observations["gateway.p95"],
    )
    interruptions = list(home_interruption(observations))
    yield from interruptions
    if interruptions:
        pass  # that says it: neither well nor merely disturbed
    elif _is_forbidden(observations):
        yield Finding.unknown("network.local-network-forbidden", evidence=observations["gateway.forbidden"])
    elif sent is None or lost_packets is None or p95 is None or is_rate_limited(observations, sent, lost_packets):
        if observations["gateway.known"].value is True and not _is_dead_end(observations):
            yield Finding.note("network.gateway-not-measured", evidence=evidence)
    elif is_link_disturbed(observations):
        code = "network.wifi-disturbed" if medium == "wifi" else "network.link-disturbed"
        yield Finding.warning(code, evidence=evidence, loss=round(100 * lost_packets / sent), p95=round(p95))
    elif not cable:
        yield Finding.ok("network.home-fine", evidence=evidence)
    if medium == "wifi":
        yield Finding.note("network.on-wifi", evidence=observations["link.medium"])
        yield from wifi_signal(observations, is_link_disturbed(observations))


def is_link_disturbed(observations: Observations) -> bool:
    """Whether the router's answers are proven to be lost or late within the home."""
    series, p95 = home_packet_counts(observations), observations.number("gateway.p95")
    if series is None or p95 is None:
        return False
    if binomial_p_value(*series, LOSS_LIMIT) < SIGNIFICANCE:
        return True
    sent, lost_packets = observations.number("gateway.sent") or 0, observations.number("gateway.lost") or 0
    return p95 > P95_LIMIT_MS and sent - lost_packets >= P95_MIN_ANSWERS


def _cable(observations: Observations) -> Iterator[Finding]:
    speed = observations.number("link.speed")
    if observations["link.full-duplex"].value is False:
        yield Finding.warning(
            "network.cable-half-duplex", evidence=(observations["link.medium"], observations["link.full-duplex"])
        )
    elif speed is not None and speed <= CABLE_SLOW_MBIT:
        make_finding = Finding.warning if speed <= CABLE_BROKEN_MBIT else Finding.note
        yield make_finding(
            "network.cable-slow", evidence=(observations["link.medium"], observations["link.speed"]), speed=round(speed)
        )
