"""What a home router tells of itself and of its line without a password (UPnP Internet Gateway Device 1 and 2).

WANCommonInterfaceConfig:1 (2.4.3 GetCommonLinkProperties), WANIPConnection:1 and :2, WANPPPConnection:1
(GetStatusInfo, GetExternalIPAddress), and a FRITZ!Box's own X_AVM_DE_GetExternalIPv6Address.
"""

import ipaddress
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import SplitResult

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.networks import DS_LITE_V4, GLOBAL_V6, PRIVATE_V4, SHARED_V4, is_in
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.phase_log import logged_phase
from checker.net.upnp.description import GatewayDescription, UpnpService, parse_description
from checker.net.upnp.exchange import fetch
from checker.net.upnp.soap import call_action
from checker.net.upnp.ssdp import PORT, discover_location, request_target
from checker.net.upnp.tr064 import PORT as TR064_PORT
from checker.net.upnp.tr064 import fetch_description

SEARCH_S = 1.5
"""A device answers within MX, which is 1 s here (UPnP Device Architecture 2.0, 1.3.2)."""
QUERIES_S = 1.5
"""For everything that is asked afterwards, together: each answer takes a router some 10 ms."""
_MAX_CONNECTIONS = 3
_ACCESS = {
    "dsl": "dsl",
    "pots": "other",
    "cable": "cable",
    "x_avm-de_cable": "cable",
    "ethernet": "ethernet",
    "x_avm-de_fiber": "fiber",
    "x_avm-de_umts": "mobile",
    "x_avm-de_lte": "mobile",
}
"""DSL, POTS, Cable, Ethernet (WANCommonInterfaceConfig:1, 2.2.1) and AVM's own, in small letters."""
_MAX_BIT_S = 4_294_967_295
"""ui4: a router that knows no rate says 0 or this."""
_MAX_UPTIME_S = 20 * 365 * 86_400


class WanStatus(Record, frozen=True, kw_only=True):
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


@logged_phase("search for the router by UPnP and TR-064")
def discover_gateway(gateway: str, ssdp_port: int = PORT, tr064_port: int = TR064_PORT) -> GatewayDescription:
    """The gateway at this IPv4 address, in SEARCH_S at most.

    Raises OperationFailed `not-found` where it describes nothing.
    """
    deadline = monotonic_s() + SEARCH_S
    with ThreadPoolExecutor(2) as pool:
        tr064_search = pool.submit(fetch_description, gateway, deadline, tr064_port)
        ssdp_search = pool.submit(discover_location, gateway, SEARCH_S, ssdp_port)
    description = tr064_search.result()
    if description is not None and description.services:
        return description
    url = _location_of(ssdp_search)
    if url is not None:
        data = fetch(gateway, url.port or 80, request_target(url), monotonic_s() + QUERIES_S)
        return parse_description(data, url.geturl(), gateway)
    if description is not None:
        return description
    raise OperationFailed(Operation.REQUEST, FailureKind.NOT_FOUND, "upnp")


def _location_of(ssdp_search: "Future[SplitResult | None]") -> SplitResult | None:
    """A search that could not even be sent found nothing."""
    try:
        return ssdp_search.result()
    except OperationFailed:
        return None


@logged_phase("state of the router's line")
def query_wan_status(gateway: str, description: GatewayDescription) -> WanStatus:
    """What its services say of the line, in QUERIES_S at most. Raises nothing."""
    deadline = monotonic_s() + QUERIES_S
    common = next(
        (
            _call_action(gateway, candidate, "GetCommonLinkProperties", deadline)
            for candidate in description.services_of(_COMMON)
        ),
        {},
    )
    status, service = _active_connection(gateway, description, deadline)
    address = (
        _call_action(gateway, service, "GetExternalIPAddress", deadline).get("NewExternalIPAddress")
        if service
        else None
    )
    v6 = (
        _call_action(gateway, service, _AVM_V6, deadline).get("NewExternalIPv6Address")
        if _has_avm_actions(description, service)
        else None
    )
    return WanStatus(
        access=_ACCESS.get(common["NewWANAccessType"].casefold(), "other") if common.get("NewWANAccessType") else None,
        up=_parse_flag(common.get("NewPhysicalLinkStatus"), yes="Up", no="Down"),
        down_mbit=_parse_mbit(common.get("NewLayer1DownstreamMaxBitRate")),
        up_mbit=_parse_mbit(common.get("NewLayer1UpstreamMaxBitRate")),
        connected=_parse_flag(status.get("NewConnectionStatus"), yes="Connected", no="Disconnected"),
        uptime_s=_parse_number(status.get("NewUptime"), _MAX_UPTIME_S),
        wan_v4=None if address is None else wan_address_kind(address),
        wan_v6=None if v6 is None else _is_global_ipv6(v6),
    )


_COMMON = "WANCommonInterfaceConfig"
_AVM_V6 = "X_AVM_DE_GetExternalIPv6Address"


def wan_address_kind(address: str) -> str:
    """private, shared, ds-lite, public or none."""
    try:
        ip = ipaddress.IPv4Address(address)
    except ValueError:
        return "none"
    if ip in DS_LITE_V4:
        return "ds-lite"
    if ip in SHARED_V4:
        return "shared"
    if ip.is_unspecified or ip.is_link_local or ip.is_loopback or ip.is_multicast:
        return "none"
    return "private" if is_in(ip, PRIVATE_V4) else "public"


def _active_connection(
    gateway: str, description: GatewayDescription, deadline: float
) -> tuple[dict[str, str], UpnpService | None]:
    """The connection that stands, else the first that says anything: a router may list several."""
    first: tuple[dict[str, str], UpnpService | None] = ({}, None)
    for service in description.services_of("WANIPConnection", "WANPPPConnection")[:_MAX_CONNECTIONS]:
        status = _call_action(gateway, service, "GetStatusInfo", deadline)
        if _parse_flag(status.get("NewConnectionStatus"), yes="Connected", no="Disconnected"):
            return status, service
        if status and first[1] is None:
            first = (status, service)
    return first


def _has_avm_actions(description: GatewayDescription, service: UpnpService | None) -> bool:
    return description.model == "fritzbox" and service is not None


def _call_action(gateway: str, service: UpnpService | None, action: str, deadline: float) -> dict[str, str]:
    try:
        return call_action(gateway, service, action, deadline) if service else {}
    except OperationFailed:
        return {}


def _parse_flag(text: str | None, *, yes: str, no: str) -> bool | None:
    return {yes.casefold(): True, no.casefold(): False}.get((text or "").casefold())


def _parse_number(text: str | None, limit: int) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 12:
        return None
    return int(text) if int(text) <= limit else None


def _parse_mbit(text: str | None) -> float | None:
    rate = _parse_number(text, _MAX_BIT_S - 1)
    return round(rate / 1e6, 2) if rate else None


def _is_global_ipv6(text: str) -> bool:
    try:
        return ipaddress.IPv6Address(text) in GLOBAL_V6
    except ValueError:
        return False
