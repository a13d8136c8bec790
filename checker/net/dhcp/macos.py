"""macOS keeps the DHCP server's last packet for each adapter: ipconfig(8)."""

import re

from checker.model.failure import FailureKind, OperationFailed
from checker.net.command import command_output

_REPLY = re.compile(r"^op = BOOTREPLY$", re.MULTILINE)


def by_dhcp(interface: str) -> bool:
    """Whether `ipconfig getpacket` has a packet; it ends with 1 where there is none. Raises OperationFailed."""
    try:
        return bool(_REPLY.search(command_output("ipconfig", "getpacket", interface)))
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.BAD_ANSWER and failed.failure.detail == "ipconfig 1":
            return False
        raise
