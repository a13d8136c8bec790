"""Whether a device of this network answers for an address at all (ARP, RFC 826; neighbour discovery, RFC 4861).

Linux shows its table to everybody (rtnetlink(7)). Of Windows and macOS nothing is read yet. No hardware address leaves
this module: only whether there is one, and whether it changed.
"""

import ipaddress
import struct

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.routes.netlink import NETLINK_ROUTE, NetlinkMessage, parse_attributes, query_netlink

_NEW_NEIGHBOUR, _GET_NEIGHBOUR = 28, 30
"""RTM_NEWNEIGH and RTM_GETNEIGH of linux/rtnetlink.h."""
_NEIGHBOUR = struct.Struct("=BxxxiHBB")
"""struct ndmsg of linux/neighbour.h: family, adapter, state, flags, type."""
_ADDRESS, _HARDWARE = 1, 2
"""NDA_DST and NDA_LLADDR."""
_INCOMPLETE, _FAILED = 0x01, 0x20
"""NUD_INCOMPLETE: asked, and nobody has answered yet; NUD_FAILED: nobody did."""


def hardware_address(address: str, system: str) -> bytes:
    """What stands for this address in the table; empty where nobody answered for it.

    To be compared and forgotten. Raises OperationFailed: `missing` where it was never asked for, `unsupported` where
    this system's table is not read.
    """
    if system != "linux":
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)
    return find_hardware_address(
        query_netlink(NETLINK_ROUTE, _GET_NEIGHBOUR, _NEIGHBOUR.pack(0, 0, 0, 0, 0), dump=True), address
    )


def find_hardware_address(messages: list[NetlinkMessage], address: str) -> bytes:
    """The same of these messages. Raises OperationFailed: `missing`."""
    packed = ipaddress.ip_address(address.partition("%")[0]).packed
    for message_type, payload in messages:
        if message_type != _NEW_NEIGHBOUR or len(payload) < _NEIGHBOUR.size:
            continue
        _, _, state, _, _ = _NEIGHBOUR.unpack_from(payload)
        attributes = parse_attributes(payload[_NEIGHBOUR.size :])
        if attributes.get(_ADDRESS) == packed:
            return b"" if state & (_INCOMPLETE | _FAILED) else attributes.get(_HARDWARE, b"")
    raise OperationFailed(Operation.READ, FailureKind.MISSING, "neighbour")
