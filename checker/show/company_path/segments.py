"""Where on the path from the PC to the company it fails: a table from codes of findings to segments."""

import functools
from enum import Enum


class PathSegment(Enum):
    """A segment of the path, in its order. `home` is the Wi-Fi or the cable."""

    PC = "pc"
    HOME = "home"
    ROUTER = "router"
    PROVIDER = "provider"
    GATEWAY = "gateway"
    COMPANY = "company"


SEGMENTS_BY_CODE: dict[str, PathSegment | None] = {
    "computer.": PathSegment.PC,
    "network.": PathSegment.ROUTER,
    "network.vpn-active": PathSegment.PC,
    "network.proxy": PathSegment.PC,
    "network.proxy-needed": PathSegment.ROUTER,
    "network.dns-of-pc": PathSegment.PC,
    "network.blocked-here": PathSegment.PC,
    "network.netmask-wrong": PathSegment.PC,
    "network.wrong-adapter": PathSegment.PC,
    "network.vpn-hangs": PathSegment.PC,
    "network.own-network-as-company": PathSegment.PC,
    "network.ipv6-address-stale": PathSegment.PC,
    "network.no-adapter": PathSegment.HOME,
    "network.on-wifi": PathSegment.HOME,
    "network.wifi-": PathSegment.HOME,
    "network.link-": PathSegment.HOME,
    "network.cable-": PathSegment.HOME,
    "network.line-interrupted": PathSegment.PROVIDER,
    "network.captive-portal": PathSegment.PROVIDER,
    "network.internet-": PathSegment.PROVIDER,
    "network.no-internet": PathSegment.PROVIDER,
    "network.no-desk": PathSegment.PROVIDER,
    "network.desk-reached": PathSegment.PROVIDER,
    "network.desk-silent": PathSegment.PROVIDER,
    "network.ipv": PathSegment.PROVIDER,
    "network.cgnat": PathSegment.PROVIDER,
    "network.ds-lite": PathSegment.PROVIDER,
    "network.nat64": PathSegment.PROVIDER,
    "network.provider-loss": PathSegment.PROVIDER,
    "network.large-packets-lost": PathSegment.PROVIDER,
    "network.same-as-company": PathSegment.COMPANY,
    "network.desk-": None,
    "network.host-silent": None,
    "network.name-unknown": None,
    "network.name-broken": None,
    "network.address-dead": None,
    "network.name-wrong-here": PathSegment.PC,
    "router.": None,  # whoever does not have the router asked knows of the way all the same
    "router.double-nat": PathSegment.ROUTER,
    "router.offline": PathSegment.PROVIDER,
    "router.cgnat": PathSegment.PROVIDER,
    "router.ds-lite": PathSegment.PROVIDER,
    "line.": PathSegment.PROVIDER,
    "line.wifi-limits": PathSegment.HOME,
    "line.home-": PathSegment.HOME,
    "line.through-": PathSegment.PC,
    "line.point-slow": None,
    "line.tunnel-slow": PathSegment.GATEWAY,
    "outages.": None,
    "outages.home": PathSegment.HOME,
    "outages.line": PathSegment.PROVIDER,
    "outages.internet": PathSegment.PROVIDER,
    "outages.behind-router": PathSegment.PROVIDER,
    "outages.names": PathSegment.ROUTER,
    "outages.gateway": PathSegment.GATEWAY,
    "vpn.": PathSegment.GATEWAY,
    "vpn.unsteady": None,
    "vpn.blocked-here": PathSegment.PC,
    "vpn.name-wrong-here": PathSegment.PC,
    "vpn.name-hidden": PathSegment.ROUTER,
    "vpn.name-leads-home": PathSegment.ROUTER,
    "vpn.name-wrong-at-home": PathSegment.ROUTER,
    "vpn.name-unconfirmed": PathSegment.ROUTER,
    "vpn.name-unanswered": PathSegment.ROUTER,
    "vpn.refused-by-router": PathSegment.ROUTER,
    "vpn.unreachable": PathSegment.ROUTER,
    "vpn.port-blocked-at-home": PathSegment.ROUTER,
    "vpn.udp-blocked": PathSegment.ROUTER,
    "vpn.refused-on-the-way": PathSegment.PROVIDER,
    "vpn.port-blocked-by-provider": PathSegment.PROVIDER,
    "vpn.path-narrow": PathSegment.PROVIDER,
    "vpn.fragments-dropped": PathSegment.PROVIDER,
    "vpn.filtered": PathSegment.ROUTER,
    "vpn.session-cut": PathSegment.PROVIDER,
    "vpn.flows-lost": PathSegment.PROVIDER,
    "vpn.lossy": PathSegment.PROVIDER,
    "vpn.server-behind-down": PathSegment.COMPANY,
    "vpn.service-": PathSegment.COMPANY,
}
"""Where a code belongs: the longest beginning that fits. None, like camera and microphone, lies on no path."""
_BREAKS_AT_THE_PC = ("computer.clock-wrong",)


def segment_of(code: str) -> PathSegment | None:
    """Where a finding of this code lies on the path, or None."""
    prefixes = [start for start in SEGMENTS_BY_CODE if code.startswith(start)]
    return SEGMENTS_BY_CODE[max(prefixes, key=len)] if prefixes else None


@functools.lru_cache(maxsize=1024)
def segment_index(code: str) -> int:
    """How far from the PC on the path a finding of this code lies, 0 to 5; 6 for what lies on no path.

    Of the PC itself only a wrong clock can: too little memory makes the work slow, and not the way end.
    """
    segment = segment_of(code)
    if segment is None or (code.startswith("computer.") and code not in _BREAKS_AT_THE_PC):
        return len(PathSegment)
    return list(PathSegment).index(segment)
