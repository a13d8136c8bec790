"""Linux: an address that a DHCP client set has an end (rtnetlink(7)); else the programs that set addresses are asked.

NetworkManager, systemd-networkd, dhcpcd and dhclient all give the kernel the lease's time; an endless lease and
busybox's udhcpc do not.
"""

import contextlib
import socket
import struct
from pathlib import Path

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import command_output
from checker.net.routes.netlink import NETLINK_ROUTE, NetlinkMessage, parse_attributes, parse_unsigned, query_netlink

_NEW_ADDRESS, _GET_ADDRESS = 20, 22
_ADDRESS = struct.Struct("=BBBBI")
"""struct ifaddrmsg: family, length of the prefix, flags, scope, adapter."""
_FLAGS, _PERMANENT = 8, 0x80
"""IFA_FLAGS and IFA_F_PERMANENT of linux/if_addr.h."""
_AF_INET, _EVERYWHERE = 2, 0
_NETWORKD = Path("/run/systemd/netif")
COMMAND_S = 1.5


def by_dhcp(interface: str) -> bool:
    """Raises OperationFailed: `missing` without such an adapter or address, `unsupported` where nothing tells."""
    try:
        index = socket.if_nametoindex(interface)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "adapter") from error
    is_limited = has_lifetime(
        query_netlink(NETLINK_ROUTE, _GET_ADDRESS, _ADDRESS.pack(_AF_INET, 0, 0, 0, 0), dump=True), index
    )
    if is_limited is None:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "address")
    if is_limited:
        return True
    for is_leased in (by_networkd(index), _by_networkmanager(interface)):
        if is_leased is not None:
            return is_leased
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "permanent address")


def has_lifetime(messages: list[NetlinkMessage], index: int) -> bool | None:
    """Whether an IPv4 address of this adapter has a lifetime; None where it has no address."""
    limits: list[bool] = []
    for message_type, payload in messages:
        if message_type != _NEW_ADDRESS or len(payload) < _ADDRESS.size:
            continue
        family, _, flags, scope, adapter = _ADDRESS.unpack_from(payload)
        if (family, scope, adapter) != (_AF_INET, _EVERYWHERE, index):
            continue
        extended_flags = parse_unsigned(parse_attributes(payload[_ADDRESS.size :]).get(_FLAGS))
        limits.append(not (flags if extended_flags is None else extended_flags) & _PERMANENT)
    return any(limits) if limits else None


def by_networkd(index: int, root: Path = _NETWORKD) -> bool | None:
    """A lease's file, or a link that systemd-networkd has set up without one (networkctl(1), sd-network)."""
    try:
        if (root / "leases" / str(index)).exists():
            return True
        lines = (root / "links" / str(index)).read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    return False if "ADMIN_STATE=configured" in lines else None


def _by_networkmanager(interface: str) -> bool | None:
    command = ("nmcli", "-t", "-f", "GENERAL.STATE,DHCP4.OPTION", "device", "show", interface)
    try:
        return parse_nmcli(command_output(*command, timeout_s=COMMAND_S))
    except OperationFailed:
        return None


def server(interface: str, root: Path = _NETWORKD) -> str:
    """The server of the lease, as systemd-networkd and NetworkManager tell it to everybody. Raises OperationFailed."""
    with contextlib.suppress(OSError):
        index = socket.if_nametoindex(interface)
        lines = (root / "leases" / str(index)).read_text("utf-8", "replace").splitlines()
        for line in lines:
            if line.startswith("SERVER_ADDRESS="):
                return line.partition("=")[2]
    return parse_nmcli_server(
        command_output("nmcli", "-t", "-f", "DHCP4.OPTION", "device", "show", interface, timeout_s=COMMAND_S)
    )


def parse_nmcli_server(text: str) -> str:
    """From nmcli's lines, as `DHCP4.OPTION[4]:dhcp_server_identifier = 192.0.2.1`. Raises OperationFailed."""
    for line in text.splitlines():
        name, _, value = line.partition(":")[2].partition(" = ")
        if name == "dhcp_server_identifier":
            return value.strip()
    raise OperationFailed(Operation.READ, FailureKind.MISSING, "lease")


def parse_nmcli(text: str) -> bool | None:
    """From nmcli's terse words, which it translates only in brackets: 100 is connected, 10 is not its own."""
    lines = text.splitlines()
    if any(line.startswith("DHCP4.OPTION[") for line in lines):
        return True
    state = next((line.partition(":")[2] for line in lines if line.startswith("GENERAL.STATE:")), "")
    return False if state.startswith("100 ") or state == "100" else None
