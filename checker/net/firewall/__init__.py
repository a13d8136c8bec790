"""Whether the PC's own firewall is on."""

from checker.model.failure import Failed, Kind, Operation
from checker.net.firewall import linux, macos, windows


def is_on(system: str) -> bool:
    """Raises Failed where the system does not tell; never guesses."""
    match system:
        case "windows":
            return windows.is_on()
        case "macos":
            return macos.is_on()
        case "linux":
            return linux.is_on()
    raise Failed(Operation.READ, Kind.UNSUPPORTED, system)
