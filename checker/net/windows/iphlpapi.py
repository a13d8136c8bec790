"""iphlpapi.dll, Windows' IP helper: its structures as its headers lay them out, and the library with its calls' types.

ipexport.h and icmpapi.h for echo requests, iptypes.h and netioapi.h for adapters, ws2ipdef.h for addresses.
"""

import ctypes
import socket

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

AF_INET, AF_INET6 = 2, 23
"""ws2def.h; other systems have another number for IPv6."""
INVALID_HANDLE = ctypes.c_void_p(-1).value


_NUMBER, _WORD = ctypes.c_uint32, ctypes.c_uint16
FUNCTIONS: Functions = {
    "IcmpCreateFile": Signature(POINTER),
    "Icmp6CreateFile": Signature(POINTER),
    "IcmpCloseHandle": Signature(ctypes.c_int32, (POINTER,)),
    "IcmpSendEcho": Signature(_NUMBER, (POINTER, _NUMBER, POINTER, _WORD, POINTER, POINTER, _NUMBER, _NUMBER)),
    "Icmp6SendEcho2": Signature(_NUMBER, (*[POINTER] * 7, _WORD, POINTER, POINTER, _NUMBER, _NUMBER)),
    "GetAdaptersAddresses": Signature(_NUMBER, (_NUMBER, _NUMBER, POINTER, POINTER, POINTER)),
    "GetIfEntry2": Signature(_NUMBER, (POINTER,)),
}
"""icmpapi.h, iphlpapi.h, netioapi.h."""


def load_iphlpapi() -> ctypes.CDLL:
    """The library. Raises OperationFailed where there is none."""
    try:
        return load_library("iphlpapi.dll", FUNCTIONS)
    except OSError as error:
        raise OperationFailed(Operation.LIST, FailureKind.MISSING, "iphlpapi") from error


class IpOptionInformation(ctypes.Structure):
    """IP_OPTION_INFORMATION of ipexport.h."""

    _fields_ = (
        ("ttl", ctypes.c_ubyte),
        ("tos", ctypes.c_ubyte),
        ("flags", ctypes.c_ubyte),
        ("size", ctypes.c_ubyte),
        ("data", ctypes.c_void_p),
    )


class IcmpEchoReply(ctypes.Structure):
    """ICMP_ECHO_REPLY of ipexport.h."""

    _fields_ = (
        ("address", ctypes.c_ubyte * 4),
        ("status", ctypes.c_uint32),
        ("rtt_ms", ctypes.c_uint32),
        ("data_size", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16),
        ("data", ctypes.c_void_p),
        ("options", IpOptionInformation),
    )


class Icmpv6EchoReply(ctypes.Structure):
    """ICMPV6_ECHO_REPLY of ipexport.h, its IPV6_ADDRESS_EX packed to one byte."""

    _layout_ = "ms"
    _pack_ = 1
    _fields_ = (
        ("port", ctypes.c_uint16),
        ("flow", ctypes.c_uint32),
        ("address", ctypes.c_ubyte * 16),
        ("scope", ctypes.c_uint32),
        ("padding", ctypes.c_uint16),
        ("status", ctypes.c_uint32),
        ("rtt_ms", ctypes.c_uint32),
    )


class SockaddrIn6(ctypes.Structure):
    """SOCKADDR_IN6 of ws2ipdef.h."""

    _fields_ = (
        ("family", ctypes.c_uint16),
        ("port", ctypes.c_uint16),
        ("flow", ctypes.c_uint32),
        ("address", ctypes.c_ubyte * 16),
        ("scope", ctypes.c_uint32),
    )


def sockaddr_in6(address: str) -> SockaddrIn6:
    """Of an IPv6 address, its zone a number as Windows writes it (`fe80::1%12`)."""
    plain, _, zone = address.partition("%")
    packed = (ctypes.c_ubyte * 16).from_buffer_copy(socket.inet_pton(socket.AF_INET6, plain))
    scope = int(zone) if zone.isdigit() else 0
    return SockaddrIn6(AF_INET6, 0, 0, packed, scope)


class SocketAddress(ctypes.Structure):
    """SOCKET_ADDRESS of ws2def.h."""

    _fields_ = (("sockaddr", ctypes.c_void_p), ("length", ctypes.c_int32))


class IpAdapterGatewayAddress(ctypes.Structure):
    """IP_ADAPTER_GATEWAY_ADDRESS_LH of iptypes.h."""


IpAdapterGatewayAddress._fields_ = (
    ("length", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("next", ctypes.POINTER(IpAdapterGatewayAddress)),
    ("address", SocketAddress),
)


class IpAdapterDnsServerAddress(ctypes.Structure):
    """IP_ADAPTER_DNS_SERVER_ADDRESS_XP of iptypes.h."""


IpAdapterDnsServerAddress._fields_ = (
    ("length", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("next", ctypes.POINTER(IpAdapterDnsServerAddress)),
    ("address", SocketAddress),
)


class IpAdapterAddresses(ctypes.Structure):
    """IP_ADAPTER_ADDRESSES_LH of iptypes.h, up to the field that is read last."""


IpAdapterAddresses._fields_ = (
    ("length", ctypes.c_uint32),
    ("index", ctypes.c_uint32),
    ("next", ctypes.POINTER(IpAdapterAddresses)),
    ("adapter_name", ctypes.c_char_p),
    ("unicast", ctypes.c_void_p),
    ("anycast", ctypes.c_void_p),
    ("multicast", ctypes.c_void_p),
    ("dns_servers", ctypes.POINTER(IpAdapterDnsServerAddress)),
    ("dns_suffix", ctypes.c_wchar_p),
    ("description", ctypes.c_wchar_p),
    ("friendly_name", ctypes.c_wchar_p),
    ("physical", ctypes.c_ubyte * 8),
    ("physical_length", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("mtu", ctypes.c_uint32),
    ("if_type", ctypes.c_uint32),
    ("oper_status", ctypes.c_int32),
    ("index6", ctypes.c_uint32),
    ("zones", ctypes.c_uint32 * 16),
    ("prefix", ctypes.c_void_p),
    ("transmit_bit_s", ctypes.c_uint64),
    ("receive_bit_s", ctypes.c_uint64),
    ("wins", ctypes.c_void_p),
    ("routers", ctypes.POINTER(IpAdapterGatewayAddress)),
    ("metric4", ctypes.c_uint32),
    ("metric6", ctypes.c_uint32),
    ("luid", ctypes.c_uint64),
    ("dhcp_server", SocketAddress),
)


class MibIfRow2(ctypes.Structure):
    """MIB_IF_ROW2 of netioapi.h: 1352 bytes, of which the flags at 1152 are read."""

    _fields_ = (
        ("luid", ctypes.c_uint64),
        ("index", ctypes.c_uint32),
        ("before", ctypes.c_ubyte * 1140),
        ("flags", ctypes.c_ubyte),
        ("after", ctypes.c_ubyte * 199),
    )
