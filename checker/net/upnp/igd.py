"""What a home router tells of itself and of its line without a password (UPnP Internet Gateway Device 1 and 2).

WANCommonInterfaceConfig:1 (2.4.3 GetCommonLinkProperties), WANIPConnection:1 and :2, WANPPPConnection:1
(GetStatusInfo, GetExternalIPAddress), and a FRITZ!Box's own X_AVM_DE_GetExternalIPv6Address.
"""

import ipaddress
import time
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import SplitResult

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.tr064 import PORT as TR064_PORT
from checker.net.tr064 import gateway_description
from checker.net.upnp.description import Description, Service, described
from checker.net.upnp.exchange import fetch
from checker.net.upnp.soap import ask
from checker.net.upnp.ssdp import PORT, location

SEARCH_S = 1.5
"""A device answers within MX, which is 1 s here (UPnP Device Architecture 2.0, 1.3.2)."""
ANSWERS_S = 1.5
"""For everything that is asked afterwards, together: each answer takes a router some 10 ms."""
_MOST_CONNECTIONS = 3
_SHARED, _DS_LITE = ipaddress.ip_network("100.64.0.0/10"), ipaddress.ip_network("192.0.0.0/29")
"""RFC 6598; RFC 6333, 5.7: the addresses of a DS-Lite tunnel."""
_ACCESS = {
    "DSL": "dsl",
    "POTS": "other",
    "Cable": "cable",
    "X_AVM-DE_Cable": "cable",
    "Ethernet": "ethernet",
    "X_AVM-DE_Fiber": "fiber",
    "X_AVM-DE_UMTS": "mobile",
    "X_AVM-DE_LTE": "mobile",
}
_MOST_BIT_S = 4_294_967_295
"""ui4: a router that knows no rate says 0 or this."""
_MOST_UPTIME_S = 20 * 365 * 86_400


class Line(Record, frozen=True, kw_only=True):
    """What the router tells; None where it does not. Rates in Mbit/s, `uptime_s` since its connection stands.

    `wan_v4`: private, shared, ds-lite, public or none. `wan_v6`: it has a global IPv6 address.
    """

    access: str | None = None
    up: bool | None = None
    down_mbit: float | None = None
    up_mbit: float | None = None
    connected: bool | None = None
    uptime_s: int | None = None
    wan_v4: str | None = None
    wan_v6: bool | None = None


def gateway_told(gateway: str, ssdp_port: int = PORT, tr064_port: int = TR064_PORT) -> Description:
    """The gateway at this IPv4 address, in SEARCH_S at most.

    Raises OperationFailed `not-found` where it describes nothing.
    """
    ends = time.monotonic() + SEARCH_S
    with ThreadPoolExecutor(2) as both:
        page = both.submit(gateway_description, gateway, ends, tr064_port)
        searched = both.submit(location, gateway, SEARCH_S, ssdp_port)
    found = page.result()
    if found is not None and found.services:
        return found
    place = _place(searched)
    if place is not None:
        path = f"{place.path or '/'}{'?' if place.query else ''}{place.query}"
        data = fetch(gateway, place.port or 80, path, time.monotonic() + ANSWERS_S)
        return described(data, place.geturl(), gateway)
    if found is not None:
        return found
    raise OperationFailed(Operation.REQUEST, FailureKind.NOT_FOUND, "upnp")


def _place(searched: "Future[SplitResult | None]") -> SplitResult | None:
    """A search that could not even be sent found nothing."""
    try:
        return searched.result()
    except OperationFailed:
        return None


def line_told(gateway: str, told: Description) -> Line:
    """What its services say of the line, in ANSWERS_S at most. Raises nothing."""
    ends = time.monotonic() + ANSWERS_S
    common = next((_asked(gateway, one, "GetCommonLinkProperties", ends) for one in told.of(_COMMON)), {})
    status, service = _connection(gateway, told, ends)
    address = _asked(gateway, service, "GetExternalIPAddress", ends).get("NewExternalIPAddress") if service else None
    v6 = _asked(gateway, service, _AVM_V6, ends).get("NewExternalIPv6Address") if _speaks_avm(told, service) else None
    return Line(
        access=_ACCESS.get(common["NewWANAccessType"], "other") if common.get("NewWANAccessType") else None,
        up=_word(common.get("NewPhysicalLinkStatus"), yes="Up", no="Down"),
        down_mbit=_mbit(common.get("NewLayer1DownstreamMaxBitRate")),
        up_mbit=_mbit(common.get("NewLayer1UpstreamMaxBitRate")),
        connected=_word(status.get("NewConnectionStatus"), yes="Connected", no="Disconnected"),
        uptime_s=_number(status.get("NewUptime"), _MOST_UPTIME_S),
        wan_v4=None if address is None else kind_of_wan(address),
        wan_v6=None if v6 is None else _is_global6(v6),
    )


_COMMON = "WANCommonInterfaceConfig"
_AVM_V6 = "X_AVM_DE_GetExternalIPv6Address"


def kind_of_wan(address: str) -> str:
    """private, shared, ds-lite, public or none."""
    try:
        found = ipaddress.IPv4Address(address)
    except ValueError:
        return "none"
    if found in _DS_LITE:
        return "ds-lite"
    if found in _SHARED:
        return "shared"
    if found.is_unspecified or found.is_link_local or found.is_loopback or found.is_multicast:
        return "none"
    return "private" if _is_private(found) else "public"


_PRIVATE = tuple(ipaddress.ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""RFC 1918. `is_private` would count documentation and test networks too."""


def _is_private(address: ipaddress.IPv4Address) -> bool:
    return any(address in network for network in _PRIVATE)


def _connection(gateway: str, told: Description, ends: float) -> tuple[dict[str, str], Service | None]:
    """The connection that stands, else the first that says anything: a router may list several."""
    first: tuple[dict[str, str], Service | None] = ({}, None)
    for service in told.of("WANIPConnection", "WANPPPConnection")[:_MOST_CONNECTIONS]:
        status = _asked(gateway, service, "GetStatusInfo", ends)
        if status.get("NewConnectionStatus") == "Connected":
            return status, service
        if status and first[1] is None:
            first = (status, service)
    return first


def _speaks_avm(told: Description, service: Service | None) -> bool:
    return told.model == "fritzbox" and service is not None


def _asked(gateway: str, service: Service | None, action: str, ends: float) -> dict[str, str]:
    try:
        return ask(gateway, service, action, ends) if service else {}
    except OperationFailed:
        return {}


def _word(said: str | None, *, yes: str, no: str) -> bool | None:
    return True if said == yes else False if said == no else None


def _number(said: str | None, most: int) -> int | None:
    if not said or not said.isascii() or not said.isdigit() or len(said) > 12:
        return None
    return int(said) if int(said) <= most else None


def _mbit(said: str | None) -> float | None:
    rate = _number(said, _MOST_BIT_S - 1)
    return round(rate / 1e6, 2) if rate else None


def _is_global6(said: str) -> bool:
    try:
        return ipaddress.IPv6Address(said) in ipaddress.ip_network("2000::/3")
    except ValueError:
        return False
