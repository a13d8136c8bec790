"""Adapters and default routes as Windows tells them: GetAdaptersAddresses and GetIfEntry2 of iphlpapi.dll.

Neither reads anything of the Wi-Fi itself, so neither asks for the location.
"""

import ctypes
import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.routes.interface import DefaultRoute, Medium
from checker.net.windows.iphlpapi import AF_INET, AF_INET6, IpAdapterAddresses, MibIfRow2, load_iphlpapi

_ETHERNET, _PPP, _LOOPBACK, _VIRTUAL, _WIFI, _TUNNEL = 6, 23, 24, 53, 71, 131
_MOBILE = {243, 244}
"""IF_TYPE_* of ipifcons.h."""
_BY_TYPE = {
    _LOOPBACK: Medium.LOOPBACK,
    **dict.fromkeys(_MOBILE, Medium.MOBILE),
    **dict.fromkeys((_PPP, _TUNNEL, _VIRTUAL), Medium.VPN),
}
"""With hardware or without."""
_HARDWARE_BY_TYPE = {_WIFI: Medium.WIFI, _ETHERNET: Medium.CABLE}
_UP = 1
_SKIP_ANYCAST_MULTICAST, _INCLUDE_GATEWAYS = 0x2 | 0x4, 0x80
_DHCP = 0x4
"""IP_ADAPTER_DHCP_ENABLED of iptypes.h."""
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")
_NO_RATE = (0, 2**64 - 1)
_OVERFLOW, _NO_DATA = 111, 232
_FIRST_BUFFER_BYTES = 32_768
_VPN_WORDS = (
    "vpn",
    "tap-",
    "tun",
    "wireguard",
    "anyconnect",
    "fortinet",
    "pangp",
    "juniper",
    "pulse secure",
    "ivanti",
    "check point",
    "sonicwall",
    "sophos",
    "tailscale",
    "zerotier",
    "zscaler",
    "nordlynx",
    "ncp ",
    "lancom advanced",
    "f5 networks",
    "citrix",
    "barracuda",
    "watchguard",
    "securepoint",
)
"""In the description of adapters that pose as Ethernet."""
_TRANSITION_WORDS = ("teredo", "isatap", "6to4", "ip-https")


class AdapterInfo(Record, frozen=True, kw_only=True):
    """What Windows told of one adapter; `routers` are its default gateways as (IP version, address).

    `dns_servers` are those that Windows asks by it, also the placeholders where IPv6 has none.
    `rate_bit_s` is the slower direction, 0 where it is not told. `guid`, `name` and `dhcp_server` stay on this PC; the
    last is empty without an address that a DHCP server gave.
    """

    name: str
    description: str
    if_type: int
    up: bool
    luid: int
    metrics: dict[int, int]
    routers: tuple[tuple[int, str], ...]
    guid: str = ""
    dhcp: bool = False
    dhcp_server: str = ""
    rate_bit_s: int = 0
    dns_servers: tuple[str, ...] = ()


def list_adapters() -> list[AdapterInfo]:
    """All adapters. Raises OperationFailed."""
    return _query_adapters(load_iphlpapi())


def media() -> dict[str, Medium]:
    """What each adapter is, by the name that psutil uses too. Raises OperationFailed."""
    library = load_iphlpapi()
    return {
        adapter.name: classify_medium(adapter, _is_hardware(library, adapter.luid))
        for adapter in _query_adapters(library)
    }


def default_routes() -> list[DefaultRoute]:
    """The default routes of the adapters that are up. Raises OperationFailed."""
    return default_routes_of(_query_adapters(load_iphlpapi()))


def classify_medium(adapter: AdapterInfo, is_hardware: bool) -> Medium:
    """By its type (ipifcons.h); an Ethernet adapter without hardware is a VPN's or a virtual machine's."""
    words = f"{adapter.description} {adapter.name}".lower()
    if adapter.if_type == _TUNNEL and any(word in words for word in _TRANSITION_WORDS):
        return Medium.VIRTUAL
    if adapter.if_type in _BY_TYPE:
        return _BY_TYPE[adapter.if_type]
    if is_hardware:
        return _HARDWARE_BY_TYPE.get(adapter.if_type, Medium.UNKNOWN)
    is_vpn = adapter.if_type != _WIFI and any(word in words for word in _VPN_WORDS)
    return Medium.VPN if is_vpn else Medium.VIRTUAL


def dns_servers() -> list[str]:
    """The DNS servers of the adapters that are up. Raises OperationFailed."""
    return dns_servers_of(_query_adapters(load_iphlpapi()))


def dns_servers_of(adapters: list[AdapterInfo]) -> list[str]:
    """Those of the adapter first that Windows prefers.

    The registry, which dnspython reads, also holds those of adapters without a cable (dnspython, issue 1191).
    """
    used = [adapter for adapter in adapters if adapter.up and adapter.if_type != _LOOPBACK]
    used.sort(key=lambda adapter: min(adapter.metrics.values(), default=0))
    listed = (server for adapter in used for server in adapter.dns_servers)
    return [server for server in dict.fromkeys(listed) if not _is_placeholder(server)]


def _is_placeholder(server: str) -> bool:
    """fec0:0:0:ffff::1 to ::3, which Windows lists where IPv6 has no DNS server; deprecated by RFC 3879."""
    return ipaddress.ip_address(server.partition("%")[0]) in _SITE_LOCAL


def default_routes_of(adapters: list[AdapterInfo]) -> list[DefaultRoute]:
    """A gateway for each router of each adapter that is up."""
    return [
        DefaultRoute(interface=adapter.name, address=address, version=version, metric=adapter.metrics[version])
        for adapter in adapters
        if adapter.up
        for version, address in adapter.routers
    ]


def read_adapter_chain(first: IpAdapterAddresses) -> list[AdapterInfo]:
    """The chain of structures as plain values, to be read while its memory is still held."""
    infos: list[AdapterInfo] = []
    adapter: IpAdapterAddresses | None = first
    while adapter is not None:
        infos.append(
            AdapterInfo(
                name=adapter.friendly_name or "",
                description=adapter.description or "",
                if_type=adapter.if_type,
                up=adapter.oper_status == _UP,
                luid=adapter.luid,
                metrics={4: adapter.metric4, 6: adapter.metric6},
                routers=tuple(_addresses(adapter.routers)),
                guid=(adapter.adapter_name or b"").decode("ascii", "replace"),
                dhcp=bool(adapter.flags & _DHCP),
                dhcp_server=_dhcp_server(adapter),
                rate_bit_s=_slower_rate(adapter.transmit_bit_s, adapter.receive_bit_s),
                dns_servers=tuple(address for _, address in _addresses(adapter.dns_servers)),
            )
        )
        adapter = adapter.next.contents if adapter.next else None
    return infos


def _slower_rate(*directions: int) -> int:
    return min((rate for rate in directions if rate not in _NO_RATE), default=0)


def _dhcp_server(adapter: IpAdapterAddresses) -> str:
    if not adapter.flags & _DHCP or not adapter.dhcp_server.sockaddr or adapter.dhcp_server.length < 8:
        return ""
    raw = ctypes.string_at(adapter.dhcp_server.sockaddr, 8)
    is_v4 = int.from_bytes(raw[:2], "little") == AF_INET
    return socket.inet_ntop(socket.AF_INET, raw[4:8]) if is_v4 and any(raw[4:8]) else ""


def _addresses(chain: Any) -> Iterator[tuple[int, str]]:
    """Of routers or DNS servers, as (IP version, address)."""
    while chain:
        raw = ctypes.string_at(chain.contents.address.sockaddr, chain.contents.address.length)
        family = int.from_bytes(raw[:2], "little")
        if family == AF_INET and len(raw) >= 8:
            yield 4, socket.inet_ntop(socket.AF_INET, raw[4:8])
        elif family == AF_INET6 and len(raw) >= 28:
            address = socket.inet_ntop(socket.AF_INET6, raw[8:24])
            scope = int.from_bytes(raw[24:28], "little")
            yield 6, f"{address}%{scope}" if scope else address
        chain = chain.contents.next


def _query_adapters(library: ctypes.CDLL) -> list[AdapterInfo]:
    size = ctypes.c_uint32(_FIRST_BUFFER_BYTES)
    for _ in range(4):  # the list may grow between two calls
        buffer = ctypes.create_string_buffer(size.value)
        flags = _SKIP_ANYCAST_MULTICAST | _INCLUDE_GATEWAYS
        status = library.GetAdaptersAddresses(0, flags, None, buffer, ctypes.byref(size))
        if status == 0:
            return read_adapter_chain(IpAdapterAddresses.from_buffer(buffer))
        if status == _NO_DATA:
            return []
        if status != _OVERFLOW:
            break
    raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, f"GetAdaptersAddresses {status}")


def _is_hardware(library: ctypes.CDLL, luid: int) -> bool:
    """The flag HardwareInterface; an adapter that Windows does not know any more counts as hardware."""
    row = MibIfRow2(luid=luid)
    return bool(library.GetIfEntry2(ctypes.byref(row)) or row.flags & 1)
