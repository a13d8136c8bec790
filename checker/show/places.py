"""Where on the way from the PC to the company it fails: a table from findings to places."""

from enum import Enum


class Place(Enum):
    """A place on the way, in its order. `home` is the Wi-Fi or the cable."""

    PC = "pc"
    HOME = "home"
    ROUTER = "router"
    PROVIDER = "provider"
    GATEWAY = "gateway"
    COMPANY = "company"


PLACES: dict[str, Place | None] = {
    "computer.": Place.PC,
    "network.": Place.ROUTER,
    "network.vpn-active": Place.PC,
    "network.proxy": Place.PC,
    "network.proxy-needed": Place.ROUTER,
    "network.dns-of-pc": Place.PC,
    "network.no-adapter": Place.HOME,
    "network.on-wifi": Place.HOME,
    "network.wifi-": Place.HOME,
    "network.link-": Place.HOME,
    "network.cable-": Place.HOME,
    "network.captive-portal": Place.PROVIDER,
    "network.internet-": Place.PROVIDER,
    "network.no-internet": Place.PROVIDER,
    "network.no-desk": Place.PROVIDER,
    "network.desk-reached": Place.PROVIDER,
    "network.desk-silent": Place.PROVIDER,
    "network.ipv": Place.PROVIDER,
    "network.cgnat": Place.PROVIDER,
    "network.ds-lite": Place.PROVIDER,
    "network.nat64": Place.PROVIDER,
    "network.provider-loss": Place.PROVIDER,
    "network.large-packets-lost": Place.PROVIDER,
    "network.same-as-company": Place.COMPANY,
    "network.desk-": None,
    "network.host-silent": None,
    "network.name-unknown": None,
    "router.": None,  # whoever does not have the router asked knows of the way all the same
    "router.double-nat": Place.ROUTER,
    "router.offline": Place.PROVIDER,
    "router.cgnat": Place.PROVIDER,
    "router.ds-lite": Place.PROVIDER,
    "line.": Place.PROVIDER,
    "line.wifi-limits": Place.HOME,
    "line.through-": Place.PC,
    "vpn.": Place.GATEWAY,
    "vpn.blocked-here": Place.PC,
    "vpn.name-hidden": Place.ROUTER,
    "vpn.name-unanswered": Place.ROUTER,
    "vpn.refused-by-router": Place.ROUTER,
    "vpn.port-blocked-at-home": Place.ROUTER,
    "vpn.udp-blocked": Place.ROUTER,
    "vpn.refused-on-the-way": Place.PROVIDER,
    "vpn.port-blocked-by-provider": Place.PROVIDER,
    "vpn.path-narrow": Place.PROVIDER,
    "vpn.fragments-dropped": Place.PROVIDER,
    "vpn.service-": Place.COMPANY,
}
"""Where a code belongs: the longest beginning that fits. None, like camera and microphone, lies on no way."""
_BREAKS_AT_THE_PC = ("computer.clock-wrong",)


def place_of(code: str) -> Place | None:
    """Where a finding of this code lies on the way, or None."""
    fitting = [start for start in PLACES if code.startswith(start)]
    return PLACES[max(fitting, key=len)] if fitting else None


def step(code: str) -> int:
    """How far from the PC on the way a finding of this code lies, 0 to 5; 6 for what can break no way.

    Of the PC itself only a wrong clock can: too little memory makes the work slow, and not the way end.
    """
    place = place_of(code)
    if place is None or (code.startswith("computer.") and code not in _BREAKS_AT_THE_PC):
        return len(Place)
    return list(Place).index(place)
