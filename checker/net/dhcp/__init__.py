"""Whether an adapter's IPv4 address was given to it (DHCP, RFC 2131) or entered by hand, and who gave it."""

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.dhcp import linux, macos
from checker.net.routes import windows


def by_dhcp(interface: str, system: str) -> bool:
    """Raises OperationFailed; `unsupported` where the system does not tell."""
    match system:
        case "windows":
            adapter = next((candidate for candidate in windows.list_adapters() if candidate.name == interface), None)
            if adapter is None:
                raise OperationFailed(Operation.READ, FailureKind.MISSING, "adapter")
            return adapter.dhcp
        case "macos":
            return macos.by_dhcp(interface)
        case "linux":
            return linux.by_dhcp(interface)
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)


def server(interface: str, system: str) -> str:
    """The address of the DHCP server that gave this adapter its address: to be compared, never observed.

    Raises OperationFailed; `missing` without such a lease, `unsupported` where the system does not tell.
    """
    match system:
        case "windows":
            adapter = next((candidate for candidate in windows.list_adapters() if candidate.name == interface), None)
            if adapter is None or not adapter.dhcp_server:
                raise OperationFailed(Operation.READ, FailureKind.MISSING, "lease")
            return adapter.dhcp_server
        case "macos":
            return macos.server(interface)
        case "linux":
            return linux.server(interface)
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)
