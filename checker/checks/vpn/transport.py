"""Which gateways are asked by UDP. Pure."""

from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import Ikev1, Ikev2, L2tp, WireGuard

_ALWAYS = (WireGuard, Ikev1, Ikev2, L2tp)


def by_udp(gateway: Gateway) -> bool:
    """Whether its first packet is one of UDP."""
    return isinstance(gateway, _ALWAYS) or getattr(gateway, "transport", "") == "udp"
