"""macOS keeps the DHCP server's last packet for each adapter: ipconfig(8)."""

import re

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import command_output

_REPLY = re.compile(r"^op = BOOTREPLY$", re.MULTILINE)
_SERVER = re.compile(r"^server_identifier \(ip\): ([0-9.]+)$", re.MULTILINE)


def by_dhcp(interface: str) -> bool:
    """Whether `ipconfig getpacket` has a packet; it ends with 1 where there is none. Raises OperationFailed."""
    try:
        return bool(_REPLY.search(command_output("ipconfig", "getpacket", interface)))
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.BAD_ANSWER and failed.failure.detail == "ipconfig 1":
            return False
        raise


def server(interface: str) -> str:
    """The server's own address in that packet (RFC 2132, 9.7). Raises OperationFailed."""
    match = _SERVER.search(command_output("ipconfig", "getpacket", interface))
    if match is None:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "lease")
    return match[1]
