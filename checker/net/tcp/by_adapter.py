"""A TCP connection by one adapter, whatever the routing table prefers: past a VPN that has taken all routes.

Linux SO_BINDTODEVICE, for everybody since 5.7 (socket(7)); macOS IP_BOUND_IF (netinet/in.h of XNU); Windows sends by
the adapter that has the socket's own address ("strong host model", RFC 1122, 3.3.4.2). No rights are needed.
"""

import ipaddress
import socket
import struct
import sys

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.phase_log import logged_phase
from checker.net.routes.interface import Interface
from checker.net.tcp.own_address import choose_own_address
from checker.net.tcp.segment import open_socket

_MACOS_BOUND_IF = {4: 25, 6: 125}
"""IP_BOUND_IF and IPV6_BOUND_IF."""


@logged_phase("connection by one adapter")
def connect_by_adapter(address: str, port: int, adapter: Interface, timeout_s: float) -> None:
    """Opens a connection to an IP address by this adapter, and closes it. Raises OperationFailed.

    `unsupported` where this system does not let the adapter be chosen.
    """
    try:
        with open_socket(address) as sock:
            _choose_adapter(sock, adapter)
            sock.settimeout(timeout_s)
            sock.connect((address, port))
    except OSError as error:
        raise OperationFailed.from_error(Operation.CONNECT, error) from error


def _choose_adapter(sock: socket.socket, adapter: Interface) -> None:
    version = 6 if sock.family == socket.AF_INET6 else 4
    try:
        if sys.platform == "linux":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, adapter.name.encode() + b"\0")
        elif sys.platform == "win32":
            choose_own_address(sock, _own_address(adapter, version))
        else:
            level = socket.IPPROTO_IPV6 if version == 6 else socket.IPPROTO_IP
            sock.setsockopt(level, _MACOS_BOUND_IF[version], struct.pack("=I", socket.if_nametoindex(adapter.name)))
    except OSError as error:
        raise OperationFailed(Operation.CONNECT, FailureKind.UNSUPPORTED, "adapter") from error


def _own_address(adapter: Interface, version: int) -> str:
    addresses = [ipaddress.ip_interface(address).ip for address in adapter.addresses]
    usable = [address for address in addresses if address.version == version and not address.is_link_local]
    if not usable:
        raise OperationFailed(Operation.CONNECT, FailureKind.MISSING, "address")
    return str(usable[0])
