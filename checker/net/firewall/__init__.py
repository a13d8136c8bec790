"""Whether the PC's own firewall is on."""

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.firewall import linux, macos, windows


def is_on(system: str) -> bool:
    """Raises OperationFailed where the system does not tell; never guesses."""
    match system:
        case "windows":
            return windows.is_on()
        case "macos":
            return macos.is_on()
        case "linux":
            return linux.is_on()
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)
