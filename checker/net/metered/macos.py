"""macOS marks adapters as expensive: a phone's hotspot by Wi-Fi, USB or Bluetooth, and mobile data.

What people set themselves for one Wi-Fi ("Low Data Mode") is another mark, and no statement about its price.
"""

from checker.net.routes import ifconfig, macos
from checker.net.routes.interface import Medium


def metered() -> bool | None:
    """Of the adapter that the first default route leads through, VPNs left aside. Raises OperationFailed."""
    routes = macos.default_routes()
    media = macos.media([route.interface for route in routes])
    candidates = [route for route in routes if media[route.interface] is not Medium.VPN]
    if not candidates:
        return None
    preferred = min(candidates, key=lambda route: (route.version, route.metric))
    return ifconfig.is_expensive(ifconfig.read_ifconfig(preferred.interface))
