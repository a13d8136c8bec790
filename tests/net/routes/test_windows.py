"""Adapters and routes of Windows, from structures laid out in memory as GetAdaptersAddresses lays them out."""

import ctypes
import socket
import sys

import pytest

from checker.model.failure import OperationFailed
from checker.net.routes import windows
from checker.net.routes.interface import DefaultRoute, Medium
from checker.net.routes.windows import (
    AdapterInfo,
    classify_medium,
    default_routes_of,
    dns_servers_of,
    read_adapter_chain,
)
from checker.net.windows.iphlpapi import (
    IpAdapterAddresses,
    IpAdapterDnsServerAddress,
    IpAdapterGatewayAddress,
    MibIfRow2,
)


def sockaddr(address: str, scope: int = 0) -> bytes:
    if ":" in address:
        packed = socket.inet_pton(socket.AF_INET6, address)
        return (23).to_bytes(2, "little") + bytes(6) + packed + scope.to_bytes(4, "little")
    return (2).to_bytes(2, "little") + bytes(2) + socket.inet_aton(address) + bytes(8)


def router(raw: bytes, onward: IpAdapterGatewayAddress | None = None) -> IpAdapterGatewayAddress:
    made = IpAdapterGatewayAddress()
    made.buffer = ctypes.create_string_buffer(raw, len(raw))
    made.address.sockaddr = ctypes.addressof(made.buffer)
    made.address.length = len(raw)
    if onward is not None:
        made.next = ctypes.pointer(onward)
    return made


def adapter(
    name: str, description: str, if_type: int, up: bool = True, routers: IpAdapterGatewayAddress | None = None
) -> IpAdapterAddresses:
    made = IpAdapterAddresses(
        friendly_name=name, description=description, if_type=if_type, oper_status=1 if up else 2, metric4=25, metric6=35
    )
    if routers is not None:
        made.routers = ctypes.pointer(routers)
    return made


def test_the_chain_becomes_gateways() -> None:
    wifi = adapter(
        "WLAN", "Intel(R) Wi-Fi 6", 71, routers=router(sockaddr("192.168.178.1"), router(sockaddr("fe80::1", 7)))
    )
    down = adapter("Ethernet", "Realtek", 6, up=False, routers=router(sockaddr("192.168.0.1")))
    last = adapter("Loopback", "Software Loopback", 24)
    wifi.next, down.next = ctypes.pointer(down), ctypes.pointer(last)
    adapters = read_adapter_chain(wifi)
    assert [(adapter.name, adapter.up) for adapter in adapters] == [
        ("WLAN", True),
        ("Ethernet", False),
        ("Loopback", True),
    ]
    assert default_routes_of(adapters) == [
        DefaultRoute(interface="WLAN", address="192.168.178.1", version=4, metric=25),
        DefaultRoute(interface="WLAN", address="fe80::1%7", version=6, metric=35),
    ]


def dns_chain(first: bytes, *further: bytes) -> IpAdapterDnsServerAddress:
    made = IpAdapterDnsServerAddress()
    made.buffer = ctypes.create_string_buffer(first, len(first))
    made.address.sockaddr, made.address.length = ctypes.addressof(made.buffer), len(first)
    if further:
        made.next = ctypes.pointer(dns_chain(*further))
    return made


def test_dns_servers_are_those_of_adapters_that_are_up() -> None:
    dock = adapter("Ethernet", "Dock of the office", 6, up=False)
    dock.dns_servers = ctypes.pointer(dns_chain(sockaddr("10.1.0.53")))
    virtual = adapter("vEthernet", "Hyper-V Virtual Ethernet Adapter", 6)
    virtual.dns_servers = ctypes.pointer(dns_chain(sockaddr("fec0:0:0:ffff::1", 1), sockaddr("192.168.178.1")))
    virtual.metric4 = virtual.metric6 = 5000
    wifi = adapter("WLAN", "Intel(R) Wi-Fi 6", 71)
    wifi.dns_servers = ctypes.pointer(dns_chain(sockaddr("fe80::1", 7), sockaddr("192.168.178.1")))
    loopback = adapter("Loopback", "Software Loopback", 24)
    loopback.dns_servers = ctypes.pointer(dns_chain(sockaddr("9.9.9.9")))
    dock.next, virtual.next, wifi.next = map(ctypes.pointer, (virtual, wifi, loopback))
    adapters = read_adapter_chain(dock)
    assert adapters[1].dns_servers == ("fec0:0:0:ffff::1%1", "192.168.178.1")
    assert dns_servers_of(adapters) == ["fe80::1%7", "192.168.178.1"]


@pytest.mark.parametrize(
    ("if_type", "description", "hardware", "medium"),
    [
        (24, "Software Loopback Interface 1", False, Medium.LOOPBACK),
        (6, "Realtek PCIe GbE Family Controller", True, Medium.CABLE),
        (71, "Intel(R) Wi-Fi 6 AX201 160MHz", True, Medium.WIFI),
        (71, "Microsoft Wi-Fi Direct Virtual Adapter", False, Medium.VIRTUAL),
        (243, "Generic Mobile Broadband Adapter", True, Medium.MOBILE),
        (23, "WAN Miniport (IKEv2)", False, Medium.VPN),
        (53, "WireGuard Tunnel", False, Medium.VPN),
        (131, "Microsoft Teredo Tunneling Adapter", False, Medium.VIRTUAL),
        (6, "TAP-Windows Adapter V9", False, Medium.VPN),
        (6, "Fortinet Virtual Ethernet Adapter (NDIS 6.30)", False, Medium.VPN),
        (6, "Cisco AnyConnect Virtual Miniport Adapter", False, Medium.VPN),
        (6, "Hyper-V Virtual Ethernet Adapter", False, Medium.VIRTUAL),
        (1, "Something", True, Medium.UNKNOWN),
    ],
)
def test_media(if_type: int, description: str, hardware: bool, medium: Medium) -> None:
    adapter = AdapterInfo(
        name="x", description=description, if_type=if_type, up=True, luid=1, metrics={4: 0, 6: 0}, routers=()
    )
    assert classify_medium(adapter, hardware) is medium


class Library:
    """iphlpapi.dll with two adapters, the list too long for the first room."""

    def __init__(self, statuses: tuple[int, ...]) -> None:
        self.statuses = list(statuses)

    def GetAdaptersAddresses(self, family, flags, reserved, room, size) -> int:  # noqa: N802
        status = self.statuses.pop(0)
        if status == 0:
            made = IpAdapterAddresses(friendly_name="Ethernet", description="Realtek", if_type=6, oper_status=1, luid=5)
            self.chain = made
            ctypes.memmove(room, ctypes.addressof(made), ctypes.sizeof(made))
        return status

    def GetIfEntry2(self, row) -> int:  # noqa: N802
        entry = ctypes.cast(row, ctypes.POINTER(MibIfRow2)).contents
        assert entry.luid == 5
        entry.flags = 0b101
        return 0


def test_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "load_iphlpapi", lambda: Library((111, 0)))
    assert windows.media() == {"Ethernet": Medium.CABLE}


def test_no_adapters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "load_iphlpapi", lambda: Library((232,)))
    assert windows.default_routes() == []


def test_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "load_iphlpapi", lambda: Library((87,)))
    with pytest.raises(OperationFailed):
        windows.default_routes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has it")
def test_no_such_library() -> None:
    with pytest.raises(OperationFailed):
        windows.media()


def test_the_structures_are_laid_out_as_on_64_bit_windows() -> None:
    assert ctypes.sizeof(MibIfRow2) == 1352
    assert MibIfRow2.flags.offset == 1152
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (
            IpAdapterAddresses.friendly_name.offset,
            IpAdapterAddresses.if_type.offset,
            IpAdapterAddresses.transmit_bit_s.offset,
        ) == (72, 100, 184)
        assert (IpAdapterAddresses.routers.offset, IpAdapterAddresses.luid.offset) == (208, 224)
