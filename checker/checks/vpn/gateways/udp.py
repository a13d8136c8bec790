"""Which gateways are probed by UDP. Pure."""

from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.gateways.tunnel import IkeV1Gateway, IkeV2Gateway, L2tpGateway, WireGuardGateway

_ALWAYS = (WireGuardGateway, IkeV1Gateway, IkeV2Gateway, L2tpGateway)


def uses_udp(gateway: VpnGateway) -> bool:
    """Whether its first packet is one of UDP."""
    return isinstance(gateway, _ALWAYS) or getattr(gateway, "transport", "") == "udp"
